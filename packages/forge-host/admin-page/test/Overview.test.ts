import { assert, describe, it } from "@effect/vitest"
import { pauseAfter } from "../src/api/Pauses.ts"
import { makeFormat } from "../src/format/Format.tsx"
import { expectedTick, nextSync } from "../src/overview/NextSync.ts"
import { barsOf, mostOf, topOf } from "../src/overview/PeopleSeries.ts"
import { english } from "../src/texts/English.ts"
import { run } from "./fixtures/Runs.ts"

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

  const now = tickAt + 22 * hour
  const calm: Parameters<typeof nextSync>[0] = {
    nextRun: { _tag: "Due" },
    lastTick,
    isLicensed: true,
    lastManual: null,
    lastScheduled: null,
    lastSuccess: null,
    settings: { changed: null, connection: null }
  }

  it("is told for whatever holds it back", () => {
    const said = (nextRun: (typeof calm)["nextRun"], tick: typeof lastTick | null = lastTick) =>
      nextSync({ ...calm, nextRun, lastTick: tick }, { texts: english, format, now })
    const dueAt = tickAt + day - 6 * hour
    assert.strictEqual(
      said({ _tag: "NotYet", dueAt }),
      "On or after 6 Jan 2026, about 03:00. Atlassian chooses the hour."
    )
    assert.strictEqual(said({ _tag: "NotYet", dueAt }, null), "On or after 5 Jan 2026. Atlassian chooses the hour.")
    assert.strictEqual(said({ _tag: "Due" }), "On or after 6 Jan 2026, about 03:00. Atlassian chooses the hour.")
    assert.strictEqual(said({ _tag: "Due" }, null), "On or after 6 Jan 2026. Atlassian chooses the hour.")
    assert.strictEqual(said({ _tag: "Paused" }), "None while the schedule is paused")
    assert.strictEqual(said({ _tag: "Off", canTurnOn: true }), "None while the schedule is off")
    assert.include(said({ _tag: "Off", canTurnOn: false }), "once a first preview was applied")
    const held = { _tag: "Quarantined", until: tickAt, message: "m", nextStep: "n" } as const
    assert.strictEqual(said(held), "Not before 5 Jan 2026, 03:00, since scheduled syncs keep failing")
  })

  it("may come some minutes late, and is still today's", () => {
    const said = (minutes: number) => nextSync(calm, { texts: english, format, now: tickAt + day + minutes * 60_000 })
    assert.include(said(30), "6 Jan 2026")
    assert.include(said(90), "7 Jan 2026")
  })

  it("is not promised where nothing can run", () => {
    const said = (changes: Partial<typeof calm>) => nextSync({ ...calm, ...changes }, { texts: english, format, now })
    const lost = run(tickAt, {
      state: "failed",
      failure: { cause: "assets.NeedsReconnection", message: "It is lost.", nextStep: "Reconnect." }
    })
    assert.strictEqual(said({ isLicensed: false }), "None until the license is renewed")
    assert.strictEqual(said({ lastScheduled: lost }), "None until the app is connected to Assets again")
    assert.strictEqual(said({ isLicensed: false, nextRun: { _tag: "Paused" } }), "None while the schedule is paused")
    assert.include(said({ lastScheduled: lost, lastSuccess: { runId: "a", endedAt: now } }), "On or after")
  })
})

describe("the chart", () => {
  it("ends at a round number whose half is round, too", () => {
    assert.deepStrictEqual([1, 2, 3, 9, 46, 101, 2345, 100_000].map(topOf), [2, 2, 4, 10, 50, 120, 3000, 100_000])
  })

  it("stacks people, with the accounts that are nobody's beside them, within the plot and without gaps", () => {
    const points = [
      { runId: "a", at: 1, people: { active: 6, inactive: 3, unmatched: 1 } },
      { runId: "b", at: 2, people: { active: 0, inactive: 0, unmatched: 10 } }
    ]
    const bars = barsOf(points, 10)
    assert.deepStrictEqual(bars.map(({ kind }) => kind), ["active", "inactive", "unmatched", "unmatched"])
    const [active, inactive, unmatched] = bars
    assert(active !== undefined && inactive !== undefined && unmatched !== undefined)
    assert.closeTo(unmatched.x, active.x + active.width, 1e-9)
    assert.closeTo(unmatched.y + unmatched.height, 1, 1e-9)
    assert.strictEqual(mostOf(points), 10)
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
