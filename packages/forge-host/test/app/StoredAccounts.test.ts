import { assert, describe, it } from "@effect/vitest"
import { accountIdsIn, withoutAccounts } from "../../src/app/StoredAccounts.ts"

const idsIn = (value: unknown) => [...accountIdsIn(JSON.stringify(value))].toSorted()

describe("account ids are found", () => {
  it("in an entry of a plan, with those of managers", () => {
    const create = {
      _tag: "Create",
      entraId: "0a1b2c3d-0000-4000-8000-000000000001",
      accountId: "712020:ada",
      record: { name: "Ada", managerAtlassianAccountId: "712020:grace" }
    }
    assert.deepStrictEqual(idsIn({ items: [create] }), ["712020:ada", "712020:grace"])
  })

  it("in findings, which name several", () => {
    assert.deepStrictEqual(idsIn({ items: [{ _tag: "Finding", accountIds: ["a", "b"], entraIds: ["c"] }] }), ["a", "b"])
  })

  it("in the changes of an entry, before and after", () => {
    const changes = [
      { field: "managerAtlassianAccountId", before: "a", after: "b" },
      { field: "atlassianAccountId", before: null, after: "c" },
      { field: "jobTitle", before: "d", after: "e" }
    ]
    assert.deepStrictEqual(idsIn({ items: [{ _tag: "Update", changes }] }), ["a", "b", "c"])
  })

  it("beside the names of those whom a finding is about, and of the manager whose team a plan is stopped for", () => {
    const named = [{ entraId: "e", name: "Ada", accountIds: ["a"] }]
    assert.deepStrictEqual(idsIn({ items: [{ _tag: "Finding", accountIds: [], entraIds: ["e"], named }] }), ["a"])
    const group = { _tag: "Manager", entraId: "e", name: "Ada", accountId: "a" }
    assert.deepStrictEqual(idsIn({ guard: { stops: [{ rule: "manager_tree", group }] } }), ["a"])
  })

  it("in what admins did", () => {
    assert.deepStrictEqual(idsIn({ changed: { at: 1, by: "a" }, paused: { at: 1, by: null }, startedBy: "b" }), [
      "a",
      "b"
    ])
  })

  it("in answers to look-ups of accounts, but not of users", () => {
    assert.deepStrictEqual(
      idsIn([{ _tag: "Account", answer: { _tag: "NotFound", id: "a" } }, { _tag: "User", answer: { id: "u" } }]),
      ["a"]
    )
  })

  it("among those who were not found, run after run", () => {
    const absences = { items: [{ key: "Account a", runs: 2 }, { key: "User u", runs: 1 }] }
    assert.deepStrictEqual(idsIn(absences), ["a"])
    assert.notInclude(withoutAccounts(JSON.stringify(absences), new Set(["a"])), "Account a")
  })

  it("not in what is no JSON", () => {
    assert.strictEqual(accountIdsIn("cancelled").size, 0)
  })
})

it("an account that was closed is forgotten, and everything else stays", () => {
  const before = { by: "gone", startedBy: "here", accountIds: ["gone", "here"], count: 3, detail: "of gone" }
  assert.deepStrictEqual(JSON.parse(withoutAccounts(JSON.stringify(before), new Set(["gone"]))), {
    by: null,
    startedBy: "here",
    accountIds: ["here"],
    count: 3,
    detail: "of (a closed account)"
  })
})
