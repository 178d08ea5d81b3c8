import { assert, describe, it } from "@effect/vitest"
import { observe, type ProgressEvent, track } from "@entra-assets/core/sync/Progress"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"

/** Runs the effect for a minute at most; its outcome and the events that were shown. */
const shown = Effect.fnUntraced(function*<A, E>(effect: Effect.Effect<A, E>) {
  const events: Array<ProgressEvent> = []
  const show = Stream.runForEach((event: ProgressEvent) => Effect.sync(() => events.push(event)))
  const fiber = yield* Effect.forkChild(Effect.exit(observe(effect, show)))
  yield* TestClock.adjust("1 minute")
  return { events, exit: yield* Fiber.join(fiber) }
})

/** `steps` of one every `millis`. */
const work = (total: number | null, steps: number, millis: number) =>
  Effect.gen(function*() {
    const progress = yield* track("apply", total)
    for (let step = 0; step < steps; step++) {
      yield* Effect.sleep(millis)
      yield* progress.advance(1)
    }
    yield* progress.finish
    return "result"
  })

describe("track", () => {
  it.effect("tells phase, done, total, rate and time left, and says when it is finished", () =>
    Effect.gen(function*() {
      const { events, exit } = yield* shown(work(4, 4, 500))
      assert.deepStrictEqual(events, [
        { phase: "apply", done: 0, total: 4, rate: 0, remainingMillis: null, finished: false },
        { phase: "apply", done: 1, total: 4, rate: 2, remainingMillis: 1500, finished: false },
        { phase: "apply", done: 2, total: 4, rate: 2, remainingMillis: 1000, finished: false },
        { phase: "apply", done: 3, total: 4, rate: 2, remainingMillis: 500, finished: false },
        { phase: "apply", done: 4, total: 4, rate: 2, remainingMillis: 0, finished: false },
        { phase: "apply", done: 4, total: 4, rate: 2, remainingMillis: 0, finished: true }
      ])
      assert.deepStrictEqual(exit._tag === "Success" ? exit.value : null, "result")
    }))

  it.effect("cannot tell the time left while the total is not known", () =>
    Effect.gen(function*() {
      const { events } = yield* shown(work(null, 2, 500))
      assert.deepStrictEqual(
        events.map(({ remainingMillis, total }) => [remainingMillis, total]),
        Array.from({ length: 4 }, () => [null, null])
      )
    }))

  it.effect("tells at most ten times a second, and the last state always", () =>
    Effect.gen(function*() {
      const { events } = yield* shown(work(1005, 1005, 1))
      assert.isAtMost(events.length, 12)
      assert.deepStrictEqual(events.at(-1)?.done, 1005)
      assert.isTrue(events.at(-1)?.finished)
    }))

  it.effect("needs no observer", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(work(2, 2, 10))
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* Fiber.join(fiber), "result")
    }))
})

describe("observe", () => {
  it.effect("shows what came before a failure, and fails with it", () =>
    Effect.gen(function*() {
      const { events, exit } = yield* shown(Effect.andThen(work(2, 2, 10), Effect.fail("broken")))
      assert.isTrue(events.at(-1)?.finished)
      assert.strictEqual(exit._tag, "Failure")
    }))

  it.effect("a view that looks away does not hold the work up", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(
        observe(work(5, 5, 500), (events) => Stream.runDrain(Stream.take(events, 1)))
      )
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* Fiber.join(fiber), "result")
    }))
})
