/**
 * The operations of Assets on schemas, object types, attributes and configuration.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Caller } from "../AtlassianCallers.ts"
import { notFound } from "../AtlassianRefusal.ts"
import { canManage } from "../internal/AssetsRole.ts"
import type { Endpoint } from "../internal/AtlassianEndpoint.ts"
import { created, ok, plain, wholeNumber, withBody } from "../internal/AtlassianEndpoint.ts"
import { globalIcons, globalStatuses } from "./AssetsCatalogue.ts"
import { allAttributes } from "./AssetsModel.ts"
import * as AssetsSchemas from "./AssetsSchemas.ts"
import type { AssetsState } from "./AssetsState.ts"
import { typesOfSchema } from "./AssetsState.ts"
import type { AssetsWire } from "./AssetsWire.ts"

/** Ids are texts on the wire; numbers are accepted too. */
const Id = Schema.Union([Schema.String, Schema.Finite])
const Text = Schema.optionalKey(Schema.String)

const SchemaIn = Schema.Struct({ name: Schema.String, objectSchemaKey: Schema.String, description: Text })
const ObjectTypeIn = Schema.Struct({
  name: Schema.String,
  iconId: Id,
  objectSchemaId: Id,
  description: Text,
  parentObjectTypeId: Schema.optionalKey(Id)
})
const ObjectTypeChange = Schema.Struct({ name: Text, iconId: Schema.optionalKey(Id), description: Text })

const attributeOptions = {
  description: Text,
  defaultTypeId: Schema.optionalKey(Schema.Finite),
  typeValue: Schema.optionalKey(Id),
  additionalValue: Schema.optionalKey(Id),
  minimumCardinality: Schema.optionalKey(Schema.Finite),
  maximumCardinality: Schema.optionalKey(Schema.Finite),
  uniqueAttribute: Schema.optionalKey(Schema.Boolean),
  regexValidation: Text,
  options: Text,
  hidden: Schema.optionalKey(Schema.Boolean)
}
const AttributeIn = Schema.Struct({ name: Schema.String, type: Schema.Finite, ...attributeOptions })
const AttributeChange = Schema.Struct({ name: Text, type: Schema.optionalKey(Schema.Finite), ...attributeOptions })

