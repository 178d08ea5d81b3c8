/** How a run that somebody ended came to its end. */
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { type Run, written } from "@entra-assets/core/sync/Run"
import type { RunView } from "@entra-assets/forge-host/admin/AdminApi"

/** `discarded`: while the guard held it up. `nothing`, `some`: that it had written; a write without an answer may be there. */
export type Cancelled = "discarded" | "nothing" | "some"

export interface Ended extends Pick<RunView, "approval"> {
  readonly run: Pick<Run, "counts" | "goal">
  readonly plan: Pick<PlanHeader, "guard"> | null
}

export const cancelledAs = ({ approval, plan, run }: Ended): Cancelled => {
  if (written(run) + run.counts.inDoubt > 0) return "some"
  const isStopped = run.goal !== "preview" && plan !== null && plan.guard.stops.length > 0 && approval === null
  return isStopped ? "discarded" : "nothing"
}
