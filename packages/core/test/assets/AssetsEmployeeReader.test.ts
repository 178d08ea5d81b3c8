import { assert, it } from "@effect/vitest"
import * as AssetsEmployeeReader from "@entra-assets/core/assets/AssetsEmployeeReader"
import type { DirectoryIds } from "@entra-assets/core/assets/DirectoryDefinition"
import * as DirectorySchema from "@entra-assets/core/assets/DirectorySchema"
import type { Employee } from "@entra-assets/core/model/Employee"
import { EntraId, ObjectId } from "@entra-assets/core/model/Ids"
import type { SourceError } from "@entra-assets/core/model/SourceError"
import { EmployeeReader } from "@entra-assets/core/ports/EmployeeReader"
import { Cursor, type SourcePage } from "@entra-assets/core/ports/SourcePage"
import type { AtlassianSimulator } from "@entra-assets/test-kit/AtlassianSimulator"
import type { AtlassianSwitches } from "@entra-assets/test-kit/AtlassianSwitches"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { readInProcesses } from "../fixtures/Processes.ts"
import * as SimulatedSite from "../fixtures/SimulatedSite.ts"

interface Directory {
  readonly site: AtlassianSimulator
  readonly ids: DirectoryIds
}

/** A GUID whose first digits are as evenly spread as those of real ones. */
const guid = (index: number) =>
  EntraId.make(`${((index * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`)

/** A directory with as many people, whose Entra User IDs are these. */
const directory = Effect.fnUntraced(function*(
  count: number,
  switches: Partial<AtlassianSwitches> = {},
  entraUserId: (index: number) => string | null = guid
): Effect.fn.Return<Directory> {
  const site = yield* SimulatedSite.make({ leanObjects: true, ...switches })
  const ids = yield* DirectorySchema.ensure().pipe(Effect.provide(SimulatedSite.layer(site)), Effect.orDie)
  for (let index = 0; index < count; index++) {
    const id = entraUserId(index)
    const values = { Name: `Person ${index}`, ...(id === null ? {} : { "Entra User ID": id }) }
    yield* Effect.orDie(site.assets.createObject("Employee", values))
  }
  site.meter.reset()
  return { site, ids }
})

const run = <A, E>({ ids, site }: Directory, effect: Effect.Effect<A, E, EmployeeReader>) =>
  Effect.provide(effect, AssetsEmployeeReader.layer(ids).pipe(Layer.provide(SimulatedSite.layer(site))))

const readAll = EmployeeReader.use(({ employees }) => Stream.runCollect(employees(null)))

/** The distinct records after the last restart. */
const distinct = (pages: ReadonlyArray<SourcePage<Employee>>): number => {
  const ids = new Set<string>()
  for (const page of pages) {
    if (page._tag === "Restart") ids.clear()
    else for (const { objectId } of page.values) ids.add(objectId)
  }
  return ids.size
}

const requests = ({ site }: Directory) => [site.meter.count("assets.aql"), site.meter.count("assets.aqlTotalCount")]

it.effect("reads 2,500 records in three pages and one count", () =>
  Effect.gen(function*() {
    const all = yield* directory(2_500)
    const pages = yield* run(all, readAll)
    assert.deepStrictEqual(pages.map((page) => page._tag === "Page" && page.values.length), [999, 999, 502])
    assert.deepStrictEqual(requests(all), [3, 1])
  }))

it.effect("reads what a record says", () =>
  Effect.gen(function*() {
    const account = SimulatedSite.account(1)
    const site = yield* SimulatedSite.make({}, [account])
    const ids = yield* Effect.provide(DirectorySchema.ensure(), SimulatedSite.layer(site))
    const grace = yield* site.assets.createObject("Employee", { Name: "Grace" })
    const ada = yield* site.assets.createObject("Employee", {
      Name: "Ada",
      "Entra User ID": guid(1),
      "Full Name": "Ada K. Lovelace",
      Email: "ada@acme.example",
      "Jira User": account.accountId,
      "Atlassian Account ID": account.accountId,
      Active: "false",
      Manager: grace.id
    })
    const [found] = yield* run({ site, ids }, EmployeeReader.use((reader) => reader.findByEntraIds([guid(1)])))
    assert.deepInclude(found, {
      objectId: ObjectId.make(ada.id),
      objectKey: ada.objectKey,
      name: "Ada",
      entraUserId: guid(1),
      fullName: "Ada K. Lovelace",
      email: "ada@acme.example",
      userPrincipalName: null,
      jiraUser: account.accountId,
      atlassianAccountId: account.accountId,
      active: false,
      manager: ObjectId.make(grace.id)
    })
  }))

