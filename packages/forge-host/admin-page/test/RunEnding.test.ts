import { assert, it } from "@effect/vitest"
import type { Stop } from "@entra-assets/core/plan/Verdict"
import { noCounts } from "@entra-assets/core/sync/Run"
import { cancelledAs } from "../src/run/RunEnding.ts"
import { run } from "./fixtures/Runs.ts"

const stop: Stop = {
  rule: "no_users",
  detail: "Entra ID has nobody.",
  count: 9,
  of: 9,
  percent: 100,
  limit: 0,
  examples: { entraIds: [], accountIds: [] }
}
const plan = (...stops: ReadonlyArray<Stop>) => ({ guard: { stops, unmatched: null } })
const cancelled = run(1, { state: "cancelled" })

it("a cancelled run has written something, or nothing, or was discarded while it waited for an approval", () => {
  const some = { ...cancelled, counts: { ...noCounts, updated: 1 } }
  assert.strictEqual(cancelledAs({ run: some, plan: plan(stop), approval: null }), "some")
  const inDoubt = { ...cancelled, counts: { ...noCounts, inDoubt: 1 } }
  assert.strictEqual(cancelledAs({ run: inDoubt, plan: plan(), approval: null }), "some")
  assert.strictEqual(cancelledAs({ run: cancelled, plan: plan(), approval: null }), "nothing")
  assert.strictEqual(cancelledAs({ run: cancelled, plan: null, approval: null }), "nothing")
  assert.strictEqual(cancelledAs({ run: cancelled, plan: plan(stop), approval: null }), "discarded")
  assert.strictEqual(cancelledAs({ run: cancelled, plan: plan(stop), approval: { by: "ada", at: 1 } }), "nothing")
  const preview = { ...cancelled, goal: "preview" } as const
  assert.strictEqual(cancelledAs({ run: preview, plan: plan(stop), approval: null }), "nothing")
})
