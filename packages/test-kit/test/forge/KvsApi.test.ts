import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Network from "../../src/Network.ts"
import * as ForgeApp from "../fixtures/ForgeApp.ts"

const quick = Network.latency({ minMillis: 1, maxMillis: 1, arrivesAlone: 0 })

const value = (result: unknown): unknown =>
  typeof result === "object" && result !== null && "value" in result ? result.value : result

describe("values", () => {
  it.effect("are set, read, listed by prefix and removed", () =>
    Effect.gen(function*() {
      const { all, kvs } = yield* ForgeApp.make()
      yield* all(...["run:2", "run:1", "run:3", "plan:1"].map((key) => ["set", { key, value: { key } }] as const))
      const [found, nothing, first, second] = yield* all(
        ["get", { key: "run:1" }],
        ["get", { key: "nothing" }],
        ["keys", { prefix: "run:", limit: 2 }],
        ["keys", { prefix: "run:", limit: 2, cursor: "run:2" }],
        ["remove", { key: "run:1" }],
        ["remove", { key: "run:1" }]
      )
      assert.deepStrictEqual([found, nothing], [{ key: "run:1" }, null])
      assert.deepInclude(value(first), { nextCursor: "run:2" })
      assert.match(JSON.stringify(second), /run:3/)
      assert.deepStrictEqual(kvs.keys(), ["plan:1", "run:2", "run:3"])
    }))

  it.effect("are not overwritten where the policy says so", () =>
    Effect.gen(function*() {
      const { kvs, run } = yield* ForgeApp.make()
      const options = { keyPolicy: "FAIL_IF_EXISTS" }
      assert.deepStrictEqual(yield* run("set", { key: "a", value: 1, options }), {})
      assert.deepInclude(yield* run("set", { key: "a", value: 2, options }), {
        code: "KEY_ALREADY_EXISTS",
        status: 409
      })
      assert.strictEqual(kvs.get("a"), 1)
      const before = yield* run("set", {
        key: "a",
        value: 3,
        options: { keyPolicy: "OVERRIDE", returnValue: "PREVIOUS" }
      })
      assert.deepInclude(value(before), { key: "a", value: 1 })
    }))

  it.effect("can be read for some time after their end", () =>
    Effect.gen(function*() {
      const { advance, run } = yield* ForgeApp.make({ switches: { expiryLagMillis: 3_600_000 } })
      yield* run("set", { key: "a", value: 1, options: { ttl: { unit: "MINUTES", value: 5 } } })
      yield* advance("10 minutes")
      assert.strictEqual(yield* run("get", { key: "a" }), 1)
      yield* advance("1 hour")
      assert.isNull(yield* run("get", { key: "a" }))
    }))

  it.effect("have limits", () =>
    Effect.gen(function*() {
      const { all } = yield* ForgeApp.make()
      const refusals = yield* all(
        ["set", { key: "a/b", value: 1 }],
        ["set", { key: "k".repeat(501), value: 1 }],
        ["set", { key: "large", value: "x".repeat(240 * 1024) }],
        ["deep", { depth: 32 }],
        ["keys", { prefix: "a", limit: 101 }],
        ["set", { key: "a", value: 1, options: { ttl: { unit: "DAYS", value: 400 } } }]
      )
      assert.deepStrictEqual(
        refusals.map((refusal) => typeof refusal === "object" && refusal !== null && "code" in refusal && refusal.code),
        ["INVALID_KEY", "INVALID_KEY", "VALUE_TOO_LARGE", "MAX_DEPTH", "INVALID_LIMIT", "INVALID_TTL"]
      )
      assert.deepStrictEqual(yield* all(["deep", { depth: 31 }]), [{}])
    }))

  it.effect("secrets show their names only", () =>
    Effect.gen(function*() {
      const { kvs, run } = yield* ForgeApp.make()
      assert.strictEqual(yield* run("secret", { value: "s3cret" }), "s3cret")
      assert.deepStrictEqual([kvs.secretNames(), kvs.keys()], [["client-secret"], []])
    }))
})

