/** What the oracle expects of small companies, and how it says that Assets differs. */
import { assert, describe, it } from "@effect/vitest"
import { disagreements } from "../../src/oracle/Disagreements.ts"
import { expect } from "../../src/oracle/Oracle.ts"
import type { Truth } from "../../src/oracle/Truth.ts"
import { account, accountId, entraId, object, person, reportsTo, truth } from "../fixtures/Truths.ts"

const one = { people: [person(1)], accounts: [account(1)] }

const expected = (fields: Partial<Truth>, n = 1) => expect(truth(fields)).records.get(entraId(n))

describe("a record", () => {
  it("is to be created with what Entra ID says", () => {
    assert.deepStrictEqual(expected(one), {
      entraId: entraId(1),
      objectId: null,
      values: {
        "Name": "Person 1",
        "Full Name": "Person 1",
        "Email": "p1@x.io",
        "User Principal Name": "u1@x.io",
        "Job Title": "Engineer",
        "Department": null,
        "Atlassian Account ID": accountId(1),
        "Jira User": accountId(1),
        "Active": "true",
        "Manager Atlassian Account ID": null
      },
      manager: null
    })
  })

  it("is inactive but up to date when the person is disabled", () => {
    const people = [person(1, { accountEnabled: false, jobTitle: "Boss" })]
    const record = expected({ ...one, people, objects: [object(1)] })
    assert.strictEqual(record?.values.Active, "false")
    assert.strictEqual(record?.values["Job Title"], "Boss")
  })

  it("is inactive and otherwise as it was when the person or the account is gone, or the account inactive", () => {
    const objects = [object(1, { "Job Title": "Old" })]
    for (
      const company of [
        { ...one, people: [] },
        { ...one, accounts: [] },
        { ...one, accounts: [account(1, { active: false })] }
      ]
    ) {
      const record = expected({ ...company, objects })
      assert.strictEqual(record?.values.Active, "false")
      assert.strictEqual(record?.values["Job Title"], "Old")
    }
  })

  it("has trimmed texts of limited length, without half a character at the end", () => {
    const people = [person(1, { displayName: `  x${"\u{1f600}".repeat(9)}`, jobTitle: " " })]
    const record = expected({ ...one, people, textLimit: 10 })
    assert.strictEqual(record?.values["Full Name"], `x${"\u{1f600}".repeat(4)}`)
    assert.isNull(record?.values["Job Title"])
  })
})

describe("a manager", () => {
  const manager = (fields: Partial<Truth>) => {
    const record = expected({ people: [person(1, reportsTo(2)), person(2)], accounts: [account(1)], ...fields })
    return [record?.manager, record?.values["Manager Atlassian Account ID"]]
  }

  it("is linked when they have a record, or are to get one", () => {
    const linked = [{ entraId: entraId(2) }, accountId(2)]
    assert.deepStrictEqual(manager({ accounts: [account(1), account(2)] }), linked)
    assert.deepStrictEqual(manager({ objects: [object(2)] }), linked)
    const circle = [person(1, reportsTo(2)), person(2, reportsTo(1))]
    assert.deepStrictEqual(manager({ people: circle, accounts: [account(1), account(2)] }), linked)
  })

  it("is nobody without a record, as a contact, or as oneself", () => {
    const objects = [object(1, { "Manager": "7", "Manager Atlassian Account ID": "old" })]
    assert.deepStrictEqual(manager({ objects }), [null, null])
    assert.deepStrictEqual(manager({ objects, people: [person(1, reportsTo(1))] }), [null, null])
    const contact = person(1, { manager: { kind: "orgContact", id: "c" } })
    assert.deepStrictEqual(manager({ objects, people: [contact] }), [null, null])
  })

  it("with several records leaves the link as it is", () => {
    const twice = [object(2), object(3, { "Entra User ID": entraId(2) })]
    const self = object(1, { "Manager": "2", "Manager Atlassian Account ID": accountId(2) })
    assert.deepStrictEqual(manager({ objects: [self, ...twice] }), [{ objectId: "2" }, accountId(2)])
    assert.deepStrictEqual(manager({ objects: twice }), [null, null])
  })
})

describe("disagreements", () => {
  const found = (company: Partial<Truth>, objects: Truth["objects"]) => disagreements(expect(truth(company)), objects)

  it("are none when every record says what it should", () => {
    assert.deepStrictEqual(found(one, [object(1)]), [])
    assert.deepStrictEqual(found({ ...one, objects: [object(1, { "Job Title": "Old" })] }, [object(1)]), [])
  })

  it("are not about spaces, nor about a name without its reserved characters", () => {
    const people = [person(1, { displayName: "Dr.  Who" })]
    const stored = object(1, { "Name": "Dr Who", "Full Name": "Dr. Who" })
    assert.deepStrictEqual(found({ ...one, people }, [stored]), [])
    assert.lengthOf(found({ ...one, people }, [object(1, { "Name": "Dr Who", "Full Name": "Dr Who" })]), 1)
  })

  it("name a record that is missing, doubled, wrong or unexpected", () => {
    assert.deepStrictEqual(found(one, []), [`${entraId(1)}: has no record`])
    assert.deepStrictEqual(found(one, [object(1), object(2, { "Entra User ID": entraId(1) })]), [
      `${entraId(1)}: has a second record, object 2`
    ])
    assert.deepStrictEqual(found(one, [object(1, { "Email": null, "Active": "false", "Manager": "1" })]), [
      `${entraId(1)}: Email of object 1 is wrong`,
      `${entraId(1)}: Active of object 1 is wrong`,
      `${entraId(1)}: Manager of object 1 is wrong`
    ])
    assert.deepStrictEqual(found({}, [object(1)]), ["object 1 was not expected"])
  })

  it("name what was not to be touched: records of others, contradictory and freed ones", () => {
    const others = [
      object(1, { "Entra User ID": "somebody" }),
      object(2),
      object(3, { "Entra User ID": entraId(2) }),
      object(4, { "Atlassian Account ID": null })
    ]
    assert.deepStrictEqual(found({ objects: others }, others), [])
    const touched = others.map((object) => ({ ...object, values: { ...object.values, "Department": "New" } }))
    assert.lengthOf(found({ objects: others }, touched), 4)
    assert.lengthOf(found({ objects: others }, others.slice(1)), 1)
  })

  it("follow a manager link to the person, whichever object that is", () => {
    const people = [person(1, reportsTo(2)), person(2)]
    const accounts = [account(1), account(2)]
    const linked = object(1, { "Manager": "20", "Manager Atlassian Account ID": accountId(2) })
    const boss = { ...object(2), id: "20" }
    assert.deepStrictEqual(found({ people, accounts }, [linked, boss]), [])
    assert.deepStrictEqual(found({ people, accounts }, [object(1, { ...linked.values, "Manager": "1" }), boss]), [
      `${entraId(1)}: Manager of object 1 is wrong`
    ])
  })
})
