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
  /** What happened, plainly and without a full stop. */
  readonly happened: string
  /** How the service puts it, such as "HTTP 502". */
  readonly code?: string
  /** What the person can do. */
  readonly nextStep: string
}

/** With these, asking again does not help, and what was read so far may be wrong as a whole. */
export const isFinal = (reason: SourceReason): boolean =>
  reason === "Unauthorized" || reason === "Forbidden" || reason === "Misconfigured" || reason === "NeedsReconnection"

export class SourceError extends Schema.TaggedError<SourceError>()("SourceError", {
  source: Source,
  reason: SourceReason,
  /** What happened, in a plain sentence, without secrets or personal data. */
  message: Schema.String,
  /** What the person can do. */
  nextStep: Schema.String,
  /** What was asked, and the service's codes and ids of that: for whoever helps, without secrets or personal data. */
  details: Schema.optionalKey(Schema.String)
}) {}

/** With a full stop, so that another sentence may follow. */
export const sentence = (text: string): string => /[.!?]$/u.test(text) ? text : `${text}.`

/** What the service says of a failure, and what it was asked. */
export const detailsOf = (
  { code }: Pick<Explanation, "code">,
  operation: string,
  ids: ReadonlyArray<string> = []
): string => [...(code === undefined ? [] : [code]), `asked to ${operation}`, ...ids].join(", ")

/** A client's failure in the sync's terms. */
export const explained = (
  source: Source,
  { happened, nextStep, reason }: Explanation,
  details: string
): SourceError => new SourceError({ source, reason, message: sentence(happened), nextStep, details })
