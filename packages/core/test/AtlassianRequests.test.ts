/**
 * Every request that the core sends to Atlassian, against the official descriptions of the two APIs. What these do not
 * have is listed here, with the reason.
 */
import { assert, it } from "@effect/vitest"
import * as AssetsEmployeeReader from "@entra-assets/core/assets/AssetsEmployeeReader"
import * as AssetsEmployeeWriter from "@entra-assets/core/assets/AssetsEmployeeWriter"
import * as DirectorySchema from "@entra-assets/core/assets/DirectorySchema"
import * as StatusObject from "@entra-assets/core/assets/StatusObject"
import * as JiraAtlassianAccounts from "@entra-assets/core/jira/JiraAtlassianAccounts"
import { AccountId, EntraId } from "@entra-assets/core/model/Ids"
import { AtlassianAccounts } from "@entra-assets/core/ports/AtlassianAccounts"
import { EmployeeReader } from "@entra-assets/core/ports/EmployeeReader"
import { EmployeeWriter } from "@entra-assets/core/ports/EmployeeWriter"
import { Ajv2020 } from "ajv/dist/2020.js"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Shared from "./fixtures/Shared.ts"
import * as SimulatedSite from "./fixtures/SimulatedSite.ts"

interface Sent {
  readonly method: string
  /** Below the API's root. */
  readonly path: string
  readonly parameters: ReadonlyArray<string>
  readonly body: unknown
}

/** Sets up a directory, writes and reads a record, shows how the sync stands, lists accounts; and answers with what was sent. */
const everything = Effect.gen(function*() {
  const site = yield* SimulatedSite.make(
    { bulkEmailShape: "array" },
    [SimulatedSite.account(1), SimulatedSite.account(2, { emailVisibility: "hidden" })]
  )
  const sent: { readonly jira: Array<Sent>; readonly assets: Array<Sent> } = { jira: [], assets: [] }
  site.faults.add({
    times: "always",
    behave: (request, proceed) =>
      Effect.andThen(
        Effect.promise(async () => {
          const url = new URL(request.url)
          const [, below = url.pathname] = url.pathname.split(`/ex/jira/${site.cloudId}`)
          const [, path] = below.split(/\/jsm\/assets\/workspace\/[^/]+\/v1/)
          const text = await request.clone().text()
          sent[path === undefined ? "jira" : "assets"].push({
            method: request.method,
            path: path ?? below,
            parameters: Array.from(url.searchParams.keys()),
            body: text === "" ? undefined : JSON.parse(text)
          })
        }),
        proceed
      )
  })
  const clients = SimulatedSite.layer(site, "app")
  const ids = yield* Effect.provide(DirectorySchema.ensure(), clients)
  yield* Effect.gen(function*() {
    const writer = yield* EmployeeWriter
    const { objectId } = yield* writer.create({
      name: "Ada Lovelace",
      entraUserId: EntraId.make("6f1a1f2e-7a44-4c9e-9b2f-3a1d5c7b8e90"),
      jiraUser: AccountId.make(SimulatedSite.account(1).accountId),
      active: true
    })
    yield* writer.update(objectId, { manager: objectId, jobTitle: null })
    const status = { lastSuccess: 0, outcome: "Failed", reason: "Because.", secretExpiresOn: "2027-03-31" } as const
    yield* StatusObject.show({ directory: ids, objectAllowance: 50_000 }, status)
    yield* StatusObject.show({ directory: ids, objectAllowance: 50_000 }, {
      ...status,
      outcome: "Succeeded",
      reason: null
    })
    const reader = yield* EmployeeReader
    yield* Stream.runDrain(reader.employees(null))
    yield* reader.objectCount
    const accounts = yield* AtlassianAccounts
    yield* Stream.runDrain(accounts.accounts(null))
    yield* accounts.lookUp([AccountId.make(SimulatedSite.account(2).accountId)])
  }).pipe(
    Effect.provide(
      Layer.mergeAll(
        AssetsEmployeeReader.layer(ids),
        AssetsEmployeeWriter.layer(ids),
        JiraAtlassianAccounts.layer
      ).pipe(Layer.provideMerge(Layer.merge(clients, KeyValueStore.layerMemory)))
    )
  )
  return sent
})

/** `{id}` stands for one segment. */
const fits = (template: string, path: string): boolean =>
  new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path)

