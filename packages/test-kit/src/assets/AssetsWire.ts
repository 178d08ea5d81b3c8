/**
 * The wire shapes of Assets, as the official examples have them: which fields, in which answer, in which form. Ids are
 * texts. Shapes of schema things are kept until the schema changes; shapes of objects are built when answering.
 */
import type { IconEntry } from "./AssetsCatalogue.ts"
import { globalIcons, globalReferenceType } from "./AssetsCatalogue.ts"
import type { AttributeRow, ObjectRow, ObjectTypeRow, SchemaRow } from "./AssetsModel.ts"
import { AttributeType, defaultTypeNames, labelOf, objectKey } from "./AssetsModel.ts"
import { isRemovable } from "./AssetsSchemas.ts"
import type { AssetsState } from "./AssetsState.ts"
import { typesOfSchema } from "./AssetsState.ts"
import * as ValueWire from "./ValueWire.ts"

/** A live credential in the real service, inside the avatar of every object. It must never reach a log. */
export const mediaJwtToken = "eyJhbGciOiJub25lIn0.c2ltdWxhdGVkLW1lZGlhLXRva2Vu.never-log-this"

/** Which definitions an answer with attributes carries beside the values. */
export type Attributes = "none" | "values" | "withDefinitions"

type Shape = Readonly<Record<string, unknown>>

export interface AssetsWire {
  readonly schema: (row: SchemaRow, options: { readonly withCounts: boolean; readonly canManage: boolean }) => Shape
  readonly icon: (icon: IconEntry) => Shape
  readonly referenceType: () => Shape
  readonly objectType: (type: ObjectTypeRow, withCounts?: boolean) => Shape
  /** As in lists of attributes, with the object type that it belongs to. */
  readonly attribute: (attribute: AttributeRow) => Shape
  /** As in the answer to a search, once for all objects in it. */
  readonly searchDefinitions: (types: Iterable<ObjectTypeRow>) => ReadonlyArray<Shape>
  readonly object: (row: ObjectRow, attributes: Attributes) => Shape
  readonly objectAttributes: (row: ObjectRow) => ReadonlyArray<Shape>
}

