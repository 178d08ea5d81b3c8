/**
 * The runs so far, and what they answer. The history's index is one value, and says of every run but the newest for whom
 * it was and how it was left; so only runs that are asked for are read. A question takes one read of the index and one of
 * each run in its answer; with two more of one that is active or blocked, and one of a run of which only its record tells.
 */
import * as Effect from "effect/Effect"
import type { PlanHeader } from "../plan/PlanHeader.ts"
import type { KnownRun } from "./internal/RunValues.ts"
import { isActive, kindOf, type Run, type RunKind, type RunState, type RunTrigger, written } from "./Run.ts"
import type { RunError } from "./RunError.ts"

/** Which runs: what is left out does not matter. */
export interface RunFilter {
  readonly kinds?: ReadonlyArray<RunKind>
  readonly states?: ReadonlyArray<RunState>
}

export interface RunList extends RunFilter {
  readonly limit?: number
  /** Only runs that began before the one of this id. */
  readonly before?: string
}

/** What the runs have to do with a plan. */
export interface RunsOfPlan {
  /** Whatever plan it is for. */
  readonly underWay: Run | null
  /** The last run that was to apply it; one that wrote nothing, and will not, is none. */
  readonly applied: Run | null
  /** The last other run for everybody that has written since the plan was made. */
  readonly since: Run | null
}

export interface RunHistory {
  /** The newest first. */
  readonly list: (options?: RunList) => Effect.Effect<ReadonlyArray<Run>, RunError>
  /** The newest run of each trigger that is no preview. */
  readonly last: Effect.Effect<{ readonly manual: Run | null; readonly scheduled: Run | null }, RunError>
  /** The one that is active or interrupted. Once another has begun, one that was interrupted is so for good, and is not it. */
  readonly underWay: Effect.Effect<Run | null, RunError>
  /** The one under way; else the newest that waits for an approval and that no success for everybody has come after. */
  readonly current: Effect.Effect<Run | null, RunError>
  /** The run for everybody that succeeded, failed or began to wait for an approval last, and is no preview. */
  readonly lastSettled: Effect.Effect<Run | null, RunError>
  readonly ofPlan: (plan: Pick<PlanHeader, "createdAt" | "id">) => Effect.Effect<RunsOfPlan, RunError>
}

/** Runs that are read at the same time. */
const atOnce = 8

/** Of so many that began last, one ended last. */
const settledAtOnce = 5

const settledAt = ({ endedAt, updatedAt }: Run) => endedAt ?? updatedAt

/** What had not ended when it was left may have been cancelled since. */
const mayBeIn = (states: ReadonlyArray<RunState>, { left }: KnownRun): boolean =>
  left === null || states.includes(left.state) ||
  (states.includes("cancelled") && (left.state === "blocked" || left.state === "interrupted"))

const mayHaveWritten = ({ left }: KnownRun): boolean => left === null || left.hasWritten

const hasComeToNothing = (run: Run, underWay: Run | null): boolean =>
  (run.state === "failed" || run.state === "cancelled" || (run.state === "interrupted" && run.id !== underWay?.id)) &&
  written(run) === 0

const isUnderWay = ({ state }: Run): boolean => isActive(state) || state === "interrupted"

const isSuccess = (run: Pick<Run, "goal" | "scope">, { state }: Pick<Run, "state">): boolean =>
  kindOf(run) === "everybody" && state === "succeeded"

const writtenAt = ({ createdAt, left }: KnownRun): number => left?.updatedAt ?? createdAt

export interface Options {
  /** The newest first. */
  readonly index: Effect.Effect<ReadonlyArray<KnownRun>, RunError>
  /** As it is now; `null` for one that came to nothing, or was stored by another version: others can still be shown. */
  readonly load: (runId: string) => Effect.Effect<Run | null, RunError>
  /** The run that has the lease, or had it last. */
  readonly owner: Effect.Effect<Run | null, RunError>
}

export const make = ({ index, load, owner }: Options): RunHistory => {
  /** The first `limit` of these that are so. As many are read at once as are still wanted. */
  const first = Effect.fnUntraced(function*(
    known: ReadonlyArray<KnownRun>,
    limit: number,
    is: (run: Run) => boolean = () => true
  ) {
    const found: Array<Run> = []
    let at = 0
    while (at < known.length && found.length < limit) {
      const next = known.slice(at, at + Math.min(atOnce, limit - found.length))
      at += next.length
      const runs = yield* Effect.forEach(next, ({ id }) => load(id), { concurrency: "unbounded" })
      found.push(...runs.flatMap((run) => run !== null && is(run) ? [run] : []))
    }
    return found
  })

  const firstOne = (known: ReadonlyArray<KnownRun>, is?: (run: Run) => boolean) =>
    Effect.map(first(known, 1, is), ([run]) => run ?? null)

  const select = (known: ReadonlyArray<KnownRun>, { kinds, states }: RunFilter, limit: number) =>
    first(
      known.filter((line) =>
        (kinds === undefined || kinds.includes(kindOf(line))) && (states === undefined || mayBeIn(states, line))
      ),
      limit,
      ({ state }) => states === undefined || states.includes(state)
    )

  const list = Effect.fn("RunHistory.list")(function*({ before, limit = 20, ...filter }: RunList = {}) {
    const known = yield* index
    const position = before === undefined ? -1 : known.findIndex(({ id }) => id === before)
    return before !== undefined && position < 0 ? [] : yield* select(known.slice(position + 1), filter, limit)
  })

  const last = Effect.gen(function*() {
    const known = yield* index
    const newest = (trigger: RunTrigger) =>
      firstOne(known.filter((line) => line.trigger === trigger && line.goal !== "preview"))
    return { manual: yield* newest("manual"), scheduled: yield* newest("scheduled") }
  })

  const underWay = Effect.map(owner, (run) => run !== null && isUnderWay(run) ? run : null)

  const current = Effect.gen(function*() {
    const latest = yield* owner
    if (latest !== null && isUnderWay(latest)) return latest
    for (const line of yield* index) {
      if (line.left !== null && line.left.state !== "blocked") {
        if (isSuccess(line, line.left)) return null
        continue
      }
      const run = line.id === latest?.id ? latest : yield* load(line.id)
      if (run?.state === "blocked") return run
      if (run !== null && isSuccess(line, run)) return null
    }
    return null
  })

  const lastSettled = Effect.gen(function*() {
    const settled = yield* select(
      yield* index,
      { kinds: ["everybody"], states: ["succeeded", "failed", "blocked"] },
      settledAtOnce
    )
    // One that was approved ends after others that began later.
    return settled.reduce<Run | null>(
      (last, run) => last === null || settledAt(run) > settledAt(last) ? run : last,
      null
    )
  })

  const ofPlan = Effect.fn("RunHistory.ofPlan")(function*({ createdAt, id }: Pick<PlanHeader, "createdAt" | "id">) {
    const known = yield* index
    const writing = known.filter(({ goal }) => goal !== "preview")
    const own = writing.filter(({ planId }) => planId === id)
    // One that was approved may have begun before the plan was made.
    const others = writing.filter((line) =>
      line.planId !== id && line.scope === "everybody" && mayHaveWritten(line) &&
      (line.left === null || writtenAt(line) > createdAt)
    )
    const now = yield* underWay
    return {
      underWay: now,
      applied: yield* firstOne(own, (run) => !hasComeToNothing(run, now)),
      since: yield* firstOne(others, (run) => run.updatedAt > createdAt && written(run) > 0)
    }
  })

  return { list, last, underWay, current, lastSettled, ofPlan }
}
