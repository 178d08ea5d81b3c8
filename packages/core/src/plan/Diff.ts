/** The attributes in which a record differs from what it should say. Equal values give no change, and so no write. */
import { type Employee, TextField } from "../model/Employee.ts"
import { adjustName } from "../model/EmployeeName.ts"
import type { AccountId, EntraId, ObjectId } from "../model/Ids.ts"
import type { ManagerFields, PersonFields } from "./Desired.ts"
import type { Change, ManagerLink } from "./Entry.ts"

/** Assets may trim a text or collapse its spaces; that alone is no difference. */
const plain = (text: string | null): string => text === null ? "" : text.trim().replaceAll(/\s+/gu, " ")

export const sameText = (before: string | null, after: string | null): boolean =>
  before === after || plain(before) === plain(after)

type Named = Pick<Employee, "fullName" | "userPrincipalName"> & { readonly name: string }

/** What Name is made from. */
const nameSource = ({ fullName, userPrincipalName }: Named): string | null => fullName ?? userPrincipalName

/** A Name that went through with its reserved characters replaced is the same Name while the person's name is. */
const sameName = (before: Named, after: Named): boolean =>
  sameText(before.name, after.name) ||
  (sameText(nameSource(before), nameSource(after)) && sameText(before.name, adjustName(after.name)))

export interface Target extends PersonFields, ManagerFields {
  readonly atlassianAccountId: AccountId
  readonly jiraUser: AccountId
  /** `null` leaves Active as it is. */
  readonly active: boolean | null
}

/** Name has rules of its own, and a record's Entra User ID is what it is known by. */
const texts = TextField.literals.filter((field) => field !== "name" && field !== "entraUserId")

export const diff = (
  current: Employee,
  target: Target,
  entraIdOf: ReadonlyMap<ObjectId, EntraId>
): ReadonlyArray<Change> => {
  const changes: Array<Change> = []
  if (!sameName(current, target)) {
    changes.push({ field: "name", before: current.name, after: target.name })
  }
  for (const field of texts) {
    if (!sameText(current[field], target[field])) {
      changes.push({ field, before: current[field], after: target[field] })
    }
  }
  if (target.active !== null && current.active !== target.active) {
    changes.push({ field: "active", before: current.active, after: target.active })
  }
  const before: ManagerLink | null = current.manager === null
    ? null
    : { entraId: entraIdOf.get(current.manager) ?? null, objectId: current.manager }
  const after = target.manager
  // A manager whose record is yet to be created has no object id, and is never the one that is linked now.
  const sameManager = before === null || after === null ? before === after : before.objectId === after.objectId
  if (!sameManager) changes.push({ field: "manager", before, after })
  return changes
}