describe("several at once", () => {
  it.effect("batches take 25 keys and tell of those that failed", () =>
    Effect.gen(function*() {
      const { all } = yield* ForgeApp.make()
      const [refused, , read] = yield* all(
        ["batch", { count: 26 }],
        ["batch", { count: 25 }],
        ["batchGet", { keys: ["b0", "nothing"] }]
      )
      assert.deepInclude(refused, { code: "INVALID_BATCH" })
      assert.match(JSON.stringify(read), /"key":"b0","value":0.*"key":"nothing","error":\{"code":"KEY_NOT_FOUND"/)
    }))

  it.effect("transactions take 25 operations on different keys, all of them or none", () =>
    Effect.gen(function*() {
      const { all, kvs, run } = yield* ForgeApp.make()
      const [many, twice, failing] = yield* all(
        ["transaction", { keys: Array.from({ length: 26 }, (_, number) => `t${number}`) }],
        ["transaction", { keys: ["a", "a"] }],
        ["transaction", { keys: ["a"], failing: true }]
      )
      assert.deepInclude(many, { code: "INVALID_TRANSACTION" })
      assert.deepInclude(twice, { code: "DUPLICATE_KEYS" })
      assert.deepInclude(failing, { code: "INVALID_KEY" })
      assert.deepStrictEqual(kvs.keys(), [])
      yield* run("transaction", { keys: ["a", "b"] })
      assert.deepStrictEqual(kvs.keys(), ["a", "b"])
    }))
})

describe("entities", () => {
  it.effect("have the attributes that the manifest declares", () =>
    Effect.gen(function*() {
      const { all, kvs, run } = yield* ForgeApp.make()
      const wrong = [{ fence: 2 ** 31 }, { fence: 0.5 }, { owner: 1 }, { unknown: 1 }]
      for (const refused of yield* all(...wrong.map((value) => ["entity", { value }] as const))) {
        assert.deepInclude(refused, { code: "INVALID_ENTITY_VALUE", status: 400 })
      }
      const right = { fence: 7, owner: "a", expiresAt: 1.75e12 }
      assert.deepStrictEqual(yield* run("entity", { value: right }), {})
      assert.deepStrictEqual(kvs.entity("lease", "one"), right)
      assert.match(JSON.stringify(yield* run("oldest")), /"fence":7/)
    }))

  it.effect("change only when a condition holds: of two that want the lease, one gets it", () =>
    Effect.gen(function*() {
      const { kvs, run } = yield* ForgeApp.make()
      const wanted = yield* Effect.all(
        ["a", "b"].map((owner) => run("acquire", { owner, fence: 0 })),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(wanted.filter((result) => JSON.stringify(result).includes("CONDITION_NOT_MET")).length, 1)
      assert.deepStrictEqual(yield* run("acquire", { owner: "c", fence: 1 }), {})
      assert.deepStrictEqual(kvs.entity("lease", "one"), { fence: 2, owner: "c" })
    }))
})

describe("rates and faults", () => {
  it.effect("a minute has 4,000 units of 10 KB to write", () =>
    Effect.gen(function*() {
      const { advance, run, usage, violations } = yield* ForgeApp.make({ network: quick })
      assert.deepInclude(yield* run("fill", { count: 200, length: 239 * 1024 }), { code: "TOO_MANY_REQUESTS" })
      assert.strictEqual(usage().mostWriteUnitsInMinute, 167 * 24)
      assert.deepStrictEqual(violations().map(({ limit }) => limit), ["kvsWriteRate"])
      yield* advance("1 minute")
      assert.deepStrictEqual(yield* run("set", { key: "a", value: 1 }), {})
    }))

  it.effect("an answer is lost, and what was asked for is done", () =>
    Effect.gen(function*() {
      const { kvs, run, switches } = yield* ForgeApp.make()
      switches.kvsAnswerLostChance = 1
      assert.deepInclude(yield* run("set", { key: "a", value: 1 }), { error: "fetch failed" })
      assert.strictEqual(kvs.get("a"), 1)
      switches.kvsAnswerLostChance = 0
      switches.kvsFailsChance = 1
      assert.deepInclude(yield* run("set", { key: "a", value: 2 }), { status: 500 })
      assert.strictEqual(kvs.get("a"), 1)
    }))
})
