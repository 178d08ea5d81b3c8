import { assert, it } from "@effect/vitest"
import { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Pruning from "@entra-assets/core/sync/Pruning"
import { defaultRetention, RunStore } from "@entra-assets/core/sync/RunStore"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Company from "../fixtures/Company.ts"

const plans = Effect.map(PlanStore.use(({ list }) => list), ({ length }) => length)

it.effect("what is old goes, and the place is free for the next run", () =>
  Effect.gen(function*() {
    const company = yield* Company.make(Company.newcomers(3))
    yield* Company.withinAnHour(company.sync({ goal: "preview" }))
    yield* Effect.gen(function*() {
      yield* TestClock.adjust("8 days")
      yield* Pruning.prune(defaultRetention)
      assert.strictEqual(yield* plans, 0)
      const lease = yield* Effect.flatMap(LeaseStore, ({ read }) => read)
      assert.deepInclude(lease, { owner: "pruning", expiresAt: 0 })
    }).pipe(Effect.provide(company.layer))
    assert.strictEqual((yield* Company.withinAnHour(company.sync())).state, "succeeded")
  }))

it.effect("while a run is under way, or was interrupted, all stays and the run keeps its place", () =>
  Effect.gen(function*() {
    const company = yield* Company.make(Company.newcomers(3))
    yield* Company.withinAnHour(company.sync({ goal: "preview" }))
    yield* Effect.gen(function*() {
      yield* TestClock.adjust("8 days")
      const runs = yield* RunStore
      const { id } = yield* runs.start({ goal: "sync", trigger: "manual", startedBy: null }, company.settings)
      for (const wait of ["0 seconds", "10 minutes"] as const) {
        yield* TestClock.adjust(wait)
        yield* Pruning.prune(defaultRetention)
        assert.strictEqual(yield* plans, 1)
        assert.deepInclude(yield* Effect.flatMap(LeaseStore, ({ read }) => read), { owner: id })
      }
    }).pipe(Effect.provide(company.layer))
  }))
