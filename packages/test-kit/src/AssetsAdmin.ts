/**
 * What an administrator does to Assets by hand, for tests: objects and attributes by name, outside every limit and
 * switch about callers. The rules for values are the same as for requests, and a refusal is the failure.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { AttributeRow, ObjectRow, ObjectTypeRow } from "./assets/AssetsModel.ts"
import { objectKey, valuesOf } from "./assets/AssetsModel.ts"
import * as AssetsObjects from "./assets/AssetsObjects.ts"
import * as AssetsSchemas from "./assets/AssetsSchemas.ts"
import type { AssetsState, ObjectChange as Change, Writer } from "./assets/AssetsState.ts"
import type { AtlassianRefusal } from "./AtlassianRefusal.ts"
import { notFound, refuse } from "./AtlassianRefusal.ts"

/** Values by attribute name, Name included. References are ids or keys when written, ids when read. */
export type Values = Readonly<Record<string, string | ReadonlyArray<string>>>

export interface AssetsObject {
  readonly id: string
  readonly objectKey: string
  readonly objectSchemaKey: string
  readonly objectType: string
  /** Attributes without a value are absent. */
  readonly values: Values
  /** Milliseconds of Effect's Clock. */
  readonly created: number
  readonly updated: number
  /** The account that wrote it last. */
  readonly updatedBy: string
  /** How often it was written, its creation included. */
  readonly writes: number
}

/** A schema of somebody else. */
export interface ForeignSchema {
  readonly name: string
  readonly objectSchemaKey: string
  readonly objectTypes: ReadonlyArray<{
    readonly name: string
    readonly attributes?: ReadonlyArray<AssetsSchemas.AttributeInput>
    readonly objects?: ReadonlyArray<Values>
  }>
}

/** One change of an object that took effect, whoever made it. */
export interface ObjectChange {
  readonly id: string
  readonly objectType: string
  readonly objectSchemaKey: string
  /** The values before and after by attribute name; `undefined` where there was, or is, no object. */
  readonly before: Values | undefined
  readonly after: Values | undefined
  /** The account that did it; links to a deleted object are emptied by its deleter. */
  readonly accountId: string
  /** Milliseconds of Effect's Clock. */
  readonly at: number
}

export type Attempt<A> = Effect.Effect<A, AtlassianRefusal>

export interface AssetsAdmin {
  /** Every object, or those of an object type, by name, in order of creation. */
  readonly objects: (objectType?: string) => ReadonlyArray<AssetsObject>
  readonly object: (id: string) => AssetsObject | undefined
  readonly schemas: () => ReadonlyArray<
    { readonly id: string; readonly name: string; readonly objectSchemaKey: string }
  >
  /** Calls back with every change of an object, once it took effect; the returned function ends that. */
  readonly observe: (observer: (change: ObjectChange) => void) => () => void
  readonly attributeNames: (objectType: string) => ReadonlyArray<string>
  readonly createObject: (objectType: string, values: Values) => Attempt<AssetsObject>
  /** Changes the named attributes; an empty list clears one. */
  readonly editObject: (id: string, values: Values) => Attempt<AssetsObject>
  readonly deleteObject: (id: string) => Attempt<void>
  readonly addSchema: (schema: ForeignSchema) => Attempt<void>
  readonly createAttribute: (objectType: string, attribute: AssetsSchemas.AttributeInput) => Attempt<void>
  readonly renameAttribute: (objectType: string, from: string, to: string) => Attempt<void>
  readonly removeAttribute: (objectType: string, name: string) => Attempt<void>
  /** Its id stays; its values stay only between kinds of plain values. */
  readonly retypeAttribute: (
    objectType: string,
    name: string,
    kind: Pick<AssetsSchemas.AttributeInput, "type" | "defaultTypeId" | "typeValue" | "additionalValue">
  ) => Attempt<void>
}

