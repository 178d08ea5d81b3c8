/** Makes the type "Sync status" in our schema, or finds it there. It never removes anything. */
import * as Effect from "effect/Effect"
import * as Record from "effect/Record"
import { AssetsError } from "./AssetsError.ts"
import { AssetsSchemaClient } from "./AssetsSchemaClient.ts"
import type { DirectoryIds } from "./DirectoryDefinition.ts"
import { bestOf, byId, byName, orElseFound } from "./internal/SchemaParts.ts"
import {
  hasStatusType,
  statusAttributeIn,
  statusAttributeName,
  statusIconNames,
  StatusIds,
  statusTypeDefinition
} from "./StatusDefinition.ts"

/** Which schema, and who is there that is no "Sync status" whatever it is called. */
export type Directory = Pick<DirectoryIds, "workspaceId" | "schemaId" | "objectTypeId">

/**
 * The ids of the type and its attributes, which exist afterwards. What was known is known by its id, so that it may be
 * renamed; all else by its name. What is missing is made; the type only if `mayMake` does not fail.
 */
export const ensure = Effect.fn("StatusSchema.ensure")(function*(
  { objectTypeId: employeeTypeId, schemaId, workspaceId }: Directory,
  known: StatusIds | undefined,
  mayMake: Effect.Effect<void, AssetsError>
): Effect.fn.Return<StatusIds, AssetsError, AssetsSchemaClient> {
  const client = yield* AssetsSchemaClient
  const types = Effect.map(
    client.types(workspaceId, schemaId),
    (list) => list.filter(({ id }) => id !== employeeTypeId)
  )
  const present = yield* types
  const type = byId(present, known === undefined ? undefined : { id: known.objectTypeId }) ??
    byName(present, statusTypeDefinition.name) ??
    (yield* orElseFound(
      Effect.flatMap(
        Effect.andThen(mayMake, bestOf(client.icons(workspaceId), statusIconNames)),
        (icon) => client.createType(workspaceId, { ...statusTypeDefinition, iconId: icon.id, objectSchemaId: schemaId })
      ),
      Effect.map(types, (list) => byName(list, statusTypeDefinition.name))
    ))
  const attributes = client.attributes(workspaceId, type.id)
  const there = yield* attributes
  const label = there.find((attribute) => attribute.label === true) ?? byName(there, "Name")
  if (label === undefined) return yield* failure("AttributeRemoved", "Name")
  const ids = yield* Effect.all(Record.map(StatusIds.fields.attributes.fields, (_, key) =>
    Effect.gen(function*() {
      const name = statusAttributeName(key)
      const id = known?.attributes[key]
      const attribute = byId(there, id === undefined ? undefined : { id }) ?? byName(there, name) ??
        (yield* orElseFound(
          client.createAttribute(workspaceId, type.id, statusAttributeIn(key)),
          Effect.map(attributes, (list) => byName(list, name))
        ))
      return hasStatusType(key, attribute) ? attribute.id : yield* failure("AttributeRetyped", attribute.name)
    })))
  return { workspaceId, schemaId, objectTypeId: type.id, name: label.id, attributes: ids }
})

const failure = (_tag: "AttributeRemoved" | "AttributeRetyped", name: string) =>
  Effect.fail(new AssetsError({ operation: "set up the type of the status object", reason: { _tag, name } }))
