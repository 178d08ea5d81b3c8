/**
 * When something is tried again: the settings and the one policy of all clients. Only what may pass by itself is
 * repeated (408, 429, 5xx, no connection, no answer in time), a bounded number of times.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"

const PositiveInt = Schema.Int.check(Schema.isGreaterThan(0))

export const RetrySettings = Schema.Struct({
  /** How often a request is repeated at most. */
  times: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  /** The first delay; it doubles each time and varies by a fifth. */
  firstDelayMillis: PositiveInt,
  /** The longest delay that we choose ourselves. */
  longestDelayMillis: PositiveInt,
  /** A longer wait than this is not waited for here, but told to `LongWait`. */
  longestWaitMillis: PositiveInt,
  /** How long one attempt may take, to the last byte of its answer. */
  timeoutMillis: PositiveInt
})
export type RetrySettings = typeof RetrySettings.Type

/**
 * 2 + 4 + 8 + 16 + 30 seconds: together they outlast a limit that is counted by the minute. Jira counts points by the
 * hour, so a wait may take an hour; a host that ends its functions sooner sets less.
 */
export const defaults: RetrySettings = {
  times: 5,
  firstDelayMillis: 2000,
  longestDelayMillis: 30_000,
  longestWaitMillis: 3_660_000,
  timeoutMillis: 30_000
}

/** Whether the same request may be answered otherwise a little later. */
export const isTransientStatus = (status: number): boolean => status === 408 || status === 429 || status >= 500

/** An attempt that was not good. */
export interface Setback<A, E> {
  /** What it came to, in case it was the last. */
  readonly outcome: Effect.Effect<A, E>
  /** How long to wait at least before the next; `Infinity` when there is no point in another. */
  readonly waitMillis: number
}

/** Repeats an attempt until it is good or the settings forbid another; then its outcome counts. */
export const repeating = (settings: RetrySettings) => {
  const policy = {
    times: settings.times,
    while: (setback: Setback<unknown, unknown>) => setback.waitMillis <= settings.longestWaitMillis,
    schedule: Schedule.min([
      Schedule.exponential(settings.firstDelayMillis),
      Schedule.spaced(settings.longestDelayMillis)
    ]).pipe(
      Schedule.jittered,
      Schedule.setInputType<Setback<unknown, unknown>>(),
      Schedule.modifyDelay(({ duration, input }) =>
        Effect.succeed(Duration.max(duration, Duration.millis(input.waitMillis)))
      )
    )
  }
  return <A, E, R>(attempt: Effect.Effect<A, Setback<A, E>, R>): Effect.Effect<A, E, R> =>
    attempt.pipe(Effect.retry(policy), Effect.catch((setback) => setback.outcome))
}
