import { assert, it } from "@effect/vitest"
import * as Aql from "@entra-assets/core/assets/Aql"
import * as Schema from "effect/Schema"

it("reads like the documentation", () => {
  assert.strictEqual(
    Aql.and(
      Aql.objectTypeId("23"),
      Aql.or(Aql.isEmpty("Entra User ID"), Aql.startsWith("Entra User ID", "0a")),
      Aql.equals("Email", "ada@acme.example")
    ),
    `objectTypeId = 23 AND ("Entra User ID" is EMPTY OR "Entra User ID" startswith "0a") AND "Email" = "ada@acme.example"`
  )
})

it("an id that is no number is quoted", () => {
  assert.strictEqual(Aql.objectTypeId(`1 OR 1`), `objectTypeId = "1 OR 1"`)
})

/** The text inside one quoted AQL string, or `undefined` when the string ends early or not at all. */
const unquoted = (aql: string): string | undefined => {
  const match = /^"((?:[^"\\]|\\["\\])*)"$/.exec(aql)
  return match?.[1]?.replace(/\\(["\\])/g, "$1")
}

const Text = Schema.Union([Schema.String, Schema.Literals([`"`, `\\`, `\\"`, `" OR "a" = "a`, `\\\\" is EMPTY`])])

it.prop("no value ends its quotes", { value: Text }, ({ value }) => {
  assert.strictEqual(unquoted(Aql.equals("Email", value).slice(`"Email" = `.length)), value)
  assert.strictEqual(unquoted(Aql.startsWith("Email", value).slice(`"Email" startswith `.length)), value)
})

it.prop("no attribute name ends its quotes", { name: Text }, ({ name }) => {
  assert.strictEqual(unquoted(Aql.isEmpty(name).slice(0, -" is EMPTY".length)), name)
})

it("lists of values and of object ids", () => {
  assert.strictEqual(Aql.isIn("Entra User ID", ["a", `b" OR "`]), `"Entra User ID" IN ("a", "b\\" OR \\"")`)
  assert.strictEqual(Aql.objectIds(["1", "22"]), "objectId IN (1, 22)")
})
