/** Why the app did not do, or did not say, what the page asked for. */
import type { AdminError } from "@entra-assets/forge-host/admin/AdminError"

/** Why there is nothing to show: what the app says, or that it says nothing, or nothing that the page understands. */
export type Reason = AdminError | { readonly _tag: "NoAnswer" } | { readonly _tag: "OtherVersion" }

/** The app said no, or could not be reached. */
export class AskError extends Error {
  readonly reply: Reason
  constructor(reply: Reason) {
    super(reply._tag)
    this.name = "AskError"
    this.reply = reply
  }
}

/** Nothing, or a store or a service, answered; that passes by itself. */
export const mayPass = (error: unknown): boolean =>
  error instanceof AskError && (error.reply._tag === "Unavailable" || error.reply._tag === "NoAnswer")

/** What the app has said for good is not asked for again. */
export const isWorthRetrying = ({ _tag }: Reason): boolean =>
  _tag === "Unavailable" || _tag === "NoAnswer" || _tag === "Unexpected" || _tag === "Stale"

/** The page and the app are not of the same version. */
export const isOtherVersion = (reason: Reason): boolean =>
  reason._tag === "OtherVersion" || (reason._tag === "Refused" && reason.reason === "page.Outdated")
