/**
 * Why the app did not do what the page asked for, as data for the page. It names no secret, and nobody sees a stack
 * trace for their own mistake.
 */
import * as Schema from "effect/Schema"
import { LastSave } from "../app/SiteSettings.ts"

export const AdminError = Schema.Union([
  /** What was typed cannot be used. By field, in the words of the page. */
  Schema.TaggedStruct("InvalidInput", { fields: Schema.Record(Schema.String, Schema.String) }),
  /** Somebody else has saved since the page was loaded. `changed`: who, when and what; `null` when nobody has. */
  Schema.TaggedStruct("Stale", {
    version: Schema.Int,
    changed: Schema.NullOr(LastSave),
    message: Schema.String
  }),
  /** Only Jira administrators may use the app. */
  Schema.TaggedStruct("NotAllowed", { message: Schema.String }),
  /** Without a licence the app only shows what is there. */
  Schema.TaggedStruct("Unlicensed", { message: Schema.String }),
  /** It cannot be done as things are. `reason`: the same for the same cause, such as `run.Busy`. */
  Schema.TaggedStruct("Refused", {
    reason: Schema.String,
    message: Schema.String,
    /** What the person can do; `null` where the message says it. */
    nextStep: Schema.NullOr(Schema.String)
  }),
  /** A store or a service did not answer; trying again may help. */
  Schema.TaggedStruct("Unavailable", { message: Schema.String }),
  /** A mistake of ours. The log has more under the reference. */
  Schema.TaggedStruct("Unexpected", { reference: Schema.String, message: Schema.String })
])
export type AdminError = typeof AdminError.Type

/** The same on its way through the app. */
export class AdminFailure extends Schema.TaggedError<AdminFailure>()("AdminFailure", { error: AdminError }) {}

export const refused = (reason: string, message: string, nextStep: string | null = null): AdminFailure =>
  new AdminFailure({ error: { _tag: "Refused", reason, message, nextStep } })

export const unavailable = (message: string): AdminFailure =>
  new AdminFailure({ error: { _tag: "Unavailable", message } })

export const invalidInput = (fields: { readonly [field: string]: string }): AdminFailure =>
  new AdminFailure({ error: { _tag: "InvalidInput", fields } })
