/** What an entry writes, in the words of people. */
import { assert, describe, it } from "@effect/vitest"
import { finding, FindingCode } from "@entra-assets/core/model/Finding"
import { AccountId, EntraId, ObjectId } from "@entra-assets/core/model/Ids"
import type { Change, Entry, Inactivate } from "@entra-assets/core/plan/Entry"
import { fieldsOf, reasonOf } from "../src/plan/EntryFields.ts"
import { byCode, codes } from "../src/plan/FindingsByCode.ts"

const entraId = EntraId.make("00000000-0000-4000-8000-000000000001")
const boss = EntraId.make("00000000-0000-4000-8000-000000000002")
const target = { entraId, accountId: AccountId.make("a"), objectId: ObjectId.make("1"), name: "Anna Meier" }

const update = (...changes: ReadonlyArray<Change>): Entry => ({ _tag: "Update", ...target, changes })
const inactivate = (rest: Partial<Inactivate>): Entry => ({
  _tag: "Inactivate",
  ...target,
  cause: "disabled_in_entra",
  changes: [{ field: "active", before: true, after: false }],
  ...rest
})

describe("the fields of an entry", () => {
  it("a new record has what is not empty, and nothing before", () => {
    const fields = fieldsOf({
      _tag: "Create",
      entraId,
      accountId: target.accountId,
      record: {
        name: "Anna Meier",
        fullName: "Anna Meier",
        email: null,
        userPrincipalName: "anna@contoso.com",
        jobTitle: null,
        department: "Research",
        active: true,
        manager: { entraId: boss, objectId: null },
        managerAtlassianAccountId: "b"
      },
      level: 0,
      managerDeferred: false
    })
    assert.deepStrictEqual(
      fields.map(({ name }) => name),
      ["name", "fullName", "userPrincipalName", "department", "account", "active", "manager"]
    )
    assert.isTrue(fields.every(({ before }) => before === null))
    assert.deepStrictEqual(fields.at(-1)?.after, {
      _tag: "Manager",
      manager: { entraId: boss, objectId: null, accountId: "b" }
    })
  })

  it("the account, which two attributes hold, is one line; so is the manager", () => {
    const fields = fieldsOf(update(
      { field: "managerAtlassianAccountId", before: null, after: "b" },
      { field: "atlassianAccountId", before: "old", after: "a" },
      { field: "jiraUser", before: "old", after: "a" },
      { field: "manager", before: null, after: { entraId: boss, objectId: ObjectId.make("2") } }
    ))
    assert.deepStrictEqual(fields, [
      {
        name: "account",
        before: { _tag: "Account", accountId: "old" },
        after: { _tag: "Account", accountId: "a" }
      },
      {
        name: "manager",
        before: { _tag: "Empty" },
        after: { _tag: "Manager", manager: { entraId: boss, objectId: ObjectId.make("2"), accountId: "b" } }
      }
    ])
  })

  it("a text that is emptied, and Active that was never set, are told apart from values", () => {
    assert.deepStrictEqual(
      fieldsOf(update(
        { field: "jobTitle", before: "Engineer", after: null },
        { field: "active", before: null, after: true }
      )),
      [
        { name: "jobTitle", before: { _tag: "Text", text: "Engineer" }, after: { _tag: "Empty" } },
        { name: "active", before: { _tag: "Empty" }, after: { _tag: "Active", active: true } }
      ]
    )
  })

  it("how somebody was deleted says more than that they are gone", () => {
    assert.strictEqual(reasonOf(inactivate({})), "disabled_in_entra")
    assert.strictEqual(reasonOf(inactivate({ deletion: "soft" })), "deleted_in_entra")
    assert.strictEqual(reasonOf(inactivate({ deletion: "hard" })), "deleted_for_good")
    assert.isNull(reasonOf(update()))
  })
})

describe("findings by cause", () => {
  it("every cause has its place, and only causes that occur are listed", () => {
    assert.deepStrictEqual(codes.toSorted(), FindingCode.literals.toSorted())
    const groups = byCode([
      finding("hidden_email", "one", {}),
      finding("ambiguous_match", "two", {}),
      finding("hidden_email", "three", {})
    ])
    assert.deepStrictEqual(groups.map(({ code, findings }) => [code, findings.length]), [
      ["ambiguous_match", 1],
      ["hidden_email", 2]
    ])
  })
})
