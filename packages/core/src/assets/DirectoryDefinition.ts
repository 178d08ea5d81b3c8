/**
 * Our object schema as data: what it is called, the attributes of its one type, and the ids that a site gave them.
 * Attribute types: Assets Cloud REST API, `ObjectTypeAttributeCreate`.
 */
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import { type AttributeKey, attributeNames } from "../model/Employee.ts"
import type { ObjectTypeAttribute, ObjectTypeAttributeIn } from "./AssetsPayload.ts"

export const schemaDefinition = {
  name: "Entra Directory",
  objectSchemaKey: "ENTRA",
  description: "People of Microsoft Entra ID who have an Atlassian account. Kept up to date by a sync."
} as const

export const typeDefinition = {
  name: "Employee",
  description: "One person. Records with an Entra User ID are written by the sync."
} as const

/** Icons of the type, the best first; a site without them gives its first one. */
export const iconNames: ReadonlyArray<string> = ["Users", "User"]

/** The kind of reference of Manager; a site without it gives its first one. */
export const referenceTypeName = "Reference"

const text = { type: 0, defaultTypeId: 0 } as const
const boolean = { type: 0, defaultTypeId: 2 } as const
const email = { type: 0, defaultTypeId: 8 } as const
const reference = { type: 1 } as const
const user = { type: 2, additionalValue: "SHOW_PROFILE" } as const

/** What each attribute is made with, beside its name; a reference to Employee also needs the ids of this site. */
const definitions: { readonly [key in AttributeKey]: Omit<ObjectTypeAttributeIn, "name"> } = {
  entraUserId: { ...text, uniqueAttribute: true },
  fullName: text,
  email,
  userPrincipalName: text,
  jobTitle: text,
  department: text,
  atlassianAccountId: text,
  jiraUser: user,
  active: boolean,
  manager: reference,
  managerAtlassianAccountId: text
}

/** The body that makes the attribute. */
export const attributeIn = (
  key: AttributeKey,
  site: { readonly objectTypeId: string; readonly referenceTypeId: string }
): ObjectTypeAttributeIn => ({
  name: attributeNames[key],
  ...definitions[key],
  ...(definitions[key].type === reference.type
    ? { typeValue: site.objectTypeId, additionalValue: site.referenceTypeId }
    : {})
})

export const mustBeUnique = (key: AttributeKey): boolean => definitions[key].uniqueAttribute === true

/** Whether the attribute holds one end of the binding between a person and an account. */
export const isBinding = (key: AttributeKey): boolean => key === "entraUserId" || key === "atlassianAccountId"

/** Whether the attribute has the type that we make it with. */
export const hasOurType = (key: AttributeKey, attribute: ObjectTypeAttribute, objectTypeId: string): boolean => {
  const { type, defaultTypeId } = definitions[key]
  if (attribute.type !== type) return false
  return type === reference.type
    ? (attribute.referenceObjectTypeId ?? objectTypeId) === objectTypeId
    : (attribute.defaultType?.id ?? defaultTypeId) === defaultTypeId
}

/** An attribute's id, and the name that it has now: queries go by name. */
const KnownAttribute = Schema.Struct({ id: Schema.String, name: Schema.String })
export type KnownAttribute = typeof KnownAttribute.Type

/** What a site gave our schema. Hosts keep it, so that a renamed attribute is followed and a removed one is noticed. */
export const DirectoryIds = Schema.Struct({
  workspaceId: Schema.String,
  schemaId: Schema.String,
  objectTypeId: Schema.String,
  /** The label of every object; Assets makes it with the type. */
  name: KnownAttribute,
  attributes: Schema.Struct(Record.map(attributeNames, () => KnownAttribute))
})
export type DirectoryIds = typeof DirectoryIds.Type
