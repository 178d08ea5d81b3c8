/** A returning user stays disabled (Keycloak #44108). */
import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { valueOf } from "../../src/oracle/Truth.ts"
import type { Event } from "../../src/simulation/Event.ts"
import { account, accountId, entraId, person } from "../fixtures/Truths.ts"
import { changes, did, everybody, finds, scenario } from "./Company.ts"

const beginning = everybody(4)

interface Absence {
  readonly how: string
  readonly leaves: ReadonlyArray<Event>
  readonly returns: ReadonlyArray<Event>
}

const deactivated = (active: boolean): Event => ({
  _tag: "ChangeAccount",
  accountId: accountId(2),
  changes: { active }
})

const absences: ReadonlyArray<Absence> = [
  {
    how: "is disabled and enabled again",
    leaves: [changes(2, { accountEnabled: false })],
    returns: [changes(2, { accountEnabled: true })]
  },
  {
    how: "is soft-deleted and restored",
    leaves: [{ _tag: "DeletePerson", id: entraId(2) }],
    returns: [{ _tag: "RestorePerson", id: entraId(2) }]
  },
  {
    how: "loses their Atlassian account for a while",
    leaves: [deactivated(false)],
    returns: [deactivated(true)]
  },
  {
    how: "loses both, and gets both back",
    leaves: [changes(2, { accountEnabled: false }), deactivated(false)],
    returns: [changes(2, { accountEnabled: true }), deactivated(true)]
  },
  {
    how: "comes back under another name and address",
    leaves: [{ _tag: "DeletePerson", id: entraId(2) }],
    returns: [{ _tag: "RestorePerson", id: entraId(2) }, changes(2, { mail: "new@x.io", displayName: "New Name" })]
  }
]

describe("S14: somebody", () => {
  for (const { how, leaves, returns } of absences) {
    for (const deletedAccounts of ["formerUser", "gone"] as const) {
      scenario(
        `${how}: active again, in the same record (${deletedAccounts})`,
        { ...beginning, switches: { deletedAccounts } },
        Effect.fnUntraced(function*(company) {
          const before = company.record(2)
          yield* company.happens(...leaves)
          assert.deepStrictEqual(did(yield* company.putsRight), { inactivated: 1 })
          assert.deepStrictEqual(company.active(), [1, 3, 4])
          yield* company.happens(...returns)
          yield* company.putsRight
          assert.deepStrictEqual(company.active(), [1, 2, 3, 4])
          assert.strictEqual(company.record(2)?.id, before?.id)
          assert.lengthOf(company.objects(), 4)
        })
      )
    }
  }

  const newAccount = account(9, { emailAddress: "p2@x.io" })

  scenario(
    "gets a new account for one that is gone: the same record follows it",
    { ...beginning, switches: { deletedAccounts: "gone" } },
    Effect.fnUntraced(function*(company) {
      const before = company.record(2)
      yield* company.happens(
        { _tag: "DeleteAccount", accountId: accountId(2) },
        { _tag: "AddAccount", account: newAccount }
      )
      const told = yield* company.putsRight
      assert.lengthOf(finds(told, "relinked"), 1)
      assert.deepStrictEqual(company.active(), [1, 2, 3, 4])
      assert.strictEqual(company.record(2)?.id, before?.id)
    })
  )

  scenario(
    "gets a new account, and Jira still shows the former one: it is told, and a hand frees the record",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.record(2)
      yield* company.happens({ _tag: "DeleteAccount", accountId: accountId(2) })
      yield* company.putsRight
      assert.notInclude(company.active(), 2)
      yield* company.happens({ _tag: "AddAccount", account: newAccount })
      assert.lengthOf(finds(yield* company.putsRight, "second_account"), 1)
      yield* company.happens({ _tag: "EditRecord", entraId: entraId(2), values: { "Atlassian Account ID": [] } })
      yield* company.putsRight
      assert.deepStrictEqual(company.active(), [1, 2, 3, 4])
      assert.strictEqual(company.record(2)?.id, before?.id)
    })
  )

  scenario(
    "comes back by half: stays inactive until both are there",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens(changes(2, { accountEnabled: false }), deactivated(false))
      yield* company.putsRight
      yield* company.happens(changes(2, { accountEnabled: true }))
      yield* company.putsRight
      assert.notInclude(company.active(), 2)
      yield* company.happens(deactivated(true))
      assert.deepStrictEqual(did(yield* company.putsRight), { reactivated: 1 })
    })
  )

  scenario(
    "is hired again under a new object id: it is told, and a hand can free the account",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens({ _tag: "PurgePerson", id: entraId(2) })
      yield* company.putsRight
      yield* company.happens({ _tag: "AddPerson", person: person(9, { mail: "p2@x.io" }) })
      const told = yield* company.putsRight
      assert.deepStrictEqual(finds(told, "binding_conflict").map(({ entraIds }) => entraIds), [[
        entraId(2),
        entraId(9)
      ]])
      assert.isUndefined(company.record(9))
      yield* company.happens({ _tag: "EditRecord", entraId: entraId(2), values: { "Atlassian Account ID": [] } })
      yield* company.putsRight
      const record = company.record(9)
      assert.strictEqual(record && valueOf(record, "Atlassian Account ID"), accountId(2))
      assert.sameMembers([...company.active()], [1, 3, 4, 9])
    })
  )
})
