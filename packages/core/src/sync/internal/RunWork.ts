/** A run's record in the hands of the slice that works on it. Every change is saved, as long as the lease lasts. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"
import { RequestMeter } from "../../ports/RequestMeter.ts"
import type { Run, RunTimings } from "../Run.ts"
import type { HeldLease } from "./HeldLease.ts"
import type { RunValues } from "./RunValues.ts"

export const make = Effect.fnUntraced(function*(values: RunValues, held: HeldLease, begun: Run) {
  const saving = yield* Semaphore.make(1)
  const meter = yield* RequestMeter
  const sentBefore = yield* meter
  let run = begun
  let phase: keyof RunTimings | null = null
  let measuredAt = yield* Clock.currentTimeMillis

  const requests = Effect.map(meter, (sent) => {
    const total: Record<string, number> = { ...begun.requests }
    for (const [endpoint, count] of Object.entries(sent)) {
      const here = count - (sentBefore[endpoint] ?? 0)
      if (here > 0) total[endpoint] = (total[endpoint] ?? 0) + here
    }
    return total
  })

  /** A slice that may not save any more does not come back from this. */
  const update = (change: (run: Run) => Partial<Run>) =>
    saving.withPermits(1)(Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const timings = phase === null
        ? run.timings
        : { ...run.timings, [phase]: run.timings[phase] + Math.max(0, now - measuredAt) }
      measuredAt = now
      run = { ...run, timings, requests: yield* requests, updatedAt: now, ...change(run) }
      yield* held.permit(0)
      yield* values.save(run)
      return run
    }))

  return {
    run: (): Run => run,
    update,
    /** To be asked before something is stored beside the record, with which another slice may go on by now. */
    mayStore: held.permit(0),
    /** From now on time counts for this phase. */
    enter: (next: keyof RunTimings): void => {
      phase = next
    }
  }
})

export type RunWork = Effect.Success<ReturnType<typeof make>>
