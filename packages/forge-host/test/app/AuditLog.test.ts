import { assert, describe, it } from "@effect/vitest"
import { AccountId } from "@entra-assets/core/model/Ids"
import * as AuditLog from "@entra-assets/forge-host/app/AuditLog"
import { Invocation } from "@entra-assets/forge-host/forge/Invocation"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as TestClock from "effect/testing/TestClock"

const ada = AccountId.make("712020:ada")

const noon = Date.parse("2026-11-28T12:00:00Z")
const begin = TestClock.setTime(noon)

/** Forge's, which lives for two years unless said. */
const invocation = (endsAt = noon + 2 * 365 * 24 * 3_600_000) =>
  Layer.succeed(Invocation, {
    endsAt,
    egressLimit: 100,
    isLicensed: true,
    accountId: ada,
    appVersion: "1.0.0",
    id: "invocation"
  })

const onForge = Effect.provide(Layer.merge(KeyValueStore.layerMemory, invocation()))

const isRefusal = (error: "refused" | "no answer") => error === "refused"

const during = (subject: string, act: Effect.Effect<void, "refused" | "no answer"> = Effect.void) =>
  AuditLog.during({ by: ada, action: "runNow", subject }, act, { isRefusal })

const subjects = ({ entries }: AuditLog.AuditPage) => entries.map(({ subject }) => subject)

/** Each with whether it is known to be done. */
const lines = Effect.map(
  AuditLog.read(null, 10),
  ({ entries }) => entries.map(({ isDone, subject }) => [subject, isDone])
)

/** The same store, but for what becomes of the write of this number and of all that follow. */
const failingFrom = (first: number, write: Effect.Effect<void, KeyValueStore.KeyValueStoreError>) =>
  Effect.map(KeyValueStore.KeyValueStore, (store) => {
    let writes = 0
    return KeyValueStore.make({
      ...store,
      set: (key, value) => Effect.suspend(() => ++writes >= first ? write : store.set(key, value))
    })
  })

const down = Effect.fail(new KeyValueStore.KeyValueStoreError({ method: "set", message: "The store is down." }))

describe("what admins did", () => {
  it.effect("is there with who, when and what changed, the newest first", () =>
    Effect.gen(function*() {
      yield* begin
      yield* during("one")
      yield* TestClock.adjust("1 second")
      const changes = [{ field: "tenantId", before: null, after: "contoso.com" }]
      yield* AuditLog.during({ by: ada, action: "saveEntra" }, Effect.void, { isRefusal, done: () => ({ changes }) })
      const { entries, next } = yield* AuditLog.read(null, 10)
      assert.deepInclude(entries[0], { at: noon + 1000, by: ada, action: "saveEntra", changes, isDone: true })
      assert.deepInclude(entries[1], { action: "runNow", subject: "one", isDone: true })
      assert.isNull(next)
    }).pipe(onForge))

  it.effect("comes page by page, each deed once, also those of one moment", () =>
    Effect.gen(function*() {
      yield* begin
      const all = Array.from({ length: 25 }, (_, number) => `deed ${number}`)
      yield* Effect.forEach(all, (subject) => during(subject), { concurrency: "unbounded" })
      const first = yield* AuditLog.read(null, 10)
      const second = yield* AuditLog.read(first.next, 10)
      const third = yield* AuditLog.read(second.next, 10)
      assert.isNull(third.next)
      assert.sameMembers([first, second, third].flatMap(subjects), all)
    }).pipe(onForge))

  it.effect("is kept for a year and then removed; nothing else is", () =>
    Effect.gen(function*() {
      yield* begin
      const store = yield* KeyValueStore.KeyValueStore
      yield* store.set("run-1", "a run")
      yield* during("old")
      yield* TestClock.adjust("364 days")
      yield* during("young")
      assert.deepStrictEqual(subjects(yield* AuditLog.read(null, 10)), ["young", "old"])
      yield* TestClock.adjust("2 days")
      assert.deepStrictEqual(subjects(yield* AuditLog.read(null, 10)), ["young"])
      assert.lengthOf(yield* store.keys, 3)
      yield* AuditLog.prune
      assert.lengthOf(yield* store.keys, 2)
      assert.deepStrictEqual(subjects(yield* AuditLog.read(null, 10)), ["young"])
      assert.strictEqual(yield* store.get("run-1"), "a run")
    }).pipe(onForge))

  it.effect("of another version is passed over", () =>
    Effect.gen(function*() {
      yield* begin
      yield* during("readable")
      const store = yield* KeyValueStore.KeyValueStore
      yield* store.set("audit-20261128T115900000Z-000000", `{"shape":"of tomorrow"}`)
      assert.deepStrictEqual(subjects(yield* AuditLog.read(null, 10)), ["readable"])
    }).pipe(onForge))
})

