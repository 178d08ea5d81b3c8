/**
 * The requests to Assets about workspaces, schemas, types and attributes: one method for each endpoint. What our
 * schema looks like is not its business.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import type { ApiClient } from "../http/ApiClient.ts"
import type { AtlassianSite } from "../http/AtlassianSite.ts"
import type { AtlassianEndpoint } from "../http/Endpoint.ts"
import { AssetsError } from "./AssetsError.ts"
import {
  type Named,
  NamedList,
  ObjectSchema,
  ObjectSchemaPage,
  ObjectType,
  ObjectTypeAttribute,
  type ObjectTypeAttributeIn,
  ObjectTypeAttributeList,
  ObjectTypeList,
  WorkspaceList
} from "./AssetsPayload.ts"
import * as AssetsRequest from "./internal/AssetsRequest.ts"

export class AssetsSchemaClient extends Context.Service<AssetsSchemaClient, {
  /** The id of the site's workspace. */
  readonly workspace: Effect.Effect<string, AssetsError>
  /** Every schema that the caller can see. */
  readonly schemas: (workspaceId: string) => Effect.Effect<ReadonlyArray<ObjectSchema>, AssetsError>
  readonly createSchema: (
    workspaceId: string,
    schema: { readonly name: string; readonly objectSchemaKey: string; readonly description: string }
  ) => Effect.Effect<ObjectSchema, AssetsError>
  /** The schema's types, at every level. */
  readonly types: (workspaceId: string, schemaId: string) => Effect.Effect<ReadonlyArray<ObjectType>, AssetsError>
  /** Assets gives a new type the attributes Key, Name, Created and Updated. */
  readonly createType: (
    workspaceId: string,
    type: {
      readonly name: string
      readonly description: string
      readonly iconId: string
      readonly objectSchemaId: string
    }
  ) => Effect.Effect<ObjectType, AssetsError>
  readonly attributes: (
    workspaceId: string,
    objectTypeId: string
  ) => Effect.Effect<ReadonlyArray<ObjectTypeAttribute>, AssetsError>
  readonly createAttribute: (
    workspaceId: string,
    objectTypeId: string,
    attribute: ObjectTypeAttributeIn
  ) => Effect.Effect<ObjectTypeAttribute, AssetsError>
  readonly updateAttribute: (
    workspaceId: string,
    objectTypeId: string,
    id: string,
    attribute: ObjectTypeAttributeIn
  ) => Effect.Effect<ObjectTypeAttribute, AssetsError>
  /** The icons that every schema may use. */
  readonly icons: (workspaceId: string) => Effect.Effect<ReadonlyArray<Named>, AssetsError>
  /** The kinds of reference that the schema's attributes may be. */
  readonly referenceTypes: (workspaceId: string, schemaId: string) => Effect.Effect<ReadonlyArray<Named>, AssetsError>
}>()("@entra-assets/core/assets/AssetsSchemaClient") {}

const workspaceList: AssetsRequest.Operation = {
  api: "jira",
  name: "jira.assets.workspace",
  operation: "find the Assets workspace",
  scope: "read:servicedesk-request"
}
const schemaList: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.objectschema.list",
  operation: "list object schemas",
  scope: "read:cmdb-schema:jira"
}
const schemaCreate: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.objectschema.create",
  operation: "create the object schema",
  scope: "write:cmdb-schema:jira"
}
const typeList: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.objectschema.objecttypes.flat",
  operation: "list the object types of the schema",
  scope: "read:cmdb-type:jira"
}
const typeCreate: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.objecttype.create",
  operation: "create the object type",
  scope: "write:cmdb-type:jira"
}
const attributeList: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.objecttype.attributes",
  operation: "list the attributes of the object type",
  scope: "read:cmdb-attribute:jira"
}
const attributeCreate: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.objecttypeattribute.create",
  operation: "create an attribute",
  scope: "write:cmdb-attribute:jira"
}
const attributeUpdate: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.objecttypeattribute.update",
  operation: "change an attribute",
  scope: "write:cmdb-attribute:jira"
}
const iconList: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.icon.global",
  operation: "list icons",
  scope: "read:cmdb-icon:jira"
}
const referenceTypeList: AssetsRequest.Operation = {
  api: "assets",
  name: "assets.config.referencetype",
  operation: "list the kinds of reference",
  scope: "read:cmdb-config:jira"
}

/** Every request that this client sends. */
export const endpoints: ReadonlyArray<AtlassianEndpoint> = [
  workspaceList,
  schemaList,
  schemaCreate,
  typeList,
  typeCreate,
  attributeList,
  attributeCreate,
  attributeUpdate,
  iconList,
  referenceTypeList
]

const decodeWorkspaceList = HttpClientResponse.schemaBodyJson(WorkspaceList)
const decodeSchemaPage = HttpClientResponse.schemaBodyJson(ObjectSchemaPage)
const decodeSchema = HttpClientResponse.schemaBodyJson(ObjectSchema)
const decodeTypeList = HttpClientResponse.schemaBodyJson(ObjectTypeList)
const decodeType = HttpClientResponse.schemaBodyJson(ObjectType)
const decodeAttributeList = HttpClientResponse.schemaBodyJson(ObjectTypeAttributeList)
const decodeAttribute = HttpClientResponse.schemaBodyJson(ObjectTypeAttribute)
const decodeNamedList = HttpClientResponse.schemaBodyJson(NamedList)

