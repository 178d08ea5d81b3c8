/**
 * The Employee records by identity: which are ours, which one stands for an Entra user or an account, and which
 * contradict each other and must be left alone.
 */
import * as Option from "effect/Option"
import { type Employee, ownedBy } from "../model/Employee.ts"
import { type Finding, finding } from "../model/Finding.ts"
import type { AccountId, EntraId, ObjectId } from "../model/Ids.ts"
import { AccountId as AccountIdSchema } from "../model/Ids.ts"

/** A record that is ours and the only one of its Entra user. */
export interface OwnRecord {
  readonly entraId: EntraId
  /** `null` when the binding was freed by hand. */
  readonly accountId: AccountId | null
  readonly employee: Employee
}

export interface Records {
  readonly byEntraId: ReadonlyMap<EntraId, OwnRecord>
  /** Records whose account no other record claims. */
  readonly byAccountId: ReadonlyMap<AccountId, OwnRecord>
  readonly entraIdOf: ReadonlyMap<ObjectId, EntraId>
  /** Entra users with several records, and the accounts of these: none of those is written, nor a further one. */
  readonly duplicated: ReadonlyMap<EntraId, ReadonlyArray<AccountId>>
  /** Accounts that several records claim, or one that is not written: none of those is written. */
  readonly contested: ReadonlySet<AccountId>
  readonly findings: ReadonlyArray<Finding>
}

/** The account that a record is bound to; `null` when the attribute is empty. */
export const boundAccount = (employee: Employee): AccountId | null => {
  const id = employee.atlassianAccountId?.trim()
  return id === undefined || id === "" ? null : AccountIdSchema.make(id)
}

export const index = (employees: ReadonlyArray<Employee>): Records => {
  const owned = new Map<EntraId, OwnRecord>()
  const entraIdOf = new Map<ObjectId, EntraId>()
  const duplicates = new Map<EntraId, Array<Employee>>()
  const findings: Array<Finding> = []
  for (const employee of employees) {
    const owner = ownedBy(employee)
    if (Option.isNone(owner)) {
      findings.push(finding(
        "unmanaged_record",
        `${employee.objectKey} has no Entra User ID that is an object id, so it is left alone.`,
        { objectIds: [employee.objectId] }
      ))
      continue
    }
    const entraId = owner.value
    entraIdOf.set(employee.objectId, entraId)
    const first = owned.get(entraId)
    if (first === undefined) {
      owned.set(entraId, { entraId, accountId: boundAccount(employee), employee })
    } else {
      const others = duplicates.get(entraId)
      if (others === undefined) duplicates.set(entraId, [first.employee, employee])
      else others.push(employee)
    }
  }
  const contested = new Map<AccountId, Array<OwnRecord>>()
  const duplicated = new Map<EntraId, ReadonlyArray<AccountId>>()
  for (const [entraId, employees] of duplicates) {
    owned.delete(entraId)
    const accountIds = employees.flatMap((employee) => boundAccount(employee) ?? [])
    duplicated.set(entraId, accountIds)
    for (const accountId of accountIds) contested.set(accountId, [])
    findings.push(finding(
      "binding_conflict",
      `${employees.length} records have the same Entra User ID, so none of them is written.`,
      { entraIds: [entraId], objectIds: employees.slice(0, 5).map((employee) => employee.objectId) }
    ))
  }
  const byAccountId = new Map<AccountId, OwnRecord>()
  for (const record of owned.values()) {
    if (record.accountId === null) continue
    const claims = contested.get(record.accountId)
    const first = byAccountId.get(record.accountId)
    if (claims !== undefined) claims.push(record)
    else if (first === undefined) byAccountId.set(record.accountId, record)
    else contested.set(record.accountId, [first, record])
  }
  for (const [accountId, records] of contested) {
    byAccountId.delete(accountId)
    if (records.length === 0) continue
    findings.push(finding(
      "binding_conflict",
      "Several records are linked to the same Atlassian account, so none of them is written.",
      {
        accountIds: [accountId],
        entraIds: records.slice(0, 5).map((record) => record.entraId),
        objectIds: records.slice(0, 5).map((record) => record.employee.objectId)
      }
    ))
  }
  return {
    byEntraId: owned,
    byAccountId,
    entraIdOf,
    duplicated,
    contested: new Set(contested.keys()),
    findings
  }
}
