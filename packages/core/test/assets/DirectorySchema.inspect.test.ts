import { assert, it } from "@effect/vitest"
import type { AssetsError } from "@entra-assets/core/assets/AssetsError"
import type { AssetsSchemaClient } from "@entra-assets/core/assets/AssetsSchemaClient"
import type { DirectoryIds } from "@entra-assets/core/assets/DirectoryDefinition"
import * as DirectorySchema from "@entra-assets/core/assets/DirectorySchema"
import type { AtlassianSimulator } from "@entra-assets/test-kit/AtlassianSimulator"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import * as SimulatedSite from "../fixtures/SimulatedSite.ts"

const run = <A>(site: AtlassianSimulator, effect: Effect.Effect<A, AssetsError, AssetsSchemaClient>) =>
  Effect.provide(effect, SimulatedSite.layer(site))
const ensure = (site: AtlassianSimulator, stored?: DirectoryIds) => run(site, DirectorySchema.ensure(stored))
const mend = (site: AtlassianSimulator, stored: DirectoryIds) =>
  run(site, DirectorySchema.ensure(stored, { mend: true }))
const inspect = (site: AtlassianSimulator, stored?: DirectoryIds) => run(site, DirectorySchema.inspect(stored))

const looked = (site: AtlassianSimulator, { schemaId }: DirectoryIds) => ({
  workspaceId: site.workspaceId,
  schemaId,
  canManage: true
})

it.effect("nothing is there", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    assert.deepStrictEqual(yield* inspect(site), { _tag: "Nothing", workspaceId: site.workspaceId })
  }))

it.effect("a schema with our key and another name is somebody else's", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    yield* site.assets.addSchema({ name: "Entrances", objectSchemaKey: "ENTRA", objectTypes: [] })
    const { workspaceId } = site
    assert.deepStrictEqual(yield* inspect(site), { _tag: "Foreign", workspaceId, key: "ENTRA", name: "Entrances" })
  }))

it.effect("a schema without our type is a beginning", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    site.faults.add({ match: { path: /objecttype\/create$/ }, behave: Faults.disconnect })
    assert.isTrue(yield* Effect.isFailure(ensure(site)))
    assert.strictEqual((yield* inspect(site))._tag, "Unfinished")
  }))

it.effect("ours is what the remembered ids are of, and without them it is one to adopt; looking changes nothing", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    site.meter.reset()
    const records = { objectTypeId: ids.objectTypeId, entraUserId: ids.attributes.entraUserId }
    assert.deepStrictEqual(yield* inspect(site, ids), { _tag: "Ours", ...looked(site, ids), ...records })
    assert.deepStrictEqual(yield* inspect(site), { _tag: "Adoptable", ...looked(site, ids), ...records, missing: [] })
    assert.deepStrictEqual(site.meter.snapshot().requests, {
      "jira.workspaces": 2,
      "assets.schemaList": 2,
      "assets.schemaObjectTypes": 2,
      "assets.objectTypeAttributes": 2
    })
  }))

it.effect("ids of another site's workspace say nothing of this one", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    assert.strictEqual((yield* inspect(site, { ...ids, workspaceId: "elsewhere" }))._tag, "Adoptable")
  }))

it.effect("a renamed attribute is still ours, by its id", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    yield* site.assets.renameAttribute("Employee", "Entra User ID", "Object Id")
    const found = yield* inspect(site, ids)
    assert.deepInclude(found, { _tag: "Ours", entraUserId: { ...ids.attributes.entraUserId, name: "Object Id" } })
    // Nothing else says what the attribute is.
    assert.deepInclude(yield* inspect(site), {
      _tag: "Damaged",
      isKnown: false,
      damages: [{ attribute: "Entra User ID", damage: "bindingRemoved" }]
    })
  }))

it.effect("names everything that was removed or retyped", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    yield* site.assets.removeAttribute("Employee", "Department")
    assert.deepInclude(yield* inspect(site), { _tag: "Adoptable", missing: ["Department"] })
    yield* site.assets.removeAttribute("Employee", "Atlassian Account ID")
    yield* site.assets.retypeAttribute("Employee", "Active", { type: 0, defaultTypeId: 0 })
    const [department, account, active] = [
      { attribute: "Department", damage: "removed" },
      { attribute: "Atlassian Account ID", damage: "bindingRemoved" },
      { attribute: "Active", damage: "retyped" }
    ] as const
    assert.deepInclude(yield* inspect(site, ids), {
      _tag: "Damaged",
      isKnown: true,
      damages: [department, account, active]
    })
    assert.deepInclude(yield* inspect(site), { _tag: "Damaged", isKnown: false, damages: [account, active] })
  }))

it.effect("mending makes what was removed, and keeps what was renamed", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    yield* site.assets.renameAttribute("Employee", "Entra User ID", "Object Id")
    yield* site.assets.removeAttribute("Employee", "Department")
    const mended = yield* mend(site, ids)
    assert.deepStrictEqual(mended.attributes.entraUserId, { ...ids.attributes.entraUserId, name: "Object Id" })
    assert.strictEqual((yield* inspect(site, mended))._tag, "Ours")
    assert.strictEqual(site.assets.attributeNames("Employee").length, 15)
  }))

it.effect("mending never takes one attribute for two, nor makes a binding again", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    const ids = yield* ensure(site)
    yield* site.assets.removeAttribute("Employee", "Department")
    yield* site.assets.renameAttribute("Employee", "Job Title", "Department")
    assert.strictEqual((yield* Effect.flip(mend(site, ids))).reason._tag, "Rejected")
    yield* site.assets.renameAttribute("Employee", "Department", "Job Title")
    yield* site.assets.removeAttribute("Employee", "Atlassian Account ID")
    assert.strictEqual((yield* Effect.flip(mend(site, ids))).reason._tag, "BindingRemoved")
  }))

it.effect("says whether the caller may change the schema", () =>
  Effect.gen(function*() {
    const site = yield* SimulatedSite.make()
    yield* ensure(site)
    site.switches.assetsRoles = new Map([[site.adminAccountId, "developer"]])
    assert.deepInclude(yield* inspect(site), { _tag: "Adoptable", canManage: false })
  }))