export const endpoints = (state: AssetsState, wire: AssetsWire): ReadonlyArray<Endpoint> => {
  const schema = (id: string | undefined) => known("Object schema", state.schemas, id)
  const type = (id: string | undefined) => known("Object type", state.types, id)
  const managed = (caller: Caller) => canManage(state.switches, caller)
  const flag = (query: URLSearchParams, name: string) => query.get(name) === "true"
  return [
    {
      name: "assets.schemaList",
      method: "GET",
      path: "objectschema/list",
      scope: "read:cmdb-schema:jira",
      answer: plain(({ caller, query }) =>
        Result.gen(function*() {
          const startAt = yield* wholeNumber(query, "startAt", 0)
          const maxResults = yield* wholeNumber(query, "maxResults", 25)
          const all = Array.from(state.schemas.values())
          const values = all.slice(startAt, startAt + maxResults)
          const isLast = startAt + values.length >= all.length
          return ok({
            startAt,
            maxResults,
            total: all.length,
            values: values.map((row) =>
              wire.schema(row, { withCounts: flag(query, "includeCounts"), canManage: managed(caller) })
            ),
            isLast,
            last: isLast
          })
        })
      )
    },
    {
      name: "assets.schemaCreate",
      method: "POST",
      path: "objectschema/create",
      scope: "write:cmdb-schema:jira",
      answer: withBody(
        SchemaIn,
        (input, { caller, now }) =>
          Result.map(
            AssetsSchemas.createSchema(state, input, now),
            (row) => created(wire.schema(row, { withCounts: true, canManage: managed(caller) }))
          )
      )
    },
    {
      name: "assets.schema",
      method: "GET",
      path: "objectschema/:id",
      scope: "read:cmdb-schema:jira",
      answer: plain(({ caller, ids: [id] }) =>
        Result.map(schema(id), (row) => ok(wire.schema(row, { withCounts: true, canManage: managed(caller) })))
      )
    },
    ...["objecttypes", "objecttypes/flat"].map((path): Endpoint => ({
      name: "assets.schemaObjectTypes",
      method: "GET",
      path: `objectschema/:id/${path}`,
      scope: "read:cmdb-type:jira",
      answer: plain(({ ids: [id], query }) =>
        Result.map(
          schema(id),
          (row) =>
            ok(typesOfSchema(state, row.id).map((type) => wire.objectType(type, flag(query, "includeObjectCounts"))))
        )
      )
    })),
    {
      name: "assets.schemaAttributes",
      method: "GET",
      path: "objectschema/:id/attributes",
      scope: "read:cmdb-attribute:jira",
      answer: plain(({ ids: [id], query }) =>
        Result.map(schema(id), (row) =>
          ok(
            allAttributes(typesOfSchema(state, row.id))
              .filter((attribute) => attribute.system === null || !flag(query, "onlyValueEditable"))
              .map(wire.attribute)
          ))
      )
    },
    {
      name: "assets.objectTypeCreate",
      method: "POST",
      path: "objecttype/create",
      scope: "write:cmdb-type:jira",
      answer: withBody(ObjectTypeIn, (input, { now }) =>
        Result.map(
          AssetsSchemas.createObjectType(
            state,
            { ...input, iconId: String(input.iconId), objectSchemaId: Number(input.objectSchemaId) },
            now
          ),
          (type) => created(wire.objectType(type))
        ))
    },
    {
      name: "assets.objectType",
      method: "GET",
      path: "objecttype/:id",
      scope: "read:cmdb-type:jira",
      answer: plain(({ ids: [id] }) => Result.map(type(id), (type) => ok(wire.objectType(type))))
    },
    {
      name: "assets.objectTypeUpdate",
      method: "PUT",
      path: "objecttype/:id",
      scope: "write:cmdb-type:jira",
      answer: withBody(ObjectTypeChange, ({ iconId, ...input }, { ids: [id], now }) =>
        Result.map(
          AssetsSchemas.updateObjectType(
            state,
            Number(id),
            { ...input, iconId: iconId === undefined ? undefined : String(iconId) },
            now
          ),
          (type) => ok(wire.objectType(type))
        ))
    },
    {
      name: "assets.objectTypeAttributes",
      method: "GET",
      path: "objecttype/:id/attributes",
      scope: "read:cmdb-attribute:jira",
      limit: 2000,
      answer: plain(({ ids: [id], query }) =>
        Result.map(type(id), (type) =>
          ok(
            type.attributes
              .filter((attribute) => attribute.system === null || !flag(query, "onlyValueEditable"))
              .map(wire.attribute)
          ))
      )
    },
    {
      name: "assets.attributeCreate",
      method: "POST",
      path: "objecttypeattribute/:id",
      scope: "write:cmdb-attribute:jira",
      answer: withBody(
        AttributeIn,
        (input, { ids: [typeId] }) =>
          Result.map(AssetsSchemas.createAttribute(state, Number(typeId), input), (row) => created(wire.attribute(row)))
      )
    },
    {
      name: "assets.attributeUpdate",
      method: "PUT",
      path: "objecttypeattribute/:id/:id",
      scope: "write:cmdb-attribute:jira",
      answer: withBody(AttributeChange, (input, { ids: [typeId, id] }) =>
        Result.map(
          AssetsSchemas.updateAttribute(state, Number(typeId), Number(id), input),
          (row) => ok(wire.attribute(row))
        ))
    },
    {
      name: "assets.attributeDelete",
      method: "DELETE",
      path: "objecttypeattribute/:id",
      scope: "delete:cmdb-attribute:jira",
      answer: plain(({ ids: [id] }) =>
        Result.map(AssetsSchemas.removeAttribute(state, Number(id)), (row) => ok(wire.attribute(row)))
      )
    },
    {
      name: "assets.icons",
      method: "GET",
      path: "icon/global",
      scope: "read:cmdb-icon:jira",
      answer: plain(() => Result.succeed(ok(globalIcons.map(wire.icon))))
    },
    {
      name: "assets.referenceTypes",
      method: "GET",
      path: "config/referencetype",
      scope: "read:cmdb-config:jira",
      answer: plain(() => Result.succeed(ok([wire.referenceType()])))
    },
    {
      name: "assets.statusTypes",
      method: "GET",
      path: "config/statustype",
      scope: "read:cmdb-config:jira",
      answer: plain(() => Result.succeed(ok(globalStatuses)))
    },
    {
      name: "assets.usage",
      method: "GET",
      path: "usage",
      scope: "read:cmdb-config:jira",
      answer: plain(() =>
        Result.succeed(ok({
          totalObjectsCount: state.objects.size,
          perSchemaUsageInfo: Array.from(state.schemas.values(), (row) => ({
            schemaId: String(row.id),
            schemaName: row.name,
            schemaCreatedAt: new Date(row.created).toISOString(),
            objectCount: typesOfSchema(state, row.id).reduce((sum, type) => sum + type.objectCount, 0)
          }))
        }))
      )
    }
  ]
}

const known = <Row>(what: string, rows: ReadonlyMap<number, Row>, id = "") => {
  const row = rows.get(Number(id))
  return row === undefined ? Result.fail(notFound(what, id)) : Result.succeed(row)
}
