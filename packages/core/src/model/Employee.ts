/**
 * The Employee record in Assets: its attributes, what one read of it says, and what one write of it sends. It is
 * ours when its Entra User ID is a GUID; any other record is unmanaged and never touched.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { EntraId, ObjectId } from "./Ids.ts"

/** The eleven attributes beside Name, by the key that the code uses, with the name that people see. */
export const attributeNames = {
  entraUserId: "Entra User ID",
  fullName: "Full Name",
  email: "Email",
  userPrincipalName: "User Principal Name",
  jobTitle: "Job Title",
  department: "Department",
  atlassianAccountId: "Atlassian Account ID",
  jiraUser: "Jira User",
  active: "Active",
  manager: "Manager",
  managerAtlassianAccountId: "Manager Atlassian Account ID"
} as const

export type AttributeKey = keyof typeof attributeNames
/** Name is the label that Assets gives every object; the other keys are our attributes. */
export const FieldKey = Schema.Literals(["name", ...Struct.keys(attributeNames)])
export type FieldKey = typeof FieldKey.Type

/** The fields whose value is a text. */
export const TextField = Schema.Literals([
  "name",
  ...Struct.keys(Struct.omit(attributeNames, ["active", "manager"]))
])
export type TextField = typeof TextField.Type

export const fieldName = (field: FieldKey): string => field === "name" ? "Name" : attributeNames[field]

const Text = Schema.NullOr(Schema.String)

/** One record as read. `null` is "no value". */
export const Employee = Schema.Struct({
  objectId: ObjectId,
  objectKey: Schema.String,
  name: Schema.String,
  entraUserId: Text,
  fullName: Text,
  email: Text,
  userPrincipalName: Text,
  jobTitle: Text,
  department: Text,
  atlassianAccountId: Text,
  jiraUser: Text,
  active: Schema.NullOr(Schema.Boolean),
  manager: Schema.NullOr(ObjectId),
  managerAtlassianAccountId: Text
})
export type Employee = typeof Employee.Type

/** What a write sends: only the fields it names, with references as object ids. `null` clears. */
export interface EmployeeFields {
  readonly name?: string
  readonly entraUserId?: EntraId
  readonly fullName?: string | null
  readonly email?: string | null
  readonly userPrincipalName?: string | null
  readonly jobTitle?: string | null
  readonly department?: string | null
  readonly atlassianAccountId?: string | null
  readonly jiraUser?: string | null
  readonly active?: boolean
  readonly manager?: ObjectId | null
  readonly managerAtlassianAccountId?: string | null
}

/** The Entra id of a record that is ours; none for an unmanaged one. */
export const ownedBy: (employee: Employee) => Option.Option<EntraId> = (employee) =>
  employee.entraUserId === null ? Option.none() : decodeEntraId(employee.entraUserId.trim())

const decodeEntraId = Schema.decodeUnknownOption(EntraId)
