import { assert, describe, it } from "@effect/vitest"
import { LeaseStore, LeaseStoreError } from "@entra-assets/core/ports/LeaseStore"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Company from "../../fixtures/Company.ts"

describe("two runs one after the other", () => {
  it.effect("while the index does not show the first one's records, and nothing else would stop a second one", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(5, { assets: { unique: false, indexLagMillis: 60_000 } })
      yield* Company.withinAnHour(company.sync())
      const again = yield* Company.withinAnHour(company.sync())
      assert.deepInclude(again.counts, { created: 0, unchanged: 5 })
      assert.strictEqual(company.assets.employees.size, 5)
    }))

  it.effect("of which the first was killed in the middle of its last writes, with a lease that was not renewed", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(20, {
        assets: { unique: false, indexLagMillis: 60_000, writeMillis: 20_000 }
      })
      const { id } = yield* Effect.provide(company.start(), company.layer)
      const process = company.process()
      const noAnswer = new LeaseStoreError({ reason: "StoreFailed", message: "switched off" })
      const work = company.toEnd(id).pipe(
        Effect.provideService(LeaseStore, {
          ...company.leases,
          renew: () => Effect.fail(noAnswer),
          release: () => Effect.fail(noAnswer)
        }),
        Effect.provide(process.layer)
      )
      yield* Effect.forkChild(process.run(Effect.exit(work)))
      for (let second = 0; second < 85; second++) yield* TestClock.adjust("1 second")
      yield* process.kill
      // What was on its way arrives, and the lease runs out; the index shows all of it half a minute later.
      yield* TestClock.adjust("37 seconds")
      assert.strictEqual(company.assets.writes.length, 10)
      const run = yield* Company.withinAnHour(company.sync())
      assert.deepInclude(run.counts, { created: 10, moved: 0 })
      assert.strictEqual(company.assets.employees.size, 20)
    }))
})
