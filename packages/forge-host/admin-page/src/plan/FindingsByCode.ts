/** Findings by their cause. */
import { type Finding, FindingCode } from "@entra-assets/core/model/Finding"

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

export const byCode = (findings: ReadonlyArray<Finding>): ReadonlyArray<FindingsOfCode> =>
  codes
    .map((code) => ({ code, findings: findings.filter((finding) => finding.code === code) }))
    .filter(({ findings }) => findings.length > 0)
