/** An empty directory result deletes all users (Keycloak #24669). */
import { assert, describe } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import { entraId } from "../fixtures/Truths.ts"
import { assertTold, type Company, did, everybody, finds, numbers, scenario } from "./Company.ts"

/** Small enough for the guard to let everybody go who is said to have left. */
const beginning = everybody(4)
const unguarded = { ...beginning, guard: { enabled: false } }

const usersSearch = /\/api\/3\/users\/search$/u

const emptyGraph = ({ entra }: Company) => {
  entra.switches.emptyList = true
}
const emptyJira = ({ atlassian }: Company) => {
  atlassian.faults.add({
    match: { path: usersSearch },
    times: "always",
    behave: Faults.answer(() => Respond.json(200, []))
  })
}
const emptyAssets = ({ atlassian }: Company) => {
  atlassian.faults.add({
    match: { path: /\/object\/aql$/u },
    times: "always",
    behave: Faults.answer(() => Respond.json(200, { startAt: 0, maxResults: 999, total: 0, isLast: true, values: [] }))
  })
}
const noneCounted = ({ atlassian }: Company) => {
  atlassian.faults.add({
    match: { path: /\/object\/aql\/totalcount$/u },
    times: "always",
    behave: Faults.answer(() => Respond.json(200, { totalCount: 0 }))
  })
}
const heal = ({ atlassian, entra }: Company) => {
  entra.switches.emptyList = false
  atlassian.faults.clear()
}

describe("S3: a source answers that there is nobody", () => {
  for (const [source, empty] of [["Entra ID", emptyGraph], ["Jira", emptyJira]] as const) {
    scenario(
      `${source}: the guard stops the run`,
      beginning,
      Effect.fnUntraced(function*(company) {
        const before = company.objects()
        empty(company)
        const told = yield* company.sync
        assertTold(told, "blocked", "guard.incomplete_read")
        assert.deepStrictEqual(company.objects(), before)
        heal(company)
        yield* company.putsRight
      })
    )

    scenario(
      `${source}, with the guard off: nobody is touched`,
      unguarded,
      Effect.fnUntraced(function*(company) {
        const before = company.objects()
        empty(company)
        const told = yield* company.sync
        assert.deepStrictEqual(did(told), {})
        assert.deepStrictEqual(company.objects(), before)
        heal(company)
        yield* company.putsRight
      })
    )
  }

  scenario(
    "Entra ID: the stops name the empty directory",
    beginning,
    Effect.fnUntraced(function*(company) {
      emptyGraph(company)
      const told = yield* company.sync
      assert.includeMembers(told.plan?.guard.stops.map(({ rule }) => rule) ?? [], ["incomplete_read", "no_users"])
      heal(company)
      yield* company.putsRight
    })
  )

  scenario(
    "Jira, with apps and customers only: who is missing is asked for",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      company.atlassian.faults.add({
        match: { path: usersSearch },
        times: "always",
        behave: Faults.answer((request) =>
          Respond.json(
            200,
            request.url.includes("startAt=0&") ? [{ accountId: "app-1", accountType: "app", active: true }] : []
          )
        )
      })
      yield* company.sync
      assert.deepStrictEqual(company.objects(), before)
      heal(company)
      yield* company.putsRight
    })
  )

  scenario(
    "Assets, which counts them: the run fails",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      emptyAssets(company)
      const told = yield* company.sync
      assert.strictEqual(told.run.state, "failed")
      assert.deepStrictEqual(company.objects(), before)
      heal(company)
      yield* company.putsRight
    })
  )

  scenario(
    "Assets, which does not count them either: nobody gets a second record",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      emptyAssets(company)
      noneCounted(company)
      const told = yield* company.sync
      assert.deepStrictEqual(company.objects(), before)
      assert.strictEqual(told.run.counts.created, 0)
      assert.notStrictEqual(told.run.counts.failed, 0, "what could not be created has to be told")
      heal(company)
      yield* company.putsRight
    })
  )

  scenario(
    "everybody has really left: the guard asks first, an approval goes on",
    everybody(30),
    Effect.fnUntraced(function*(company) {
      yield* company.happens(...numbers(29, 2).map((n) => ({ _tag: "DeletePerson", id: entraId(n) }) as const))
      const before = company.objects()
      const told = yield* company.sync
      assertTold(told, "blocked", "guard.inactivations")
      assert.deepStrictEqual(company.objects(), before)
      const right = yield* company.approve(told.run)
      assert.strictEqual(right.state, "succeeded")
      assert.deepStrictEqual(company.active(), [1])
      assert.lengthOf(finds(told, "absence_unconfirmed"), 0)
      yield* company.putsRight
    })
  )
})
