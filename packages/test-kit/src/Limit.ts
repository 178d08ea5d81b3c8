/**
 * Fixed-window rate limits, as the services publish them: so much per key in each window of the clock. Time is
 * Effect's Clock, so a window ends when a TestClock says so. A refused request uses up nothing.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

export interface Rate {
  /** How much may be used in one window. */
  readonly limit: number
  readonly windowMillis: number
}

export type Decision =
  /** `used` includes this request and is never above the limit. */
  | { readonly ok: true; readonly used: number; readonly limit: number; readonly resetSeconds: number }
  /** The window ends in that many whole seconds, at least 1. */
  | { readonly ok: false; readonly retryAfterSeconds: number }

export interface Limit {
  /** Uses `cost` of the current window of `key`, or refuses when that much is not left in it. */
  readonly consume: (key: string, cost: number, rate: Rate) => Effect.Effect<Decision>
}

export const make = (): Limit => {
  const windows = new Map<string, { readonly index: number; readonly used: number }>()
  return {
    consume: (key, cost, { limit, windowMillis }) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const index = Math.floor(now / windowMillis)
        const current = windows.get(key)
        const used = (current?.index === index ? current.used : 0) + cost
        const secondsLeft = Math.max(1, Math.ceil(((index + 1) * windowMillis - now) / 1000))
        if (used > limit) return { ok: false, retryAfterSeconds: secondsLeft }
        windows.set(key, { index, used })
        return { ok: true, used, limit, resetSeconds: secondsLeft }
      })
  }
}

/** Allows everything: simulators use it unless limits were asked for. */
export const unlimited: Limit = {
  consume: (_key, _cost, { limit, windowMillis }) =>
    Effect.succeed({ ok: true, used: 0, limit, resetSeconds: Math.ceil(windowMillis / 1000) })
}
