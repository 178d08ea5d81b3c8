/** What can be done with a plan. */
import { assert, describe, it } from "@effect/vitest"
import { type PlanCounts, type PlanHeader, planSchemaVersion } from "@entra-assets/core/plan/PlanHeader"
import { noCounts, type Run, runSchemaVersion } from "@entra-assets/core/sync/Run"
import { canApply, type Site, standingOf } from "../src/plan/Standing.ts"

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

const quiet: Site = { settingsHold: true, runs: [], current: null, guard: { enabled: true } }

const standing = (site: Partial<Site>, of: PlanHeader = plan) => standingOf(of, { ...quiet, ...site })

const made = run({ id: "plan", goal: "preview", createdAt: 500 })
const wrote = { ...noCounts, created: 2 }

describe("a plan", () => {
  it("can be applied; the preview that made it is no sync of it", () => {
    assert.deepStrictEqual(standing({ runs: [made] }), { _tag: "Ready" })
    assert.isTrue(canApply(standing({ settingsHold: null })))
  })

  it("without a change has nothing to apply", () => {
    const empty = { ...plan, counts: { ...counts, create: 0, update: 0 } }
    assert.deepStrictEqual(standing({}, empty), { _tag: "Empty" })
    assert.isFalse(canApply(standing({}, empty)))
  })

  it("that was applied, is being applied, waits, or was interrupted says so", () => {
    const done = run({})
    assert.deepStrictEqual(standing({ runs: [done, made] }), { _tag: "Applied", run: done })
    const states = { applying: "UnderWay", blocked: "Waits", interrupted: "Interrupted" } as const
    for (const state of ["applying", "blocked", "interrupted"] as const) {
      const current = run({ state, endedAt: null })
      assert.deepStrictEqual(standing({ current }), { _tag: states[state], run: current })
    }
  })

  it("what the site says of a run now goes before what the history said", () => {
    const now = run({ state: "interrupted" })
    assert.strictEqual(standing({ runs: [run({ state: "applying" })], current: now })._tag, "Interrupted")
  })

  it("of other settings cannot be applied, nor while another sync is active", () => {
    assert.deepStrictEqual(standing({ settingsHold: false }), { _tag: "OtherSettings" })
    const other = run({ id: "other", planId: "other", state: "reading" })
    assert.deepStrictEqual(standing({ current: other }), { _tag: "Busy", run: other })
    assert.isFalse(canApply(standing({ current: other })))
    assert.isTrue(canApply(standing({ current: { ...other, state: "interrupted" } })))
  })

  it("that the safety check would stop can be applied all the same", () => {
    assert.deepStrictEqual(standing({}, unusual), { _tag: "WouldBlock", isCheckOff: false })
    assert.deepStrictEqual(standing({ guard: { enabled: false } }, unusual), { _tag: "WouldBlock", isCheckOff: true })
    assert.isTrue(canApply(standing({}, unusual)))
  })

  it("can be applied again after a sync of it that ended early, whether or not that had written", () => {
    assert.deepStrictEqual(standing({ runs: [run({ state: "cancelled" })] }), { _tag: "Ready" })
    const failed = run({ state: "failed", counts: wrote })
    assert.deepStrictEqual(standing({ runs: [failed] }), { _tag: "CutShort", run: failed, written: 2 })
  })

  it("is overtaken by a later sync that has written", () => {
    const later = run({ id: "later", planId: "later", goal: "sync", counts: wrote })
    assert.deepStrictEqual(standing({ runs: [later] }), { _tag: "Overtaken", run: later })
    assert.deepStrictEqual(standing({ runs: [{ ...later, counts: noCounts }] }), { _tag: "Ready" })
    assert.deepStrictEqual(standing({ runs: [{ ...later, createdAt: 900 }] }), { _tag: "Ready" })
    assert.deepStrictEqual(standing({ runs: [{ ...later, scope: "person" }] }), { _tag: "Ready" })
  })
})