it.effect("an empty directory is read and counted once", () =>
  Effect.gen(function*() {
    const all = yield* directory(0)
    assert.deepStrictEqual(yield* run(all, readAll), [])
    assert.deepStrictEqual(requests(all), [1, 1])
  }))

it.effect("under a ceiling of 1,000 objects it starts again and reads all 2,500 in parts", () =>
  Effect.gen(function*() {
    const all = yield* directory(2_500, { queryCeilingOf1000: true })
    const pages = yield* run(all, readAll)
    assert.strictEqual(pages.findIndex((page) => page._tag === "Restart"), 2)
    assert.strictEqual(distinct(pages), 2_500)
    // Two pages and the count; the count again, then one for each of 17 parts and a page for each of 16.
    assert.deepStrictEqual(requests(all), [2 + 16, 1 + 1 + 17])
  }))

it.effect("under the ceiling, what people typed and what has no value is read too", () =>
  Effect.gen(function*() {
    const others = [null, null, "n/a", "contractor", "0", "abc", "Zoë", "00 7", `"quoted"`]
    const all = yield* directory(2_500, { queryCeilingOf1000: true, uniqueIgnoresCase: true }, (index) => {
      const other = others[index]
      return other === undefined ? guid(index) : other
    })
    assert.strictEqual(distinct(yield* run(all, readAll)), 2_500)
  }))

it.effect("a part above the ceiling is cut again, through the hyphens, until it fits", () =>
  Effect.gen(function*() {
    const all = yield* directory(
      1_500,
      { queryCeilingOf1000: true },
      (index) => `0a0a0a0a-0000-4000-8000-${index.toString(16).padStart(12, "0")}`
    )
    assert.strictEqual(distinct(yield* run(all, readAll)), 1_500)
  }))

it.effect("more records without Entra User ID than a query returns cannot be read, which is said", () =>
  Effect.gen(function*() {
    const all = yield* directory(1_200, { queryCeilingOf1000: true }, () => null)
    const error = yield* Effect.flip(run(all, readAll))
    assert.deepStrictEqual([error.source, error.reason], ["assets", "InvalidResponse"])
    assert.include(error.message, "counts 1200 records but shows only 1000")
  }))

it.effect("a record that is made while pages are read is read after a restart", () =>
  Effect.gen(function*() {
    const all = yield* directory(1_500)
    all.site.faults.add({
      match: { path: /totalcount$/ },
      behave: (_, proceed) =>
        Effect.andThen(Effect.orDie(all.site.assets.createObject("Employee", { Name: "New" })), proceed)
    })
    const pages = yield* run(all, readAll)
    assert.isTrue(pages.some((page) => page._tag === "Restart"))
    assert.strictEqual(distinct(pages), 1_501)
  }))

it.effect("a list that ends before its time is read in parts", () =>
  Effect.gen(function*() {
    const all = yield* directory(1_500)
    all.site.faults.add({
      match: (request) => new URL(request.url).searchParams.get("startAt") === "999",
      behave: Faults.answer(() => Respond.json(200, { values: [], isLast: true }))
    })
    assert.strictEqual(distinct(yield* run(all, readAll)), 1_500)
  }))

it.effect("a count that the records never reach makes the read fail, not go on for ever", () =>
  Effect.gen(function*() {
    const all = yield* directory(20)
    all.site.faults.add({
      match: { path: /totalcount$/ },
      times: "always",
      behave: Faults.answer(() => Respond.json(200, { totalCount: 21 }))
    })
    const error = yield* Effect.flip(run(all, readAll))
    assert.include(error.message, "counts 21 records but shows only")
    assert.isAtMost(all.site.meter.count("assets.aql"), 40)
  }))