const Endpoints = Schema.Array(
  Schema.Struct({ method: Schema.String, path: Schema.String, query: Schema.Array(Schema.String) })
)

/** The description of Assets is of an older version of it. */
const newerThanDescription: typeof Endpoints.Type = [
  // In the official description 1.135.77; the older one lists schemas without pages and has neither of the others.
  { method: "GET", path: "/objectschema/list", query: ["startAt", "maxResults"] },
  { method: "GET", path: "/config/referencetype", query: ["objectSchemaId"] },
  { method: "GET", path: "/usage", query: [] }
]

/** The model of each body, by the request's path. */
const models: ReadonlyArray<readonly [method: string, path: string, model: string]> = [
  ["POST", "/objectschema/create", "ObjectSchemaIn"],
  ["POST", "/objecttype/create", "ObjectTypeIn"],
  ["POST", "/objecttypeattribute/{id}", "ObjectTypeAttributeCreate"],
  ["PUT", "/objecttypeattribute/{id}/{id}", "ObjectTypeAttributeUpdate"],
  ["POST", "/object/create", "ObjectIn"],
  ["PUT", "/object/{id}", "ObjectIn"],
  ["POST", "/object/aql", "ObjectAQLParams"],
  ["POST", "/object/aql/totalcount", "ObjectAQLTotalCountParams"]
]

const Models = Schema.Struct({ $defs: Schema.Record(Schema.String, Schema.Record(Schema.String, Schema.Unknown)) })

it.effect.skipIf(Shared.absent)(
  "Assets knows every request: path, parameters and body",
  () =>
    Effect.gen(function*() {
      const described = yield* Schema.decodeUnknownEffect(Endpoints)(
        Shared.readJson("assets/endpoints.from-generated-client.json")
      )
      const { $defs } = yield* Schema.decodeUnknownEffect(Models)(Shared.readJson("assets/assets-models.schema.json"))
      // A field that the model does not name would be a mistake of ours.
      const strict = Object.fromEntries(
        Object.entries($defs).map(([name, model]) => [name, { ...model, additionalProperties: false }])
      )
      const ajv = new Ajv2020({ strict: false }).addSchema({ $id: "assets", $defs: strict })
      const { assets } = yield* everything
      for (const { body, method, parameters, path } of assets) {
        const endpoint = [...newerThanDescription, ...described].find((one) =>
          one.method === method && fits(one.path, path)
        )
        assert.isDefined(endpoint, `${method} ${path}`)
        assert.includeMembers([...endpoint?.query ?? []], [...parameters], `${method} ${path}`)
        const model = models.find(([modelMethod, template]) => modelMethod === method && fits(template, path))
        assert.strictEqual(model === undefined, body === undefined, `${method} ${path}`)
        if (model === undefined) continue
        const valid = ajv.validate(`assets#/$defs/${model[2]}`, body)
        assert.isTrue(valid, `${method} ${path}: ${ajv.errorsText()}`)
      }
      const bodies = models.filter(([method, template]) =>
        assets.some((request) => request.method === method && fits(template, request.path))
      )
      assert.deepStrictEqual(bodies, models, "every kind of body was sent")
    })
)

const Jira = Schema.Struct({
  paths: Schema.Record(
    Schema.String,
    Schema.Record(
      Schema.String,
      Schema.Struct({ parameters: Schema.optionalKey(Schema.Array(Schema.Struct({ name: Schema.String }))) })
    )
  )
})

it.effect.skipIf(Shared.absent)(
  "Jira knows every request: path and parameters",
  () =>
    Effect.gen(function*() {
      const { paths } = yield* Schema.decodeUnknownEffect(Jira)(
        Shared.readJson("jira/jira-platform-v3.users.openapi.json")
      )
      const { jira } = yield* everything
      // Jira Service Management describes its workspace in a document of its own.
      const users = jira.filter(({ path }) => path !== "/rest/servicedeskapi/assets/workspace")
      for (const { method, parameters, path } of users) {
        const described = paths[path]?.[method.toLowerCase()]
        assert.isDefined(described, `${method} ${path}`)
        assert.includeMembers((described?.parameters ?? []).map(({ name }) => name), [...parameters])
      }
      assert.deepStrictEqual([...new Set(users.map(({ path }) => path))].sort(), [
        "/rest/api/3/user/bulk",
        "/rest/api/3/user/email/bulk",
        "/rest/api/3/users/search"
      ])
    })
)
