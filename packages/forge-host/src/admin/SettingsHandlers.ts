/** Saving settings: checked field by field, refused when somebody else has saved since, and written to the audit log. */
import type { AccountId } from "@entra-assets/core/model/Ids"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as AuditChanges from "../app/AuditChanges.ts"
import type * as AuditLog from "../app/AuditLog.ts"
import * as SettingsStore from "../app/SettingsStore.ts"
import { Budgets, Retention, SyncRules } from "../app/SiteSettings.ts"
import * as StatusObject from "../app/StatusObject.ts"
import * as ClientSecret from "../forge/ClientSecret.ts"
import { invalidInput, unavailable } from "./AdminError.ts"
import * as EntraInput from "./EntraInput.ts"
import { messages, parseOptions } from "./FieldMessages.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import { noted } from "./Noted.ts"
import { hasSecret, viewOf } from "./SettingsView.ts"

/** A whole group of settings; what it does not name has its default. */
const group = <A extends object>(schema: Schema.Codec<A, unknown>) => {
  const decode = Schema.decodeUnknownEffect(schema, parseOptions)
  return (given: unknown) => Effect.mapError(decode(given), (error) => invalidInput(messages(error)))
}

const decodeRules = group(SyncRules)
const decodeBudgets = group(Budgets)
const decodeRetention = group(Retention)

/** What kept scheduled runs from succeeding may be gone. */
const tellSchedule = (by: AccountId) =>
  Effect.ignore(ScheduleStore.use((schedules) => schedules.settingSaved(by)), { log: "Warn" })

const load = Effect.mapError(SettingsStore.load, toFailure)

interface GroupSave<Name> extends Pick<AuditLog.Begun, "action" | "by"> {
  readonly name: Name
  readonly version: number
}

const saveGroup = Effect.fnUntraced(function*<Name extends "rules" | "budgets" | "retention">(
  { action, by, name, version }: GroupSave<Name>,
  next: NonNullable<SettingsStore.Change[Name]>
) {
  const present = yield* load
  const stored = yield* hasSecret(present)
  const { [name]: before } = viewOf(present, stored)
  const saved = yield* noted(
    { action, by, changes: AuditChanges.between(before, next) },
    Effect.mapError(SettingsStore.save({ version, by, change: { [name]: next } }), toFailure)
  )
  yield* tellSchedule(by)
  return { before, view: viewOf(saved, stored) }
})

const secretNotSaved = unavailable(
  "The other fields were saved, but the client secret was not. Load the page again, and save the secret once more."
)

export const settingsHandlers: AdminHandlers<"saveEntra" | "saveRules" | "saveBudgets" | "saveRetention"> = {
  saveEntra: ({ version, ...typed }, by) =>
    Effect.gen(function*() {
      const before = yield* load
      const present = { entra: before?.entra ?? null, hasSecret: yield* hasSecret(before) }
      const { clientSecret, entra } = yield* EntraInput.check(typed, present)
      const withSecret = clientSecret !== null
      // Only then the secret, so that a save that is refused leaves it as it is. Between the two there is none.
      const save = Effect.gen(function*() {
        const change = { version, by, change: { entra }, withSecret }
        const saved = yield* Effect.mapError(SettingsStore.save(change), toFailure)
        const secret = withSecret ? ClientSecret.save(saved.version, Redacted.make(clientSecret)) : Effect.void
        return { saved, secretSaved: yield* Effect.exit(Effect.mapError(secret, () => secretNotSaved)) }
      })
      const fields = AuditChanges.between(present.entra, entra)
      const ofSecret = { field: "clientSecret", before: present.hasSecret ? "the earlier one" : null }
      const changes = withSecret ? [...fields, { ...ofSecret, after: "a new one" }] : fields
      const { saved, secretSaved } = yield* noted(
        { by, action: "saveEntra", changes },
        save,
        // It may have been saved, and only the answer was lost.
        ({ secretSaved }) => Exit.isSuccess(secretSaved) ? {} : "unknown"
      )
      yield* tellSchedule(by)
      yield* secretSaved
      return viewOf(saved, true)
    }),

  saveRules: ({ rules, version }, by) =>
    Effect.gen(function*() {
      const next = yield* decodeRules(rules)
      const { before, view } = yield* saveGroup({ name: "rules", action: "saveRules", by, version }, next)
      yield* StatusObject.rulesSaved({ isNew: !before.syncStatus })
      return view
    }),

  saveBudgets: ({ budgets, version }, by) =>
    Effect.flatMap(
      decodeBudgets(budgets),
      (next) => Effect.map(saveGroup({ name: "budgets", action: "saveBudgets", by, version }, next), ({ view }) => view)
    ),

  saveRetention: ({ retention, version }, by) =>
    Effect.flatMap(
      decodeRetention(retention),
      (next) =>
        Effect.map(saveGroup({ name: "retention", action: "saveRetention", by, version }, next), ({ view }) => view)
    )
}
