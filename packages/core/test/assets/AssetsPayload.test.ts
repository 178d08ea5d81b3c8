import { assert, it } from "@effect/vitest"
import * as Payload from "@entra-assets/core/assets/AssetsPayload"
import { ObjectId } from "@entra-assets/core/model/Ids"
import * as Schema from "effect/Schema"
import * as Shared from "../fixtures/Shared.ts"

const example = (name: string) => Shared.readJson(`assets/examples/${name}.json`)

it.skipIf(Shared.absent).each<readonly [string, Schema.Decoder<unknown>, unknown]>([
  ["workspace.discovery.response.200", Payload.WorkspaceList, {
    values: [{ workspaceId: "0f7b7b0e-0000-4000-8000-000000000000" }]
  }],
  ["objectschema.list.response.200", Payload.ObjectSchemaPage, {
    values: [{ id: "6", name: "ITSM", objectSchemaKey: "ITSM", canManage: true }],
    isLast: true
  }],
  ["objecttype.create.response.201", Payload.ObjectType, { id: "23", name: "Office" }],
  ["config.referencetype.response.200", Payload.NamedList, [{ id: "4", name: "Reference" }]],
  ["object.aql.totalcount.response.200", Payload.TotalCount, { totalCount: 1 }],
  ["object.create.response.201", Payload.CreatedObject, { id: "88" }],
  ["usage.response.200", Payload.Usage, { totalObjectsCount: 0 }],
  ["errors.400.attribute-validation", Payload.ErrorBody, {
    errorMessages: [],
    errors: { "rlabs-insight-attribute-1881": "Invalid Group(s)" }
  }]
])("reads the official example %s", (name, schema, expected) => {
  assert.deepStrictEqual(Schema.decodeUnknownSync(schema)(example(name)), expected)
})

it.skipIf(Shared.absent)("reads the attributes of the official example", () => {
  const attributes = Schema.decodeUnknownSync(Payload.ObjectTypeAttributeList)(
    example("objecttype.attributes.response.200")
  )
  assert.deepInclude(attributes[0], { id: "134", name: "Key", type: 0, defaultType: { id: 0 }, uniqueAttribute: false })
  assert.deepInclude(attributes[1], { id: "135", name: "Name", label: true })
})

it.skipIf(Shared.absent)("reads the objects of the official example, and not their token", () => {
  const page = Schema.decodeUnknownSync(Payload.ObjectPage)(example("object.aql.response.200"))
  assert.deepInclude(page, { isLast: true })
  assert.deepInclude(page.values[0], { id: ObjectId.make("88"), objectKey: "ITSM-88", label: "SYD-1" })
  assert.notInclude(JSON.stringify(page), "media")
  assert.include(JSON.stringify(example("object.aql.response.200")), "mediaJwtToken")
})
