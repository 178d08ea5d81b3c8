/** Editing the scope silently disables people (Entra provisioning docs). Here: what the app may see becomes less. */
import { assert, describe } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import { accountId, entraId } from "../fixtures/Truths.ts"
import { assertTold, type Beginning, type Company, did, everybody, finds, numbers, scenario } from "./Company.ts"

/** Eight departments of five; nobody has a manager. */
const beginning: Beginning = everybody(40, (n) => ({ department: `D${n % 8}` }))

/** The app sees these people neither in the list nor by id. */
const hide = (company: Company, hidden: ReadonlyArray<number>, status: 403 | 404) => {
  const ids = new Set(hidden.map(entraId))
  const code = status === 403 ? "Authorization_RequestDenied" : "Request_ResourceNotFound"
  company.entra.switches.missingFromList = ids
  company.entra.faults.add({
    match: ({ url }) => ids.has(/\/users\/([^/?]+)/u.exec(url)?.[1] ?? ""),
    times: "always",
    behave: Faults.answer(() => Respond.json(status, { error: { code, message: "" } }))
  })
}

/** A few who go out of sight are what leavers look like. */
const conceding: Beginning = {
  ...beginning,
  concedes: { invariants: [4, 4, 4], because: "the services say that they are gone, and are asked for each of them" }
}

const showAgain = ({ entra }: Company) => {
  entra.switches.missingFromList = new Set()
  entra.faults.clear()
}

/** The app sees these accounts neither in the list nor by id. */
const hideAccounts = ({ atlassian }: Company, hidden: ReadonlyArray<number>) => {
  const all = atlassian.accounts()
  const ids = new Set(hidden.map(accountId))
  atlassian.setAccounts(all.filter((account) => !ids.has(account.accountId)))
  return Effect.sync(() => atlassian.setAccounts(all))
}

describe("S15: people go out of the app's sight", () => {
  scenario(
    "and Graph refuses to say (403): everybody stays, and each is told of",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      hide(company, numbers(20), 403)
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), {})
      assert.lengthOf(finds(told, "absence_unconfirmed"), 20)
      assert.deepStrictEqual(company.objects(), before)
      showAgain(company)
      yield* company.putsRight
    })
  )

  scenario(
    "and Graph says that they do not exist (404): half of the company is too much for the guard",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      hide(company, numbers(20), 404)
      const told = yield* company.sync
      assertTold(told, "blocked", "guard.inactivations")
      const [stop] = told.plan?.guard.stops ?? []
      assert.deepInclude(stop, { rule: "inactivations", count: 20, of: 40, limit: 10 })
      assert.lengthOf(stop?.examples.entraIds ?? [], 3)
      assert.deepStrictEqual(company.objects(), before)
      showAgain(company)
      yield* company.putsRight
    })
  )

  scenario(
    "one department of five, when the total barely moves: so is that",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      hide(company, [8, 16, 24, 32, 40], 404)
      const told = yield* company.sync
      assertTold(told, "blocked", "guard.department")
      assert.deepStrictEqual(company.objects(), before)
      showAgain(company)
      yield* company.putsRight
    })
  )

  scenario(
    "a few from everywhere: nothing tells them from leavers, and they are back when they are seen again",
    conceding,
    Effect.fnUntraced(function*(company) {
      hide(company, [1, 2, 3], 404)
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), { inactivated: 3 })
      assert.isTrue(told.entries.every((entry) => entry._tag === "Inactivate" && entry.cause === "gone_from_entra"))
      showAgain(company)
      assert.deepStrictEqual(did(yield* company.putsRight), { reactivated: 3 })
      assert.lengthOf(company.active(), 40)
    })
  )

  scenario(
    "a few for one day, where the settings ask for proof on three: they stay",
    { ...beginning, settings: { absenceRuns: 3 } },
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      hide(company, [1, 2, 3], 404)
      for (const _ of numbers(2)) {
        const told = yield* company.sync
        assert.deepStrictEqual(did(told), {})
        assert.lengthOf(finds(told, "absence_unconfirmed"), 3)
      }
      showAgain(company)
      yield* company.putsRight
      assert.deepStrictEqual(company.objects(), before)
    })
  )

  scenario(
    "all of them: an empty directory is not believed",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      hide(company, numbers(40), 404)
      const told = yield* company.sync
      assertTold(told, "blocked", "guard.incomplete_read")
      assert.deepStrictEqual(company.objects(), before)
      showAgain(company)
      yield* company.putsRight
    })
  )

  scenario(
    "the consent is taken back: the run fails and says which permission",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      company.entra.faults.add({
        match: { host: company.entra.graphHost },
        times: "always",
        behave: Faults.answer(() => Respond.json(403, { error: { code: "Authorization_RequestDenied", message: "" } }))
      })
      const told = yield* company.sync
      assertTold(told, "failed", "entra.Forbidden")
      assert.include(told.run.failure?.message ?? "", "User.Read.All")
      assert.deepStrictEqual(company.objects(), before)
      showAgain(company)
      yield* company.putsRight
    })
  )
})

describe("S15: accounts go out of the app's sight", () => {
  scenario(
    "half of them: too much for the guard",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      const show = hideAccounts(company, numbers(20))
      const told = yield* company.sync
      assertTold(told, "blocked", "guard.inactivations")
      assert.deepStrictEqual(company.objects(), before)
      yield* show
      yield* company.putsRight
    })
  )

  scenario(
    "a few: inactive, with the account as the cause, and back when they are seen again",
    conceding,
    Effect.fnUntraced(function*(company) {
      const show = hideAccounts(company, [1, 2, 3])
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), { inactivated: 3 })
      assert.isTrue(told.entries.every((entry) => entry._tag === "Inactivate" && entry.cause === "account_gone"))
      yield* show
      assert.deepStrictEqual(did(yield* company.putsRight), { reactivated: 3 })
    })
  )

  scenario(
    "the addresses of all of them: nobody is touched",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      const all = company.atlassian.accounts()
      company.atlassian.setAccounts(all.map((account) => ({ ...account, emailVisibility: "withheld" })))
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), {})
      assert.deepStrictEqual(company.objects(), before)
      company.atlassian.setAccounts(all)
      yield* company.putsRight
    })
  )
})
