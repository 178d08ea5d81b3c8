/** Saving settings: checked field by field, refused when somebody else has saved since, and written to the audit log. */
import type { AccountId } from "@entra-assets/core/model/Ids"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as AuditChanges from "../app/AuditChanges.ts"
import type { AuditAction, AuditChange } from "../app/AuditEntry.ts"
import * as AuditLog from "../app/AuditLog.ts"
import * as SettingsStore from "../app/SettingsStore.ts"
import { Budgets, Retention, SyncRules } from "../app/SiteSettings.ts"
import * as ClientSecret from "../forge/ClientSecret.ts"
import { invalidInput, unavailable } from "./AdminError.ts"
import * as EntraInput from "./EntraInput.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import { hasSecret, viewOf } from "./SettingsView.ts"

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1()

/** What a schema expects, as a request to a person; every number among the settings is a whole one. */
const requests: ReadonlyArray<readonly [expected: RegExp, request: string]> = [
  [/^Expected boolean$/u, "Choose yes or no."],
  [/^Expected (?:number|an integer)$/u, "Enter a whole number."],
  [/^Expected a value greater than or equal to (.+)$/u, "Enter a number of at least $1."],
  [/^Expected a value (.+)$/u, "Enter a number $1."],
  [/^Expected no excess property$/u, "There is no such setting."]
]

const inPlainWords = (message: string) =>
  requests.reduce((text, [expected, request]) => text.replace(expected, request), message)

/** By field, such as `guard.group.size`. */
const messages = (error: Schema.SchemaError): { readonly [field: string]: string } =>
  Object.fromEntries(
    issuesOf(error.issue).issues.map(({ message, path = [] }) => [path.map(String).join("."), inPlainWords(message)])
  )

/** A whole group of settings; what it does not name has its default. */
const group = <A extends object>(schema: Schema.Codec<A, unknown>) => {
  const decode = Schema.decodeUnknownEffect(schema, { errors: "all", onExcessProperty: "error" })
  return (given: unknown) => Effect.mapError(decode(given), (error) => invalidInput(messages(error)))
}

const decodeRules = group(SyncRules)
const decodeBudgets = group(Budgets)
const decodeRetention = group(Retention)

interface Save {
  readonly version: number
  readonly by: AccountId
  readonly action: AuditAction
  readonly change: SettingsStore.Change
  readonly changes: ReadonlyArray<AuditChange>
}

const save = Effect.fnUntraced(function*({ action, by, change, changes, version }: Save) {
  const saved = yield* Effect.mapError(SettingsStore.save({ version, by, change }), toFailure)
  yield* AuditLog.append({ by, action, subject: null, changes })
  // What kept scheduled runs from succeeding may be gone.
  yield* Effect.ignore(ScheduleStore.use((schedules) => schedules.settingSaved(by)), { log: "Warn" })
  return saved
})

const load = Effect.mapError(SettingsStore.load, toFailure)

const saveGroup = Effect.fnUntraced(function*<Name extends "rules" | "budgets" | "retention">(
  { name, ...rest }: Omit<Save, "change" | "changes"> & { readonly name: Name },
  next: NonNullable<SettingsStore.Change[Name]>
) {
  const stored = yield* hasSecret
  const { [name]: before } = viewOf(yield* load, stored)
  const saved = yield* save({ ...rest, change: { [name]: next }, changes: AuditChanges.between(before, next) })
  return viewOf(saved, stored)
})

const secretNotSaved = unavailable(
  "The other fields were saved, but the client secret was not. Load the page again, and save the secret once more."
)

export const settingsHandlers: AdminHandlers<"saveEntra" | "saveRules" | "saveBudgets" | "saveRetention"> = {
  saveEntra: ({ version, ...typed }, by) =>
    Effect.gen(function*() {
      const before = yield* load
      const present = { entra: before?.entra ?? null, hasSecret: yield* hasSecret }
      const { clientSecret, entra } = yield* EntraInput.check(typed, present)
      const secret = clientSecret === null
        ? []
        : [{ field: "clientSecret", before: present.hasSecret ? "the earlier one" : null, after: "a new one" }]
      const saved = yield* save({
        version,
        by,
        action: "saveEntra",
        change: { entra },
        changes: [...AuditChanges.between(present.entra, entra), ...secret]
      })
      // Only now, so that a save that is refused leaves the secret as it is.
      if (clientSecret !== null) {
        yield* Effect.mapError(ClientSecret.save(Redacted.make(clientSecret)), () => secretNotSaved)
      }
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
