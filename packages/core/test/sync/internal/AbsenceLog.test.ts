import { assert, describe, it } from "@effect/vitest"
import type { Settings } from "@entra-assets/core/model/Settings"
import { runToEnd } from "@entra-assets/core/sync/RunSlice"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Company from "../../fixtures/Company.ts"
import { account, accountId, entraId, objectId, range, record, user } from "../../fixtures/People.ts"

/** Person 1 has left Entra ID; three runs in a row have to find that. */
const leaving = Effect.gen(function*() {
  const people = range(30).map((n) => user(n))
  const company = yield* Company.make({
    entra: { users: people },
    jira: { accounts: range(30).map((n) => account(n)) },
    assets: { employees: range(30).map((n) => record(n)) },
    settings: { absenceRuns: 3 }
  })
  const leave = Effect.sync(() => {
    company.now.entra = { users: people.slice(1), gone: [entraId(1)] }
  })
  yield* leave
  return {
    ...company,
    leave,
    comeBack: Effect.sync(() => {
      company.now.entra = { users: people }
    }),
    runUnder: (settings: Settings) =>
      Effect.gen(function*() {
        const { id } = yield* (yield* RunStore).start({ goal: "sync", trigger: "manual", startedBy: null }, settings)
        return yield* runToEnd(id, { settings })
      }).pipe(Effect.provide(company.process().layer)),
    isActive: () => company.assets.employees.get(objectId(1))?.active
  }
})

describe("somebody who is gone, where three runs have to agree", () => {
  it.effect("stays for two runs, with a finding, and becomes inactive in the third", () =>
    Effect.gen(function*() {
      const { isActive, sync } = yield* leaving
      for (const run of [1, 2]) {
        const { plan } = yield* sync()
        assert.deepStrictEqual([run, plan?.inactivate, plan?.findings], [run, 0, { absence_unconfirmed: 1 }])
        assert.isTrue(isActive())
      }
      assert.strictEqual((yield* sync()).counts.inactivated, 1)
      assert.isFalse(isActive())
    }))

  it.effect("and comes back in between begins anew", () =>
    Effect.gen(function*() {
      const { comeBack, isActive, leave, sync } = yield* leaving
      yield* sync()
      yield* sync()
      yield* comeBack
      yield* sync()
      yield* leave
      yield* sync()
      yield* sync()
      assert.isTrue(isActive())
      yield* sync()
      assert.isFalse(isActive())
    }))

  it.effect("is not counted by previews, though they say what the next run would come to", () =>
    Effect.gen(function*() {
      const { isActive, sync } = yield* leaving
      for (let preview = 0; preview < 5; preview++) yield* sync({ goal: "preview" })
      yield* sync()
      yield* sync()
      assert.isTrue(isActive())
      assert.strictEqual((yield* sync({ goal: "preview" })).plan?.inactivate, 1)
      assert.strictEqual((yield* sync()).counts.inactivated, 1)
    }))

  it.effect("is counted once by a run that was killed and resumed, wherever that was", () =>
    Effect.gen(function*() {
      for (let moment = 10; moment < 120; moment += 3) {
        const company = yield* leaving
        const { id } = yield* Effect.provide(company.start(), company.layer)
        for (const diesAt of [moment, moment + 7]) {
          const process = company.process(diesAt)
          yield* process.run(Effect.exit(Effect.provide(company.toEnd(id), process.layer)))
          yield* TestClock.adjust("3 minutes")
        }
        const process = company.process()
        yield* Company.withinAnHour(Effect.provide(company.toEnd(id), process.layer))
        yield* company.sync()
        assert.isTrue(company.isActive(), `killed at ${moment}`)
        yield* company.sync()
        assert.isFalse(company.isActive(), `killed at ${moment}`)
      }
    }))

  it.effect("is counted from the beginning after a run that asked for one proof only", () =>
    Effect.gen(function*() {
      const { comeBack, isActive, leave, runUnder, settings, sync } = yield* leaving
      yield* sync()
      yield* sync()
      yield* comeBack
      yield* runUnder({ ...settings, absenceRuns: 1 })
      yield* leave
      yield* sync()
      assert.isTrue(isActive())
    }))
})

it.effect("an account that is gone is counted likewise", () =>
  Effect.gen(function*() {
    const company = yield* Company.make({
      entra: { users: range(30).map((n) => user(n)) },
      jira: { accounts: range(30).slice(1).map((n) => account(n)), gone: [accountId(1)] },
      assets: { employees: range(30).map((n) => record(n)) },
      settings: { absenceRuns: 2 }
    })
    assert.strictEqual((yield* company.sync()).counts.inactivated, 0)
    assert.strictEqual((yield* company.sync()).counts.inactivated, 1)
  }))
