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

/** To be called when it is saved: what was not saved is not in the log. */
const note = Effect.fnUntraced(function*({ action, by, changes }: Deed) {
  yield* AuditLog.append({ by, action, subject: null, changes })
  // What kept scheduled runs from succeeding may be gone.
  yield* Effect.ignore(ScheduleStore.use((schedules) => schedules.settingSaved(by)), { log: "Warn" })
})

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
  const saved = yield* Effect.mapError(SettingsStore.save({ version, by, change: { [name]: next } }), toFailure)
  yield* note({ action, by, changes: AuditChanges.between(before, next) })
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
      const saved = yield* Effect.mapError(SettingsStore.save({ version, by, change: { entra } }), toFailure)
      // Only now, so that a save that is refused leaves the secret as it is. The ids of another app registration with the
      // secret of before do no harm: Entra ID lets nobody in with them.
      const secretSaved = yield* Effect.exit(saveSecret(clientSecret))
      const secret = clientSecret === null || Exit.isFailure(secretSaved)
        ? []
        : [{ field: "clientSecret", before: present.hasSecret ? "the earlier one" : null, after: "a new one" }]
      yield* note({ action: "saveEntra", by, changes: [...AuditChanges.between(present.entra, entra), ...secret] })
      yield* secretSaved
      return viewOf(saved, true)
    }),

  saveRules: ({ rules, version }, by) =>
    Effect.flatMap(decodeRules(rules), (next) => saveGroup({ name: "rules", action: "saveRules", by, version }, next)),

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