export const make = (state: AssetsState): AssetsWire => {
  const base = `https://api.atlassian.com/ex/jira/${state.cloudId}/jsm/assets/workspace/${state.workspaceId}/v1`
  const identity = (id: number | string) => ({
    workspaceId: state.workspaceId,
    globalId: `${state.workspaceId}:${id}`,
    id: String(id)
  })
  const remember = <K extends object, A>(build: (key: K) => A): (key: K) => A => {
    let revision = state.schemaRevision
    let known = new Map<K, A>()
    return (key) => {
      if (revision !== state.schemaRevision) {
        revision = state.schemaRevision
        known = new Map()
      }
      const found = known.get(key)
      if (found !== undefined) return found
      const built = build(key)
      known.set(key, built)
      return built
    }
  }

  const icon = ({ id, name }: IconEntry, path = `icon/${id}`): Shape => ({
    id,
    name,
    url16: `${base}/${path}/icon.png?size=16`,
    url48: `${base}/${path}/icon.png?size=48`
  })
  const referenceType: Shape = {
    ...identity(globalReferenceType.id),
    ...globalReferenceType,
    url16: `${base}/config/referencetype/${globalReferenceType.id}/image.png?size=16`
  }

  const objectType = remember((type: ObjectTypeRow): Shape => ({
    ...identity(type.id),
    name: type.name,
    ...(type.description === undefined ? {} : { description: type.description }),
    icon: icon(
      globalIcons.find(({ id }) => id === type.iconId) ?? { id: type.iconId, name: "" },
      `objecttype/${type.id}`
    ),
    position: type.position,
    created: new Date(type.created).toISOString(),
    updated: new Date(type.updated).toISOString(),
    objectCount: 0,
    objectSchemaId: String(type.schema.id),
    inherited: false,
    abstractObjectType: false,
    parentObjectTypeInherited: false
  }))

  const leanType = remember(({ id, name, schema }: ObjectTypeRow): Shape => ({
    ...identity(id),
    name,
    objectSchemaId: String(schema.id)
  }))

  const kind = (attribute: AttributeRow): Shape => {
    if (attribute.type === AttributeType.default) {
      const name = attribute.defaultType ?? "Text"
      return { defaultType: { id: defaultTypeNames.indexOf(name), name } }
    }
    if (attribute.type === AttributeType.user) return { additionalValue: attribute.additionalValue, typeValueMulti: [] }
    if (attribute.type !== AttributeType.reference) return {}
    const referenced = state.types.get(attribute.referencedTypeId ?? -1)
    return {
      referenceType,
      referenceObjectTypeId: String(attribute.referencedTypeId),
      ...(referenced === undefined ? {} : { referenceObjectType: objectType(referenced) })
    }
  }
  const definition = remember((attribute: AttributeRow): Shape => ({
    ...identity(attribute.id),
    name: attribute.name,
    label: attribute.label,
    ...(attribute.description === undefined ? {} : { description: attribute.description }),
    ...kind(attribute),
    editable: attribute.system === null,
    system: attribute.system !== null,
    sortable: true,
    summable: false,
    indexed: true,
    minimumCardinality: attribute.minimumCardinality,
    maximumCardinality: attribute.maximumCardinality,
    ...(attribute.label ? { suffix: "" } : {}),
    removable: isRemovable(attribute),
    hidden: attribute.hidden,
    includeChildObjectTypes: false,
    uniqueAttribute: attribute.uniqueAttribute,
    ...(attribute.label || attribute.regexValidation !== "" ? { regexValidation: attribute.regexValidation } : {}),
    options: attribute.options,
    position: attribute.position
  }))
  const definitionInType = remember((attribute: AttributeRow): Shape => {
    const type = state.types.get(attribute.objectTypeId)
    return type === undefined ? definition(attribute) : { ...definition(attribute), objectType: objectType(type) }
  })

  const iconSizes = remember((type: ObjectTypeRow): Shape =>
    Object.fromEntries(
      [16, 48, 72, 144, 288].map((size) => [`url${size}`, `${base}/objecttype/${type.id}/icon.png?size=${size}`])
    )
  )
  const avatar = (row: ObjectRow): Shape => ({
    workspaceId: state.workspaceId,
    ...iconSizes(row.type),
    objectId: String(row.id),
    mediaClientConfig: {
      clientId: "00000000-0000-4000-8000-000000000001",
      mediaBaseUrl: "https://api.media.atlassian.com",
      mediaJwtToken,
      fileId: "00000000-0000-4000-8000-000000000002"
    }
  })
  const envelope = (row: ObjectRow, place: "outermost" | "referenced", attributes?: ReadonlyArray<Shape>): Shape => {
    const label = labelOf(row)
    const lean = state.switches.leanObjects
    return {
      ...identity(row.id),
      label,
      objectKey: objectKey(row),
      ...(lean ? {} : { avatar: avatar(row) }),
      ...(lean && place === "referenced" ? {} : { objectType: lean ? leanType(row.type) : objectType(row.type) }),
      created: new Date(row.created).toISOString(),
      updated: new Date(row.updated).toISOString(),
      hasAvatar: false,
      timestamp: row.updated,
      ...(attributes === undefined ? {} : { attributes }),
      _links: { self: `${base}/object/${row.id}` },
      name: label
    }
  }
  const valueShape = ValueWire.make(state, (row) => envelope(row, "referenced"))

  const attributesOf = (row: ObjectRow, definitions: boolean): ReadonlyArray<Shape> =>
    row.type.attributes.flatMap((attribute) => {
      const lean = state.switches.leanObjects
      if (lean && attribute.slot < 0) return []
      const values = valueShape(row, attribute)
      if (values.length === 0) return []
      const id = row.id * 1000 + attribute.position
      return [{
        ...(lean ? { id: String(id) } : identity(id)),
        ...(definitions ? { objectTypeAttribute: definition(attribute) } : {}),
        objectTypeAttributeId: String(attribute.id),
        objectAttributeValues: values,
        objectId: String(row.id)
      }]
    })

  return {
    icon: (entry) => icon(entry),
    referenceType: () => ({ ...referenceType, removable: false, objectSchemaId: null }),
    schema: (row, { canManage, withCounts }) => {
      const types = withCounts ? typesOfSchema(state, row.id) : []
      return {
        ...identity(row.id),
        name: row.name,
        objectSchemaKey: row.key,
        ...(row.description === undefined ? {} : { description: row.description }),
        status: "Ok",
        created: new Date(row.created).toISOString(),
        updated: new Date(row.updated).toISOString(),
        objectCount: types.reduce((sum, type) => sum + type.objectCount, 0),
        objectTypeCount: types.length,
        canManage
      }
    },
    objectType: (type, withCounts) =>
      withCounts === true ? { ...objectType(type), objectCount: type.objectCount } : objectType(type),
    attribute: (attribute) => ({ ...definitionInType(attribute), type: attribute.type }),
    searchDefinitions: (types) =>
      state.switches.leanObjects ? [] : Array.from(types, (type) => type.attributes.map(definitionInType)).flat(),
    object: (row, attributes) =>
      envelope(
        row,
        "outermost",
        attributes === "none" ? undefined : attributesOf(row, attributes === "withDefinitions")
      ),
    objectAttributes: (row) => attributesOf(row, true)
  }
}
