/**
 * A plan as rows of a table that people read, filter and sort: one for every attribute that an entry writes, one for
 * every finding. Empty is "no value", `true` and `false` are as Assets shows them.
 */
import * as Struct from "effect/Struct"
import { attributeNames, type FieldKey, fieldName } from "../../model/Employee.ts"
import type { Deletion } from "../../model/EntraUser.ts"
import { type Finding, nextSteps } from "../../model/Finding.ts"
import type { Create, Entry, ManagerLink } from "../../plan/Entry.ts"

/** The columns, in their order, of a row that says nothing. */
const emptyRow = {
  /** What the entry does, or `Finding`. */
  Kind: "",
  /** Whom it is about; a finding may name several, with semicolons between. */
  "Entra User ID": "",
  "Atlassian Account ID": "",
  "Object ID": "",
  Name: "",
  Attribute: "",
  Before: "",
  After: "",
  /** Why somebody becomes inactive or active; of a finding, its code. */
  Cause: "",
  Detail: "",
  "Next Step": ""
}

export type Row = Readonly<typeof emptyRow>

export const columns = Struct.keys(emptyRow)

type Value = string | boolean | ManagerLink | null

/** A manager by their Entra id, which leads to their own rows; a record that is not ours by its object. */
const cell = (value: Value): string => {
  if (value === null) return ""
  if (typeof value !== "object") return String(value)
  return value.entraId ?? (value.objectId === null ? "" : `object ${value.objectId}`)
}

const fields: ReadonlyArray<FieldKey> = ["name", ...Struct.keys(attributeNames)]

const isManager = (field: FieldKey): boolean => field === "manager" || field === "managerAtlassianAccountId"

const createRows = ({ accountId, entraId, managerDeferred, record }: Create): ReadonlyArray<Row> => {
  const values: { readonly [field in FieldKey]: Value } = {
    ...record,
    entraUserId: entraId,
    atlassianAccountId: accountId,
    jiraUser: accountId
  }
  return fields.filter((field) => values[field] !== null).map((field) => ({
    ...emptyRow,
    Kind: "Create",
    "Entra User ID": entraId,
    "Atlassian Account ID": accountId,
    Name: record.name,
    Attribute: fieldName(field),
    After: cell(values[field]),
    ...(managerDeferred && isManager(field) && { Detail: "Written last: these managers report to each other." })
  }))
}

const deletions: { readonly [deletion in Deletion]: string } = {
  soft: "Deleted in Entra ID, where the user can be restored for 30 days.",
  hard: "Deleted in Entra ID for good."
}

const changeRows = (entry: Exclude<Entry, Create>): ReadonlyArray<Row> =>
  entry.changes.map(({ after, before, field }) => ({
    ...emptyRow,
    Kind: entry._tag,
    "Entra User ID": entry.entraId,
    "Atlassian Account ID": entry.accountId ?? "",
    "Object ID": entry.objectId,
    Name: entry.name,
    Attribute: fieldName(field),
    Before: cell(before),
    After: cell(after),
    ...("cause" in entry && { Cause: entry.cause }),
    ...("deletion" in entry && { Detail: deletions[entry.deletion] })
  }))

/** Each once, as accounts of one person may have the same. */
const namesOf = (accounts: Exclude<Finding["accounts"], undefined>, named: Exclude<Finding["named"], undefined>) => {
  const names = accounts.length > 0
    ? accounts.map(({ email = "", name = email }) => name)
    : named.map(({ name }) => name)
  return Array.from(new Set(names))
}

const findingRow = ({ accountIds, accounts = [], code, detail, entraIds, named = [], objectIds }: Finding): Row => ({
  ...emptyRow,
  Kind: "Finding",
  "Entra User ID": entraIds.join("; "),
  "Atlassian Account ID": accountIds.join("; "),
  "Object ID": objectIds.join("; "),
  Name: namesOf(accounts, named).join("; "),
  Cause: code,
  Detail: detail,
  "Next Step": nextSteps[code]
})

export const rowsOf = (item: Entry | Finding): ReadonlyArray<Row> => {
  switch (item._tag) {
    case "Finding":
      return [findingRow(item)]
    case "Create":
      return createRows(item)
    default:
      return changeRows(item)
  }
}
