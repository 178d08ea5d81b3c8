/**
 * What departments and managers' trees would lose, by the records as they are before the plan. Only active records
 * count, as members and as losses.
 */
import type { Employee } from "../../model/Employee.ts"
import type { GuardLimits } from "../../model/GuardLimits.ts"
import type { EntraId, ObjectId } from "../../model/Ids.ts"
import * as ManagerTrees from "./ManagerTrees.ts"

/** The group that would lose the most of those that would lose too many. */
export interface Loss {
  readonly lost: number
  readonly size: number
  /** How many of them may be lost. */
  readonly limit: number
  /** A few of those who are lost. */
  readonly examples: ReadonlyArray<EntraId>
  /** How many further groups would lose too many. */
  readonly others: number
}

export interface DepartmentLoss extends Loss {
  readonly name: string
  /** Names of a few of the others: those that would lose most. */
  readonly otherNames: ReadonlyArray<string>
}

export interface TreeLoss extends Loss {
  readonly manager: Employee
  readonly otherManagers: ReadonlyArray<Employee>
}

export interface Losses {
  readonly department: DepartmentLoss | null
  readonly tree: TreeLoss | null
}

/** The most that is not above `percent` of `of`. */
export const share = (percent: number, of: number): number => Math.floor(percent * of / 100)

interface Group extends Pick<Loss, "limit" | "lost" | "size"> {
  readonly group: number
}

/** Those that would lose too many, the worst first. `sizes` and `losses` are those of the groups, by number. */
const broken = (
  sizes: ArrayLike<number>,
  losses: ArrayLike<number>,
  limits: GuardLimits["group"],
  isGroup: (group: number) => boolean
): ReadonlyArray<Group> => {
  const found: Array<Group> = []
  for (let group = 0; group < sizes.length; group++) {
    const size = sizes[group] ?? 0
    const lost = losses[group] ?? 0
    const limit = share(limits.percent, size)
    if (size >= limits.size && lost > limit && isGroup(group)) found.push({ group, lost, size, limit })
  }
  return found.toSorted((a, b) => b.lost - a.lost)
}

/** The losses of `records` when those of `inactivated` become inactive. */
export const losses = (
  records: ReadonlyArray<Employee>,
  inactivated: ReadonlyMap<ObjectId, EntraId>,
  limits: GuardLimits["group"],
  exampleLimit: number
): Losses => {
  const active = Uint8Array.from(records, (record) => record.active === true ? 1 : 0)
  const lost = Uint8Array.from(
    records,
    (record, position) => active[position] === 1 && inactivated.has(record.objectId) ? 1 : 0
  )
  if (!lost.includes(1)) return { department: null, tree: null }

  const examples = (isMember: (position: number) => boolean): ReadonlyArray<EntraId> => {
    const found: Array<EntraId> = []
    for (const [position, record] of records.entries()) {
      if (found.length === exampleLimit) break
      const entraId = lost[position] === 1 && isMember(position) ? inactivated.get(record.objectId) : undefined
      if (entraId !== undefined) found.push(entraId)
    }
    return found
  }

  const department = (): DepartmentLoss | null => {
    const numbers = new Map<string, number>()
    const sizes: Array<number> = []
    const losses: Array<number> = []
    const departments = Int32Array.from(records, (record, position) => {
      const name = record.department?.trim() ?? ""
      if (name === "") return -1
      const number = numbers.get(name) ?? numbers.size
      numbers.set(name, number)
      sizes[number] = (sizes[number] ?? 0) + (active[position] ?? 0)
      losses[number] = (losses[number] ?? 0) + (lost[position] ?? 0)
      return number
    })
    const [worst, ...others] = broken(sizes, losses, limits, () => true)
    const names = Array.from(numbers.keys())
    const nameOf = ({ group }: Group) => names[group] ?? ""
    if (worst === undefined) return null
    return {
      ...worst,
      name: nameOf(worst),
      others: others.length,
      otherNames: others.slice(0, exampleLimit).map(nameOf),
      examples: examples((position) => departments[position] === worst.group)
    }
  }

  const tree = (): TreeLoss | null => {
    const positions = new Map(records.map(({ objectId }, position) => [objectId, position]))
    const { leads, members, sum } = ManagerTrees.make(Int32Array.from(
      records,
      ({ manager }) => (manager === null ? undefined : positions.get(manager)) ?? ManagerTrees.nobody
    ))
    const [worst, ...others] = broken(sum(active), sum(lost), limits, leads)
    const manager = worst === undefined ? undefined : records[worst.group]
    if (worst === undefined || manager === undefined) return null
    const isMember = members(worst.group)
    return {
      ...worst,
      manager,
      others: others.length,
      otherManagers: others.slice(0, exampleLimit).flatMap(({ group }) => records[group] ?? []),
      examples: examples((position) => isMember[position] === 1)
    }
  }

  return { department: department(), tree: tree() }
}
