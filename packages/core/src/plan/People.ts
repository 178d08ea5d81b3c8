/**
 * How many people have an active and an inactive record once a plan is applied, and how many active Atlassian accounts
 * belong to nobody then. Counted from the world and from the items as they pass; of them it keeps ids only.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { ownedBy } from "../model/Employee.ts"
import type { AccountId } from "../model/Ids.ts"
import type { PlanItem } from "./Plan.ts"
import { boundAccount } from "./Records.ts"
import { isComplete, type World } from "./World.ts"

export const PeopleTotals = Schema.Struct({
  /** Records of ours that say so. */
  active: Schema.Int,
  /** All other records of ours. */
  inactive: Schema.Int,
  /** Active Atlassian accounts that no record of ours is bound to. */
  unmatched: Schema.Int
})
export type PeopleTotals = typeof PeopleTotals.Type

/** Adds a plan up as its items pass. */
export interface PeopleTally {
  readonly add: (item: PlanItem) => void
  /** With the items so far applied; `null` when a source was read in part, since then nobody knows. */
  readonly totals: () => PeopleTotals | null
}

export const make = (world: World): PeopleTally => {
  const unmatched = new Set<AccountId>()
  for (const { accountId, active } of world.accounts.values) if (active) unmatched.add(accountId)
  let active = 0
  let inactive = 0
  const count = (isActive: boolean, by: 1 | -1) => {
    if (isActive) active += by
    else inactive += by
  }
  for (const employee of world.employees.values) {
    if (Option.isNone(ownedBy(employee))) continue
    count(employee.active === true, 1)
    const accountId = boundAccount(employee)
    if (accountId !== null) unmatched.delete(accountId)
  }

  const add = (item: PlanItem): void => {
    if (item._tag === "Finding" || item._tag === "Unchanged") return
    if (item.accountId !== null) unmatched.delete(item.accountId)
    if (item._tag === "Create") return count(item.record.active, 1)
    for (const change of item.changes) {
      if (change.field !== "active") continue
      count(change.before === true, -1)
      count(change.after, 1)
    }
  }

  return { add, totals: () => isComplete(world) ? { active, inactive, unmatched: unmatched.size } : null }
}
