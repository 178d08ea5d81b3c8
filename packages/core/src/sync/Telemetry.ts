/**
 * What a host's monitoring sees of runs: metrics, and log lines with ids and numbers. Names, addresses and messages of
 * services stay out; they stand in plans and runs.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import * as Struct from "effect/Struct"
import type { Watermark } from "../plan/PlanHeader.ts"
import type { Run } from "./Run.ts"

/** By goal, trigger and the state they ended in. */
export const runsEnded = Metric.counter("entra_assets_runs_ended", {
  description: "Runs that ended or were blocked",
  incremental: true
})

/** By outcome: the fields of `RunCounts`. */
export const records = Metric.counter("entra_assets_records", {
  description: "Records that runs wrote, left alone or could not write",
  incremental: true
})

/** By endpoint. */
export const requests = Metric.counter("entra_assets_requests", {
  description: "Requests that runs sent",
  incremental: true
})

/** By phase. */
export const phaseDuration = Metric.timer("entra_assets_phase_duration", {
  description: "How long the phases of runs worked"
})

/** By source. It says how true the records can be: everything that changed since is not in them. */
export const watermarkAge = Metric.gauge("entra_assets_watermark_age_seconds", {
  description: "How long ago the reading began that the records follow"
})

/** Called at every tick and when a run ends; a host that shows metrics more often may do so too. */
export const noteWatermark = Effect.fnUntraced(function*(watermark: Watermark) {
  const now = yield* Clock.currentTimeMillis
  for (const source of ["graph", "jira", "assets"] as const) {
    const age = Math.max(0, now - watermark[source].readStartedAt) / 1000
    yield* Metric.update(Metric.withAttributes(watermarkAge, { source }), age)
  }
})

const about = ({ goal, id, planId, trigger }: Run) => ({ runId: id, planId, goal, trigger })

export const runBegan = (run: Run) =>
  Effect.logInfo("A slice of a run began", { ...about(run), state: run.state, slice: run.slices })

export const runWaits = (run: Run, notBefore: number) =>
  Effect.logInfo(
    run.waiting === null
      ? "A slice of a run ended; there is more to do"
      : "A slice of a run ended; the run waits until the service lets it go on",
    {
      ...about(run),
      state: run.state,
      slice: run.slices,
      ...(run.waiting !== null && { waitsFor: run.waiting.api }),
      notBefore
    }
  )

export const runEnded = Effect.fnUntraced(function*(run: Run) {
  const { counts, failure, goal, state, timings, trigger } = run
  yield* Metric.update(Metric.withAttributes(runsEnded, { goal, trigger, state }), 1)
  for (const outcome of Struct.keys(counts)) {
    if (counts[outcome] > 0) yield* Metric.update(Metric.withAttributes(records, { outcome }), counts[outcome])
  }
  for (const [endpoint, count] of Object.entries(run.requests)) {
    yield* Metric.update(Metric.withAttributes(requests, { endpoint }), count)
  }
  for (const phase of Struct.keys(timings)) {
    yield* Metric.update(Metric.withAttributes(phaseDuration, { phase }), Duration.millis(timings[phase]))
  }
  yield* Effect.logInfo("A run ended", { ...about(run), state, cause: failure?.cause ?? null, ...counts, ...timings })
})
