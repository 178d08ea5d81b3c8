import { assert, it } from "@effect/vitest"
import type { AssetsError } from "@entra-assets/core/assets/AssetsError"
import type { AssetsSchemaClient } from "@entra-assets/core/assets/AssetsSchemaClient"
import { DirectoryIds } from "@entra-assets/core/assets/DirectoryDefinition"
import * as DirectorySchema from "@entra-assets/core/assets/DirectorySchema"
import { attributeNames } from "@entra-assets/core/model/Employee"
import type { AtlassianSimulator } from "@entra-assets/test-kit/AtlassianSimulator"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SimulatedSite from "../fixtures/SimulatedSite.ts"

const run = <A>(
  site: AtlassianSimulator,
  effect: Effect.Effect<A, AssetsError, AssetsSchemaClient>,
  caller: SimulatedSite.CallerKind = "user"
) => Effect.provide(effect, SimulatedSite.layer(site, caller))

const ensure = (site: AtlassianSimulator, stored?: DirectoryIds) => run(site, DirectorySchema.ensure(stored))
const verify = (site: AtlassianSimulator, ids: DirectoryIds) => run(site, DirectorySchema.verify(ids))

const creates = (site: AtlassianSimulator) =>
  ["assets.schemaCreate", "assets.objectTypeCreate", "assets.attributeCreate"].map(site.meter.count)

/** What somebody else may have on the site. */
const foreign = (name: string, objectSchemaKey: string) => ({ name, objectSchemaKey, objectTypes: [] })

const text = { type: 0, defaultTypeId: 0 }

it.effect("makes the schema, the type and its attributes", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    assert.deepStrictEqual(site.assets.schemas(), [{
      id: ids.schemaId,
      name: "Entra Directory",
      objectSchemaKey: "ENTRA"
    }])
    assert.deepStrictEqual(site.assets.attributeNames("Employee"), [
      "Key",
      "Name",
      "Created",
      "Updated",
      ...Object.values(attributeNames)
    ])
    assert.strictEqual(ids.workspaceId, site.workspaceId)
    assert.strictEqual(ids.name.name, "Name")
    assert.deepStrictEqual(yield* verify(site, ids), ids)
  }))

it.effect("two people may have one name, but not one Entra User ID", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make({ nameIsUnique: true })
    yield* ensure(site)
    yield* site.assets.createObject("Employee", { Name: "Ada", "Entra User ID": "1" })
    yield* site.assets.createObject("Employee", { Name: "Ada", "Entra User ID": "2" })
    const refused = yield* Effect.flip(site.assets.createObject("Employee", { Name: "Ada", "Entra User ID": "2" }))
    assert.strictEqual(refused.status, 400)
  }))

it.effect("finds what is there, with or without the ids of an earlier time", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    site.meter.reset()
    assert.deepStrictEqual(yield* ensure(site), ids)
    assert.deepStrictEqual(yield* ensure(site, ids), ids)
    assert.deepStrictEqual(creates(site), [0, 0, 0])
    assert.strictEqual(site.meter.count("assets.attributeUpdate"), 0)
  }))

it.effect("the ids survive storage", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    const json = Schema.fromJsonString(DirectoryIds)
    const stored = yield* Schema.encodeEffect(json)(ids)
    assert.deepStrictEqual(yield* Schema.decodeEffect(json)(stored), ids)
  }))

/** A first run sends this many requests; it may be killed before and after each of them. */
const requests = 20

it.effect.each(
  Array.from(
    { length: requests },
    (_, after) => [Faults.disconnect, Faults.disconnectAfterEffect].map((behave) => ({ after, behave }))
  ).flat()
)("goes on where an attempt was killed at request $after", ({ after, behave }) =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    site.faults.add({ after, times: "always", behave })
    assert.isTrue(yield* Effect.isFailure(ensure(site)))
    site.faults.clear()
    const ids = yield* ensure(site)
    assert.strictEqual(site.assets.schemas().length, 1)
    assert.strictEqual(site.assets.attributeNames("Employee").length, 15)
    assert.deepStrictEqual(yield* verify(site, ids), ids)
    // Nothing was made twice.
    assert.isAtMost(site.meter.count("assets.attributeCreate"), behave === Faults.disconnect ? 12 : 11)
  }))

it.effect("a first run sends as many requests as the test above kills", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    yield* ensure(site)
    const sent = Object.values(site.meter.snapshot().requests)
    assert.strictEqual(sent.reduce((a, b) => a + b, 0), requests)
  }))

