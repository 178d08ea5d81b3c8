/** What admins did, and what somebody who helps them needs to know of the app: no names, no addresses, no secret. */
import * as RememberedDirectory from "@entra-assets/core/assets/RememberedDirectory"
import type { AccountId } from "@entra-assets/core/model/Ids"
import type { Run } from "@entra-assets/core/sync/Run"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Struct from "effect/Struct"
import * as AuditExport from "../app/AuditExport.ts"
import * as AuditLog from "../app/AuditLog.ts"
import * as LastTick from "../app/LastTick.ts"
import { Setup } from "../app/Setup.ts"
import { Invocation } from "../forge/Invocation.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import { settingsView } from "./SettingsView.ts"

/** Entries in an answer. */
const entriesAtOnce = 100

/** Without who started it, and without the services' cursors. */
const summary = (run: Run) => Struct.omit(run, ["startedBy", "reading"])

/** What the callers see of Assets; `null` when nothing can be said in time. */
const probed = (by: AccountId) =>
  Setup.use((setup) => setup.assets(by)).pipe(
    Effect.timeout("12 seconds"),
    Effect.orElseSucceed(() => null)
  )

/** Times as people read them. */
const readable = (key: string, value: unknown): unknown =>
  typeof value === "number" && isTime.test(key) ? DateTime.formatIso(DateTime.makeUnsafe(value)) : value

const isTime = /^at$|At$|Until$/u

export const auditHandlers: AdminHandlers<"audit" | "exportAudit" | "supportBundle"> = {
  audit: ({ before }) => Effect.mapError(AuditLog.read(before, entriesAtOnce), toFailure),

  exportAudit: ({ before, format }) =>
    Effect.gen(function*() {
      const { entries, next } = yield* Effect.mapError(AuditLog.read(before, entriesAtOnce), toFailure)
      const text = format === "csv" ? AuditExport.csv(entries, before === null) : AuditExport.jsonLines(entries)
      return { text: yield* text, next }
    }),

  supportBundle: (_, by) =>
    Effect.gen(function*() {
      const { appVersion, isLicensed } = yield* Invocation
      const bundle = {
        schemaVersion: 2,
        at: yield* Clock.currentTimeMillis,
        appVersion,
        isLicensed,
        settings: yield* settingsView,
        hasDirectory: (yield* Effect.mapError(RememberedDirectory.load, toFailure)) !== null,
        schedule: yield* Effect.mapError(ScheduleStore.use((schedules) => schedules.get), toFailure),
        lastTick: yield* LastTick.load,
        assets: yield* probed(by),
        runs: (yield* Effect.mapError(RunStore.use((runs) => runs.list({ limit: 20 })), toFailure)).map(summary)
      }
      return { text: JSON.stringify(bundle, readable, 2) }
    })
}
