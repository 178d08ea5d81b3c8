/**
 * Writes a stored plan, and nothing else. Managers are created before their reports; records on a circle of managers
 * get their last link at the end. A record that Assets refuses fails alone; a service that stays away stops the run.
 */
import type * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type { EmployeeFields } from "../model/Employee.ts"
import { finding } from "../model/Finding.ts"
import type { EntraId, ObjectId } from "../model/Ids.ts"
import type { Settings } from "../model/Settings.ts"
import type { SourceError, SourceReason } from "../model/SourceError.ts"
import { diff } from "../plan/Diff.ts"
import type { Change, Create, Entry, ManagerLink } from "../plan/Entry.ts"
import { boundAccount } from "../plan/Records.ts"
import { EmployeeReader } from "../ports/EmployeeReader.ts"
import { EmployeeWriter, RecordRefused } from "../ports/EmployeeWriter.ts"
import { type PlanPage, PlanStore, type PlanStoreError, settingsDigest } from "./PlanStore.ts"
import { track } from "./Progress.ts"
import { RunLog } from "./RunLog.ts"
import { type RunReport, RunStopped } from "./RunReport.ts"

/** The plan was made under other settings, so it is refused whole. */
export class StalePlan extends Schema.TaggedError<StalePlan>()("StalePlan", {
  planId: Schema.String,
  message: Schema.String
}) {}

/** With these the next record would fail as well. */
const final: ReadonlySet<SourceReason> = new Set(["Unauthorized", "Forbidden", "Misconfigured"])

/** So many records in a row failed because the service did not answer: it is the service, not the records. */
const failuresInARow = 10

/** What a write that only fails alone can fail with. */
type WriteError = RecordRefused | SourceError

/** The entries that may be written side by side, step after step: one level of managers, or all changes of a page. */
const steps = (page: PlanPage): ReadonlyArray<ReadonlyArray<Entry>> => {
  const found: Array<Array<Entry>> = []
  let key: number | null = null
  for (const item of page.items) {
    if (item._tag === "Finding") continue
    const next = item._tag === "Create" ? item.level : -1
    const last = found.at(-1)
    if (last === undefined || next !== key) found.push([item])
    else last.push(item)
    key = next
  }
  return found
}

/** The fields that `changes` name, as a write; the manager is given apart, because its record may be new. */
const changedFields = (changes: ReadonlyArray<Change>, manager: ObjectId | null): EmployeeFields => {
  const fields: { -readonly [field in keyof EmployeeFields]: EmployeeFields[field] } = {}
  for (const change of changes) {
    switch (change.field) {
      case "active":
        fields.active = change.after
        break
      case "manager":
        fields.manager = manager
        break
      case "name":
        if (change.after !== null) fields.name = change.after
        break
      case "entraUserId":
        break
      default:
        fields[change.field] = change.after
    }
  }
  return fields
}

const setsManager = (entry: Entry): ManagerLink | null => {
  if (entry._tag === "Create") return entry.record.manager
  for (const change of entry.changes) if (change.field === "manager") return change.after
  return null
}

