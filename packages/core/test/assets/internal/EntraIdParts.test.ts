import { assert, it } from "@effect/vitest"
import * as Aql from "@entra-assets/core/assets/Aql"
import * as Schema from "effect/Schema"
import * as Parts from "../../../src/assets/internal/EntraIdParts.ts"

const toAql = Parts.toAql(Aql.objectTypeId("23"), "Entra User ID")

const everyone: Parts.Part = { _tag: "Everyone" }

/** Whether the query of a part finds a record with this value: what Assets does with the four conditions we send. */
const finds = (part: Parts.Part, value: string | null): boolean => {
  const query: string = toAql(part)
  const unescaped = (text: string) => text.replace(/\\(["\\])/g, "$1").toLowerCase()
  const texts = (operator: string) =>
    Array.from(
      query.matchAll(new RegExp(`"Entra User ID" ${operator} "((?:[^"\\\\]|\\\\.)*)"`, "g")),
      ([, text]) => unescaped(text ?? "")
    )
  if (part._tag === "Everyone") return true
  if (value === null) return query.includes("is EMPTY")
  const lower = value.toLowerCase()
  return texts("startswith").some((prefix) => lower.startsWith(prefix)) || texts("=").includes(lower)
}

/** The parts that a reader ends with, when it cuts those that begin like this value as far as can be. */
const leaves = (part: Parts.Part, value: string | null): ReadonlyArray<Parts.Part> => {
  const smaller = Parts.split(part)
  return smaller.length === 0 || !finds(part, value)
    ? [part]
    : [...smaller, Parts.rest(part)].flatMap((each) => leaves(each, value))
}

it("begins with the empty ones and the sixteen hexadecimal digits", () => {
  assert.deepStrictEqual(Parts.split(everyone).map((part) => part._tag === "Prefix" ? part.prefix : part._tag), [
    "Empty",
    ...Array.from("0123456789abcdef")
  ])
})

it("puts the hyphens of a GUID where they belong", () => {
  assert.deepStrictEqual(Parts.split({ _tag: "Prefix", prefix: "01234567" }), [{ _tag: "Prefix", prefix: "01234567-" }])
  assert.strictEqual(Parts.split({ _tag: "Prefix", prefix: "01234567-" }).length, 16)
})

it.prop("cut as far as it goes, a GUID is in exactly one part", {
  guid: Schema.String.check(Schema.isGUID())
}, ({ guid }) => {
  assert.strictEqual(leaves(everyone, guid).filter((part) => finds(part, guid)).length, 1)
})

it("no value is found nowhere but in its part", () => {
  assert.deepStrictEqual(leaves(everyone, null).filter((part) => finds(part, null)), [{ _tag: "Empty" }])
})

it.prop("whatever somebody typed in ASCII is in exactly one part too", {
  value: Schema.Union([
    Schema.String.check(Schema.isPattern(/^[!-~][ -~]{0,6}$/)),
    Schema.Literals(["0", "abc", "01234567", "01234567-", "01234567x", `ab"c`, "n/a", "contractor", "0b\\"])
  ])
}, ({ value }) => {
  assert.strictEqual(leaves(everyone, value).filter((part) => finds(part, value)).length, 1, value)
})

it("parts of one cut follow each other, and the rest comes last", () => {
  for (const cut of [everyone, { _tag: "Prefix", prefix: "0" }, { _tag: "Prefix", prefix: "01234567" }] as const) {
    const [first] = Parts.split(cut)
    const walked: Array<Parts.Part> = []
    for (let part = first ?? null; part !== null; part = Parts.following(part)) {
      walked.push(part)
      assert.deepStrictEqual(Parts.whole(part), cut)
    }
    assert.deepStrictEqual(walked, [...Parts.split(cut), Parts.rest(cut)])
  }
})
