/**
 * The set-up of a site: who may call Assets, our schema made or adopted, the connection to Entra tested. It decides who
 * the caller is, and saves that; it runs nothing.
 */
import type { AccountId } from "@entra-assets/core/model/Ids"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { AssetsReport, ConnectionReport, ConnectReport } from "./SetupReport.ts"
import type { Entra } from "./SiteSettings.ts"

/** Our own stores did not do their part, so nothing can be said; whatever was made on the site is found again. */
export class SetupError extends Schema.TaggedError<SetupError>()("SetupError", {
  /** What happened, in a sentence. */
  message: Schema.String,
  /** What the admin can do. */
  nextStep: Schema.String
}) {}

/** What an admin has typed. `secret`: `null` for the one that is stored. */
export interface ConnectionDraft {
  readonly entra: Entra
  readonly secret: Redacted.Redacted | null
}

export interface ConnectOptions {
  /** Our schema with records that were not set up here is kept, and what it lacks is made. */
  readonly adopt: boolean
  /** In the place of the admin who has connected the app. */
  readonly takeOver: boolean
}

/** `by` is always the account of the admin who is present. */
export class Setup extends Context.Service<Setup, {
  /** Looks only. Nothing is stored. */
  readonly testConnection: (by: AccountId, draft: ConnectionDraft) => Effect.Effect<ConnectionReport, SetupError>
  /** Looks only: as each caller. */
  readonly assets: (by: AccountId) => Effect.Effect<AssetsReport, SetupError>
  /** Finds the caller, sets the schema up, and saves both. May be repeated, and goes on where it was cut off. */
  readonly connect: (by: AccountId, options: ConnectOptions) => Effect.Effect<ConnectReport, SetupError>
}>()("@entra-assets/forge-host/app/Setup") {}
