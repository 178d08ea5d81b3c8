/** Objects that the tool never created are deleted (awslabs/ssosync #88, #179). */
import { assert, describe } from "@effect/vitest"
import type { Values } from "@entra-assets/test-kit/AssetsAdmin"
import * as Effect from "effect/Effect"
import { account, accountId, entraId, person } from "../fixtures/Truths.ts"
import { changes, type Company, did, everybody, finds, joins, scenario } from "./Company.ts"

const beginning = everybody(4)

/** Whatever happens in a company. */
const eventfulDay = ({ happens }: Company) =>
  happens(
    changes(1, { jobTitle: "Head", displayName: "By hand" }),
    changes(2, { accountEnabled: false }),
    { _tag: "PurgePerson", id: entraId(3) },
    { _tag: "DeleteAccount", accountId: accountId(4) },
    ...joins(5)
  )

const byHand: ReadonlyArray<readonly [string, Values]> = [
  ["without an Entra User ID", { Name: "By hand" }],
  ["with the name of somebody who is ours", { Name: "person 2 " }],
  ["with a number of another system", { "Name": "Payroll", "Entra User ID": "4711", "Active": "true" }],
  ["with an address as Entra User ID", { "Name": "Address", "Entra User ID": "p1@x.io", "Email": "p1@x.io" }],
  ["with a GUID and more", { "Name": "GUID and more", "Entra User ID": `${entraId(1)} (old)` }],
  ["with the account of somebody", { "Name": "Account", "Atlassian Account ID": accountId(2), "Active": "true" }],
  ["with the account of somebody who has left", {
    "Name": "Gone",
    "Atlassian Account ID": accountId(4),
    "Active": "true"
  }],
  ["with a GUID that nobody has, and no account", { "Name": "Ghost", "Entra User ID": entraId(99), "Active": "true" }]
]

describe("S16: an Employee object by hand", () => {
  for (const [which, values] of byHand) {
    scenario(
      `${which} stays as it is`,
      beginning,
      Effect.fnUntraced(function*(company) {
        const foreign = yield* Effect.orDie(company.assets.createObject("Employee", values))
        const told = yield* company.sync
        assert.deepStrictEqual(did(told), {})
        yield* eventfulDay(company)
        yield* company.putsRight
        assert.deepStrictEqual(company.assets.object(foreign.id), foreign)
        const isOurs = values["Entra User ID"] === entraId(99)
        if (!isOurs) {
          assert.deepStrictEqual(finds(told, "unmanaged_record").map(({ objectIds }) => objectIds), [[foreign.id]])
        }
      })
    )
  }

  scenario(
    "with the GUID of somebody who has none yet becomes theirs",
    beginning,
    Effect.fnUntraced(function*(company) {
      const foreign = yield* Effect.orDie(
        company.assets.createObject("Employee", {
          "Name": "Prepared",
          "Entra User ID": ` ${entraId(5).toUpperCase()} `
        })
      )
      yield* company.happens(...joins(5))
      const told = yield* company.putsRight
      assert.deepStrictEqual(did(told), { updated: 1 })
      assert.strictEqual(company.record(5)?.id, foreign.id)
    })
  )

  scenario(
    "with the GUID of somebody who has one: neither is written, and it is told",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens({ _tag: "DuplicateRecord", entraId: entraId(1) })
      const before = company.objects()
      yield* company.happens(changes(1, { jobTitle: "Head" }))
      const told = yield* company.putsRight
      assert.deepStrictEqual(company.objects(), before)
      assert.deepStrictEqual(finds(told, "binding_conflict")[0]?.entraIds, [entraId(1)])
      const copy = before.at(-1)
      if (copy !== undefined) yield* Effect.orDie(company.assets.deleteObject(copy.id))
      assert.deepStrictEqual(did(yield* company.putsRight), { updated: 1 })
    })
  )

  scenario(
    "with the account of somebody else who is ours: neither is written, and it is told",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens({ _tag: "AddPerson", person: person(5) }, { _tag: "AddAccount", account: account(5) })
      yield* Effect.orDie(
        company.assets.createObject("Employee", {
          "Name": "Two claims",
          "Entra User ID": entraId(5),
          "Atlassian Account ID": accountId(1)
        })
      )
      const before = company.objects()
      yield* company.happens(changes(1, { jobTitle: "Head" }))
      const told = yield* company.putsRight
      assert.deepStrictEqual(company.objects(), before)
      assert.deepStrictEqual(finds(told, "binding_conflict").map(({ accountIds }) => accountIds), [[accountId(1)]])
    })
  )
})

describe("S16: objects of others", () => {
  scenario(
    "of other types and schemas, of the same names, stay as they are",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* Effect.orDie(company.assets.addSchema({
        name: "People Directory",
        objectSchemaKey: "HR",
        objectTypes: [{
          name: "Person",
          attributes: [{ name: "Entra User ID", type: 0, defaultTypeId: 0 }, {
            name: "Active",
            type: 0,
            defaultTypeId: 2
          }],
          objects: [1, 3, 4, 99].map((n) => ({ "Name": `Person ${n}`, "Entra User ID": entraId(n), "Active": "true" }))
        }]
      }))
      const foreign = company.assets.objects("Person")
      assert.lengthOf(foreign, 4)
      yield* company.sync
      yield* eventfulDay(company)
      yield* company.putsRight
      assert.deepStrictEqual(company.assets.objects("Person"), foreign)
    })
  )

  scenario(
    "an object of ours that somebody deleted is made again, and nothing else is touched",
    beginning,
    Effect.fnUntraced(function*(company) {
      const others = company.objects().slice(1)
      yield* company.happens({ _tag: "DeleteRecord", entraId: entraId(1) })
      const told = yield* company.putsRight
      assert.deepStrictEqual(did(told), { created: 1 })
      assert.deepStrictEqual(company.objects().slice(0, 3), others)
    })
  )
})
