import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/testing/TestClock"
import { account, AssetsObject, body, employees, ObjectAttribute, Refusal } from "../fixtures/AtlassianCaller.ts"

const ada = { Name: "Ada", "Entra User ID": "id-a" }
const HistoryLine = Schema.Struct({
  type: Schema.Int,
  actor: Schema.Struct({ key: Schema.String }),
  affectedAttribute: Schema.optionalKey(Schema.String),
  oldValue: Schema.optionalKey(Schema.String),
  newValue: Schema.String
})

it.effect("answers a create without attributes", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const created = yield* site.created(ada)
    assert.deepStrictEqual(created, { id: "1", objectKey: "ENTRA-1", label: "Ada" })
  }))

it.effect("gives the attributes that have a value, with full definitions, to reads and updates", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const { id } = yield* site.created(ada)
    const names = (object: typeof AssetsObject.Type) =>
      object.attributes?.map((attribute) => attribute.objectTypeAttribute?.["name"])
    const read = yield* Effect.flatMap(site.assets("GET", `object/${id}`), body(AssetsObject))
    assert.deepStrictEqual(names(read), ["Key", "Name", "Created", "Updated", "Entra User ID"])
    const updated = yield* Effect.flatMap(site.update(id, { Active: "true" }), body(AssetsObject))
    assert.deepStrictEqual(names(updated), ["Key", "Name", "Created", "Updated", "Entra User ID", "Active"])
    const attributes = yield* Effect.flatMap(
      site.assets("GET", `object/${id}/attributes`),
      body(Schema.Array(ObjectAttribute))
    )
    assert.deepStrictEqual(attributes, updated.attributes)
  }))

it.effect("takes ids as numbers too, and changes only what an update names", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const input = {
      objectTypeId: Number(site.objectTypeId),
      attributes: [
        { objectTypeAttributeId: Number(site.attributeId("Name")), objectAttributeValues: [{ value: "Ada" }] },
        { objectTypeAttributeId: Number(site.attributeId("Entra User ID")), objectAttributeValues: [{ value: 7 }] },
        { objectTypeAttributeId: Number(site.attributeId("Active")), objectAttributeValues: [{ value: true }] }
      ]
    }
    const { id } = yield* Effect.flatMap(site.assets("POST", "object/create", input), body(AssetsObject, 201))
    yield* site.update(id, { "Job Title": "Engineer" })
    assert.deepStrictEqual(site.simulator.assets.object(id)?.values, {
      Name: "Ada",
      "Entra User ID": "7",
      Active: "true",
      "Job Title": "Engineer"
    })
  }))

it.effect("clears an attribute that is sent without values", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const { id } = yield* site.created({ ...ada, "Job Title": "Engineer" })
    assert.strictEqual((yield* site.update(id, { "Job Title": [] })).status, 200)
    assert.deepStrictEqual(site.simulator.assets.object(id)?.values, ada)
  }))

it.effect("shows users by key, references by object, and neither with a value", () =>
  Effect.gen(function*() {
    const site = yield* employees({ accounts: [account(1, { emailVisibility: "hidden" })] })
    const manager = yield* site.created({ Name: "Bob", "Entra User ID": "id-b" })
    const { id } = yield* site.created({ ...ada, "Jira User": "712020:account-1", Manager: manager.objectKey })
    const object = yield* Effect.flatMap(site.assets("GET", `object/${id}`), body(AssetsObject))
    const values = (name: string) =>
      object.attributes?.find((attribute) => attribute.objectTypeAttributeId === site.attributeId(name))
        ?.objectAttributeValues[0] ?? {}
    assert.deepInclude(values("Jira User"), {
      displayValue: "Person 1",
      searchValue: "712020:account-1",
      user: {
        avatarUrl: "https://secure.gravatar.com/avatar/712020:account-1",
        displayName: "Person 1",
        name: "",
        key: "712020:account-1",
        isDeleted: false
      }
    })
    assert.notProperty(values("Jira User"), "value")
    assert.deepInclude(values("Manager"), { displayValue: "Bob", searchValue: "ENTRA-1", referencedType: true })
    assert.deepInclude(values("Manager")["referencedObject"], { id: "1", objectKey: "ENTRA-1", label: "Bob" })
    assert.notProperty(values("Manager"), "value")
  }))

