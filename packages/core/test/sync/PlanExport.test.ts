import { assert, describe, it } from "@effect/vitest"
import { attributeNames } from "@entra-assets/core/model/Employee"
import { type Finding, finding } from "@entra-assets/core/model/Finding"
import { AccountId, ObjectId } from "@entra-assets/core/model/Ids"
import type { Entry } from "@entra-assets/core/plan/Entry"
import type { PlanItem } from "@entra-assets/core/plan/Plan"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { mostEntries } from "@entra-assets/core/sync/Outcome"
import * as PlanExport from "@entra-assets/core/sync/PlanExport"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Csv from "effect/encoding/Csv"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { accountId, entraId, objectId, range, settings } from "../fixtures/People.ts"
import { stores } from "../fixtures/Stores.ts"

const read = { readStartedAt: 1, count: 2, complete: true }

const save = (items: Iterable<PlanItem>) =>
  PlanStore.use((store) =>
    store.save({
      items,
      settings,
      watermark: { graph: read, jira: read, assets: read },
      objectsNow: 7,
      guard: () => ({ stops: [], unmatched: null })
    })
  )

const textOf = <E, R>(chunks: Stream.Stream<string, E, R>) => Stream.mkString(chunks)

const cellsOf = (text: string) =>
  Stream.make(text).pipe(Stream.pipeThroughChannel(Csv.decodeString()), Stream.runCollect)

const link = (n: number, exists = true) => ({ entraId: entraId(n), objectId: exists ? objectId(n) : null })

const twoAccounts: Finding = {
  ...finding("second_account", "Two accounts, one person.", { accountIds: [accountId(8), accountId(9)] }),
  accounts: [{ accountId: accountId(8), name: "Ann" }, { accountId: accountId(9), email: "ann@example.com" }]
}

const entries: ReadonlyArray<Entry> = [
  {
    _tag: "Create",
    entraId: entraId(1),
    accountId: accountId(1),
    record: {
      name: "Ada, Countess",
      fullName: "Ada \"The\" Countess",
      email: null,
      userPrincipalName: "ada@example.com",
      jobTitle: "=Analyst",
      department: "",
      active: true,
      manager: link(2, false),
      managerAtlassianAccountId: accountId(2)
    },
    level: 0,
    managerDeferred: true
  },
  {
    _tag: "Update",
    entraId: entraId(3),
    accountId: null,
    objectId: objectId(3),
    name: "Bob",
    changes: [
      { field: "manager", before: { entraId: null, objectId: objectId(4) }, after: null },
      { field: "jobTitle", before: null, after: "Two\r\nlines" }
    ]
  },
  {
    _tag: "Inactivate",
    entraId: entraId(5),
    accountId: accountId(5),
    objectId: objectId(5),
    name: "Eve",
    cause: "disabled_in_entra",
    changes: [{ field: "active", before: null, after: false }]
  },
  {
    _tag: "Inactivate",
    entraId: entraId(6),
    accountId: accountId(6),
    objectId: objectId(6),
    name: "Mallory",
    cause: "account_inactive",
    deletion: "soft",
    changes: [{ field: "active", before: true, after: false }]
  }
]

const plan = [twoAccounts, ...entries]

const guid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`

describe("the CSV", () => {
  it.effect("has a row for every attribute that is written, and one for every finding", () =>
    Effect.gen(function*() {
      const { id } = yield* save(plan)
      const created = `Create,${guid(1)},account-1,,"Ada, Countess"`
      const deferred = ",Written last: these managers report to each other.,"
      assert.deepStrictEqual((yield* textOf(PlanExport.csv(id))).split(/(?<!Two)\r\n/u), [
        "\uFEFFKind,Entra User ID,Atlassian Account ID,Object ID,Name,Attribute,Before,After,Cause,Detail,Next Step",
        "Finding,,account-8; account-9,,Ann; ann@example.com,,,,second_account,\"Two accounts, one person.\"," +
        "\"Deactivate the account that the person does not use, or put the ID of the right one into Atlassian Account ID on their record.\"",
        `${created},Name,,"Ada, Countess",,,`,
        `${created},Entra User ID,,${guid(1)},,,`,
        `${created},Full Name,,"Ada ""The"" Countess",,,`,
        `${created},User Principal Name,,ada@example.com,,,`,
        `${created},Job Title,,'=Analyst,,,`,
        `${created},Department,,,,,`,
        `${created},Atlassian Account ID,,account-1,,,`,
        `${created},Jira User,,account-1,,,`,
        `${created},Active,,true,,,`,
        `${created},Manager,,${guid(2)},${deferred}`,
        `${created},Manager Atlassian Account ID,,account-2,${deferred}`,
        `Update,${guid(3)},,1003,Bob,Manager,object 1004,,,,`,
        `Update,${guid(3)},,1003,Bob,Job Title,,"Two\r\nlines",,,`,
        `Inactivate,${guid(5)},account-5,1005,Eve,Active,,false,disabled_in_entra,,`,
        `Inactivate,${guid(6)},account-6,1006,Mallory,Active,true,false,account_inactive,` +
        `"Deleted in Entra ID, where the user can be restored for 30 days.",`,
        ""
      ])
    }).pipe(Effect.provide(stores)))

  it.effect("of an empty plan has the names of the columns", () =>
    Effect.gen(function*() {
      const { id } = yield* save([])
      assert.match(yield* textOf(PlanExport.csv(id)), /^\uFEFFKind,[^\n]+\r\n$/u)
    }).pipe(Effect.provide(stores)))
})

