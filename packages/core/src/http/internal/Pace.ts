/**
 * Waits for a published limit on our side, with a token bucket that holds `burst` and is refilled at the rate that is
 * left: `burst + rate * window = limit`, so that no span of the window's length ever sees more than the limit.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as RateLimiter from "effect/persistence/RateLimiter"
import type { RateLimit } from "../RateLimits.ts"

/** Takes `units` out of the bucket and answers how many milliseconds to wait for them. */
export type Pace = (units: number) => Effect.Effect<number>

export const make = (limiter: RateLimiter.RateLimiter, key: string, limit: RateLimit): Pace => {
  const burst = Math.min(limit.limit, limit.burst ?? Math.max(1, Math.floor(limit.limit / 10)))
  // A limit that may be spent at once has nothing left to refill from; then the bucket fills in one window.
  const rate = limit.limit > burst ? limit.limit - burst : limit.limit
  const window = Duration.millis((limit.windowMillis * burst) / rate)
  return (units) =>
    limiter.consume({ algorithm: "token-bucket", onExceeded: "delay", key, limit: burst, window, tokens: units }).pipe(
      Effect.map(({ delay }) => Duration.toMillis(delay)),
      // The store is in memory and cannot fail.
      Effect.orDie
    )
}
