/**
 * What the page may ask of the app, and what comes back: the one contract of both sides. It imports nothing of Forge, so
 * the page can use it as it is. Times are milliseconds since 1970.
 */
import { Finding, FindingCode } from "@entra-assets/core/model/Finding"
import { AccountId, EntraId } from "@entra-assets/core/model/Ids"
import { Entry } from "@entra-assets/core/plan/Entry"
import { Explanation } from "@entra-assets/core/plan/Explain"
import { Subject } from "@entra-assets/core/plan/OnePerson"
import { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { Schedule } from "@entra-assets/core/sync/Cadence"
import { Outcome } from "@entra-assets/core/sync/Outcome"
import { PlanStanding } from "@entra-assets/core/sync/PlanStanding"
import { Run, RunKind, RunState } from "@entra-assets/core/sync/Run"
import * as Schema from "effect/Schema"
import { AuditEntry } from "../app/AuditEntry.ts"
import { LastTick } from "../app/LastTick.ts"
import { AssetsReport, ConnectionReport, ConnectReport } from "../app/SetupReport.ts"
import { Budgets, Connection, Entra, LastSave, Retention, SyncRules } from "../app/SiteSettings.ts"
import { StatusTrouble } from "../app/StatusTrouble.ts"
import { OfferedCloud } from "../OfferedClouds.ts"
import { AdminError } from "./AdminError.ts"

/** `read`: looks only. `act`: changes something, or makes the app work; each time Jira is asked for the right to. */
type Kind = "read" | "act"

interface Operation<Request extends Schema.Top, Answer extends Schema.Top> {
  readonly kind: Kind
  readonly request: Request
  readonly answer: Answer
}

const read = <Request extends Schema.Top, Answer extends Schema.Top>(
  request: Request,
  answer: Answer
): Operation<Request, Answer> => ({ kind: "read", request, answer })

const act = <Request extends Schema.Top, Answer extends Schema.Top>(
  request: Request,
  answer: Answer
): Operation<Request, Answer> => ({ kind: "act", request, answer })

const nothing = Schema.Struct({})
const RunId = Schema.Struct({ runId: Schema.NonEmptyString })
const PlanId = Schema.Struct({ planId: Schema.NonEmptyString })
const PageOf = { page: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)) }
const Version = { version: Schema.Int }
/** Which plan the person has seen: nothing is shown or done of another one of the same id. */
const SeenPlan = Schema.Struct({ planId: Schema.NonEmptyString, digest: Schema.String })
export type SeenPlan = typeof SeenPlan.Type

/** The settings as the page sees them. The secret is never sent to it. */
export const SettingsView = Schema.Struct({
  /** 0 before the first save. */
  version: Schema.Int,
  changed: Schema.NullOr(LastSave),
  entra: Schema.NullOr(Entra),
  hasSecret: Schema.Boolean,
  connection: Schema.NullOr(Connection),
  rules: SyncRules,
  budgets: Budgets,
  retention: Retention
})
export type SettingsView = typeof SettingsView.Type

/** When the schedule begins the next run, or why it does not. */
export const NextRun = Schema.Union([
  Schema.TaggedStruct("Off", { canTurnOn: Schema.Boolean }),
  Schema.TaggedStruct("Paused", {}),
  /** On or after; Forge chooses the hour. */
  Schema.TaggedStruct("NotYet", { dueAt: Schema.Int }),
  Schema.TaggedStruct("Quarantined", { until: Schema.Int, message: Schema.String, nextStep: Schema.String }),
  /** With the next daily tick. */
  Schema.TaggedStruct("Due", {})
])
export type NextRun = typeof NextRun.Type

