import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Network from "../../src/Network.ts"
import * as ForgeApp from "../fixtures/ForgeApp.ts"

describe("time and chance", () => {
  it.effect("a function sees virtual time only", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      const before = forge.now()
      assert.deepStrictEqual(yield* forge.run("timers"), {
        seen: [["half a second", 500], ["beat", 1000], ["two seconds", 2000], ["beat", 2000], ["beat", 3000]],
        took: 23_000
      })
      assert.strictEqual(forge.now() - before, 23_000)
      assert.deepStrictEqual(yield* forge.run("now"), {
        date: before + 23_000,
        iso: new Date(before + 23_000).toISOString(),
        perf: 0,
        left: 25_000
      })
    }))

  it.effect("its chance comes from the seed, and differs from one invocation to the next", () =>
    Effect.gen(function*() {
      const draws = (seed: number) =>
        Effect.flatMap(ForgeApp.make({ seed }), ({ run }) => Effect.all([run("chance"), run("chance")]))
      const [first, second] = yield* draws(7)
      assert.deepStrictEqual(yield* draws(7), [first, second])
      assert.notDeepEqual(first, second)
      assert.notDeepEqual(yield* draws(8), [first, second])
    }))

  it.effect("what would leave virtual time is refused", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      assert.match(JSON.stringify(yield* forge.run("subtle")), /leaves the simulator's virtual time/)
    }))

  it.effect("an effect of the test can share the clock", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      const before = forge.now()
      yield* forge.inVirtualTime(Effect.sleep("1 hour"))
      assert.strictEqual(forge.now() - before, 3_600_000)
    }))
})

describe("how an invocation ends", () => {
  it.effect("by returning, by throwing, or by an error that nobody caught", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      assert.deepStrictEqual(yield* forge.run("echo", { a: [1, "two"] }), { a: [1, "two"] })
      const thrown = yield* Effect.flip(forge.run("throws", { message: "no such thing" }))
      assert.deepStrictEqual([thrown.reason, thrown.detail], ["Threw", "no such thing"])
      assert.match(forge.logs().at(-1)?.text ?? "", /no such thing\n +at .*index\.cjs/)
      const uncaught = yield* Effect.flip(forge.run("uncaught"))
      assert.strictEqual(uncaught.reason, "Threw")
      assert.include(uncaught.detail, "in a timer")
      const missing = yield* Effect.flip(forge.invoke("nothing", {}))
      assert.include(missing.detail, "no such function")
    }))

  it.effect("by the clock: 25 seconds, or what the manifest says", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      const before = forge.now()
      assert.strictEqual((yield* Effect.flip(forge.run("sleep", { millis: 30_000 }))).reason, "TimedOut")
      assert.strictEqual(forge.now() - before, 25_000)
      const long = yield* Effect.flip(forge.invoke("long", { action: "sleep", millis: 1_000_000 }))
      assert.strictEqual(long.detail, "after 900 s")
      assert.deepStrictEqual(forge.usage().outcomes, { TimedOut: 2 })
      assert.strictEqual(forge.usage().gigabyteSeconds, (925 * 128) / 1024)
    }))

  it.effect("by its memory", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      assert.strictEqual((yield* Effect.flip(forge.run("memory"))).reason, "OutOfMemory")
      assert.deepStrictEqual(yield* forge.run("echo"), {})
    }))

  it.effect("by never waiting for anything", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make({ mostTurn: "300 millis" })
      assert.strictEqual((yield* Effect.flip(forge.run("busy"))).reason, "Stuck")
      assert.strictEqual((yield* Effect.flip(forge.run("spin"))).reason, "Stuck")
    }))

  it.effect("by waiting for something real", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      assert.include((yield* Effect.flip(forge.run("file"))).detail, "for real work")
    }))

  it.effect("by a kill at a time", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      const before = forge.now()
      forge.killAt(before + 4000, { functionKey: "run" })
      assert.strictEqual((yield* Effect.flip(forge.run("sleep", { millis: 10_000 }))).reason, "Killed")
      assert.strictEqual(forge.now() - before, 4000)
    }))

  it.effect("by a kill at its second request, which arrives or does not as the network says", () =>
    Effect.gen(function*() {
      for (const arrivesAlone of [0, 1]) {
        const network = Network.latency({ minMillis: 5, maxMillis: 5, arrivesAlone })
        const forge = yield* ForgeApp.make({ network })
        forge.killAtRequest(2, { functionKey: "run" })
        const failure = yield* Effect.flip(forge.run("fill", { count: 3, length: 1 }))
        assert.strictEqual(failure.reason, "Killed")
        yield* forge.advance("1 second")
        assert.deepStrictEqual(forge.kvs.keys(), arrivesAlone === 1 ? ["f0", "f1"] : ["f0"])
        yield* forge.run("fill", { count: 3, length: 1 })
        assert.deepStrictEqual(forge.kvs.keys(), ["f0", "f1", "f2"])
      }
    }))

  it.effect("by a kill now", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      yield* forge.run("push", { events: [{ body: { action: "sleep", millis: 60_000 } }] })
      assert.isTrue(yield* forge.runUntil(() => forge.running().length > 0, "1 minute"))
      assert.strictEqual(yield* forge.kill({ functionKey: "resolver" }), 0)
      assert.strictEqual(yield* forge.kill({ functionKey: "consumer" }), 1)
      assert.deepStrictEqual(forge.running(), [])
    }))
})

describe("several at once", () => {
  it.effect("the page is answered while a consumer works", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      yield* forge.run("push", { events: [{ body: { action: "sleep", millis: 600_000 } }] })
      yield* forge.advance("10 seconds")
      assert.deepStrictEqual(yield* forge.resolve("echo", { n: 1 }, { accountId: "ann" }), { n: 1 })
      assert.deepStrictEqual(forge.running().map(({ functionKey }) => functionKey), ["consumer"])
    }))

  it.effect("two that read, wait and write lose an update", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      yield* Effect.all([forge.run("add", { key: "count" }), forge.run("add", { key: "count" })], {
        concurrency: "unbounded"
      })
      assert.strictEqual(forge.kvs.get("count"), 1)
      yield* forge.run("add", { key: "count" })
      assert.strictEqual(forge.kvs.get("count"), 2)
    }))
})

describe("logs", () => {
  it.effect("are counted, and too many are a violation", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      yield* forge.run("log", { lines: 100, length: 10 })
      assert.deepStrictEqual(forge.violations(), [])
      assert.strictEqual(forge.logs()[3]?.text, `line 3 ${"x".repeat(10)}`)
      yield* forge.run("log", { lines: 101, length: 3000 })
      assert.deepStrictEqual(forge.violations().map(({ limit }) => limit), ["logBytes", "logLines"])
      assert.strictEqual(forge.usage().logLines, 201)
    }))
})

describe("the bridge", () => {
  it.effect("takes 500 KB", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      const failure = yield* Effect.flip(forge.resolve("echo", "x".repeat(600_000), { accountId: "ann" }))
      assert.strictEqual(failure.reason, "TooLarge")
      assert.deepStrictEqual(forge.violations().map(({ limit }) => limit), ["bridgeRequest"])
    }))

  it.effect("shows what the resolver throws", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make()
      const failure = yield* Effect.flip(forge.resolve("throws", { message: "not today" }, { accountId: "ann" }))
      assert.strictEqual(failure.message, "resolver: Threw: not today")
    }))
})
