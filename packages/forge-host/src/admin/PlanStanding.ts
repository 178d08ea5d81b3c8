/** What can be done with a plan as things are, and if nothing, why. */
import { changesOf, type PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { blocks } from "@entra-assets/core/plan/Verdict"
import { isActive, Run, written } from "@entra-assets/core/sync/Run"
import type { RunsOfPlan } from "@entra-assets/core/sync/RunHistory"
import * as Schema from "effect/Schema"

const OfRun = { run: Run }

export const PlanStanding = Schema.Union([
  /** A run does what it says, or has done it, or is stopped while it does. */
  Schema.TaggedStruct("Applied", OfRun),
  Schema.TaggedStruct("UnderWay", OfRun),
  Schema.TaggedStruct("Waits", OfRun),
  Schema.TaggedStruct("Interrupted", OfRun),
  /** There is nothing to apply. */
  Schema.TaggedStruct("Empty", {}),
  /** The settings have changed since it was made. */
  Schema.TaggedStruct("OtherSettings", {}),
  /** Another run is active. */
  Schema.TaggedStruct("Busy", OfRun),
  // From here on it can be applied.
  /** The guard would stop it, or would if it were not off. */
  Schema.TaggedStruct("WouldBlock", { isCheckOff: Schema.Boolean }),
  /** A run wrote some of it, and then ended early. */
  Schema.TaggedStruct("CutShort", OfRun),
  /** Another run for everybody has written since it was made. */
  Schema.TaggedStruct("Overtaken", OfRun),
  Schema.TaggedStruct("Ready", {})
])
export type PlanStanding = typeof PlanStanding.Type

export interface Circumstances extends RunsOfPlan {
  /** Whether the settings are those under which it was made. */
  readonly settingsHold: boolean
  readonly isGuardOn: boolean
}

/** Of the run that does what this plan says; `null` when it has ended without having done all of it. */
const ofItsRun = (run: Run, newest: Run | null): PlanStanding | null => {
  if (isActive(run.state)) return { _tag: "UnderWay", run }
  switch (run.state) {
    case "succeeded":
      return { _tag: "Applied", run }
    case "blocked":
      return { _tag: "Waits", run }
    case "interrupted":
      // Once another one has begun it cannot go on.
      return run.id === newest?.id ? { _tag: "Interrupted", run } : null
    default:
      return null
  }
}

export const standingOf = (
  plan: PlanHeader,
  { applied, isGuardOn, newest, settingsHold, since }: Circumstances
): PlanStanding => {
  const fate = applied === null ? null : ofItsRun(applied, newest)
  if (fate !== null) return fate
  if (changesOf(plan.counts) === 0) return { _tag: "Empty" }
  if (!settingsHold) return { _tag: "OtherSettings" }
  if (newest !== null && isActive(newest.state)) return { _tag: "Busy", run: newest }
  if (plan.guard.stops.length > 0) {
    return { _tag: "WouldBlock", isCheckOff: !blocks(plan.guard, { enabled: isGuardOn }) }
  }
  const cutShort = applied !== null && written(applied) > 0 ? applied : null
  if (since !== null && (cutShort === null || since.createdAt > cutShort.createdAt)) {
    return { _tag: "Overtaken", run: since }
  }
  return cutShort === null ? { _tag: "Ready" } : { _tag: "CutShort", run: cutShort }
}
