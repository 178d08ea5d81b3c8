/** The schema that the set-up finds: made, adopted, mended, or left to its owner. */
import { assert, it } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import { asAda, assertConnected, assertNotConnected, attributes, outcomes } from "../fixtures/SetupReports.ts"
import { ada, make } from "../fixtures/SetupSite.ts"

it.effect("a schema of somebody else with our key is named and left alone", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.atlassian.assets.addSchema({ name: "Entrances", objectSchemaKey: "ENTRA", objectTypes: [] })
    const { found, result } = yield* site.connect(ada, { adopt: true })
    assert.deepInclude(found, { _tag: "Foreign", key: "ENTRA", name: "Entrances" })
    assert.strictEqual(result._tag, "Refused")
    assert.include(JSON.stringify(result), "Rename the key")
    assert.strictEqual(site.atlassian.assets.schemas()[0]?.name, "Entrances")
    assertNotConnected(site)
  }))

it.effect("a schema with our key that no caller can see is guessed, not made again", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.atlassian.assets.addSchema({ name: "Secret", objectSchemaKey: "ENTRA", objectTypes: [] })
    const hide = { match: { path: /objectschema\/list$/ }, times: "always" } as const
    site.atlassian.faults.add({
      ...hide,
      behave: Faults.answer(() => Respond.json(200, { values: [], isLast: true }))
    })
    const { result } = yield* site.connect()
    assert.deepInclude(result, { _tag: "Refused" })
    assert.include(JSON.stringify(result), "cannot see")
  }))

it.effect("who does not see our schema leaves it to those who do", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    yield* site.reinstall
    yield* site.atlassian.assets.createObject("Employee", { Name: "Ada", "Entra User ID": "1" })
    site.atlassian.faults.add({
      match: (request) => site.byApp(request) && request.url.includes("objectschema/list"),
      times: "always",
      behave: Faults.answer(() => Respond.json(200, { values: [], isLast: true }))
    })
    assert.deepInclude((yield* site.assets()).state, { _tag: "Adoptable", records: 1 })
    const report = yield* site.connect(ada, { adopt: true })
    assert.deepStrictEqual((yield* assertConnected(site, report))?.caller, asAda)
  }))

it.effect("our schema of an earlier installation is adopted on request: records, ids and bindings stay", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    const ids = yield* site.remembered
    const { assets } = site.atlassian
    yield* assets.createObject("Employee", { Name: "Ada", "Entra User ID": "1", "Atlassian Account ID": "a" })
    yield* assets.createObject("Employee", { Name: "Bob", "Entra User ID": "2" })
    yield* assets.createObject("Employee", { Name: "By hand" })
    const records = assets.objects()
    yield* assets.removeAttribute("Employee", "Department")
    yield* site.reinstall

    const held = { records: 3, bound: 2, missing: ["Department"] }
    assert.deepStrictEqual((yield* site.assets()).state, { _tag: "Adoptable", ...held })
    site.atlassian.meter.reset()
    assert.deepStrictEqual((yield* site.connect()).result, { _tag: "NeedsAdoption", ...held })
    assert.isNull(yield* site.remembered)
    assert.strictEqual(site.atlassian.meter.count("assets.attributeCreate"), 0)

    const report = yield* site.connect(ada, { adopt: true })
    yield* assertConnected(site, report)
    assert.deepStrictEqual(outcomes(report), ["writes", "reads", "reads"])
    assert.deepStrictEqual(assets.objects(), records)
    const adopted = yield* site.remembered
    assert.deepStrictEqual(adopted?.attributes.entraUserId, ids?.attributes.entraUserId)
    assert.deepStrictEqual(adopted?.objectTypeId, ids?.objectTypeId)
    assert.strictEqual(site.atlassian.meter.count("assets.attributeCreate"), 1)
    assert.strictEqual(site.atlassian.meter.count("assets.attributeUpdate"), 0)
  }))

it.effect("where nothing is to be made, who may change the schema goes first, and nothing is written", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    site.atlassian.switches.assetsRoles = new Map([[site.atlassian.appAccountId, "user"]])
    site.atlassian.meter.reset()
    const report = yield* site.connect()
    assert.deepStrictEqual((yield* assertConnected(site, report))?.caller, asAda)
    assert.deepStrictEqual(outcomes(report), ["reads", "reads", "reads"])
    const writes = [
      "assets.schemaCreate",
      "assets.objectTypeCreate",
      "assets.attributeCreate",
      "assets.attributeUpdate"
    ]
    assert.deepStrictEqual(writes.map(site.atlassian.meter.count), [0, 0, 0, 0])

    // And who was found so stays, although the app may write again.
    site.atlassian.switches.assetsRoles = new Map()
    assert.deepStrictEqual((yield* assertConnected(site, yield* site.connect()))?.caller, asAda)
  }))

it.effect("what was removed is named, and made again on request; renamed attributes are followed", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    const { assets } = site.atlassian
    yield* assets.renameAttribute("Employee", "Entra User ID", "Object Id")
    yield* assets.removeAttribute("Employee", "Department")
    const damages = [{ attribute: "Department", damage: "removed" }] as const
    assert.deepInclude((yield* site.assets()).state, { _tag: "Damaged", damages, canBeMended: true })
    assert.strictEqual((yield* site.connect()).result._tag, "Refused")
    yield* assertConnected(site, yield* site.connect(ada, { adopt: true }))
    assert.include(assets.attributeNames("Employee"), "Object Id")
    assert.strictEqual((yield* site.assets()).state._tag, "Ours")
  }))

it.effect("an Entra User ID that is no longer unique is so again without a question", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    const ids = (yield* site.remembered) ?? assert.fail()
    const path = `objecttypeattribute/${ids.objectTypeId}/${ids.attributes.entraUserId.id}`
    const changed = yield* site.byHand("PUT", path, { uniqueAttribute: false })
    assert.strictEqual(changed.status, 200)
    const damages = [{ attribute: "Entra User ID", damage: "notUnique" }] as const
    assert.deepInclude((yield* site.assets()).state, { _tag: "Damaged", damages, canBeMended: true })
    yield* assertConnected(site, yield* site.connect())
    assert.strictEqual((yield* site.assets()).state._tag, "Ours")
  }))

it.effect("ids that a copied store remembers of another site are not asked for here", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    const ids = (yield* site.remembered) ?? assert.fail()
    yield* site.reinstall
    yield* site.remember({ ...ids, workspaceId: "elsewhere", schemaId: "98", objectTypeId: "99" })
    yield* assertConnected(site, yield* site.connect())
    assert.deepStrictEqual(yield* site.remembered, ids)
  }))

it.effect("what ties records to people is never made again", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    yield* site.atlassian.assets.removeAttribute("Employee", "Atlassian Account ID")
    yield* site.atlassian.assets.retypeAttribute("Employee", "Active", { type: 0, defaultTypeId: 0 })
    const { found, result } = yield* site.connect(ada, { adopt: true })
    assert.deepInclude(found, {
      _tag: "Damaged",
      canBeMended: false,
      damages: [
        { attribute: "Atlassian Account ID", damage: "bindingRemoved" },
        { attribute: "Active", damage: "retyped" }
      ]
    })
    assert.strictEqual(result._tag, "Refused")
    assert.strictEqual(site.atlassian.assets.attributeNames("Employee").length, attributes - 1)
  }))
