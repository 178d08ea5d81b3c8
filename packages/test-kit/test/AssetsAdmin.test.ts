import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { body, employees, ObjectPage } from "./fixtures/AtlassianCaller.ts"

it.effect("creates, edits and deletes objects by attribute name, as the administrator", () =>
  Effect.gen(function*() {
    const { names, simulator } = yield* employees()
    const { assets } = simulator
    const ada = yield* assets.createObject("Employee", { Name: "Ada", "Entra User ID": "id-a", "Job Title": "Chief" })
    assert.isTrue(ada.updatedBy.endsWith("ad"))
    const edited = yield* assets.editObject(ada.id, { Name: "Ada L", "Job Title": [] })
    assert.deepStrictEqual(edited.values, { Name: "Ada L", "Entra User ID": "id-a" })
    assert.deepStrictEqual(yield* names("objectType = Employee"), ["Ada L"])
    yield* assets.deleteObject(ada.id)
    assert.deepStrictEqual(assets.objects("Employee"), [])
  }))

it.effect("is bound by the rules for values", () =>
  Effect.gen(function*() {
    const { simulator } = yield* employees()
    const refusal = yield* Effect.flip(simulator.assets.createObject("Employee", { Name: "Ada" }))
    assert.match(refusal.message, /is required/)
    const unknown = yield* Effect.flip(simulator.assets.createObject("Employee", { Salary: "1" }))
    assert.strictEqual(unknown.status, 404)
  }))

it.effect("adds somebody else's schema beside ours", () =>
  Effect.gen(function*() {
    const { names, simulator } = yield* employees()
    const { assets } = simulator
    yield* assets.addSchema({
      name: "ITSM",
      objectSchemaKey: "ITSM",
      objectTypes: [{
        name: "Office",
        attributes: [{ name: "City", type: 0, defaultTypeId: 0 }],
        objects: [{ Name: "SYD-1", City: "Sydney" }]
      }]
    })
    assert.deepStrictEqual(assets.schemas().map((schema) => schema.objectSchemaKey), ["ENTRA", "ITSM"])
    assert.deepStrictEqual(yield* names("objectType = Office AND City = sydney"), ["SYD-1"])
    assert.strictEqual(assets.objects("Office")[0]?.objectKey, "ITSM-1")
  }))

it.effect("renames, removes and retypes attributes under a running sync", () =>
  Effect.gen(function*() {
    const { attributeId, simulator } = yield* employees()
    const { assets } = simulator
    const { id } = yield* assets.createObject("Employee", {
      Name: "Ada",
      "Entra User ID": "id-a",
      "Job Title": "Chief",
      Active: "true",
      Email: "ada@contoso.com"
    })
    yield* assets.renameAttribute("Employee", "Job Title", "Title")
    yield* assets.removeAttribute("Employee", "Email")
    yield* assets.retypeAttribute("Employee", "Active", { type: 0, defaultTypeId: 0 })
    assert.deepStrictEqual(assets.object(id)?.values, {
      Name: "Ada",
      "Entra User ID": "id-a",
      Title: "Chief",
      Active: "true"
    })
    yield* assets.retypeAttribute("Employee", "Active", { type: 2 })
    assert.notProperty(assets.object(id)?.values, "Active")
    yield* assets.editObject(id, { Active: "712020:account-1" })
    assert.strictEqual(assets.object(id)?.values["Active"], "712020:account-1")
    assert.include(assets.attributeNames("Employee"), "Title")
    assert.isNotEmpty(attributeId("Active"))
  }))

it.effect("keeps answers lean on request, for large simulations", () =>
  Effect.gen(function*() {
    const { assets, created, simulator } = yield* employees()
    yield* created({ Name: "Ada", "Entra User ID": "id-a" })
    const length = Effect.flatMap(
      assets("POST", "object/aql", { qlQuery: "" }),
      (response) => Effect.promise(() => response.text())
    )
    const whole = yield* length
    simulator.switches.leanObjects = true
    const lean = yield* length
    assert.include(whole, "mediaJwtToken")
    assert.notInclude(lean, "mediaJwtToken")
    assert.lengthOf((yield* body(ObjectPage)(new Response(lean))).values, 1)
  }))

it.effect("tells an observer of every change that took effect, and who made it", () =>
  Effect.gen(function*() {
    const { simulator } = yield* employees()
    const { assets } = simulator
    const seen: Array<readonly [unknown, unknown, string]> = []
    const end = assets.observe(({ accountId, after, before }) => {
      seen.push([before?.["Job Title"], after?.["Job Title"], accountId])
    })
    const ada = yield* assets.createObject("Employee", { Name: "Ada", "Entra User ID": "id-a", "Job Title": "Chief" })
    yield* assets.editObject(ada.id, { "Job Title": "Lead" })
    yield* Effect.flip(assets.editObject(ada.id, { Name: [] }))
    yield* assets.deleteObject(ada.id)
    end()
    yield* assets.createObject("Employee", { Name: "Bob", "Entra User ID": "id-b" })
    const admin = simulator.adminAccountId
    assert.deepStrictEqual(seen, [[undefined, "Chief", admin], ["Chief", "Lead", admin], ["Lead", undefined, admin]])
  }))
