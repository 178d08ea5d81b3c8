import { assert, describe, it } from "@effect/vitest"
import type { Employee } from "@entra-assets/core/model/Employee"
import { type Standing, standing, standingOfLink, standingOfNew, type Target } from "@entra-assets/core/plan/Drift"
import type { Change, Create, Inactivate, Reactivate, Update } from "@entra-assets/core/plan/Entry"
import { plan } from "@entra-assets/core/plan/Plan"
import { enact } from "../fixtures/Enact.ts"
import { type Scene, scenes, worldOf } from "../fixtures/GeneratedWorlds.ts"
import { account, accountId, entraId, linkedTo, objectId, record, reportsTo, user } from "../fixtures/People.ts"
import { entriesOf, planOf } from "../fixtures/Worlds.ts"

const known = (object: Employee["manager"]): Target => ({ _tag: "Known", objectId: object })
const missing: Target = { _tag: "Missing" }
const waits: Target = { _tag: "Waits" }

/** What is to be done to the record of person 1. */
const update = (...changes: ReadonlyArray<Change>): Update => ({
  _tag: "Update",
  entraId: entraId(1),
  accountId: accountId(1),
  objectId: objectId(1),
  name: "Person 1",
  changes
})

const promoted: Change = { field: "jobTitle", before: "Engineer", after: "Lead" }
const left: Change = { field: "active", before: true, after: false }

type Case = readonly [what: string, now: Employee | undefined, standing: Standing]

const cases = (name: string, entry: Update | Inactivate | Reactivate, target: Target, table: ReadonlyArray<Case>) =>
  describe(name, () => {
    for (const [what, now, expected] of table) {
      it(`${what}: ${expected}`, () => assert.strictEqual(standing(entry, now, target), expected))
    }
  })

cases("an attribute that the plan changes", update(promoted), missing, [
  ["it says what the plan found", record(1), "before"],
  ["it says what the plan writes", record(1, { jobTitle: "Lead" }), "after"],
  ["somebody wrote something else", record(1, { jobTitle: "Director" }), "moved"],
  ["somebody emptied it", record(1, { jobTitle: null }), "moved"],
  ["Assets trimmed it", record(1, { jobTitle: " Engineer " }), "before"],
  ["another attribute was changed", record(1, { department: "Sales", active: false }), "before"],
  ["the record is gone", undefined, "moved"],
  ["the record is another person's now", record(1, { entraUserId: entraId(2) }), "moved"],
  ["the record is nobody's now", record(1, { entraUserId: null }), "moved"],
  ["Entra User ID was given capitals by hand", record(1, { entraUserId: entraId(1).toUpperCase() }), "before"]
])

cases("several attributes", update(promoted, { field: "department", before: "Research", after: null }), missing, [
  ["none was written", record(1), "before"],
  ["all were written", record(1, { jobTitle: "Lead", department: null }), "after"],
  ["one of them was written by somebody else", record(1, { jobTitle: "Lead" }), "moved"]
])

cases("Active", update(left), missing, [
  ["still active", record(1), "before"],
  ["inactive already", record(1, { active: false }), "after"],
  ["no value", record(1, { active: null }), "moved"]
])

cases("the binding, which the plan does not change", update(promoted), missing, [
  ["was freed by hand", record(1, { atlassianAccountId: null }), "moved"],
  ["was changed by hand", record(1, { atlassianAccountId: accountId(9) }), "moved"],
  [
    "was changed by hand, and the rest says what the plan writes",
    record(1, { atlassianAccountId: accountId(9), jobTitle: "Lead" }),
    "moved"
  ]
])

cases(
  "the binding, which the plan changes",
  {
    ...update(
      { field: "atlassianAccountId", before: accountId(8), after: accountId(1) },
      { field: "jiraUser", before: accountId(8), after: accountId(1) }
    )
  },
  missing,
  [
    ["as the plan found it", record(1, { atlassianAccountId: accountId(8), jiraUser: accountId(8) }), "before"],
    ["as the plan writes it", record(1), "after"],
    ["changed to a third account", record(1, { atlassianAccountId: accountId(9), jiraUser: accountId(8) }), "moved"]
  ]
)

cases(
  "Name, with characters that Assets refuses",
  update({ field: "name", before: "Person 1", after: "Ann: Lead" }),
  missing,
  [
    ["as the plan found it", record(1), "before"],
    ["written as it is", record(1, { name: "Ann: Lead" }), "after"],
    ["written with spaces in place of them", record(1, { name: "Ann  Lead" }), "after"],
    ["something else", record(1, { name: "Annabel" }), "moved"]
  ]
)

const toManager = (n: number | null): ReadonlyArray<Change> => [
  { field: "managerAtlassianAccountId", before: accountId(2), after: accountId(3) },
  {
    field: "manager",
    before: { entraId: entraId(2), objectId: objectId(2) },
    after: { entraId: entraId(3), objectId: n === null ? null : objectId(n) }
  }
]

