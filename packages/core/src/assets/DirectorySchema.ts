/**
 * Makes our object schema on a site, or finds it there. `ensure` creates what is missing, goes on where a killed
 * attempt stopped, and may run twice at once; `verify` and `inspect` only look. None ever removes anything.
 */
import * as Effect from "effect/Effect"
import * as Record from "effect/Record"
import * as Struct from "effect/Struct"
import { type AttributeKey, attributeNames } from "../model/Employee.ts"
import { AssetsError, type AssetsReason } from "./AssetsError.ts"
import type { ObjectSchema, ObjectType, ObjectTypeAttribute, ObjectTypeAttributeIn } from "./AssetsPayload.ts"
import { AssetsSchemaClient } from "./AssetsSchemaClient.ts"
import {
  attributeIn,
  type DirectoryIds,
  hasOurType,
  iconNames,
  isBinding,
  type KnownAttribute,
  mustBeUnique,
  referenceTypeName,
  schemaDefinition,
  typeDefinition
} from "./DirectoryDefinition.ts"
import { bestOf, byId, byName, orElseFound } from "./internal/SchemaParts.ts"

type Client = AssetsSchemaClient["Service"]

/**
 * The ids of our schema, type and attributes, which exist afterwards. With the ids of an earlier time, attributes are
 * known by them: a renamed one is followed, a removed or retyped one is an error. If that schema or type is gone, or
 * without earlier ids, ours is the schema with the key ENTRA **and** the name Entra Directory, attributes are known by
 * their names, and a missing one is made unless it ties the records that are there to people. `mend`: the same for what
 * is missing beside earlier ids.
 */
export const ensure = Effect.fn("DirectorySchema.ensure")(function*(
  stored?: DirectoryIds,
  { mend = false }: { readonly mend?: boolean } = {}
): Effect.fn.Return<DirectoryIds, AssetsError, AssetsSchemaClient> {
  const client = yield* AssetsSchemaClient
  const workspaceId = stored?.workspaceId ?? (yield* client.workspace)
  const schemaId = yield* ensureSchema(client, workspaceId, stored)
  const objectTypeId = yield* ensureType(client, workspaceId, schemaId, stored)
  const site = { workspaceId, schemaId, objectTypeId }
  const known = stored?.schemaId === schemaId && stored.objectTypeId === objectTypeId ? stored : undefined
  const attributes = yield* ensureAttributes(client, site, { known, mend })
  return directoryIds(site, attributes)
})

/** The same check without creating anything, and the attributes' present names. One request. */
export const verify = Effect.fn("DirectorySchema.verify")(function*(
  ids: DirectoryIds
): Effect.fn.Return<DirectoryIds, AssetsError, AssetsSchemaClient> {
  const client = yield* AssetsSchemaClient
  const present = yield* client.attributes(ids.workspaceId, ids.objectTypeId)
  const name = yield* find(present, ids.name)
  const attributes = yield* forEachAttribute((key) => findOf(key, present, ids))
  yield* checkTypes(attributes, ids.objectTypeId)
  for (const key of attributeKeys) {
    if (mustBeUnique(key) && attributes[key].uniqueAttribute === false) {
      return yield* failure("AttributeNotUnique", attributes[key].name)
    }
  }
  return directoryIds(ids, { name, attributes })
})

/** An attribute that is not as it was made. */
export interface Damage {
  /** As it was last called. */
  readonly attribute: string
  /** `bindingRemoved`: removed, or renamed where nothing remembers its id, and it ties records to people. */
  readonly damage: "removed" | "bindingRemoved" | "retyped" | "notUnique"
}

interface Looked {
  readonly workspaceId: string
  readonly schemaId: string
  /** Whether the caller may change the schema; `null` when Assets does not say. */
  readonly canManage: boolean | null
}

/** To count records by; `entraUserId` is `null` when there is no such attribute. */
interface Records {
  readonly objectTypeId: string
  readonly entraUserId: KnownAttribute | null
}

export type Inspection =
  /** The caller sees neither our schema nor another one with its key. */
  | { readonly _tag: "Nothing"; readonly workspaceId: string }
  /** Another schema has our key. */
  | { readonly _tag: "Foreign"; readonly workspaceId: string; readonly key: string; readonly name: string }
  /** Our schema is there, and our type is not. */
  | { readonly _tag: "Unfinished" } & Looked
  /** The schema that the ids are of, with all that belongs to it. */
  | { readonly _tag: "Ours" } & Looked & Records
  /** Our schema by key and names. `missing`: the names of attributes that `ensure` would make. */
  | { readonly _tag: "Adoptable"; readonly missing: ReadonlyArray<string> } & Looked & Records
  /** `isKnown`: the ids are of this schema. */
  | { readonly _tag: "Damaged"; readonly isKnown: boolean; readonly damages: ReadonlyArray<Damage> } & Looked

