/**
 * Where a row of a plan stands, by the record as it is now: due on the record as it was planned for, done once it was
 * written, and moved when anybody edits what the row goes by. Nothing else may be said of it.
 */
import type { Employee } from "@entra-assets/core/model/Employee"
import { AccountId } from "@entra-assets/core/model/Ids"
import { standing, standingOfNew, type Target } from "@entra-assets/core/plan/Drift"
import type { Change, Create, Entry } from "@entra-assets/core/plan/Entry"
import type { Case } from "./Case.ts"
import { objectId, ownerOf } from "./Scene.ts"

const byHand = "edited by hand"
const stranger = AccountId.make("account-by-hand")

/** The record with something in this field that the plan neither found nor wants. */
const edited = (record: Employee, { after, before, field }: Change): Employee =>
  field === "active"
    ? { ...record, active: [true, false, null].find((value) => value !== before && value !== after) ?? null }
    : field === "manager"
    ? { ...record, manager: objectId(99) }
    : { ...record, [field]: byHand }

type Stands = readonly [when: string, is: ReturnType<typeof standing>, expected: ReturnType<typeof standing>]

const linkTo = (record: Employee): Target => ({ _tag: "Known", objectId: record.manager })

const ofExisting = (entry: Exclude<Entry, Create>, before: Employee, after: Employee): ReadonlyArray<Stands> => {
  const target: Target = entry.changes.some(({ field }) => field === "manager") ? linkTo(after) : { _tag: "Missing" }
  const now = (record: Employee | undefined) => standing(entry, record, target)
  return [
    ["as planned", now(before), "before"],
    ["once written", now(after), "after"],
    ["once removed", now(undefined), "moved"],
    ["given away", now({ ...before, entraUserId: null }), "moved"],
    ["written and given away", now({ ...after, entraUserId: null }), "moved"],
    ["bound to another account", now({ ...before, atlassianAccountId: stranger }), "moved"],
    ...entry.changes.map((change): Stands => [`${change.field} edited`, now(edited(before, change)), "moved"])
  ]
}

const ofNew = (entry: Create, record: Employee): ReadonlyArray<Stands> => {
  const now = (...found: ReadonlyArray<Employee>) => standingOfNew(entry, found, linkTo(record), false)
  const another = { ...record, objectId: objectId(99) }
  return [
    ["as planned", now(), "before"],
    ["once written", now(record), "after"],
    ["twice there", now(record, another), "moved"],
    ["there for another account", now({ ...record, atlassianAccountId: stranger }), "moved"],
    ["there with other texts", now({ ...record, jobTitle: byHand }), "moved"]
  ]
}

/** What is said of a row that should not be. */
export const misjudged = ({ after, entries, scene }: Case): ReadonlyArray<string> =>
  entries.flatMap((entry) => {
    const isRecord = (record: Employee) =>
      entry._tag === "Create"
        ? ownerOf(record)[0] === entry.entraId
        : record.objectId === entry.objectId
    const before = scene.employees.find(isRecord)
    const record = after.find(isRecord)
    if (record === undefined) return [`${entry._tag} ${entry.entraId} leads to nothing`]
    const stands = entry._tag === "Create"
      ? ofNew(entry, record)
      : before === undefined
      ? []
      : ofExisting(entry, before, record)
    return stands.flatMap(([when, is, expected]) =>
      is === expected ? [] : [`${entry._tag} ${entry.entraId}, ${when}: ${is}, not ${expected}`]
    )
  })
