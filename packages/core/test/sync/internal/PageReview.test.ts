import { assert, describe, it } from "@effect/vitest"
import * as RunDetails from "@entra-assets/core/sync/RunDetails"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Company from "../../fixtures/Company.ts"
import { account, entraId, objectId, range, record, reportsTo, user } from "../../fixtures/People.ts"

describe("a row that moved between plan and apply", () => {
  const changed = range(6).map((n) => user(n, { jobTitle: "Lead" }))
  const scene = (input: Company.CompanyInput = {}) =>
    Company.make({
      entra: { users: changed },
      jira: { accounts: range(6).map((n) => account(n)) },
      assets: { employees: range(6).map((n) => record(n)) },
      ...input
    })

  it.effect("is refused alone and reported; the rest proceeds", () =>
    Effect.gen(function*() {
      const company = yield* scene()
      yield* Effect.gen(function*() {
        const preview = yield* company.start({ goal: "preview" })
        yield* company.slice(preview.id)
        yield* company.assets.edit(objectId(2), { jobTitle: "Director" })
        yield* company.assets.edit(objectId(3), { atlassianAccountId: null })
        yield* company.assets.remove(objectId(4))
        yield* company.assets.edit(objectId(5), { department: "Sales" })
        yield* company.assets.edit(objectId(6), { jobTitle: "Lead" })
        const { id } = yield* company.start({ goal: "apply", planId: preview.planId })
        const { run } = yield* company.slice(id)
        assert.strictEqual(run.state, "succeeded")
        assert.deepInclude(run.counts, { updated: 2, moved: 3, unchanged: 1, failed: 0 })
        assert.deepStrictEqual(company.assets.writes.map(({ objectId }) => objectId), [objectId(1), objectId(5)])
        const failures = yield* Stream.runCollect(RunDetails.failures(id))
        assert.deepStrictEqual(failures.map(({ entraId, write }) => [entraId, write.status]), [
          [entraId(2), "moved"],
          [entraId(3), "moved"],
          [entraId(4), "moved"]
        ])
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("is refused too when its manager is created by the same plan", () =>
    Effect.gen(function*() {
      const company = yield* Company.make({
        entra: { users: [user(1), user(2, reportsTo(1)), user(3, reportsTo(1))] },
        jira: { accounts: range(3).map((n) => account(n)) },
        assets: { employees: [record(2), record(3)] }
      })
      yield* Effect.gen(function*() {
        const preview = yield* company.start({ goal: "preview" })
        yield* company.slice(preview.id)
        yield* company.assets.edit(objectId(2), { manager: objectId(3) })
        const { id } = yield* company.start({ goal: "apply", planId: preview.planId })
        const { run } = yield* company.slice(id)
        assert.deepInclude(run.counts, { created: 1, updated: 1, moved: 1 })
        assert.strictEqual(company.assets.employees.get(objectId(2))?.manager, objectId(3))
      }).pipe(Effect.provide(company.layer))
    }))
})
