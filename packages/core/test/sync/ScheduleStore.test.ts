import { assert, describe, it } from "@effect/vitest"
import { CadenceDays } from "@entra-assets/core/sync/Cadence"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Company from "../fixtures/Company.ts"
import { sourceError } from "../fixtures/FakeSources.ts"

/** A company whose schedule is on, after a first run; and what a tick comes to, with the run that it starts. */
const scheduled = Effect.gen(function*() {
  const company = yield* Company.make(Company.newcomers(2))
  yield* company.sync()
  const schedule = <A, E, R>(use: (schedule: ScheduleStore["Service"]) => Effect.Effect<A, E, R>) =>
    Effect.provide(ScheduleStore.use(use), company.process().layer)
  yield* schedule((store) => store.turnOn("admin"))
  const tick = schedule((store) => store.tick(company.settings))
  const tickAndRun = Effect.gen(function*() {
    const result = yield* tick
    if (result._tag !== "Started") return result._tag
    const { run } = yield* Effect.provide(company.slice(result.run.id), company.process().layer)
    return run.state
  })
  /** A tick each hour from now on; the hours at which something other than "not yet" came of it. */
  const ticksOver = Effect.fnUntraced(function*(hours: number) {
    const seen: Array<readonly [hour: number, what: string]> = []
    for (let hour = 0; hour < hours; hour++) {
      const what = yield* tickAndRun
      if (what !== "NotYet" && what !== "Quarantined") seen.push([hour, what])
      yield* TestClock.adjust("1 hour")
    }
    return seen
  })
  const users = company.now.entra
  return {
    ...company,
    schedule,
    tick,
    tickAndRun,
    ticksOver,
    /** Entra ID refuses us from now on; or answers again. */
    refuse: Effect.sync(() => {
      company.now.entra = { error: sourceError("entra", "Unauthorized") }
    }),
    heal: Effect.sync(() => {
      company.now.entra = users
    })
  }
})

it.effect("it cannot be turned on before a first plan was applied", () =>
  Effect.gen(function*() {
    const company = yield* Company.make(Company.newcomers(1))
    const on = Effect.provide(ScheduleStore.use((store) => store.turnOn(null)), company.layer)
    assert.strictEqual((yield* Effect.flip(on))._tag, "NoPlanApplied")
    const tick = Effect.provide(ScheduleStore.use((store) => store.tick(company.settings)), company.layer)
    assert.deepStrictEqual(yield* tick, { _tag: "Off", canTurnOn: false })
    yield* company.sync({ goal: "preview" })
    assert.strictEqual((yield* Effect.flip(on))._tag, "NoPlanApplied")
    yield* company.sync()
    assert.deepStrictEqual(yield* tick, { _tag: "Off", canTurnOn: true })
    assert.isTrue((yield* on).on)
  }))

describe("a schedule that is on", () => {
  it.effect("runs every so many days", () =>
    Effect.gen(function*() {
      const { schedule, ticksOver } = yield* scheduled
      assert.deepStrictEqual(yield* ticksOver(40), [[0, "succeeded"], [18, "succeeded"], [36, "succeeded"]])
      yield* schedule((store) => store.setEveryDays(CadenceDays.make(3), null))
      assert.deepStrictEqual(yield* ticksOver(100), [[62, "succeeded"]])
    }))

  it.effect("takes both parts of its cadence at once", () =>
    Effect.gen(function*() {
      const { schedule, values } = yield* scheduled
      const before = yield* values.get("schedule")
      const everyDays = CadenceDays.make(7)
      const set = yield* schedule((store) => store.setCadence({ everyDays, manualRunsCount: true }, "admin"))
      assert.deepInclude(set, { everyDays, manualRunsCount: true, on: true })
      assert.deepStrictEqual(yield* schedule((store) => store.get), set)
      assert.notStrictEqual(yield* values.get("schedule"), before)
    }))

  it.effect("does not run while it is paused or off, and once when it goes on", () =>
    Effect.gen(function*() {
      const { schedule, tick, tickAndRun } = yield* scheduled
      yield* schedule((store) => store.pause("admin"))
      yield* TestClock.adjust("10 days")
      assert.strictEqual((yield* tick)._tag, "Paused")
      yield* schedule((store) => store.resume("admin"))
      assert.strictEqual(yield* tickAndRun, "succeeded")
      assert.strictEqual(yield* tickAndRun, "NotYet")
      yield* schedule((store) => store.turnOff("admin"))
      yield* TestClock.adjust("10 days")
      assert.strictEqual((yield* tick)._tag, "Off")
    }))

  it.effect("starts one run when the trigger fires twice, and none while another run is active", () =>
    Effect.gen(function*() {
      const { layer, slice, start, tick } = yield* scheduled
      const first = yield* tick
      assert.strictEqual(first._tag, "Started")
      assert.notStrictEqual((yield* tick)._tag, "Started")
      if (first._tag === "Started") yield* Effect.provide(slice(first.run.id), layer)
      assert.strictEqual((yield* tick)._tag, "NotYet")
      yield* TestClock.adjust("1 day")
      const manual = yield* Effect.provide(start(), layer)
      assert.deepStrictEqual(yield* tick, { _tag: "Busy", runId: manual.id })
      yield* Effect.provide(slice(manual.id), layer)
      assert.strictEqual((yield* tick)._tag, "Started")
    }))

  it.effect("does not count manual runs, unless that is the setting", () =>
    Effect.gen(function*() {
      const { schedule, sync, tick, tickAndRun } = yield* scheduled
      yield* tickAndRun
      yield* TestClock.adjust("20 hours")
      yield* sync()
      assert.strictEqual(yield* tickAndRun, "succeeded")
      yield* schedule((store) => store.setManualRunsCount(true, null))
      yield* TestClock.adjust("20 hours")
      yield* sync()
      assert.strictEqual((yield* tick)._tag, "NotYet")
    }))
})

