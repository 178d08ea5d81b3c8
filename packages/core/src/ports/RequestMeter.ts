/**
 * How many requests were sent so far, by endpoint, such as `graph.users.list`: what a run reports that it cost. Nothing
 * is counted unless a host's clients say so.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

export const RequestMeter = Context.Reference<Effect.Effect<Readonly<Record<string, number>>>>(
  "@entra-assets/core/ports/RequestMeter",
  { defaultValue: () => Effect.succeed({}) }
)
