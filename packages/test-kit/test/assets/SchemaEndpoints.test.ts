import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { body, caller, employees, Refusal, site } from "../fixtures/AtlassianCaller.ts"

const Named = Schema.Struct({ id: Schema.String, name: Schema.String })
const Attribute = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  type: Schema.Int,
  label: Schema.Boolean,
  system: Schema.Boolean,
  uniqueAttribute: Schema.Boolean,
  minimumCardinality: Schema.Int,
  maximumCardinality: Schema.Int
})
const SchemaPage = Schema.Struct({
  total: Schema.Int,
  isLast: Schema.Boolean,
  values: Schema.Array(Schema.Struct({
    name: Schema.String,
    objectSchemaKey: Schema.String,
    objectCount: Schema.Int,
    objectTypeCount: Schema.Int
  }))
})
const directory = { name: "Entra Directory", objectSchemaKey: "ENTRA" }

it.effect("gives a new object type its four attributes", () =>
  Effect.gen(function*() {
    const { assets } = caller(yield* site())
    const schema = yield* Effect.flatMap(assets("POST", "objectschema/create", directory), body(Named, 201))
    const type = yield* Effect.flatMap(
      assets("POST", "objecttype/create", { name: "Employee", iconId: "131", objectSchemaId: schema.id }),
      body(Named, 201)
    )
    const attributes = yield* Effect.flatMap(
      assets("GET", `objecttype/${type.id}/attributes`),
      body(Schema.Array(Attribute))
    )
    const required = { type: 0, minimumCardinality: 1, maximumCardinality: 1 }
    const computed = { ...required, label: false, system: true, uniqueAttribute: false }
    assert.deepStrictEqual(attributes, [
      { ...computed, id: "1", name: "Key" },
      { ...required, id: "2", name: "Name", label: true, system: false, uniqueAttribute: true },
      { ...computed, id: "3", name: "Created" },
      { ...computed, id: "4", name: "Updated" }
    ])
    const flat = yield* Effect.flatMap(
      assets("GET", `objectschema/${schema.id}/objecttypes/flat`),
      body(Schema.Array(Named))
    )
    assert.deepStrictEqual(flat, [{ id: type.id, name: "Employee" }])
  }))

it.effect("keeps names, keys, types and attributes unique", () =>
  Effect.gen(function*() {
    const { assets, objectTypeId } = yield* employees()
    const text = { type: 0, defaultTypeId: 0 }
    const refusals = [
      yield* assets("POST", "objectschema/create", { ...directory, objectSchemaKey: "OTHER" }),
      yield* assets("POST", "objectschema/create", { ...directory, name: "Other" }),
      yield* assets("POST", "objecttype/create", { name: "employee", iconId: "131", objectSchemaId: "1" }),
      yield* assets("POST", `objecttypeattribute/${objectTypeId}`, { ...text, name: "email" })
    ]
    for (const refusal of refusals) {
      const { errorMessages } = yield* body(Refusal, 400)(refusal)
      assert.match(errorMessages.join(), /has to be unique/)
    }
  }))

it.effect("refuses attributes that say too little or point nowhere", () =>
  Effect.gen(function*() {
    const { assets, objectTypeId } = yield* employees()
    const statuses = yield* Effect.forEach(
      [
        { name: "No type" },
        { type: 0, defaultTypeId: 0 },
        { name: "No default type", type: 0 },
        { name: "No target", type: 1, additionalValue: "4" },
        { name: "No reference type", type: 1, typeValue: objectTypeId },
        { name: "Unknown type", type: 99 }
      ],
      (input) => Effect.map(assets("POST", `objecttypeattribute/${objectTypeId}`, input), (response) => response.status)
    )
    assert.deepStrictEqual(statuses, [400, 400, 400, 400, 400, 400])
    assert.strictEqual((yield* assets("POST", "objecttypeattribute/99", { name: "x", type: 2 })).status, 404)
  }))

it.effect("renames and removes attributes, but not those that every type has", () =>
  Effect.gen(function*() {
    const site = yield* employees()
    const { assets, attributeId, objectTypeId } = site
    yield* site.created({ Name: "Ada", "Entra User ID": "id-a", "Job Title": "Engineer" })
    const title = attributeId("Job Title")
    const renamed = yield* Effect.flatMap(
      assets("PUT", `objecttypeattribute/${objectTypeId}/${title}`, { name: "Title" }),
      body(Named)
    )
    assert.deepStrictEqual(renamed, { id: title, name: "Title" })
    assert.deepStrictEqual(yield* site.names("Title = engineer"), ["Ada"])
    assert.strictEqual((yield* assets("DELETE", `objecttypeattribute/${title}`)).status, 200)
    assert.notProperty(site.simulator.assets.object("1")?.values, "Title")
    assert.strictEqual((yield* assets("DELETE", `objecttypeattribute/${attributeId("Name")}`)).status, 400)
    assert.strictEqual((yield* assets("DELETE", `objecttypeattribute/${attributeId("Key")}`)).status, 400)
  }))

it.effect("lists schemas page by page, with counts only when asked", () =>
  Effect.gen(function*() {
    const { assets, created } = yield* employees()
    yield* created({ Name: "Ada", "Entra User ID": "id-a" })
    yield* assets("POST", "objectschema/create", { name: "ITSM", objectSchemaKey: "itsm" })
    const list = (query: string) => Effect.flatMap(assets("GET", `objectschema/list?${query}`), body(SchemaPage))
    const first = yield* list("maxResults=1&includeCounts=true")
    assert.deepStrictEqual(first, {
      total: 2,
      isLast: false,
      values: [{ ...directory, objectCount: 1, objectTypeCount: 1 }]
    })
    const second = yield* list("startAt=1")
    assert.deepStrictEqual(second, {
      total: 2,
      isLast: true,
      values: [{ name: "ITSM", objectSchemaKey: "ITSM", objectCount: 0, objectTypeCount: 0 }]
    })
  }))

it.effect("counts objects in usage", () =>
  Effect.gen(function*() {
    const { assets, created } = yield* employees()
    yield* created({ Name: "Ada", "Entra User ID": "id-a" })
    const Usage = Schema.Struct({ totalObjectsCount: Schema.Int })
    assert.strictEqual((yield* Effect.flatMap(assets("GET", "usage"), body(Usage))).totalObjectsCount, 1)
  }))
