/**
 * The operations of Assets on objects: create, read, change, delete, and search by AQL.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { AtlassianRefusal } from "../AtlassianRefusal.ts"
import { notFound, refuse } from "../AtlassianRefusal.ts"
import type { Call, Endpoint } from "../internal/AtlassianEndpoint.ts"
import { created, ok, plain, wholeNumber, withBody } from "../internal/AtlassianEndpoint.ts"
import type { AqlSearch } from "./AqlSearch.ts"
import type { ObjectRow, Stored } from "./AssetsModel.ts"
import { AttributeType, labelOf, valuesOf } from "./AssetsModel.ts"
import * as AssetsObjects from "./AssetsObjects.ts"
import type { AssetsState, Writer } from "./AssetsState.ts"
import { objectByIdOrKey } from "./AssetsState.ts"
import type { AssetsWire } from "./AssetsWire.ts"
import { userShape } from "./ValueWire.ts"

const Id = Schema.Union([Schema.String, Schema.Finite])
const Value = Schema.Struct({
  value: Schema.optionalKey(Schema.Union([Schema.String, Schema.Finite, Schema.Boolean, Schema.Null]))
})
const Attributes = Schema.Array(Schema.Struct({
  objectTypeAttributeId: Id,
  objectAttributeValues: Schema.Array(Value)
}))
const ObjectIn = Schema.Struct({ objectTypeId: Id, attributes: Attributes })
const ObjectChange = Schema.Struct({ objectTypeId: Schema.optionalKey(Id), attributes: Attributes })
const Search = Schema.Struct({ qlQuery: Schema.String })

/** The service's own limits of a query (JSDCLOUD-16556, and reports of app authors). */
const thousand = 1000

export const endpoints = (state: AssetsState, wire: AssetsWire, search: AqlSearch): ReadonlyArray<Endpoint> => {
  const object = (id = ""): Result.Result<ObjectRow, AtlassianRefusal> => {
    const row = objectByIdOrKey(state, id)
    return row === undefined ? Result.fail(notFound("Object", id)) : Result.succeed(row)
  }
  return [
    {
      name: "assets.objectCreate",
      method: "POST",
      path: "object/create",
      scope: "write:cmdb-object:jira",
      limit: 2000,
      // The answer comes without attributes.
      answer: withBody(ObjectIn, (body, call) =>
        Result.map(
          AssetsObjects.create(state, Number(body.objectTypeId), inputs(body.attributes), writer(call)),
          (row) => created(wire.object(row, "none"))
        ))
    },
    {
      name: "assets.aql",
      method: "POST",
      path: "object/aql",
      scope: "read:cmdb-object:jira",
      limit: 1000,
      answer: withBody(Search, ({ qlQuery }, { now, query }) =>
        Result.gen(function*() {
          const startAt = yield* wholeNumber(query, "startAt", 0)
          const maxResults = yield* wholeNumber(query, "maxResults", 25)
          const all = yield* search.search(qlQuery, now)
          const { isLastWrongFrom1000, queryCeilingOf1000, totalCappedAt1000 } = state.switches
          const reachable = queryCeilingOf1000 ? Math.min(all.length, thousand) : all.length
          const page = all.slice(startAt, Math.min(startAt + maxResults, reachable))
          const isLast = startAt + page.length >= reachable || (isLastWrongFrom1000 && maxResults >= thousand)
          const attributes = query.get("includeAttributes") === "false" ? "none" : "values"
          return ok({
            startAt,
            maxResults,
            total: totalCappedAt1000 ? Math.min(all.length, thousand) : all.length,
            values: page.map((row) => wire.object(row, attributes)),
            objectTypeAttributes: wire.searchDefinitions(new Set(page.map((row) => row.type))),
            last: isLast,
            isLast
          })
        }))
    },
    {
      name: "assets.aqlTotalCount",
      method: "POST",
      path: "object/aql/totalcount",
      scope: "read:cmdb-object:jira",
      limit: 500,
      answer: withBody(
        Search,
        ({ qlQuery }, { now }) => Result.map(search.search(qlQuery, now), (all) => ok({ totalCount: all.length }))
      )
    },
    {
      name: "assets.object",
      method: "GET",
      path: "object/:id",
      scope: "read:cmdb-object:jira",
      limit: 2000,
      answer: plain(({ ids: [id] }) =>
        Result.map(object(id), (row) =>
          ok({
            ...wire.object(row, "withDefinitions"),
            extendedInfo: { openIssuesExists: false, attachmentsExists: false }
          }))
      )
    },
    {
      name: "assets.objectUpdate",
      method: "PUT",
      path: "object/:id",
      scope: "write:cmdb-object:jira",
      answer: withBody(
        ObjectChange,
        (body, call) =>
          Result.flatMap(
            object(call.ids[0]),
            (row) =>
              body.objectTypeId !== undefined && Number(body.objectTypeId) !== row.type.id
                ? Result.fail(refuse(400, "The object type of an object cannot be changed"))
                : Result.map(
                  AssetsObjects.update(state, row.id, inputs(body.attributes), writer(call)),
                  (row) => ok(wire.object(row, "withDefinitions"))
                )
          )
      )
    },
    {
      name: "assets.objectDelete",
      method: "DELETE",
      path: "object/:id",
      scope: "delete:cmdb-object:jira",
      // The official description knows no body of a success.
      answer: plain((call) =>
        Result.flatMap(
          object(call.ids[0]),
          (row) => Result.map(AssetsObjects.remove(state, row.id, writer(call)), () => ok(undefined))
        )
      )
    },
    {
      name: "assets.objectAttributes",
      method: "GET",
      path: "object/:id/attributes",
      scope: "read:cmdb-object:jira",
      answer: plain(({ ids: [id] }) => Result.map(object(id), (row) => ok(wire.objectAttributes(row))))
    },
    {
      name: "assets.objectHistory",
      method: "GET",
      path: "object/:id/history",
      scope: "read:cmdb-object:jira",
      answer: plain(({ ids: [id], query }) =>
        Result.map(object(id), (row) => {
          const entries = history(state, row)
          return ok(query.get("asc") === "false" ? entries.toReversed() : entries)
        })
      )
    }
  ]
}

