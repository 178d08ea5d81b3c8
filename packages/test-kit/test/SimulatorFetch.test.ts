import { assert, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Respond from "../src/Respond.ts"
import type { Simulator } from "../src/Simulator.ts"
import * as SimulatorFetch from "../src/SimulatorFetch.ts"

const clock: Simulator = {
  hosts: ["clock.example"],
  handle: (request) =>
    new URL(request.url).pathname === "/lost"
      ? Effect.succeed(Respond.networkError())
      : Effect.map(Clock.currentTimeMillis, (now) => Respond.json(200, { now }))
}

const rejection = (promise: Promise<Response>) =>
  Effect.map(Effect.flip(Effect.tryPromise(() => promise)), ({ cause }) => cause)

it.effect("simulators see the clock of the effect that made the fetch", () =>
  Effect.gen(function*() {
    const fetch = yield* SimulatorFetch.make([clock])
    yield* TestClock.adjust("5 seconds")
    const response = yield* Effect.promise(() => fetch("https://clock.example/now"))
    assert.deepStrictEqual(yield* Effect.promise(() => response.json()), { now: 5000 })
  }))

it.effect("rejects, as fetch does, when no answer comes", () =>
  Effect.gen(function*() {
    const fetch = yield* SimulatorFetch.make([clock])
    assert.instanceOf(yield* rejection(fetch("https://clock.example/lost")), TypeError)
    assert.match(String(yield* rejection(fetch("https://nobody.example/"))), /nobody\.example/)
  }))
