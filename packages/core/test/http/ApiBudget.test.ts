import { assert, it } from "@effect/vitest"
import * as ApiBudget from "@entra-assets/core/http/ApiBudget"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import { TestClock } from "effect/testing"

const hour = 3_600_000
const minute = 60_000

const memory = Effect.provide(KeyValueStore.KeyValueStore, KeyValueStore.layerMemory)

/** What one process has on this store. */
const open = (store: KeyValueStore.KeyValueStore, shares: ApiBudget.Shares = { jira: ApiBudget.perHour(1000) }) =>
  Effect.provide(
    ApiBudget.ApiBudget,
    ApiBudget.layer(shares).pipe(Layer.provide(Layer.succeed(KeyValueStore.KeyValueStore, store)))
  )

it.effect("what does not fit any more waits for the next hour of the clock, also in another process", () =>
  Effect.gen(function*() {
    const store = yield* memory
    yield* TestClock.adjust(hour + 20 * minute)
    const first = yield* open(store)
    assert.strictEqual(yield* first.request("jira", 600), 0)
    const second = yield* open(store)
    assert.strictEqual(yield* second.request("jira", 401), 40 * minute)
    assert.strictEqual(yield* second.request("jira", 400), 0)
    assert.strictEqual(yield* first.request("jira", 1), 40 * minute)
    assert.deepStrictEqual(yield* first.spent, [{ api: "jira", used: 1000, limit: 1000, resetsAt: 2 * hour }])

    yield* TestClock.adjust(40 * minute - 1)
    assert.strictEqual(yield* first.request("jira", 1), 1)
    yield* TestClock.adjust(1)
    assert.deepStrictEqual(yield* first.spent, [{ api: "jira", used: 0, limit: 1000, resetsAt: 3 * hour }])
    assert.strictEqual(yield* first.request("jira", 1), 0)
  }))

it.effect("requests of one process that come at once are all counted", () =>
  Effect.gen(function*() {
    const store = yield* memory
    const slow = KeyValueStore.make({
      ...store,
      set: (key, value) => Effect.andThen(Effect.yieldNow, store.set(key, value))
    })
    const budget = yield* open(slow)
    const waits = yield* Effect.all(Array.from({ length: 30 }, () => budget.request("jira", 50)), {
      concurrency: "unbounded"
    })
    assert.strictEqual(waits.filter((wait) => wait === 0).length, 20)
    assert.strictEqual((yield* budget.spent)[0]?.used, 1000)
  }))

it.effect("a request that is larger than the share goes when nothing was spent yet", () =>
  Effect.gen(function*() {
    const budget = yield* open(yield* memory)
    assert.strictEqual(yield* budget.request("jira", 2001), 0)
    assert.strictEqual(yield* budget.request("jira", 1), hour)
  }))

it.effect("an API without a share has no limit, and nothing is stored for it", () =>
  Effect.gen(function*() {
    const store = yield* memory
    const budget = yield* open(store)
    assert.strictEqual(yield* budget.request("assets", 1e9), 0)
    assert.strictEqual(yield* store.size, 0)
  }))

it.effect.each(["no JSON", `{"schemaVersion":2,"windowStart":0,"used":5000}`, `{"schemaVersion":1}`])(
  "%s in the store counts as nothing spent",
  (text) =>
    Effect.gen(function*() {
      const store = yield* memory
      yield* store.set("budget-jira", text)
      const budget = yield* open(store)
      assert.strictEqual((yield* budget.spent)[0]?.used, 0)
      assert.strictEqual(yield* budget.request("jira", 1000), 0)
    })
)

it.effect.each(["get", "set"] as const)(
  "a store that fails to %s stops nothing, and is in the log",
  (method) =>
    Effect.gen(function*() {
      const store = yield* memory
      const lines: Array<string> = []
      const failure = Effect.fail(new KeyValueStore.KeyValueStoreError({ method, message: "switched off" }))
      const budget = yield* open(KeyValueStore.make({ ...store, [method]: () => failure }))
      const logger = Logger.map(Logger.formatLogFmt, (line) => lines.push(line))
      const wait = yield* Effect.provide(budget.request("jira", 5000), Logger.layer([logger]))
      assert.strictEqual(wait, 0)
      assert.strictEqual(lines.length, 1)
      assert.include(lines[0], "level=WARN")
    })
)
