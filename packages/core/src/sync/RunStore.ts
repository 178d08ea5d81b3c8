/**
 * The runs of one site: the active one, and the history. There is one at a time: whoever starts takes the lease, and the
 * run keeps it from slice to slice. What a run does is not here, but in `RunSlice`.
 */
import * as Arr from "effect/Array"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import type { Settings } from "../model/Settings.ts"
import type { PlanHeader } from "../plan/PlanHeader.ts"
import { LeaseStore, type LeaseStoreError } from "../ports/LeaseStore.ts"
import * as AccountSnapshot from "./AccountSnapshot.ts"
import { newId } from "./internal/NewId.ts"
import * as OutcomeBook from "./internal/OutcomeBook.ts"
import type { KnownRun } from "./internal/RunValues.ts"
import * as RunValues from "./internal/RunValues.ts"
import { settingsDigest } from "./internal/SettingsDigest.ts"
import * as StoredValue from "./internal/StoredValue.ts"
import * as LastSuccess from "./LastSuccess.ts"
import { PlanStore } from "./PlanStore.ts"
import { isActive, noCounts, Run, type RunFailure, RunGoal, runSchemaVersion, RunTrigger, written } from "./Run.ts"
import { refuse, type RunError } from "./RunError.ts"
import * as RunHistory from "./RunHistory.ts"

export interface StartRequest {
  readonly goal: RunGoal
  readonly trigger: RunTrigger
  /** Who asks, in the host's terms; `null` for nobody. */
  readonly startedBy: string | null
  /** The plan to apply; for no other goal. */
  readonly planId?: string
}

/** How long what belongs to a run is kept, in days. */
export const Retention = Schema.Struct({ plans: Schema.Int, details: Schema.Int, summaries: Schema.Int })
export type Retention = typeof Retention.Type
export const defaultRetention: Retention = { plans: 7, details: 30, summaries: 365 }

export class RunStore extends Context.Service<
  RunStore,
  RunHistory.RunHistory & {
    /** Takes the lease for a new run, which is then queued: the host has to see to its first slice. */
    readonly start: (request: StartRequest, settings: Settings) => Effect.Effect<Run, RunError>
    /** As it is now: an active run whose lease is gone shows as interrupted. */
    readonly get: (runId: string) => Effect.Effect<Run, RunError>
    /**
     * The same for somebody who asks again and again: one value is read, unless the run has not been saved for so long that
     * its lease may be gone.
     */
    readonly glance: (runId: string) => Effect.Effect<Run, RunError>
    /** Ends the run: at once when no slice works on it, else between two of its writes. */
    readonly cancel: (runId: string) => Effect.Effect<Run, RunError>
    /**
     * Ends a run that its host cannot go on with: as failed, for this reason. While a slice works on it, and once another
     * run has begun, it stays as it is.
     */
    readonly giveUp: (runId: string, failure: RunFailure) => Effect.Effect<Run, RunError>
    /** Lets a blocked run go on with exactly its plan: it is queued again. */
    readonly approve: (runId: string, by: string | null) => Effect.Effect<Run, RunError>
    readonly lastSuccess: Effect.Effect<LastSuccess.LastSuccess | null, RunError>
    /** A run has applied this plan for everybody. To be called by whoever works on it. */
    readonly succeeded: (run: Run, plan: PlanHeader) => Effect.Effect<void, RunError>
    /** Removes these plans, and what became of their entries: nobody can be shown that without its plan. */
    readonly forget: (planIds: ReadonlySet<string>) => Effect.Effect<void, RunError>
    /**
     * Removes what is older than its retention; and an account snapshot after 24 hours, unless a run is active. To be
     * called by whoever has the lease.
     */
    readonly prune: (retention?: Retention) => Effect.Effect<void, RunError>
  }
>()("@entra-assets/core/sync/RunStore") {}

/** How long a run keeps the lease for its next slice, in milliseconds, unless the host says. */
const keepMillis = 120_000
/** For so long addresses may stand in the account snapshot. */
const accountsMillis = 24 * 3_600_000
/** At most so many runs are remembered. */
const remembered = 1000
/** Runs that are removed before that is noted: whoever is interrupted has not done it in vain. */
const removedAtOnce = 25

