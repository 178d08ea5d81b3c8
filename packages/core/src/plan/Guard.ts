/**
 * The check between plan and apply that can stop a run. It sees every item of a plan as it passes, and says at the end
 * which rules the plan breaks; whether a run waits for that is decided by `blocks`.
 *
 * It is monotone. Every rule holds a count of what the plan would do against a limit that follows from the records,
 * the accounts and the settings alone, and a read that ended early always stops. So more inactivations, more emptied
 * values, more unmatched accounts or a less complete read never pass where less was stopped.
 */
import * as Option from "effect/Option"
import * as Struct from "effect/Struct"
import { type Employee, type FieldKey, fieldName, ownedBy } from "../model/Employee.ts"
import { findsNobody } from "../model/Finding.ts"
import type { GuardLimits } from "../model/GuardLimits.ts"
import type { AccountId, EntraId, ObjectId } from "../model/Ids.ts"
import { type Loss, losses, share } from "./internal/Groups.ts"
import type { PlanItem } from "./Plan.ts"
import { boundAccount } from "./Records.ts"
import { exampleLimit, type GuardRule, type Stop, type StopGroup, type Unmatched, type Verdict } from "./Verdict.ts"
import { isComplete, type World } from "./World.ts"

/** What a verdict depends on beside the plan and the limits. */
export interface Circumstances {
  /** Assets objects that the site may hold. */
  readonly objectAllowance: number
  /** The unmatched accounts of the last successful run; without one, there are never too many. */
  readonly baseline: Unmatched | null
}

/** Adds a plan up as its items pass; of them it keeps the ids of those who would become inactive. */
export interface GuardTally {
  readonly add: (item: PlanItem) => void
  /** What there is to say of the items so far. */
  readonly verdict: (limits: GuardLimits, circumstances: Circumstances) => Verdict
}

/** `objectsNow` counts the Assets objects of the whole site. */
export const make = (world: World, objectsNow: number): GuardTally => {
  const created = nothing<EntraId>()
  const unmatched = nothing<AccountId>()
  const inactivated = new Map<ObjectId, EntraId>()
  const blanked = new Map<FieldKey, Counted<EntraId>>()

  const add = (item: PlanItem): void => {
    if (item._tag === "Unchanged") return
    if (item._tag === "Create") return count(created, item.entraId)
    if (item._tag === "Finding") {
      if (findsNobody.has(item.code)) { for (const accountId of item.accountIds) count(unmatched, accountId) }
      return
    }
    if (item._tag === "Inactivate") inactivated.set(item.objectId, item.entraId)
    for (const { after, before, field } of item.changes) {
      if (isBlank(before) || !isBlank(after)) continue
      const counted = blanked.get(field) ?? nothing<EntraId>()
      blanked.set(field, counted)
      count(counted, item.entraId)
    }
  }

  const verdict = (limits: GuardLimits, { baseline, objectAllowance }: Circumstances): Verdict => {
    const records = world.employees.values.filter((employee) => Option.isSome(ownedBy(employee)))
    const accounts = { count: unmatched.count, accounts: many(world.accounts.values, ({ active }) => active) }
    const { department, tree } = losses(records, inactivated, limits.group, exampleLimit)
    return {
      stops: [
        ...incompleteRead(world),
        ...noUsers(world, records),
        ...tooManyInactivations(records, inactivated, limits.inactivations),
        ...tooManyLost(
          "department",
          department,
          department === null ? [] : [department.name, ...department.otherNames].map(named)
        ),
        ...tooManyLost(
          "manager_tree",
          tree,
          tree === null ? [] : [tree.manager, ...tree.otherManagers].flatMap(managedBy)
        ),
        ...tooManyUnmatched(accounts, unmatched.examples, baseline, limits.unmatched),
        ...Array.from(blanked).flatMap(([field, counted]) => tooManyBlanked(field, counted, records, limits.blanked)),
        ...tooManyObjects(objectsNow, created, objectAllowance)
      ],
      unmatched: isComplete(world) ? accounts : null
    }
  }

  return { add, verdict }
}

/** How many, and the first few of them. */
interface Counted<Id> {
  count: number
  readonly examples: Array<Id>
}

const nothing = <Id>(): Counted<Id> => ({ count: 0, examples: [] })

const count = <Id>(counted: Counted<Id>, id: Id): void => {
  counted.count++
  if (counted.examples.length < exampleLimit) counted.examples.push(id)
}

const isBlank = (value: unknown): boolean => value === null || (typeof value === "string" && value.trim() === "")

const many = <A>(values: ReadonlyArray<A>, is: (value: A) => boolean): number =>
  values.reduce((sum, value) => is(value) ? sum + 1 : sum, 0)

/** The rule's stop, when `count` is above `limit`. The sentence gets the percentage and what would have passed. */
const above = (
  rule: GuardRule,
  { count, limit, of }: Pick<Stop, "count" | "of" | "limit">,
  examples: Partial<Stop["examples"]>,
  sentence: (percent: string, most: string) => string
): ReadonlyArray<Stop> => {
  if (count <= limit) return []
  const percent = of === 0 ? 100 : Math.round(1000 * count / of) / 10
  return [{
    rule,
    detail: sentence(`${percent}%`, `at most ${limit} may without approval`),
    count,
    of,
    percent,
    limit,
    examples: { entraIds: [], accountIds: [], ...examples }
  }]
}