describe("runs that keep failing", () => {
  it.effect("are held back longer and longer, with the reason", () =>
    Effect.gen(function*() {
      const { refuse, schedule, ticksOver } = yield* scheduled
      yield* refuse
      const failed = yield* ticksOver(100)
      assert.deepStrictEqual(failed.map(([hour]) => hour), [0, 1, 7, 19, 43, 67, 91])
      assert.isTrue(failed.every(([, state]) => state === "failed"))
      const { quarantine } = yield* schedule((store) => store.get)
      assert.deepInclude(quarantine, {
        cause: "entra.Unauthorized",
        message: "entra: Unauthorized",
        nextStep: "Try again later.",
        failures: 7
      })
    }))

  it.effect("are let go by a success, a manual one too", () =>
    Effect.gen(function*() {
      const { heal, refuse, schedule, sync, tick, ticksOver } = yield* scheduled
      yield* refuse
      yield* ticksOver(30)
      assert.strictEqual((yield* tick)._tag, "Quarantined")
      yield* heal
      yield* sync()
      assert.isNull((yield* schedule((store) => store.get)).quarantine)
      assert.strictEqual((yield* tick)._tag, "Started")
    }))

  it.effect("are let go by a setting that was saved, and held back anew when they fail again", () =>
    Effect.gen(function*() {
      const { refuse, schedule, tickAndRun, ticksOver } = yield* scheduled
      yield* refuse
      yield* ticksOver(30)
      assert.strictEqual(yield* tickAndRun, "Quarantined")
      yield* schedule((store) => store.settingSaved("admin"))
      assert.isNull((yield* schedule((store) => store.get)).quarantine)
      assert.deepStrictEqual((yield* ticksOver(20)).map(([hour]) => hour), [0, 1, 7, 19])
    }))

  it.effect("that were broken off count as failures: each run once", () =>
    Effect.gen(function*() {
      const { schedule, tick } = yield* scheduled
      const started: Array<number> = []
      for (let hour = 0; hour < 30; hour++) {
        // Nobody sees to its slices.
        if ((yield* tick)._tag === "Started") started.push(hour)
        yield* TestClock.adjust("1 hour")
      }
      assert.deepStrictEqual(started, [0, 1, 7, 19])
      const { quarantine } = yield* schedule((store) => store.get)
      assert.deepInclude(quarantine, { cause: "interrupted", failures: 4 })
    }))

  it.effect("of which one goes on after all lift it", () =>
    Effect.gen(function*() {
      const { layer, schedule, slice, tick } = yield* scheduled
      yield* tick
      yield* TestClock.adjust("1 hour")
      const second = yield* tick
      yield* TestClock.adjust("1 hour")
      assert.strictEqual((yield* tick)._tag, "Quarantined")
      if (second._tag === "Started") yield* Effect.provide(slice(second.run.id), layer)
      const { lastSucceededTickAt, quarantine } = yield* schedule((store) => store.get)
      assert.deepStrictEqual([lastSucceededTickAt, quarantine], [3_600_000, null])
    }))
})

it.effect("a run that somebody cancels is no failure", () =>
  Effect.gen(function*() {
    const { layer, schedule, tick } = yield* scheduled
    const started = yield* tick
    if (started._tag === "Started") {
      yield* Effect.provide(RunStore.use((runs) => runs.cancel(started.run.id)), layer)
    }
    yield* TestClock.adjust("1 hour")
    assert.strictEqual((yield* tick)._tag, "Started")
    assert.isNull((yield* schedule((store) => store.get)).quarantine)
  }))