it.effect("a list that begins again, whatever page is asked for, makes the read fail, not go on for ever", () =>
  Effect.gen(function*() {
    const all = yield* directory(20)
    all.site.faults.add({
      match: { path: /\/aql$/ },
      times: "always",
      behave: Faults.answer(() =>
        Respond.json(200, { values: [{ id: "1", objectKey: "ENTRA-1", label: "Ada", attributes: [] }], isLast: false })
      )
    })
    assert.strictEqual((yield* Effect.flip(run(all, readAll))).reason, "InvalidResponse")
    assert.strictEqual(all.site.meter.count("assets.aqlTotalCount"), 0)
  }))

it.effect("an index that shows nothing of what it counts makes the read fail at once", () =>
  Effect.gen(function*() {
    const all = yield* directory(20)
    all.site.faults.add({
      match: { path: /\/aql$/ },
      times: "always",
      behave: Faults.answer(() => Respond.json(200, { values: [], isLast: true }))
    })
    assert.include((yield* Effect.flip(run(all, readAll))).message, "counts 20 records but shows only 0")
  }))

it.effect("queries go by the attribute's present name", () =>
  Effect.gen(function*() {
    const { ids, site } = yield* directory(1_200, { queryCeilingOf1000: true })
    yield* site.assets.renameAttribute("Employee", "Entra User ID", `The "id"`)
    const present = yield* Effect.provide(DirectorySchema.verify(ids), SimulatedSite.layer(site))
    const all = { site, ids: present }
    assert.strictEqual(distinct(yield* run(all, readAll)), 1_200)
    const found = yield* run(all, EmployeeReader.use((reader) => reader.findByEntraIds([guid(7)])))
    assert.deepStrictEqual(found.map(({ name }) => name), ["Person 7"])
  }))

it.effect("finds a record in whatever case its Entra User ID was typed; not before Assets shows it", () =>
  Effect.gen(function*() {
    const all = yield* directory(0, { indexDelayMillis: 5_000 })
    yield* all.site.assets.createObject("Employee", { Name: "Ada", "Entra User ID": guid(1).toUpperCase() })
    const find = EmployeeReader.use((reader) => reader.findByEntraIds([guid(1)]))
    assert.deepStrictEqual((yield* run(all, find)).length, 0)
    yield* TestClock.adjust("5 seconds")
    assert.deepStrictEqual((yield* run(all, find)).length, 1)
  }))

it.effect("counts the objects of the whole site", () =>
  Effect.gen(function*() {
    const all = yield* directory(3)
    yield* all.site.assets.addSchema({
      name: "ITSM",
      objectSchemaKey: "ITSM",
      objectTypes: [{ name: "Office", objects: [{ Name: "SYD-1" }] }]
    })
    assert.strictEqual(yield* run(all, EmployeeReader.use((reader) => reader.objectCount)), 4)
  }))

const inProcesses = (directory: Directory, pagesInEach: number) =>
  readInProcesses<Employee, SourceError, SourceError, never>(
    pagesInEach,
    (reading) => run(directory, EmployeeReader.use(({ employees }) => reading(employees)))
  )

it.effect.each<[number, number, boolean]>([
  [2_500, 1, false],
  [2_500, 2, false],
  [2_500, 3, false],
  [2_500, 7, true],
  [2_500, 1, true],
  [300, 1, false],
  [0, 1, false]
])(
  "%s records, read by clients that die after %s pages (ceiling: %s)",
  ([count, pagesInEach, queryCeilingOf1000]) =>
    Effect.gen(function*() {
      const all = yield* directory(count, { queryCeilingOf1000 })
      const { values } = yield* inProcesses(all, pagesInEach)
      assert.strictEqual(new Set(values.map(({ objectId }) => objectId)).size, count)
      assert.isBelow(values.length, count + 1)
    })
)

