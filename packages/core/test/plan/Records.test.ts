import { assert, describe, it } from "@effect/vitest"
import type { Employee } from "@entra-assets/core/model/Employee"
import { index } from "@entra-assets/core/plan/Records"
import { accountId, entraId, objectId, record } from "../fixtures/People.ts"

const shared = { atlassianAccountId: accountId(1) }

describe("index", () => {
  const cases: ReadonlyArray<{
    readonly name: string
    readonly employees: ReadonlyArray<Employee>
    readonly usable: ReadonlyArray<number>
    readonly findings: ReadonlyArray<string>
  }> = [
    { name: "records in order", employees: [record(1), record(2)], usable: [1, 2], findings: [] },
    {
      name: "a record without Entra User ID is unmanaged",
      employees: [record(1), record(2, { entraUserId: null })],
      usable: [1],
      findings: ["unmanaged_record 1002"]
    },
    {
      name: "a record whose Entra User ID is no GUID is unmanaged, and its account is free",
      employees: [record(1), record(2, { entraUserId: "E-17", ...shared })],
      usable: [1],
      findings: ["unmanaged_record 1002"]
    },
    {
      name: "two records with one Entra User ID, in different case, are one finding",
      employees: [record(1), record(2), record(3, { entraUserId: entraId(1).toUpperCase() })],
      usable: [2],
      findings: ["binding_conflict 1001,1003"]
    },
    {
      name: "three records with one account are one finding",
      employees: [record(1), record(2, shared), record(3, shared), record(4)],
      usable: [4],
      findings: ["binding_conflict 1001,1002,1003"]
    },
    {
      name: "two records with one Entra User ID and one account are one finding",
      employees: [record(1), record(2, { entraUserId: entraId(1), ...shared })],
      usable: [],
      findings: ["binding_conflict 1001,1002"]
    },
    {
      name: "records whose account was cleared do not share it",
      employees: [record(1, { atlassianAccountId: null }), record(2, { atlassianAccountId: "" })],
      usable: [],
      findings: []
    }
  ]
  for (const { employees, findings, name, usable } of cases) {
    it(name, () => {
      for (const order of [employees, employees.toReversed()]) {
        const records = index(order)
        const found = records.findings.map(({ code, objectIds }) => `${code} ${objectIds.toSorted().join(",")}`)
        assert.sameMembers(
          Array.from(records.byAccountId.values(), ({ employee }) => employee.objectId),
          usable.map(objectId)
        )
        assert.deepStrictEqual(found, findings)
      }
    })
  }

  it("knows the Entra id of every object that is ours, for the links to it", () => {
    const { entraIdOf } = index([record(1), record(2, { entraUserId: entraId(1) }), record(3, { entraUserId: null })])
    assert.deepStrictEqual(Array.from(entraIdOf), [[objectId(1), entraId(1)], [objectId(2), entraId(1)]])
  })
})
