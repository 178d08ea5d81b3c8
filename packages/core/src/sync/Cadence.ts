/**
 * When a scheduled sync is due: every so many whole days, from one tick of the host to the next. Pure: the host asks
 * `decide` at each tick, whenever its ticks come, and stores what the other functions answer. That one run works at a
 * time is the lease's business. Times are milliseconds since 1970; a tick's time is when the host's clock saw it.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Quarantine from "./Quarantine.ts"
import type { RunFailure } from "./Run.ts"

/** Raised when the stored shape changes. */
export const scheduleSchemaVersion = 1

const hour = 3_600_000
const day = 24 * hour

/** Ticks come early and late; a run may begin by so much before its days are full. */
const slack = 6 * hour

/** Whole days from one run to the next. */
export const CadenceDays = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })).pipe(
  Schema.brand("CadenceDays")
)
export type CadenceDays = typeof CadenceDays.Type

/** Who changed something, in the host's terms (on Forge an accountId, never a name; `null` for nobody), and when. */
export const Change = Schema.Struct({ at: Schema.Int, by: Schema.NullOr(Schema.String) })
export type Change = typeof Change.Type

export const Schedule = Schema.Struct({
  schemaVersion: Schema.Literal(scheduleSchemaVersion),
  on: Schema.Boolean,
  /** Whether it was ever turned on: then somebody has turned it off again on purpose. */
  hasBeenOn: Schema.Boolean.pipe(Schema.withDecodingDefaultKey(Effect.succeed(false))),
  everyDays: CadenceDays,
  /** Whether a manual run that succeeded puts the next scheduled one off. */
  manualRunsCount: Schema.Boolean,
  paused: Schema.NullOr(Change),
  /** The last change by a person; `null` for none yet. */
  changed: Schema.NullOr(Change),
  /** Until then it cannot be turned on. */
  firstPlanAppliedAt: Schema.NullOr(Schema.Int),
  /** The tick that began the last run that succeeded. */
  lastSucceededTickAt: Schema.NullOr(Schema.Int),
  /** The failures since; they hold the schedule back from the second on. */
  quarantine: Schema.NullOr(Quarantine.Quarantine)
})
export type Schedule = typeof Schedule.Type

/** Off, every day. */
export const initial: Schedule = {
  schemaVersion: scheduleSchemaVersion,
  on: false,
  hasBeenOn: false,
  everyDays: CadenceDays.make(1),
  manualRunsCount: false,
  paused: null,
  changed: null,
  firstPlanAppliedAt: null,
  lastSucceededTickAt: null,
  quarantine: null
}

/** Nobody has seen yet what a sync would do. */
export class NoPlanApplied extends Schema.TaggedError<NoPlanApplied>()("NoPlanApplied", {}) {
  override get message(): string {
    return "The schedule cannot be turned on before a first plan was applied. Make a preview, look at it and apply it."
  }
}

/** What a tick comes to. `dueAt` and `until`: from then on a tick begins a run. */
export type Verdict =
  | { readonly _tag: "Off"; readonly canTurnOn: boolean }
  | { readonly _tag: "Paused"; readonly paused: Change }
  | { readonly _tag: "NotYet"; readonly dueAt: number }
  | { readonly _tag: "Quarantined"; readonly until: number; readonly quarantine: Quarantine.Quarantine }
  /** `dueAt`: since when; `null` for the first run. */
  | { readonly _tag: "Due"; readonly dueAt: number | null }

export interface Decision {
  readonly verdict: Verdict
  /** To be stored when it is not the one that was given: the clock went back. */
  readonly schedule: Schedule
}

/** After the clock went back, what seems to come from the future counts from now on; else nothing would be due for long. */
const rebase = (schedule: Schedule, now: number): Schedule => {
  const { lastSucceededTickAt, quarantine } = schedule
  const isAhead = lastSucceededTickAt !== null && lastSucceededTickAt > now
  const rebased = quarantine === null ? null : Quarantine.rebase(quarantine, now)
  return isAhead || rebased !== quarantine
    ? { ...schedule, lastSucceededTickAt: isAhead ? now : lastSucceededTickAt, quarantine: rebased }
    : schedule
}