export const State = Schema.Struct({
  now: Schema.Int,
  appVersion: Schema.String,
  /** Who looks at the page. */
  accountId: AccountId,
  isLicensed: Schema.Boolean,
  settings: SettingsView,
  /** Whether the schema was set up here. */
  hasDirectory: Schema.Boolean,
  clouds: Schema.Array(Schema.Struct({ cloud: OfferedCloud, label: Schema.String })),
  schedule: Schedule,
  nextRun: NextRun,
  lastTick: Schema.NullOr(LastTick),
  /** Why the status object could not be written; `null` when it could, and while it is switched off. */
  statusTrouble: Schema.NullOr(StatusTrouble),
  /** The run that is active or interrupted; else the one that waits for an approval. */
  current: Schema.NullOr(Run),
  lastManual: Schema.NullOr(Run),
  lastScheduled: Schema.NullOr(Run),
  /** The last run that applied a plan for everybody, and when it ended. */
  lastSuccess: Schema.NullOr(Schema.Struct({ runId: Schema.String, endedAt: Schema.Int })),
  /** When the accounts were read that runs which begin before `usedUntil` use again; `null` when the next reads them anew. */
  accounts: Schema.NullOr(Schema.Struct({ readAt: Schema.Int, usedUntil: Schema.Int }))
})
export type State = typeof State.Type

/** A run with what its numbers mean. */
export const RunView = Schema.Struct({
  run: Run,
  /** The least time that its requests take under the tightest published limit. */
  least: Schema.Struct({ millis: Schema.Int, limit: Schema.NullOr(Schema.String) }),
  /** Assets no longer lets the connecting admin in: another admin has to take over. */
  needsReconnection: Schema.Boolean,
  /** Of its plan, as long as that is kept. */
  plan: Schema.NullOr(PlanHeader),
  /** Who let the plan pass that the guard had stopped; `null` when nobody has, or nobody had to. */
  approval: Schema.NullOr(Schema.Struct({ by: Schema.NullOr(Schema.String), at: Schema.Int }))
})
export type RunView = typeof RunView.Type

/** One line of a plan's index. `page`: where the whole entry is. */
export const IndexLine = Schema.Struct({
  kind: Schema.Literals(["Create", "Update", "Inactivate", "Reactivate", "Finding"]),
  /** Of a finding, the first that it names. */
  entraId: Schema.NullOr(EntraId),
  /** Of a finding, that of the first person that it names. */
  name: Schema.NullOr(Schema.String),
  /** What the account is called that a finding is about, if it is about one. */
  account: Schema.optionalKey(Schema.String),
  /** What a finding says. */
  detail: Schema.optionalKey(Schema.String),
  code: Schema.NullOr(FindingCode),
  page: Schema.Int
})
export type IndexLine = typeof IndexLine.Type

/** One entry of a run: what was planned, and what became of it; `null` while nobody has tried. */
export const RunLine = Schema.Struct({ entry: Entry, outcome: Schema.NullOr(Outcome) })

