import { assert, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as VirtualTime from "../../src/simulation/VirtualTime.ts"

it("months pass at once, and sleepers wake in order", () => {
  const exit = VirtualTime.run((clock) =>
    Effect.gen(function*() {
      const woken: Array<string> = []
      const sleeper = (name: string, days: number) =>
        Effect.andThen(Effect.sleep(`${days} days`), Effect.sync(() => woken.push(name)))
      yield* Effect.all([sleeper("c", 60), sleeper("a", 1), sleeper("b", 30), sleeper("b2", 30)], {
        concurrency: "unbounded"
      })
      return [woken, clock.elapsedMillis(), yield* Clock.currentTimeMillis] as const
    }), { startMillis: 1000 })
  const days = 24 * 3600 * 1000
  assert.deepStrictEqual(exit, Exit.succeed([["a", "b", "b2", "c"], 60 * days, 60 * days + 1000] as const))
})

it("the wall clock can jump without waking anybody", () => {
  const exit = VirtualTime.run((clock) =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(Effect.sleep("1 hour"))
      yield* Effect.sleep("1 minute")
      clock.jump(7_200_000)
      const before = [fiber.pollUnsafe() === undefined, yield* Clock.currentTimeMillis]
      yield* Fiber.join(fiber)
      return [...before, clock.elapsedMillis(), yield* Clock.currentTimeMillis]
    })
  )
  assert.deepStrictEqual(exit, Exit.succeed([true, 7_260_000, 3_600_000, 10_800_000]))
})

it("a sleeper that is interrupted is forgotten", () => {
  const exit = VirtualTime.run((clock) =>
    Effect.gen(function*() {
      const result = yield* Effect.sleep("1 day").pipe(Effect.timeoutOption("1 second"))
      return [result._tag, clock.elapsedMillis()]
    })
  )
  assert.deepStrictEqual(exit, Exit.succeed(["None", 1000]))
})

it("what leaves virtual time is a defect of the test, and so is what never ends", () => {
  assert.throws(
    () => VirtualTime.run(() => Effect.promise(() => Promise.resolve(1))),
    VirtualTime.Stuck,
    "does not bring"
  )
  assert.throws(() => VirtualTime.run(() => Effect.never), VirtualTime.Stuck)
  assert.throws(
    () => VirtualTime.run(() => Effect.forever(Effect.yieldNow), { tasksPerInstant: 1000 }),
    VirtualTime.Stuck,
    "No time passes"
  )
})
