import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as EventQueue from "../../src/forge/EventQueue.ts"
import * as Timeline from "../../src/forge/Timeline.ts"
import { ForgeFailure } from "../../src/ForgeFailure.ts"
import * as ForgeSwitches from "../../src/ForgeSwitches.ts"
import * as ForgeUsage from "../../src/ForgeUsage.ts"
import * as Dice from "../../src/internal/Dice.ts"
import * as Network from "../../src/Network.ts"
import * as ForgeApp from "../fixtures/ForgeApp.ts"

const quick = Network.latency({ minMillis: 1, maxMillis: 1, arrivesAlone: 0 })
const network = Network.latency({ minMillis: 70, maxMillis: 70, arrivesAlone: 0 })
const prompt = { eventSpreadMillis: 0 }

/** Names of the events that came, in order. */
const seen = (keys: ReadonlyArray<string>) => keys.map((key) => key.replace(/^seen:\d+:/, ""))

const event = (name: string, delayInSeconds = 0) => ({ body: { action: "seen", name }, delayInSeconds })

describe("delivery", () => {
  it.effect("comes after the delay that was asked for", () =>
    Effect.gen(function*() {
      const { advance, kvs, queue, run } = yield* ForgeApp.make({ switches: prompt })
      yield* run("push", { events: [event("later", 60), event("soon", 1)] })
      assert.deepStrictEqual(queue.pending().map(({ body }) => body["name"]), ["soon", "later"])
      yield* advance("10 seconds")
      assert.deepStrictEqual(seen(kvs.keys()), ["soon"])
      yield* advance("1 minute")
      assert.deepStrictEqual(seen(kvs.keys()), ["soon", "later"])
    }))

  it.effect("comes twice, late, out of order, or never", () =>
    Effect.gen(function*() {
      const come = Effect.fnUntraced(function*(switches: object) {
        const { advance, kvs, run } = yield* ForgeApp.make({ switches })
        yield* run("push", { events: ["a", "b", "c"].map((name) => event(name)) })
        yield* advance("10 minutes")
        return seen(kvs.keys())
      })
      assert.strictEqual((yield* come({ eventDuplicatedChance: 1 })).length, 6)
      assert.deepStrictEqual(yield* come({ eventLateChance: 1 }), [])
      assert.deepStrictEqual(yield* come({ eventLostChance: 1 }), [])
      const disordered = yield* come({ eventSpreadMillis: 60_000 })
      assert.notDeepEqual(disordered, ["a", "b", "c"])
      assert.deepStrictEqual([...disordered].sort(), ["a", "b", "c"])
    }))

  it.effect("keeps to the concurrency that was asked for", () =>
    Effect.gen(function*() {
      const { advance, kvs, run } = yield* ForgeApp.make({ switches: prompt })
      const concurrency = { key: "count", limit: 1 }
      yield* run("push", { events: [1, 2, 3].map(() => ({ body: { action: "count" }, concurrency })) })
      yield* advance("1 minute")
      assert.strictEqual(kvs.get("count"), 3)
    }))

  it.effect("a job can be asked about and cancelled", () =>
    Effect.gen(function*() {
      const { advance, kvs, run } = yield* ForgeApp.make()
      assert.deepStrictEqual(yield* run("push", { events: [event("a", 5)], ask: "getStats" }), {
        value: { success: 0, inProgress: 1, failed: 0 }
      })
      yield* run("push", { events: [event("b", 5)], ask: "cancel" })
      yield* advance("1 minute")
      assert.deepStrictEqual(seen(kvs.keys()), ["a"])
    }))
})

describe("limits", () => {
  it.effect("of one push", () =>
    Effect.gen(function*() {
      const { run, switches, violations } = yield* ForgeApp.make()
      const large = { body: { action: "seen", name: "x".repeat(101 * 1024) } }
      assert.deepInclude(yield* run("push", { events: [large] }), {
        error: "At most 204800 bytes in a push, 102400 in an event"
      })
      assert.deepStrictEqual(violations().map(({ limit }) => limit), ["pushBytes"])
      switches.pushPartlyFailsChance = 1
      assert.deepInclude(yield* run("push", { events: [event("a"), event("b")] }), {
        error: "Failed to process 1 event(s)."
      })
    }))

  it.effect("of a minute: 500 events", () =>
    Effect.gen(function*() {
      const { queue, run, violations } = yield* ForgeApp.make({ network: quick, switches: { eventLostChance: 1 } })
      const result = yield* run("flood", { pushes: 11 })
      assert.match(JSON.stringify(result), /Too many/)
      assert.deepStrictEqual(violations().map(({ limit }) => limit), ["eventsPerMinute"])
      assert.deepStrictEqual(queue.pending(), [])
    }))

  it.effect("of a chain: 1,000 pushes that follow from one invocation", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make({ network, switches: prompt })
      yield* forge.run("push", { events: [{ body: { action: "pushes", count: 1000 } }] })
      yield* forge.runUntil(() => forge.running().length > 0, "1 minute")
      forge.switches.eventLostChance = 1
      yield* forge.runUntil(() => forge.running().length === 0, "15 minutes")
      assert.deepStrictEqual(forge.kvs.get("pushed"), { count: 999, error: "InvocationLimitReachedError" })
      assert.deepStrictEqual(forge.violations().map(({ functionKey, limit }) => [functionKey, limit]), [
        ["consumer", "pushChain"]
      ])
      assert.strictEqual(forge.usage().longestChain, 1001)
      assert.deepStrictEqual(Object.keys(Object(yield* forge.run("push", { events: [event("a")] }))), ["value"])
    }))
})

