/**
 * The posts of a company: a tree with one head, in which departments begin right below the head.
 */
import * as Deal from "./Deal.ts"
import { chief, type Department, departments } from "./Departments.ts"
import type { Dice } from "./Dice.ts"

export interface Post {
  /** Position of the post above; the head has none. */
  readonly manager: number | null
  /** Whether anybody reports to it. */
  readonly leads: boolean
  readonly jobTitle: string | null
  readonly department: string | null
}

const shares = { noTitle: 0.03, blankTitle: 0.005, noDepartment: 0.01 } as const

/** Managers come before their reports, and everybody who leads before everybody who does not. */
export const posts = (dice: Dice, size: number, quota: Deal.Quota): ReadonlyArray<Post> => {
  const managers = tree(dice, size)
  const lastManager = managers.at(-1) ?? 0
  const gaps = Deal.deal(dice, [...managers.keys()].slice(1), Deal.quotas(shares, quota))
  const teams: Array<Department> = []
  return managers.map((manager, position) => {
    const above = manager === null || manager === 0 ? undefined : teams[manager]
    const team = above ?? departments[position % departments.length] ?? departments[0]
    teams.push(team)
    const leads = position <= lastManager
    const gap = gaps.get(position)
    return {
      manager,
      leads,
      jobTitle: gap === "noTitle" ? null : gap === "blankTitle" ? "  " : title(dice, team, manager, leads),
      department: gap === "noDepartment" ? null : manager === null ? chief.department : team.name
    }
  })
}

const title = (dice: Dice, team: Department, manager: number | null, leads: boolean): string => {
  if (manager === null) return chief.title
  if (manager === 0) return team.head
  return leads ? team.lead : dice.pick(team.titles)
}

/** For each position the position of its manager. One manager has five to nine reports. */
const tree = (dice: Dice, size: number): ReadonlyArray<number | null> => {
  const managers: Array<number | null> = []
  let manager = 0
  let vacancies = 5 + dice.below(5)
  for (let position = 0; position < size; position++) {
    if (vacancies === 0) {
      manager++
      vacancies = 5 + dice.below(5)
    }
    managers.push(position === 0 ? null : manager)
    if (position > 0) vacancies--
  }
  return managers
}
