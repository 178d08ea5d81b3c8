import { assert, it } from "@effect/vitest"
import * as RememberedDirectory from "@entra-assets/core/assets/RememberedDirectory"
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Site from "../fixtures/SimulatedSite.ts"

const typeName = "Employee"

it.effect("follows an attribute that was renamed since the last run, because it knows its id", () =>
  Effect.gen(function*() {
    const site = yield* Site.make()
    const ensure = Effect.provide(RememberedDirectory.ensure, Site.layer(site))

    const first = yield* ensure
    yield* site.assets.renameAttribute(typeName, "Entra User ID", "Azure ID")
    const second = yield* ensure

    assert.strictEqual(second.attributes.entraUserId.id, first.attributes.entraUserId.id)
    assert.strictEqual(second.attributes.entraUserId.name, "Azure ID")
    assert.notInclude(site.assets.attributeNames(typeName), "Entra User ID")
  }).pipe(Effect.provide(KeyValueStore.layerMemory)))

it.effect("names an attribute that was removed since the last run, and makes no second one", () =>
  Effect.gen(function*() {
    const site = yield* Site.make()
    const ensure = Effect.provide(RememberedDirectory.ensure, Site.layer(site))

    yield* ensure
    yield* site.assets.removeAttribute(typeName, "Department")
    const error = yield* Effect.flip(ensure)

    assert.strictEqual(error.reason, "Misconfigured")
    assert.include(error.message, "Department")
  }).pipe(Effect.provide(KeyValueStore.layerMemory)))

it.effect("finds the ids anew when what was remembered is of another version", () =>
  Effect.gen(function*() {
    const site = yield* Site.make()
    const ensure = Effect.provide(RememberedDirectory.ensure, Site.layer(site))
    const store = yield* KeyValueStore.KeyValueStore

    const first = yield* ensure
    yield* store.set("directory-ids", "{\"version\":0}")
    assert.deepStrictEqual(yield* ensure, first)
  }).pipe(Effect.provide(KeyValueStore.layerMemory)))
