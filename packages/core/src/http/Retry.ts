/**
 * When a request is sent again: the settings and the one policy of all clients. Only what may pass by itself is
 * repeated (408, 429, 5xx, no connection, no answer in time), a bounded number of times.
 */
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
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
  /** A service that asks for a longer wait than this is not waited for. */
  longestWaitMillis: PositiveInt,
  /** How long one attempt may take, to the last byte of its answer. */
  timeoutMillis: PositiveInt
})
export type RetrySettings = typeof RetrySettings.Type

/** 2 + 4 + 8 + 16 + 30 seconds: together they outlast a limit that is counted by the minute. */
export const defaults: RetrySettings = {
  times: 5,
  firstDelayMillis: 2000,
  longestDelayMillis: 30_000,
  longestWaitMillis: 600_000,
  timeoutMillis: 30_000
}

/** An attempt that may be repeated. `outcome` is what it came to, for when it was the last. */
export class Transient extends Data.TaggedError("Transient")<{
  readonly outcome: Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>
  /** How long the service asked us to wait, at least. */
  readonly waitMillis: number
}> {}

/** The options of `Effect.retry`. */
export const policy = (settings: RetrySettings) => ({
  times: settings.times,
  while: (error: Transient | HttpClientError.HttpClientError) =>
    error._tag === "Transient" && error.waitMillis <= settings.longestWaitMillis,
  schedule: Schedule.min([
    Schedule.exponential(settings.firstDelayMillis),
    Schedule.spaced(settings.longestDelayMillis)
  ]).pipe(
    Schedule.jittered,
    Schedule.setInputType<Transient | HttpClientError.HttpClientError>(),
    Schedule.modifyDelay(({ input, duration }) =>
      Effect.succeed(input._tag === "Transient" ? Duration.max(duration, Duration.millis(input.waitMillis)) : duration)
    )
  )
})
