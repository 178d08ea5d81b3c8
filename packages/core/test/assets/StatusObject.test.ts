import { assert, describe, it } from "@effect/vitest"
import * as AssetsEmployeeReader from "@entra-assets/core/assets/AssetsEmployeeReader"
import * as DirectorySchema from "@entra-assets/core/assets/DirectorySchema"
import * as StatusObject from "@entra-assets/core/assets/StatusObject"
import type { SyncStatus } from "@entra-assets/core/model/SyncStatus"
import { EmployeeReader } from "@entra-assets/core/ports/EmployeeReader"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Stream from "effect/Stream"
import * as Struct from "effect/Struct"
import * as TestClock from "effect/testing/TestClock"
import * as SimulatedSite from "../fixtures/SimulatedSite.ts"

const succeeded: SyncStatus = {
  lastSuccess: Date.UTC(2026, 10, 2, 10, 5, 33),
  outcome: "Succeeded",
  reason: null,
  secretExpiresOn: "2027-03-31"
}
const reason = "Entra ID refuses the client secret. Save a new one."
const failed: SyncStatus = { ...succeeded, outcome: "Failed", reason }

const type = "Sync status"

/** A site with our schema, and a store that outlives every call. */
const make = Effect.fnUntraced(function*(switches: Parameters<typeof SimulatedSite.make>[0] = {}) {
  const site = yield* SimulatedSite.make(switches)
  const values = yield* Effect.provide(KeyValueStore.KeyValueStore, KeyValueStore.layerMemory)
  const clients = Layer.merge(SimulatedSite.layer(site), Layer.succeed(KeyValueStore.KeyValueStore, values))
  const directory = yield* Effect.provide(DirectorySchema.ensure(), clients)
  site.meter.reset()
  const created = Effect.map(site.assets.createObject(type, { Name: "By hand" }), ({ id }) => id)
  return {
    site,
    values,
    directory,
    clients,
    byHand: created,
    show: (status: SyncStatus, objectAllowance = 50_000) =>
      Effect.provide(StatusObject.show({ directory, objectAllowance }, status), clients),
    isShown: (status: SyncStatus) => Effect.provide(StatusObject.isShown(status), clients),
    says: () => site.assets.objects(type).map(({ values }) => Struct.omit(values, ["Key", "Created", "Updated"])),
    /** Requests since the last time. */
    requests: () => {
      const counts = [
        "assets.aql",
        "assets.objectCreate",
        "assets.objectUpdate",
        "assets.objectTypeCreate",
        "assets.attributeCreate"
      ].map((name) => site.meter.count(name))
      site.meter.reset()
      return counts
    }
  }
})

describe("the status object", () => {
  it.effect("is made when there is something to say, with its type", () =>
    Effect.gen(function*() {
      const { isShown, requests, says, show, site } = yield* make()
      assert.isFalse(yield* isShown(succeeded))
      yield* show(succeeded)
      assert.deepStrictEqual(says(), [{
        Name: "Sync status",
        "Last success": "2026-11-02T10:05:00.000Z",
        Outcome: "Succeeded",
        "Secret expires on": "2027-03-31"
      }])
      assert.deepStrictEqual(site.assets.attributeNames(type), [
        "Key",
        "Name",
        "Created",
        "Updated",
        "Last success",
        "Outcome",
        "Reason",
        "Secret expires on"
      ])
      assert.deepStrictEqual(requests(), [1, 1, 0, 1, 4])
      assert.isTrue(yield* isShown(succeeded))
      assert.isFalse(yield* isShown({ ...succeeded, secretExpiresOn: null }))
    }))

  it.effect("is written when it changes, and not otherwise", () =>
    Effect.gen(function*() {
      const { requests, says, show, site } = yield* make()
      yield* show(succeeded)
      requests()
      yield* show({ ...succeeded, lastSuccess: (succeeded.lastSuccess ?? 0) + 10_000 })
      assert.deepStrictEqual(requests(), [1, 0, 0, 0, 0], "the same minute")
      yield* show(failed)
      assert.deepStrictEqual(requests(), [1, 0, 1, 0, 0])
      yield* show(failed)
      assert.deepStrictEqual(requests(), [1, 0, 0, 0, 0])
      assert.deepInclude(says()[0], { Outcome: "Failed", Reason: reason })
      yield* show({ ...succeeded, secretExpiresOn: null })
      assert.deepStrictEqual(says(), [{
        Name: "Sync status",
        "Last success": "2026-11-02T10:05:00.000Z",
        Outcome: "Succeeded"
      }])
      assert.strictEqual(site.assets.objects(type)[0]?.writes, 3)
    }))

  it.effect("is never read as an employee, and the schema stays what it was", () =>
    Effect.gen(function*() {
      const { clients, directory, show } = yield* make()
      yield* show(failed)
      const employees = yield* EmployeeReader.use((reader) => Stream.runCollect(reader.employees(null))).pipe(
        Effect.provide(AssetsEmployeeReader.layer(directory).pipe(Layer.provide(clients)))
      )
      assert.deepStrictEqual(employees.flatMap((page) => page._tag === "Page" ? page.values : []), [])
      const inspected = yield* Effect.provide(DirectorySchema.inspect(directory), clients)
      assert.strictEqual(inspected._tag, "Ours")
      assert.deepStrictEqual(yield* Effect.provide(DirectorySchema.ensure(directory), clients), directory)
    }))
})

