/**
 * Asked directly before every attempt of a write, with the longest time that the attempt may take. It lets the write
 * go on only while our right to write outlasts that time; a write that may not happen never gets an answer, and whoever
 * runs it is ended. Without a lease to keep, everything is permitted.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

export const WritePermit = Context.Reference<(timeoutMillis: number) => Effect.Effect<void>>(
  "@entra-assets/core/ports/WritePermit",
  { defaultValue: () => () => Effect.void }
)
