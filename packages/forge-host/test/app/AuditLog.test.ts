import { assert, describe, it } from "@effect/vitest"
import { AccountId } from "@entra-assets/core/model/Ids"
import * as AuditLog from "@entra-assets/forge-host/app/AuditLog"
import { Invocation } from "@entra-assets/forge-host/forge/Invocation"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Logger from "effect/Logger"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as TestClock from "effect/testing/TestClock"

const ada = AccountId.make("712020:ada")

const deed = (subject: string): AuditLog.Deed => ({ by: ada, action: "runNow", subject, changes: [] })

const subjects = ({ entries }: AuditLog.AuditPage) => entries.map(({ subject }) => subject)

const failing = KeyValueStore.make({
  get: () => Effect.succeed(undefined),
  getUint8Array: () => Effect.succeed(undefined),
  set: (key) =>
    Effect.fail(new KeyValueStore.KeyValueStoreError({ method: "set", key, message: "The store is down." })),
  remove: () => Effect.void,
  clear: Effect.void,
  size: Effect.succeed(0),
  keys: Effect.succeed([])
})

const invocation = {
  endsAt: 25_000,
  egressLimit: 100,
  isLicensed: true,
  accountId: ada,
  appVersion: "1.0.0",
  id: "invocation"
}

const begin = TestClock.setTime(Date.parse("2026-11-28T12:00:00Z"))

describe("what admins did", () => {
  it.effect("is there with who, when and what changed, the newest first", () =>
    Effect.gen(function*() {
      yield* begin
      yield* AuditLog.append(deed("one"))
      yield* TestClock.adjust("1 second")
      const changes = [{ field: "tenantId", before: null, after: "contoso.com" }]
      yield* AuditLog.append({ by: ada, action: "saveEntra", subject: null, changes })
      const { entries, next } = yield* AuditLog.read(null, 10)
      assert.deepInclude(entries[0], { at: Date.parse("2026-11-28T12:00:01Z"), by: ada, action: "saveEntra", changes })
      assert.deepInclude(entries[1], { action: "runNow", subject: "one" })
      assert.isNull(next)
    }).pipe(Effect.provide(KeyValueStore.layerMemory)))

  it.effect("comes page by page, each deed once, also those of one moment", () =>
    Effect.gen(function*() {
      yield* begin
      const all = Array.from({ length: 25 }, (_, number) => `deed ${number}`)
      yield* Effect.forEach(all, (subject) => AuditLog.append(deed(subject)), { concurrency: "unbounded" })
      const first = yield* AuditLog.read(null, 10)
      const second = yield* AuditLog.read(first.next, 10)
      const third = yield* AuditLog.read(second.next, 10)
      assert.isNull(third.next)
      assert.sameMembers([first, second, third].flatMap(subjects), all)
    }).pipe(Effect.provide(KeyValueStore.layerMemory)))

  it.effect("is kept for a year and then removed; nothing else is", () =>
    Effect.gen(function*() {
      yield* begin
      const store = yield* KeyValueStore.KeyValueStore
      yield* store.set("run-1", "a run")
      yield* AuditLog.append(deed("old"))
      yield* TestClock.adjust("364 days")
      yield* AuditLog.append(deed("young"))
      assert.deepStrictEqual(subjects(yield* AuditLog.read(null, 10)), ["young", "old"])
      yield* TestClock.adjust("2 days")
      assert.deepStrictEqual(subjects(yield* AuditLog.read(null, 10)), ["young"])
      assert.lengthOf(yield* store.keys, 3)
      yield* AuditLog.prune
      assert.lengthOf(yield* store.keys, 2)
      assert.deepStrictEqual(subjects(yield* AuditLog.read(null, 10)), ["young"])
      assert.strictEqual(yield* store.get("run-1"), "a run")
    }).pipe(Effect.provide(KeyValueStore.layerMemory)))

  it.effect("stays done when the log cannot be written; who did it stands in the app's own log, and no setting", () =>
    Effect.gen(function*() {
      yield* begin
      const lines: Array<unknown> = []
      const changes = [{ field: "tenantId", before: null, after: "contoso.com" }]
      yield* AuditLog.append({ by: ada, action: "saveEntra", subject: null, changes }).pipe(
        Effect.provideService(KeyValueStore.KeyValueStore, failing),
        Effect.provide(Logger.layer([Logger.make(({ logLevel, message }) => void lines.push([logLevel, message]))]))
      )
      assert.deepStrictEqual(lines, [
        ["Error", ["A deed is missing in the audit log", { action: "saveEntra", by: ada }]]
      ])
    }))

  it.effect("of another version is passed over", () =>
    Effect.gen(function*() {
      yield* begin
      yield* AuditLog.append(deed("readable"))
      const store = yield* KeyValueStore.KeyValueStore
      yield* store.set("audit-20261128T115900000Z-000000", `{"shape":"of tomorrow"}`)
      assert.deepStrictEqual(subjects(yield* AuditLog.read(null, 10)), ["readable"])
    }).pipe(Effect.provide(KeyValueStore.layerMemory)))

  it.effect("is there also when the answer is late as soon as it is done, as long as the invocation lives", () =>
    Effect.gen(function*() {
      const store = yield* KeyValueStore.KeyValueStore
      const slow = KeyValueStore.make({
        ...store,
        set: (key, value) => Effect.andThen(Effect.sleep("2 seconds"), store.set(key, value))
      })
      const after = (act: Effect.Effect<void>) =>
        AuditLog.after(act, () => deed("one")).pipe(
          Effect.provideService(KeyValueStore.KeyValueStore, slow),
          Effect.provideService(Invocation, { ...invocation, endsAt: 14_000 }),
          Effect.timeoutOption("1 second"),
          Effect.forkChild
        )
      const late = yield* after(Effect.sleep("3 seconds"))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(late)
      assert.deepStrictEqual(subjects(yield* AuditLog.read(null, 10)), [])
      const done = yield* after(Effect.void)
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(done)
      assert.deepStrictEqual(subjects(yield* AuditLog.read(null, 10)), ["one"])
    }).pipe(Effect.provide(KeyValueStore.layerMemory)))

  it.effect("waits no longer for the store than the invocation lives", () =>
    Effect.gen(function*() {
      const stuck = KeyValueStore.make({ ...failing, set: () => Effect.never })
      const late = yield* AuditLog.after(Effect.void, () => deed("one")).pipe(
        Effect.provideService(KeyValueStore.KeyValueStore, stuck),
        Effect.provideService(Invocation, { ...invocation, endsAt: 25_000 }),
        Effect.forkChild
      )
      yield* TestClock.adjust("24500 millis")
      yield* Fiber.join(late)
    }).pipe(Effect.provide(Logger.layer([]))))
})
