import { assert, describe, it } from "@effect/vitest"
import { apply } from "@entra-assets/core/sync/Apply"
import { explain, inRun, preview } from "@entra-assets/core/sync/OnePerson"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Effect from "effect/Effect"
import * as Company from "../fixtures/Company.ts"
import { account, accountId, entraId, objectId, range, record, reportsTo, user } from "../fixtures/People.ts"
import { entryTexts } from "../fixtures/Worlds.ts"

/** Reads the company now, in a process of its own. */
const explained = (company: Company.Company, n: number) =>
  explain({ entraId: entraId(n) }, company.settings).pipe(Effect.provide(company.process().layer))

describe("explain", () => {
  it.effect("says what is read now, what would change, and what the guard thinks of everybody's plan", () =>
    Effect.gen(function*() {
      const people = range(30)
      const company = yield* Company.make({
        entra: { users: people.map((n) => user(n, { accountEnabled: n > 20, ...(n === 1 && { jobTitle: "Lead" }) })) },
        jira: { accounts: people.map((n) => account(n)) },
        assets: { employees: people.map((n) => record(n)) }
      })

      const explanation = yield* explained(company, 1)

      assert.strictEqual(explanation.decision._tag, "Bound")
      assert.strictEqual(explanation.read.user?.value?.jobTitle, "Lead")
      assert.strictEqual(explanation.change?._tag, "Inactivate")
      assert.deepStrictEqual(explanation.guard?.stops.map(({ count, rule }) => [rule, count]), [
        ["inactivations", 20],
        ["department", 20]
      ])
      assert.lengthOf(company.assets.writes, 0)
    }))

  it.effect("names who may be meant, when no rule matches", () =>
    Effect.gen(function*() {
      const company = yield* Company.make({
        entra: { users: [user(1)] },
        jira: { accounts: [account(1, { email: "p1@example.org" })] }
      })
      const explanation = yield* explain({ accountId: accountId(1) }, company.settings).pipe(
        Effect.provide(company.layer)
      )
      assert.strictEqual(explanation.decision._tag, "Refused")
      assert.deepStrictEqual(explanation.nearestUsers.map(({ entraId }) => entraId), [entraId(1)])
      assert.isNull(explanation.change)
    }))
})

describe("a plan for one person", () => {
  const company = Company.make({
    ...Company.newcomers(4),
    entra: { users: [user(1), user(2, reportsTo(1)), user(3, { jobTitle: "Lead" }), user(4)] },
    assets: { employees: [record(3)] }
  })

  it.effect("writes their record and nobody else's; the link to a manager who is not synced follows later", () =>
    Effect.gen(function*() {
      const { assets, layer, settings, sync } = yield* company
      const run = yield* Effect.gen(function*() {
        const { plan } = yield* preview({ accountId: accountId(2) }, settings)
        assert.strictEqual(plan?.scope, "person")
        assert.isNull(plan?.counts.people)
        return yield* apply(plan?.id ?? "", settings)
      }).pipe(Effect.provide(layer))

      assert.deepInclude(run.counts, { created: 1, updated: 0, managerLinks: 0 })
      assert.deepStrictEqual(assets.writes.map(({ fields }) => fields.entraUserId), [entraId(2)])

      const everybody = yield* Company.withinAnHour(sync())
      assert.deepStrictEqual(everybody.plan?.people, { active: 4, inactive: 0 })
      assert.deepInclude(everybody.counts, { created: 2, updated: 2, managerLinks: 1 })
    }))

  it.effect("neither starts the schedule's first plan nor is the guard's measure for later runs", () =>
    Effect.gen(function*() {
      const { layer, settings } = yield* company
      yield* Effect.gen(function*() {
        const { plan } = yield* preview({ entraId: entraId(3) }, settings)
        yield* apply(plan?.id ?? "", settings)
        const runs = yield* RunStore
        const schedules = yield* ScheduleStore
        assert.isNull(yield* runs.lastSuccess)
        assert.isNull((yield* schedules.get).firstPlanAppliedAt)
      }).pipe(Effect.provide(layer))
    }))

  it.effect("is not made for somebody without a record to keep", () =>
    Effect.gen(function*() {
      const { layer, settings } = yield* company
      const { explanation, plan } = yield* Effect.provide(preview({ entraId: entraId(9) }, settings), layer)
      assert.strictEqual(explanation.decision._tag, "Refused")
      assert.isNull(plan)
    }))
})

it.effect("what a stored run did to somebody: the entry, its outcome, and the findings about them", () =>
  Effect.gen(function*() {
    const company = yield* Company.make({
      entra: { users: [user(1, { jobTitle: "Lead" }), user(2), user(3)] },
      jira: { accounts: range(3).map((n) => account(n)) },
      assets: { employees: [record(1), record(2)] }
    })
    const { id } = yield* company.sync()
    yield* Effect.gen(function*() {
      const changed = yield* inRun(id, { entraId: entraId(1) })
      assert.deepStrictEqual(entryTexts(changed.entries.map(({ entry }) => entry)), [
        "Update 1 jobTitle: Engineer → Lead"
      ])
      assert.deepStrictEqual(changed.entries.map(({ outcome }) => [outcome?.objectId, outcome?.write.status]), [
        [objectId(1), "written"]
      ])

      const left = yield* inRun(id, { accountId: accountId(2) })
      assert.deepStrictEqual(left, { entries: [], findings: [] })

      const created = yield* inRun(id, { accountId: accountId(3) })
      assert.deepStrictEqual(created.entries.map(({ outcome }) => outcome?.write.status), ["written"])
    }).pipe(Effect.provide(company.layer))
  }))

it.effect("what came up while writing is told with the names that the plan has", () =>
  Effect.gen(function*() {
    const company = yield* Company.make({
      ...Company.newcomers(2),
      assets: { adjustsName: ({ entraUserId }) => entraUserId === entraId(2) }
    })
    const { id } = yield* company.sync()
    const { findings } = yield* Effect.provide(inRun(id, { entraId: entraId(2) }), company.layer)
    assert.deepStrictEqual(findings.map(({ code, named }) => [code, named]), [
      ["name_adjusted", [{ entraId: entraId(2), name: "Person 2", accountIds: [accountId(2)] }]]
    ])
  }))
