/** A judge from outside: the answers of Assets against Atlassian's own schemas and examples. */
import { assert, it } from "@effect/vitest"
import addFormats from "ajv-formats"
import { Ajv2020 } from "ajv/dist/2020.js"
import * as Effect from "effect/Effect"
import { answers } from "../fixtures/OfficeSite.ts"
import { differingFields, isAbsent, read } from "../fixtures/SharedData.ts"

/** What the official schema asks for although the official examples do not have it, or have something else there. */
const contradictions: ReadonlyArray<readonly [pattern: RegExp, source: string]> = [
  [/\/avatar .*'globalId'/, "required in Avatar, absent from every object example of the OpenAPI description 1.135.77"],
  [/\/objectSchemaId must be string/, "null in the example of config/referencetype, a string in ReferenceType"]
]

/** The official schema of an answer; those without one have only an example. */
const schemas: Readonly<Record<string, { readonly name: string; readonly list?: true }>> = {
  "objectschema.list.response.200": { name: "ObjectSchemaList" },
  "objecttype.create.response.201": { name: "ObjectType" },
  "objecttype.attributes.response.200": { name: "ObjectTypeAttribute", list: true },
  "config.referencetype.response.200": { name: "ReferenceType", list: true },
  "config.statustype.response.200": { name: "Status", list: true },
  "object.create.response.201": { name: "Object" },
  "object.get.response.200": { name: "Object" },
  "object.put.response.200": { name: "Object" },
  "object.aql.response.200": { name: "ObjectListInclTypeAttributesEntryResult" },
  "object.aql.totalcount.response.200": { name: "ObjectAQLTotalCountResult" },
  withUser: { name: "Object" },
  objectTypes: { name: "ObjectType", list: true },
  schemaAttributes: { name: "ObjectTypeAttribute", list: true },
  objectAttributes: { name: "ObjectAttribute", list: true },
  history: { name: "ObjectHistory", list: true },
  icons: { name: "Icon", list: true },
  schema: { name: "ObjectSchema" },
  refusal: { name: "Errors" }
}

/** Fields of our answers that an example lacks, or the reverse, and why that is right. */
const differences: ReadonlyMap<string, string> = new Map([
  ["[].objectType.description", "the example's own object type has one, and so has ours"],
  ["[].additionalValue", "of a User attribute, which the examples do not have"],
  ["[].typeValueMulti", "of a User attribute, which the examples do not have"],
  ["objectTypeAttributes[].additionalValue", "of a User attribute, which the examples do not have"],
  ["objectTypeAttributes[].typeValueMulti", "of a User attribute, which the examples do not have"],
  ["description", "our object type was created with one"]
])

it.effect.skipIf(isAbsent)(
  "answers what the official schemas describe (needs ../shared/data)",
  () =>
    Effect.gen(function*() {
      const ajv = new Ajv2020({ strict: false, allErrors: true })
      addFormats.default(ajv)
      ajv.addSchema(Object(read("assets/assets-models.schema.json")), "assets")
      const problems = Object.entries(yield* answers).flatMap(([name, answer]) => {
        const schema = schemas[name]
        if (schema === undefined) return []
        const reference = { $ref: `assets#/$defs/${schema.name}` }
        const validate = ajv.compile(schema.list === true ? { type: "array", items: reference } : reference)
        validate(answer)
        return (validate.errors ?? []).map((error) => `${name}${error.instancePath} ${error.message}`)
      })
      const unexpected = problems.filter((problem) => !contradictions.some(([pattern]) => pattern.test(problem)))
      assert.deepStrictEqual(unexpected, [])
      // A contradiction that no answer shows any longer has no place in the list.
      for (const [pattern, source] of contradictions) {
        assert.isTrue(problems.some((problem) => pattern.test(problem)), source)
      }
    })
)

it.effect.skipIf(isAbsent)(
  "has the fields of the official examples, no more and no fewer (needs ../shared/data)",
  () =>
    Effect.gen(function*() {
      for (const [name, answer] of Object.entries(yield* answers)) {
        if (!name.includes(".response.")) continue
        const differing = differingFields(read(`assets/examples/${name}.json`), answer)
          .filter((path) => !differences.has(path))
        assert.deepStrictEqual(differing, [], name)
      }
    })
)
