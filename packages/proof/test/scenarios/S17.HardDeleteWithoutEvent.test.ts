/** A hard delete in the source produces no event, the account stays active (Atlassian ACCESS-1388). */
import { assert, describe } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import { valueOf } from "../../src/oracle/Truth.ts"
import type { Event } from "../../src/simulation/Event.ts"
import { accountId, entraId, reportsTo } from "../fixtures/Truths.ts"
import { did, everybody, scenario, type Told } from "./Company.ts"

/** Everybody reports to 1. */
const beginning = everybody(6, (n) => n > 1 ? reportsTo(1) : {})

const soft: Event = { _tag: "DeletePerson", id: entraId(2) }
const hard: Event = { _tag: "PurgePerson", id: entraId(2) }
const restored: Event = { _tag: "RestorePerson", id: entraId(2) }

/** Who becomes inactive, and why. */
const leavers = ({ entries }: Told) =>
  entries.flatMap((entry) => entry._tag === "Inactivate" ? [[String(entry.entraId), entry.cause, entry.deletion]] : [])

describe("S17: somebody is deleted", () => {
  for (const [how, event, deletion] of [["hard", hard, "hard"], ["soft", soft, "soft"]] as const) {
    scenario(
      `${how}: found by their absence, and the entry says how`,
      beginning,
      Effect.fnUntraced(function*(company) {
        yield* company.happens(event)
        const told = yield* company.putsRight
        assert.deepStrictEqual(did(told), { inactivated: 1 })
        assert.deepStrictEqual(leavers(told), [[entraId(2), "gone_from_entra", deletion]])
        const [change] = told.changes
        assert.deepStrictEqual(change?.after, { ...change?.before, Active: "false" }, "only Active is written")
      })
    )
  }

  scenario(
    "soft, and restored: active again",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens(soft)
      yield* company.putsRight
      yield* company.happens(restored)
      const told = yield* company.putsRight
      assert.deepStrictEqual(did(told), { reactivated: 1 })
      assert.deepStrictEqual(company.active(), [1, 2, 3, 4, 5, 6])
    })
  )

  scenario(
    "soft, and restored before anybody noticed: nothing happens",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens(soft, restored)
      const told = yield* company.putsRight
      assert.deepStrictEqual(told.changes, [])
    })
  )

  scenario(
    "soft, and purged after 30 days: nothing more to do",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens(soft)
      yield* company.putsRight
      yield* Effect.sleep("31 days")
      yield* company.happens(restored)
      const told = yield* company.putsRight
      assert.deepStrictEqual(told.changes, [])
      assert.notInclude(company.active(), 2)
    })
  )

  scenario(
    "and the app may not read deleted items: inactive, and the entry does not guess",
    beginning,
    Effect.fnUntraced(function*(company) {
      company.entra.faults.add({
        match: { path: /\/directory\/deletedItems\//u },
        times: "always",
        behave: Faults.answer(() => Respond.json(403, { error: { code: "Authorization_RequestDenied", message: "" } }))
      })
      yield* company.happens(hard)
      const told = yield* company.sync
      assert.deepStrictEqual(leavers(told), [[entraId(2), "gone_from_entra", undefined]])
      company.entra.faults.clear()
      yield* company.putsRight
    })
  )

  for (const [how, event] of [["hard", { ...hard, id: entraId(1) }], ["soft", { ...soft, id: entraId(1) }]] as const) {
    scenario(
      `${how}, who was everybody's manager: the reports stay active, without the link`,
      beginning,
      Effect.fnUntraced(function*(company) {
        yield* company.happens(event)
        yield* company.putsRight
        assert.deepStrictEqual(company.active(), [2, 3, 4, 5, 6])
        assert.isUndefined(company.record(2)?.values["Manager"])
      })
    )
  }
})

describe("S17: an Atlassian account is deleted", () => {
  for (const deletedAccounts of ["formerUser", "gone"] as const) {
    scenario(
      `and Jira shows it as ${deletedAccounts}: inactive, with the account kept`,
      { ...beginning, switches: { deletedAccounts } },
      Effect.fnUntraced(function*(company) {
        yield* company.happens({ _tag: "DeleteAccount", accountId: accountId(2) })
        const told = yield* company.putsRight
        assert.deepStrictEqual(leavers(told), [[
          entraId(2),
          deletedAccounts === "gone" ? "account_gone" : "account_inactive",
          undefined
        ]])
        const record = company.record(2)
        assert.strictEqual(record && valueOf(record, "Atlassian Account ID"), accountId(2))
      })
    )
  }
})
