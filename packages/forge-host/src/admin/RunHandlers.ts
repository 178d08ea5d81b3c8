/**
 * Starting runs, deciding about them, looking at them. What takes longer than an answer is queued; where only a present
 * user may use Assets nothing is, and the open page drives the run slice by slice.
 */
import * as LeastTime from "@entra-assets/core/http/LeastTime"
import type { AccountId } from "@entra-assets/core/model/Ids"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import * as RunDetails from "@entra-assets/core/sync/RunDetails"
import type { RunError } from "@entra-assets/core/sync/RunError"
import { RunStore, type StartRequest } from "@entra-assets/core/sync/RunStore"
import * as Effect from "effect/Effect"
import type { AuditAction } from "../app/AuditEntry.ts"
import * as RunDriver from "../app/RunDriver.ts"
import { worksAlone } from "../AssetsCaller.ts"
import * as RunQueue from "../forge/RunQueue.ts"
import { refused, unavailable } from "./AdminError.ts"
import * as ConnectedSite from "./ConnectedSite.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import { noted } from "./Noted.ts"
import * as SeenPlan from "./SeenPlan.ts"

const notQueued = unavailable("Atlassian did not take the run, so it was canceled. Try again in a minute.")

const overtaken = refused("run.Overtaken", "The run was interrupted, and another one began since.", "Start a new one.")

const worksByItself = refused("run.WorksAlone", "The app works on its runs by itself; the page only has to watch.")

/** While another run is active, the page can lead to it. */
const notStarted = (error: RunError) =>
  error.reason === "Busy"
    ? refused("run.Busy", `Another sync is active: run ${error.runId}.`, "Wait for it, or cancel it.")
    : toFailure(error)

/** The next slice: queued, or left to the page. */
const goOn = ({ connection }: RunDriver.ConnectedSite, run: Run) =>
  worksAlone(connection.caller) ? RunQueue.begin(run) : Effect.void

/** A run whose first slice nobody sees to does not stay. */
const start = Effect.fnUntraced(function*(
  action: AuditAction,
  by: AccountId,
  request: Pick<StartRequest, "goal" | "planId">
) {
  const site = yield* ConnectedSite.load
  const runs = yield* RunStore
  const begun = Effect.gen(function*() {
    const run = yield* Effect.mapError(
      runs.start({ ...request, trigger: "manual", startedBy: by }, site.settings),
      notStarted
    )
    const queued = goOn(site, run).pipe(
      Effect.catch(() => Effect.andThen(Effect.mapError(runs.cancel(run.id), toFailure), notQueued))
    )
    return { run, queued: yield* Effect.exit(queued) }
  })
  const { queued, run } = yield* noted({ by, action }, begun, ({ run }) => ({ subject: run.id }))
  yield* queued
  return run
})

/** Of a plan that was removed because of its age, or was stored by another version, nothing is shown. */
const headerIfKept = (planId: string) =>
  PlanStore.use((plans) => plans.header(planId)).pipe(
    Effect.catchIf(
      ({ reason }) => reason === "NotFound" || reason === "Unreadable",
      () => Effect.succeed(null)
    ),
    Effect.mapError(toFailure)
  )

/** Only what was stopped is approved. */
const approvalOf = Effect.fnUntraced(function*(plan: PlanHeader | null) {
  if (plan === null || plan.guard.stops.length === 0) return null
  const approval = yield* Effect.mapError(PlanStore.use((plans) => plans.approval(plan.id)), toFailure)
  return approval === null ? null : { by: approval.by, at: approval.at }
})

const get = (runId: string) => Effect.mapError(RunStore.use((runs) => runs.get(runId)), toFailure)

export const runHandlers: AdminHandlers<
  | "startPreview"
  | "applyPlan"
  | "runNow"
  | "approve"
  | "cancel"
  | "resumeRun"
  | "driveRun"
  | "history"
  | "run"
  | "runPage"
> = {
  startPreview: (_, by) => start("startPreview", by, { goal: "preview" }),

  applyPlan: ({ digest, planId }, by) =>
    Effect.andThen(SeenPlan.header(planId, digest), start("applyPlan", by, { goal: "apply", planId })),

  runNow: (_, by) => start("runNow", by, { goal: "sync" }),

  approve: ({ digest, runId }, by) =>
    Effect.gen(function*() {
      const site = yield* ConnectedSite.load
      const { planId } = yield* get(runId)
      yield* SeenPlan.header(planId, digest)
      const run = yield* noted(
        { by, action: "approve", subject: runId },
        Effect.mapError(RunStore.use((runs) => runs.approve(runId, by)), toFailure)
      )
      // The approval holds: when the queue fails, the run is resumed.
      yield* Effect.mapError(goOn(site, run), toFailure)
      return run
    }),

  cancel: ({ runId }, by) =>
    Effect.gen(function*() {
      const { goal, state } = yield* get(runId)
      const action = state === "blocked" ? "discard" : goal === "preview" ? "cancelPreview" : "cancel"
      return yield* noted(
        { by, action, subject: runId },
        Effect.mapError(RunStore.use((runs) => runs.cancel(runId)), toFailure)
      )
    }),

  resumeRun: ({ runId }, by) =>
    Effect.gen(function*() {
      const site = yield* ConnectedSite.load
      const run = yield* get(runId)
      if (isActive(run.state)) return run
      if (run.state !== "interrupted") return yield* refused("run.Ended", "The run has ended already.")
      const underWay = yield* Effect.mapError(RunStore.use((runs) => runs.underWay), toFailure)
      if (underWay?.id !== runId) return yield* overtaken
      yield* noted({ by, action: "resumeRun", subject: runId }, Effect.mapError(goOn(site, run), toFailure))
      return run
    }),

  driveRun: ({ runId }) =>
    Effect.gen(function*() {
      const site = yield* ConnectedSite.load
      if (worksAlone(site.connection.caller)) return yield* worksByItself
      const run = yield* get(runId)
      return yield* Effect.mapError(RunDriver.drive(run, site), toFailure)
    }),

  history: ({ before, ...wanted }) =>
    Effect.mapError(
      RunStore.use((runs) => runs.list({ ...wanted, ...(before !== null && { before }) })),
      toFailure
    ),

  run: ({ runId }) =>
    Effect.gen(function*() {
      const run = yield* get(runId)
      const plan = yield* headerIfKept(run.planId)
      return {
        run,
        least: LeastTime.ofRequests(run.requests),
        needsReconnection: run.failure?.cause.endsWith(".NeedsReconnection") ?? false,
        plan,
        approval: yield* approvalOf(plan)
      }
    }),

  runPage: ({ page, runId }) =>
    Effect.gen(function*() {
      const plans = yield* PlanStore
      const { planId } = yield* get(runId)
      const { pages } = yield* Effect.mapError(plans.header(planId), toFailure)
      const planned = yield* Effect.mapError(plans.page(planId, page), toFailure)
      const done = yield* Effect.mapError(RunDetails.page(runId, page), toFailure)
      const entries = planned.items.filter((item) => item._tag !== "Finding")
      const findings = planned.items.filter((item) => item._tag === "Finding")
      return {
        lines: entries.map((entry, number) => ({ entry, outcome: done?.outcomes[number] ?? null })),
        findings: [...findings, ...RunDetails.findingsOf(planned, done)],
        next: page + 1 < pages ? page + 1 : null
      }
    })
}
