/**
 * What Assets sends, reduced to what is used. Shapes: Assets Cloud REST API. Its lists of required fields contradict
 * its own examples, so only what we use is required. An object carries a live media token, so nothing else of it is kept.
 */
import * as Schema from "effect/Schema"
import { ObjectId } from "../model/Ids.ts"

const Flag = Schema.optionalKey(Schema.Boolean)

/** `GET /rest/servicedeskapi/assets/workspace`; a site has one, or none when its plan has no Assets. */
export const WorkspaceList = Schema.Struct({ values: Schema.Array(Schema.Struct({ workspaceId: Schema.String })) })

export const ObjectSchema = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  objectSchemaKey: Schema.String,
  /** Whether the caller may change the schema, and with it every object of it. */
  canManage: Flag
})
export type ObjectSchema = typeof ObjectSchema.Type

/** `GET objectschema/list`. */
export const ObjectSchemaPage = Schema.Struct({ values: Schema.Array(ObjectSchema), isLast: Flag })

export const ObjectType = Schema.Struct({ id: Schema.String, name: Schema.String })
export type ObjectType = typeof ObjectType.Type

/** `GET objectschema/{id}/objecttypes/flat`: a bare array; an older client has it as `entries`. */
export const ObjectTypeList = Schema.Union([
  Schema.Array(ObjectType),
  Schema.Struct({ entries: Schema.Array(ObjectType) })
])

/** The definition of an attribute. `type`: 0 default, 1 reference, 2 user; `defaultType` tells apart those of type 0. */
export const ObjectTypeAttribute = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  type: Schema.Int,
  label: Flag,
  description: Schema.optionalKey(Schema.NullOr(Schema.String)),
  defaultType: Schema.optionalKey(Schema.NullOr(Schema.Struct({ id: Schema.Int }))),
  referenceObjectTypeId: Schema.optionalKey(Schema.NullOr(Schema.String)),
  minimumCardinality: Schema.optionalKey(Schema.Int),
  maximumCardinality: Schema.optionalKey(Schema.Int),
  uniqueAttribute: Flag
})
export type ObjectTypeAttribute = typeof ObjectTypeAttribute.Type

/** `GET objecttype/{id}/attributes`. */
export const ObjectTypeAttributeList = Schema.Array(ObjectTypeAttribute)

/** `GET icon/global` and `GET config/referencetype`. */
export const NamedList = Schema.Array(Schema.Struct({ id: Schema.String, name: Schema.String }))
export type Named = (typeof NamedList.Type)[number]

/** What `POST objecttypeattribute/{objectTypeId}` and its PUT take. */
export interface ObjectTypeAttributeIn {
  readonly name: string
  readonly type: number
  readonly label?: boolean
  readonly description?: string
  readonly defaultTypeId?: number
  readonly typeValue?: string
  readonly additionalValue?: string
  readonly minimumCardinality?: number
  readonly maximumCardinality?: number
  readonly uniqueAttribute?: boolean
}

/** A value has another shape for each type of attribute; a reference has no `value`, a user may have none. */
export const ObjectAttributeValue = Schema.Struct({
  value: Schema.optionalKey(Schema.Unknown),
  searchValue: Schema.optionalKey(Schema.Unknown),
  referencedObject: Schema.optionalKey(Schema.NullOr(Schema.Struct({ id: ObjectId }))),
  user: Schema.optionalKey(Schema.NullOr(Schema.Struct({ key: Schema.optionalKey(Schema.NullOr(Schema.String)) })))
})
export type ObjectAttributeValue = typeof ObjectAttributeValue.Type

/** An object as AQL returns it: attributes without a value are absent. */
export const ObjectEntry = Schema.Struct({
  id: ObjectId,
  objectKey: Schema.String,
  label: Schema.String,
  attributes: Schema.Array(Schema.Struct({
    objectTypeAttributeId: Schema.String,
    objectAttributeValues: Schema.Array(ObjectAttributeValue)
  }))
})
export type ObjectEntry = typeof ObjectEntry.Type

/** `POST object/aql`. Its `total` is deprecated and left out. */
export const ObjectPage = Schema.Struct({ values: Schema.Array(ObjectEntry), isLast: Flag })
export type ObjectPage = typeof ObjectPage.Type

/** `POST object/aql/totalcount`. */
export const TotalCount = Schema.Struct({ totalCount: Schema.Int })

/** `POST object/create` answers with the object, without its attributes. */
export const CreatedObject = Schema.Struct({ id: ObjectId })

/** `GET usage`. */
export const Usage = Schema.Struct({ totalObjectsCount: Schema.Int })

/** What `POST object/create` and `PUT object/{id}` take; a PUT changes the named attributes, and `[]` clears one. */
export interface ObjectIn {
  readonly objectTypeId: string
  readonly attributes: ReadonlyArray<{
    readonly objectTypeAttributeId: string
    readonly objectAttributeValues: ReadonlyArray<{ readonly value: string }>
  }>
}

/** Errors of Assets itself; every part may be absent. */
export const ErrorBody = Schema.Struct({
  errorMessages: Schema.optionalKey(Schema.Array(Schema.String)),
  errors: Schema.optionalKey(Schema.Record(Schema.String, Schema.String))
})
export type ErrorBody = typeof ErrorBody.Type
