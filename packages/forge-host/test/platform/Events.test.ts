/** Events that come twice, late, in another order or never; ticks that come twice or not at all: on the packed app. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as PackedSite from "../fixtures/PackedSite.ts"

/** Of real time. */
const patience = 90_000

const hour = 3_600_000

/** A site that was synced by hand and has a sync every day; Forge sends no event again that failed. */
const scheduled = Effect.gen(function*() {
  const made = yield* PackedSite.connected({ switches: { retryFailedEvents: false } })
  const { admin, settled, sound } = made
  const { id } = yield* admin.ask("runNow", {})
  assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
  yield* admin.ask("setCadence", { everyDays: 1, manualRunsCount: false })
  yield* admin.ask("turnOn", {})
  return made
})

describe("when every event comes twice, late and in any order", () => {
  it.effect("nothing is doubled, and events do not multiply", () =>
    Effect.gen(function*() {
      const { admin, forge, settled, sound } = yield* PackedSite.connected({
        people: 200,
        switches: { eventDuplicatedChance: 1, eventLateChance: 0.3, eventLateMillis: hour, eventSpreadMillis: 600_000 }
      })
      for (const request of [30, 50, 70, 90]) forge.killAtRequest(request, { functionKey: "consumer" })
      const { id } = yield* admin.ask("runNow", {})
      const run = yield* settled(id)
      assert.deepStrictEqual(sound(run), PackedSite.allSound)
      // What is on its way comes to nothing.
      yield* forge.advance("20 hours")
      const { invocations, longestChain, outcomes } = forge.usage()
      assert.strictEqual(outcomes["Killed"], 4)
      assert.deepStrictEqual(forge.queue.pending(), [])
      assert.isAtMost(longestChain, 10)
      assert.isAtMost(invocations["consumer"] ?? 0, 30)
      assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
    }), patience)
})

describe("when every event is lost", () => {
  it.effect(
    "a run whose slice died shows as interrupted, and the next daily tick goes on with it",
    () =>
      Effect.gen(function*() {
        const { admin, forge, settled, sound } = yield* PackedSite.connected()
        forge.switches.retryFailedEvents = false
        forge.killAtRequest(60, { functionKey: "consumer" })
        const { id } = yield* admin.ask("runNow", {})
        forge.switches.eventLostChance = 1
        yield* forge.advance("10 minutes")
        assert.strictEqual(forge.usage().outcomes["Killed"], 1)
        assert.strictEqual((yield* admin.ask("status", { runId: id }))?.state, "interrupted")
        assert.deepStrictEqual(forge.queue.pending(), [])

        forge.switches.eventLostChance = 0
        yield* forge.advance("1 day")
        assert.deepInclude((yield* admin.ask("state", {})).lastTick, { outcome: "busy", runId: id })
        assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
      }),
    patience
  )

  it.effect(
    "a tick that is missed begins nothing, and one that comes twice begins one run",
    () =>
      Effect.gen(function*() {
        const { forge, history } = yield* scheduled
        yield* forge.advance("1 day")
        assert.deepStrictEqual(yield* history, ["scheduled succeeded", "manual succeeded"])

        forge.switches.tickMissedChance = 1
        yield* forge.advance("1 day")
        assert.lengthOf(yield* history, 2)

        forge.switches.tickMissedChance = 0
        forge.switches.tickDuplicatedChance = 1
        yield* forge.advance("1 day")
        assert.deepStrictEqual(yield* history, ["scheduled succeeded", "scheduled succeeded", "manual succeeded"])
      }),
    patience
  )
})

describe("when a tick is missed too", () => {
  it.effect(
    "a run that was interrupted longer ago has failed, and the next scheduled one begins",
    () =>
      Effect.gen(function*() {
        const { forge, history } = yield* scheduled
        forge.switches.eventLostChance = 1
        yield* forge.advance("1 day")
        assert.deepStrictEqual(yield* history, ["scheduled interrupted", "manual succeeded"])
        forge.switches.tickMissedChance = 1
        yield* forge.advance("1 day")
        forge.switches.tickMissedChance = 0
        forge.switches.eventLostChance = 0
        yield* forge.advance("1 day")
        assert.deepStrictEqual(yield* history, ["scheduled succeeded", "scheduled failed", "manual succeeded"])
      }),
    patience
  )
})

describe("when Forge sends no event again that failed", () => {
  it.effect("the event that each slice leaves behind goes on 900 s after each kill", () =>
    Effect.gen(function*() {
      const { admin, forge, settled, sound } = yield* PackedSite.connected({
        people: 100,
        switches: { retryFailedEvents: false }
      })
      for (const request of [30, 50, 70]) forge.killAtRequest(request, { functionKey: "consumer" })
      const begunAt = forge.now()
      const { id } = yield* admin.ask("runNow", {})
      const run = yield* settled(id)
      assert.deepStrictEqual(sound(run), PackedSite.allSound)
      assert.strictEqual(forge.usage().outcomes["Killed"], 3)
      assert.isAtMost((run.endedAt ?? Infinity) - begunAt, 3 * 910_000 + 300_000)
    }), patience)
})

it.effect(
  "what was read of the accounts goes after its day, also when no run comes any more",
  () =>
    Effect.gen(function*() {
      const { admin, forge, settled } = yield* PackedSite.connected()
      const { id } = yield* admin.ask("startPreview", {})
      assert.strictEqual((yield* settled(id)).state, "succeeded")
      const ofAccounts = () => forge.kvs.keys().filter((key) => key.startsWith("k:account-snapshot"))
      assert.isAbove(ofAccounts().length, 0)
      yield* forge.advance("2 days")
      assert.deepStrictEqual(ofAccounts(), [])
    }),
  patience
)

it.effect(
  "plans and runs go when they are old enough, also when no run comes any more",
  () =>
    Effect.gen(function*() {
      const { admin, forge, history, settled } = yield* PackedSite.connected()
      const { id: previewed } = yield* admin.ask("startPreview", {})
      yield* settled(previewed)
      const { id } = yield* admin.ask("runNow", {})
      yield* settled(id)
      const stored = (prefix: string) => forge.kvs.keys().filter((key) => key.startsWith(`k:${prefix}`)).length
      assert.isAbove(stored(`plan-${previewed}`), 0)
      yield* forge.advance("9 days")
      assert.deepStrictEqual([stored(`plan-${previewed}`), stored(`plan-${id}`) > 0], [0, true])
      yield* forge.advance("23 days")
      assert.deepStrictEqual([stored("plan-"), stored(`run-${id}-outcome`)], [0, 0])
      assert.deepStrictEqual(yield* history, ["manual succeeded", "manual succeeded"])
      const { settings: { retention, version } } = yield* admin.ask("state", {})
      yield* admin.ask("saveRetention", { version, retention: { ...retention, summaries: 30 } })
      yield* forge.advance("2 days")
      assert.deepStrictEqual(yield* history, [])
      assert.strictEqual(stored("run-"), 0)
    }),
  patience
)
