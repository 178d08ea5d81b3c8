/** The lines of a plan, as they are sorted, filtered and searched. */
import { assert, describe, it } from "@effect/vitest"
import { FindingCode } from "@entra-assets/core/model/Finding"
import { EntraId } from "@entra-assets/core/model/Ids"
import type { PlanCounts } from "@entra-assets/core/plan/PlanHeader"
import type { IndexLine } from "@entra-assets/forge-host/admin/AdminApi"
import { pointsOf } from "../src/overview/PeopleSeries.ts"
import { causes, countOf } from "../src/plan/FindingsByCode.ts"
import { fold } from "../src/plan/Fold.ts"
import { all, type Filter, PlanIndex, type Sort } from "../src/plan/PlanIndex.ts"
import { numbersOf } from "../src/plan/PlanNumbers.ts"

const id = (n: number) => EntraId.make(`00000000-0000-4000-8000-${String(n).padStart(12, "0")}`)
const entry = (n: number, name: string, rest: Partial<IndexLine> = {}): IndexLine => ({
  kind: "Create",
  entraId: id(n),
  name,
  code: null,
  page: 0,
  ...rest
})
const finding = (says: string, rest: Partial<IndexLine> = {}): IndexLine => ({
  kind: "Finding",
  entraId: null,
  name: null,
  detail: says,
  code: "hidden_email",
  page: 0,
  ...rest
})

const asPlanned: Sort = { by: "plan", isDescending: false }

const titles = (index: PlanIndex, filter: Partial<Filter> = {}, sort: Sort = asPlanned) =>
  index.select({ ...all, ...filter }, sort).map((number) => index.row(number)?.title ?? index.row(number)?.detail)

const made = (...parts: ReadonlyArray<ReadonlyArray<IndexLine>>) => {
  const index = new PlanIndex()
  for (const part of parts) index.add(part)
  return index
}

describe("texts as they are compared", () => {
  it("have neither capitals nor marks", () => {
    assert.strictEqual(fold("Åsa Müller-Straße"), "asa muller-strasse")
    assert.strictEqual(fold("Łukasz Ødegård"), "lukasz odegard")
    assert.strictEqual(fold("Ｆｕｌｌ"), "full")
  })
})

