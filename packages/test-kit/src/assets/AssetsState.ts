/**
 * One simulated Assets workspace: schemas, object types, attributes and objects, with the indexes that keep 100,000
 * objects fast. The modules beside it change it; nothing here decides what is allowed.
 */
import type { AtlassianSwitches } from "../AtlassianSwitches.ts"
import type { AccountDirectory } from "../internal/AccountDirectory.ts"
import type { Meter } from "../Meter.ts"
import type { AttributeRow, ObjectRow, ObjectTypeRow, SchemaRow, Stored } from "./AssetsModel.ts"
import { AttributeType, valuesOf } from "./AssetsModel.ts"
import * as SearchIndex from "./SearchIndex.ts"
import * as UniqueIndex from "./UniqueIndex.ts"

export interface AssetsState {
  readonly workspaceId: string
  readonly cloudId: string
  readonly switches: AtlassianSwitches
  readonly accounts: AccountDirectory
  readonly meter: Meter
  readonly schemas: Map<number, SchemaRow>
  readonly types: Map<number, ObjectTypeRow>
  readonly attributes: Map<number, AttributeRow>
  /** By id, in order of creation. */
  readonly objects: Map<number, ObjectRow>
  readonly uniques: Map<number, UniqueIndex.UniqueIndex>
  readonly index: SearchIndex.SearchIndex
  /** Told of every change of an object, after it took effect. */
  readonly observers: Set<(change: ObjectChange) => void>
  /** The last id given out, by kind. Objects share one sequence over all schemas, as their keys do. */
  readonly lastId: { schema: number; type: number; attribute: number; object: number }
  /** Changes with every change of a schema, an object type or an attribute. */
  schemaRevision: number
}

/** `null` is an object that is not there. What follows from a deletion is the deleter's doing. */
export interface ObjectChange {
  readonly before: ObjectRow | null
  readonly after: ObjectRow | null
  readonly writer: Writer
}

/** Who writes, and when. */
export interface Writer {
  readonly accountId: string
  readonly now: number
}

export interface Options {
  readonly workspaceId: string
  readonly cloudId: string
  readonly switches: AtlassianSwitches
  readonly accounts: AccountDirectory
  readonly meter: Meter
}

export const make = (options: Options): AssetsState => ({
  ...options,
  schemas: new Map(),
  types: new Map(),
  attributes: new Map(),
  objects: new Map(),
  uniques: new Map(),
  index: SearchIndex.make(),
  observers: new Set(),
  lastId: { schema: 0, type: 0, attribute: 0, object: 0 },
  schemaRevision: 0
})

/** Keys are `SCHEMA-number`, and the number alone is the id. */
export const objectByIdOrKey = (state: AssetsState, idOrKey: string): ObjectRow | undefined => {
  const match = /^(?:([a-z][a-z0-9]*)-)?(\d+)$/i.exec(idOrKey)
  if (match === null) return undefined
  const row = state.objects.get(Number(match[2]))
  return row === undefined || match[1] === undefined || match[1].toUpperCase() === row.type.schema.key ? row : undefined
}

export const typesOfSchema = (state: AssetsState, schemaId: number): ReadonlyArray<ObjectTypeRow> =>
  Array.from(state.types.values()).filter((type) => type.schema.id === schemaId)

/** Puts a new version of an object, or nothing (`null`), in the place of the present one. */
export const replaceObject = (
  state: AssetsState,
  before: ObjectRow | null,
  after: ObjectRow | null,
  writer: Writer
): void => {
  const type = (after ?? before)?.type
  if (type === undefined) return
  for (const attribute of type.attributes) {
    const unique = state.uniques.get(attribute.id)
    if (unique === undefined) continue
    const old = before?.values[attribute.slot]
    const fresh = after?.values[attribute.slot]
    if (before !== null && after !== null && old === fresh) continue
    if (before !== null) { for (const value of valuesOf(old)) unique.remove(value, before.id) }
    if (after !== null) { for (const value of valuesOf(fresh)) unique.add(value, after.id) }
  }
  if (before === null) type.objectCount++
  if (after === null) type.objectCount--
  if (after !== null) state.objects.set(after.id, after)
  else if (before !== null) state.objects.delete(before.id)
  state.index.write(before, after, writer.now, state.switches.indexDelayMillis)
  for (const observe of state.observers) observe({ before, after, writer })
}

/** Builds or drops the index of an attribute, after it became unique or ceased to be. */
export const indexAttribute = (state: AssetsState, attribute: AttributeRow): void => {
  if (!attribute.uniqueAttribute) {
    state.uniques.delete(attribute.id)
    return
  }
  if (state.uniques.has(attribute.id)) return
  const unique = UniqueIndex.make()
  for (const row of state.objects.values()) {
    if (row.type.id !== attribute.objectTypeId) continue
    for (const value of valuesOf(row.values[attribute.slot])) unique.add(value, row.id)
  }
  state.uniques.set(attribute.id, unique)
}

/** Empties every reference to an object that is gone, as the service does. */
export const dropReferencesTo = (state: AssetsState, gone: ObjectRow, writer: Writer): void => {
  const referring = Array.from(state.attributes.values()).filter((attribute) =>
    attribute.type === AttributeType.reference && attribute.referencedTypeId === gone.type.id
  )
  const id = String(gone.id)
  for (const attribute of referring) {
    for (const row of state.objects.values()) {
      if (row.type.id !== attribute.objectTypeId) continue
      const held = valuesOf(row.values[attribute.slot])
      if (!held.includes(id)) continue
      const values = row.values.slice()
      values[attribute.slot] = stored(held.filter((value) => value !== id))
      replaceObject(state, row, { ...row, values, previous: row }, writer)
    }
  }
}

export const stored = (values: ReadonlyArray<string>): Stored => {
  const [first, second] = values
  return first === undefined ? null : second === undefined ? first : values
}
