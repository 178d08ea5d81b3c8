/** What an entry writes, as people would say it: one line for each thing that changes, whatever attributes hold it. */
import type { Change, Entry, ManagerLink, NewRecord } from "@entra-assets/core/plan/Entry"

/** A manager by whatever is known of them. */
export interface Manager extends ManagerLink {
  readonly accountId: string | null
}

export type Value =
  | { readonly _tag: "Empty" }
  | { readonly _tag: "Text"; readonly text: string }
  | { readonly _tag: "Active"; readonly active: boolean }
  | { readonly _tag: "Account"; readonly accountId: string }
  | { readonly _tag: "Manager"; readonly manager: Manager }

export type FieldName =
  | "name"
  | "fullName"
  | "email"
  | "userPrincipalName"
  | "jobTitle"
  | "department"
  | "entraUserId"
  | "account"
  | "active"
  | "manager"

export interface Field {
  readonly name: FieldName
  /** `null` in a record that does not exist yet. */
  readonly before: Value | null
  readonly after: Value
}

const empty: Value = { _tag: "Empty" }

const text = (value: string | null): Value => value === null ? empty : { _tag: "Text", text: value }

const account = (accountId: string | null): Value => accountId === null ? empty : { _tag: "Account", accountId }

const active = (value: boolean | null): Value => value === null ? empty : { _tag: "Active", active: value }

/** The account alone names a manager whose record stays the same. */
const manager = (link: ManagerLink | null, accountId: string | null): Value =>
  link === null && accountId === null
    ? empty
    : { _tag: "Manager", manager: { entraId: null, objectId: null, ...link, accountId } }

const textFields = ["name", "fullName", "email", "userPrincipalName", "jobTitle", "department"] as const

const ofNewRecord = (accountId: string, record: NewRecord): ReadonlyArray<Field> => {
  const values: ReadonlyArray<readonly [FieldName, Value]> = [
    ...textFields.map((name) => [name, text(record[name])] as const),
    ["account", account(accountId)],
    ["active", active(record.active)],
    ["manager", manager(record.manager, record.managerAtlassianAccountId)]
  ]
  return values.flatMap(([name, after]) => after._tag === "Empty" ? [] : [{ name, before: null, after }])
}

type ManagerChange = Extract<Change, { readonly field: "manager" }>
type TextChange = Exclude<Change, { readonly field: "active" | "manager" }>

/** Two attributes hold the manager: the record, and the account. */
const managerField = (
  link: ManagerChange | undefined,
  account: TextChange | undefined
): ReadonlyArray<Field> =>
  link === undefined && account === undefined ? [] : [{
    name: "manager",
    before: manager(link?.before ?? null, account?.before ?? null),
    after: manager(link?.after ?? null, account?.after ?? null)
  }]

const ofChanges = (changes: ReadonlyArray<Change>): ReadonlyArray<Field> => {
  const fields: Array<Field> = []
  let link: ManagerChange | undefined
  let managerAccount: TextChange | undefined
  for (const change of changes) {
    switch (change.field) {
      case "active":
        fields.push({ name: "active", before: active(change.before), after: active(change.after) })
        break
      case "manager":
        link = change
        break
      case "managerAtlassianAccountId":
        managerAccount = change
        break
      // Two attributes hold the account as well; in records of ours they say the same.
      case "atlassianAccountId":
      case "jiraUser":
        if (!fields.some(({ name }) => name === "account")) {
          fields.push({ name: "account", before: account(change.before), after: account(change.after) })
        }
        break
      default:
        fields.push({ name: change.field, before: text(change.before), after: text(change.after) })
    }
  }
  return [...fields, ...managerField(link, managerAccount)]
}

export const fieldsOf = (entry: Entry): ReadonlyArray<Field> =>
  entry._tag === "Create" ? ofNewRecord(entry.accountId, entry.record) : ofChanges(entry.changes)

export type Reason =
  | "manager_deferred"
  | "deleted_in_entra"
  | "deleted_for_good"
  | "disabled_in_entra"
  | "account_inactive"
  | "gone_from_entra"
  | "account_gone"

/** Why somebody becomes inactive, or their manager is written last; `null` where the fields say it all. */
export const reasonOf = (entry: Entry): Reason | null => {
  switch (entry._tag) {
    case "Create":
      return entry.managerDeferred ? "manager_deferred" : null
    case "Inactivate":
      if (entry.deletion === undefined) return entry.cause
      return entry.deletion === "soft" ? "deleted_in_entra" : "deleted_for_good"
    default:
      return null
  }
}
