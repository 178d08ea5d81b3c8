/**
 * Works on a run until shortly before a deadline, so that a host that ends its functions can go on with the next one.
 * What a slice has finished is stored; whoever calls it twice, late or out of order changes nothing.
 */
import * as Clock from "effect/Clock"
import type * as Digest from "effect/crypto/Digest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import type { LeaseHeld, LeaseLost } from "../model/Lease.ts"
import type { Settings } from "../model/Settings.ts"
import type { SourceError } from "../model/SourceError.ts"
import type { PlanHeader } from "../plan/PlanHeader.ts"
import { blocks } from "../plan/Verdict.ts"
import type { AtlassianAccounts } from "../ports/AtlassianAccounts.ts"
import type { EmployeeReader } from "../ports/EmployeeReader.ts"
import type { EmployeeWriter } from "../ports/EmployeeWriter.ts"
import type { EntraDirectory } from "../ports/EntraDirectory.ts"
import { LeaseStore, type LeaseStoreError } from "../ports/LeaseStore.ts"
import { RequestTimeout } from "../ports/RequestTimeout.ts"
import * as AccountSnapshot from "./AccountSnapshot.ts"
import { applyPhase } from "./internal/ApplyPhase.ts"
import {
  blockedBy,
  cancelled,
  type Conclusion,
  described,
  end,
  failureOf,
  later,
  laterFor,
  otherSettings,
  planFailed,
  unexpected,
  unreadable,
  wordless
} from "./internal/Conclusion.ts"
import { type HeldLease, type HeldLeaseOptions, hold } from "./internal/HeldLease.ts"
import { giveWay } from "./internal/LongWaits.ts"
import * as OutcomeBook from "./internal/OutcomeBook.ts"
import { readWorld } from "./internal/ReadWorld.ts"
import * as RunValues from "./internal/RunValues.ts"
import * as RunWork from "./internal/RunWork.ts"
import { settingsDigest } from "./internal/SettingsDigest.ts"
import type { StoredValueError } from "./internal/StoredValue.ts"
import { type PlanError, PlanStore } from "./PlanStore.ts"
import { planOf } from "./Preview.ts"
import { isActive, type Run } from "./Run.ts"
import { refuse, type RunError } from "./RunError.ts"
import { type Retention, RunStore } from "./RunStore.ts"
import { ScheduleStore } from "./ScheduleStore.ts"
import * as StatusReport from "./StatusReport.ts"
import * as Telemetry from "./Telemetry.ts"

export interface SliceOptions {
  readonly settings: Settings
  /** Milliseconds since 1970; the slice ends shortly before. Without, it works to the run's end. */
  readonly deadline?: number
  readonly lease?: HeldLeaseOptions
  /**
   * A run may use what another one read of the Jira accounts when that reading began less than this long ago; a
   * scheduled run, less than half of it. Unless said, every run reads anew. After 24 hours nothing is left to use.
   */
  readonly accountsMaxAgeMillis?: number
  /** How long what belongs to runs is kept; the store's own times unless said. */
  readonly retention?: Retention
}

/**
 * `Continue`: there is more to do, from `notBefore` on (milliseconds since 1970). `Ended`: nothing is left to do for a
 * slice; the run may have succeeded, failed, been blocked, cancelled or overtaken. `Busy`: another slice works on it.
 */
export type SliceResult =
  | { readonly _tag: "Continue"; readonly run: Run; readonly notBefore: number }
  | { readonly _tag: "Ended"; readonly run: Run }
  | { readonly _tag: "Busy"; readonly run: Run }

type Failed = SourceError | PlanError | StoredValueError

/** Everything that a slice asks and tells. */
export type Needed =
  | EntraDirectory
  | AtlassianAccounts
  | EmployeeReader
  | EmployeeWriter
  | PlanStore
  | RunStore
  | ScheduleStore
  | KeyValueStore.KeyValueStore
  | Digest.Digest