/** What the caller sees of our schema. Changes nothing; three requests, and more where there are many schemas. */
export const inspect = Effect.fn("DirectorySchema.inspect")(function*(
  stored?: DirectoryIds
): Effect.fn.Return<Inspection, AssetsError, AssetsSchemaClient> {
  const client = yield* AssetsSchemaClient
  const workspaceId = yield* client.workspace
  const known = stored?.workspaceId === workspaceId ? stored : undefined
  const { name, objectSchemaKey: key } = schemaDefinition
  const schemas = yield* client.schemas(workspaceId)
  const schema = schemas.find(({ id }) => id === known?.schemaId) ?? schemas.find((one) => one.objectSchemaKey === key)
  if (schema === undefined) return { _tag: "Nothing", workspaceId }
  if (schema.id !== known?.schemaId && schema.name !== name) {
    return { _tag: "Foreign", workspaceId, key, name: schema.name }
  }
  const looked = { workspaceId, schemaId: schema.id, canManage: schema.canManage ?? null }
  const type = ourType(yield* client.types(workspaceId, schema.id), known)
  if (type === undefined) return { _tag: "Unfinished", ...looked }
  const present = yield* client.attributes(workspaceId, type.id)
  return known?.schemaId === schema.id && known.objectTypeId === type.id
    ? inspectKnown(looked, known, present)
    : inspectNamed(looked, type.id, present)
})

const inspectKnown = (looked: Looked, known: DirectoryIds, present: ReadonlyArray<ObjectTypeAttribute>): Inspection => {
  const { objectTypeId } = known
  const damages = attributeKeys.flatMap((key): ReadonlyArray<Damage> => {
    const attribute = byId(present, known.attributes[key])
    if (attribute === undefined) {
      return [{ attribute: known.attributes[key].name, damage: isBinding(key) ? "bindingRemoved" : "removed" }]
    }
    const { name, uniqueAttribute } = attribute
    if (!hasOurType(key, attribute, objectTypeId)) return [{ attribute: name, damage: "retyped" }]
    return mustBeUnique(key) && uniqueAttribute === false ? [{ attribute: name, damage: "notUnique" }] : []
  })
  const label: ReadonlyArray<Damage> = byId(present, known.name) === undefined
    ? [{ attribute: known.name.name, damage: "removed" }]
    : []
  const entraUserId = byId(present, known.attributes.entraUserId)
  return label.length + damages.length > 0
    ? { _tag: "Damaged", ...looked, isKnown: true, damages: [...label, ...damages] }
    : { _tag: "Ours", ...looked, objectTypeId, entraUserId: entraUserId === undefined ? null : idAndName(entraUserId) }
}

const inspectNamed = (
  looked: Looked,
  objectTypeId: string,
  present: ReadonlyArray<ObjectTypeAttribute>
): Inspection => {
  const found = Record.map(attributeNames, (name) => byName(present, name))
  const gone = removedBindings(found)
  const damages = attributeKeys.flatMap((key): ReadonlyArray<Damage> => {
    const attribute = found[key]
    if (attribute === undefined) {
      return gone.includes(key) ? [{ attribute: attributeNames[key], damage: "bindingRemoved" }] : []
    }
    return hasOurType(key, attribute, objectTypeId) ? [] : [{ attribute: attribute.name, damage: "retyped" }]
  })
  if (damages.length > 0) return { _tag: "Damaged", ...looked, isKnown: false, damages }
  return {
    _tag: "Adoptable",
    ...looked,
    objectTypeId,
    entraUserId: found.entraUserId === undefined ? null : idAndName(found.entraUserId),
    missing: attributeKeys.filter((key) => found[key] === undefined).map((key) => attributeNames[key])
  }
}

