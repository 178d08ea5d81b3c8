/** Forge ends a function without a word, so an answer comes before that. */
import * as Effect from "effect/Effect"
import { type Invocation, timeLeft } from "../forge/Invocation.ts"
import type { AdminFailure } from "./AdminError.ts"

/** Fails with `otherwise` so many milliseconds before the invocation ends. */
export const inTime = (reserveMillis: number, otherwise: AdminFailure) =>
<A, R>(
  effect: Effect.Effect<A, AdminFailure, R>
): Effect.Effect<A, AdminFailure, R | Invocation> =>
  Effect.flatMap(
    timeLeft(reserveMillis),
    (millis) => Effect.timeoutOrElse(effect, { duration: millis, orElse: () => Effect.fail(otherwise) })
  )
