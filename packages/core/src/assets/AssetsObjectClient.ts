/**
 * The requests to Assets about objects: one method for each endpoint. It knows objects, pages and counts; which
 * attribute says what is not its business.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import type { ApiClient } from "../http/ApiClient.ts"
import type { AtlassianSite } from "../http/AtlassianSite.ts"
import type { AtlassianEndpoint } from "../http/Endpoint.ts"
import type { ObjectId } from "../model/Ids.ts"
import type { Aql } from "./Aql.ts"
import type { AssetsError } from "./AssetsError.ts"
import { CreatedObject, type ObjectIn, ObjectPage, TotalCount, Usage } from "./AssetsPayload.ts"
import * as AssetsRequest from "./internal/AssetsRequest.ts"

export class AssetsObjectClient extends Context.Service<AssetsObjectClient, {
  /** One page of the objects that match, with their attributes. A `maxResults` above 999 is not safe (JSDCLOUD-16556). */
  readonly search: (
    workspaceId: string,
    query: Aql,
    page: { readonly startAt: number; readonly maxResults: number }
  ) => Effect.Effect<ObjectPage, AssetsError>
  /** How many objects match. */
  readonly count: (workspaceId: string, query: Aql) => Effect.Effect<number, AssetsError>
  /** The id of the new object. */
  readonly create: (workspaceId: string, object: ObjectIn) => Effect.Effect<ObjectId, AssetsError>
  /** Changes the named attributes and no others. */
  readonly update: (workspaceId: string, id: ObjectId, object: ObjectIn) => Effect.Effect<void, AssetsError>
  /** How many objects the site holds, in all schemas. */
  readonly totalObjects: (workspaceId: string) => Effect.Effect<number, AssetsError>
}>()("@entra-assets/core/assets/AssetsObjectClient") {}

const objectAql: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.object.aql",
  operation: "search objects",
  scope: "read:cmdb-object:jira"
}
const objectAqlTotalCount: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.object.aql.totalcount",
  operation: "count objects",
  scope: "read:cmdb-object:jira"
}
const objectCreate: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.object.create",
  operation: "create an object",
  scope: "write:cmdb-object:jira",
  isOnce: true,
  writesObject: true
}
const objectUpdate: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.object.update",
  operation: "change an object",
  scope: "write:cmdb-object:jira",
  writesObject: true
}
const usage: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.usage",
  operation: "read how many objects the site holds",
  scope: "read:cmdb-config:jira"
}

/** Every request that this client sends. */
export const endpoints: ReadonlyArray<AtlassianEndpoint> = [
  objectAql,
  objectAqlTotalCount,
  objectCreate,
  objectUpdate,
  usage
]

const decodeObjectPage = HttpClientResponse.schemaBodyJson(ObjectPage)
const decodeTotalCount = HttpClientResponse.schemaBodyJson(TotalCount)
const decodeCreatedObject = HttpClientResponse.schemaBodyJson(CreatedObject)
const decodeUsage = HttpClientResponse.schemaBodyJson(Usage)

export const make = Effect.gen(function*() {
  const { site, send } = yield* AssetsRequest.make

  const search = Effect.fn("AssetsObjectClient.search")(
    (workspaceId: string, query: Aql, page: { readonly startAt: number; readonly maxResults: number }) =>
      send(
        objectAql,
        post(`${site.assets(workspaceId)}/object/aql`, { qlQuery: query }).pipe(
          HttpClientRequest.setUrlParams({ ...page, includeAttributes: true })
        ),
        decodeObjectPage
      )
  )

  const count = Effect.fn("AssetsObjectClient.count")((workspaceId: string, query: Aql) =>
    send(
      objectAqlTotalCount,
      post(`${site.assets(workspaceId)}/object/aql/totalcount`, { qlQuery: query }),
      decodeTotalCount
    ).pipe(Effect.map(({ totalCount }) => totalCount))
  )

  // No span for each object.
  const create = (workspaceId: string, object: ObjectIn) =>
    send(objectCreate, post(`${site.assets(workspaceId)}/object/create`, object), decodeCreatedObject).pipe(
      Effect.map(({ id }) => id)
    )

  const update = (workspaceId: string, id: ObjectId, object: ObjectIn) =>
    send(
      objectUpdate,
      HttpClientRequest.put(`${site.assets(workspaceId)}/object/${encodeURIComponent(id)}`, { acceptJson: true }).pipe(
        HttpClientRequest.bodyJsonUnsafe(object)
      ),
      () => Effect.void
    )

  const totalObjects = Effect.fn("AssetsObjectClient.totalObjects")((workspaceId: string) =>
    send(
      usage,
      HttpClientRequest.get(`${site.assets(workspaceId)}/usage`, { acceptJson: true }),
      decodeUsage
    ).pipe(Effect.map(({ totalObjectsCount }) => totalObjectsCount))
  )

  return AssetsObjectClient.of({ search, count, create, update, totalObjects })
})

export const layer: Layer.Layer<AssetsObjectClient, never, ApiClient | AtlassianSite> = Layer.effect(
  AssetsObjectClient,
  make
)

const post = (url: string, body: unknown) =>
  HttpClientRequest.post(url, { acceptJson: true }).pipe(HttpClientRequest.bodyJsonUnsafe(body))
