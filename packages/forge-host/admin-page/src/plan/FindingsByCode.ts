/** Findings by their cause. */
import { type Finding, FindingCode, findsNobody } from "@entra-assets/core/model/Finding"
import { type PlanCounts, unmatchedOf } from "@entra-assets/core/plan/PlanHeader"

export interface FindingsOfCode {
  readonly code: FindingCode
  readonly findings: ReadonlyArray<Finding>
}

/** What people can do most about comes first. */
const order: ReadonlyArray<FindingCode> = [
  "quota",
  "ambiguous_match",
  "second_account",
  "binding_conflict",
  "missing_manager",
  "manager_cycle",
  "unmatched_account",
  "hidden_email",
  "truncated_value",
  "absence_unconfirmed",
  "relinked",
  "name_adjusted",
  "unmanaged_record"
]

/** Every code there is, those first that people can do most about. */
export const codes: ReadonlyArray<FindingCode> = FindingCode.literals.toSorted((a, b) =>
  order.indexOf(a) - order.indexOf(b)
)

/** `unmatched`: whatever it is that leaves an account without a person. */
export type Cause = FindingCode | "unmatched"

export const causes: ReadonlyArray<Cause> = ["unmatched", ...codes]

export const isOf = (cause: Cause, code: FindingCode | null): boolean =>
  cause === "unmatched" ? code !== null && findsNobody.has(code) : code === cause

export const countOf = (cause: Cause, counts: PlanCounts): number =>
  cause === "unmatched" ? unmatchedOf(counts) : counts.findings[cause] ?? 0

export const byCode = (findings: ReadonlyArray<Finding>): ReadonlyArray<FindingsOfCode> =>
  codes
    .map((code) => ({ code, findings: findings.filter((finding) => finding.code === code) }))
    .filter(({ findings }) => findings.length > 0)
