import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Limit from "../src/Limit.ts"

const rate = { limit: 10, windowMillis: 60_000 }

it.effect("a window is used up, and begins anew", () =>
  Effect.gen(function*() {
    const limit = Limit.make()
    yield* TestClock.adjust("50.5 seconds")
    assert.deepStrictEqual(yield* limit.consume("a", 9, rate), { ok: true, used: 9, limit: 10, resetSeconds: 10 })
    assert.deepStrictEqual(yield* limit.consume("a", 2, rate), { ok: false, retryAfterSeconds: 10 })
    assert.isTrue((yield* limit.consume("a", 1, rate)).ok)
    assert.isTrue((yield* limit.consume("b", 10, rate)).ok)
    yield* TestClock.adjust("9.5 seconds")
    assert.isTrue((yield* limit.consume("a", 10, rate)).ok)
  }))

it.effect("no limit refuses nothing", () =>
  Effect.gen(function*() {
    assert.isTrue((yield* Limit.unlimited.consume("a", 1000, rate)).ok)
  }))