/** Whether somebody cancelled is asked this often while sources are read. */
const pollMillis = 1000
/** When another slice works on the run, it is asked again after this time. */
const busyMillis = 10_000
/** A slice begins nothing in its last seconds, and cuts what is on its way in the very last. */
const reserve = { beginMillis: 5000, cutMillis: 2000 }

/** For how long a slice that has ended its run may show how the sync stands. */
const tellMillis = 10_000

/** One slice of a run: what it does from taking the lease to giving it back. */
const work = Effect.fnUntraced(
  function*(
    begun: Run,
    held: HeldLease,
    options: SliceOptions
  ): Effect.fn.Return<SliceResult, RunError | PlanError | StoredValueError, Needed> {
    const { accountsMaxAgeMillis = 0, deadline = Infinity, retention, settings } = options
    const requestMillis = yield* RequestTimeout
    const values = yield* RunValues.make
    const plans = yield* PlanStore
    const runs = yield* RunStore
    const schedules = yield* ScheduleStore
    const slice = yield* RunWork.make(values, held, begun)
    const runId = begun.id
    const isCancelled = values.isCancelled(runId)
    const startedAt = yield* Clock.currentTimeMillis
    yield* Telemetry.runBegan(yield* slice.update(({ slices }) => ({ slices: slices + 1, waiting: null })))
    // A short slice keeps a part of its time for work.
    const spare = Math.max(0, deadline - startedAt) / 2
    const beginUntil = deadline - Math.min(reserve.beginMillis, spare)
    const cutAt = deadline - Math.min(reserve.cutMillis, spare)

    /** What is in doubt could not be recorded, so nothing more may be sent. */
    const broken = yield* Deferred.make<never, StoredValueError>()
    const giveUp = (error: StoredValueError) => Effect.andThen(Deferred.fail(broken, error), Effect.never)

    const deadlineAt = (at: number): Effect.Effect<Conclusion> =>
      Number.isFinite(at)
        ? Effect.flatMap(
          Clock.currentTimeMillis,
          (now) => Effect.as(Effect.sleep(Math.max(0, at - now)), later(at))
        )
        : Effect.never

    /** Ends when somebody cancels. */
    const cancelling = Effect.gen(function*() {
      while (!(yield* isCancelled)) yield* Effect.sleep(pollMillis)
      return cancelled
    })

    /** Whether the run's counters say all that its outcomes say: not what was written by a slice that was cut. */
    let isCounted = begun.state !== "applying"
    const counted = Effect.suspend(() =>
      isCounted
        ? Effect.succeed(slice.run().counts)
        : Effect.catchIf(
          OutcomeBook.countAll(runId),
          ({ reason }) => reason === "Unreadable",
          () => Effect.succeed(slice.run().counts)
        )
    )

    /** Before a span sees a defect, whose message may hold what a record says. */
    const unforeseen = Effect.catchDefect((defect) =>
      Effect.as(Effect.logError("A run met a defect", { runId, ...described(defect) }), unexpected)
    )

    const read = Effect.gen(function*() {
      slice.enter("reading")
      const world = yield* readWorld(slice, settings, accountsMaxAgeMillis)
      if (Result.isFailure(world)) return laterFor(world.failure)
      slice.enter("planning")
      const success = yield* runs.lastSuccess
      const header = yield* planOf(world.success, { settings, id: begun.planId, baseline: success?.unmatched ?? null })
        .pipe(
          wordless,
          Effect.withSpan("Run.plan", { attributes: { runId } })
        )
      yield* slice.update(() => ({ state: "planned", plan: header.counts }))
      yield* values.clearSources(runId)
      return null
    }).pipe(unforeseen, Effect.withSpan("Run.read", { attributes: { runId } }))

    /** The guard stands between plan and apply; an approval of exactly this plan passes it. */
    const guarded = Effect.fnUntraced(function*(header: PlanHeader) {
      if (slice.run().goal === "preview") return end("succeeded")
      if (blocks(header.guard, settings.guard) && (yield* plans.approval(header.id)) === null) {
        return blockedBy(header)
      }
      return null
    })

    const phases: Effect.Effect<Conclusion, Failed | RunError, Needed> = Effect.gen(function*() {
      if (yield* isCancelled) return cancelled
      if ((yield* settingsDigest(settings)) !== begun.settingsDigest) return otherSettings
      if (begun.state === "queued" && begun.goal === "apply") yield* slice.update(() => ({ state: "planned" }))
      if (slice.run().state === "queued" || slice.run().state === "reading") {
        const cut = yield* Effect.raceFirst(read, Effect.raceFirst(cancelling, deadlineAt(cutAt)))
        if (cut !== null) return cut
      }
      const header = yield* plans.check(begun.planId, settings)
      if (slice.run().state === "planned") {
        const stopped = yield* guarded(header)
        if (stopped !== null) return stopped
      }
      const applying = applyPhase({
        slice,
        held,
        header,
        settings,
        requestMillis,
        until: beginUntil,
        giveUp,
        isCancelled
      }).pipe(wordless, Effect.withSpan("Run.apply", { attributes: { runId } }))
      isCounted = false
      const applied = Effect.tap(applying, () => Effect.sync(() => isCounted = true))
      return yield* Effect.raceFirst(applied, deadlineAt(cutAt))
    })

    const conclusion = yield* Effect.raceFirst(giveWay(phases), Deferred.await(broken)).pipe(
      Effect.map(Result.getOrElse(laterFor)),
      Effect.catchTags({
        SourceError: (error) => Effect.succeed(end("failed", failureOf(error))),
        PlanError: planFailed(runId),
        StoredValueError: ({ reason }) =>
          reason === "StoreFailed" ? Effect.fail(refuse(reason, runId)) : Effect.succeed(unreadable)
      }),
      unforeseen
    )

    const counts = yield* counted
    if (conclusion._tag === "Later") {
      const { notBefore, waiting } = conclusion
      const run = yield* slice.update(() => ({ counts, waiting }))
      yield* Telemetry.runWaits(run, notBefore)
      return { _tag: "Continue", run, notBefore }
    }
    const { failure, state } = conclusion
    const now = yield* Clock.currentTimeMillis
    const ended: Run = { ...slice.run(), counts, state, failure, endedAt: state === "blocked" ? null : now }
    // All of this may happen twice, when the process dies before the last step.
    if (ended.goal !== "preview") {
      const header = state === "succeeded" ? yield* plans.header(ended.planId) : null
      // A run for one person says nothing about the others.
      if (header?.scope !== "person") {
        if (header !== null) yield* runs.succeeded(ended, header)
        yield* schedules.ended(ended)
      }
    }
    const run = yield* slice.update(() => ({ counts, state, failure, endedAt: ended.endedAt }))
    yield* Telemetry.runEnded(run)
    // The run has ended, whatever becomes of this; the next one makes up for it.
    yield* values.clearSources(runId).pipe(
      Effect.andThen(accountsMaxAgeMillis > 0 ? AccountSnapshot.tidy(accountsMaxAgeMillis) : Effect.void),
      Effect.andThen(runs.prune(retention)),
      Effect.ignore({ log: "Warn" })
    )
    return { _tag: "Ended", run }
  },
  Effect.catchTags({
    PlanError: ({ planId }) => Effect.fail(refuse("StoreFailed", planId)),
    StoredValueError: ({ reason }) => Effect.fail(refuse(reason, ""))
  })
)

