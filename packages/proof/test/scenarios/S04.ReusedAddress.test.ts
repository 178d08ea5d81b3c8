/** A re-used address lets a newcomer take over a leaver's record (freeitsm directory-sync review). */
import { assert, describe } from "@effect/vitest"
import type { EntraPerson } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import { valueOf } from "../../src/oracle/Truth.ts"
import type { Event } from "../../src/simulation/Event.ts"
import { account, accountId, entraId, person } from "../fixtures/Truths.ts"
import { changes, did, everybody, finds, scenario } from "./Company.ts"

const beginning = everybody(4)

/** The newcomer, who has the leaver's address in one of its forms. */
const newcomers: ReadonlyArray<readonly [string, Partial<EntraPerson>]> = [
  ["mail", { mail: "p2@x.io" }],
  ["userPrincipalName", { userPrincipalName: "p2@x.io" }],
  ["primary proxy address", { proxyAddresses: ["SMTP:p2@x.io"] }],
  ["alias", { proxyAddresses: ["smtp:p2@x.io"] }],
  ["mail in other letters", { mail: " P2@X.IO" }]
]

const leaves: ReadonlyArray<readonly [string, ReadonlyArray<Event>]> = [
  ["is disabled", [changes(2, { accountEnabled: false, mail: null, userPrincipalName: "left-2@x.io" })]],
  ["is soft-deleted", [{ _tag: "DeletePerson", id: entraId(2) }]],
  ["is hard-deleted", [{ _tag: "PurgePerson", id: entraId(2) }]]
]

for (const [form, fields] of newcomers) {
  for (const [how, left] of leaves) {
    describe(`S4: the leaver ${how}, and a newcomer gets the address as ${form}`, () => {
      scenario(
        "with the leaver's account still under it: no take-over, and it is told",
        beginning,
        Effect.fnUntraced(function*(company) {
          yield* company.happens(...left, { _tag: "AddPerson", person: person(5, fields) })
          const told = yield* company.sync
          const leaver = company.record(2)
          assert.deepStrictEqual(did(told), { inactivated: 1 })
          assert.strictEqual(leaver && valueOf(leaver, "Active"), "false")
          assert.strictEqual(leaver && valueOf(leaver, "Atlassian Account ID"), accountId(2))
          assert.isUndefined(company.record(5))
          const [conflict] = finds(told, "binding_conflict")
          assert.deepStrictEqual(conflict?.accountIds, [accountId(2)])
          assert.deepStrictEqual(conflict?.entraIds, [entraId(2), entraId(5)])
          yield* company.putsRight
        })
      )

      scenario(
        "and an account of their own: a record of their own",
        beginning,
        Effect.fnUntraced(function*(company) {
          yield* company.happens(
            ...left,
            { _tag: "ChangeAccount", accountId: accountId(2), changes: { active: false } },
            { _tag: "AddPerson", person: person(5, fields) },
            { _tag: "AddAccount", account: account(5, { emailAddress: "p2@x.io" }) }
          )
          const told = yield* company.sync
          assert.deepStrictEqual(did(told), { created: 1, inactivated: 1 })
          const [leaver, newcomer] = [company.record(2), company.record(5)]
          assert.strictEqual(leaver && valueOf(leaver, "Atlassian Account ID"), accountId(2))
          assert.strictEqual(leaver && valueOf(leaver, "Active"), "false")
          assert.strictEqual(newcomer && valueOf(newcomer, "Atlassian Account ID"), accountId(5))
          yield* company.putsRight
        })
      )
    })
  }
}

describe("S4: afterwards", () => {
  scenario(
    "clearing Atlassian Account ID by hand gives the account to the newcomer",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens(
        { _tag: "PurgePerson", id: entraId(2) },
        { _tag: "AddPerson", person: person(5, { mail: "p2@x.io" }) }
      )
      yield* company.sync
      yield* company.happens({ _tag: "EditRecord", entraId: entraId(2), values: { "Atlassian Account ID": [] } })
      const told = yield* company.putsRight
      assert.deepStrictEqual(did(told), { created: 1 })
      const newcomer = company.record(5)
      assert.strictEqual(newcomer && valueOf(newcomer, "Atlassian Account ID"), accountId(2))
      assert.notInclude(company.active(), 2)
    })
  )
})