/** Assets' default is 25; no maximum is documented. */
const schemasPerPage = 100

export const make = Effect.gen(function*() {
  const { site, send } = yield* AssetsRequest.make

  const noWorkspace = () => new AssetsError({ operation: workspaceList.operation, reason: { _tag: "NoWorkspace" } })
  /** Without Assets in the site's plan, the list is empty or is refused. */
  const workspace = send(
    workspaceList,
    HttpClientRequest.get(`${site.jira}/rest/servicedeskapi/assets/workspace`, { acceptJson: true }),
    decodeWorkspaceList
  ).pipe(
    Effect.catchReasons("AssetsError", { Forbidden: noWorkspace, NotFound: noWorkspace }),
    Effect.flatMap(({ values: [first] }) =>
      first === undefined ? Effect.fail(noWorkspace()) : Effect.succeed(first.workspaceId)
    ),
    Effect.withSpan("AssetsSchemaClient.workspace")
  )

  const schemas = Effect.fn("AssetsSchemaClient.schemas")(function*(workspaceId: string) {
    const found = new Map<string, ObjectSchema>()
    for (let startAt = 0;; startAt += schemasPerPage) {
      const known = found.size
      const page = yield* send(
        schemaList,
        HttpClientRequest.get(`${site.assets(workspaceId)}/objectschema/list`, {
          urlParams: { startAt, maxResults: schemasPerPage },
          acceptJson: true
        }),
        decodeSchemaPage
      )
      for (const schema of page.values) found.set(schema.id, schema)
      // A page without anything new ends the list too, for a service that does not know `startAt` or `isLast`.
      if (page.isLast === true || found.size === known) return [...found.values()]
    }
  })

  const createSchema = Effect.fn("AssetsSchemaClient.createSchema")((workspaceId: string, schema: unknown) =>
    send(schemaCreate, post(`${site.assets(workspaceId)}/objectschema/create`, schema), decodeSchema)
  )

  const types = Effect.fn("AssetsSchemaClient.types")((workspaceId: string, schemaId: string) =>
    send(typeList, get(`${site.assets(workspaceId)}/objectschema/${schemaId}/objecttypes/flat`), decodeTypeList).pipe(
      Effect.map((list) => "length" in list ? list : list.entries)
    )
  )

  const createType = Effect.fn("AssetsSchemaClient.createType")((workspaceId: string, type: unknown) =>
    send(typeCreate, post(`${site.assets(workspaceId)}/objecttype/create`, type), decodeType)
  )

  const attributes = Effect.fn("AssetsSchemaClient.attributes")((workspaceId: string, objectTypeId: string) =>
    send(attributeList, get(`${site.assets(workspaceId)}/objecttype/${objectTypeId}/attributes`), decodeAttributeList)
  )

  const createAttribute = Effect.fn("AssetsSchemaClient.createAttribute")(
    (workspaceId: string, objectTypeId: string, attribute: ObjectTypeAttributeIn) =>
      send(
        attributeCreate,
        post(`${site.assets(workspaceId)}/objecttypeattribute/${objectTypeId}`, attribute),
        decodeAttribute
      )
  )

  const updateAttribute = Effect.fn("AssetsSchemaClient.updateAttribute")(
    (workspaceId: string, objectTypeId: string, id: string, attribute: ObjectTypeAttributeIn) =>
      send(
        attributeUpdate,
        HttpClientRequest.put(`${site.assets(workspaceId)}/objecttypeattribute/${objectTypeId}/${id}`, {
          acceptJson: true
        }).pipe(HttpClientRequest.bodyJsonUnsafe(attribute)),
        decodeAttribute
      )
  )

  const icons = Effect.fn("AssetsSchemaClient.icons")((workspaceId: string) =>
    send(iconList, get(`${site.assets(workspaceId)}/icon/global`), decodeNamedList)
  )

  const referenceTypes = Effect.fn("AssetsSchemaClient.referenceTypes")((workspaceId: string, schemaId: string) =>
    send(
      referenceTypeList,
      get(`${site.assets(workspaceId)}/config/referencetype`).pipe(
        HttpClientRequest.setUrlParam("objectSchemaId", schemaId)
      ),
      decodeNamedList
    )
  )

  return AssetsSchemaClient.of({
    workspace,
    schemas,
    createSchema,
    types,
    createType,
    attributes,
    createAttribute,
    updateAttribute,
    icons,
    referenceTypes
  })
})

export const layer: Layer.Layer<AssetsSchemaClient, never, ApiClient | AtlassianSite> = Layer.effect(
  AssetsSchemaClient,
  make
)

const get = (url: string) => HttpClientRequest.get(url, { acceptJson: true })

const post = (url: string, body: unknown) =>
  HttpClientRequest.post(url, { acceptJson: true }).pipe(HttpClientRequest.bodyJsonUnsafe(body))
