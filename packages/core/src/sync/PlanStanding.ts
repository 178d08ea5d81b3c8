/** What can be done with a plan as things are, and what somebody should know before they do it. */
import * as Schema from "effect/Schema"
import { changesOf, type PlanHeader } from "../plan/PlanHeader.ts"
import { blocks } from "../plan/Verdict.ts"
import type { PlanApproval } from "./PlanStore.ts"
import { isActive, Run, written } from "./Run.ts"
import type { RunsOfPlan } from "./RunHistory.ts"

const OfRun = { run: Run }

export const PlanStage = Schema.Union([
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
  /** It can be applied. */
  Schema.TaggedStruct("Ready", {})
])
export type PlanStage = typeof PlanStage.Type

/** What the guard does when the plan is applied. */
export const PlanCheck = Schema.Union([
  Schema.TaggedStruct("Passes", {}),
  /** It stops it until somebody approves; it would, if it were not off; it did, and somebody has approved. */
  Schema.TaggedStruct("Blocks", {}),
  Schema.TaggedStruct("Off", {}),
  Schema.TaggedStruct("Approved", { at: Schema.Int })
])
export type PlanCheck = typeof PlanCheck.Type

export const PlanStanding = Schema.Struct({
  stage: PlanStage,
  /** Who wrote last since it was made; `null` while nobody has, and of a plan that a run does or has done. */
  since: Schema.NullOr(Schema.Union([
    /** A run of this plan that wrote some of it, and then ended early. */
    Schema.TaggedStruct("CutShort", OfRun),
    /** Another run for everybody. */
    Schema.TaggedStruct("Overtaken", OfRun)
  ])),
  check: PlanCheck
})
export type PlanStanding = typeof PlanStanding.Type

export interface Circumstances extends RunsOfPlan {
  /** Whether the settings are those under which it was made. */
  readonly settingsHold: boolean
  readonly isGuardOn: boolean
  readonly approval: Pick<PlanApproval, "at"> | null
}

/** Of the run that does what this plan says; `null` when it has not done all of it, and never will. */
const ofItsRun = (run: Run, { settingsHold, underWay }: Circumstances): PlanStage | null => {
  if (isActive(run.state)) return { _tag: "UnderWay", run }
  switch (run.state) {
    case "succeeded":
      return { _tag: "Applied", run }
    case "blocked":
      return settingsHold ? { _tag: "Waits", run } : null
    case "interrupted":
      // Once another one has begun it cannot go on.
      return run.id === underWay?.id ? { _tag: "Interrupted", run } : null
    default:
      return null
  }
}

const stageOf = (plan: PlanHeader, circumstances: Circumstances): PlanStage => {
  const { applied, settingsHold, underWay } = circumstances
  const fate = applied === null ? null : ofItsRun(applied, circumstances)
  if (fate !== null) return fate
  if (changesOf(plan.counts) === 0) return { _tag: "Empty" }
  if (!settingsHold) return { _tag: "OtherSettings" }
  return underWay !== null && isActive(underWay.state) ? { _tag: "Busy", run: underWay } : { _tag: "Ready" }
}

const checkOf = ({ guard }: PlanHeader, { approval, isGuardOn }: Circumstances): PlanCheck => {
  if (guard.stops.length === 0) return { _tag: "Passes" }
  if (!blocks(guard, { enabled: isGuardOn })) return { _tag: "Off" }
  return approval === null ? { _tag: "Blocks" } : { _tag: "Approved", at: approval.at }
}

/** Nothing of it is left to be done, or its own run sees to that. */
const isSeenTo: ReadonlySet<PlanStage["_tag"]> = new Set(["Applied", "UnderWay", "Interrupted", "Empty"])

const writtenSince = ({ applied, since }: Circumstances): PlanStanding["since"] => {
  const cutShort = applied !== null && written(applied) > 0 ? applied : null
  if (since !== null && (cutShort === null || since.updatedAt > cutShort.updatedAt)) {
    return { _tag: "Overtaken", run: since }
  }
  return cutShort === null ? null : { _tag: "CutShort", run: cutShort }
}

export const standingOf = (plan: PlanHeader, circumstances: Circumstances): PlanStanding => {
  const stage = stageOf(plan, circumstances)
  return {
    stage,
    since: isSeenTo.has(stage._tag) ? null : writtenSince(circumstances),
    check: checkOf(plan, circumstances)
  }
}
