/** What can be done with a plan. */
import { assert, describe, it } from "@effect/vitest"
import { type PlanCounts, type PlanHeader, planSchemaVersion } from "@entra-assets/core/plan/PlanHeader"
import { noCounts, type Run, runSchemaVersion } from "@entra-assets/core/sync/Run"
import { type Circumstances, standingOf } from "@entra-assets/forge-host/admin/PlanStanding"

const counts: PlanCounts = {
  create: 2,
  update: 1,
  inactivate: 0,
  reactivate: 0,
  unchanged: 4,
  managerLinks: 0,
  findings: {},
  people: null
}
const read = { readStartedAt: 1, count: 7, complete: true }

const plan: PlanHeader = {
  schemaVersion: planSchemaVersion,
  id: "plan",
  scope: "everybody",
  createdAt: 1000,
  digest: "digest",
  settingsDigest: "settings",
  watermark: { graph: read, jira: read, assets: read },
  counts,
  pages: 1,
  objects: { now: 4, afterwards: 6, allowance: 10 },
  guard: { stops: [], unmatched: null }
}

const unusual: PlanHeader = {
  ...plan,
  guard: {
    stops: [{
      rule: "inactivations",
      detail: "2 of 6 would become inactive.",
      count: 2,
      of: 6,
      percent: 33.3,
      limit: 1,
      examples: { entraIds: [], accountIds: [] }
    }],
    unmatched: null
  }
}

const run = (changes: Partial<Run>): Run => ({
  schemaVersion: runSchemaVersion,
  id: "run",
  goal: "apply",
  scope: "everybody",
  trigger: "manual",
  startedBy: null,
  settingsDigest: "settings",
  planId: "plan",
  state: "succeeded",
  createdAt: 2000,
  updatedAt: 3000,
  endedAt: 3000,
  slices: 1,
  waiting: null,
  reading: null,
  plan: counts,
  applying: { page: 0, links: false },
  counts: noCounts,
  timings: { reading: 0, planning: 0, applying: 0 },
  requests: {},
  failure: null,
  ...changes
})

const quiet: Circumstances = { settingsHold: true, isGuardOn: true, newest: null, applied: null, since: null }

const standing = (circumstances: Partial<Circumstances>, of: PlanHeader = plan) =>
  standingOf(of, { ...quiet, ...circumstances })

const wrote = { ...noCounts, created: 2 }

describe("a plan", () => {
  it("can be applied; the preview that made it is no sync of it", () => {
    const made = run({ id: "plan", goal: "preview", createdAt: 500 })
    assert.deepStrictEqual(standing({ newest: made }), { _tag: "Ready" })
  })

  it("without a change has nothing to apply, whatever the settings are", () => {
    const empty = { ...plan, counts: { ...counts, create: 0, update: 0 } }
    assert.deepStrictEqual(standing({ settingsHold: false }, empty), { _tag: "Empty" })
  })

  it("that was applied, is being applied, waits, or was interrupted says so", () => {
    const states = { applying: "UnderWay", blocked: "Waits", interrupted: "Interrupted", succeeded: "Applied" } as const
    for (const state of ["applying", "blocked", "interrupted", "succeeded"] as const) {
      const applied = run({ state })
      assert.deepStrictEqual(standing({ applied, newest: applied }), { _tag: states[state], run: applied })
    }
  })

  it("whose sync was interrupted and overtaken is one that was cut short, or was never written", () => {
    const newest = run({ id: "newest", planId: "newest", goal: "preview" })
    const applied = run({ state: "interrupted", counts: wrote })
    assert.deepStrictEqual(standing({ applied, newest }), { _tag: "CutShort", run: applied })
    assert.deepStrictEqual(standing({ applied: { ...applied, counts: noCounts }, newest }), { _tag: "Ready" })
  })

  it("of other settings cannot be applied, nor while another sync is active", () => {
    assert.deepStrictEqual(standing({ settingsHold: false }), { _tag: "OtherSettings" })
    const other = run({ id: "other", planId: "other", state: "reading" })
    assert.deepStrictEqual(standing({ newest: other }), { _tag: "Busy", run: other })
    assert.deepStrictEqual(standing({ newest: { ...other, state: "interrupted" } }), { _tag: "Ready" })
  })

  it("that the safety check would stop says so, also when the check is off", () => {
    assert.deepStrictEqual(standing({}, unusual), { _tag: "WouldBlock", isCheckOff: false })
    assert.deepStrictEqual(standing({ isGuardOn: false }, unusual), { _tag: "WouldBlock", isCheckOff: true })
  })

  it("is cut short by a sync of it that ended early, or overtaken by another, whichever wrote last", () => {
    const applied = run({ state: "failed", counts: wrote })
    const since = run({ id: "other", planId: "other", goal: "sync", counts: wrote })
    const earlier = { ...since, createdAt: applied.createdAt - 1 }
    const later = { ...since, createdAt: applied.createdAt + 1 }
    assert.deepStrictEqual(standing({ applied }), { _tag: "CutShort", run: applied })
    assert.deepStrictEqual(standing({ applied, since: earlier }), { _tag: "CutShort", run: applied })
    assert.deepStrictEqual(standing({ applied, since: later }), { _tag: "Overtaken", run: later })
    assert.deepStrictEqual(standing({ since }), { _tag: "Overtaken", run: since })
  })
})
