/** What can be done with a plan. */
import { assert, describe, it } from "@effect/vitest"
import { type PlanCounts, type PlanHeader, planSchemaVersion } from "@entra-assets/core/plan/PlanHeader"
import { type Circumstances, type PlanStanding, standingOf } from "@entra-assets/core/sync/PlanStanding"
import { noCounts, type Run } from "@entra-assets/core/sync/Run"
import * as Runs from "../fixtures/Runs.ts"

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

/** One that applies the plan. */
const run = (changes: Partial<Run>): Run =>
  Runs.run({ goal: "apply", planId: "plan", createdAt: 2000, updatedAt: 3000, endedAt: 3000, ...changes })

const quiet: Circumstances = {
  settingsHold: true,
  isGuardOn: true,
  underWay: null,
  applied: null,
  since: null,
  approval: null
}

const standing = (circumstances: Partial<Circumstances>, of: PlanHeader = plan) =>
  standingOf(of, { ...quiet, ...circumstances })

/** With nothing else to say of it. */
const only = (stage: PlanStanding["stage"]): PlanStanding => ({ stage, since: null, check: { _tag: "Passes" } })

const wrote = { ...noCounts, created: 2 }

describe("a plan", () => {
  it("can be applied", () => {
    assert.deepStrictEqual(standing({}), only({ _tag: "Ready" }))
  })

  it("without a change has nothing to apply, whatever the settings are", () => {
    const empty = { ...plan, counts: { ...counts, create: 0, update: 0 } }
    assert.deepStrictEqual(standing({ settingsHold: false }, empty), only({ _tag: "Empty" }))
  })

  it("that was applied, is being applied, waits, or was interrupted says so", () => {
    const states = { applying: "UnderWay", blocked: "Waits", interrupted: "Interrupted", succeeded: "Applied" } as const
    for (const state of ["applying", "blocked", "interrupted", "succeeded"] as const) {
      const applied = run({ state })
      assert.deepStrictEqual(standing({ applied, underWay: applied }), only({ _tag: states[state], run: applied }))
    }
  })

  it("whose sync was interrupted and overtaken is one that was cut short", () => {
    const applied = run({ state: "interrupted", counts: wrote })
    assert.deepStrictEqual(standing({ applied }), {
      ...only({ _tag: "Ready" }),
      since: { _tag: "CutShort", run: applied }
    })
  })

  it("of other settings cannot be applied, nor while another sync is active", () => {
    assert.deepStrictEqual(standing({ settingsHold: false }), only({ _tag: "OtherSettings" }))
    assert.deepStrictEqual(
      standing({ settingsHold: false, applied: run({ state: "blocked" }) }),
      only({ _tag: "OtherSettings" }),
      "whoever approves it"
    )
    const other = run({ id: "other", planId: "other", state: "reading" })
    assert.deepStrictEqual(standing({ underWay: other }), only({ _tag: "Busy", run: other }))
    assert.deepStrictEqual(standing({ underWay: { ...other, state: "interrupted" } }), only({ _tag: "Ready" }))
  })

  it("that the safety check would stop says so, also when the check is off", () => {
    assert.deepStrictEqual(standing({}, unusual).check, { _tag: "Blocks" })
    assert.deepStrictEqual(standing({ isGuardOn: false }, unusual).check, { _tag: "Off" })
  })

  it("that was approved and cut short goes on at once when it is applied again", () => {
    const applied = run({ state: "cancelled", counts: wrote })
    assert.deepStrictEqual(standing({ applied, approval: { at: 2500 } }, unusual), {
      stage: { _tag: "Ready" },
      since: { _tag: "CutShort", run: applied },
      check: { _tag: "Approved", at: 2500 }
    })
  })

  it("is cut short by a sync of it that ended early, or overtaken by another, whichever wrote last", () => {
    const applied = run({ state: "failed", counts: wrote })
    const since = run({ id: "other", planId: "other", goal: "sync", counts: wrote })
    const earlier = { ...since, updatedAt: applied.updatedAt - 1 }
    const later = { ...since, updatedAt: applied.updatedAt + 1 }
    assert.deepStrictEqual(standing({ applied }).since, { _tag: "CutShort", run: applied })
    assert.deepStrictEqual(standing({ applied, since: earlier }).since, { _tag: "CutShort", run: applied })
    assert.deepStrictEqual(standing({ applied, since: later }).since, { _tag: "Overtaken", run: later })
    assert.deepStrictEqual(standing({ since }).since, { _tag: "Overtaken", run: since })
  })

  it("was written in part, or overtaken, also while it cannot be applied or waits", () => {
    const since = run({ id: "other", planId: "other", goal: "sync", counts: wrote })
    const overtaken = { _tag: "Overtaken" as const, run: since }
    assert.deepStrictEqual(standing({ since, settingsHold: false }).since, overtaken)
    assert.deepStrictEqual(standing({ since, underWay: run({ id: "third", state: "reading" }) }).since, overtaken)
    assert.deepStrictEqual(standing({ since, applied: run({ state: "blocked" }) }).since, overtaken)
    assert.isNull(standing({ since, applied: run({}) }).since)
  })
})
