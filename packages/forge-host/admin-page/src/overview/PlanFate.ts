/** What became of the plan that a run made or was to apply. */
import { type Run, written } from "@entra-assets/core/sync/Run"

export type PlanFate = "applied" | "partly" | "notApplied" | "waits"

/** Of a run that nothing works on. */
export const planFate = (run: Pick<Run, "counts" | "goal" | "state">): PlanFate => {
  if (run.state === "blocked") return "waits"
  if (run.goal === "preview") return "notApplied"
  if (run.state === "succeeded") return "applied"
  return written(run) > 0 ? "partly" : "notApplied"
}