const make = Effect.fnUntraced(function*(planId: string, settings: Settings) {
  const reader = yield* EmployeeReader
  const writer = yield* EmployeeWriter
  const log = new RunLog(planId)
  const created = new Map<EntraId, ObjectId>()
  const deferred: Array<{ readonly entry: Create; readonly objectId: ObjectId }> = []
  let unanswered = 0

  const managerObject = (link: ManagerLink | null): ObjectId | null => {
    if (link === null) return null
    return link.objectId ?? (link.entraId === null ? null : created.get(link.entraId) ?? null)
  }

  /** No update names Entra User ID, so a duplicate of it is a refusal like any other. */
  const update = (objectId: ObjectId, fields: EmployeeFields) =>
    writer.update(objectId, fields).pipe(
      Effect.catchTag("DuplicateEntraUserId", () =>
        Effect.fail(new RecordRefused({ attribute: "Entra User ID", message: "Another record has the same value." })))
    )

  /** The record that made Assets refuse a create; it may need a while to become visible. */
  const existing = (entry: Create) =>
    reader.findByEntraId(entry.entraId).pipe(
      Effect.filterOrFail((found) => found.length > 0, () =>
        new RecordRefused({
          attribute: "Entra User ID",
          message: "Assets says that another record has this Entra User ID, but shows none. Run the sync again later."
        })),
      Effect.retry({
        schedule: Schedule.min([Schedule.exponential("1 second"), Schedule.spaced("10 seconds")]).pipe(
          Schedule.upTo({ duration: `${settings.indexLagSeconds} seconds` })
        ),
        while: (error) => error._tag === "RecordRefused"
      })
    )

  /** A create that had taken effect already, or raced with another: the record is brought to what the entry says. */
  const adopt = Effect.fnUntraced(function*(entry: Create, manager: ObjectId | null) {
    const [employee, ...others] = yield* existing(entry)
    if (employee === undefined || others.length > 0) {
      return yield* new RecordRefused({
        attribute: "Entra User ID",
        message: "Several records have this Entra User ID. Remove all but one."
      })
    }
    const bound = boundAccount(employee)
    if (bound !== null && bound !== entry.accountId) {
      return yield* new RecordRefused({
        attribute: "Atlassian Account ID",
        message: "A record for this person appeared meanwhile, bound to another Atlassian account."
      })
    }
    const linked = manager ?? employee.manager
    const changes = diff(
      employee,
      {
        ...entry.record,
        manager: linked === null ? null : { entraId: null, objectId: linked },
        atlassianAccountId: entry.accountId,
        jiraUser: entry.accountId
      },
      new Map()
    )
    if (changes.length === 0) return { objectId: employee.objectId, nameAdjusted: false }
    return yield* update(employee.objectId, changedFields(changes, manager))
  })

  const create = Effect.fnUntraced(function*(entry: Create) {
    const { manager: link, ...texts } = entry.record
    const manager = entry.managerDeferred ? null : managerObject(link)
    const fields: EmployeeFields = {
      ...texts,
      entraUserId: entry.entraId,
      atlassianAccountId: entry.accountId,
      jiraUser: entry.accountId,
      ...(manager === null ? {} : { manager })
    }
    const written = yield* writer.create(fields).pipe(
      Effect.catchTag("DuplicateEntraUserId", () => adopt(entry, manager))
    )
    created.set(entry.entraId, written.objectId)
    if (entry.managerDeferred) deferred.push({ entry, objectId: written.objectId })
    return written
  })

  const write = Effect.fnUntraced(function*(entry: Entry) {
    const link = setsManager(entry)
    const manager = managerObject(link)
    const written = entry._tag === "Create"
      ? yield* create(entry)
      : yield* update(entry.objectId, changedFields(entry.changes, manager))
    log.written(entry)
    if (manager !== null) {
      log.managerLinked()
    } else if (link !== null && !(entry._tag === "Create" && entry.managerDeferred)) {
      log.found(finding(
        "missing_manager",
        "The record of the manager could not be created, so no manager is linked yet.",
        {
          entraIds: link.entraId === null ? [entry.entraId] : [entry.entraId, link.entraId],
          objectIds: [written.objectId]
        }
      ))
    }
    if (written.nameAdjusted) {
      log.found(finding("name_adjusted", "Assets refused a character of Name, so it stands there as a space.", {
        entraIds: [entry.entraId],
        objectIds: [written.objectId]
      }))
    }
  })

  /** A record fails alone, unless the service refuses us or has stopped answering. */
  const alone = <A>(entraId: EntraId, objectId: ObjectId | null, effect: Effect.Effect<A, WriteError>) =>
    effect.pipe(
      Effect.tap(() => Effect.sync(() => unanswered = 0)),
      Effect.catchTag("RecordRefused", ({ attribute, message }) =>
        Effect.sync(() => {
          unanswered = 0
          log.fail({ entraId, objectId, attribute, message })
        })),
      Effect.catchTag("SourceError", (error) => {
        log.fail({ entraId, objectId, attribute: null, message: error.message })
        return final.has(error.reason) || ++unanswered >= failuresInARow ? Effect.fail(error) : Effect.void
      })
    )

  /** The links that close a circle of managers. */
  const link = ({ entry, objectId }: { readonly entry: Create; readonly objectId: ObjectId }) => {
    const manager = managerObject(entry.record.manager)
    if (manager === null) return Effect.void
    const write = Effect.tap(update(objectId, { manager }), () => Effect.sync(() => log.managerLinked()))
    return alone(entry.entraId, objectId, write)
  }

  return {
    log,
    entry: (entry: Entry) => alone(entry.entraId, entry._tag === "Create" ? null : entry.objectId, write(entry)),
    links: Effect.suspend(() =>
      Effect.forEach(deferred, link, { concurrency: settings.writeConcurrency, discard: true })
    )
  }
})

/** Applies the plan; succeeds also when single records failed, which the report names. */
export const apply = Effect.fn("Apply.apply")(function*(
  planId: string,
  settings: Settings
): Effect.fn.Return<
  RunReport,
  StalePlan | RunStopped | PlanStoreError,
  EmployeeReader | EmployeeWriter | PlanStore | Digest.Digest
> {
  const store = yield* PlanStore
  const header = yield* store.header(planId)
  if (header.settingsDigest !== (yield* settingsDigest(settings))) {
    return yield* new StalePlan({
      planId,
      message: "The settings have changed since this plan was made. Make a new preview."
    })
  }
  const { counts } = header
  const progress = yield* track("apply", counts.create + counts.update + counts.inactivate + counts.reactivate)
  const run = yield* make(planId, settings)
  const concurrency = settings.writeConcurrency
  const stopped = (cause: SourceError) => new RunStopped({ report: run.log.report, cause })

  yield* store.pages(planId).pipe(
    Stream.runForEach((page) =>
      Effect.forEach(
        steps(page),
        (step) =>
          Effect.forEach(step, (entry) => Effect.andThen(run.entry(entry), progress.advance(1)), {
            concurrency,
            discard: true
          }),
        { discard: true }
      )
    ),
    Effect.andThen(run.links),
    Effect.catchTag("SourceError", (cause) => Effect.fail(stopped(cause)))
  )
  yield* progress.finish
  return run.log.report
})
