/**
 * Looks at the records of a page again, directly before anything is sent: settles what needs no write, leaves alone what
 * moved, and says which entries are due. A write in doubt is looked for, and is due only when it cannot take effect any
 * more without having become visible.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type Employee, ownedBy } from "../../model/Employee.ts"
import type { EntraId, ObjectId } from "../../model/Ids.ts"
import type { SourceError } from "../../model/SourceError.ts"
import { type Standing, standing, standingOfLink, standingOfNew, type Target } from "../../plan/Drift.ts"
import type { EmployeeReader } from "../../ports/EmployeeReader.ts"
import { attempts, lookAgainMillis, type Open, type PageTurn } from "./PageTurn.ts"

const movedMessage = "The record was changed after the plan was made, so it was left alone. Make a new preview."
const removedMessage = "The record is no longer there."
const appearedMessage = "A record for this person appeared after the plan was made. Make a new preview."
const unansweredMessage = `Assets did not say, in ${attempts} attempts, whether it took this. Run the sync again later.`

/** The records as they are now: known ones by their object, new ones by the person. */
const reread = Effect.fnUntraced(function*(reader: EmployeeReader["Service"], open: ReadonlyArray<Open>) {
  const objectIds = open.flatMap(({ outcome }) => outcome.objectId === null ? [] : [outcome.objectId])
  const entraIds = open.flatMap(({ outcome }) => outcome.objectId === null ? [outcome.entraId] : [])
  const objects = new Map<ObjectId, Employee>()
  if (objectIds.length > 0) {
    for (const record of yield* reader.findByObjectIds(objectIds)) objects.set(record.objectId, record)
  }
  const ofPerson = new Map<EntraId, Array<Employee>>()
  if (entraIds.length > 0) {
    for (const record of yield* reader.findByEntraIds(entraIds)) {
      const entraId = Option.getOrNull(ownedBy(record))
      if (entraId !== null) ofPerson.set(entraId, [...(ofPerson.get(entraId) ?? []), record])
    }
  }
  return { objects, ofPerson }
})

/** The indices of the entries that may be sent, in the plan's order. */
export const review = Effect.fnUntraced(function*(
  reader: EmployeeReader["Service"],
  page: PageTurn,
  open: ReadonlyArray<Open>
): Effect.fn.Return<ReadonlyArray<number>, SourceError> {
  const { lagMillis, later, settle, turn } = page
  const { objects, ofPerson } = yield* reread(reader, open)
  const now = yield* Clock.currentTimeMillis

  const stands = ({ entry, outcome, state }: Open, target: Target): Standing => {
    const record = outcome.objectId === null ? undefined : objects.get(outcome.objectId)
    if (entry._tag !== "Create") return standing(entry, record, target)
    return turn === "closing"
      ? standingOfLink(entry, record, target)
      : standingOfNew(entry, ofPerson.get(entry.entraId) ?? [], target, state.status === "inDoubt")
  }

  const due: Array<number> = []
  for (const each of open) {
    const { entry, index, outcome, state } = each
    const isDoubted = state.status === "inDoubt"
    const target = page.target(entry)
    if (turn === "closing") {
      if (outcome.objectId === null || target._tag === "Missing") {
        if (outcome.objectId !== null) page.noteMissingManager(entry, outcome.objectId)
        settle(index, outcome, { status: "unchanged" })
        continue
      }
      const visibleAt = outcome.write.quietAt + lagMillis
      if (!objects.has(outcome.objectId) && now < visibleAt) {
        // This run made it a moment ago.
        later(Math.min(visibleAt, now + lookAgainMillis))
        continue
      }
    }
    switch (stands(each, target)) {
      case "after": {
        const objectId = outcome.objectId ?? ofPerson.get(entry.entraId)?.[0]?.objectId ?? null
        const linked = target._tag === "Known" ? target.objectId : null
        settle(index, { ...outcome, objectId, ...(turn === "write" && { linked }) }, {
          status: isDoubted ? "written" : "unchanged"
        })
        break
      }
      case "moved": {
        const message = outcome.objectId === null
          ? appearedMessage
          : objects.has(outcome.objectId)
          ? movedMessage
          : removedMessage
        settle(index, { ...outcome, message }, { status: "moved" })
        break
      }
      case "before":
        if (isDoubted && now < state.quietAt + lagMillis) {
          later(Math.min(state.quietAt + lagMillis, now + lookAgainMillis))
        } else if (state.unanswered >= attempts) {
          settle(index, { ...outcome, message: unansweredMessage }, { status: "failed" })
        } else {
          // A manager that it waits for may be settled by the time of its step.
          due.push(index)
        }
    }
  }
  return due
})
