/** What admins set about the schedule, as the page does it. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Journey from "../../dev/Journey.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

it.effect("the schedule is turned on after a first plan was applied, and not before", () =>
  Effect.gen(function*() {
    const { admin, audit, site } = yield* AdminSite.make()
    assert.deepInclude(yield* admin.refused("turnOn", {}), { _tag: "Refused", reason: "setup.Entra" })
    yield* Journey.setUp(site, admin)
    assert.deepInclude(yield* admin.refused("turnOn", {}), { _tag: "Refused", reason: "schedule.NoPlanApplied" })
    assert.deepStrictEqual((yield* admin.ask("state", {})).nextRun, { _tag: "Off", canTurnOn: false })

    const { id } = yield* admin.ask("runNow", {})
    yield* Journey.settled(site, admin, id)
    const on = yield* admin.ask("turnOn", {})
    assert.isTrue(on.on)
    assert.strictEqual(on.changed?.by, admin.accountId)
    assert.deepStrictEqual((yield* admin.ask("state", {})).nextRun, { _tag: "Due" })

    const paused = yield* admin.ask("pause", {})
    assert.strictEqual(paused.paused?.by, admin.accountId)
    assert.deepStrictEqual((yield* admin.ask("state", {})).nextRun, { _tag: "Paused" })
    assert.isNull((yield* admin.ask("resume", {})).paused)
    assert.isFalse((yield* admin.ask("turnOff", {})).on)

    const entries = (yield* audit).slice(0, 4).map(({ action, changes }) => ({ action, changes }))
    assert.deepStrictEqual(entries, [
      { action: "turnOff", changes: [{ field: "schedule", before: "on", after: "off" }] },
      { action: "resume", changes: [{ field: "schedule", before: "paused", after: "on" }] },
      { action: "pause", changes: [{ field: "schedule", before: "on", after: "paused" }] },
      { action: "turnOn", changes: [{ field: "schedule", before: "off", after: "on" }] }
    ])
  }))

it.effect("the cadence is 1 to 100 whole days", () =>
  Effect.gen(function*() {
    const { admin, audit, messages } = yield* AdminSite.make()
    const message = { everyDays: "Enter a whole number of days from 1 to 100." }
    for (const everyDays of [0, -1, 101, 1.5]) {
      assert.deepStrictEqual(yield* messages("setCadence", { everyDays, manualRunsCount: false }), message)
    }
    for (const everyDays of [1, 100, 7]) yield* admin.ask("setCadence", { everyDays, manualRunsCount: true })
    const { schedule } = yield* admin.ask("state", {})
    assert.strictEqual<number>(schedule.everyDays, 7)
    assert.isTrue(schedule.manualRunsCount)
    assert.deepStrictEqual((yield* audit).map(({ changes }) => changes), [
      [{ field: "everyDays", before: "100", after: "7" }],
      [{ field: "everyDays", before: "1", after: "100" }],
      [{ field: "manualRunsCount", before: "false", after: "true" }]
    ])
  }))