/** Answers `Continue` until the run has nothing left for a slice. */
export const runSlice = Effect.fn("RunSlice.runSlice")(function*(
  runId: string,
  options: SliceOptions
): Effect.fn.Return<SliceResult, RunError, Needed | LeaseStore> {
  const runs = yield* RunStore
  const leases = yield* LeaseStore
  const values = yield* RunValues.make
  const run = yield* runs.get(runId)
  // One that was cancelled and then broke off is not ended yet: its counters are from before.
  const isUnfinished = run.state === "interrupted" || (run.state === "cancelled" && run.endedAt === null)
  if (!isActive(run.state) && !isUnfinished) return { _tag: "Ended", run }
  const keepMillis = (options.lease?.leaseSeconds ?? 120) * 1000
  /** Another run began meanwhile; or the lease ran out under our hands, and the next slice takes it again. */
  const lost = Effect.gen(function*(): Effect.fn.Return<SliceResult, RunError> {
    const run = yield* runs.get(runId)
    const lease = yield* Effect.mapError(leases.read, ({ reason }) => refuse(reason, runId))
    const notBefore = yield* Clock.currentTimeMillis
    return lease?.owner === runId ? { _tag: "Continue", run, notBefore } : { _tag: "Ended", run }
  })
  /** What there is to wait for, as long as nobody cancelled: then the slice that comes after it is to say so. */
  const waitOf = Effect.fnUntraced(function*({ waiting }: Run) {
    const now = yield* Clock.currentTimeMillis
    return waiting === null || now >= waiting.until || (yield* values.isCancelled(runId)) ? null : waiting
  })
  return yield* Effect.scoped(Effect.gen(function*(): Effect.fn.Return<
    SliceResult,
    RunError | StoredValueError | LeaseHeld | LeaseLost | LeaseStoreError,
    Needed | LeaseStore | Scope.Scope
  > {
    const held = yield* hold({ owner: runId, mode: "resume" }, options.lease)
    // Nobody else changes it from here on.
    const latest = yield* values.load(runId)
    if (latest === null || !isActive(latest.state)) {
      yield* Effect.ignore(held.release(0))
      return { _tag: "Ended", run: latest === null || latest.endedAt === null ? run : latest }
    }
    const early = yield* waitOf(latest)
    const result: SliceResult = early === null
      ? yield* Effect.raceFirst(work(latest, held, options), held.lost).pipe(
        Effect.onError(() => Effect.ignore(held.release(keepMillis)))
      )
      : { _tag: "Continue", run: latest, notBefore: early.until }
    const now = yield* Clock.currentTimeMillis
    if (result._tag !== "Continue") {
      yield* Effect.ignore(held.release(0))
      // Nobody has to wait for this.
      const { deadline = Infinity, settings: { textLimit } } = options
      yield* StatusReport.tell(result.run, { textLimit, millis: Math.min(deadline - now, tellMillis) })
      return result
    }
    yield* Effect.ignore(held.release(Math.max(0, result.notBefore - now) + keepMillis))
    // Whoever cancelled before the place was free again left it to the next slice, which then has nothing to wait for.
    const isCutShort = result.run.waiting !== null && (yield* waitOf(result.run)) === null
    return isCutShort ? { ...result, notBefore: now } : result
  })).pipe(
    Effect.catchTags({
      LeaseHeld: () => Effect.map(runs.get(runId), (run): SliceResult => ({ _tag: "Busy", run })),
      LeaseLost: () => lost,
      LeaseStoreError: ({ reason }) => Effect.fail(refuse(reason, runId)),
      StoredValueError: ({ reason }) => Effect.fail(refuse(reason, runId))
    })
  )
})

/** Slice after slice to the run's end, for hosts that may work as long as they like. */
export const runToEnd = Effect.fn("RunSlice.runToEnd")(function*(
  runId: string,
  options: Omit<SliceOptions, "deadline">
): Effect.fn.Return<Run, RunError, Needed | LeaseStore> {
  while (true) {
    const result = yield* runSlice(runId, options)
    if (result._tag === "Ended") return result.run
    const now = yield* Clock.currentTimeMillis
    yield* Effect.sleep(result._tag === "Continue" ? Math.max(0, result.notBefore - now) : busyMillis)
  }
})
