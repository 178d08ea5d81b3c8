/**
 * Sends one write of an entry and says what became of it. Whether and when to send is not its business.
 */
import * as Effect from "effect/Effect"
import type { Finding } from "../../model/Finding.ts"
import { finding } from "../../model/Finding.ts"
import type { ObjectId } from "../../model/Ids.ts"
import type { SourceError } from "../../model/SourceError.ts"
import { standingOfNew } from "../../plan/Drift.ts"
import type { Create, Entry } from "../../plan/Entry.ts"
import { EmployeeReader } from "../../ports/EmployeeReader.ts"
import { EmployeeWriter, type RecordRefused, type Written } from "../../ports/EmployeeWriter.ts"
import { changedFields, newFields } from "./EntryFields.ts"

/** `Unanswered`: it may or may not have taken effect. */
export type Sent =
  | { readonly _tag: "Written"; readonly objectId: ObjectId; readonly findings: ReadonlyArray<Finding> }
  /** The entry has nothing left to say: its manager's record is missing, and that was all. */
  | { readonly _tag: "Nothing" }
  | { readonly _tag: "Moved"; readonly message: string }
  | { readonly _tag: "Refused"; readonly attribute: string | null; readonly message: string }
  | { readonly _tag: "Unanswered"; readonly error: SourceError | null }

const movedMessage = "A record for this person appeared after the plan was made. Make a new preview."

const duplicateMessage = "Another record has the same Entra User ID. Remove one of the two records."

const nameAdjusted = (entry: Entry, objectId: ObjectId): Finding =>
  finding("name_adjusted", "Assets refused a character of Name, so it stands there as a space.", {
    entraIds: [entry.entraId],
    objectIds: [objectId]
  })

const wrote = (entry: Entry) => (written: Written): Sent => ({
  _tag: "Written",
  objectId: written.objectId,
  findings: written.nameAdjusted ? [nameAdjusted(entry, written.objectId)] : []
})

const refused = ({ attribute, message }: RecordRefused) => Effect.succeed<Sent>({ _tag: "Refused", attribute, message })

const unanswered = (error: SourceError) => Effect.succeed<Sent>({ _tag: "Unanswered", error })

export const make = Effect.gen(function*() {
  const writer = yield* EmployeeWriter
  const reader = yield* EmployeeReader

  /** The record that a create met: its own, when an answer to it was lost; or somebody else's. */
  const meet = (entry: Create, manager: ObjectId | null): Effect.Effect<Sent> =>
    reader.findByEntraIds([entry.entraId]).pipe(
      Effect.map((found): Sent => {
        const [record] = found
        if (record === undefined) return { _tag: "Unanswered", error: null }
        return standingOfNew(entry, found, { _tag: "Known", objectId: manager }, false) === "after"
          ? { _tag: "Written", objectId: record.objectId, findings: [] }
          : { _tag: "Moved", message: movedMessage }
      }),
      Effect.catch(unanswered)
    )

  const create = (entry: Create, manager: ObjectId | null): Effect.Effect<Sent> =>
    writer.create(newFields(entry, manager)).pipe(
      Effect.map(wrote(entry)),
      Effect.catchTags({
        DuplicateEntraUserId: () => meet(entry, manager),
        RecordRefused: refused,
        SourceError: unanswered
      })
    )

  const update = (objectId: ObjectId, fields: Parameters<typeof writer.update>[1], entry: Entry): Effect.Effect<Sent> =>
    writer.update(objectId, fields).pipe(
      Effect.map(wrote(entry)),
      Effect.catchTags({
        // No update names Entra User ID, so a duplicate of it is a refusal like any other.
        DuplicateEntraUserId: () =>
          Effect.succeed<Sent>({ _tag: "Refused", attribute: "Entra User ID", message: duplicateMessage }),
        RecordRefused: refused,
        SourceError: unanswered
      })
    )

  return {
    /** The entry's own write. `manager`: the object to link; `null` for none, or to leave the link as it is. */
    write: (entry: Entry, manager: ObjectId | null): Effect.Effect<Sent> => {
      if (entry._tag === "Create") return create(entry, manager)
      const fields = changedFields(entry.changes, manager)
      return Object.keys(fields).length === 0
        ? Effect.succeed({ _tag: "Nothing" })
        : update(entry.objectId, fields, entry)
    },
    /** The last link of a circle of managers. */
    link: (entry: Create, objectId: ObjectId, manager: ObjectId): Effect.Effect<Sent> =>
      update(objectId, { manager, managerAtlassianAccountId: entry.record.managerAtlassianAccountId }, entry)
  }
})

export type EntryWriter = Effect.Success<typeof make>
