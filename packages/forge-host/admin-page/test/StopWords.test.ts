import { assert, describe, it } from "@effect/vitest"
import type { Stop } from "@entra-assets/core/plan/Verdict"
import * as Struct from "effect/Struct"
import { makeFormat } from "../src/format/Format.tsx"
import { allOf, whyOf } from "../src/frame/StopWords.ts"
import { english } from "../src/texts/English.ts"

const format = makeFormat("en-US", "UTC")

const department: Stop = {
  rule: "department",
  group: { _tag: "Department", name: "Sales" },
  detail: "As the plan says it.",
  count: 44,
  of: 1044,
  percent: 4.2,
  limit: 20,
  examples: { entraIds: [], accountIds: [] }
}

describe("why a plan is stopped", () => {
  it("names the group, with numbers as the reader writes them", () => {
    assert.strictEqual(
      whyOf(department, english, format),
      "In Sales, 44 of 1,044 active people would become inactive (4.2%)."
    )
    assert.match(whyOf(department, english, makeFormat("de-DE", "UTC")), /44 of 1\.044 .* \(4,2\s%\)/u)
  })

  it("says what would have passed, and where else it is so", () => {
    const groups = [{ _tag: "Department", name: "Support" }, { _tag: "Department", name: "Finance" }] as const
    const why =
      "In Sales, 44 of 1,044 active people would become inactive (4.2%). Up to 20 would pass without approval."
    assert.strictEqual(allOf(department, english, format), why)
    assert.strictEqual(
      allOf({ ...department, others: { count: 2, groups } }, english, format),
      `${why} It is the same with Support and Finance.`
    )
    assert.strictEqual(
      allOf({ ...department, others: { count: 7, groups } }, english, format),
      `${why} It is the same with Support, Finance, and 5 more.`
    )
  })

  it("is told of each rule", () => {
    const blanked: Stop = { ...department, rule: "blanked_attribute", field: "jobTitle" }
    assert.include(whyOf(blanked, english, format), "Job Title would be emptied on 44 of 1,044 records")
    const unmatched: Stop = { ...department, rule: "unmatched_accounts", before: { count: 3, accounts: 1000 } }
    assert.include(whyOf(unmatched, english, format), "after the last sync it was 3 of 1,000.")
  })

  it("is told in the plan's own words where the plan has no more than those", () => {
    const old = Struct.omit(department, ["group"])
    assert.strictEqual(whyOf(old, english, format), old.detail)
    assert.strictEqual(whyOf({ ...old, rule: "blanked_attribute" }, english, format), old.detail)
  })
})
