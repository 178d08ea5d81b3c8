import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { contoso, guid, people } from "./fixtures/Contoso.ts"
import { start } from "./fixtures/GraphCaller.ts"

const setup = start({ organisation: contoso(people(9)) })
const list = "/users?$select=id,department&$top=3"
const idsOf = (pages: ReadonlyArray<{ readonly value: ReadonlyArray<Record<string, unknown>> }>) =>
  pages.map((page) => page.value.map((user) => user["id"]))

it.effect("a page may be empty and still have a nextLink", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* setup
    simulator.switches.emptyPages = new Set([1, 3])
    const pages = yield* graph.pages(list)
    assert.deepStrictEqual(pages.map((page) => page.value.length), [0, 3, 0, 3, 3])
    assert.strictEqual(new Set(idsOf(pages).flat()).size, 9)
  }))

it.effect("pages may repeat people of the page before", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* setup
    simulator.switches.duplicatesAcrossPages = 1
    const pages = yield* graph.pages(list)
    assert.deepStrictEqual(idsOf(pages), [[1, 2, 3], [3, 4, 5, 6], [6, 7, 8, 9]].map((page) => page.map(guid)))
  }))

it.effect("a nextLink may expire, as often as said", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* setup
    simulator.switches.expiredPageToken = { page: 2, times: 2 }
    const link = (yield* graph.page(list))["@odata.nextLink"] ?? ""
    assert.strictEqual((yield* graph.refusal(link)).error.code, "Directory_ExpiredPageToken")
    assert.strictEqual((yield* graph.refusal(link)).error.code, "Directory_ExpiredPageToken")
    assert.strictEqual((yield* graph.get(link)).status, 200)
    assert.strictEqual((yield* graph.refusal("/users?$skiptoken=made-up")).error.code, "Directory_ExpiredPageToken")
  }))

it.effect("somebody may be missing from the list though present by id", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* setup
    simulator.switches.missingFromList = new Set([guid(5)])
    assert.notInclude(idsOf(yield* graph.pages(list)).flat(), guid(5))
    assert.strictEqual((yield* graph.get(`/users/${guid(5)}`)).status, 200)
  }))

it.effect("later pages may leave out properties", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* setup
    simulator.switches.missingOnLaterPages = new Set(["department"])
    const pages = yield* graph.pages(list)
    assert.deepStrictEqual(pages.map((page) => page.value.every((user) => "department" in user)), [true, false, false])
  }))

it.effect("the list may be empty, or end early", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* setup
    simulator.switches.endListAfterPage = 2
    assert.strictEqual(idsOf(yield* graph.pages(list)).flat().length, 6)
    simulator.switches.emptyList = true
    assert.deepStrictEqual(idsOf(yield* graph.pages(list)), [[]])
  }))

it.effect("$expand may leave managers out, or bring more of them than asked", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* setup
    simulator.switches.managersNotExpanded = new Set([guid(2)])
    simulator.switches.nestedSelectIgnored = true
    const { value } = yield* graph.page("/users?$select=id&$expand=manager($select=id)")
    assert.isUndefined(value[1]?.["manager"])
    assert.deepInclude(value[2]?.["manager"], { id: guid(1), displayName: "Person 1" })
    assert.strictEqual((yield* graph.get(`/users/${guid(2)}/manager`)).status, 200)
  }))