it.effect("two attempts at once end with one schema", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const [one, other] = yield* Effect.all([ensure(site), ensure(site)], { concurrency: 2 })
    assert.deepStrictEqual(one, other)
    assert.deepStrictEqual(site.assets.schemas().length, 1)
    assert.strictEqual(site.assets.attributeNames("Employee").length, 15)
  }))

it.effect("a schema of somebody else with our key is named and left alone", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    yield* site.assets.addSchema(foreign("Entrances", "ENTRA"))
    const error = yield* Effect.flip(ensure(site))
    assert.deepStrictEqual(error.reason, { _tag: "SchemaKeyTaken", key: "ENTRA", name: "Entrances" })
    assert.include(error.nextStep, "Entrances")
    assert.deepStrictEqual(creates(site), [0, 0, 0])
  }))

it.effect("a schema with our name under another key is not ours", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    yield* site.assets.addSchema(foreign("Entra Directory", "ED"))
    const error = yield* Effect.flip(ensure(site))
    assert.deepStrictEqual(error.reason, { _tag: "SchemaNameTaken", key: "ED", name: "Entra Directory" })
  }))

it.effect("our schema is among many", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    for (let index = 0; index < 120; index++) yield* site.assets.addSchema(foreign(`Schema ${index}`, `S${index}`))
    const ids = yield* ensure(site)
    assert.deepStrictEqual(yield* ensure(site), ids)
    assert.strictEqual(site.assets.schemas().length, 121)
  }))

it.effect("a renamed attribute is followed by its id, and its present name is told", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    yield* site.assets.renameAttribute("Employee", "Entra User ID", "Object Id")
    for (const found of [yield* ensure(site, ids), yield* verify(site, ids)]) {
      assert.deepStrictEqual(found.attributes.entraUserId, { id: ids.attributes.entraUserId.id, name: "Object Id" })
    }
    assert.strictEqual(site.assets.attributeNames("Employee").length, 15)
  }))

it.effect("a removed attribute is named, and made again only without the remembered ids", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    yield* site.assets.removeAttribute("Employee", "Department")
    for (const attempt of [ensure(site, ids), verify(site, ids)]) {
      const error = yield* Effect.flip(attempt)
      assert.deepStrictEqual(error.reason, { _tag: "AttributeRemoved", name: "Department" })
    }
    assert.include(site.assets.attributeNames("Employee"), "Name")
    assert.notInclude(site.assets.attributeNames("Employee"), "Department")
    yield* ensure(site)
    assert.include(site.assets.attributeNames("Employee"), "Department")
  }))

for (const name of ["Entra User ID", "Atlassian Account ID"]) {
  it.effect(`without ${name} records are nobody's, so it is never made a second time`, () =>
    Effect.gen(function*() {
      const site = yield* SimulatedSite.make()
      const ids = yield* ensure(site)
      const gone = { _tag: "BindingRemoved", name } as const
      yield* site.assets.renameAttribute("Employee", name, "Renamed")
      assert.deepStrictEqual((yield* Effect.flip(ensure(site))).reason, gone)
      assert.include(Object.values((yield* ensure(site, ids)).attributes).map((attribute) => attribute.name), "Renamed")

      yield* site.assets.removeAttribute("Employee", "Renamed")
      for (const attempt of [ensure(site), ensure(site, ids), verify(site, ids)]) {
        assert.deepStrictEqual((yield* Effect.flip(attempt)).reason, gone)
      }
      assert.notInclude(site.assets.attributeNames("Employee"), name)
    }))
}

it.effect.each(
  [
    ["Active", text],
    ["Email", text],
    ["Jira User", text],
    ["Manager", text],
    ["Job Title", { type: 2 }]
  ] as const
)("a retyped attribute is named: %s", ([name, kind]) =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    yield* site.assets.retypeAttribute("Employee", name, kind)
    for (const attempt of [ensure(site, ids), ensure(site), verify(site, ids)]) {
      const error = yield* Effect.flip(attempt)
      assert.deepStrictEqual(error.reason, { _tag: "AttributeRetyped", name })
    }
  }))

it.effect("a manager that refers to another type is another type of attribute", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    yield* site.assets.addSchema({ ...foreign("ITSM", "ITSM"), objectTypes: [{ name: "Office" }] })
    const officeId = String(Number(ids.objectTypeId) + 1)
    yield* site.assets.retypeAttribute("Employee", "Manager", { type: 1, typeValue: officeId, additionalValue: "4" })
    const error = yield* Effect.flip(verify(site, ids))
    assert.deepStrictEqual(error.reason, { _tag: "AttributeRetyped", name: "Manager" })
  }))

