/**
 * What of a plan concerns one person: to show what a stored run did to them, and to sync nobody else. Pure, and at
 * home in one page as in a whole plan.
 */
import * as Schema from "effect/Schema"
import { type Finding, finding, withNames } from "../model/Finding.ts"
import { AccountId, EntraId } from "../model/Ids.ts"
import { type Change, type Entry, personOf } from "./Entry.ts"
import type { PlanItem } from "./Plan.ts"

/** Somebody, by the one id that is at hand. */
export const Subject = Schema.Union([
  Schema.Struct({ accountId: AccountId }),
  Schema.Struct({ entraId: EntraId })
])
export type Subject = typeof Subject.Type

/** A report whose manager is missing is the one whom that finding is about; the manager may be named in hundreds. */
const subjectsOf = ({ code, entraIds }: Finding): ReadonlyArray<EntraId> =>
  code === "missing_manager" ? entraIds.slice(0, 1) : entraIds

/** The account that a record has before or after. */
const hasAccount = (entry: Entry, accountId: AccountId): boolean =>
  entry.accountId === accountId ||
  (entry._tag !== "Create" &&
    entry.changes.some((change) => change.field === "atlassianAccountId" && change.before === accountId))

/** A finding names a few ids at most, so one about very many people may not name each of them. */
export const concerns = (item: PlanItem, subject: Subject): boolean => {
  if (item._tag === "Finding") {
    return "entraId" in subject
      ? subjectsOf(item).includes(subject.entraId)
      : item.accountIds.includes(subject.accountId)
  }
  if ("entraId" in subject) return item.entraId === subject.entraId
  return item._tag !== "Unchanged" && hasAccount(item, subject.accountId)
}

/** What a plan, or a run with its outcomes, has of one person. Both lists are empty for somebody it left as they were. */
export interface Concerning<Outcome> {
  readonly entries: ReadonlyArray<{ readonly entry: Entry; readonly outcome: Outcome | null }>
  readonly findings: ReadonlyArray<Finding>
}

/** Of one page, or of any number of items; `outcomes` are those of the same page, where it was applied. */
export const concerning = <Outcome extends { readonly entraId: EntraId } = never>(
  items: Iterable<PlanItem>,
  subject: Subject,
  outcomes: Iterable<Outcome> = []
): Concerning<Outcome> => {
  const entries: Array<Entry> = []
  const findings: Array<Finding> = []
  for (const item of items) {
    if (item._tag === "Unchanged" || !concerns(item, subject)) continue
    if (item._tag === "Finding") findings.push(item)
    else entries.push(item)
  }
  if (entries.length === 0) return { entries: [], findings }
  const outcomeOf = new Map(Array.from(outcomes, (outcome) => [outcome.entraId, outcome]))
  return { entries: entries.map((entry) => ({ entry, outcome: outcomeOf.get(entry.entraId) ?? null })), findings }
}

const leftOut = (entry: Entry, manager: EntraId | null): Finding =>
  withNames(
    finding(
      "missing_manager",
      "The manager gets a record only when they are synced too; the link follows after that.",
      {
        entraIds: manager === null ? [entry.entraId] : [entry.entraId, manager],
        objectIds: entry._tag === "Create" ? [] : [entry.objectId]
      }
    ),
    (entraId) => entraId === entry.entraId ? personOf(entry) : undefined
  )

type ManagerChange = Extract<Change, { readonly field: "manager" }>

const isLinkToNew = (change: Change): change is ManagerChange =>
  change.field === "manager" && change.after !== null && change.after.objectId === null

/** The entry when no other one is applied: there is no link to a record that another entry creates. */
function* alone(entry: Entry): Generator<PlanItem> {
  if (entry._tag === "Create") {
    const { manager } = entry.record
    if (manager === null || manager.objectId !== null) return yield entry
    yield leftOut(entry, manager.entraId)
    const record = { ...entry.record, manager: null, managerAtlassianAccountId: null }
    return yield { ...entry, record, level: 0, managerDeferred: false }
  }
  const link = entry.changes.find(isLinkToNew)
  if (link === undefined) return yield entry
  yield leftOut(entry, link.after?.entraId ?? null)
  const changes = entry.changes.filter(({ field }) => field !== "manager" && field !== "managerAtlassianAccountId")
  yield changes.length === 0 ? { _tag: "Unchanged", entraId: entry.entraId } : { ...entry, changes }
}

/**
 * The plan for one person and nobody else. A manager whom the same plan would create is left out: their report is
 * written without that link, or keeps the one it has, and a finding says so. The next sync of both makes the link.
 */
export function* only(items: Iterable<PlanItem>, entraId: EntraId): Generator<PlanItem> {
  for (const item of items) {
    if (!concerns(item, { entraId })) continue
    if (item._tag === "Finding" || item._tag === "Unchanged") yield item
    else yield* alone(item)
  }
}