it.effect("more than a page of records without Entra User ID come whole, to clients that die after one page too", () =>
  Effect.gen(function*() {
    const all = yield* directory(2_100, {}, (index) => index < 1_100 ? null : guid(index))
    const { values } = yield* inProcesses(all, 1)
    assert.strictEqual(new Set(values.map(({ objectId }) => objectId)).size, 2_100)
  }))

it.effect("a count of nobody does not hide the records from a client that goes on", () =>
  Effect.gen(function*() {
    const all = yield* directory(20)
    all.site.faults.add({
      match: { path: /totalcount$/ },
      times: "always",
      behave: Faults.answer(() => Respond.json(200, { totalCount: 0 }))
    })
    assert.strictEqual((yield* inProcesses(all, 1)).values.length, 20)
  }))

it.effect("what is made while clients come and go cannot hide a record: rows move, parts do not", () =>
  Effect.gen(function*() {
    const all = yield* directory(2_500)
    const before = new Set((yield* inProcesses(all, 1_000)).values.map(({ objectId }) => objectId))
    let made = 0
    // Before each page somebody makes a record that comes first in the order of pages.
    all.site.faults.add({
      match: { path: /\/aql$/ },
      times: "always",
      behave: (_, proceed) =>
        Effect.andThen(
          Effect.orDie(
            all.site.assets.createObject("Employee", { Name: `A ${made++}`, "Entra User ID": guid(9_000 + made) })
          ),
          proceed
        )
    })
    const after = new Set((yield* inProcesses(all, 1)).values.map(({ objectId }) => objectId))
    assert.deepStrictEqual(Array.from(before).filter((id) => !after.has(id)), [])
    assert.isAbove(made, 16)
  }))

it.effect("a cursor of another version begins the records again", () =>
  Effect.gen(function*() {
    const all = yield* directory(3)
    const pages = yield* run(
      all,
      EmployeeReader.use(({ employees }) => Stream.runCollect(employees(Cursor.make(`{"version":0}`))))
    )
    assert.deepStrictEqual(pages.map((page) => page._tag), ["Restart", "Page"])
  }))

it.effect("finds 250 records by id in three queries each, and no object of another type", () =>
  Effect.gen(function*() {
    const all = yield* directory(300)
    yield* all.site.assets.addSchema({
      name: "ITSM",
      objectSchemaKey: "ITSM",
      objectTypes: [{ name: "Office", objects: [{ Name: "SYD-1" }] }]
    })
    const offices = all.site.assets.objects("Office").map(({ id }) => ObjectId.make(id))
    assert.strictEqual(offices.length, 1)
    const entraIds = Array.from({ length: 250 }, (_, index) => guid(index))
    const found = yield* run(all, EmployeeReader.use((reader) => reader.findByEntraIds([...entraIds, guid(0)])))
    assert.deepStrictEqual(new Set(found.map(({ entraUserId }) => entraUserId)), new Set<string | null>(entraIds))
    assert.deepStrictEqual(requests(all), [3, 0])
    const objectIds = found.map(({ objectId }) => objectId)
    const again = yield* run(
      all,
      EmployeeReader.use((reader) => reader.findByObjectIds([...objectIds, ...offices]))
    )
    assert.deepStrictEqual(new Set(again.map(({ objectId }) => objectId)), new Set(objectIds))
    assert.deepStrictEqual(requests(all), [6, 1], "that the office is none of ours is counted")
    assert.deepStrictEqual(yield* run(all, EmployeeReader.use((reader) => reader.findByEntraIds([]))), [])
  }))

for (const times of [1, 2]) {
  it.effect(`an empty answer to a look-up is not believed while Assets counts a record (${times} in a row)`, () =>
    Effect.gen(function*() {
      const all = yield* directory(3)
      all.site.faults.add({
        match: { path: /\/aql$/ },
        times,
        behave: Faults.answer(() => Respond.json(200, { values: [], isLast: true }))
      })
      const found = yield* run(all, EmployeeReader.use((reader) => reader.findByEntraIds([guid(0)]))).pipe(
        Effect.result
      )
      if (times === 1) assert.lengthOf(yield* Effect.fromResult(found), 1)
      else assert.strictEqual((yield* Effect.flip(Effect.fromResult(found))).reason, "InvalidResponse")
    }))
}
