/** Two source users share one mail and end in one target (Entra provisioning known issues). */
import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { valueOf } from "../../src/oracle/Truth.ts"
import { account, accountId, entraId, person } from "../fixtures/Truths.ts"
import { changes, did, everybody, finds, scenario } from "./Company.ts"

const beginning = everybody(3)

describe("S9: two users share one mail", () => {
  for (
    const [how, second] of [
      ["to the letter", person(5, { mail: "p4@x.io" })],
      ["but for case and spaces", person(5, { mail: " P4@X.io " })],
      ["and the other is a guest", person(5, { mail: "p4@x.io", userType: "Guest", userPrincipalName: "g5@x.io" })],
      ["and the other is disabled", person(5, { mail: "p4@x.io", accountEnabled: false })]
    ] as const
  ) {
    scenario(
      `${how}: neither gets the account, and it is told`,
      beginning,
      Effect.fnUntraced(function*(company) {
        const before = company.objects()
        yield* company.happens(
          { _tag: "AddPerson", person: person(4) },
          { _tag: "AddPerson", person: second },
          { _tag: "AddAccount", account: account(4) }
        )
        const told = yield* company.sync
        assert.deepStrictEqual(company.objects(), before)
        const [refused, ...others] = finds(told, "ambiguous_match")
        assert.deepStrictEqual(refused?.accountIds, [accountId(4)])
        assert.deepStrictEqual([...refused?.entraIds ?? []].sort(), [entraId(4), entraId(5)])
        assert.lengthOf(others, 0)
        yield* company.putsRight

        yield* company.happens(changes(5, { mail: null }))
        const healed = yield* company.putsRight
        assert.deepStrictEqual(did(healed), { created: 1 })
        assert.isDefined(company.record(4))
        assert.isUndefined(company.record(5))
      })
    )
  }

  scenario(
    "and one of them is bound: it stays theirs",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      yield* company.happens({ _tag: "AddPerson", person: person(5, { mail: "p2@x.io" }) })
      yield* company.putsRight
      assert.deepStrictEqual(company.objects(), before)
    })
  )

  scenario(
    "and one has it by a stronger rule: the stronger one gets the account",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens(
        { _tag: "AddPerson", person: person(4) },
        { _tag: "AddPerson", person: person(5, { mail: null, proxyAddresses: ["smtp:p4@x.io"] }) },
        { _tag: "AddAccount", account: account(4) }
      )
      yield* company.putsRight
      const record = company.record(4)
      assert.strictEqual(record && valueOf(record, "Atlassian Account ID"), accountId(4))
      assert.isUndefined(company.record(5))
    })
  )

  scenario(
    "two accounts lead to one user: neither is bound, and it is told",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens(
        { _tag: "AddPerson", person: person(4, { proxyAddresses: ["smtp:second@x.io"] }) },
        { _tag: "AddAccount", account: account(4) },
        { _tag: "AddAccount", account: account(5, { emailAddress: "second@x.io" }) }
      )
      const told = yield* company.sync
      assert.lengthOf(finds(told, "second_account"), 2)
      assert.isUndefined(company.record(4))
      yield* company.happens({ _tag: "DeleteAccount", accountId: accountId(5) })
      yield* company.putsRight
      assert.isDefined(company.record(4))
    })
  )
})
