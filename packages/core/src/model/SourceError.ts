/**
 * A failure of one of the services, in words that do not depend on which client met it. The clients' own errors have
 * the details; this is what the sync decides by and what a person reads.
 */
import * as Schema from "effect/Schema"

export const Source = Schema.Literals(["entra", "jira", "assets"])
export type Source = typeof Source.Type

/**
 * `Unauthorized`: credentials refused. `Forbidden`: signed in, but a permission, scope, role or licence is missing.
 * `Throttled` and `Unavailable`: still failing after every retry. `Misconfigured`: the schema or a setting is not what
 * we need. `InvalidResponse`: an answer that does not have the documented shape. `NeedsReconnection`: the person in whose
 * name a host asks can no longer do so, and another one has to take over.
 */
export const SourceReason = Schema.Literals([
  "Unauthorized",
  "Forbidden",
  "Throttled",
  "Unavailable",
  "Misconfigured",
  "InvalidResponse",
  "NeedsReconnection"
])
export type SourceReason = typeof SourceReason.Type

/** What a client says of one of its own reasons; from it comes the `SourceError`. */
export interface Explanation {
  /** The same in the sync's terms. */
  readonly reason: SourceReason
  /** What happened, without a full stop. */
  readonly happened: string
  /** What the person can do. */
  readonly nextStep: string
}

/** With these, asking again does not help, and what was read so far may be wrong as a whole. */
export const isFinal = (reason: SourceReason): boolean =>
  reason === "Unauthorized" || reason === "Forbidden" || reason === "Misconfigured" || reason === "NeedsReconnection"

export class SourceError extends Schema.TaggedError<SourceError>()("SourceError", {
  source: Source,
  reason: SourceReason,
  /** What happened, in a sentence, without secrets or personal data. */
  message: Schema.String,
  /** What the person can do. */
  nextStep: Schema.String
}) {}
