/**
 * One execution of a sync, as a record that is stored: what it is to do, how far it has come, and what it came to. Its
 * size does not depend on the directory's; pages of sources, plan and outcomes stand beside it.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { PlanCounts, PlanScope } from "../plan/PlanHeader.ts"
import { Wait } from "../ports/LongWait.ts"
import { Cursor } from "../ports/SourcePage.ts"

/** Raised when the stored shape of a run changes. */
export const runSchemaVersion = 1

/** `preview` ends with a plan; `sync` goes on and applies it; `apply` applies a plan that is there already. */
export const RunGoal = Schema.Literals(["preview", "sync", "apply"])
export type RunGoal = typeof RunGoal.Type

export const RunTrigger = Schema.Literals(["manual", "scheduled"])
export type RunTrigger = typeof RunTrigger.Type

/** States of a run that works, or is to. */
export const ActiveState = Schema.Literals(["queued", "reading", "planned", "applying"])
export type ActiveState = typeof ActiveState.Type

/**
 * `blocked`: the guard stopped it, and an approval lets it go on. `interrupted` is never stored: it is how an active run
 * shows whose lease has expired or is another run's.
 */
export const RunState = Schema.Literals([
  ...ActiveState.literals,
  "succeeded",
  "blocked",
  "failed",
  "cancelled",
  "interrupted"
])
export type RunState = typeof RunState.Type

export const isActive = (state: RunState): state is ActiveState => Schema.is(ActiveState)(state)

/** How far the reading of one source has come. */
export const SourceProgress = Schema.Struct({
  /** Milliseconds since 1970. */
  readStartedAt: Schema.Int,
  /** Values that are stored: parts of pages. */
  parts: Schema.Int,
  /** Items in them; an item may come twice. */
  items: Schema.Int,
  /** Where to go on; `null` at the beginning. */
  next: Schema.NullOr(Cursor),
  done: Schema.Boolean,
  /** Why the read ended early, in a sentence; absent when it did not. */
  reason: Schema.optionalKey(Schema.String)
})
export type SourceProgress = typeof SourceProgress.Type

export const Reading = Schema.Struct({
  users: SourceProgress,
  accounts: SourceProgress,
  employees: SourceProgress,
  /** The account snapshot that the accounts are read into or taken from; `null` when they stand under the run. */
  accountsOf: Schema.NullOr(Schema.String).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null))),
  /** Of the people who are missing, how many were asked for by id, and the values that hold the answers. */
  absences: Schema.Struct({ asked: Schema.Int, parts: Schema.Int })
})
export type Reading = typeof Reading.Type

/** What was done to records. All but `unchanged`, `moved`, `failed` and `inDoubt` count writes. */
export const RunCounts = Schema.Struct({
  created: Schema.Int,
  updated: Schema.Int,
  inactivated: Schema.Int,
  reactivated: Schema.Int,
  /** Records whose Manager was set. */
  managerLinks: Schema.Int,
  /** Records that said already what the plan would write. */
  unchanged: Schema.Int,
  /** Records that were changed after the plan was made, and so were left alone. */
  moved: Schema.Int,
  failed: Schema.Int,
  /** Writes whose answer never came and whose effect could not be seen. */
  inDoubt: Schema.Int
})
export type RunCounts = typeof RunCounts.Type

export const noCounts: RunCounts = {
  created: 0,
  updated: 0,
  inactivated: 0,
  reactivated: 0,
  managerLinks: 0,
  unchanged: 0,
  moved: 0,
  failed: 0,
  inDoubt: 0
}

/** Records that were written. */
export const written = ({ counts: { created, inactivated, reactivated, updated } }: {
  readonly counts: RunCounts
}): number => created + updated + inactivated + reactivated

/** Why a run ended without success. */
export const RunFailure = Schema.Struct({
  /** The same for failures of the same kind, such as `entra.Unauthorized` or `guard.inactivations`. */
  cause: Schema.String,
  /** What happened, in a plain sentence, without secrets or personal data. */
  message: Schema.String,
  /** What the person can do. */
  nextStep: Schema.String,
  /** What a service was asked, with its codes and ids of that: for whoever helps. */
  details: Schema.optionalKey(Schema.String)
})
export type RunFailure = typeof RunFailure.Type

/** Milliseconds of work in each phase, over all slices. */
export const RunTimings = Schema.Struct({ reading: Schema.Int, planning: Schema.Int, applying: Schema.Int })
export type RunTimings = typeof RunTimings.Type

export const Run = Schema.Struct({
  schemaVersion: Schema.Literal(runSchemaVersion),
  id: Schema.NonEmptyString,
  goal: RunGoal,
  /** Whom its plan is for; only a plan that was there already can be for one person. */
  scope: PlanScope.pipe(Schema.withDecodingDefaultKey(Effect.succeed("everybody" as const))),
  trigger: RunTrigger,
  /** Who asked for it, in the host's terms (on Forge an accountId); `null` for nobody. */
  startedBy: Schema.NullOr(Schema.String),
  settingsDigest: Schema.String,
  /** The plan that it makes or applies. */
  planId: Schema.NonEmptyString,
  state: RunState,
  /** Milliseconds since 1970, as the other times. For a scheduled run, the tick that began it. */
  createdAt: Schema.Int,
  updatedAt: Schema.Int,
  endedAt: Schema.NullOr(Schema.Int),
  slices: Schema.Int,
  /** What the next slice waits for, and until when; `null` while a slice works and for every other reason. */
  waiting: Schema.NullOr(Wait).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null))),
  reading: Schema.NullOr(Reading),
  /** `null` until there is a plan. */
  plan: Schema.NullOr(PlanCounts),
  /** Every earlier page of the plan is settled; with `links`, the last links of circles are being written. */
  applying: Schema.Struct({ page: Schema.Int, links: Schema.Boolean }),
  counts: RunCounts,
  timings: RunTimings,
  /** Requests by endpoint, such as `graph.users.list`. */
  requests: Schema.Record(Schema.String, Schema.Int),
  failure: Schema.NullOr(RunFailure)
})
export type Run = typeof Run.Type

/** Previews write nothing; other runs write everybody, or one person. */
export const RunKind = Schema.Literals(["preview", "everybody", "person"])
export type RunKind = typeof RunKind.Type

export const kindOf = ({ goal, scope }: Pick<Run, "goal" | "scope">): RunKind => goal === "preview" ? "preview" : scope
