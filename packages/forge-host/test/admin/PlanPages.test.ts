import { assert, it } from "@effect/vitest"
import { planSchemaVersion } from "@entra-assets/core/plan/PlanHeader"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as PlanPages from "@entra-assets/forge-host/admin/PlanPages"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"

/** A store in which reading a page takes so long. */
const plans = (millis: number) =>
  Layer.mock(PlanStore, {
    page: () => Effect.as(Effect.sleep(millis), { schemaVersion: planSchemaVersion, items: [] })
  })

const take = Effect.fnUntraced(function*(options: Partial<PlanPages.Options>, millis = 0) {
  const answer = yield* PlanPages.take({
    planId: "plan",
    from: 0,
    pages: 10,
    size: () => 100,
    enough: 1000,
    ...options
  })
    .pipe(
      Effect.map(({ next, taken }) => ({ next, taken: taken.length })),
      Effect.provide(plans(millis)),
      Effect.forkChild
    )
  for (let second = 0; second < 120; second++) yield* TestClock.adjust("1 second")
  return yield* Fiber.join(answer)
})

it.effect("takes pages until they are enough, and says where to go on", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* take({ enough: 300 }), { taken: 3, next: 3 })
    assert.deepStrictEqual(yield* take({ enough: 300, from: 3 }), { taken: 3, next: 6 })
    assert.deepStrictEqual(yield* take({ enough: 300, from: 9 }), { taken: 1, next: null })
    assert.deepStrictEqual(yield* take({}), { taken: 10, next: null })
  }))

it.effect("takes one page at least, however large it is, and none of a plan that has none", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* take({ enough: 1 }), { taken: 1, next: 1 })
    assert.deepStrictEqual(yield* take({ pages: 0 }), { taken: 0, next: null })
    assert.deepStrictEqual(yield* take({ from: 10 }), { taken: 0, next: null })
  }))

it.effect("reads eight pages at a time, and stops in time where the store is slow", () =>
  Effect.gen(function*() {
    const large = { pages: 100, enough: 1_000_000 }
    assert.deepStrictEqual(yield* take(large, 2000), { taken: 17, next: 17 })
    assert.deepStrictEqual(yield* take(large, 60_000), { taken: 1, next: 1 })
  }))

it("counts bytes, not characters", () => {
  assert.strictEqual(PlanPages.sizeOf("ü"), 4)
})
