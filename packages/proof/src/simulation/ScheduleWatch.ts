/**
 * Watches when runs begin and whether they stay active: a schedule neither doubles nor skips, and what nobody works on
 * does not show as active for longer than a lease (invariant 20). It says nothing about times in which the clock jumped.
 */
import type { Run } from "@entra-assets/core/sync/Run"
import { isActive } from "@entra-assets/core/sync/Run"
import type { Tick } from "@entra-assets/core/sync/ScheduleStore"
import type { Durable } from "./Durable.ts"
import type { PromiseName } from "./Promises.ts"
import { day, hour, minute } from "./Script.ts"
import * as StoredPlan from "./StoredPlan.ts"

export interface Options {
  readonly durable: Durable
  /** Time that passes and never jumps, and the time on the wall, in milliseconds. */
  readonly now: () => number
  readonly wallNow: () => number
  /** Manual runs may put scheduled ones off. */
  readonly manualRunsCount: boolean
  readonly violate: (promise: PromiseName, message: string) => void
}

export interface ScheduleWatch {
  readonly everyDays: (days: number) => void
  readonly jumped: () => void
  /** A process begins, or ends, to work on a run. */
  readonly begins: (runId: string) => void
  readonly ends: (runId: string) => void
  readonly isAtWork: (runId: string) => boolean
  /** What a tick came to that began at this time. */
  readonly ticked: (tick: Tick, at: number) => void
  /** Somebody is shown these runs. */
  readonly shown: (runs: ReadonlyArray<Run>) => void
}

/** A scheduled run may begin by so much before its days are full. */
const early = 6 * hour
/** A lease, and what a slow request may have added to it. */
const longestLease = 3 * minute

export const make = ({ durable, manualRunsCount, now, violate, wallNow }: Options): ScheduleWatch => {
  const scheduled: Array<{ readonly runId: string; readonly at: number }> = []
  const atWork = new Map<string, number>()
  const workedAt = new Map<string, number>()
  let everyDays = 1
  let jumpedAt = Number.NEGATIVE_INFINITY

  const count = (runId: string, by: number) => {
    atWork.set(runId, (atWork.get(runId) ?? 0) + by)
    workedAt.set(runId, now())
  }
  const isAtWork = (runId: string) => (atWork.get(runId) ?? 0) > 0

  const judge = (tick: Tick) => {
    const last = scheduled.findLast(({ runId }) => StoredPlan.runOf(durable, runId)?.state === "succeeded")
    if (last === undefined || jumpedAt > last.at) return
    const passed = now() - last.at
    const what = `${passed} ms after the tick of the last that succeeded, every ${everyDays} days`
    if (tick._tag === "Started" && passed < everyDays * day - early) violate("cadence", `a run began ${what}`)
    // Another tick of this moment may have started one, and does not know it yet.
    const isNotYet = tick._tag === "NotYet" && tick.dueAt - wallNow() > hour
    if (isNotYet && last === scheduled.at(-1) && passed >= everyDays * day && !manualRunsCount) {
      violate("cadence", `no run began ${what}`)
    }
  }

  return {
    everyDays: (days) => {
      everyDays = days
    },
    jumped: () => {
      jumpedAt = now()
    },
    begins: (runId) => count(runId, 1),
    ends: (runId) => count(runId, -1),
    isAtWork,
    ticked: (tick, at) => {
      judge(tick)
      if (tick._tag === "Started") scheduled.push({ runId: tick.run.id, at })
    },
    shown: (runs) => {
      for (const { id, state, waiting } of runs) {
        const worked = workedAt.get(id)
        if (!isActive(state) || isAtWork(id) || worked === undefined || jumpedAt > worked) continue
        const passed = now() - worked
        // The place is kept for as long as a service wants to be left alone.
        const waits = Math.max(0, (waiting?.until ?? 0) - (wallNow() - passed))
        if (passed > waits + longestLease) {
          violate(20, `a run is ${state}, and nothing has worked on it for ${passed} ms`)
        }
      }
    }
  }
}