const writer = ({ caller, now }: Call): Writer => ({ accountId: caller.accountId, now })

/** An empty text is no value, as is null. */
const inputs = (attributes: typeof Attributes.Type): ReadonlyArray<AssetsObjects.AttributeInput> =>
  attributes.map(({ objectAttributeValues, objectTypeAttributeId }) => ({
    attributeId: Number(objectTypeAttributeId),
    values: objectAttributeValues.flatMap(({ value }) =>
      value === undefined || value === null || value === "" ? [] : [String(value)]
    )
  }))

/** Oldest first. Types of lines: 0 for the object itself, 1 for one of its attributes. */
const history = (state: AssetsState, row: ObjectRow): ReadonlyArray<Readonly<Record<string, unknown>>> => {
  const versions: Array<ObjectRow> = []
  for (let version: ObjectRow | null = row; version !== null; version = version.previous) versions.unshift(version)
  const lines = versions.flatMap((version) => {
    const common = {
      actor: userShape(state, version.actor),
      created: new Date(version.updated).toISOString(),
      objectId: String(row.id)
    }
    const changes = AssetsObjects.changes(version).map(({ after, attribute, before }) => {
      const text = (stored: Stored) =>
        valuesOf(stored).map((value) => historyText(state, attribute.type, value)).join(",")
      return { ...common, affectedAttribute: attribute.name, oldValue: text(before), newValue: text(after), type: 1 }
    })
    return version.previous === null ? [{ ...common, newValue: labelOf(version), type: 0 }, ...changes] : changes
  })
  return lines.map((line, position) => ({ ...line, id: String(row.id * 1000 + position) }))
}

const historyText = (state: AssetsState, type: number, value: string): string => {
  if (type === AttributeType.user) return state.accounts.byId(value)?.displayName ?? value
  const target = type === AttributeType.reference ? state.objects.get(Number(value)) : undefined
  return target === undefined ? value : labelOf(target)
}
