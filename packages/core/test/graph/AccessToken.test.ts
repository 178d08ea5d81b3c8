import { assert, it } from "@effect/vitest"
import * as AccessToken from "@entra-assets/core/graph/AccessToken"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"

const refused = new AccessToken.TokenError({ reason: "WrongSecret", message: "wrong", nextStep: "correct it" })

/** Grants token 1, 2, 3 and so on, each after a second; those in `failing` fail instead. */
const tokens = Effect.fnUntraced(function*(expiresInSeconds = 3599, failing: ReadonlyArray<number> = []) {
  const asked = { times: 0 }
  const accessToken = yield* AccessToken.make(
    Effect.gen(function*() {
      const number = asked.times += 1
      yield* Effect.sleep("1 second")
      if (failing.includes(number)) return yield* refused
      return { token: Redacted.make(`token ${number}`), expiresInSeconds }
    })
  )
  /** Runs it to its end in virtual time. */
  const run = <A, E>(effect: Effect.Effect<A, E>) =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(effect)
      yield* TestClock.adjust("10 seconds")
      return yield* Fiber.join(fiber)
    })
  const get = run(Effect.map(accessToken.get, Redacted.value))
  return { asked, accessToken, get, run }
})

it.effect("keeps a token until five minutes before it expires", () =>
  Effect.gen(function*() {
    const { get } = yield* tokens(3599)
    assert.strictEqual(yield* get, "token 1")
    yield* TestClock.adjust("54 minutes")
    assert.strictEqual(yield* get, "token 1")
    yield* TestClock.adjust("1 minute")
    assert.strictEqual(yield* get, "token 2")
  }))

it.effect("keeps a short-lived token for half its life", () =>
  Effect.gen(function*() {
    const { get } = yield* tokens(120)
    assert.strictEqual(yield* get, "token 1")
    yield* TestClock.adjust("40 seconds")
    assert.strictEqual(yield* get, "token 1")
    yield* TestClock.adjust("20 seconds")
    assert.strictEqual(yield* get, "token 2")
  }))

it.effect("those who ask together share one request", () =>
  Effect.gen(function*() {
    const { accessToken, asked, run } = yield* tokens()
    const all = yield* run(Effect.all(Array.from({ length: 8 }, () => accessToken.get), { concurrency: "unbounded" }))
    assert.strictEqual(new Set(all.map(Redacted.value)).size, 1)
    assert.strictEqual(asked.times, 1)
  }))

it.effect("they also share its failure, which is not kept", () =>
  Effect.gen(function*() {
    const { accessToken, asked, get, run } = yield* tokens(3599, [1])
    const both = yield* run(
      Effect.all([Effect.flip(accessToken.get), Effect.flip(accessToken.get)], { concurrency: "unbounded" })
    )
    assert.deepStrictEqual(both.map((error) => error.reason), ["WrongSecret", "WrongSecret"])
    assert.strictEqual(asked.times, 1)
    assert.strictEqual(yield* get, "token 2")
  }))

it.effect("a refused token is replaced once, however many requests it was refused for", () =>
  Effect.gen(function*() {
    const { accessToken, asked, run } = yield* tokens()
    const first = yield* run(accessToken.get)
    const refreshed = yield* run(
      Effect.all(Array.from({ length: 8 }, () => accessToken.refresh(first)), { concurrency: "unbounded" })
    )
    assert.deepStrictEqual([...new Set(refreshed.map(Redacted.value))], ["token 2"])
    // One that learns of the refusal late gets the new token too.
    assert.strictEqual(Redacted.value(yield* run(accessToken.refresh(first))), "token 2")
    assert.strictEqual(asked.times, 2)
  }))

it.effect("an interrupted request does not keep the next one from asking", () =>
  Effect.gen(function*() {
    const { accessToken, get } = yield* tokens()
    const fiber = yield* Effect.forkChild(accessToken.get)
    yield* TestClock.adjust("500 millis")
    yield* Fiber.interrupt(fiber)
    assert.strictEqual(yield* get, "token 2")
  }))
