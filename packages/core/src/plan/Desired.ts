/**
 * What a record should say, from the person in Entra ID, their account and their manager. An attribute that the
 * payload does not mention keeps what the record has; only an explicit null clears.
 */
import type { Employee } from "../model/Employee.ts"
import type { EntraUser } from "../model/EntraUser.ts"
import { type Finding, finding } from "../model/Finding.ts"
import type { ManagerLink } from "./Entry.ts"

export interface ManagerFields {
  readonly manager: ManagerLink | null
  readonly managerAtlassianAccountId: string | null
}

/** The fields that come from the person alone. */
export interface PersonFields {
  readonly name: string
  readonly fullName: string | null
  readonly email: string | null
  readonly userPrincipalName: string | null
  readonly jobTitle: string | null
  readonly department: string | null
}

export interface Desired {
  readonly fields: PersonFields
  readonly findings: ReadonlyArray<Finding>
}

/** At most `limit` UTF-16 units, never half of a surrogate pair. */
export const shorten = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit).trimEnd()
}

const value = (wire: string | null | undefined, current: string | null | undefined): string | null => {
  if (wire === undefined) return current ?? null
  const text = wire?.trim() ?? ""
  return text === "" ? null : text
}

export const personFields = (user: EntraUser, current: Employee | null, textLimit: number): Desired => {
  const truncated: Array<string> = []
  const text = (name: string, wire: string | null | undefined, before: string | null | undefined): string | null => {
    const full = value(wire, before)
    if (full === null || full.length <= textLimit || wire === undefined) return full
    truncated.push(name)
    return shorten(full, textLimit)
  }
  const fullName = text("Full Name", user.displayName, current?.fullName)
  const userPrincipalName = text("User Principal Name", user.userPrincipalName, current?.userPrincipalName)
  const fields: PersonFields = {
    name: fullName ?? userPrincipalName ?? current?.name ?? user.id,
    fullName,
    email: text("Email", user.mail, current?.email),
    userPrincipalName,
    jobTitle: text("Job Title", user.jobTitle, current?.jobTitle),
    department: text("Department", user.department, current?.department)
  }
  return {
    fields,
    findings: truncated.length === 0 ? [] : [finding(
      "truncated_value",
      `${truncated.join(", ")}: longer than ${textLimit} characters, so the end is cut off.`,
      { entraIds: [user.id], objectIds: current === null ? [] : [current.objectId] }
    )]
  }
}

/**
 * Whether a person whose account is not known to be inactive is active; `null` leaves the record as it is. An account
 * that was not seen proves nothing, and so does a payload that does not say.
 */
export const isActive = (user: EntraUser, accountSeen: boolean, current: Employee | null): boolean | null => {
  if (user.accountEnabled === false) return false
  return accountSeen ? user.accountEnabled ?? current?.active ?? null : null
}
