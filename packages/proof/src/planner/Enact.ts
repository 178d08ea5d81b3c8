/** Assets in miniature: the records as they are after a plan was applied. Pure. */
import type { Employee } from "@entra-assets/core/model/Employee"
import { adjustName } from "@entra-assets/core/model/EmployeeName"
import { type EntraId, ObjectId } from "@entra-assets/core/model/Ids"
import type { Change, Create, Entry, ManagerLink } from "@entra-assets/core/plan/Entry"

/** `tidies`: Assets trims texts, collapses their spaces, and refuses some characters in names. */
export const enact = (
  employees: ReadonlyArray<Employee>,
  entries: ReadonlyArray<Entry>,
  tidies: boolean
): ReadonlyArray<Employee> => {
  const created = new Map<EntraId, ObjectId>()
  for (const entry of entries) {
    if (entry._tag === "Create") created.set(entry.entraId, ObjectId.make(`new-${entry.entraId}`))
  }
  const stored = (text: string | null): string | null =>
    tidies && text !== null ? text.trim().replaceAll(/\s+/gu, " ") : text
  const name = (text: string): string => tidies ? adjustName(stored(text) ?? "") : text
  const link = (to: ManagerLink | null): ObjectId | null =>
    to === null ? null : to.objectId ?? (to.entraId === null ? null : created.get(to.entraId) ?? null)

  const changed = (employee: Employee, change: Change): Employee =>
    change.field === "manager"
      ? { ...employee, manager: link(change.after) }
      : change.field === "active"
      ? { ...employee, active: change.after }
      : change.field === "name"
      ? { ...employee, name: name(change.after ?? "") }
      : { ...employee, [change.field]: stored(change.after) }

  const newRecord = ({ accountId, entraId, record }: Create): Employee => {
    const objectId = created.get(entraId) ?? ObjectId.make("none")
    return {
      objectId,
      objectKey: objectId,
      name: name(record.name),
      entraUserId: entraId,
      fullName: stored(record.fullName),
      email: stored(record.email),
      userPrincipalName: stored(record.userPrincipalName),
      jobTitle: stored(record.jobTitle),
      department: stored(record.department),
      atlassianAccountId: accountId,
      jiraUser: accountId,
      active: record.active,
      manager: link(record.manager),
      managerAtlassianAccountId: record.managerAtlassianAccountId
    }
  }

  const byObject = new Map(employees.map((employee) => [employee.objectId, employee]))
  const records: Array<Employee> = []
  for (const entry of entries) {
    if (entry._tag === "Create") {
      records.push(newRecord(entry))
    } else {
      const employee = byObject.get(entry.objectId)
      if (employee !== undefined) byObject.set(entry.objectId, entry.changes.reduce(changed, employee))
    }
  }
  return [...byObject.values(), ...records]
}
