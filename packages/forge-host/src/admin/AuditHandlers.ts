/** What admins did, and what somebody who helps them needs to know of the app: no names, no addresses, no secret. */
import * as RememberedDirectory from "@entra-assets/core/assets/RememberedDirectory"
import type { Run } from "@entra-assets/core/sync/Run"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Struct from "effect/Struct"
import * as AuditLog from "../app/AuditLog.ts"
import * as LastTick from "../app/LastTick.ts"
import { Invocation } from "../forge/Invocation.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import { settingsView } from "./SettingsView.ts"

/** Entries in an answer. */
const entriesAtOnce = 100

/** Without who started it, and without the services' cursors. */
const summary = (run: Run) => Struct.omit(run, ["startedBy", "reading"])

export const auditHandlers: AdminHandlers<"audit" | "supportBundle"> = {
  audit: ({ before }) => Effect.mapError(AuditLog.read(before, entriesAtOnce), toFailure),

  supportBundle: () =>
    Effect.gen(function*() {
      const { appVersion, isLicensed } = yield* Invocation
      const bundle = {
        schemaVersion: 1,
        at: yield* Clock.currentTimeMillis,
        appVersion,
        isLicensed,
        settings: yield* settingsView,
        hasDirectory: (yield* Effect.mapError(RememberedDirectory.load, toFailure)) !== null,
        schedule: yield* Effect.mapError(ScheduleStore.use((schedules) => schedules.get), toFailure),
        lastTick: yield* LastTick.load,
        runs: (yield* Effect.mapError(RunStore.use((runs) => runs.list({ limit: 20 })), toFailure)).map(summary)
      }
      return { text: JSON.stringify(bundle, null, 2) }
    })
}