describe("the JSON", () => {
  const decode = Schema.decodeEffect(Schema.fromJsonString(PlanExport.PlanDocument))

  it.effect("is one document: the header, the entries in their order, the findings", () =>
    Effect.gen(function*() {
      const header = yield* save(plan)
      assert.deepStrictEqual(yield* decode(yield* textOf(PlanExport.json(header.id))), {
        schemaVersion: 1,
        header,
        entries,
        findings: [twoAccounts]
      })
    }).pipe(Effect.provide(stores)))

  it.effect("of an empty plan is a document too", () =>
    Effect.gen(function*() {
      const header = yield* save([])
      const document = yield* decode(yield* textOf(PlanExport.json(header.id)))
      assert.deepStrictEqual(document, { schemaVersion: 1, header, entries: [], findings: [] })
    }).pipe(Effect.provide(stores)))
})

for (const [name, chunks] of [["csv", PlanExport.csv], ["json", PlanExport.json]] as const) {
  describe(name, () => {
    const longTexts = range(2000).map((n): Entry => ({
      _tag: "Update",
      entraId: entraId(n),
      accountId: accountId(n),
      objectId: objectId(n),
      name: "山".repeat(255),
      changes: [{ field: "jobTitle", before: null, after: "x".repeat(255) }]
    }))

    it.effect("comes page by page: no page is read before the one before it was taken", () =>
      Effect.gen(function*() {
        const { id, pages } = yield* save(longTexts)
        assert.isAbove(pages, 5)
        yield* KeyValueStore.KeyValueStore.use((store) => store.remove(`plan-${id}-page-2`))
        const begun: Array<string> = []
        const error = yield* Effect.flip(
          Stream.runForEach(chunks(id), (chunk) => Effect.sync(() => begun.push(chunk)))
        )
        assert.strictEqual(error.reason, "NotFound")
        assert.include(begun.join(""), entraId(1))
        assert.isTrue(begun.every((chunk) => chunk.length < 1_000_000))
      }).pipe(Effect.provide(stores)))

    it.effect("says nothing at all of a plan that is not there", () =>
      Effect.gen(function*() {
        const begun: Array<string> = []
        const error = yield* Effect.flip(
          Stream.runForEach(chunks("none"), (chunk) => Effect.sync(() => begun.push(chunk)))
        )
        assert.strictEqual(error.reason, "NotFound")
        assert.deepStrictEqual(begun, [])
      }).pipe(Effect.provide(stores)))
  })
}

for (
  const [name, chunks, partOf] of [
    ["csv", PlanExport.csv, PlanExport.csvPart],
    ["json", PlanExport.json, PlanExport.jsonPart]
  ] as const
) {
  describe(`${name}, part by part`, () => {
    /** Each part, asked for by what the one before it said. */
    const partsOf = Effect.fnUntraced(function*(header: PlanHeader) {
      const texts: Array<string> = []
      let next: number | null = 0
      while (next !== null) {
        const part: PlanExport.Part = yield* partOf(header, next)
        texts.push(part.text)
        next = part.next
      }
      return texts
    })

    const update = (n: number): Entry => ({
      _tag: "Update",
      entraId: entraId(n),
      accountId: accountId(n),
      objectId: objectId(n),
      name: "Bob",
      changes: [{ field: "jobTitle", before: null, after: "Baker" }]
    })
    const page = mostEntries
    const updates = range(3 * page).map(update)
    const findings = Array.from({ length: 2 * page }, () => twoAccounts)

    const cases: ReadonlyArray<{ readonly title: string; readonly items: ReadonlyArray<Entry | Finding> }> = [
      { title: "an empty plan", items: [] },
      { title: "a plan of one page", items: plan },
      { title: "nothing but entries", items: updates },
      { title: "nothing but findings", items: findings },
      { title: "findings on the first pages", items: [...findings, ...updates] },
      { title: "findings on the last pages", items: [...updates, ...findings] }
    ]

    it.effect.each(cases)("$title: joined, they are the file", ({ items }) =>
      Effect.gen(function*() {
        const header = yield* save(items)
        const texts = yield* partsOf(header)
        assert.strictEqual(texts.join(""), yield* textOf(chunks(header.id)))
        assert.isAtLeast(texts.length, header.pages)
        if (name === "csv") return
        const decoded = yield* Schema.decodeEffect(Schema.fromJsonString(PlanExport.PlanDocument))(texts.join(""))
        assert.deepStrictEqual(decoded.entries, items.filter((item) => item._tag !== "Finding"))
        assert.deepStrictEqual(decoded.findings, items.filter((item) => item._tag === "Finding"))
      }).pipe(Effect.provide(stores)))

    it.effect("there is no part beyond the last", () =>
      Effect.gen(function*() {
        for (const items of [[], plan, updates]) {
          const header = yield* save(items)
          const error = yield* Effect.flip(partOf(header, 4 * header.pages + 1))
          assert.strictEqual(error.reason, "NotFound")
        }
      }).pipe(Effect.provide(stores)))
  })
}

