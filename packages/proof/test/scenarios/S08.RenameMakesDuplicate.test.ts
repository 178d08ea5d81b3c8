/** A rename (UPN or e-mail change) makes a duplicate (Atlassian community, October 2025). */
import { assert, describe } from "@effect/vitest"
import type { EntraPerson } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import { valueOf } from "../../src/oracle/Truth.ts"
import { accountId } from "../fixtures/Truths.ts"
import { changes, did, everybody, finds, scenario } from "./Company.ts"

const beginning = everybody(4, (n) => ({ proxyAddresses: [`SMTP:p${n}@x.io`] }))

const renames: ReadonlyArray<readonly [string, Partial<EntraPerson>]> = [
  ["mail", { mail: "married@x.io", proxyAddresses: ["SMTP:married@x.io", "smtp:p2@x.io"] }],
  ["userPrincipalName", { userPrincipalName: "married@x.io" }],
  ["both, the old address kept as alias", {
    mail: "married@x.io",
    userPrincipalName: "married@x.io",
    proxyAddresses: ["SMTP:married@x.io", "smtp:p2@x.io"]
  }],
  ["both, the old address dropped", {
    mail: "married@x.io",
    userPrincipalName: "married@x.io",
    proxyAddresses: ["SMTP:married@x.io"]
  }],
  ["everything, the name as well", {
    mail: "married@x.io",
    userPrincipalName: "married@x.io",
    displayName: "Somebody Else",
    surname: "Else",
    proxyAddresses: []
  }],
  ["mail, which is taken away", { mail: null, proxyAddresses: [] }]
]

const followed = { emailAddress: "married@x.io", displayName: "Somebody Else" }

for (const [what, fields] of renames) {
  describe(`S8: a rename of ${what}`, () => {
    for (
      const [how, follows] of [
        ["does not follow", []],
        ["follows on the same day", [followed]],
        ["hides its address", [{ emailVisibility: "withheld" }]],
        ["gets an address that nobody knows", [{ emailAddress: "private@home.example" }]]
      ] as const
    ) {
      scenario(
        `the account ${how}: the same record, up to date`,
        beginning,
        Effect.fnUntraced(function*(company) {
          const before = company.record(2)
          yield* company.happens(
            changes(2, fields),
            ...follows.map((changes) => ({ _tag: "ChangeAccount", accountId: accountId(2), changes }) as const)
          )
          const told = yield* company.putsRight
          assert.deepStrictEqual(did(told), { updated: 1 })
          assert.lengthOf(company.objects(), 4)
          const after = company.record(2)
          assert.strictEqual(after?.id, before?.id)
          assert.strictEqual(after && valueOf(after, "Active"), "true")
          assert.strictEqual(after && valueOf(after, "Atlassian Account ID"), accountId(2))
        })
      )
    }

    scenario(
      "the account follows a day later",
      beginning,
      Effect.fnUntraced(function*(company) {
        yield* company.happens(changes(2, fields))
        yield* company.sync
        yield* company.happens({ _tag: "ChangeAccount", accountId: accountId(2), changes: followed })
        const told = yield* company.putsRight
        assert.deepStrictEqual(told.changes, [])
        assert.deepStrictEqual(company.active(), [1, 2, 3, 4])
      })
    )

    scenario(
      "a second account appears under the new address: it is told, and changes nothing",
      beginning,
      Effect.fnUntraced(function*(company) {
        yield* company.happens(
          changes(2, { ...fields, mail: "married@x.io" }),
          {
            _tag: "AddAccount",
            account: {
              accountId: "account-2b",
              accountType: "atlassian",
              active: true,
              displayName: "Person 2",
              emailAddress: "married@x.io",
              emailVisibility: "shown"
            }
          }
        )
        const told = yield* company.putsRight
        assert.lengthOf(company.objects(), 4)
        assert.deepStrictEqual(finds(told, "second_account").map(({ accountIds }) => accountIds), [[
          "account-2b",
          accountId(2)
        ]])
      })
    )
  })
}
