/** What became of entries, in one word, and which of them are shown. */
import { assert, describe, it } from "@effect/vitest"
import { AccountId, EntraId, ObjectId } from "@entra-assets/core/model/Ids"
import type { Update } from "@entra-assets/core/plan/Entry"
import { notSent, type Outcome, type OutcomeStatus } from "@entra-assets/core/sync/Outcome"
import { noCounts } from "@entra-assets/core/sync/Run"
import { everything, fateCounts, fateOf, filtered, mostLines, type RunLine } from "../src/run/RunEntries.ts"

const entraId = EntraId.make("11111111-1111-4111-8111-111111111111")

const outcome = (status: OutcomeStatus, closing: OutcomeStatus | null = null): Outcome => ({
  kind: "Create",
  entraId,
  objectId: null,
  write: { ...notSent, status },
  linked: null,
  closing: closing === null ? null : { ...notSent, status: closing }
})

const update: Update = {
  _tag: "Update",
  entraId,
  accountId: AccountId.make("a1"),
  objectId: ObjectId.make("1"),
  name: "Ada",
  changes: []
}

const plan = {
  create: 5,
  update: 3,
  inactivate: 2,
  reactivate: 0,
  unchanged: 0,
  managerLinks: 0,
  findings: {},
  people: null
}

describe("what became of an entry", () => {
  it("is what its write says", () => {
    assert.strictEqual(fateOf(null), "pending")
    assert.strictEqual(fateOf(outcome("waiting")), "pending")
    for (const status of ["written", "unchanged", "moved", "failed", "inDoubt"] as const) {
      assert.strictEqual(fateOf(outcome(status)), status)
    }
  })

  it("is what the second write says when that one did not work out", () => {
    assert.strictEqual(fateOf(outcome("written", "failed")), "failed")
    assert.strictEqual(fateOf(outcome("written", "inDoubt")), "inDoubt")
    assert.strictEqual(fateOf(outcome("written", "moved")), "moved")
    assert.strictEqual(fateOf(outcome("written", "written")), "written")
    assert.strictEqual(fateOf(outcome("written", "waiting")), "written")
  })
})

describe("a filter", () => {
  const changed: RunLine = { entry: update, outcome: outcome("written") }
  const back: RunLine = {
    entry: { ...update, _tag: "Reactivate", cause: "enabled_and_active" },
    outcome: outcome("failed")
  }
  const untouched: RunLine = { entry: update, outcome: null }
  const lines = [changed, back, untouched]

  it("shows what is of its kind and fate", () => {
    assert.lengthOf(filtered(lines, everything), 3)
    assert.deepStrictEqual(filtered(lines, { kind: "Update", fate: null }), [changed, untouched])
    assert.deepStrictEqual(filtered(lines, { kind: null, fate: "failed" }), [back])
    assert.deepStrictEqual(filtered(lines, { kind: "Update", fate: "failed" }), [])
  })

  it("knows how many lines there can be", () => {
    const run = { plan, counts: { ...noCounts, created: 4, updated: 1, failed: 2, inDoubt: 1 } }
    assert.strictEqual(mostLines(run, everything), 10)
    assert.strictEqual(mostLines(run, { kind: "Update", fate: null }), 3)
    assert.strictEqual(mostLines(run, { kind: null, fate: "failed" }), 2)
    assert.strictEqual(mostLines(run, { kind: "Reactivate", fate: "failed" }), 0)
    assert.strictEqual(fateCounts(run).pending, 2)
  })
})
