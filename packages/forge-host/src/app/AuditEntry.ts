/** One line of the audit log: who did what, and what it changed. Never a secret. */
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** What admins do that is written down. */
export const AuditAction = Schema.Literals([
  "saveEntra",
  "saveRules",
  "saveBudgets",
  "saveRetention",
  "connect",
  "setCadence",
  "turnOn",
  "turnOff",
  "pause",
  "resume",
  "startPreview",
  "applyPlan",
  "runNow",
  "approve",
  "cancel",
  "cancelPreview",
  "discard",
  "resumeRun",
  "previewPerson"
])
export type AuditAction = typeof AuditAction.Type

/** One setting, before → after, as texts. */
export const AuditChange = Schema.Struct({
  /** Such as `tenantId` or `guard.inactivations.percent`. */
  field: Schema.String,
  before: Schema.NullOr(Schema.String),
  after: Schema.NullOr(Schema.String)
})
export type AuditChange = typeof AuditChange.Type

export const AuditEntry = Schema.Struct({
  /** Sorts by time. */
  id: Schema.NonEmptyString,
  /** Milliseconds since 1970. */
  at: Schema.Int,
  /** `null` for somebody whose account was closed. */
  by: Schema.NullOr(AccountId),
  action: AuditAction,
  /** The run or the plan that it is about. */
  subject: Schema.NullOr(Schema.String),
  changes: Schema.Array(AuditChange),
  /** `false`: it was begun, and what came of it is not known, since the app was ended in the middle. */
  isDone: Schema.Boolean.pipe(Schema.withDecodingDefaultKey(Effect.succeed(true)))
})
export type AuditEntry = typeof AuditEntry.Type
