/**
 * What became of every account and of every bound record: an entry, "unchanged", a refusal with a finding, or nothing
 * for a reason that anybody can name. Exactly one of these.
 */
import type { Employee } from "@entra-assets/core/model/Employee"
import type { FindingCode } from "@entra-assets/core/model/Finding"
import type { AccountId, EntraId } from "@entra-assets/core/model/Ids"
import { candidates } from "../oracle/Bindings.ts"
import type { Case } from "./Case.ts"
import { boundTo, ownerOf, peopleOf } from "./Scene.ts"

/** They name the account that gets nothing. */
const refusals: ReadonlySet<FindingCode> = new Set([
  "hidden_email",
  "unmatched_account",
  "ambiguous_match",
  "second_account"
])

/** Whom neither exactly one outcome nor a reason is told of. */
export const unexplained = (given: Case): ReadonlyArray<string> => [
  ...given.scene.accounts.flatMap((account) => {
    const told = toldOf(given, account.accountId)
    const isExplained = told === 1 || (told === 0 && isPassedOver(given, account))
    return isExplained ? [] : [`${account.accountId} has ${told} outcomes`]
  }),
  ...given.scene.employees.flatMap((employee) => {
    const [entraId] = ownerOf(employee)
    if (entraId === undefined || boundTo(employee).length === 0) return []
    const told = writtenOrNot(given, employee.objectId) + unchanged(given, entraId)
    const isExplained = isContradictory(given, entraId, boundTo(employee)) ? told === 0 : told === 1
    return isExplained ? [] : [`object ${employee.objectId} has ${told} outcomes`]
  })
]

const writtenOrNot = ({ entries }: Case, objectId: Employee["objectId"]): number =>
  entries.filter((entry) => entry._tag !== "Create" && entry.objectId === objectId).length

const unchanged = ({ items }: Case, entraId: EntraId): number =>
  items.filter((item) => item._tag === "Unchanged" && item.entraId === entraId).length

const toldOf = (given: Case, accountId: AccountId): number => {
  const records = given.scene.employees.filter((employee) => boundTo(employee)[0] === accountId)
  const owners = new Set(records.flatMap(ownerOf))
  return given.entries.filter((entry) => entry.accountId === accountId).length +
    [...owners].reduce((sum, entraId) => sum + unchanged(given, entraId), 0) +
    given.findings.filter(({ accountIds: [first], code }) => refusals.has(code) && first === accountId).length
}

/** A finding says that records of this person, or of these accounts, contradict each other. */
const isContradictory = ({ findings }: Case, entraId: EntraId, accountIds: ReadonlyArray<AccountId>): boolean =>
  findings.some(({ code, detail, ...subjects }) =>
    code === "binding_conflict" && detail.endsWith("none of them is written.") &&
    (subjects.entraIds.includes(entraId) || subjects.accountIds.some((id) => accountIds.includes(id)))
  )

/** Inactive without a record, not all was read, or whoever they lead to has records that contradict each other. */
const isPassedOver = (given: Case, account: Case["scene"]["accounts"][number]): boolean => {
  const { employees, partial } = given.scene
  const bound = employees.filter((employee) => boundTo(employee)[0] === account.accountId).flatMap(ownerOf)
  if (bound.length === 0 && (!account.active || partial.length > 0)) return true
  const [person, ...others] = candidates(peopleOf(given.scene), account.email)
  const led = given.scene.users.flatMap(({ id }) => others.length === 0 && id === person?.id ? [id] : [])
  return [...bound, ...led].some((entraId) =>
    isContradictory(given, entraId, [
      account.accountId,
      ...employees.filter((employee) => ownerOf(employee)[0] === entraId).flatMap(boundTo)
    ])
  )
}
