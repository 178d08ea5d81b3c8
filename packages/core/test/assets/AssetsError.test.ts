import { assert, it } from "@effect/vitest"
import * as Aql from "@entra-assets/core/assets/Aql"
import { AssetsError, type AssetsReason, toSourceError } from "@entra-assets/core/assets/AssetsError"
import * as AssetsObjectClient from "@entra-assets/core/assets/AssetsObjectClient"
import type { SourceReason } from "@entra-assets/core/model/SourceError"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as FakeAtlassian from "../fixtures/FakeAtlassian.ts"

const cases: ReadonlyArray<readonly [AssetsReason, SourceReason, string]> = [
  [{ _tag: "Unauthorized" }, "Unauthorized", "does not let in the account"],
  [{ _tag: "MissingScope", scope: "read:cmdb-object:jira" }, "Forbidden", "read:cmdb-object:jira"],
  [{ _tag: "Forbidden" }, "Forbidden", "no role"],
  [{ _tag: "NoWorkspace" }, "Forbidden", "no Assets that"],
  [{ _tag: "SchemaKeyTaken", key: "ENTRA", name: "Entrances" }, "Misconfigured", `"Entrances" has the key ENTRA`],
  [{ _tag: "SchemaNameTaken", key: "ED", name: "Entra Directory" }, "Misconfigured", "the key ED"],
  [{ _tag: "AttributeRemoved", name: "Email" }, "Misconfigured", `"Email" was removed`],
  [{ _tag: "BindingRemoved", name: "Entra User ID" }, "Misconfigured", `"Entra User ID", which ties`],
  [{ _tag: "AttributeRetyped", name: "Email" }, "Misconfigured", `"Email" has another type`],
  [{ _tag: "AttributeNotUnique", name: "Entra User ID" }, "Misconfigured", "no longer unique"],
  [{ _tag: "ValuesNotUnique", name: "Entra User ID" }, "Misconfigured", "several records may have the same one"],
  [
    { _tag: "Validation", messages: ["bad query"], attributes: { name: "taken" } },
    "Misconfigured",
    "bad query; name: taken"
  ],
  [{ _tag: "Rejected", status: 400, attributes: ["name"] }, "Misconfigured", "HTTP 400 about name"],
  [{ _tag: "Rejected", status: 409, attributes: [] }, "Misconfigured", "HTTP 409"],
  [{ _tag: "Throttled" }, "Throttled", "slow down"],
  [{ _tag: "Unavailable", status: 503 }, "Unavailable", "HTTP 503"],
  [{ _tag: "Unavailable", status: null }, "Unavailable", "cannot be reached"],
  [{ _tag: "InvalidResponse" }, "InvalidResponse", "documented shape"],
  [{ _tag: "Incomplete", counted: 3, read: 2 }, "InvalidResponse", "counts 3 records but shows only 2"],
  [{ _tag: "NotFound" }, "Misconfigured", "does not have"]
]

it.each(cases)("%j is %s to the sync, with words for the person", (reason, sourceReason, happened) => {
  const error = toSourceError(new AssetsError({ operation: "search objects", reason }))
  assert.deepStrictEqual([error.source, error.reason], ["assets", sourceReason])
  assert.include(`${error.message} ${error.details}`, happened)
  assert.notInclude(error.message, "search objects")
  assert.include(error.details, "asked to search objects")
  assert.match(error.nextStep, /\.$/)
})

it("survives storage", () => {
  const codec = Schema.fromJsonString(AssetsError)
  for (const [reason] of cases) {
    const error = new AssetsError({ operation: "search objects", reason })
    const stored = Schema.decodeSync(codec)(Schema.encodeSync(codec)(error))
    assert.deepStrictEqual([stored.reason, stored.message], [reason, error.message])
  }
})

it.effect("an answer that cannot be read leaves neither its content nor the credentials in the error", () =>
  Effect.gen(function*() {
    const site = FakeAtlassian.always(200, {
      values: [{ id: 7, label: "Ada", avatar: { mediaJwtToken: "live-token" } }]
    })
    const error = yield* AssetsObjectClient.AssetsObjectClient.use((client) =>
      client.search("w-1", Aql.objectTypeId("23"), { startAt: 0, maxResults: 999 })
    ).pipe(Effect.provide(AssetsObjectClient.layer.pipe(Layer.provide(site.layer))), Effect.flip)
    assert.deepStrictEqual(error, new AssetsError({ operation: "search objects", reason: { _tag: "InvalidResponse" } }))
    assert.notMatch(`${error.stack}${JSON.stringify(error)}`, /Ada|live-token|secret/)
  }))

it.effect("a refused search leaves the names of attributes in the error, and nothing that Assets says of values", () =>
  Effect.gen(function*() {
    const site = FakeAtlassian.always(400, {
      errorMessages: ["No attribute has the value Ada"],
      errors: { "rlabs-insight-attribute-135": "Ada is not allowed" }
    })
    const error = yield* AssetsObjectClient.AssetsObjectClient.use((client) =>
      client.count("w-1", Aql.objectTypeId("23"))
    )
      .pipe(Effect.provide(AssetsObjectClient.layer.pipe(Layer.provide(site.layer))), Effect.flip)
    assert.deepStrictEqual(error.reason, { _tag: "Rejected", status: 400, attributes: ["135"] })
    assert.notMatch(`${error.stack}${JSON.stringify(error)}`, /Ada/)
  }))
