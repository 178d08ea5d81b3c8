import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { body, employees, Refusal } from "../fixtures/AtlassianCaller.ts"

it.effect("shows an object to searches only after the delay, and to reads at once", () =>
  Effect.gen(function*() {
    const site = yield* employees({ switches: { indexDelayMillis: 500 } })
    const { id } = yield* site.created({ Name: "Ada", "Entra User ID": "id-a" })
    assert.strictEqual((yield* site.assets("GET", `object/${id}`)).status, 200)
    assert.deepStrictEqual(yield* site.names("\"Entra User ID\" = id-a"), [])
    yield* TestClock.adjust("499 millis")
    assert.deepStrictEqual(yield* site.names("objectType = Employee"), [])
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(yield* site.names("\"Entra User ID\" = id-a"), ["Ada"])
    assert.deepStrictEqual(yield* site.names("objectType = Employee"), ["Ada"])
  }))

it.effect("shows each change in its turn", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const { id } = yield* site.created({ Name: "Ada", "Entra User ID": "id-a" })
    site.simulator.switches.indexDelayMillis = 1000
    yield* site.update(id, { Name: "Bea" })
    yield* TestClock.adjust("600 millis")
    yield* site.update(id, { Name: "Cora" })
    assert.deepStrictEqual(yield* site.names("Name like a"), ["Ada"])
    yield* TestClock.adjust("400 millis")
    assert.deepStrictEqual(yield* site.names("Name like a"), ["Bea"])
    yield* TestClock.adjust("600 millis")
    assert.deepStrictEqual(yield* site.names("Name like a"), ["Cora"])
    yield* site.assets("DELETE", `object/${id}`)
    assert.deepStrictEqual(yield* site.names("objectId = 1"), ["Cora"])
    yield* TestClock.adjust("1 second")
    assert.deepStrictEqual(yield* site.names("objectId = 1"), [])
  }))

it.effect("checks uniqueness against what searches cannot see yet", () =>
  Effect.gen(function*() {
    const site = yield* employees({ switches: { indexDelayMillis: 60_000 } })
    yield* site.created({ Name: "Ada", "Entra User ID": "id-a" })
    const refusal = yield* Effect.flatMap(
      site.create({ Name: "Ada again", "Entra User ID": "id-a" }),
      body(Refusal, 400)
    )
    assert.deepStrictEqual(Object.keys(refusal.errors), [
      `rlabs-insight-attribute-${site.attributeId("Entra User ID")}`
    ])
  }))
