/** The planner checker at work: it finds nothing in the planner, and what a property denies it finds and makes small. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { check, sceneOf } from "../../src/planner/Check.ts"
import type { Property } from "../../src/planner/Properties.ts"
import { reportText } from "../../src/planner/Report.ts"

const options = { seed: "test", first: 1 }

it.effect(
  "10,000 worlds break no property, and say everything that a plan can say",
  () =>
    Effect.gen(function*() {
      const outcome = yield* check({ ...options, cases: 10_000 })
      assert.isNull(outcome.failure, reportText(options.seed, outcome, 0))
      assert.deepStrictEqual(outcome.shares.rare, [])
    }),
  60_000
)

it.effect("a case is the same whenever it is looked at", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* sceneOf("test", 7), yield* sceneOf("test", 7))
    assert.notDeepEqual(yield* sceneOf("test", 7), yield* sceneOf("test", 8))
    assert.notDeepEqual(yield* sceneOf("test", 7), yield* sceneOf("other", 7))
  }))

const nobodyIsCreated: Property = {
  name: "nobody is created",
  breaches: ({ entries }) => entries.flatMap(({ _tag, entraId }) => _tag === "Create" ? [entraId] : [])
}

it.effect("a breach is shown in the smallest world and with the way back to it", () =>
  Effect.gen(function*() {
    const outcome = yield* check({ ...options, cases: 100, properties: [nobodyIsCreated] })
    const { breaches, number, scene } = outcome.failure ?? assert.fail("nothing was found")
    assert.deepStrictEqual([scene.users.length, scene.accounts.length, scene.employees.length], [1, 1, 0])
    assert.deepStrictEqual(breaches, scene.users.map(({ id }) => id))

    const text = reportText(options.seed, outcome, 1)
    assert.include(text, "BROKEN: nobody is created")
    assert.include(text, `npm run check:planner -- --seed test --case ${number}`)
    const again = yield* check({ seed: "test", first: number, cases: 1, properties: [nobodyIsCreated] })
    assert.deepStrictEqual(again.failure, outcome.failure)
  }))

it.effect("a property that throws is broken", () =>
  Effect.gen(function*() {
    const throws: Property = {
      name: "throws",
      breaches: () => {
        throw new Error("no such user")
      }
    }
    const { failure } = yield* check({ ...options, cases: 1, properties: [throws] })
    assert.deepStrictEqual(failure?.breaches, ["it threw Error: no such user"])
    assert.deepStrictEqual([failure?.scene.users.length, failure?.scene.accounts.length], [0, 0])
  }))

it.effect("what is too rare is named, once there are enough cases to tell", () =>
  Effect.gen(function*() {
    const few = yield* check({ ...options, cases: 10, properties: [] })
    assert.deepStrictEqual(few.shares.rare, [])
    assert.isAbove(few.shares.table.length, 20)
  }))