describe("again", () => {
  it.effect("after as long as an InvocationError says, with its data", () =>
    Effect.gen(function*() {
      const { advance, kvs, run } = yield* ForgeApp.make({ network: quick, switches: prompt })
      yield* run("push", { events: [{ body: { action: "again", retryAfter: 600, until: 2 } }] })
      yield* advance("1 hour")
      const times = ["again:0", "again:1", "again:2"].map((key) => kvs.get(key))
      assert.deepInclude(times[1], { retryCount: 1, retryReason: "FUNCTION_RETRY_REQUEST", retryData: { count: 0 } })
      assert.deepInclude(times[2], { retryCount: 2, retryData: { count: 1 } })
      assert.deepStrictEqual(kvs.keys().length, 3)
    }))

  it.effect("retryData has 4 KB at most, and a long function needs it", () =>
    Effect.gen(function*() {
      const { advance, run, violations } = yield* ForgeApp.make()
      for (const data of ["x".repeat(5000), null]) {
        yield* run("push", { events: [{ body: { action: "again", retryAfter: 1, until: 1, data } }] })
      }
      yield* advance("1 hour")
      assert.sameMembers(violations().map(({ detail, limit }) => `${limit}: ${detail}`), [
        "retryData: more than 4096 bytes",
        "retryData: missing"
      ])
    }))

  it.effect("for a day at most", () =>
    Effect.gen(function*() {
      const timeline = Timeline.make(0)
      const calls: Array<number> = []
      const queue = EventQueue.make({
        manifest: ForgeApp.manifest,
        timeline,
        switches: ForgeSwitches.make(prompt),
        usage: ForgeUsage.make(),
        dice: yield* Dice.seeded("test", 1),
        start: ({ functionKey, onEnd }) => {
          calls.push(timeline.now())
          onEnd({ _tag: "Failed", failure: new ForgeFailure({ functionKey, reason: "Killed", detail: "" }) })
        }
      })
      const answer = queue.answer({ functionKey: "tick", id: "one", chain: { pushes: 0 } }, {
        target: "/webhook/queue/publish/",
        body: JSON.stringify({ queueName: "runs", jobId: "job", payload: [{ body: {} }] })
      })
      assert.strictEqual(answer?.status, 201)
      while (timeline.next() !== undefined) yield* timeline.step
      assert.strictEqual(calls.length, 103)
      assert.isAtMost(Math.max(...calls), 86_400_000)
      assert.deepStrictEqual(queue.pending(), [])
    }))

  it.effect("after a throw, with growing waits up to 15 minutes", () =>
    Effect.gen(function*() {
      const forge = yield* ForgeApp.make({ network: quick, switches: prompt })
      yield* forge.run("push", { events: [{ body: { action: "fails", until: 10 } }] })
      yield* forge.advance("2 hours")
      const at = (count: number) => Number(Object(forge.kvs.get(`fails:${count}`)).at)
      const waits = Array.from({ length: 10 }, (_, count) => Math.round((at(count + 1) - at(count)) / 1000))
      assert.deepStrictEqual(waits, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900])
      assert.deepInclude(forge.kvs.get("fails:10"), { reason: "FUNCTION_PLATFORM_UNKNOWN_ERROR" })
    }))

  it.effect("after a kill; or not at all, as the switch says", () =>
    Effect.gen(function*() {
      const { advance, killAtRequest, kvs, run, switches } = yield* ForgeApp.make({ switches: prompt })
      killAtRequest(1, { functionKey: "consumer" })
      yield* run("push", { events: [event("a")] })
      yield* advance("1 minute")
      assert.strictEqual(new Set(seen(kvs.keys())).size, 1)
      switches.retryFailedEvents = false
      killAtRequest(1, { functionKey: "consumer" })
      yield* run("push", { events: [{ body: { action: "count" } }] })
      yield* advance("1 day")
      assert.isUndefined(kvs.get("count"))
    }))
})
