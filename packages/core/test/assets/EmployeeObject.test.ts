import { assert, it } from "@effect/vitest"
import { ObjectEntry } from "@entra-assets/core/assets/AssetsPayload"
import { employeeReader, toObjectIn } from "@entra-assets/core/assets/EmployeeObject"
import type { AttributeKey } from "@entra-assets/core/model/Employee"
import { AccountId, EntraId, ObjectId } from "@entra-assets/core/model/Ids"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { attributeId, directory } from "../fixtures/Directory.ts"

const decode = Schema.decodeUnknownSync(ObjectEntry)

const entry = (values: { readonly [key in AttributeKey]?: unknown }) => ({
  id: "88",
  objectKey: "ENTRA-88",
  label: "Ada Lovelace",
  avatar: { mediaClientConfig: { mediaJwtToken: "a live token" } },
  attributes: [
    { id: "1", objectTypeAttributeId: "199", objectAttributeValues: [{ value: "ENTRA-88" }] },
    { id: "2", objectTypeAttributeId: "200", objectAttributeValues: [{ value: "Ada Lovelace", displayValue: "Ada" }] },
    ...Struct.keys(values).map((key) => ({
      id: key,
      objectTypeAttributeId: attributeId(key),
      objectAttributeValues: values[key] === undefined ? [] : [values[key]]
    }))
  ]
})

const read = (values: { readonly [key in AttributeKey]?: unknown }) => employeeReader(directory)(decode(entry(values)))

const empty = {
  objectId: ObjectId.make("88"),
  objectKey: "ENTRA-88",
  name: "Ada Lovelace",
  entraUserId: null,
  fullName: null,
  email: null,
  userPrincipalName: null,
  jobTitle: null,
  department: null,
  atlassianAccountId: null,
  jiraUser: null,
  active: null,
  manager: null,
  managerAtlassianAccountId: null
}

it("attributes without a value are absent, and read as none", () => {
  assert.deepStrictEqual(read({}), empty)
})

it("an empty list and an empty text are none too", () => {
  assert.deepStrictEqual(read({ jobTitle: undefined, department: { value: "" } }), empty)
})

it("texts are read by `value`, whatever is displayed", () => {
  assert.deepStrictEqual(read({ jobTitle: { value: "Analyst", displayValue: "ANALYST", searchValue: "analyst" } }), {
    ...empty,
    jobTitle: "Analyst"
  })
})

it.each([
  ["true", true],
  ["false", false],
  ["True", true],
  [true, true],
  [false, false],
  ["yes", null]
])("active %j is %s", (value, active) => {
  assert.strictEqual(read({ active: { value, displayValue: "" } }).active, active)
})

it.each([
  [{ user: { key: "712020:ada", displayName: "Ada" }, searchValue: "other" }, "712020:ada"],
  [{ user: { displayName: "Ada" }, searchValue: "712020:ada" }, "712020:ada"],
  [{ user: null, value: "712020:ada" }, "712020:ada"],
  [{ value: null, displayValue: "Ada" }, null]
])("the account of a user value %j is %s", (value, account) => {
  assert.strictEqual(read({ jiraUser: value }).jiraUser, account)
})

it("a reference is the id of the object, not its label or key", () => {
  const manager = { referencedObject: { id: "7", objectKey: "ENTRA-7" }, displayValue: "Grace", searchValue: "ENTRA-7" }
  assert.strictEqual(read({ manager }).manager, ObjectId.make("7"))
})

it("writes the named fields and no others; null clears", () => {
  assert.deepStrictEqual(
    toObjectIn(directory, {
      name: "Ada",
      entraUserId: EntraId.make("6f1a1f2e-7a44-4c9e-9b2f-3a1d5c7b8e90"),
      jobTitle: null,
      jiraUser: AccountId.make("712020:ada"),
      active: false,
      manager: ObjectId.make("7")
    }),
    {
      objectTypeId: "23",
      attributes: [
        { objectTypeAttributeId: "200", objectAttributeValues: [{ value: "Ada" }] },
        {
          objectTypeAttributeId: attributeId("entraUserId"),
          objectAttributeValues: [{ value: "6f1a1f2e-7a44-4c9e-9b2f-3a1d5c7b8e90" }]
        },
        { objectTypeAttributeId: attributeId("jobTitle"), objectAttributeValues: [] },
        { objectTypeAttributeId: attributeId("jiraUser"), objectAttributeValues: [{ value: "712020:ada" }] },
        { objectTypeAttributeId: attributeId("active"), objectAttributeValues: [{ value: "false" }] },
        { objectTypeAttributeId: attributeId("manager"), objectAttributeValues: [{ value: "7" }] }
      ]
    }
  )
})
