/**
 * Whether a record still stands where a plan found it. A plan is applied exactly or not at all, row by row: a row whose
 * record says something else than the plan's "before" has moved, and is left alone. `updated` is not looked at: our own
 * writes change it. Pure.
 */
import * as Option from "effect/Option"
import { type Employee, ownedBy } from "../model/Employee.ts"
import { adjustName } from "../model/EmployeeName.ts"
import type { ObjectId } from "../model/Ids.ts"
import { sameText } from "./Diff.ts"
import type { Change, Create, Entry } from "./Entry.ts"
import { boundAccount } from "./Records.ts"

/** `before`: the write is due. `after`: it was made already. `moved`: neither. */
export type Standing = "before" | "after" | "moved"

/**
 * What Manager is to say, now that records of the plan may exist. `Waits`: the manager's record is not settled.
 * `Missing`: it could not be created, or the entry names none, and the link is left as it is.
 */
export type Target =
  | { readonly _tag: "Known"; readonly objectId: ObjectId | null }
  | { readonly _tag: "Waits" }
  | { readonly _tag: "Missing" }

type Existing = Exclude<Entry, Create>

const sameName = (now: string, planned: string): boolean => sameText(now, planned) || sameText(now, adjustName(planned))

/** What the record is bound to before the entry is applied. */
const boundBefore = (entry: Existing): string | null => {
  const change = entry.changes.find(({ field }) => field === "atlassianAccountId")
  return change?.field === "atlassianAccountId" ? change.before : entry.accountId
}

const isBefore = (change: Change, now: Employee): boolean => {
  switch (change.field) {
    case "active":
      return now.active === change.before
    case "manager":
      return now.manager === (change.before?.objectId ?? null)
    default:
      return sameText(now[change.field], change.before)
  }
}

/** Whether the entry names a manager who cannot be linked, so that neither attribute of the link is written. */
const leavesLink = ({ changes }: Existing, target: Target): boolean =>
  target._tag === "Missing" && changes.some(({ field }) => field === "manager")

const isAfter = (change: Change, now: Employee, target: Target, isLeft: boolean): boolean => {
  switch (change.field) {
    case "active":
      return now.active === change.after
    case "manager":
      return isLeft ? isBefore(change, now) : target._tag === "Known" && now.manager === target.objectId
    case "managerAtlassianAccountId":
      return sameText(now[change.field], isLeft ? change.before : change.after)
    case "name":
      return sameName(now.name, change.after ?? "")
    default:
      return sameText(now[change.field], change.after)
  }
}

const isOf = (entry: Entry, now: Employee): boolean => Option.getOrNull(ownedBy(now)) === entry.entraId

const isBoundTo = (now: Employee, account: string | null): boolean => sameText(boundAccount(now), account)

/** Of an entry for a record that exists; `undefined` when it was not found any more. */
export const standing = (
  entry: Existing,
  now: Employee | undefined,
  target: Target
): Standing => {
  if (now === undefined || !isOf(entry, now)) return "moved"
  const isLeft = leavesLink(entry, target)
  if (entry.changes.every((change) => isAfter(change, now, target, isLeft))) {
    const rebinds = entry.changes.some(({ field }) => field === "atlassianAccountId")
    return rebinds || isBoundTo(now, entry.accountId) ? "after" : "moved"
  }
  return isBoundTo(now, boundBefore(entry)) && entry.changes.every((change) => isBefore(change, now))
    ? "before"
    : "moved"
}

const texts = ["fullName", "email", "userPrincipalName", "jobTitle", "department"] as const

/** A manager who closes a circle is linked later, by a write of its own. */
const isAsCreated = ({ managerDeferred, record }: Create, now: Employee, target: Target): boolean =>
  now.active === record.active && sameName(now.name, record.name) &&
  texts.every((field) => sameText(now[field], record[field])) &&
  (managerDeferred || target._tag !== "Waits" && now.manager === (target._tag === "Known" ? target.objectId : null))

/**
 * Of an entry for a new record; `found` are the records with its Entra User ID. When the write is `inDoubt`, a record
 * with this very binding is the one that it made, whatever somebody changed in it since.
 */
export const standingOfNew = (
  entry: Create,
  found: ReadonlyArray<Employee>,
  target: Target,
  inDoubt: boolean
): Standing => {
  const [now, ...others] = found
  if (now === undefined) return "before"
  if (others.length > 0 || !isBoundTo(now, entry.accountId)) return "moved"
  return inDoubt || isAsCreated(entry, now, target) ? "after" : "moved"
}

/** Of the link that closes a circle: the record was created without it. */
export const standingOfLink = (entry: Create, now: Employee | undefined, target: Target): Standing => {
  if (now === undefined || !isOf(entry, now) || !isBoundTo(now, entry.accountId)) return "moved"
  if (target._tag === "Missing" || target._tag === "Known" && now.manager === target.objectId) return "after"
  return now.manager === null ? "before" : "moved"
}
