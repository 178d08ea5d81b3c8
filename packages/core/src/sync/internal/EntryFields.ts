/** What an entry sends to Assets, once it is known which object stands for the manager. Pure. */
import type { EmployeeFields } from "../../model/Employee.ts"
import type { ObjectId } from "../../model/Ids.ts"
import type { Change, Create } from "../../plan/Entry.ts"

/** A new record; without a manager to link yet, neither Manager nor Manager Atlassian Account ID is sent. */
export const newFields = (entry: Create, manager: ObjectId | null): EmployeeFields => {
  const { manager: _, managerAtlassianAccountId, ...own } = entry.record
  return {
    ...own,
    entraUserId: entry.entraId,
    atlassianAccountId: entry.accountId,
    jiraUser: entry.accountId,
    ...(manager === null ? {} : { manager, managerAtlassianAccountId })
  }
}

/** The fields that `changes` name. Where a manager is named whose record is missing, the link stays as it is. */
export const changedFields = (changes: ReadonlyArray<Change>, manager: ObjectId | null): EmployeeFields => {
  const fields: { -readonly [field in keyof EmployeeFields]: EmployeeFields[field] } = {}
  const unlinked = manager === null && changes.some(({ after, field }) => field === "manager" && after !== null)
  for (const change of changes) {
    if (unlinked && (change.field === "manager" || change.field === "managerAtlassianAccountId")) continue
    switch (change.field) {
      case "active":
        fields.active = change.after
        break
      case "manager":
        fields.manager = manager
        break
      case "name":
        if (change.after !== null) fields.name = change.after
        break
      case "entraUserId":
        break
      default:
        fields[change.field] = change.after
    }
  }
  return fields
}
