/** What the page shows first, and what it asks for again and again. */
import * as RememberedDirectory from "@entra-assets/core/assets/RememberedDirectory"
import * as AccountSnapshot from "@entra-assets/core/sync/AccountSnapshot"
import * as Cadence from "@entra-assets/core/sync/Cadence"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as LastTick from "../app/LastTick.ts"
import { accountsMaxAgeMillis } from "../app/RunDriver.ts"
import * as StatusTrouble from "../app/StatusTrouble.ts"
import { Invocation } from "../forge/Invocation.ts"
import { offeredClouds } from "../OfferedClouds.ts"
import type { NextRun } from "./AdminApi.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import { settingsView } from "./SettingsView.ts"

const nextRun = (verdict: Cadence.Verdict): NextRun => {
  switch (verdict._tag) {
    case "Quarantined":
      return {
        _tag: "Quarantined",
        until: verdict.until,
        message: verdict.quarantine.message,
        nextStep: verdict.quarantine.nextStep
      }
    case "Off":
    case "NotYet":
      return verdict
    default:
      return { _tag: verdict._tag }
  }
}

export const stateHandlers: AdminHandlers<"state" | "status"> = {
  state: (_, accountId) =>
    Effect.gen(function*() {
      const { appVersion, isLicensed } = yield* Invocation
      const runs = yield* RunStore
      const schedules = yield* ScheduleStore
      // First: a run that ends meanwhile is told as under way, and never as ended without what it has left.
      const current = yield* runs.current
      const now = yield* Clock.currentTimeMillis
      const settings = yield* settingsView
      const schedule = yield* schedules.get
      const last = yield* runs.last
      // What another version has stored is passed over, as in lists of runs.
      const lastSuccess = yield* Effect.catchIf(
        runs.lastSuccess,
        ({ reason }) => reason === "Unreadable",
        () => Effect.succeed(null)
      )
      const snapshot = yield* AccountSnapshot.load
      const readAt = snapshot === null ? null : snapshot.accounts.readStartedAt
      const usedUntil = (readAt ?? 0) + accountsMaxAgeMillis
      return {
        now,
        appVersion,
        accountId,
        isLicensed,
        settings,
        hasDirectory: (yield* RememberedDirectory.load) !== null,
        clouds: offeredClouds.map(({ cloud, label }) => ({ cloud, label })),
        schedule,
        nextRun: nextRun(Cadence.decide(schedule, now).verdict),
        lastTick: yield* LastTick.load,
        statusTrouble: settings.rules.syncStatus ? yield* StatusTrouble.load : null,
        current,
        lastManual: last.manual,
        lastScheduled: last.scheduled,
        lastSuccess: lastSuccess === null ? null : { runId: lastSuccess.runId, endedAt: lastSuccess.endedAt },
        accounts: readAt !== null && now < usedUntil ? { readAt, usedUntil } : null
      }
    }).pipe(Effect.mapError((error) => error._tag === "AdminFailure" ? error : toFailure(error))),

  status: ({ runId }) =>
    Effect.mapError(RunStore.use((runs) => runId === null ? runs.current : runs.glance(runId)), toFailure)
}
