import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { account, body, employees, Refusal } from "../fixtures/AtlassianCaller.ts"
import type { Employees, Setup, Values } from "../fixtures/AtlassianCaller.ts"

const bob = { Name: "Bob", "Entra User ID": "id-b" }

/** What a create with these values is refused for, by attribute name. */
const refusalOf = Effect.fnUntraced(function*(site: Employees, values: Values) {
  const { errors } = yield* Effect.flatMap(site.create(values), body(Refusal, 400))
  const names = site.simulator.assets.attributeNames("Employee")
  const nameOf = (key: string) => names.find((name) => key === `rlabs-insight-attribute-${site.attributeId(name)}`)
  return Object.fromEntries(Object.entries(errors).map(([key, text]) => [nameOf(key) ?? key, text]))
})

const cases: ReadonlyArray<readonly [string, Values, Values, Setup?]> = [
  ["a text of more than 255 characters", { ...bob, "Job Title": "x".repeat(256) }, {
    "Job Title": "Job Title must be less than 255 characters"
  }],
  ["a missing required attribute", { Name: "Bob" }, { "Entra User ID": "Entra User ID is required" }],
  ["a missing name", { "Entra User ID": "id-b" }, { Name: "Name is required" }],
  ["an empty text, which is no value", { ...bob, Name: "" }, { Name: "Name is required" }],
  ["a value that a unique attribute has", { ...bob, "Entra User ID": "id-a" }, {
    "Entra User ID": "Entra User ID has duplicated value"
  }],
  ["a name that is taken", { ...bob, Name: "Ada" }, { Name: "Name has duplicated value" }],
  ["more values than the attribute takes", { ...bob, "Job Title": ["a", "b"] }, {
    "Job Title": "Job Title can only contain max 1 value(s)"
  }],
  ["an address without @", { ...bob, Email: "bob" }, { Email: "bob is not valid (Email)" }],
  ["a boolean that is none", { ...bob, Active: "yes" }, { Active: "yes is not valid (Boolean)" }],
  ["a reference by name", { ...bob, Manager: "Ada" }, { Manager: "Ada is not valid Object id or key" }],
  ["a reference to nothing", { ...bob, Manager: "ENTRA-77" }, { Manager: "ENTRA-77 is not valid Object id or key" }],
  ["a user that is not there", { ...bob, "Jira User": "nobody" }, { "Jira User": "User(s) nobody not found in jira" }],
  [
    "a deactivated user, when told so",
    { ...bob, "Jira User": "712020:account-2" },
    { "Jira User": "User(s) 712020:account-2 not active in jira" },
    { switches: { inactiveUsersRefused: true } }
  ],
  [
    "reserved characters in a name, when told so",
    { ...bob, Name: "Bob A. Smith Jr." },
    { Name: "Name contains reserved characters" },
    { switches: { reservedCharactersInNames: true } }
  ],
  [
    "a duplicate in another case, when told so",
    { ...bob, "Entra User ID": "ID-A" },
    { "Entra User ID": "Entra User ID has duplicated value" },
    { switches: { uniqueIgnoresCase: true } }
  ],
  ["a value of a computed attribute", { ...bob, Key: "ENTRA-9" }, { Key: "Key is not editable" }],
  ["each bad value of several", { ...bob, Active: "yes", Email: "bob" }, {
    Active: "yes is not valid (Boolean)",
    Email: "bob is not valid (Email)"
  }]
]

for (const [what, values, expected, setup = {}] of cases) {
  it.effect(`refuses ${what}, and the whole object with it`, () =>
    Effect.gen(function*() {
      const site = yield* employees({ accounts: [account(1), account(2, { active: false })], ...setup })
      yield* site.created({ Name: "Ada", "Entra User ID": "id-a" })
      assert.deepStrictEqual(yield* refusalOf(site, values), expected)
      assert.deepStrictEqual(site.simulator.assets.objects().map((object) => object.values["Name"]), ["Ada"])
    }))
}

it.effect("leaves an object as it was when an update is refused", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const { id } = yield* site.created({ ...bob, "Job Title": "Engineer" })
    assert.strictEqual((yield* site.update(id, { "Job Title": "Chief", Active: "yes" })).status, 400)
    assert.strictEqual((yield* site.update(id, { "Entra User ID": [] })).status, 400)
    assert.deepInclude(site.simulator.assets.object(id), {
      values: { ...bob, "Job Title": "Engineer" },
      writes: 1
    })
  }))

for (const deletedAccounts of ["formerUser", "gone"] as const) {
  it.effect(`refuses a deleted user, also where they stand already (deletedAccounts: ${deletedAccounts})`, () =>
    Effect.gen(function*() {
      const site = yield* employees({ switches: { deletedAccounts } })
      const jiraUser = { "Jira User": "712020:account-1" }
      const refusal = { "Jira User": "User(s) 712020:account-1 not found in jira" }
      const { id } = yield* site.created({ Name: "Ada", "Entra User ID": "id-a", ...jiraUser })
      yield* site.simulator.deleteAccount("712020:account-1")
      assert.deepStrictEqual(yield* refusalOf(site, { ...bob, ...jiraUser }), refusal)
      assert.strictEqual((yield* site.update(id, jiraUser)).status, 400)
      assert.strictEqual((yield* site.update(id, { Active: "false" })).status, 200)
      assert.deepInclude(site.simulator.assets.object(id)?.values, { ...jiraUser, Active: "false" })
    }))
}

it.effect("takes what the switches allow by default", () =>
  Effect.gen(function*() {
    const site = yield* employees({ accounts: [account(1, { active: false })] })
    const values = {
      Name: "Bob A. Smith Jr.",
      "Entra User ID": "id-b",
      "Jira User": "712020:account-1",
      Active: "TRUE"
    }
    const { id } = yield* site.created(values)
    yield* site.created({ Name: "bob a. smith jr.", "Entra User ID": "ID-B", "Job Title": "x".repeat(255) })
    assert.deepStrictEqual(site.simulator.assets.object(id)?.values, { ...values, Active: "true" })
    assert.strictEqual((yield* site.update(id, { "Entra User ID": "id-b" })).status, 200)
  }))

it.effect("frees a unique value with the object that had it, or when that changes", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const { id } = yield* site.created(bob)
    yield* site.update(id, { "Entra User ID": "id-c" })
    const again = yield* site.created({ ...bob, Name: "Bob 2" })
    yield* site.assets("DELETE", `object/${again.id}`)
    yield* site.created({ ...bob, Name: "Bob 2" })
  }))

it.effect("takes any name twice when names are not unique", () =>
  Effect.gen(function*() {
    const site = yield* employees({ switches: { nameIsUnique: false } })
    yield* site.created(bob)
    yield* site.created({ ...bob, "Entra User ID": "id-c" })
    assert.lengthOf(yield* site.names("Name = Bob"), 2)
  }))
