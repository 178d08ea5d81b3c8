/**
 * How the sync stands, for people and for rules of Jira Automation that look into Assets. It names nobody: no name, no
 * address.
 */
import * as Schema from "effect/Schema"

export const SyncOutcome = Schema.Literals(["Succeeded", "Needs approval", "Failed"])
export type SyncOutcome = typeof SyncOutcome.Type

/** What the runs say. */
export const RunStatus = Schema.Struct({
  /** Milliseconds since 1970; `null` before the first success. */
  lastSuccess: Schema.NullOr(Schema.Int),
  /** Of the last run for everybody that was no preview and was not cancelled. */
  outcome: SyncOutcome,
  /** Why it came to that, and what the person can do; `null` when all is well. */
  reason: Schema.NullOr(Schema.String)
})
export type RunStatus = typeof RunStatus.Type

export const SyncStatus = Schema.Struct({
  ...RunStatus.fields,
  /** The day on which the client secret ends, as YYYY-MM-DD, where it is known. */
  secretExpiresOn: Schema.NullOr(Schema.String)
})
export type SyncStatus = typeof SyncStatus.Type
