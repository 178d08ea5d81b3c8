import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import * as Network from "../src/Network.ts"
import * as Respond from "../src/Respond.ts"

const service = (passage: Network.Passage) => {
  const state = { effects: 0 }
  const handle = Network.across({ passage: Effect.succeed(passage) }, () =>
    Effect.sync(() => {
      state.effects++
      return Respond.json(200, {})
    }))
  return { state, call: handle(new Request("https://service.example/")) }
}

it.effect("a request takes effect when it arrives, and is answered when the answer is back", () =>
  Effect.gen(function*() {
    const { call, state } = service({ thereMillis: 100, backMillis: 50, arrivesAlone: false })
    const fiber = yield* Effect.forkChild(call)
    yield* TestClock.adjust(99)
    assert.strictEqual(state.effects, 0)
    yield* TestClock.adjust(1)
    assert.strictEqual(state.effects, 1)
    assert.isUndefined(fiber.pollUnsafe())
    yield* TestClock.adjust(50)
    assert.strictEqual((yield* Fiber.join(fiber)).status, 200)
  }))

it.effect("of a sender who gives up, the request arrives or not", () =>
  Effect.gen(function*() {
    for (const arrivesAlone of [true, false]) {
      const { call, state } = service({ thereMillis: 100, backMillis: 50, arrivesAlone })
      const fiber = yield* Effect.forkChild(call)
      yield* TestClock.adjust(10)
      yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust(100)
      assert.strictEqual(state.effects, arrivesAlone ? 1 : 0)
    }
  }))

it.effect("latency lies between its bounds", () =>
  Effect.gen(function*() {
    const { passage } = Network.latency({ minMillis: 20, maxMillis: 400, arrivesAlone: 0.5 })
    const drawn = yield* Effect.replicateEffect(passage, 200)
    const millis = drawn.flatMap(({ backMillis, thereMillis }) => [thereMillis, backMillis])
    assert.isAtLeast(Math.min(...millis), 20)
    assert.isAtMost(Math.max(...millis), 400)
    assert.isAbove(Math.max(...millis), 300)
    assert.strictEqual(new Set(drawn.map(({ arrivesAlone }) => arrivesAlone)).size, 2)
  }))
