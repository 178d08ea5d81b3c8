/** What can be done with a plan as things are, and if nothing, why. */
import type { Settings } from "@entra-assets/core/model/Settings"
import type { PlanCounts, PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { blocks } from "@entra-assets/core/plan/Verdict"
import { isActive, type Run } from "@entra-assets/core/sync/Run"

export const changesOf = ({ create, inactivate, reactivate, update }: PlanCounts): number =>
  create + update + inactivate + reactivate

export const findingsOf = ({ findings }: PlanCounts): number =>
  Object.values(findings).reduce((sum, count) => sum + (count ?? 0), 0)

const writtenBy = ({ counts: { created, inactivated, reactivated, updated } }: Run): number =>
  created + updated + inactivated + reactivated

export interface Site {
  /** Whether the settings are those under which it was made; `null` while that is not known. */
  readonly settingsHold: boolean | null
  /** The newest first. */
  readonly runs: ReadonlyArray<Run>
  /** The newest run while somebody may have to see to it. */
  readonly current: Run | null
  readonly guard: Pick<Settings["guard"], "enabled">
}

export type Standing =
  /** There is nothing to apply. */
  | { readonly _tag: "Empty" }
  | { readonly _tag: "Applied"; readonly run: Run }
  | { readonly _tag: "UnderWay"; readonly run: Run }
  | { readonly _tag: "Waits"; readonly run: Run }
  | { readonly _tag: "Interrupted"; readonly run: Run }
  | { readonly _tag: "OtherSettings" }
  | { readonly _tag: "Busy"; readonly run: Run }
  /** From here on it can be applied. */
  | { readonly _tag: "WouldBlock"; readonly isCheckOff: boolean }
  | { readonly _tag: "CutShort"; readonly run: Run; readonly written: number }
  | { readonly _tag: "Overtaken"; readonly run: Run }
  | { readonly _tag: "Ready" }

const applicable: ReadonlySet<Standing["_tag"]> = new Set(["WouldBlock", "CutShort", "Overtaken", "Ready"])

export const canApply = ({ _tag }: Standing): boolean => applicable.has(_tag)

/** Of the run that does what this plan says, whoever made the plan. */
const ofItsRun = (run: Run): Standing | null => {
  if (isActive(run.state)) return { _tag: "UnderWay", run }
  switch (run.state) {
    case "blocked":
      return { _tag: "Waits", run }
    case "interrupted":
      return { _tag: "Interrupted", run }
    case "succeeded":
      return { _tag: "Applied", run }
    default:
      return null
  }
}

export const standingOf = (plan: PlanHeader, { current, guard, runs, settingsHold }: Site): Standing => {
  const known = runs.map((run) => run.id === current?.id ? current : run)
  const all = current === null || known.includes(current) ? known : [current, ...known]
  const writing = all.filter(({ goal }) => goal !== "preview")
  const own = writing.find(({ planId }) => planId === plan.id)
  const fate = own === undefined ? null : ofItsRun(own)
  if (fate !== null) return fate
  if (changesOf(plan.counts) === 0) return { _tag: "Empty" }
  if (settingsHold === false) return { _tag: "OtherSettings" }
  if (current !== null && isActive(current.state)) return { _tag: "Busy", run: current }
  if (plan.guard.stops.length > 0) return { _tag: "WouldBlock", isCheckOff: !blocks(plan.guard, guard) }
  const written = own === undefined ? 0 : writtenBy(own)
  if (own !== undefined && written > 0) return { _tag: "CutShort", run: own, written }
  const later = writing.find((run) => run.scope === "everybody" && run.createdAt > plan.createdAt && writtenBy(run) > 0)
  return later === undefined ? { _tag: "Ready" } : { _tag: "Overtaken", run: later }
}
