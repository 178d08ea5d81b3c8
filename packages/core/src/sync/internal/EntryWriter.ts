/**
 * Writes one entry after the other, knows the records that were created meanwhile, and keeps the log. A record that
 * Assets refuses fails alone; when the service refuses us, or stays away, nothing more is begun.
 */
import * as Effect from "effect/Effect"
import type { EmployeeFields } from "../../model/Employee.ts"
import { finding } from "../../model/Finding.ts"
import type { EntraId, ObjectId } from "../../model/Ids.ts"
import type { Settings } from "../../model/Settings.ts"
import { isFinal, type SourceError } from "../../model/SourceError.ts"
import type { Create, Entry, ManagerLink } from "../../plan/Entry.ts"
import { EmployeeWriter, RecordRefused } from "../../ports/EmployeeWriter.ts"
import { RunLog } from "../RunLog.ts"
import * as Adopt from "./Adopt.ts"
import { changedFields, newFields } from "./EntryFields.ts"

/** So many records in a row failed because the service did not answer: it is the service, not the records. */
const failuresInARow = 10

/** The manager whose record this entry's own write links; the last link of a circle comes later. */
const setsManager = (entry: Entry): ManagerLink | null => {
  if (entry._tag === "Create") return entry.managerDeferred ? null : entry.record.manager
  for (const change of entry.changes) if (change.field === "manager") return change.after
  return null
}

/** A record that waits for the link that closes its circle; `linked` is what Manager says until then. */
interface Deferred {
  readonly entry: Create
  readonly objectId: ObjectId
  readonly linked: ObjectId | null
}

export const make = Effect.fnUntraced(function*(planId: string, settings: Settings) {
  const writer = yield* EmployeeWriter
  const adopt = yield* Adopt.make(settings.indexLagSeconds)
  const log = new RunLog(planId)
  const created = new Map<EntraId, ObjectId>()
  const deferred: Array<Deferred> = []
  let unanswered = 0
  let stoppedBy: SourceError | null = null

  const managerObject = (link: ManagerLink | null): ObjectId | null => {
    if (link === null) return null
    return link.objectId ?? (link.entraId === null ? null : created.get(link.entraId) ?? null)
  }

  /** No update names Entra User ID, so a duplicate of it is a refusal like any other. */
  const update = (objectId: ObjectId, fields: EmployeeFields) =>
    writer.update(objectId, fields).pipe(
      Effect.catchTag("DuplicateEntraUserId", () =>
        Effect.fail(
          new RecordRefused({
            attribute: "Entra User ID",
            message: "Another record has the same value. Remove one of the two records."
          })
        ))
    )

  const create = Effect.fnUntraced(function*(entry: Create, manager: ObjectId | null) {
    const written = yield* writer.create(newFields(entry, manager)).pipe(
      Effect.map((written) => ({ ...written, linked: manager })),
      Effect.catchTag("DuplicateEntraUserId", () => adopt(entry, manager, update))
    )
    log.written(entry)
    created.set(entry.entraId, written.objectId)
    if (entry.managerDeferred) deferred.push({ entry, objectId: written.objectId, linked: written.linked })
    return written
  })

  const change = Effect.fnUntraced(function*(entry: Exclude<Entry, Create>, manager: ObjectId | null) {
    const fields = changedFields(entry.changes, manager)
    if (Object.keys(fields).length === 0) return { objectId: entry.objectId, nameAdjusted: false }
    const written = yield* update(entry.objectId, fields)
    log.written(entry)
    return written
  })

  const missingManager = (link: ManagerLink, entraId: EntraId, objectId: ObjectId) =>
    log.found(finding("missing_manager", "The record of the manager could not be created, so Manager was not set.", {
      entraIds: link.entraId === null ? [entraId] : [entraId, link.entraId],
      objectIds: [objectId]
    }))

  const write = Effect.fnUntraced(function*(entry: Entry) {
    const link = setsManager(entry)
    const manager = managerObject(link)
    const written = entry._tag === "Create" ? yield* create(entry, manager) : yield* change(entry, manager)
    if (manager !== null) log.managerLinked()
    else if (link !== null) missingManager(link, entry.entraId, written.objectId)
    if (written.nameAdjusted) {
      log.found(finding("name_adjusted", "Assets refused a character of Name, so it stands there as a space.", {
        entraIds: [entry.entraId],
        objectIds: [written.objectId]
      }))
    }
  })

  /** A record fails alone. Writes that are on their way when the run has to stop still come to their end. */
  const alone = <A>(
    entraId: EntraId,
    objectId: ObjectId | null,
    effect: Effect.Effect<A, RecordRefused | SourceError>
  ): Effect.Effect<void> =>
    Effect.suspend(() =>
      stoppedBy !== null ? Effect.void : Effect.match(effect, {
        onSuccess: () => {
          unanswered = 0
        },
        onFailure: (error) => {
          const attribute = error._tag === "RecordRefused" ? error.attribute : null
          log.fail({ entraId, objectId, attribute, message: error.message })
          if (error._tag === "RecordRefused") unanswered = 0
          else if (isFinal(error.reason) || ++unanswered >= failuresInARow) stoppedBy ??= error
        }
      })
    )

  /** The link that closes a circle of managers. */
  const close = ({ entry, linked, objectId }: Deferred): Effect.Effect<void> => {
    const { manager: link, managerAtlassianAccountId } = entry.record
    const manager = managerObject(link)
    if (link === null) return Effect.void
    if (manager === null) return Effect.sync(() => missingManager(link, entry.entraId, objectId))
    if (manager === linked) return Effect.void
    const write = update(objectId, { manager, managerAtlassianAccountId })
    return alone(entry.entraId, objectId, Effect.tap(write, () => Effect.sync(() => log.managerLinked())))
  }

  return {
    report: Effect.sync(() => log.report),
    entry: (entry: Entry) => alone(entry.entraId, entry._tag === "Create" ? null : entry.objectId, write(entry)),
    /** The links that wait until everybody has a record. */
    links: Effect.suspend(() =>
      Effect.forEach(deferred, close, { concurrency: settings.writeConcurrency, discard: true })
    ),
    /** Fails once nothing more is to be begun. */
    proceed: Effect.suspend(() => stoppedBy === null ? Effect.void : Effect.fail(stoppedBy))
  }
})
