/**
 * How many people have an active and an inactive record once a plan is applied. Counted from the world and from the items
 * as they pass; of them it keeps nothing.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { ownedBy } from "../model/Employee.ts"
import type { PlanItem } from "./Plan.ts"
import { isComplete, type World } from "./World.ts"

export const PeopleTotals = Schema.Struct({
  /** Records of ours that say so. */
  active: Schema.Int,
  /** All other records of ours. */
  inactive: Schema.Int
})
export type PeopleTotals = typeof PeopleTotals.Type

/** Adds a plan up as its items pass. */
export interface PeopleTally {
  readonly add: (item: PlanItem) => void
  /** With the items so far applied; `null` when a source was read in part, since then nobody knows. */
  readonly totals: () => PeopleTotals | null
}

export const make = (world: World): PeopleTally => {
  let active = 0
  let inactive = 0
  const count = (isActive: boolean, by: 1 | -1) => {
    if (isActive) active += by
    else inactive += by
  }
  for (const employee of world.employees.values) {
    if (Option.isSome(ownedBy(employee))) count(employee.active === true, 1)
  }

  const add = (item: PlanItem): void => {
    if (item._tag === "Finding" || item._tag === "Unchanged") return
    if (item._tag === "Create") return count(item.record.active, 1)
    for (const change of item.changes) {
      if (change.field !== "active") continue
      count(change.before === true, -1)
      count(change.after, 1)
    }
  }

  return { add, totals: () => isComplete(world) ? { active, inactive } : null }
}