const verdict = (schedule: Schedule, now: number): Verdict => {
  const { everyDays, firstPlanAppliedAt, lastSucceededTickAt, on, paused, quarantine } = schedule
  if (!on || firstPlanAppliedAt === null) return { _tag: "Off", canTurnOn: firstPlanAppliedAt !== null }
  if (paused !== null) return { _tag: "Paused", paused }
  const dueAt = lastSucceededTickAt === null ? null : lastSucceededTickAt + everyDays * day - slack
  if (dueAt !== null && now < dueAt) return { _tag: "NotYet", dueAt }
  if (quarantine !== null && now < Quarantine.until(quarantine)) {
    return { _tag: "Quarantined", until: Quarantine.until(quarantine), quarantine }
  }
  return { _tag: "Due", dueAt }
}

/** What this tick comes to. However many were missed, one run catches up. */
export const decide = (given: Schedule, now: number): Decision => {
  const schedule = rebase(given, now)
  return { verdict: verdict(schedule, now), schedule }
}

/** What a person says lifts a quarantine. */
const saved = (schedule: Schedule, changed: Change, change: Partial<Schedule>): Schedule => ({
  ...schedule,
  changed,
  quarantine: null,
  ...change
})

/** A schedule that was never on runs at the next tick; one that was, as if it had been on all the time. */
export const turnOn = (schedule: Schedule, change: Change): Result.Result<Schedule, NoPlanApplied> =>
  schedule.firstPlanAppliedAt === null
    ? Result.fail(new NoPlanApplied({}))
    : Result.succeed(saved(schedule, change, { on: true, hasBeenOn: true, paused: null }))

export const turnOff = (schedule: Schedule, change: Change): Schedule =>
  saved(schedule, change, { on: false, hasBeenOn: schedule.on || schedule.hasBeenOn, paused: null })

/** Stays on, and lets every tick pass. */
export const pause = (schedule: Schedule, change: Change): Schedule =>
  schedule.paused === null ? { ...schedule, changed: change, paused: change } : schedule

export const resume = (schedule: Schedule, change: Change): Schedule => saved(schedule, change, { paused: null })

export const setEveryDays = (schedule: Schedule, everyDays: CadenceDays, change: Change): Schedule =>
  saved(schedule, change, { everyDays })

export const setManualRunsCount = (schedule: Schedule, manualRunsCount: boolean, change: Change): Schedule =>
  saved(schedule, change, { manualRunsCount })

/** A setting elsewhere was saved: the cause of the failures may be gone. */
export const noteSettingSaved = (schedule: Schedule): Schedule => ({ ...schedule, quarantine: null })

/** A plan was applied, of whichever run. */
export const noteApplied = (schedule: Schedule, now: number): Schedule =>
  schedule.firstPlanAppliedAt === null ? { ...schedule, firstPlanAppliedAt: now } : schedule

/** By the success of a run that began no earlier than the last failed one, as far as the clock can be trusted. */
const lifted = (schedule: Schedule, began: number, now: number): Schedule => {
  const failedAt = schedule.quarantine?.lastFailedTickAt ?? 0
  return rebase(began >= failedAt || failedAt > now ? noteSettingSaved(schedule) : schedule, now)
}

/** `tickAt` is the tick that began the run. Told twice, or late after newer runs, it changes nothing. */
export const noteScheduledSucceeded = (given: Schedule, tickAt: number, now: number): Schedule => {
  const began = Math.min(tickAt, now)
  const schedule = lifted(given, began, now)
  return { ...schedule, lastSucceededTickAt: Math.max(schedule.lastSucceededTickAt ?? began, began) }
}

/** Counts as a scheduled run only when that is the setting; lifts a quarantine in any case. */
export const noteManualSucceeded = (schedule: Schedule, startedAt: number, now: number): Schedule =>
  schedule.manualRunsCount
    ? noteScheduledSucceeded(schedule, startedAt, now)
    : lifted(schedule, startedAt, now)

/** A scheduled run failed, was blocked or broke off. Told twice, or late after newer runs, it changes nothing. */
export const noteScheduledFailed = (given: Schedule, failure: RunFailure, tickAt: number, now: number): Schedule => {
  const schedule = rebase(given, now)
  return schedule.lastSucceededTickAt !== null && tickAt <= schedule.lastSucceededTickAt
    ? schedule
    : { ...schedule, quarantine: Quarantine.failed(schedule.quarantine, failure, Math.min(tickAt, now)) }
}
