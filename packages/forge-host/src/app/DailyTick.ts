/**
 * What happens once a day: a run that nobody goes on with is taken up again, a scheduled one begins when it is due, the
 * status object learns what no run could tell it, what is older than its retention goes where no run sees to that, and
 * once a week the stored accounts are reported. Forge may tick twice, or hours early or late; the schedule knows how to
 * take that.
 */
import * as AccountSnapshot from "@entra-assets/core/sync/AccountSnapshot"
import * as Pruning from "@entra-assets/core/sync/Pruning"
import type { Run, RunFailure } from "@entra-assets/core/sync/Run"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { ScheduleStore, type Tick } from "@entra-assets/core/sync/ScheduleStore"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { worksAlone } from "../AssetsCaller.ts"
import { Invocation } from "../forge/Invocation.ts"
import * as RunQueue from "../forge/RunQueue.ts"
import * as AuditLog from "./AuditLog.ts"
import { giveUp } from "./GivingUp.ts"
import * as LastTick from "./LastTick.ts"
import * as PersonalData from "./PersonalData.ts"
import { accountsMaxAgeMillis } from "./RunDriver.ts"
import * as SettingsStore from "./SettingsStore.ts"
import { toSettings } from "./SiteSettings.ts"
import * as StatusObject from "./StatusObject.ts"

/** A run that has not moved since the tick before the last one is left to the schedule. */
const resumableMillis = 36 * 3_600_000

const underWay = RunStore.use((runs) => runs.underWay)

const isLeftBehind = ({ state, updatedAt }: Run, now: number) =>
  state === "interrupted" && now - updatedAt >= resumableMillis

const leftBehind: RunFailure = {
  cause: "forge.LeftBehind",
  message: "The sync broke off, and nobody went on with it for a day and a half.",
  nextStep: "Run the sync again."
}

/**
 * What no run sees to when none comes: one that nobody goes on with any more has failed, and what was read of the
 * accounts goes after its day.
 */
const tidy = Effect.gen(function*() {
  const now = yield* Clock.currentTimeMillis
  const run = yield* underWay
  if (run !== null) {
    if (!isLeftBehind(run, now)) return
    yield* giveUp(run, leftBehind)
  }
  if (yield* AccountSnapshot.isOlderThan(accountsMaxAgeMillis)) yield* AccountSnapshot.clear
})

/** Every event of the run may be lost, or its chain used up; this begins a new one. */
const resumeUnderWay = Effect.gen(function*() {
  const run = yield* underWay
  const now = yield* Clock.currentTimeMillis
  if (run === null || isLeftBehind(run, now)) return null
  yield* RunQueue.begin(run)
  return run.id
})

/** The run that is under way goes on, if nobody sees to it. */
export const resume = resumeUnderWay.pipe(Effect.ignore({ log: "Warn" }), Effect.withSpan("DailyTick.resume"))

const outcomes = {
  Off: "off",
  Paused: "paused",
  NotYet: "notYet",
  Quarantined: "quarantined"
} as const satisfies { readonly [tag in Exclude<Tick["_tag"], "Started" | "Busy">]: LastTick.LastTick["outcome"] }

interface Ticked {
  readonly outcome: LastTick.LastTick["outcome"]
  readonly runId?: string
}

const decide = Effect.gen(function*() {
  const { isLicensed } = yield* Invocation
  if (!isLicensed) return { outcome: "unlicensed" } satisfies Ticked
  const site = yield* SettingsStore.load
  const settings = site === null ? null : toSettings(site)
  if (site === null || settings === null || site.connection === null) {
    return { outcome: "notConnected" } satisfies Ticked
  }
  if (!worksAlone(site.connection.caller)) return { outcome: "presentUserOnly" } satisfies Ticked
  const resumed = yield* resumeUnderWay
  if (resumed !== null) return { outcome: "busy", runId: resumed } satisfies Ticked
  const schedules = yield* ScheduleStore
  const tick = yield* schedules.tick(settings)
  switch (tick._tag) {
    case "Started":
      return yield* RunQueue.begin(tick.run).pipe(
        Effect.as({ outcome: "started", runId: tick.run.id } satisfies Ticked),
        Effect.catchTag("QueueError", () =>
          Effect.map(
            RunStore.use((runs) => runs.cancel(tick.run.id)),
            ({ id }) => ({ outcome: "notQueued", runId: id } satisfies Ticked)
          ))
      )
    case "Busy":
      return { outcome: "busy", runId: tick.runId } satisfies Ticked
    default:
      return { outcome: outcomes[tick._tag] } satisfies Ticked
  }
})

/** Also without a licence: what is stored is stored. */
const reportWhenDue = Effect.gen(function*() {
  if (yield* PersonalData.isDue) yield* RunQueue.report
}).pipe(Effect.ignore({ log: "Warn" }))

/** Before anything is set, there is nothing that could be old. */
const prune = Effect.gen(function*() {
  const site = yield* SettingsStore.load
  if (site !== null) yield* Pruning.prune(site.retention)
}).pipe(
  Effect.timeoutOrElse({ duration: "8 seconds", orElse: () => Effect.logWarning("Not all that is old was removed") }),
  Effect.ignore({ log: "Warn" })
)

/** Always leaves word of what it came to. */
export const tick = Effect.gen(function*() {
  const at = yield* Clock.currentTimeMillis
  yield* Effect.ignore(tidy, { log: "Warn" })
  const ticked: Ticked = yield* decide.pipe(
    Effect.catch(({ reason }) =>
      Effect.as(Effect.logWarning("A tick came to nothing", { reason }), { outcome: "failed" } as const)
    )
  )
  yield* Effect.ignore(LastTick.save(at, ticked.outcome, ticked.runId ?? null), { log: "Warn" })
  yield* reportWhenDue
  yield* Effect.ignore(AuditLog.prune, { log: "Warn" })
  yield* StatusObject.refresh
  yield* prune
  yield* Effect.logInfo("A tick", { outcome: ticked.outcome, runId: ticked.runId ?? null })
}).pipe(Effect.withSpan("DailyTick.tick"))
