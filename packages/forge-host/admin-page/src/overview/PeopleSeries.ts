/** The numbers of people after each sync, and where their bars stand. */
import { unmatchedOf } from "@entra-assets/core/plan/PlanHeader"
import type { Run } from "@entra-assets/core/sync/Run"

export const kinds = ["active", "inactive", "unmatched"] as const
export type PeopleKind = (typeof kinds)[number]

export interface Point {
  readonly runId: string
  readonly at: number
  readonly people: { readonly [kind in PeopleKind]: number }
}

/** How many of them fit beside each other. */
export const most = 20

/** The oldest first. Of a run that has read a part only, nobody knows. `runs`: the newest first. */
export const pointsOf = (runs: ReadonlyArray<Pick<Run, "createdAt" | "id" | "plan">>): ReadonlyArray<Point> =>
  runs.flatMap(({ createdAt, id, plan }) =>
    plan === null || plan.people === null
      ? []
      : [{ runId: id, at: createdAt, people: { ...plan.people, unmatched: unmatchedOf(plan) } }]
  ).reverse()

const halves = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8]

/** The lowest round number that is not below, and whose half is round too. */
export const topOf = (most: number): number => {
  for (let power = 1;; power *= 10) {
    const half = halves.find((half) => Number.isInteger(half * power) && 2 * half * power >= most)
    if (half !== undefined) return 2 * half * power
  }
}

export interface Bar {
  readonly kind: PeopleKind
  /** In parts of a plot of the size 1 by 1, from its upper left corner. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Of its slot, and never of more than this of the plot. */
const share = 0.35
const widest = 0.04

/** What stands one on the other: accounts that lead to nobody are no people, so they stand beside these. */
const stacks: ReadonlyArray<ReadonlyArray<PeopleKind>> = [["active", "inactive"], ["unmatched"]]

export const barsOf = (points: ReadonlyArray<Point>, top: number): ReadonlyArray<Bar> => {
  const slots = points.length
  const width = Math.min(share / slots, widest)
  return points.flatMap(({ people }, slot) =>
    stacks.flatMap((kinds, stack) => {
      let below = 0
      return kinds.flatMap((kind) => {
        const height = people[kind] / top
        below += height
        const bar = { kind, x: (slot + 0.5) / slots + (stack - 1) * width, y: 1 - below, width, height }
        return height === 0 ? [] : [bar]
      })
    })
  )
}

export const mostOf = (points: ReadonlyArray<Point>): number =>
  Math.max(1, ...points.flatMap(({ people: { active, inactive, unmatched } }) => [active + inactive, unmatched]))
