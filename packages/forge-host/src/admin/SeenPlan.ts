/** A plan as the person has seen it: a run that begins anew may put another one of the same id in its place. */
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Effect from "effect/Effect"
import { refused } from "./AdminError.ts"
import { toFailure } from "./Handler.ts"

const otherPlan = refused(
  "plan.Changed",
  "The plan is not the one that you have looked at.",
  "Load the page again and look at the plan once more."
)

/** Fails unless the plan is still the one of this digest. */
export const header = Effect.fnUntraced(function*(planId: string, digest: string) {
  const plan = yield* Effect.mapError(PlanStore.use((plans) => plans.header(planId)), toFailure)
  return plan.digest === digest ? plan : yield* otherPlan
})
