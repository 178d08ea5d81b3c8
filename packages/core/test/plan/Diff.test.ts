import { assert, describe, it } from "@effect/vitest"
import type { Employee } from "@entra-assets/core/model/Employee"
import { diff, sameText, type Target } from "@entra-assets/core/plan/Diff"
import { accountId, entraId, linkedTo, objectId, record } from "../fixtures/People.ts"
import { changeTexts } from "../fixtures/Worlds.ts"

const target = (fields: Partial<Target> = {}): Target => {
  const { department, email, fullName, jobTitle, name, userPrincipalName } = record(1)
  return {
    name,
    fullName,
    email,
    userPrincipalName,
    jobTitle,
    department,
    atlassianAccountId: accountId(1),
    jiraUser: accountId(1),
    active: true,
    manager: null,
    managerAtlassianAccountId: null,
    ...fields
  }
}

const entraIds = new Map([[objectId(2), entraId(2)], [objectId(3), entraId(3)]])
const manager2 = { entraId: entraId(2), objectId: objectId(2) }

describe("diff", () => {
  const cases: ReadonlyArray<readonly [string, Partial<Employee>, Partial<Target>, ReadonlyArray<string>]> = [
    ["equal values", {}, {}, []],
    ["one value", {}, { jobTitle: "Lead" }, ["jobTitle: Engineer → Lead"]],
    ["a value that goes", {}, { jobTitle: null }, ["jobTitle: Engineer → null"]],
    ["a value that comes", { email: null }, {}, ["email: null → p1@example.com"]],
    ["empty and no value are the same", { jobTitle: "" }, { jobTitle: null }, []],
    ["spaces that Assets may drop", { jobTitle: "Head of" }, { jobTitle: " Head\t of " }, []],
    ["case is a difference", { jobTitle: "engineer" }, {}, ["jobTitle: engineer → Engineer"]],
    ["Active", { active: false }, {}, ["active: false → true"]],
    ["Active without a value", { active: null }, { active: false }, ["active: null → false"]],
    ["Active that nobody knows stays", { active: false }, { active: null }, []],
    ["the same manager", linkedTo(2), { manager: manager2, managerAtlassianAccountId: accountId(2) }, []],
    ["another manager", linkedTo(3), { manager: manager2, managerAtlassianAccountId: accountId(3) }, [
      "manager: 3 → 2"
    ]],
    ["no manager any more", linkedTo(2), {}, ["managerAtlassianAccountId: account-2 → null", "manager: 2 → nobody"]],
    [
      "a manager who is yet to be created",
      { manager: objectId(99) },
      { manager: { entraId: entraId(9), objectId: null } },
      ["manager: ? → 9 (new)"]
    ],
    ["Name and Full Name each for itself", { name: "Nickname" }, {}, ["name: Nickname → Person 1"]]
  ]
  for (const [name, current, wanted, expected] of cases) {
    it(name, () => assert.deepStrictEqual(changeTexts(diff(record(1, current), target(wanted), entraIds)), expected))
  }
})

describe("a Name whose reserved characters were replaced", () => {
  const changed = (current: Partial<Employee>, wanted: Partial<Target>) =>
    changeTexts(diff(record(1, current), target(wanted), entraIds))

  it("is the same Name, so it is not written again", () => {
    const called = (fullName: string) => ({ name: fullName, fullName })
    assert.deepStrictEqual(changed({ ...called("Dr. Who"), name: "Dr Who" }, called("Dr. Who")), [])
    assert.deepStrictEqual(changed({ ...called("\"Ada\" B."), name: "Ada B" }, called("\"Ada\" B.")), [])
    assert.deepStrictEqual(changed({ ...called("Dr. Who"), name: "Dr Whom" }, called("Dr. Who")), [
      "name: Dr Whom → Dr. Who"
    ])
  })

  it("is the same when it comes from User Principal Name", () => {
    const userPrincipalName = "ada@example.com"
    const nameless = { fullName: null, userPrincipalName }
    assert.deepStrictEqual(
      changed({ ...nameless, name: "ada@example com" }, { ...nameless, name: userPrincipalName }),
      []
    )
  })

  it("is another Name once the person is called so", () =>
    assert.deepStrictEqual(
      changed({ name: "Bob Jr", fullName: "Bob Jr" }, { name: "Bob Jr.", fullName: "Bob Jr." }),
      ["name: Bob Jr → Bob Jr.", "fullName: Bob Jr → Bob Jr."]
    ))

  it("is the same only in Name", () => assert.isFalse(sameText("Dr Who", "Dr. Who")))
})