const ensureSchema = Effect.fnUntraced(function*(client: Client, workspaceId: string, stored?: DirectoryIds) {
  const present = yield* client.schemas(workspaceId)
  const ours = present.find((schema) => schema.id === stored?.schemaId) ?? (yield* findOurs(present))
  if (ours !== undefined) return ours.id
  const created = yield* orElseFound(
    client.createSchema(workspaceId, schemaDefinition),
    Effect.flatMap(client.schemas(workspaceId), (now) => Effect.flatMap(findOurs(now), orNameTaken(now)))
  )
  return created.id
})

/** Our schema has both our key and our name; the key alone belongs to somebody else. */
const findOurs = (schemas: ReadonlyArray<ObjectSchema>): Effect.Effect<ObjectSchema | undefined, AssetsError> => {
  const { name, objectSchemaKey: key } = schemaDefinition
  const schema = schemas.find((schema) => schema.objectSchemaKey === key)
  return schema === undefined || schema.name === name
    ? Effect.succeed(schema)
    : Effect.fail(setupError({ _tag: "SchemaKeyTaken", key, name: schema.name }))
}

/** Says why our schema can be neither found nor made, when it is its name. */
const orNameTaken = (schemas: ReadonlyArray<ObjectSchema>) => (ours: ObjectSchema | undefined) => {
  const namesake = byName(schemas, schemaDefinition.name)
  return ours !== undefined || namesake === undefined
    ? Effect.succeed(ours)
    : Effect.fail(setupError({ _tag: "SchemaNameTaken", key: namesake.objectSchemaKey, name: namesake.name }))
}

const ensureType = Effect.fnUntraced(function*(
  client: Client,
  workspaceId: string,
  schemaId: string,
  stored?: DirectoryIds
) {
  const present = yield* client.types(workspaceId, schemaId)
  const ours = ourType(present, stored)
  if (ours !== undefined) return ours.id
  const icon = yield* bestOf(client.icons(workspaceId), iconNames)
  const created = yield* orElseFound(
    client.createType(workspaceId, { ...typeDefinition, iconId: icon.id, objectSchemaId: schemaId }),
    Effect.map(client.types(workspaceId, schemaId), (types) => byName(types, typeDefinition.name))
  )
  return created.id
})

const ourType = (types: ReadonlyArray<ObjectType>, known: DirectoryIds | undefined): ObjectType | undefined =>
  types.find(({ id }) => id === known?.objectTypeId) ?? byName(types, typeDefinition.name)

interface Site {
  readonly workspaceId: string
  readonly schemaId: string
  readonly objectTypeId: string
}

type Attributes = { readonly [key in AttributeKey]: ObjectTypeAttribute }

const ensureAttributes = Effect.fnUntraced(function*(
  client: Client,
  { workspaceId, schemaId, objectTypeId }: Site,
  { known, mend }: { readonly known: DirectoryIds | undefined; readonly mend: boolean }
) {
  const present = yield* client.attributes(workspaceId, objectTypeId)
  const named = namedBeside(known)
  const create = Effect.fnUntraced(function*(key: AttributeKey) {
    const referenceTypeId = key === "manager"
      ? (yield* bestOf(client.referenceTypes(workspaceId, schemaId), [referenceTypeName])).id
      : ""
    return yield* orElseFound(
      client.createAttribute(workspaceId, objectTypeId, attributeIn(key, { objectTypeId, referenceTypeId })),
      Effect.map(client.attributes(workspaceId, objectTypeId), (now) => named(now, key))
    )
  })

  // Everything that is there is looked at before anything is made.
  const found = yield* forEachAttribute((key) =>
    known === undefined || (mend && !isBinding(key))
      ? Effect.succeed(byId(present, known?.attributes[key]) ?? named(present, key))
      : findOf(key, present, known)
  )
  yield* checkTypes(found, objectTypeId)
  yield* checkBindings(found)
  const name = known === undefined || mend
    ? byId(present, known?.name) ?? present.find(isLabel) ?? (yield* failure("AttributeRemoved", "Name"))
    : yield* find(present, known.name)

  const attributes = yield* forEachAttribute((key) => {
    const attribute = found[key]
    return attribute === undefined ? create(key) : Effect.succeed(attribute)
  })
  // Another attempt may have made them otherwise in the meantime.
  yield* checkTypes(attributes, objectTypeId)

  const setUnique = (attribute: ObjectTypeAttribute, uniqueAttribute: boolean) =>
    attribute.uniqueAttribute === undefined || attribute.uniqueAttribute === uniqueAttribute
      ? Effect.void
      : client.updateAttribute(workspaceId, objectTypeId, attribute.id, { ...unchanged(attribute), uniqueAttribute })
  // Two people may have one name.
  yield* setUnique(name, false)
  for (const key of attributeKeys) {
    if (mustBeUnique(key)) {
      yield* Effect.catchReason(
        setUnique(attributes[key], true),
        "AssetsError",
        "Rejected",
        () => failure("ValuesNotUnique", attributes[key].name)
      )
    }
  }
  return { name, attributes }
})

