/** How a site goes on whose set-up is complete. */
import type { Run } from "@entra-assets/core/sync/Run"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { secretEnds, ticksMissingSince, troubleOf } from "../frame/BannerRules.ts"
import { canSchedule, isComplete } from "./Steps.ts"

/** `unproved`: somebody has changed the connection since the last sync. */
export type Completion = "scheduled" | "paused" | "off" | "byHand" | "unproved"

type Seen = Pick<State, "lastSuccess" | "settings">

const isUnproved = ({ lastSuccess, settings: { changed } }: Seen): boolean =>
  changed !== null && changed.what.includes("entra") && changed.at > (lastSuccess?.endedAt ?? 0)

/** `null`: it is not complete, or something keeps the next sync from succeeding, of which a notice tells. */
export const completionOf = (state: State, current: Run | null, now: number): Completion | null => {
  if (!isComplete(state) || !state.isLicensed) return null
  const trouble = troubleOf(state, current)
  if (trouble !== null && trouble._tag !== "Mended") return null
  if ((secretEnds(state, now)?.daysLeft ?? 0) < 0 || ticksMissingSince(state, now) !== null) return null
  if (trouble !== null || isUnproved(state)) return "unproved"
  if (!canSchedule(state)) return "byHand"
  const { on, paused } = state.schedule
  return paused !== null ? "paused" : on ? "scheduled" : "off"
}