describe("the index of a plan", () => {
  const index = made(
    [
      finding("Nobody has the address x@contoso.com."),
      entry(1, "Zoë Ito"),
      entry(2, "anna Meier", { page: 1 })
    ],
    [
      entry(3, "Änne Haas", { kind: "Update", page: 2 }),
      entry(4, "Ben Okafor", { kind: "Inactivate", page: 2 })
    ]
  )

  it("keeps the order of the plan, and knows where each whole entry is", () => {
    assert.deepStrictEqual(titles(index), [
      "Nobody has the address x@contoso.com.",
      "Zoë Ito",
      "anna Meier",
      "Änne Haas",
      "Ben Okafor"
    ])
    assert.deepStrictEqual(
      [0, 1, 2, 3, 4].map((number) => [index.row(number)?.page, index.row(number)?.item]),
      [[0, 0], [0, 1], [1, 0], [2, 0], [2, 1]]
    )
  })

  it("sorts by name across parts, whatever the capitals and accents", () => {
    const byName = ["anna Meier", "Änne Haas", "Ben Okafor", "Nobody has the address x@contoso.com.", "Zoë Ito"]
    assert.deepStrictEqual(titles(index, {}, { by: "name", isDescending: false }), byName)
    assert.deepStrictEqual(titles(index, {}, { by: "name", isDescending: true }), byName.toReversed())
  })

  it("sorts by kind, and within a kind as planned", () => {
    assert.deepStrictEqual(titles(index, {}, { by: "kind", isDescending: false }), [
      "Zoë Ito",
      "anna Meier",
      "Änne Haas",
      "Ben Okafor",
      "Nobody has the address x@contoso.com."
    ])
  })

  it("filters by kind and cause", () => {
    assert.deepStrictEqual(titles(index, { kind: "Create" }), ["Zoë Ito", "anna Meier"])
    assert.deepStrictEqual(titles(index, { kind: "Finding", cause: "hidden_email" }).length, 1)
    assert.deepStrictEqual(titles(index, { kind: "Finding", cause: "quota" }), [])
  })

  it("has a row for each account that is told to have no person, and for each thing that is worth a look", () => {
    const counts: PlanCounts = {
      create: 0,
      update: 0,
      inactivate: 0,
      reactivate: 0,
      unchanged: 9,
      managerLinks: 0,
      findings: { unmatched_account: 3, hidden_email: 2, ambiguous_match: 1, second_account: 4, missing_manager: 5 },
      people: { active: 9, inactive: 0 }
    }
    const found = made(
      FindingCode.literals.flatMap((code) =>
        Array.from({ length: counts.findings[code] ?? 0 }, (_, n) => finding(`${code} ${n}`, { code }))
      )
    )
    const { unmatched, warnings } = numbersOf(counts)
    assert.deepStrictEqual([unmatched, warnings], [6, 15])
    assert.lengthOf(titles(found, { kind: "Finding", cause: "unmatched" }), unmatched)
    assert.lengthOf(titles(found, { kind: "Finding" }), warnings)
    const [point] = pointsOf([{ id: "run", createdAt: 1, plan: counts }])
    assert.deepStrictEqual(point?.people, { active: 9, inactive: 0, unmatched })
    for (const cause of causes) {
      assert.lengthOf(titles(found, { kind: "Finding", cause }), countOf(cause, counts), cause)
    }
  })

  it("searches for all words in any order, for addresses, and for an Entra id", () => {
    assert.deepStrictEqual(titles(index, { search: " MEI  ann " }), ["anna Meier"])
    assert.deepStrictEqual(titles(index, { search: "zoe" }), ["Zoë Ito"])
    assert.deepStrictEqual(titles(index, { search: "x@contoso" }), ["Nobody has the address x@contoso.com."])
    assert.deepStrictEqual(titles(index, { search: `${id(4).toUpperCase()} ` }), ["Ben Okafor"])
    assert.deepStrictEqual(titles(index, { search: "nobody at all" }), [])
  })

  it("a finding has the name of its person, and can be found by that and by what it says", () => {
    const about = (n: number, name: string) =>
      finding("The manager has no record.", { entraId: id(n), name, code: "missing_manager" })
    const named = made([about(1, "Anna Meier"), about(2, "Ben Okafor"), entry(2, "Ben Okafor")], [
      entry(3, "Zoë Ito", { page: 1 })
    ])
    assert.deepStrictEqual(titles(named), ["Anna Meier", "Ben Okafor", "Ben Okafor", "Zoë Ito"])
    assert.strictEqual(named.row(0)?.detail, "The manager has no record.")
    assert.strictEqual(named.nameOf(id(1)), "Anna Meier")
    assert.deepStrictEqual(named.select(all, { by: "name", isDescending: false }), [0, 2, 1, 3])
    assert.deepStrictEqual(titles(named, { search: "anna manager" }), ["Anna Meier"])
  })

  it("a finding about an account has its name, whoever else it names", () => {
    const of = (n: number, account: string, name: string) =>
      finding("2 people have the address.", { entraId: id(n), account, name, code: "ambiguous_match" })
    const accounts = made([
      of(1, "Rahul Singh", "Anna Meier"),
      of(2, "ben@contoso.com", "Zoë Ito"),
      finding("The address is hidden.", { account: "Ada Khan" })
    ])
    assert.deepStrictEqual(titles(accounts), ["Rahul Singh", "ben@contoso.com", "Ada Khan"])
    assert.strictEqual(accounts.row(2)?.detail, "The address is hidden.")
    assert.deepStrictEqual(titles(accounts, {}, { by: "name", isDescending: false }), [
      "Ada Khan",
      "ben@contoso.com",
      "Rahul Singh"
    ])
    assert.deepStrictEqual(titles(accounts, { search: "rahul" }), ["Rahul Singh"])
    assert.deepStrictEqual(titles(accounts, { search: "zoe" }), ["ben@contoso.com"])
    assert.strictEqual(accounts.nameOf(id(1)), "Anna Meier")
  })

  it("a finding about somebody whose name nobody knows says itself, and is in its place by name", () => {
    const unnamed = made([
      finding("The manager has no record.", { entraId: id(9), code: "missing_manager" }),
      entry(1, "Anna Meier"),
      entry(2, "Zoë Ito")
    ])
    assert.deepStrictEqual(titles(unnamed, {}, { by: "name", isDescending: false }), [
      "Anna Meier",
      "The manager has no record.",
      "Zoë Ito"
    ])
  })
})
