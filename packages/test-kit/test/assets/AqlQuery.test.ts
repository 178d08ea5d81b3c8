import { assert, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as AqlQuery from "../../src/assets/AqlQuery.ts"

const parsed = (text: string) => Result.getOrThrow(AqlQuery.parse(text))
const compare = (field: string, operator: AqlQuery.Operator, value: string): AqlQuery.Condition => ({
  kind: "compare",
  field,
  operator,
  value
})

it("reads an empty query as one that is true of everything", () => {
  assert.deepStrictEqual(parsed("  "), { where: undefined, orderBy: undefined })
})

it("reads bare and quoted names and values", () => {
  assert.deepStrictEqual(parsed("objectTypeId = 23").where, compare("objectTypeId", "=", "23"))
  assert.deepStrictEqual(parsed("\"Entra User ID\"=\"a b\"").where, compare("Entra User ID", "=", "a b"))
})

it("undoes the escapes of quoted texts", () => {
  assert.deepStrictEqual(
    parsed(String.raw`Name = "say \"hi\" \\ bye"`).where,
    compare("Name", "=", "say \"hi\" \\ bye")
  )
})

it("binds NOT before AND before OR, and parentheses before all", () => {
  const [a, b, c] = [compare("a", "=", "1"), compare("b", "=", "2"), compare("c", "=", "3")]
  assert.deepStrictEqual(parsed("a = 1 or b = 2 and not c = 3").where, {
    kind: "or",
    left: a,
    right: { kind: "and", left: b, right: { kind: "not", of: c } }
  })
  assert.deepStrictEqual(parsed("(a = 1 OR b = 2) AND c = 3").where, {
    kind: "and",
    left: { kind: "or", left: a, right: b },
    right: c
  })
})

it("reads operators made of words in any case", () => {
  assert.deepStrictEqual(parsed("Name NOT LIKE x").where, compare("Name", "not like", "x"))
  assert.deepStrictEqual(parsed("Name startsWith x").where, compare("Name", "startswith", "x"))
  assert.deepStrictEqual(parsed("Name in (a, \"b c\")").where, {
    kind: "in",
    field: "Name",
    negated: false,
    values: ["a", "b c"]
  })
  assert.deepStrictEqual(parsed("Name not in(a)").where, { kind: "in", field: "Name", negated: true, values: ["a"] })
  assert.deepStrictEqual(parsed("Name is EMPTY").where, { kind: "empty", field: "Name", negated: false })
  assert.deepStrictEqual(parsed("Name is not empty").where, { kind: "empty", field: "Name", negated: true })
})

it("reads the order, with or without a condition", () => {
  assert.deepStrictEqual(parsed("a = 1 order by \"Full Name\" desc").orderBy, { field: "Full Name", descending: true })
  assert.deepStrictEqual(parsed("ORDER BY Key ASC"), { where: undefined, orderBy: { field: "Key", descending: false } })
})

it("takes a quoted text for a value, never for a keyword", () => {
  assert.deepStrictEqual(parsed("\"order\" = \"and\"").where, compare("order", "=", "and"))
})

it.each([
  "a =",
  "= 1",
  "a 1",
  "(a = 1",
  "a = 1)",
  "a = \"open",
  "a in ()",
  "a in (1",
  "a = 1 b = 2",
  "a = 1 order Key",
  "a is 1",
  "a not 1",
  "a = 1 and",
  "a like"
])("refuses %s", (text) => {
  assert.isTrue(Result.isFailure(AqlQuery.parse(text)))
})