/** `accountId` is the administrator who shows up as the author. */
export const make = (state: AssetsState, accountId: string): AssetsAdmin => {
  // Types by name over all schemas; tests that need two of one name tell them apart by schema.
  const typeNamed = (name: string): Result.Result<ObjectTypeRow, AtlassianRefusal> => {
    const found = Array.from(state.types.values()).find((type) => type.name === name)
    return found === undefined ? Result.fail(notFound("Object type", name)) : Result.succeed(found)
  }
  const attributeNamed = (type: ObjectTypeRow, name: string): Result.Result<AttributeRow, AtlassianRefusal> => {
    const found = type.attributes.find((attribute) => attribute.name === name)
    return found === undefined ? Result.fail(notFound("Attribute", name)) : Result.succeed(found)
  }
  const inputs = (type: ObjectTypeRow, values: Values) =>
    Result.all(
      Object.entries(values).map(([name, value]) =>
        Result.map(attributeNamed(type, name), (attribute): AssetsObjects.AttributeInput => ({
          attributeId: attribute.id,
          values: valuesOf(value)
        }))
      )
    )
  const attempt = <A>(act: (writer: Writer) => Result.Result<A, AtlassianRefusal>): Attempt<A> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => Effect.fromResult(act({ accountId, now })))
  const create = (type: ObjectTypeRow, values: Values, writer: Writer) =>
    Result.flatMap(inputs(type, values), (given) => AssetsObjects.create(state, type.id, given, writer))
  const withAttribute = <A>(
    objectType: string,
    name: string,
    act: (type: ObjectTypeRow, attribute: AttributeRow) => Result.Result<A, AtlassianRefusal>
  ): Attempt<void> =>
    attempt(() =>
      Result.gen(function*() {
        const type = yield* typeNamed(objectType)
        yield* act(type, yield* attributeNamed(type, name))
      })
    )

  return {
    objects: (objectType) =>
      Array.from(state.objects.values())
        .filter((row) => objectType === undefined || row.type.name === objectType)
        .map(view),
    object: (id) => {
      const row = state.objects.get(Number(id))
      return row === undefined ? undefined : view(row)
    },
    schemas: () =>
      Array.from(state.schemas.values(), ({ id, key, name }) => ({ id: String(id), name, objectSchemaKey: key })),
    observe: (observer) => {
      const told = (change: Change) => observer(changeView(change))
      state.observers.add(told)
      return () => {
        state.observers.delete(told)
      }
    },
    attributeNames: (objectType) =>
      Array.from(state.types.values())
        .find((type) => type.name === objectType)
        ?.attributes.map((attribute) => attribute.name) ?? [],
    createObject: (objectType, values) =>
      attempt((writer) =>
        Result.map(Result.flatMap(typeNamed(objectType), (type) => create(type, values, writer)), view)
      ),
    editObject: (id, values) =>
      attempt((writer) =>
        Result.gen(function*() {
          const row = state.objects.get(Number(id))
          if (row === undefined) return yield* Result.fail(notFound("Object", id))
          const given = yield* inputs(row.type, values)
          return view(yield* AssetsObjects.update(state, row.id, given, writer))
        })
      ),
    deleteObject: (id) => Effect.asVoid(attempt((writer) => AssetsObjects.remove(state, Number(id), writer))),
    addSchema: (schema) =>
      attempt((writer) =>
        Result.gen(function*() {
          const { id } = yield* AssetsSchemas.createSchema(state, schema, writer.now)
          for (const { attributes = [], name, objects = [] } of schema.objectTypes) {
            const input = { name, iconId: "13", objectSchemaId: id }
            const type = yield* AssetsSchemas.createObjectType(state, input, writer.now)
            for (const attribute of attributes) yield* AssetsSchemas.createAttribute(state, type.id, attribute)
            for (const values of objects) yield* create(type, values, writer)
          }
        })
      ),
    createAttribute: (objectType, attribute) =>
      attempt(() =>
        Result.map(
          Result.flatMap(typeNamed(objectType), (type) => AssetsSchemas.createAttribute(state, type.id, attribute)),
          () => undefined
        )
      ),
    renameAttribute: (objectType, from, to) =>
      withAttribute(
        objectType,
        from,
        (type, { id }) => AssetsSchemas.updateAttribute(state, type.id, id, { name: to })
      ),
    removeAttribute: (objectType, name) =>
      withAttribute(objectType, name, (_, { id }) => AssetsSchemas.removeAttribute(state, id)),
    retypeAttribute: (objectType, name, kind) =>
      withAttribute(objectType, name, (type, { id, system }) =>
        system === null
          ? AssetsSchemas.updateAttribute(state, type.id, id, kind)
          : Result.fail(refuse(400, `${name} is not editable`)))
  }
}

const view = (row: ObjectRow): AssetsObject => {
  let writes = 0
  for (let version: ObjectRow | null = row; version !== null; version = version.previous) writes++
  return {
    id: String(row.id),
    objectKey: objectKey(row),
    objectSchemaKey: row.type.schema.key,
    objectType: row.type.name,
    values: valuesByName(row),
    created: row.created,
    updated: row.updated,
    updatedBy: row.actor,
    writes
  }
}

const valuesByName = (row: ObjectRow): Values =>
  Object.fromEntries(
    row.type.attributes.flatMap((attribute) => {
      const value = attribute.slot < 0 ? null : row.values[attribute.slot] ?? null
      return value === null ? [] : [[attribute.name, value] as const]
    })
  )

/** Under the names that attributes have now. */
const changeView = ({ after, before, writer }: Change): ObjectChange => {
  const row = after ?? before
  return {
    id: String(row?.id),
    objectType: row?.type.name ?? "",
    objectSchemaKey: row?.type.schema.key ?? "",
    before: before === null ? undefined : valuesByName(before),
    after: after === null ? undefined : valuesByName(after),
    accountId: writer.accountId,
    at: writer.now
  }
}
