/**
 * Between an Employee and an Assets object: which attribute id says what. Pure.
 */
import * as Record from "effect/Record"
import * as Struct from "effect/Struct"
import { type Employee, type EmployeeFields, type FieldKey } from "../model/Employee.ts"
import type { ObjectId } from "../model/Ids.ts"
import { oneCopy } from "../model/OneCopy.ts"
import type { ObjectAttributeValue, ObjectEntry, ObjectIn } from "./AssetsPayload.ts"
import type { DirectoryIds, KnownAttribute } from "./DirectoryDefinition.ts"

/** Name and our attributes, by field. */
const attributesByField = (ids: DirectoryIds): { readonly [field in FieldKey]: KnownAttribute } => ({
  name: ids.name,
  ...ids.attributes
})

/**
 * A function from an object of this directory to its Employee, for one read. It keeps nothing else of the object, and
 * one copy of what many records have in common.
 */
export const employeeReader = (ids: DirectoryIds): (entry: ObjectEntry) => Employee => {
  const { attributes } = ids
  const commonText = oneCopy<string | null>()
  const commonId = oneCopy<ObjectId | null>()
  return (entry) => {
    const values = new Map<string, ObjectAttributeValue>()
    for (const { objectTypeAttributeId, objectAttributeValues: [first] } of entry.attributes) {
      if (first !== undefined) values.set(objectTypeAttributeId, first)
    }
    const text = (attribute: KnownAttribute) => textOf(values.get(attribute.id)?.value)
    const user = values.get(attributes.jiraUser.id)
    const name = text(ids.name) ?? entry.label
    const email = text(attributes.email)
    const atlassianAccountId = text(attributes.atlassianAccountId)
    return {
      objectId: entry.id,
      objectKey: entry.objectKey,
      name,
      entraUserId: text(attributes.entraUserId),
      fullName: same(text(attributes.fullName), name),
      email,
      userPrincipalName: same(text(attributes.userPrincipalName), email),
      jobTitle: commonText(text(attributes.jobTitle)),
      department: commonText(text(attributes.department)),
      atlassianAccountId,
      jiraUser: same(
        textOf(user?.user?.key) ?? textOf(user?.searchValue) ?? textOf(user?.value),
        atlassianAccountId
      ),
      active: booleanOf(text(attributes.active)),
      manager: commonId(values.get(attributes.manager.id)?.referencedObject?.id ?? null),
      managerAtlassianAccountId: commonText(text(attributes.managerAtlassianAccountId))
    }
  }
}

/** The text, as the other one when they are equal: mostly they are, and then one is enough. */
const same = (text: string | null, other: string | null): string | null => text === other ? other : text

const textOf = (value: unknown): string | null =>
  typeof value === "string" ? value === "" ? null : value : typeof value === "boolean" ? String(value) : null

/** Assets is said to give a boolean as "true" or "false"; nobody shows it, so a real one is read too. */
const booleanOf = (text: string | null): boolean | null => {
  const lower = text?.toLowerCase()
  return lower === "true" ? true : lower === "false" ? false : null
}

/** The body of a create or an update: only the named fields; `null` clears. */
export const toObjectIn = (ids: DirectoryIds, fields: EmployeeFields): ObjectIn => {
  const attributes = attributesByField(ids)
  return {
    objectTypeId: ids.objectTypeId,
    attributes: Struct.keys(fields).flatMap((field) => {
      const value = fields[field]
      return value === undefined ? [] : [{
        objectTypeAttributeId: attributes[field].id,
        objectAttributeValues: value === null ? [] : [{ value: String(value) }]
      }]
    })
  }
}

/** The attribute's name as people see it, by its id. */
export const nameOfAttribute = (ids: DirectoryIds): (id: string) => string => {
  const names = new Map(Record.values(attributesByField(ids)).map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}
