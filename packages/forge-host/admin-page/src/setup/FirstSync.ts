/** Where a site stands between its connections and its first sync. */
import type { Run } from "@entra-assets/core/sync/Run"
import { isDone, type Progress } from "./Steps.ts"

export type Stage =
  /** An earlier step is missing. */
  | { readonly _tag: "NotReady" }
  | { readonly _tag: "UnderWay"; readonly run: Run }
  /** Stopped, until somebody decides or goes on with it. */
  | { readonly _tag: "Waits"; readonly run: Run }
  /** Nobody has looked yet. `ended`: a run that came to nothing. */
  | { readonly _tag: "Nothing"; readonly ended: Run | null }
  /** `ended`: a later run that came to nothing. */
  | { readonly _tag: "Previewed"; readonly preview: Run; readonly ended: Run | null }
  /** The first plan was applied. */
  | { readonly _tag: "Applied" }

export interface Runs {
  /** As `useCurrentRun` has it. */
  readonly current: Run | null
  readonly newest: Run | null
  /** The newest that has made a plan. */
  readonly preview: Run | null
}

export const stageOf = (state: Progress, { current, newest, preview }: Runs): Stage => {
  // A preview since then is what the admin goes on with.
  const isLeft = current?.state === "blocked" && preview !== null && preview.createdAt > current.createdAt
  if (current !== null && !isLeft) {
    return { _tag: current.state === "blocked" || current.state === "interrupted" ? "Waits" : "UnderWay", run: current }
  }
  if (state.schedule.firstPlanAppliedAt !== null) return { _tag: "Applied" }
  if (!isDone("assets", state) || !isDone("entra", state)) return { _tag: "NotReady" }
  // Of a sync that failed, the banner on top of the page tells.
  const ended =
    newest !== null && (newest.state === "cancelled" || (newest.state === "failed" && newest.goal === "preview"))
      ? newest
      : null
  return preview === null ? { _tag: "Nothing", ended } : { _tag: "Previewed", preview, ended }
}

/** How many accounts can be read in an hour with so many points. Of developer.atlassian.com, rate limiting. */
export const accountsInHour = (pointsPerHour: number): number => Math.max(1, Math.floor(pointsPerHour / 2001)) * 1000