/** One after the other, so that an attempt that is killed leaves a beginning of the list. */
const forEachAttribute = <A, E>(f: (key: AttributeKey) => Effect.Effect<A, E>) =>
  Effect.all(Record.map(attributeNames, (_, key) => f(key)))

const attributeKeys = Struct.keys(attributeNames)

type Found = { readonly [key in AttributeKey]: ObjectTypeAttribute | undefined }

const checkTypes = (attributes: Found, objectTypeId: string): Effect.Effect<void, AssetsError> => {
  for (const key of attributeKeys) {
    const attribute = attributes[key]
    if (attribute !== undefined && !hasOurType(key, attribute, objectTypeId)) {
      return failure("AttributeRetyped", attribute.name)
    }
  }
  return Effect.void
}

/** Attributes are made in their order: one that is missing while a later one is there was removed, or renamed. */
const removedBindings = (attributes: Found): ReadonlyArray<AttributeKey> => {
  const last = attributeKeys.findLastIndex((key) => attributes[key] !== undefined)
  return attributeKeys.slice(0, Math.max(0, last)).filter((key) => isBinding(key) && attributes[key] === undefined)
}

const checkBindings = (attributes: Found): Effect.Effect<void, AssetsError> => {
  const [missing] = removedBindings(attributes)
  return missing === undefined ? Effect.void : failure("BindingRemoved", attributeNames[missing])
}

const find = (
  present: ReadonlyArray<ObjectTypeAttribute>,
  known: KnownAttribute,
  removed: "AttributeRemoved" | "BindingRemoved" = "AttributeRemoved"
): Effect.Effect<ObjectTypeAttribute, AssetsError> => {
  const attribute = byId(present, known)
  return attribute === undefined ? failure(removed, known.name) : Effect.succeed(attribute)
}

const findOf = (key: AttributeKey, present: ReadonlyArray<ObjectTypeAttribute>, { attributes }: DirectoryIds) =>
  find(present, attributes[key], isBinding(key) ? "BindingRemoved" : "AttributeRemoved")

const isLabel = ({ label }: ObjectTypeAttribute) => label === true

/** By our name, unless it is one that is known as another one, and was renamed. */
const namedBeside = (known: DirectoryIds | undefined) => {
  const taken = new Set(known === undefined ? [] : Record.values(known.attributes).map(({ id }) => id))
  return (present: ReadonlyArray<ObjectTypeAttribute>, key: AttributeKey) =>
    byName(present.filter(({ id }) => !taken.has(id)), attributeNames[key])
}

/** Everything that a PUT might otherwise set back to its default. */
const unchanged = (attribute: ObjectTypeAttribute): ObjectTypeAttributeIn => ({
  name: attribute.name,
  type: attribute.type,
  ...(attribute.label === undefined ? {} : { label: attribute.label }),
  ...(attribute.description == null ? {} : { description: attribute.description }),
  ...(attribute.defaultType == null ? {} : { defaultTypeId: attribute.defaultType.id }),
  ...(attribute.minimumCardinality === undefined ? {} : { minimumCardinality: attribute.minimumCardinality }),
  ...(attribute.maximumCardinality === undefined ? {} : { maximumCardinality: attribute.maximumCardinality })
})

const setupError = (reason: AssetsReason) => new AssetsError({ operation: "set up the object schema", reason })

const failure = (
  _tag: "AttributeRemoved" | "BindingRemoved" | "AttributeRetyped" | "AttributeNotUnique" | "ValuesNotUnique",
  name: string
) => Effect.fail(setupError({ _tag, name }))

const directoryIds = (
  { workspaceId, schemaId, objectTypeId }: Site,
  { name, attributes }: { readonly name: ObjectTypeAttribute; readonly attributes: Attributes }
): DirectoryIds => ({
  workspaceId,
  schemaId,
  objectTypeId,
  name: idAndName(name),
  attributes: Record.map(attributes, idAndName)
})

const idAndName = ({ id, name }: ObjectTypeAttribute): KnownAttribute => ({ id, name })
