/**
 * The guard's limits once more, as the settings describe them: a plan is counted and held against each, in the plainest
 * way and without a line of the guard. Figures are compared as products, so nothing is rounded.
 */
import type { Employee } from "@entra-assets/core/model/Employee"
import type { PlanItem } from "@entra-assets/core/plan/Plan"
import type { GuardRule } from "@entra-assets/core/plan/Verdict"
import { ownerOf, type Scene } from "./Scene.ts"

const isEmpty = (value: unknown): boolean => value === null || (typeof value === "string" && value.trim() === "")

/** Whether `count` is more than so many percent of `of`. */
const isMoreThan = (percent: number, count: number, of: number): boolean => 100 * count > percent * of

/** Everybody whose manager's manager, and so on, is this record; and the record itself. */
const treeOf = (manager: Employee, records: ReadonlyArray<Employee>): ReadonlyArray<Employee> => {
  const tree = new Set([manager])
  let before = 0
  while (before < tree.size) {
    before = tree.size
    const ids = new Set(Array.from(tree, ({ objectId }) => objectId))
    for (const record of records) if (record.manager !== null && ids.has(record.manager)) tree.add(record)
  }
  return [...tree]
}

/** Why a plan has to be stopped. */
export const rulesToStop = (scene: Scene, items: ReadonlyArray<PlanItem>): ReadonlySet<GuardRule> => {
  const { baseline, limits, objectAllowance } = scene.guard
  const records = scene.employees.filter((employee) => ownerOf(employee).length > 0)
  const entries = items.flatMap((item) => item._tag === "Finding" || item._tag === "Unchanged" ? [] : [item])
  const inactivated = entries.flatMap((entry) => entry._tag === "Inactivate" ? [entry.objectId] : [])
  const active = records.filter((record) => record.active === true)

  const losesTooMany = (members: ReadonlyArray<Employee>): boolean => {
    const present = members.filter((member) => member.active === true)
    const lost = present.filter(({ objectId }) => inactivated.includes(objectId))
    return present.length >= limits.group.size && isMoreThan(limits.group.percent, lost.length, present.length)
  }
  const departments = new Set(records.map(({ department }) => department?.trim() ?? ""))
  departments.delete("")
  const managers = records.filter(({ objectId }) =>
    records.some((record) => record.manager === objectId && record.objectId !== objectId)
  )

  const accounts = scene.accounts.filter((account) => account.active).length
  const unmatched =
    items.filter((item) =>
      item._tag === "Finding" && ["unmatched_account", "hidden_email", "ambiguous_match"].includes(item.code)
    ).length
  const isMoreUnmatched = baseline !== null && unmatched > baseline.count + limits.unmatched.above &&
    // In percentage points, times both numbers of accounts.
    100 * unmatched * Math.max(1, baseline.accounts) >
      (100 * baseline.count + limits.unmatched.points * Math.max(1, baseline.accounts)) * accounts

  const emptied = entries.flatMap((entry) =>
    entry._tag === "Create"
      ? []
      : entry.changes.flatMap(({ after, before, field }) => !isEmpty(before) && isEmpty(after) ? [field] : [])
  )
  const isTooEmpty = emptied.some((field) => {
    const count = emptied.filter((other) => other === field).length
    const filled = records.filter((record) => !isEmpty(record[field])).length
    return count > limits.blanked.above && isMoreThan(limits.blanked.percent, count, filled)
  })

  const creates = entries.filter(({ _tag }) => _tag === "Create").length
  const { above, most, percent } = limits.inactivations
  const count = inactivated.length
  const rules: ReadonlyArray<readonly [GuardRule, boolean]> = [
    ["inactivations", count > most || (count > above && isMoreThan(percent, count, active.length))],
    [
      "department",
      [...departments].some((name) => losesTooMany(records.filter(({ department }) => department?.trim() === name)))
    ],
    ["manager_tree", managers.some((manager) => losesTooMany(treeOf(manager, records)))],
    ["unmatched_accounts", isMoreUnmatched],
    ["blanked_attribute", isTooEmpty],
    ["object_allowance", creates > 0 && scene.employees.length + creates > objectAllowance],
    ["no_users", scene.users.length === 0 && records.length > 0],
    ["incomplete_read", scene.partial.length > 0]
  ]
  return new Set(rules.flatMap(([rule, isBroken]) => isBroken ? [rule] : []))
}
