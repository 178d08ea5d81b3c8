import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Faults from "../src/Faults.ts"
import * as Respond from "../src/Respond.ts"

/** A service that counts what it did. */
const service = () => {
  const faults = Faults.make()
  const state = { effects: 0 }
  const handle = faults.guard(() =>
    Effect.sync(() => {
      state.effects++
      return Respond.json(200, { message: "a body that is long enough to cut" })
    })
  )
  const call = (path = "/", method = "GET") => handle(new Request(`https://service.example${path}`, { method }))
  return { faults, state, call }
}

it.effect("a rule is for as many requests as it says, and only for those that it matches", () =>
  Effect.gen(function*() {
    const { call, faults } = service()
    faults.add({ match: { method: "GET", path: /^\/users/ }, times: 2, behave: Faults.tooManyRequests("3") })
    assert.strictEqual((yield* call("/other")).status, 200)
    assert.strictEqual((yield* call("/users", "POST")).status, 200)
    const refused = yield* call("/users?$top=1")
    assert.deepStrictEqual([refused.status, refused.headers.get("retry-after")], [429, "3"])
    assert.strictEqual((yield* call("/users/1")).status, 429)
    assert.strictEqual((yield* call("/users")).status, 200)
    assert.strictEqual(faults.met(), 2)
  }))

it.effect("rules can be removed, and can wait for their turn", () =>
  Effect.gen(function*() {
    const { call, faults } = service()
    const remove = faults.add({ times: "always", behave: Faults.unavailable() })
    assert.strictEqual((yield* call()).status, 503)
    remove()
    faults.add({ after: 1, behave: Faults.badGateway })
    assert.strictEqual((yield* call()).status, 200)
    const gateway = yield* call()
    assert.deepStrictEqual([gateway.status, gateway.headers.get("content-type")], [502, "text/html"])
  }))

it.effect("an answer can be lost before or after the effect took place", () =>
  Effect.gen(function*() {
    const { call, faults, state } = service()
    faults.add({ behave: Faults.disconnect })
    assert.isTrue(Respond.isNetworkError(yield* call()))
    assert.strictEqual(state.effects, 0)
    faults.add({ behave: Faults.disconnectAfterEffect })
    assert.isTrue(Respond.isNetworkError(yield* call()))
    assert.strictEqual(state.effects, 1)
    faults.add({ behave: Faults.timeoutAfterEffect })
    assert.strictEqual((yield* call()).status, 504)
    assert.strictEqual(state.effects, 2)
  }))

it.effect("a body can break off", () =>
  Effect.gen(function*() {
    const { call, faults, state } = service()
    faults.add({ behave: Faults.cut })
    const response = yield* call()
    yield* Effect.flip(Effect.tryPromise(() => response.text()))
    assert.deepStrictEqual([response.status, state.effects], [200, 1])
  }))

it.effect("a body can arrive in half", () =>
  Effect.gen(function*() {
    const { call, faults } = service()
    faults.add({ behave: Faults.truncate })
    const response = yield* call()
    assert.strictEqual(response.status, 200)
    assert.strictEqual(yield* Effect.promise(() => response.text()), "{\"message\":\"a body that")
  }))

it.effect("chance is drawn from the seeded Random, so a seed repeats itself", () => {
  const statuses = Effect.gen(function*() {
    const { call, faults } = service()
    faults.add({ chance: 0.5, times: "always", behave: Faults.unavailable() })
    return yield* Effect.forEach(Array.from({ length: 40 }), () => Effect.map(call(), ({ status }) => status))
  })
  return Effect.gen(function*() {
    const first = yield* Random.withSeed(statuses, "seed")
    assert.deepStrictEqual(yield* Random.withSeed(statuses, "seed"), first)
    assert.sameMembers([...new Set(first)], [200, 503])
  })
})
