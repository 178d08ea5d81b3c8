/** Saving settings: checked field by field, refused when somebody else has saved since, and written to the audit log. */
import type { AccountId } from "@entra-assets/core/model/Ids"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as AuditChanges from "../app/AuditChanges.ts"
import type { AuditAction, AuditChange } from "../app/AuditEntry.ts"
import * as AuditLog from "../app/AuditLog.ts"
import * as SettingsStore from "../app/SettingsStore.ts"
import { Budgets, Retention, SyncRules } from "../app/SiteSettings.ts"
import * as StatusObject from "../app/StatusObject.ts"
import * as ClientSecret from "../forge/ClientSecret.ts"
import { invalidInput, unavailable } from "./AdminError.ts"
import * as EntraInput from "./EntraInput.ts"
import { messages, parseOptions } from "./FieldMessages.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import { hasSecret, viewOf } from "./SettingsView.ts"

/** A whole group of settings; what it does not name has its default. */
const group = <A extends object>(schema: Schema.Codec<A, unknown>) => {
  const decode = Schema.decodeUnknownEffect(schema, parseOptions)
  return (given: unknown) => Effect.mapError(decode(given), (error) => invalidInput(messages(error)))
}

const decodeRules = group(SyncRules)
const decodeBudgets = group(Budgets)
const decodeRetention = group(Retention)

interface Deed {
  readonly by: AccountId
  readonly action: AuditAction
  readonly changes: ReadonlyArray<AuditChange>
}

/** What kept scheduled runs from succeeding may be gone. */
const tellSchedule = (by: AccountId) =>
  Effect.ignore(ScheduleStore.use((schedules) => schedules.settingSaved(by)), { log: "Warn" })

/** What is not saved is not in the log. */
const noted = <A, E, R>(save: Effect.Effect<A, E, R>, { action, by, changes }: Deed) =>
  Effect.tap(
    AuditLog.after(save, () => ({ by, action, subject: null, changes })),
    () => tellSchedule(by)
  )

const load = Effect.mapError(SettingsStore.load, toFailure)

interface GroupSave<Name> extends Omit<Deed, "changes"> {
  readonly name: Name
  readonly version: number
}

const saveGroup = Effect.fnUntraced(function*<Name extends "rules" | "budgets" | "retention">(
  { action, by, name, version }: GroupSave<Name>,
  next: NonNullable<SettingsStore.Change[Name]>
) {
  const stored = yield* hasSecret
  const { [name]: before } = viewOf(yield* load, stored)
  const saved = yield* noted(
    Effect.mapError(SettingsStore.save({ version, by, change: { [name]: next } }), toFailure),
    { action, by, changes: AuditChanges.between(before, next) }
  )
  return viewOf(saved, stored)
})

const secretNotSaved = unavailable(
  "The other fields were saved, but the client secret was not. Load the page again, and save the secret once more."
)

/** `null` for the one that is stored. */
const saveSecret = (secret: string | null) =>
  secret === null ? Effect.void : Effect.mapError(ClientSecret.save(Redacted.make(secret)), () => secretNotSaved)

export const settingsHandlers: AdminHandlers<"saveEntra" | "saveRules" | "saveBudgets" | "saveRetention"> = {
  saveEntra: ({ version, ...typed }, by) =>
    Effect.gen(function*() {
      const before = yield* load
      const present = { entra: before?.entra ?? null, hasSecret: yield* hasSecret }
      const { clientSecret, entra } = yield* EntraInput.check(typed, present)
      // Only then the secret, so that a save that is refused leaves it as it is. The ids of another app registration with
      // the secret of before do no harm: Entra ID lets nobody in with them.
      const save = Effect.gen(function*() {
        const saved = yield* Effect.mapError(SettingsStore.save({ version, by, change: { entra } }), toFailure)
        return { saved, secretSaved: yield* Effect.exit(saveSecret(clientSecret)) }
      })
      const changes = AuditChanges.between(present.entra, entra)
      const { saved, secretSaved } = yield* AuditLog.after(save, ({ secretSaved }) => ({
        by,
        action: "saveEntra",
        subject: null,
        changes: clientSecret === null || Exit.isFailure(secretSaved)
          ? changes
          : [...changes, {
            field: "clientSecret",
            before: present.hasSecret ? "the earlier one" : null,
            after: "a new one"
          }]
      }))
      yield* tellSchedule(by)
      yield* secretSaved
      return viewOf(saved, true)
    }),

  saveRules: ({ rules, version }, by) =>
    Effect.gen(function*() {
      const next = yield* decodeRules(rules)
      const before = yield* load
      const saved = yield* saveGroup({ name: "rules", action: "saveRules", by, version }, next)
      yield* StatusObject.rulesSaved({ isNew: before?.rules.syncStatus !== true })
      return saved
    }),

  saveBudgets: ({ budgets, version }, by) =>
    Effect.flatMap(
      decodeBudgets(budgets),
      (next) => saveGroup({ name: "budgets", action: "saveBudgets", by, version }, next)
    ),

  saveRetention: ({ retention, version }, by) =>
    Effect.flatMap(
      decodeRetention(retention),
      (next) => saveGroup({ name: "retention", action: "saveRetention", by, version }, next)
    )
}