/** Texts of everything that means something to a spreadsheet or a CSV. */
const Pieces = Schema.Array(
  Schema.Literals(
    "= + - @ ＝ ＠ \t \r \n ; , \" ' \u00a0 \u0000 \ufeff \u2028 -5 a b é \u{1f600} null |cmd \\".split(" ").concat(" ")
  )
).check(Schema.isMaxLength(8))

const Drawn = Schema.Array(Schema.Struct({
  kind: Schema.Literals(["Create", "Update", "Inactivate", "Finding"]),
  id: Pieces,
  name: Pieces,
  before: Schema.NullOr(Pieces),
  after: Schema.NullOr(Pieces),
  active: Schema.Boolean
}))

const itemOf = (drawn: (typeof Drawn.Type)[number], index: number): Entry | Finding => {
  const [id, name] = [`${drawn.id.join("")}-`, drawn.name.join("")]
  const [before, after] = [drawn.before?.join("") ?? null, drawn.after?.join("") ?? null]
  const target = { entraId: entraId(index), accountId: AccountId.make(id), objectId: ObjectId.make(id), name }
  switch (drawn.kind) {
    case "Finding":
      return finding("name_adjusted", name, { accountIds: [target.accountId], objectIds: [target.objectId] })
    case "Create":
      return {
        _tag: "Create",
        entraId: target.entraId,
        accountId: target.accountId,
        record: {
          name,
          fullName: after,
          email: before,
          userPrincipalName: after,
          jobTitle: before,
          department: null,
          active: drawn.active,
          manager: null,
          managerAtlassianAccountId: null
        },
        level: 0,
        managerDeferred: false
      }
    case "Inactivate":
      return {
        _tag: "Inactivate",
        ...target,
        cause: "account_inactive",
        changes: [{ field: "active", before: drawn.active, after: false }]
      }
    case "Update":
      return { _tag: "Update", ...target, changes: [{ field: "jobTitle", before, after }] }
  }
}

/** What the cells have to say, but for apostrophes. */
const expected = (item: Entry | Finding): ReadonlyArray<unknown> => {
  switch (item._tag) {
    case "Finding":
      return [item.detail, item.accountIds[0], item.objectIds[0]]
    case "Create":
      return [item.accountId, ...Object.values(item.record)]
    default:
      return [item.accountId, item.objectId, item.name, ...item.changes.flatMap(({ before, after }) => [before, after])]
  }
}

describe("whatever the texts are", () => {
  const items = Arbitrary.map(Arbitrary.schema(Drawn), (drawn) => drawn.map(itemOf))
  const draws = { arbitrary: { runs: 500, size: 20, seed: "entra-assets" } }
  const withoutApostrophes = (text: string) => text.replaceAll("'", "")

  it.effect.prop("the CSV has each of them, and none begins a formula", [items], ([items]) =>
    Effect.gen(function*() {
      const { id } = yield* save(items)
      const text = yield* textOf(PlanExport.csv(id))
      const [names = [], ...rows] = yield* cellsOf(text)
      const cells = rows.flat()
      assert.isTrue(rows.every((row) => row.length === names.length))
      assert.deepStrictEqual(cells.filter((cell) => /^\s*[=+\-@]|^[\t\r\n]/u.test(cell)), [])
      const said = new Set(cells.map(withoutApostrophes))
      for (const value of items.flatMap(expected)) {
        if (typeof value === "string") assert.isTrue(said.has(withoutApostrophes(value)), value)
      }
      // As a spreadsheet reads it that takes the semicolon for the separator, and quotes within a line as they are.
      assert.deepStrictEqual(text.split(/[;\t\r\n]/u).filter((cell) => /^["\s]*[=+\-@]/u.test(cell)), [])
    }).pipe(Effect.provide(stores)), draws)

  it.effect.prop("the JSON is the stored plan", [items], ([items]) =>
    Effect.gen(function*() {
      const header = yield* save(items)
      const text = yield* textOf(PlanExport.json(header.id))
      assert.deepStrictEqual(yield* Schema.decodeEffect(Schema.fromJsonString(PlanExport.PlanDocument))(text), {
        schemaVersion: 1,
        header,
        entries: items.filter((item) => item._tag !== "Finding"),
        findings: items.filter((item) => item._tag === "Finding")
      })
    }).pipe(Effect.provide(stores)), draws)
})

it.effect("names the attributes as Assets does", () =>
  Effect.gen(function*() {
    const { id } = yield* save(plan)
    const rows = yield* cellsOf(yield* textOf(PlanExport.csv(id)))
    const attributes = new Set(rows.slice(1).flatMap((row) => row[5] || []))
    const known = new Set<string>([...Object.values(attributeNames), "Name"])
    assert.isTrue(Array.from(attributes).every((name) => known.has(name)))
  }).pipe(Effect.provide(stores)))
