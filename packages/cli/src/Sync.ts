/** One preview, applied by a run; and what that run left undone, in sentences. */
import type { Settings } from "@entra-assets/core/model/Settings"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { RunStopped } from "@entra-assets/core/sync/Apply"
import { preview } from "@entra-assets/core/sync/Preview"
import type { Run } from "@entra-assets/core/sync/Run"
import * as RunDetails from "@entra-assets/core/sync/RunDetails"
import { runToEnd } from "@entra-assets/core/sync/RunSlice"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Struct from "effect/Struct"
import { withBars } from "./Bars.ts"
import * as SyncNumbers from "./SyncNumbers.ts"

const sourceNames = { graph: "Microsoft Graph", jira: "Jira", assets: "Assets" } as const

/** A source that was not read to its end explains why a plan does less than it could. */
const warnOfPartialReads = ({ watermark }: PlanHeader): Effect.Effect<void> =>
  Effect.forEach(Struct.keys(sourceNames), (source) => {
    const { complete, reason } = watermark[source]
    return complete ? Effect.void : Console.error(
      `${sourceNames[source]} was not read to its end, so nobody new gets a record: ${reason ?? "no reason known"}`
    )
  }, { discard: true })

export const plan = (settings: Settings) => Effect.tap(preview(settings), warnOfPartialReads)

const ended = (run: Run): Effect.Effect<Run, RunStopped> =>
  run.state === "succeeded" || run.state === "blocked" ? Effect.succeed(run) : Effect.fail(new RunStopped({ run }))

/** Applies exactly this plan; also answers when the guard blocked the run. */
export const attempt = Effect.fnUntraced(function*(planId: string, settings: Settings) {
  const runs = yield* RunStore
  const { id } = yield* runs.start({ goal: "apply", trigger: "manual", startedBy: null, planId }, settings)
  return yield* ended(yield* runToEnd(id, { settings }))
})

/** Approves a run that the guard blocked; it goes on to its end. */
export const approve = Effect.fnUntraced(function*({ id }: Run, settings: Settings) {
  const runs = yield* RunStore
  yield* runs.approve(id, null)
  return yield* ended(yield* runToEnd(id, { settings }))
})

export interface Synced {
  readonly plan: PlanHeader
  readonly run: Run
  /** Why the guard stopped the run, before it was approved here; empty when it did not. */
  readonly stopped: string
}

/** Nobody is there to look at a made-up company, so what the guard stops is said and approved. */
export const sync = (title: string, settings: Settings) =>
  withBars(
    title,
    Effect.gen(function*() {
      const header = yield* plan(settings)
      const run = yield* attempt(header.id, settings)
      const synced: Synced = run.state === "blocked"
        ? { plan: header, run: yield* approve(run, settings), stopped: run.failure?.message ?? "" }
        : { plan: header, run, stopped: "" }
      return synced
    })
  )

export const numbersOf = ({ plan, run }: Synced): SyncNumbers.SyncNumbers => ({
  preview: SyncNumbers.ofPlan(plan.counts),
  run: SyncNumbers.ofRun(run.counts)
})

/** The records that a run did not write as planned. */
export const failuresOf = (run: Run, nameOf: (entraId: string) => string) =>
  RunDetails.failures(run.id).pipe(
    Stream.map(({ attribute, entraId, message }) =>
      `${nameOf(entraId)}${attribute === undefined ? "" : `, ${attribute}`}: ${message ?? "no reason known"}`
    ),
    Stream.runCollect
  )