describe("what came of it", () => {
  it.effect("nothing: the log does not have it", () =>
    Effect.gen(function*() {
      yield* begin
      assert.strictEqual(yield* Effect.flip(during("one", Effect.fail("refused"))), "refused")
      yield* AuditLog.during({ by: ada, action: "connect" }, Effect.void, { isRefusal, done: () => "nothing" })
      assert.deepStrictEqual(yield* lines, [])
    }).pipe(onForge))

  it.effect("nobody knows: it stands there as begun, whether there was no answer, time ran out, or the app was ended", () =>
    Effect.gen(function*() {
      yield* begin
      assert.strictEqual(yield* Effect.flip(during("no answer", Effect.fail("no answer"))), "no answer")
      yield* TestClock.adjust("1 second")
      const late = yield* Effect.forkChild(Effect.timeoutOption(during("late", Effect.never), "1 second"))
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(late)
      yield* Effect.forkDetach(during("ended", Effect.never))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* lines, [["ended", false], ["late", false], ["no answer", false]])
    }).pipe(onForge))

  it.effect("is there also when the answer is late as soon as it is done, as long as the invocation lives", () =>
    Effect.gen(function*() {
      yield* begin
      const store = yield* KeyValueStore.KeyValueStore
      const slow = KeyValueStore.make({
        ...store,
        set: (key, value) => Effect.andThen(Effect.sleep("2 seconds"), store.set(key, value))
      })
      const late = yield* during("one").pipe(
        Effect.provideService(KeyValueStore.KeyValueStore, slow),
        Effect.timeoutOption("3 seconds"),
        Effect.forkChild
      )
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(late)
      assert.deepStrictEqual(yield* lines, [["one", true]])
    }).pipe(onForge))
})

describe("a log that cannot be written", () => {
  it.effect("before: nothing is done", () =>
    Effect.gen(function*() {
      yield* begin
      let done = 0
      const failing = yield* failingFrom(1, down)
      const error = yield* during("one", Effect.sync(() => void done++)).pipe(
        Effect.provideService(KeyValueStore.KeyValueStore, failing),
        Effect.flip
      )
      assert.strictEqual(typeof error === "string" ? error : error._tag, "KeyValueStoreError")
      assert.strictEqual(done, 0)
    }).pipe(onForge))

  it.effect("afterwards: it stands there as begun, and in the app's own log with its id", () =>
    Effect.gen(function*() {
      yield* begin
      const said: Array<unknown> = []
      const failing = yield* failingFrom(2, down)
      yield* during("one").pipe(
        Effect.provideService(KeyValueStore.KeyValueStore, failing),
        Effect.provide(Logger.layer([Logger.make(({ logLevel, message }) => void said.push([logLevel, message]))]))
      )
      const { entries: [entry] } = yield* AuditLog.read(null, 10)
      assert.deepInclude(entry, { subject: "one", isDone: false })
      assert.deepStrictEqual(said, [
        ["Error", ["The audit log does not say what came of a deed", { id: entry?.id, action: "runNow" }]]
      ])
    }).pipe(onForge))

  it.effect("is waited for no longer than the invocation lives", () =>
    Effect.gen(function*() {
      yield* begin
      const stuck = yield* failingFrom(2, Effect.never)
      const late = yield* during("one").pipe(
        Effect.provideService(KeyValueStore.KeyValueStore, stuck),
        Effect.provide(invocation(noon + 25_000)),
        Effect.forkChild
      )
      yield* TestClock.adjust("24500 millis")
      yield* Fiber.join(late)
    }).pipe(onForge, Effect.provide(Logger.layer([]))))
})
