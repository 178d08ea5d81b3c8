/**
 * How far a sync has come, as typed events that any host can show. Code reports through `track`; a host that wants
 * to see the events runs the sync inside `observe`. Without an observer nothing is kept.
 */
import type * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"

export type Phase = "accounts" | "users" | "employees" | "absences" | "apply"

export interface ProgressEvent {
  readonly phase: Phase
  readonly done: number
  /** `null` while the total is not known. */
  readonly total: number | null
  /** Per second, since the phase began. */
  readonly rate: number
  /** `null` while it cannot be told. */
  readonly remainingMillis: number | null
  readonly finished: boolean
}

/** Where events go. The default drops them. */
export class ProgressSink extends Context.Reference<(event: ProgressEvent) => Effect.Effect<void>>(
  "@entra-assets/core/sync/ProgressSink",
  { defaultValue: () => () => Effect.void }
) {}

export interface Tracker {
  /** `count` more are done; less than nothing when a restart made some void. */
  readonly advance: (count: number) => Effect.Effect<void>
  readonly finish: Effect.Effect<void>
}

/** Events of one phase come at most this often, besides its first and its last. */
const everyMillis = 100

/** Begins a phase. */
export const track = Effect.fnUntraced(function*(phase: Phase, total: number | null) {
  const sink = yield* ProgressSink
  const startedAt = yield* Clock.currentTimeMillis
  let done = 0
  let publishedAt = startedAt
  const publish = (now: number, finished: boolean) => {
    publishedAt = now
    const seconds = (now - startedAt) / 1000
    const rate = seconds > 0 ? done / seconds : 0
    const remainingMillis = total === null || rate === 0 ? null : Math.round((Math.max(0, total - done) / rate) * 1000)
    return sink({ phase, done, total, rate, remainingMillis, finished })
  }
  const tracker: Tracker = {
    advance: (count) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        done += count
        return now - publishedAt < everyMillis ? Effect.void : publish(now, false)
      }),
    finish: Effect.flatMap(Clock.currentTimeMillis, (now) => publish(now, true))
  }
  yield* publish(startedAt, false)
  return tracker
})

/**
 * Runs `effect` while `show` consumes its events; ends as the effect ends, when every event was shown.
 */
export const observe = <A, E, R, X, R2>(
  effect: Effect.Effect<A, E, R>,
  show: (events: Stream.Stream<ProgressEvent>) => Effect.Effect<X, never, R2>
): Effect.Effect<A, E, R | R2> =>
  Effect.scoped(Effect.gen(function*() {
    const queue = yield* Queue.sliding<ProgressEvent, Cause.Done>(1024)
    const shown = yield* Effect.forkScoped(show(Stream.fromQueue(queue)))
    const exit = yield* effect.pipe(
      Effect.provideService(ProgressSink, (event) => Effect.asVoid(Queue.offer(queue, event))),
      Effect.exit
    )
    yield* Queue.end(queue)
    yield* Fiber.join(shown)
    return yield* exit
  }))