describe("by hand", () => {
  it.effect("edited: it says how the sync stands again; its name stays", () =>
    Effect.gen(function*() {
      const { says, show, site } = yield* make()
      yield* show(failed)
      const [{ id } = assert.fail()] = site.assets.objects(type)
      yield* site.assets.editObject(id, { Name: "Entra", Outcome: "Fine", Reason: [] })
      yield* show(failed)
      assert.deepInclude(says()[0], { Name: "Entra", Outcome: "Failed", Reason: reason })
    }))

  it.effect("deleted: it is made again, also when the store has forgotten all", () =>
    Effect.gen(function*() {
      const { says, show, site, values } = yield* make()
      for (const forget of [Effect.void, values.clear]) {
        yield* show(failed)
        const [{ id } = assert.fail()] = site.assets.objects(type)
        yield* site.assets.deleteObject(id)
        yield* forget
        yield* show(failed)
        assert.deepInclude(says()[0], { Outcome: "Failed" })
        assert.lengthOf(says(), 1)
      }
    }))

  it.effect("doubled: the oldest is ours, and the other one is left alone", () =>
    Effect.gen(function*() {
      const { byHand, says, show, site, values } = yield* make()
      yield* show(succeeded)
      yield* byHand
      for (const forget of [Effect.void, values.clear]) {
        yield* forget
        yield* show(failed)
        assert.deepStrictEqual(says().map((values) => [values["Name"], values["Outcome"]]), [
          ["Sync status", "Failed"],
          ["By hand", undefined]
        ])
      }
      assert.strictEqual(site.assets.objects(type)[1]?.writes, 1)
    }))

  it.effect("an attribute renamed: it is followed; removed: it is made again; retyped: nothing is written", () =>
    Effect.gen(function*() {
      const { says, show, site } = yield* make()
      yield* show(succeeded)
      yield* site.assets.renameAttribute(type, "Outcome", "Result")
      yield* site.assets.removeAttribute(type, "Reason")
      yield* show(failed)
      assert.deepInclude(says()[0], { Result: "Failed", Reason: reason })
      yield* site.assets.removeAttribute(type, "Reason")
      yield* site.assets.createAttribute(type, { name: "Reason", type: 0, defaultTypeId: 1 })
      const error = yield* Effect.flip(show({ ...failed, reason: "Another one." }))
      assert.deepInclude(error, { source: "assets", reason: "Misconfigured" })
      assert.include(error.message, "Reason")
    }))
})

describe("Assets", () => {
  it.effect("that does not show a new object yet gets no second one", () =>
    Effect.gen(function*() {
      const { says, show } = yield* make({ indexDelayMillis: 60_000 })
      yield* show(succeeded)
      yield* show(failed)
      assert.lengthOf(says(), 1)
      assert.deepInclude(says()[0], { Outcome: "Failed" })
    }))

  it.effect("that still shows what the object said before is not believed", () =>
    Effect.gen(function*() {
      const { says, show } = yield* make({ indexDelayMillis: 60_000 })
      yield* show(succeeded)
      yield* TestClock.adjust("2 minutes")
      yield* show(failed)
      yield* show(succeeded)
      assert.deepInclude(says()[0], { Outcome: "Succeeded" })
      assert.notProperty(says()[0], "Reason")
    }))

  it.effect("that refuses: the failure says why, and the next time goes on where it stopped", () =>
    Effect.gen(function*() {
      const { isShown, says, show, site } = yield* make()
      site.faults.add({
        times: 1,
        match: { path: /\/object\/create$/u },
        behave: Faults.answer(() => Respond.json(403, { errorMessages: ["Not permitted"] }))
      })
      assert.deepInclude(yield* Effect.flip(show(failed)), { source: "assets", reason: "Forbidden" })
      assert.isFalse(yield* isShown(failed))
      yield* show(failed)
      assert.lengthOf(says(), 1)
    }))
})

describe("the site's allowance of objects", () => {
  it.effect("used up: nothing is made, not even the type, and what to do is said", () =>
    Effect.gen(function*() {
      const { requests, says, show, site } = yield* make()
      const held = site.assets.objects().length
      const error = yield* Effect.flip(show(succeeded, held))
      assert.deepInclude(error, { source: "assets", reason: "Misconfigured" })
      assert.include(
        error.message,
        `no room for another one: the site holds ${held} Assets objects, and its allowance is ${held}`
      )
      assert.include(error.nextStep, "allowance")
      assert.deepStrictEqual(requests(), [0, 0, 0, 0, 0])
      yield* show(succeeded, held + 1)
      assert.lengthOf(says(), 1)
    }))

  it.effect("used up since: the object that is there is written all the same, and one that was removed is not made again", () =>
    Effect.gen(function*() {
      const { says, show, site } = yield* make()
      yield* show(succeeded)
      yield* show(failed, 0)
      assert.deepInclude(says()[0], { Outcome: "Failed" })
      const [{ id } = assert.fail()] = site.assets.objects(type)
      yield* site.assets.deleteObject(id)
      assert.include((yield* Effect.flip(show(succeeded, 0))).message, "no room")
      assert.deepStrictEqual(says(), [])
    }))
})