/** Has the lease in the place of a run while what is old is removed. */
export const pruning = "pruning"

const unstored = (runId: string) => ({ reason }: StoredValue.StoredValueError | LeaseStoreError) =>
  refuse(reason, runId)

/** To be asked once another run holds the lease. */
const leftAs = (run: Run): RunValues.Left => ({
  state: isActive(run.state) ? "interrupted" : run.state,
  hasWritten: written(run) > 0,
  updatedAt: run.updatedAt
})

const make = Effect.gen(function*() {
  const values = yield* RunValues.make
  const leases = yield* LeaseStore
  const plans = yield* PlanStore
  const store = yield* KeyValueStore.KeyValueStore
  const digest = yield* Digest.Digest
  const stores = Effect.provideService(KeyValueStore.KeyValueStore, store)

  /** Takes the lease for this run, does `work`, and keeps the lease for the run's next slice when it is to have one. */
  const asOwner = Effect.fnUntraced(function*(
    runId: string,
    mode: "start" | "resume",
    work: Effect.Effect<Run, RunError>
  ): Effect.fn.Return<Run, RunError> {
    const holder = yield* newId
    const lease = yield* leases.acquire({ owner: runId, holder, millis: keepMillis, mode }).pipe(
      Effect.mapError((error) => {
        switch (error._tag) {
          case "LeaseHeld":
            return error.present.owner === pruning ? refuse("Pruning", runId) : refuse("Busy", error.present.owner)
          case "LeaseLost":
            return refuse("Overtaken", runId)
          case "LeaseStoreError":
            return refuse(error.reason, runId)
        }
      })
    )
    const run = yield* Effect.onError(work, () => Effect.ignore(leases.release(lease, 0)))
    yield* Effect.mapError(
      leases.release(lease, isActive(run.state) ? keepMillis : 0),
      () => refuse("StoreFailed", runId)
    )
    return run
  })

  /** An active run whose lease is gone was interrupted; and nobody is left to see that a stopped one was cancelled. */
  const asItIs = Effect.fnUntraced(function*(run: Run) {
    if (run.state !== "blocked" && !isActive(run.state)) return run
    const lease = yield* leases.read
    const now = yield* Clock.currentTimeMillis
    const isAlive = run.state !== "blocked" && lease !== null && lease.owner === run.id && now < lease.expiresAt
    if (isAlive) return run
    const state = (yield* values.isCancelled(run.id))
      ? "cancelled"
      : run.state === "blocked"
      ? "blocked"
      : "interrupted"
    return { ...run, state } as const
  })

  const get = Effect.fnUntraced(function*(runId: string): Effect.fn.Return<Run, RunError> {
    const run = yield* Effect.mapError(values.load(runId), unstored(runId))
    if (run === null) return yield* refuse("NotFound", runId)
    return yield* Effect.mapError(asItIs(run), unstored(runId))
  })

  /** A slice saves its run at least every 5 s while it applies, and after every page that it reads. */
  const isMoving = ({ updatedAt, waiting }: Run, now: number) =>
    now < Math.max(updatedAt, waiting?.until ?? 0) + keepMillis

  const glance = Effect.fnUntraced(function*(runId: string): Effect.fn.Return<Run, RunError> {
    const run = yield* Effect.mapError(values.load(runId), unstored(runId))
    if (run === null) return yield* refuse("NotFound", runId)
    if (!isActive(run.state) && run.state !== "blocked") return run
    const now = yield* Clock.currentTimeMillis
    return run.state !== "blocked" && isMoving(run, now) ? run : yield* get(runId)
  })

  const save = (run: Run) => Effect.mapError(values.save(run), unstored(run.id))

  /**
   * A run that was interrupted will not go on any more, and nobody else removes what it read. What it had written when it
   * broke off stands in its outcomes only. One of another version stays as it is.
   */
  const leaveBehind = Effect.fnUntraced(
    function*(runId: string) {
      const run = yield* values.load(runId)
      yield* values.clearSources(runId)
      if (run?.state !== "applying") return run
      const counted = { ...run, counts: yield* OutcomeBook.countAll(runId) }
      yield* values.save(counted)
      return counted
    },
    Effect.catchIf(({ reason }) => reason === "Unreadable", () => Effect.succeed(null))
  )

  const start = Effect.fn("RunStore.start")(function*(request: StartRequest, settings: Settings) {
    const id = yield* newId
    const now = yield* Clock.currentTimeMillis
    const madeUnder = yield* Effect.provideService(settingsDigest(settings), Digest.Digest, digest)
    const scope = request.goal === "apply"
      ? (yield* Effect.mapError(
        plans.check(request.planId ?? "", settings),
        ({ message }) => refuse("PlanRefused", id, message)
      )).scope
      : "everybody"
    const run: Run = {
      schemaVersion: runSchemaVersion,
      id,
      goal: request.goal,
      scope,
      trigger: request.trigger,
      startedBy: request.startedBy,
      settingsDigest: madeUnder,
      planId: request.planId ?? id,
      state: "queued",
      createdAt: now,
      updatedAt: now,
      endedAt: null,
      slices: 0,
      waiting: null,
      reading: null,
      plan: null,
      applying: { page: 0, links: false },
      counts: noCounts,
      timings: { reading: 0, planning: 0, applying: 0 },
      requests: {},
      failure: null
    }
    const add = Effect.gen(function*() {
      const open = (yield* values.index).filter(({ left }) => left === null)
      const left = yield* Effect.forEach(open, (known) => stores(leaveBehind(known.id)))
      yield* values.save(run)
      yield* values.add(run, new Map(left.flatMap((before) => before === null ? [] : [[before.id, leftAs(before)]])))
    })
    return yield* asOwner(
      id,
      "start",
      Effect.as(Effect.mapError(add, unstored(id)), run)
    )
  })

  /** `null` for a run that came to nothing, or was stored by another version: others can still be shown. */
  const readable = (runId: string) =>
    Effect.catchIf(
      get(runId),
      ({ reason }) => reason === "NotFound" || reason === "Unreadable",
      () => Effect.succeed(null)
    )

  const owner = Effect.gen(function*() {
    const lease = yield* Effect.mapError(leases.read, unstored(""))
    return lease === null ? null : yield* readable(lease.owner)
  })
  const history = RunHistory.make({ index: Effect.mapError(values.index, unstored("")), load: readable, owner })

  /** Unless a slice works on it, which then sees to that; or another run has begun. */
  const end = (run: Run, ending: Pick<Run, "state" | "failure">) => {
    const ended = Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const latest = (yield* values.load(run.id)) ?? run
      if (!isActive(latest.state)) return latest
      const counts = yield* OutcomeBook.countAll(run.id)
      const ended: Run = { ...latest, ...ending, waiting: null, counts, updatedAt: now, endedAt: now }
      yield* values.save(ended)
      yield* values.clearSources(run.id)
      return ended
    })
    return asOwner(run.id, "resume", Effect.mapError(stores(ended), unstored(run.id))).pipe(
      Effect.catchIf(({ reason }) => reason === "Busy" || reason === "Overtaken", () => get(run.id))
    )
  }

  /** Without the lease, which may be another run's. Whoever approves it at this moment finds it cancelled all the same. */
  const discard = Effect.fnUntraced(function*(run: Run) {
    const now = yield* Clock.currentTimeMillis
    const discarded: Run = { ...run, state: "cancelled", failure: null, updatedAt: now, endedAt: now }
    yield* save(discarded)
    return discarded
  })

  const cancel = Effect.fn("RunStore.cancel")(function*(runId: string) {
    const run = yield* get(runId)
    if (!isActive(run.state) && run.state !== "blocked" && run.state !== "interrupted") {
      return yield* refuse("Ended", runId)
    }
    yield* Effect.mapError(values.askToCancel(runId), unstored(runId))
    return run.state === "blocked" ? yield* discard(run) : yield* end(run, { state: "cancelled", failure: null })
  })

  const giveUp = Effect.fn("RunStore.giveUp")(function*(runId: string, failure: RunFailure) {
    const run = yield* get(runId)
    if (!isActive(run.state) && run.state !== "interrupted") return yield* refuse("Ended", runId)
    return yield* end(run, { state: "failed", failure })
  })

  const approve = Effect.fn("RunStore.approve")(function*(runId: string, by: string | null) {
    const run = yield* get(runId)
    if (run.state !== "blocked") return yield* refuse("NotBlocked", runId)
    const go = Effect.gen(function*() {
      const latest = yield* get(runId)
      // Somebody else may have been faster.
      if (latest.state !== "blocked") return yield* refuse("NotBlocked", runId)
      const now = yield* Clock.currentTimeMillis
      const planned: Run = { ...latest, state: "planned", updatedAt: now, endedAt: null, failure: null }
      yield* Effect.mapError(
        plans.approve(latest.planId, { by, at: now }),
        ({ message }) => refuse("PlanRefused", runId, message)
      )
      yield* Effect.mapError(values.reopen(runId), unstored(runId))
      yield* save(planned)
      return planned
    })
    return yield* asOwner(runId, "start", go)
  })

  /** The oldest first. What is kept, the newest first. */
  const clearOld = Effect.fnUntraced(function*(retention: Retention, now: number) {
    const isOlder = ({ createdAt }: KnownRun, days: number) => now - createdAt >= days * 86_400_000
    let known = yield* values.index
    const gone = new Set(known.filter((run, at) => at >= remembered || isOlder(run, retention.summaries)))
    const bare = new Set(known.filter((run) => run.hasDetails && !gone.has(run) && isOlder(run, retention.details)))
    const old = known.filter((run) => gone.has(run) || bare.has(run)).toReversed()
    for (const some of Arr.chunksOf(old, removedAtOnce)) {
      for (const run of some) yield* gone.has(run) ? values.clearRun(run.id) : values.clearOutcomes(run.id)
      const done = new Set(some.map(({ id }) => id))
      known = known.flatMap((run) => !done.has(run.id) ? [run] : gone.has(run) ? [] : [{ ...run, hasDetails: false }])
      yield* values.replaceIndex(known)
    }
    return known
  })

  return RunStore.of({
    start,
    get,
    glance,
    ...history,
    cancel,
    giveUp,
    approve,
    lastSuccess: stores(LastSuccess.load).pipe(Effect.mapError(unstored(""))),
    succeeded: (run, plan) => stores(LastSuccess.save(run, plan)).pipe(Effect.mapError(unstored(run.id))),
    forget: Effect.fn("RunStore.forget")(function*(planIds) {
      const known = yield* Effect.mapError(values.index, unstored(""))
      const theirs = known.filter(({ planId }) => planIds.has(planId))
      yield* Effect.forEach(
        theirs,
        ({ id }) => Effect.mapError(values.clearOutcomes(id), unstored(id)),
        { discard: true }
      )
      // Last, since by the plan it is known again if this breaks off.
      yield* Effect.forEach(
        planIds,
        (planId) => Effect.mapError(plans.remove(planId), () => refuse("StoreFailed", "")),
        { discard: true }
      )
    }),
    prune: Effect.fn("RunStore.prune")(
      function*(retention = defaultRetention) {
        const now = yield* Clock.currentTimeMillis
        const kept = yield* clearOld(retention, now)
        const keptPlans = kept.flatMap(({ goal, hasDetails, planId }) =>
          hasDetails && goal !== "preview" ? [planId] : []
        )
        yield* plans.removeBefore(now - retention.plans * 86_400_000, new Set(keptPlans))
        if (yield* stores(AccountSnapshot.isOlderThan(accountsMillis))) {
          const run = yield* history.underWay
          if (run === null || run.state === "interrupted") yield* stores(AccountSnapshot.clear)
        }
      },
      Effect.mapError((error) => {
        switch (error._tag) {
          case "RunError":
            return error
          case "PlanError":
            return refuse("StoreFailed", "")
          case "StoredValueError":
            return unstored("")(error)
        }
      })
    )
  })
})

export const layer: Layer.Layer<
  RunStore,
  never,
  KeyValueStore.KeyValueStore | Digest.Digest | LeaseStore | PlanStore
> = Layer.effect(RunStore, make)
