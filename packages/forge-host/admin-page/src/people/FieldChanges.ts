/** An entry as a list of attributes, of a new record those that have a value. */
import type { Change, Entry, ManagerLink, NewRecord } from "@entra-assets/core/plan/Entry"

export interface FieldChange {
  readonly field: Change["field"]
  readonly before: string | boolean | ManagerLink | null
  readonly after: string | boolean | ManagerLink | null
}

const fields = [
  "name",
  "fullName",
  "email",
  "userPrincipalName",
  "jobTitle",
  "department",
  "active",
  "manager"
] as const satisfies ReadonlyArray<keyof NewRecord>

/** Manager Atlassian Account ID follows from the manager, and says nothing to people. */
export const fieldChanges = (entry: Entry): ReadonlyArray<FieldChange> =>
  entry._tag === "Create"
    ? fields.flatMap((field) => {
      const after = entry.record[field]
      return after === null ? [] : [{ field, before: null, after }]
    })
    : entry.changes.filter(({ field }) => field !== "managerAtlassianAccountId")