const sources = { users: "Entra ID", accounts: "the Atlassian accounts", employees: "the Employee records" } as const

const incompleteRead = (world: World): ReadonlyArray<Stop> => {
  const partial = Struct.keys(sources).filter((source) => world[source]._tag === "Partial")
  const names = partial.map((source) => sources[source]).join(" and ")
  return above(
    "incomplete_read",
    { count: partial.length, of: 3, limit: 0 },
    {},
    () => `The read of ${names} ended early, so it is not known what is missing.`
  )
}

const noUsers = (world: World, records: ReadonlyArray<Employee>): ReadonlyArray<Stop> => {
  const count = world.users.values.length === 0 ? records.length : 0
  const entraIds = records.slice(0, exampleLimit).flatMap((record) => Option.toArray(ownedBy(record)))
  return above(
    "no_users",
    { count, of: records.length, limit: 0 },
    { entraIds },
    () => `Entra ID has nobody that we may see, while there are ${count} records.`
  )
}

const tooManyInactivations = (
  records: ReadonlyArray<Employee>,
  inactivated: ReadonlyMap<ObjectId, EntraId>,
  limits: GuardLimits["inactivations"]
): ReadonlyArray<Stop> => {
  const count = inactivated.size
  const of = many(records, ({ active }) => active === true)
  return above(
    "inactivations",
    { count, of, limit: Math.min(limits.most, Math.max(limits.above, share(limits.percent, of))) },
    { entraIds: Array.from(inactivated.values()).slice(0, exampleLimit) },
    (percent, most) => `${count} people would become inactive, with ${of} active records (${percent}); ${most}.`
  )
}

const named = (name: string): StopGroup => ({ _tag: "Department", name })

const managedBy = (manager: Employee): ReadonlyArray<StopGroup> =>
  Option.match(ownedBy(manager), {
    onNone: () => [],
    onSome: (entraId) => {
      const accountId = boundAccount(manager)
      return [{ _tag: "Manager", entraId, name: manager.name, ...(accountId !== null && { accountId }) }]
    }
  })

const groups = { department: "one department", manager_tree: "the tree of one manager" } as const

const tooManyLost = (
  rule: keyof typeof groups,
  loss: Loss | null,
  [group, ...otherGroups]: ReadonlyArray<StopGroup>
): ReadonlyArray<Stop> => {
  if (loss === null) return []
  const { examples, limit, lost, others, size } = loss
  const more = others === 0 ? "" : `, and ${others} more such ${others === 1 ? "group" : "groups"} would lose too many`
  const stops = above(
    rule,
    { count: lost, of: size, limit },
    { entraIds: examples },
    (percent, most) =>
      `${lost} of the ${size} active people in ${groups[rule]} would become inactive (${percent}); ${most}${more}.`
  )
  return stops.map((stop) => ({
    ...stop,
    ...(group !== undefined && { group }),
    ...(others > 0 && { others: { count: others, groups: otherGroups } })
  }))
}

const tooManyUnmatched = (
  { accounts, count }: Unmatched,
  examples: ReadonlyArray<AccountId>,
  baseline: Unmatched | null,
  { above: always, points }: GuardLimits["unmatched"]
): ReadonlyArray<Stop> => {
  if (baseline === null) return []
  // In whole numbers up to one division, so that exactly so many points more still pass.
  const before = Math.max(1, baseline.accounts)
  const sameShare = Math.floor((100 * baseline.count + points * before) * accounts / (100 * before))
  return above(
    "unmatched_accounts",
    { count, of: accounts, limit: Math.max(baseline.count + always, sameShare) },
    { accountIds: examples },
    (percent, most) =>
      `Nobody is found for ${count} of ${accounts} active accounts (${percent}), after ${baseline.count} of ` +
      `${baseline.accounts} in the last successful run; ${most}.`
  ).map((stop) => ({ ...stop, before: baseline }))
}

const tooManyBlanked = (
  field: FieldKey,
  { count, examples }: Counted<EntraId>,
  records: ReadonlyArray<Employee>,
  limits: GuardLimits["blanked"]
): ReadonlyArray<Stop> => {
  const of = many(records, (record) => !isBlank(record[field]))
  return above(
    "blanked_attribute",
    { count, of, limit: Math.max(limits.above, share(limits.percent, of)) },
    { entraIds: examples },
    (percent, most) =>
      `${fieldName(field)} would be emptied on ${count} of the ${of} records that have it (${percent}); ${most}.`
  ).map((stop) => ({ ...stop, field }))
}

/** A plan that creates nothing passes on a site that is over its allowance already. */
const tooManyObjects = (now: number, created: Counted<EntraId>, allowance: number): ReadonlyArray<Stop> => {
  const projected = now + created.count
  return above(
    "object_allowance",
    { count: projected, of: allowance, limit: Math.max(allowance, now) },
    { entraIds: created.examples },
    () =>
      `The site would hold ${projected} Assets objects, of which ${created.count} are new; its allowance is ${allowance}.`
  )
}

/** The items as they are, each seen by the guard. */
export function* watched(items: Iterable<PlanItem>, guard: GuardTally): Generator<PlanItem> {
  for (const item of items) {
    guard.add(item)
    yield item
  }
}
