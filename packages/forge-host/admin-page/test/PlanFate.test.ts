import { assert, it } from "@effect/vitest"
import { noCounts } from "@entra-assets/core/sync/Run"
import { planFate } from "../src/overview/PlanFate.ts"
import { run } from "./fixtures/Runs.ts"

it("a plan is applied by a sync that came to its end, in part by one that did not, and never by a preview", () => {
  const some = { ...noCounts, created: 3 }
  assert.strictEqual(planFate(run(1, { counts: some })), "applied")
  assert.strictEqual(planFate(run(1, { goal: "apply", counts: some, state: "cancelled" })), "partly")
  assert.strictEqual(planFate(run(1, { state: "failed" })), "notApplied")
  assert.strictEqual(planFate(run(1, { state: "cancelled" })), "notApplied")
  assert.strictEqual(planFate(run(1, { state: "blocked", endedAt: null })), "waits")
  assert.strictEqual(planFate(run(1, { goal: "preview" })), "notApplied")
})
