/**
 * Creating and changing object schemas, object types and their attributes. Inheritance between object types is not
 * simulated: asking for it is refused instead of ignored.
 */
import * as Result from "effect/Result"
import type { AtlassianRefusal } from "../AtlassianRefusal.ts"
import { notFound, refuse } from "../AtlassianRefusal.ts"
import { globalIcons, globalReferenceType } from "./AssetsCatalogue.ts"
import type { AttributeRow, ObjectTypeRow, SchemaRow } from "./AssetsModel.ts"
import { AttributeType, defaultTypeNames } from "./AssetsModel.ts"
import type { AssetsState } from "./AssetsState.ts"
import { indexAttribute, typesOfSchema } from "./AssetsState.ts"

type Outcome<A> = Result.Result<A, AtlassianRefusal>

/** Not allowed in the name of a schema or an object type. */
const reserved = /[=;:?."]/

export interface SchemaInput {
  readonly name: string
  readonly objectSchemaKey: string
  readonly description?: string | undefined
}

export const createSchema = (state: AssetsState, input: SchemaInput, now: number): Outcome<SchemaRow> => {
  const { description, name, objectSchemaKey: key } = input
  if (name.trim() === "" || reserved.test(name)) return Result.fail(refuse(400, "The name has reserved characters"))
  if (!/^[A-Z][A-Z0-9]*$/i.test(key)) return Result.fail(refuse(400, "The object schema key is not valid"))
  for (const schema of state.schemas.values()) {
    if (schema.name.toLowerCase() === name.toLowerCase()) return Result.fail(refuse(400, "Name has to be unique"))
    if (schema.key === key.toUpperCase()) return Result.fail(refuse(400, "Object schema key has to be unique"))
  }
  const row = { id: ++state.lastId.schema, name, key: key.toUpperCase(), description, created: now, updated: now }
  state.schemas.set(row.id, row)
  state.schemaRevision++
  return Result.succeed(row)
}

export interface ObjectTypeInput {
  readonly name: string
  readonly iconId: string
  readonly objectSchemaId: number
  readonly description?: string | undefined
  readonly parentObjectTypeId?: string | number | undefined
}

/** A new type has the attributes Key, Name, Created and Updated. */
export const createObjectType = (state: AssetsState, input: ObjectTypeInput, now: number): Outcome<ObjectTypeRow> => {
  const schema = state.schemas.get(input.objectSchemaId)
  if (schema === undefined) return Result.fail(notFound("Object schema", input.objectSchemaId))
  if (input.parentObjectTypeId !== undefined) return Result.fail(refuse(400, "Inheritance is not simulated"))
  const problem = checkTypeName(state, schema.id, input.name, undefined) ?? checkIcon(input.iconId)
  if (problem !== undefined) return Result.fail(problem)
  const type: ObjectTypeRow = {
    id: ++state.lastId.type,
    schema,
    position: typesOfSchema(state, schema.id).length,
    created: now,
    updated: now,
    name: input.name,
    description: input.description,
    iconId: input.iconId,
    attributes: [],
    slots: 0,
    objectCount: 0
  }
  state.types.set(type.id, type)
  addAttribute(state, type, { name: "Key", system: "Key", minimumCardinality: 1 })
  addAttribute(state, type, {
    name: "Name",
    description: "The name of the object",
    label: true,
    minimumCardinality: 1,
    uniqueAttribute: state.switches.nameIsUnique
  })
  addAttribute(state, type, { name: "Created", system: "Created", defaultType: "DateTime", minimumCardinality: 1 })
  addAttribute(state, type, { name: "Updated", system: "Updated", defaultType: "DateTime", minimumCardinality: 1 })
  return Result.succeed(type)
}

export const updateObjectType = (
  state: AssetsState,
  id: number,
  input: {
    readonly name?: string | undefined
    readonly description?: string | undefined
    readonly iconId?: string | undefined
  },
  now: number
): Outcome<ObjectTypeRow> => {
  const type = state.types.get(id)
  if (type === undefined) return Result.fail(notFound("Object type", id))
  const problem = (input.name === undefined ? undefined : checkTypeName(state, type.schema.id, input.name, id)) ??
    (input.iconId === undefined ? undefined : checkIcon(input.iconId))
  if (problem !== undefined) return Result.fail(problem)
  type.name = input.name ?? type.name
  type.description = input.description ?? type.description
  type.iconId = input.iconId ?? type.iconId
  type.updated = now
  changed(state)
  return Result.succeed(type)
}

/** What callers may say of an attribute (official `ObjectTypeAttributeCreate`), ids as numbers. */
export interface AttributeInput {
  readonly name: string
  readonly type: number
  readonly description?: string | undefined
  readonly defaultTypeId?: number | undefined
  /** For references: the id of the object type they point to. */
  readonly typeValue?: string | number | undefined
  readonly additionalValue?: string | number | undefined
  readonly minimumCardinality?: number | undefined
  readonly maximumCardinality?: number | undefined
  readonly uniqueAttribute?: boolean | undefined
  readonly regexValidation?: string | undefined
  readonly options?: string | undefined
  readonly hidden?: boolean | undefined
}

export const createAttribute = (state: AssetsState, typeId: number, input: AttributeInput): Outcome<AttributeRow> => {
  const type = state.types.get(typeId)
  if (type === undefined) return Result.fail(notFound("Object type", typeId))
  return Result.map(checkAttribute(state, type, input, undefined), (fields) => addAttribute(state, type, fields))
}

/** Changes what is named; values stay as they are unless the kind of attribute changes. */
export const updateAttribute = (
  state: AssetsState,
  typeId: number,
  id: number,
  input: Partial<AttributeInput>
): Outcome<AttributeRow> => {
  const attribute = state.attributes.get(id)
  const type = state.types.get(typeId)
  if (attribute === undefined || type === undefined || attribute.objectTypeId !== typeId) {
    return Result.fail(notFound("Object type attribute", id))
  }
  if (attribute.system !== null) return Result.fail(refuse(400, `${attribute.name} is not editable`))
  const present: AttributeInput = {
    name: attribute.name,
    type: attribute.type,
    description: attribute.description,
    defaultTypeId: attribute.defaultType === undefined ? undefined : defaultTypeNames.indexOf(attribute.defaultType),
    typeValue: attribute.referencedTypeId,
    additionalValue: attribute.additionalValue,
    minimumCardinality: attribute.minimumCardinality,
    maximumCardinality: attribute.maximumCardinality,
    uniqueAttribute: attribute.uniqueAttribute,
    regexValidation: attribute.regexValidation,
    options: attribute.options,
    hidden: attribute.hidden
  }
  if (attribute.label && input.type !== undefined && input.type !== attribute.type) {
    return Result.fail(refuse(400, "The type of the label cannot be changed"))
  }
  return Result.map(checkAttribute(state, type, { ...present, ...input }, id), (fields) => {
    // Another kind of attribute starts empty, in a slot of its own.
    const slot = fields.type === attribute.type ? attribute.slot : type.slots++
    if (slot !== attribute.slot) state.uniques.delete(id)
    const row = { ...attribute, ...fields, slot }
    type.attributes = type.attributes.map((other) => other.id === id ? row : other)
    state.attributes.set(id, row)
    changed(state)
    indexAttribute(state, row)
    return row
  })
}

/** Its values are gone with it. */
export const removeAttribute = (state: AssetsState, id: number): Outcome<AttributeRow> => {
  const attribute = state.attributes.get(id)
  const type = attribute === undefined ? undefined : state.types.get(attribute.objectTypeId)
  if (attribute === undefined || type === undefined) {
    return Result.fail(notFound("Object type attribute", id))
  }
  if (!isRemovable(attribute)) return Result.fail(refuse(400, `${attribute.name} cannot be removed`))
  type.attributes = type.attributes.filter((other) => other.id !== id)
  state.attributes.delete(id)
  state.uniques.delete(id)
  changed(state)
  return Result.succeed(attribute)
}

export const isRemovable = (attribute: AttributeRow): boolean => attribute.system === null && !attribute.label

// ---------------------------------------------------------------------------------------------------------------------
// internal
// ---------------------------------------------------------------------------------------------------------------------

const changed = (state: AssetsState): void => {
  state.schemaRevision++
  state.index.touch()
}

const checkTypeName = (
  state: AssetsState,
  schemaId: number,
  name: string,
  self: number | undefined
): AtlassianRefusal | undefined => {
  if (name.trim() === "" || reserved.test(name)) return refuse(400, "The name has reserved characters")
  const taken = typesOfSchema(state, schemaId).some((type) =>
    type.id !== self && type.name.toLowerCase() === name.toLowerCase()
  )
  return taken ? refuse(400, "Name has to be unique") : undefined
}

const checkIcon = (iconId: string): AtlassianRefusal | undefined =>
  globalIcons.some((icon) => icon.id === iconId) ? undefined : refuse(400, `Icon with id ${iconId} was not found`)

type AttributeFields = Partial<Omit<AttributeRow, "id" | "objectTypeId" | "slot" | "position">> & {
  readonly name: string
}

const checkAttribute = (
  state: AssetsState,
  type: ObjectTypeRow,
  input: AttributeInput,
  self: number | undefined
): Outcome<AttributeFields> => {
  if (input.name.trim() === "") return Result.fail(refuse(400, "Name is mandatory"))
  if (type.attributes.some((row) => row.id !== self && row.name.toLowerCase() === input.name.toLowerCase())) {
    return Result.fail(refuse(400, "Name has to be unique"))
  }
  const common = {
    name: input.name,
    description: input.description,
    minimumCardinality: input.minimumCardinality ?? 0,
    maximumCardinality: input.maximumCardinality ?? 1,
    uniqueAttribute: input.uniqueAttribute ?? false,
    regexValidation: input.regexValidation ?? "",
    options: input.options ?? "",
    hidden: input.hidden ?? false,
    defaultType: undefined,
    referencedTypeId: undefined,
    additionalValue: undefined
  }
  switch (input.type) {
    case AttributeType.default: {
      const defaultType = defaultTypeNames[input.defaultTypeId ?? -1]
      return defaultType === undefined
        ? Result.fail(refuse(400, "defaultTypeId is mandatory for the type Default"))
        : Result.succeed({ ...common, type: AttributeType.default, defaultType })
    }
    case AttributeType.reference: {
      const referencedTypeId = Number(input.typeValue)
      if (!state.types.has(referencedTypeId)) {
        return Result.fail(refuse(400, "typeValue has to be the id of an object type"))
      }
      if (String(input.additionalValue) !== globalReferenceType.id) {
        return Result.fail(refuse(400, "additionalValue has to be the id of a reference type"))
      }
      return Result.succeed({
        ...common,
        type: AttributeType.reference,
        referencedTypeId,
        additionalValue: globalReferenceType.id
      })
    }
    case AttributeType.user: {
      const additionalValue = String(input.additionalValue ?? "SHOW_PROFILE")
      return additionalValue === "SHOW_PROFILE" || additionalValue === "HIDE_PROFILE"
        ? Result.succeed({ ...common, type: AttributeType.user, additionalValue })
        : Result.fail(refuse(400, "additionalValue has to be SHOW_PROFILE or HIDE_PROFILE"))
    }
    case AttributeType.group:
    case AttributeType.status:
      return Result.succeed({ ...common, type: input.type })
    default:
      return Result.fail(refuse(400, `Attribute type ${input.type} is not valid`))
  }
}

const addAttribute = (state: AssetsState, type: ObjectTypeRow, fields: AttributeFields): AttributeRow => {
  const row: AttributeRow = {
    id: ++state.lastId.attribute,
    objectTypeId: type.id,
    slot: fields.system === undefined || fields.system === null ? type.slots++ : -1,
    position: (type.attributes.at(-1)?.position ?? -1) + 1,
    system: null,
    description: undefined,
    label: false,
    type: AttributeType.default,
    defaultType: "Text",
    referencedTypeId: undefined,
    additionalValue: undefined,
    minimumCardinality: 0,
    maximumCardinality: 1,
    uniqueAttribute: false,
    regexValidation: "",
    options: "",
    hidden: false,
    ...fields
  }
  type.attributes = [...type.attributes, row]
  state.attributes.set(row.id, row)
  changed(state)
  indexAttribute(state, row)
  return row
}