for (const deletedAccounts of ["formerUser", "gone"] as const) {
  it.effect(`keeps the key of a deleted user, and no name or address (deletedAccounts: ${deletedAccounts})`, () =>
    Effect.gen(function*() {
      const site = yield* employees({ switches: { deletedAccounts } })
      const { id } = yield* site.created({ ...ada, "Jira User": "712020:account-1" })
      yield* site.simulator.deleteAccount("712020:account-1")
      const object = yield* Effect.flatMap(site.assets("GET", `object/${id}`), body(AssetsObject))
      assert.deepStrictEqual(object.attributes?.at(-1)?.objectAttributeValues, [{
        displayValue: "Former user",
        searchValue: "712020:account-1",
        referencedType: false,
        user: {
          avatarUrl: "https://secure.gravatar.com/avatar/712020:account-1",
          displayName: "Former user",
          name: "",
          key: "712020:account-1",
          isDeleted: true
        }
      }])
      assert.deepStrictEqual(yield* site.names("\"Jira User\" = \"712020:account-1\""), ["Ada"])
      assert.deepStrictEqual(yield* site.names("\"Jira User\" = \"Person 1\""), [])
    }))
}

it.effect("shows booleans as JSON when told so", () =>
  Effect.gen(function*() {
    const site = yield* employees({ switches: { booleansAreText: false } })
    const { id } = yield* site.created({ ...ada, Active: "true" })
    const object = yield* Effect.flatMap(site.assets("GET", `object/${id}`), body(AssetsObject))
    assert.deepInclude(object.attributes?.at(-1)?.objectAttributeValues[0], { value: true, displayValue: "true" })
  }))

it.effect("writes a history line for each changed attribute, and fires automation on every write", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const { id } = yield* site.created(ada)
    yield* site.update(id, { "Job Title": "Engineer" })
    yield* site.update(id, { "Job Title": "Engineer" })
    const { automationTriggers, historyEntries } = site.simulator.meter.snapshot()
    assert.deepStrictEqual({ automationTriggers, historyEntries }, { automationTriggers: 3, historyEntries: 3 })
    const history = yield* Effect.flatMap(
      site.assets("GET", `object/${id}/history?asc=false`),
      body(Schema.Array(HistoryLine))
    )
    assert.deepStrictEqual(
      history.map((line) => [line.type, line.affectedAttribute, line.oldValue, line.newValue]),
      [[1, "Job Title", "", "Engineer"], [1, "Entra User ID", "", "id-a"], [1, "Name", "", "Ada"], [
        0,
        undefined,
        undefined,
        "Ada"
      ]]
    )
    assert.isTrue(history.every((line) => line.actor.key.endsWith("a9")))
  }))

it.effect("moves `updated` with every write", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const { id } = yield* site.created(ada)
    yield* TestClock.adjust("5 seconds")
    yield* site.update(id, {})
    assert.deepInclude(site.simulator.assets.object(id), { created: 0, updated: 5000, writes: 2 })
  }))

it.effect("forgets a deleted object, and every reference to it", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const manager = yield* site.created({ Name: "Bob", "Entra User ID": "id-b" })
    const { id } = yield* site.created({ ...ada, Manager: manager.id })
    assert.strictEqual((yield* site.assets("DELETE", `object/${manager.id}`)).status, 200)
    assert.strictEqual((yield* site.assets("GET", `object/${manager.id}`)).status, 404)
    assert.strictEqual((yield* site.update(manager.id, {})).status, 404)
    assert.deepStrictEqual(site.simulator.assets.object(id)?.values, ada)
    const next = yield* site.created({ Name: "Bob", "Entra User ID": "id-b" })
    assert.strictEqual(next.id, "3")
  }))

it.effect("refuses to create above the allowance when told so", () =>
  Effect.gen(function*() {
    const site = yield* employees({ switches: { objectAllowance: 1, refuseAboveAllowance: true } })
    yield* site.created(ada)
    const refusal = yield* Effect.flatMap(site.create({ Name: "Bob", "Entra User ID": "id-b" }), body(Refusal, 400))
    assert.lengthOf(refusal.errorMessages, 1)
    assert.lengthOf(site.simulator.assets.objects(), 1)
  }))

it.effect("refuses bodies that are not what the operation takes", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const { id } = yield* site.created(ada)
    const bodies = [
      yield* site.assets("POST", "object/create", { attributes: [] }),
      yield* site.assets("POST", "object/create", { objectTypeId: "99", attributes: [] }),
      yield* site.assets("PUT", `object/${id}`, {}),
      yield* site.assets("PUT", `object/${id}`, { objectTypeId: "99", attributes: [] }),
      yield* site.assets("PUT", `object/${id}`, {
        attributes: [{ objectTypeAttributeId: "99", objectAttributeValues: [] }]
      }),
      yield* site.assets("POST", "object/aql", {}),
      yield* site.assets("POST", "object/aql?startAt=-1", { qlQuery: "" })
    ]
    assert.deepStrictEqual(bodies.map((response) => response.status), bodies.map(() => 400))
  }))