it.effect("an attribute of another type under one of our names is not taken over", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    yield* site.assets.addSchema({
      ...foreign("Entra Directory", "ENTRA"),
      objectTypes: [{ name: "Employee", attributes: [{ name: "Active", ...text }] }]
    })
    const error = yield* Effect.flip(ensure(site))
    assert.deepStrictEqual(error.reason, { _tag: "AttributeRetyped", name: "Active" })
    assert.deepStrictEqual(site.assets.attributeNames("Employee"), ["Key", "Name", "Created", "Updated", "Active"])
  }))

it.effect("an Entra User ID that is no longer unique stops a run; setting up repairs it", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    yield* site.assets.addSchema({
      ...foreign("Entra Directory", "ENTRA"),
      objectTypes: [{ name: "Employee", attributes: [{ name: "Entra User ID", ...text, uniqueAttribute: false }] }]
    })
    site.faults.add({ match: { method: "PUT" }, behave: Faults.disconnect })
    assert.isTrue(yield* Effect.isFailure(ensure(site)))
    // As for an attribute whose values are not unique.
    site.faults.add({
      match: { method: "PUT" },
      after: 1,
      behave: Faults.answer(() => Respond.json(400, { errors: {} }))
    })
    const refused = yield* Effect.flip(ensure(site))
    assert.deepStrictEqual(refused.reason, { _tag: "ValuesNotUnique", name: "Entra User ID" })
    const ids = yield* ensure(site)
    assert.deepStrictEqual(yield* verify(site, ids), ids)
    yield* site.assets.createObject("Employee", { Name: "Ada", "Entra User ID": "1" })
    assert.isTrue(yield* Effect.isFailure(site.assets.createObject("Employee", { Name: "Bob", "Entra User ID": "1" })))
  }))

it.effect("a schema that is gone is missed by a run, and made again by setting up", () =>
  Effect.gen(function*() {
    const old = { ...(yield* ensure(yield* SimulatedSite.make())), schemaId: "98", objectTypeId: "99" }
    const site = yield* SimulatedSite.make()
    const error = yield* Effect.flip(verify(site, old))
    assert.strictEqual(error.reason._tag, "NotFound")
    const ids = yield* ensure(site, old)
    assert.deepStrictEqual(yield* verify(site, ids), ids)
  }))

it.effect.each(["empty", "forbidden", "notFound"] as const)(
  "a site without Assets is told: %s",
  (workspaces) =>
    Effect.gen(function*() {
      const site = yield* SimulatedSite.make({ workspaces })
      const error = yield* Effect.flip(ensure(site))
      assert.strictEqual(error.reason._tag, "NoWorkspace")
      assert.include(error.nextStep, "Premium")
    })
)

it.effect("the person with an API token can set up too; the app itself may be refused", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make({ assetsRefusesApp: true })
    const error = yield* Effect.flip(run(site, DirectorySchema.ensure(), "app"))
    assert.strictEqual(error.reason._tag, "Unauthorized")
    assert.include(error.nextStep, "let it ask as an admin")
    const ids = yield* run(site, DirectorySchema.ensure(), "apiToken")
    assert.deepStrictEqual(yield* verify(site, ids), ids)
  }))

it.effect.each([
  "read:servicedesk-request",
  "read:cmdb-schema:jira",
  "write:cmdb-schema:jira",
  "read:cmdb-type:jira",
  "write:cmdb-type:jira",
  "read:cmdb-attribute:jira",
  "write:cmdb-attribute:jira",
  "read:cmdb-icon:jira",
  "read:cmdb-config:jira"
])("a missing scope is named: %s", (scope) =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make({ missingScopes: [scope] })
    const error = yield* Effect.flip(ensure(site))
    assert.deepStrictEqual(error.reason, { _tag: "MissingScope", scope })
  }))

it.effect("an older answer that wraps the types, and icons without our names, are taken too", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    site.faults.add({
      match: { path: /objecttypes\/flat$/ },
      times: "always",
      behave: (_, proceed) =>
        Effect.flatMap(
          proceed,
          (response) => Effect.promise(async () => Respond.json(200, { entries: await response.json() }))
        )
    })
    site.faults.add({
      match: { path: /icon\/global$/ },
      behave: Faults.answer(() => Respond.json(200, [{ id: "13", name: "Building" }]))
    })
    const ids = yield* ensure(site)
    assert.deepStrictEqual(yield* ensure(site), ids)
  }))
