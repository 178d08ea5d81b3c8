/**
 * From what the bridge carries to what it carries back: who asks is checked, the request decoded, the operation done, its
 * answer encoded. Whatever goes wrong is an answer, too.
 */
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Handler from "../app/Handler.ts"
import { Invocation } from "../forge/Invocation.ts"
import { type OperationName, operations, type Reply } from "./AdminApi.ts"
import { AdminFailure, refused, unavailable } from "./AdminError.ts"
import { auditHandlers } from "./AuditHandlers.ts"
import { authorise } from "./Authorisation.ts"
import { exportHandlers } from "./ExportHandlers.ts"
import type { Services } from "./Handler.ts"
import { inTime } from "./InTime.ts"
import { peopleHandlers } from "./PeopleHandlers.ts"
import { planHandlers } from "./PlanHandlers.ts"
import { runHandlers } from "./RunHandlers.ts"
import { scheduleHandlers } from "./ScheduleHandlers.ts"
import { settingsHandlers } from "./SettingsHandlers.ts"
import { setupHandlers } from "./SetupHandlers.ts"
import { stateHandlers } from "./StateHandlers.ts"

interface Endpoint {
  readonly kind: "read" | "act"
  readonly answer: (payload: unknown, by: AccountId) => Effect.Effect<unknown, AdminFailure, Services>
}

/** The page sends what the contract says, so this is a page of another version. */
const unreadable = refused("page.Outdated", "The page is older than the app.", "Load it again.")

const endpoint = <Request extends Schema.Codec<unknown, unknown>, Answer extends Schema.Codec<unknown, unknown>>(
  { answer, kind, request }: { readonly kind: "read" | "act"; readonly request: Request; readonly answer: Answer },
  handler: (request: Request["Type"], by: AccountId) => Effect.Effect<Answer["Type"], AdminFailure, Services>
): Endpoint => {
  const decode = Schema.decodeUnknownEffect(request)
  const encode = Schema.encodeUnknownEffect(answer)
  return {
    kind,
    answer: (payload, by) =>
      Effect.mapError(decode(payload), () => unreadable).pipe(
        Effect.flatMap((given) => handler(given, by)),
        Effect.flatMap((value) => Effect.orDie(encode(value)))
      )
  }
}

const endpoints: { readonly [Name in OperationName]: Endpoint } = {
  state: endpoint(operations.state, stateHandlers.state),
  status: endpoint(operations.status, stateHandlers.status),
  saveEntra: endpoint(operations.saveEntra, settingsHandlers.saveEntra),
  saveRules: endpoint(operations.saveRules, settingsHandlers.saveRules),
  saveBudgets: endpoint(operations.saveBudgets, settingsHandlers.saveBudgets),
  saveRetention: endpoint(operations.saveRetention, settingsHandlers.saveRetention),
  testConnection: endpoint(operations.testConnection, setupHandlers.testConnection),
  assets: endpoint(operations.assets, setupHandlers.assets),
  connect: endpoint(operations.connect, setupHandlers.connect),
  startPreview: endpoint(operations.startPreview, runHandlers.startPreview),
  planHeader: endpoint(operations.planHeader, planHandlers.planHeader),
  planStanding: endpoint(operations.planStanding, planHandlers.planStanding),
  planIndex: endpoint(operations.planIndex, planHandlers.planIndex),
  planPage: endpoint(operations.planPage, planHandlers.planPage),
  applyPlan: endpoint(operations.applyPlan, runHandlers.applyPlan),
  runNow: endpoint(operations.runNow, runHandlers.runNow),
  approve: endpoint(operations.approve, runHandlers.approve),
  cancel: endpoint(operations.cancel, runHandlers.cancel),
  resumeRun: endpoint(operations.resumeRun, runHandlers.resumeRun),
  driveRun: endpoint(operations.driveRun, runHandlers.driveRun),
  history: endpoint(operations.history, runHandlers.history),
  run: endpoint(operations.run, runHandlers.run),
  runPage: endpoint(operations.runPage, runHandlers.runPage),
  explainPerson: endpoint(operations.explainPerson, peopleHandlers.explainPerson),
  previewPerson: endpoint(operations.previewPerson, peopleHandlers.previewPerson),
  personInRun: endpoint(operations.personInRun, peopleHandlers.personInRun),
  setCadence: endpoint(operations.setCadence, scheduleHandlers.setCadence),
  turnOn: endpoint(operations.turnOn, scheduleHandlers.turnOn),
  turnOff: endpoint(operations.turnOff, scheduleHandlers.turnOff),
  pause: endpoint(operations.pause, scheduleHandlers.pause),
  resume: endpoint(operations.resume, scheduleHandlers.resume),
  exportPlan: endpoint(operations.exportPlan, exportHandlers.exportPlan),
  audit: endpoint(operations.audit, auditHandlers.audit),
  exportAudit: endpoint(operations.exportAudit, auditHandlers.exportAudit),
  supportBundle: endpoint(operations.supportBundle, auditHandlers.supportBundle)
}

/** What stops something, and so has to be possible in any case. */
const withoutLicense: ReadonlySet<OperationName> = new Set(["cancel", "pause", "turnOff"])

const unlicensed = new AdminFailure({
  error: {
    _tag: "Unlicensed",
    message: "The app has no active license. Everything stays as it is; to go on, renew the license in Jira's settings."
  }
})

const notPresent = new AdminFailure({ error: { _tag: "NotAllowed", message: "Sign in to Jira to use this page." } })

const decodeAccountId = Schema.decodeUnknownEffect(AccountId)

const answered = Effect.fnUntraced(function*(name: OperationName, payload: unknown) {
  const { accountId, isLicensed } = yield* Invocation
  const by = yield* Effect.mapError(decodeAccountId(accountId), () => notPresent)
  const { answer, kind } = endpoints[name]
  yield* authorise(kind, by)
  if (kind === "act" && !isLicensed && !withoutLicense.has(name)) return yield* unlicensed
  return yield* answer(payload, by)
})

/** Of an invocation's time, for the answer. */
const reserveMillis = 1500

const tookTooLong = unavailable("Forge's store or Jira answered too slowly. Try again in a minute.")

/** Answers one call of the page. */
export const dispatch = (name: OperationName, payload: unknown): Effect.Effect<Reply, never, Services> =>
  answered(name, payload).pipe(
    inTime(reserveMillis, tookTooLong),
    Effect.map((value): Reply => ({ ok: true, value })),
    Effect.catch(({ error }) => Effect.succeed<Reply>({ ok: false, error })),
    Effect.catchCause((cause) =>
      Effect.gen(function*() {
        const { id } = yield* Invocation
        yield* Handler.logDefect(cause, { operation: name })
        const message =
          "Something went wrong that nobody has foreseen. Try again; if it stays so, report the reference."
        return { ok: false, error: { _tag: "Unexpected", reference: id, message } } as const
      })
    ),
    Effect.withSpan("Dispatcher.dispatch", { attributes: { operation: name } })
  )
