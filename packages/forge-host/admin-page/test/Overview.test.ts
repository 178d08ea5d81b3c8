import { assert, describe, it } from "@effect/vitest"
import { pauseAfter } from "../src/api/Pauses.ts"
import { makeFormat } from "../src/format/Format.tsx"
import { expectedTick, nextSync } from "../src/overview/NextSync.ts"
import { barsOf, topOf } from "../src/overview/PeopleSeries.ts"
import { english } from "../src/texts/English.ts"

const hour = 3_600_000
const day = 24 * hour
const format = makeFormat("en-GB", "UTC")
const tickAt = Date.UTC(2026, 0, 5, 3)
const lastTick = { schemaVersion: 1, at: tickAt, outcome: "started", runId: null } as const

describe("the next sync", () => {
  it("is expected with the first tick that is late enough", () => {
    assert.strictEqual(expectedTick(tickAt + day - 6 * hour, tickAt), tickAt + day)
    assert.strictEqual(expectedTick(tickAt + 7 * day, tickAt), tickAt + 7 * day)
    assert.strictEqual(expectedTick(tickAt - 1, tickAt), tickAt)
  })

  it("is told for whatever holds it back", () => {
    const said = (nextRun: Parameters<typeof nextSync>[0]["nextRun"], tick: typeof lastTick | null = lastTick) =>
      nextSync({ nextRun, lastTick: tick }, english, format)
    const dueAt = tickAt + day - 6 * hour
    assert.strictEqual(said({ _tag: "NotYet", dueAt }), "On or after 6 Jan 2026, about 03:00. Forge chooses the hour.")
    assert.strictEqual(said({ _tag: "NotYet", dueAt }, null), "On or after 5 Jan 2026. Forge chooses the hour.")
    assert.strictEqual(said({ _tag: "Due" }), "With the next daily check, about 03:00. Forge chooses the hour.")
    assert.strictEqual(said({ _tag: "Due" }, null), "With the next daily check. Forge chooses the hour.")
    assert.strictEqual(said({ _tag: "Paused" }), "None while the schedule is paused")
    assert.strictEqual(said({ _tag: "Off", canTurnOn: true }), "None while the schedule is off")
    assert.include(said({ _tag: "Off", canTurnOn: false }), "once a first preview was applied")
    const held = { _tag: "Quarantined", until: tickAt, message: "m", nextStep: "n" } as const
    assert.strictEqual(said(held), "Not before 5 Jan 2026, 03:00, since scheduled syncs keep failing")
  })
})

describe("the chart", () => {
  it("ends at a round number whose half is round, too", () => {
    assert.deepStrictEqual([1, 2, 3, 9, 46, 101, 2345, 100_000].map(topOf), [2, 2, 4, 10, 50, 120, 3000, 100_000])
  })

  it("stacks what there is, within the plot and without gaps", () => {
    const points = [
      { runId: "a", at: 1, people: { active: 6, inactive: 3, unmatched: 1 } },
      { runId: "b", at: 2, people: { active: 0, inactive: 0, unmatched: 10 } }
    ]
    const bars = barsOf(points, 10)
    assert.deepStrictEqual(bars.map(({ kind }) => kind), ["active", "inactive", "unmatched", "unmatched"])
    const [active, inactive] = bars
    assert(active !== undefined && inactive !== undefined)
    assert.closeTo(active.y + active.height, 1, 1e-9)
    assert.closeTo(inactive.y + inactive.height, active.y, 1e-9)
    for (const { width, x, y } of bars) {
      assert.isAtLeast(x, 0)
      assert.isAtMost(x + width, 1)
      assert.isAtLeast(y, -1e-9)
    }
  })
})

it("the page drives a run on at once, but neither one that waits nor one that another page works on", () => {
  assert.strictEqual(pauseAfter({ waiting: null }, 20_000), 0)
  assert.strictEqual(pauseAfter({ waiting: null }, 500), 2500)
  assert.strictEqual(pauseAfter({ waiting: { api: "jira", until: 0 } }, 20_000), 10_000)
})
