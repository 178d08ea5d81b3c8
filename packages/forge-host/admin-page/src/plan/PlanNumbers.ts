/** What a plan comes to, in numbers: the same wherever it is told. */
import { findingsOf, type PlanCounts, unmatchedOf } from "@entra-assets/core/plan/PlanHeader"
import type { Format } from "../format/Format.tsx"
import type { Texts } from "../texts/English.ts"

/** What it would write. */
export const changes = ["create", "update", "inactivate", "reactivate"] as const

export const numbers = [...changes, "unchanged", "unmatched", "managers", "warnings"] as const
export type PlanNumber = (typeof numbers)[number]

export const numbersOf = (counts: PlanCounts): { readonly [name in PlanNumber]: number } => ({
  ...counts,
  unmatched: unmatchedOf(counts),
  managers: counts.findings.missing_manager ?? 0,
  warnings: findingsOf(counts)
})

/** As facts: the name of each number, and what it is. */
export const factsOf = (
  counts: PlanCounts,
  wanted: ReadonlyArray<PlanNumber>,
  { plan: { counts: names } }: Texts,
  format: Format
): ReadonlyArray<readonly [name: string, value: string]> => {
  const all = numbersOf(counts)
  return wanted.map((number) => [names[number][0], format.number(all[number])])
}
