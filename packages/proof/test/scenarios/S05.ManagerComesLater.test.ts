/** A manager who enters scope later is never linked (Entra provisioning known issues). */
import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { valueOf } from "../../src/oracle/Truth.ts"
import { account, accountId, entraId, person, reportsTo } from "../fixtures/Truths.ts"
import { changes, type Company, did, everybody, finds, scenario } from "./Company.ts"

const assertLinked = ({ record }: Company, n: number, manager: number): void => {
  const employee = record(n)
  assert.strictEqual(employee && valueOf(employee, "Manager"), record(manager)?.id)
  assert.strictEqual(employee && valueOf(employee, "Manager Atlassian Account ID"), accountId(manager))
}

/** 1 and 2 report to 9. */
const reports = everybody(4, (n) => n <= 2 ? reportsTo(9) : {})

describe("S5: the manager comes later", () => {
  scenario(
    "with an account: the links follow in the same run",
    { ...reports, people: [...reports.people, person(9)] },
    Effect.fnUntraced(function*(company) {
      const without = yield* company.sync
      assert.lengthOf(finds(without, "missing_manager"), 2)
      yield* company.happens({ _tag: "AddAccount", account: account(9) })
      const told = yield* company.putsRight
      assert.deepStrictEqual(did(told), { created: 1, updated: 2, managerLinks: 2 })
      assert.lengthOf(finds(told, "missing_manager"), 0)
      assertLinked(company, 1, 9)
      assertLinked(company, 2, 9)
    })
  )

  scenario(
    "into Entra ID itself, after their account",
    reports,
    Effect.fnUntraced(function*(company) {
      yield* company.happens({ _tag: "AddAccount", account: account(9) })
      yield* company.sync
      yield* company.happens({ _tag: "AddPerson", person: person(9) })
      yield* company.putsRight
      assertLinked(company, 1, 9)
    })
  )

  scenario(
    "by an address that their account already had",
    { ...reports, people: [...reports.people, person(9, { mail: null })] },
    Effect.fnUntraced(function*(company) {
      yield* company.happens({ _tag: "AddAccount", account: account(9) })
      yield* company.sync
      yield* company.happens(changes(9, { mail: "p9@x.io" }))
      yield* company.putsRight
      assertLinked(company, 2, 9)
    })
  )

  scenario(
    "and reports to those who report to them",
    reports,
    Effect.fnUntraced(function*(company) {
      yield* company.happens(
        { _tag: "AddPerson", person: person(9, reportsTo(1)) },
        { _tag: "AddAccount", account: account(9) }
      )
      const told = yield* company.putsRight
      assert.lengthOf(finds(told, "manager_cycle"), 1)
      assertLinked(company, 1, 9)
      assertLinked(company, 9, 1)
    })
  )

  scenario(
    "back, after having been deleted: the links come back as well",
    { ...reports, people: [...reports.people, person(9)], accounts: [...reports.accounts, account(9)] },
    Effect.fnUntraced(function*(company) {
      assertLinked(company, 1, 9)
      yield* company.happens({ _tag: "DeletePerson", id: entraId(9) })
      yield* company.sync
      yield* company.happens({ _tag: "RestorePerson", id: entraId(9) })
      yield* company.putsRight
      assertLinked(company, 1, 9)
      assert.include(company.active(), 9)
    })
  )
})