export const operations = {
  state: read(nothing, State),
  /**
   * For polling: this run, by one read of the store as long as it moves, beside the one of who asks. Without an id, what
   * `State.current` is now.
   */
  status: read(Schema.Struct({ runId: Schema.NullOr(Schema.NonEmptyString) }), Schema.NullOr(Run)),

  // --- settings -----------------------------------------------------------------------------------------------------
  saveEntra: act(
    Schema.Struct({
      ...Version,
      cloud: Schema.String,
      tenantId: Schema.String,
      clientId: Schema.String,
      /** Left out, the stored one stays. */
      clientSecret: Schema.optionalKey(Schema.String),
      /** YYYY-MM-DD. */
      secretExpiresOn: Schema.NullOr(Schema.String)
    }),
    SettingsView
  ),
  saveRules: act(Schema.Struct({ ...Version, rules: Schema.Unknown }), SettingsView),
  saveBudgets: act(Schema.Struct({ ...Version, budgets: Schema.Unknown }), SettingsView),
  saveRetention: act(Schema.Struct({ ...Version, retention: Schema.Unknown }), SettingsView),

  // --- set-up -------------------------------------------------------------------------------------------------------
  testConnection: act(
    Schema.Struct({
      cloud: Schema.String,
      tenantId: Schema.String,
      clientId: Schema.String,
      clientSecret: Schema.optionalKey(Schema.String)
    }),
    ConnectionReport
  ),
  assets: act(nothing, AssetsReport),
  connect: act(Schema.Struct({ ...Version, adopt: Schema.Boolean, takeOver: Schema.Boolean }), ConnectReport),

  // --- plans and runs -----------------------------------------------------------------------------------------------
  startPreview: act(nothing, Run),
  planHeader: read(PlanId, PlanHeader),
  planStanding: read(PlanId, PlanStanding),
  /** Lines of consecutive pages, at most 1.5 MB; `next` is `null` after the last page. */
  planIndex: read(
    Schema.Struct({ ...SeenPlan.fields, from: PageOf.page }),
    Schema.Struct({ lines: Schema.Array(IndexLine), next: Schema.NullOr(Schema.Int) })
  ),
  planPage: read(
    Schema.Struct({ ...SeenPlan.fields, ...PageOf }),
    Schema.Struct({ items: Schema.Array(Schema.Union([Entry, Finding])) })
  ),
  applyPlan: act(SeenPlan, Run),
  /** Reads, plans and applies in one go; the guard stands between. */
  runNow: act(nothing, Run),
  approve: act(Schema.Struct({ runId: Schema.NonEmptyString, digest: Schema.String }), Run),
  cancel: act(RunId, Run),
  /** Goes on with a run that nobody goes on with. */
  resumeRun: act(RunId, Run),
  /** Where only a present user may use Assets, the open page does the work: one slice of at most 20 seconds. */
  driveRun: act(RunId, Run),
  /** The newest first. `before`: only runs that began before this one; `kinds`, `states`: only such runs. */
  history: read(
    Schema.Struct({
      limit: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })),
      before: Schema.NullOr(Schema.NonEmptyString),
      kinds: Schema.optionalKey(Schema.Array(RunKind)),
      states: Schema.optionalKey(Schema.Array(RunState))
    }),
    Schema.Array(Run)
  ),
  run: read(RunId, RunView),
  /** What became of the entries on a page of the run's plan. */
  runPage: read(
    Schema.Struct({ runId: Schema.NonEmptyString, ...PageOf }),
    Schema.Struct({ lines: Schema.Array(RunLine), findings: Schema.Array(Finding), next: Schema.NullOr(Schema.Int) })
  ),

  // --- people -------------------------------------------------------------------------------------------------------
  explainPerson: read(Schema.Struct({ subject: Subject }), Explanation),
  /** Makes a plan for one person, to be applied as any other. */
  previewPerson: act(
    Schema.Struct({ subject: Subject }),
    Schema.Struct({ explanation: Explanation, plan: Schema.NullOr(PlanHeader) })
  ),
  personInRun: read(
    Schema.Struct({ runId: Schema.NonEmptyString, subject: Subject }),
    Schema.Struct({ lines: Schema.Array(RunLine), findings: Schema.Array(Finding) })
  ),

  // --- schedule -----------------------------------------------------------------------------------------------------
  setCadence: act(Schema.Struct({ everyDays: Schema.Finite, manualRunsCount: Schema.Boolean }), Schedule),
  turnOn: act(nothing, Schedule),
  turnOff: act(nothing, Schedule),
  pause: act(nothing, Schedule),
  resume: act(nothing, Schedule),

  // --- exports ------------------------------------------------------------------------------------------------------
  /** A part of the file; `next` is `null` after the last. */
  exportPlan: read(
    Schema.Struct({ ...SeenPlan.fields, format: Schema.Literals(["csv", "json"]), ...PageOf }),
    Schema.Struct({ text: Schema.String, next: Schema.NullOr(Schema.Int) })
  ),
  /** The newest first. `before`: only older ones. */
  audit: read(
    Schema.Struct({ before: Schema.NullOr(Schema.String) }),
    Schema.Struct({ entries: Schema.Array(AuditEntry), next: Schema.NullOr(Schema.String) })
  ),
  /** The same as a part of a file; `next` is `null` after the last. */
  exportAudit: read(
    Schema.Struct({ before: Schema.NullOr(Schema.String), format: Schema.Literals(["csv", "jsonLines"]) }),
    Schema.Struct({ text: Schema.String, next: Schema.NullOr(Schema.String) })
  ),
  supportBundle: read(nothing, Schema.Struct({ text: Schema.String }))
} as const

export type Operations = typeof operations
export type OperationName = keyof Operations
export type RequestOf<Name extends OperationName> = Operations[Name]["request"]["Type"]
export type AnswerOf<Name extends OperationName> = Operations[Name]["answer"]["Type"]

/** What the bridge carries back. `value` is the operation's answer, encoded. */
export const Reply = Schema.Union([
  Schema.Struct({ ok: Schema.Literal(true), value: Schema.Unknown }),
  Schema.Struct({ ok: Schema.Literal(false), error: AdminError })
])
export type Reply = typeof Reply.Type