describe("Manager", () => {
  const before = record(1, linkedTo(2))
  const after = record(1, linkedTo(3))
  cases("that exists", update(...toManager(3)), known(objectId(3)), [
    ["as the plan found it", before, "before"],
    ["as the plan writes it", after, "after"],
    ["linked to somebody else", record(1, linkedTo(4)), "moved"],
    ["cleared", record(1), "moved"]
  ])
  cases("whose record this plan creates, and is not there yet", update(...toManager(null)), waits, [
    ["as the plan found it", before, "before"],
    ["linked to somebody", after, "moved"]
  ])
  cases("whose record could not be created", update(promoted, ...toManager(null)), missing, [
    ["as the plan found it", before, "before"],
    ["all but the link was written", record(1, { ...linkedTo(2), jobTitle: "Lead" }), "after"],
    ["linked to somebody else", record(1, { ...linkedTo(4), jobTitle: "Lead" }), "moved"]
  ])
  const account3 = { field: "managerAtlassianAccountId", before: accountId(2), after: accountId(3) } as const
  cases("who has another account now, and stays linked", update(account3), missing, [
    ["as the plan found it", record(1, linkedTo(2)), "before"],
    ["as the plan writes it", record(1, { ...linkedTo(2), managerAtlassianAccountId: accountId(3) }), "after"],
    ["edited", record(1, { ...linkedTo(2), managerAtlassianAccountId: accountId(4) }), "moved"]
  ])
})

describe("a new record", () => {
  const [create] =
    planOf({ users: [user(1, reportsTo(2)), user(2)], accounts: [account(1), account(2)], employees: [record(2)] })
      .creates
  const entry = create ?? assert.fail("no entry")
  const made = record(1, linkedTo(2))
  const target = known(objectId(2))
  const table: ReadonlyArray<readonly [string, ReadonlyArray<Employee>, inDoubt: boolean, Standing]> = [
    ["nobody has one", [], false, "before"],
    ["nobody has one that can be seen, and it may have been sent", [], true, "before"],
    ["somebody made the very same", [made], false, "after"],
    ["somebody made one with another title", [{ ...made, jobTitle: "Lead" }], false, "moved"],
    ["somebody made one without the manager", [record(1)], false, "moved"],
    ["ours, in which somebody changed the title since", [{ ...made, jobTitle: "Lead" }], true, "after"],
    ["one that is bound to another account", [{ ...made, atlassianAccountId: accountId(9) }], true, "moved"],
    ["one that is bound to no account", [{ ...made, atlassianAccountId: null }], true, "moved"],
    ["two of them", [made, { ...made, objectId: objectId(7) }], true, "moved"]
  ]
  for (const [what, found, inDoubt, expected] of table) {
    it(`${what}: ${expected}`, () => assert.strictEqual(standingOfNew(entry, found, target, inDoubt), expected))
  }

  describe("that closes a circle", () => {
    const closing: Create = { ...entry, managerDeferred: true }
    it("is as it was created, with and without its link", () => {
      assert.strictEqual(standingOfNew(closing, [record(1)], known(null), false), "after")
      assert.strictEqual(standingOfNew(closing, [made], known(null), false), "after")
    })
    const links: ReadonlyArray<readonly [string, Employee | undefined, Target, Standing]> = [
      ["not linked yet", record(1), target, "before"],
      ["linked", made, target, "after"],
      ["linked to somebody else", record(1, linkedTo(5)), target, "moved"],
      ["gone", undefined, target, "moved"],
      ["bound to another account", record(1, { atlassianAccountId: accountId(9) }), target, "moved"]
    ]
    for (const [what, now, to, expected] of links) {
      it(`${what}: ${expected}`, () => assert.strictEqual(standingOfLink(closing, now, to), expected))
    }
  })
})

describe("in every world", () => {
  const draws = { runs: 300, size: 30, seed: "drift" }
  /** Each entry with its record before and after the plan, and the manager's object then. */
  const applied = (scene: Scene) => {
    const entries = entriesOf(plan(worldOf(scene), { textLimit: 30 }))
    const after = enact(scene.employees, entries)
    return entries.map((entry) => {
      const isIts = ({ entraUserId, objectId }: Employee) =>
        entry._tag === "Create" ? entraUserId === entry.entraId : objectId === entry.objectId
      const written = after.find(isIts) ?? assert.fail("not written")
      return { entry, before: scene.employees.find(isIts), written, target: known(written.manager) }
    })
  }

  it.prop("before a plan its records stand before it, and afterwards after it", [scenes], ([scene]) => {
    for (const { before, entry, target, written } of applied(scene)) {
      if (entry._tag === "Create") {
        assert.strictEqual(standingOfNew(entry, [], target, false), "before")
        assert.strictEqual(standingOfNew(entry, [written], target, false), "after")
      } else {
        assert.strictEqual(standing(entry, before, target), "before")
        assert.strictEqual(standing(entry, written, target), "after")
      }
    }
  }, { arbitrary: draws })

  it.prop("a third value in any attribute that a plan changes moves the row", [scenes], ([scene]) => {
    for (const { before, entry, target } of applied(scene)) {
      if (entry._tag === "Create" || before === undefined) continue
      for (const { field } of entry.changes) {
        const edited = field === "active"
          ? { ...before, active: before.active === null ? true : null }
          : { ...before, [field]: field === "manager" ? objectId(99) : "by hand" }
        // With Active alone, the third value may be the one that is planned.
        if (field === "active" && edited.active !== null) continue
        assert.strictEqual(standing(entry, edited, target), "moved")
      }
    }
  }, { arbitrary: draws })

  it.prop("an edit of anything else moves nothing", [scenes], ([scene]) => {
    for (const { before, entry, target } of applied(scene)) {
      if (entry._tag === "Create" || before === undefined) continue
      const free = (["jobTitle", "department", "email"] as const)
        .filter((field) => !entry.changes.some((change) => change.field === field))
      for (const field of free) {
        assert.strictEqual(standing(entry, { ...before, [field]: "by hand" }, target), "before")
      }
    }
  }, { arbitrary: draws })
})
