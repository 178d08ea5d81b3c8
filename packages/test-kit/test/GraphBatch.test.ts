import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Faults from "../src/Faults.ts"
import { contoso, guid, people } from "./fixtures/Contoso.ts"
import { Batch, GraphError, json, start } from "./fixtures/GraphCaller.ts"

const get = (id: number) => ({ id: String(id), method: "GET", url: `/users/${guid(id)}?$select=id` })
const setup = start({ organisation: contoso(people(30)) })

it.effect("answers up to twenty requests, each with its own status, in any order", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* setup
    const asked = [...Array.from({ length: 19 }, (_, index) => get(index + 1)), get(99)]
    const { responses } = yield* Effect.flatMap(graph.batch(asked), json(Batch))
    assert.deepStrictEqual(responses.map(({ id }) => id).sort(), asked.map(({ id }) => id).sort())
    for (const { body, headers, id, status } of responses) {
      assert.strictEqual(status, id === "99" ? 404 : 200)
      assert.match(headers["Content-Type"] ?? "", /^application\/json/)
      if (id !== "99") assert.deepInclude(body, { id: guid(Number(id)) })
    }
    assert.deepInclude(simulator.meter.snapshot(), { resourceUnits: 20 })
    assert.deepInclude(simulator.meter.snapshot().requests, { "graph.batch": 1, "graph.user": 20 })
  }))

it.effect("refuses more than twenty requests, repeated ids and what is no batch", () =>
  Effect.gen(function*() {
    const { graph } = yield* setup
    const tooMany = Array.from({ length: 21 }, (_, index) => get(index))
    const twice = [{ ...get(1), id: "a" }, { ...get(2), id: "A" }]
    for (const requests of [tooMany, twice, [{ id: 1 }], [{ ...get(1), url: "https://elsewhere.example/" }]]) {
      const response = yield* graph.batch(requests)
      assert.strictEqual(response.status, 400)
      assert.strictEqual((yield* json(GraphError)(response)).error.code, "BadRequest")
    }
  }))

it.effect("a request whose dependency failed is not made", () =>
  Effect.gen(function*() {
    const { graph } = yield* setup
    const { responses } = yield* Effect.flatMap(
      graph.batch([get(99), { ...get(1), dependsOn: ["99"] }, { ...get(2), dependsOn: ["1"] }, get(3)]),
      json(Batch)
    )
    assert.deepStrictEqual(
      Object.fromEntries(responses.map(({ id, status }) => [id, status])),
      { "1": 424, "2": 424, "3": 200, "99": 404 }
    )
  }))

it.effect("requests inside a batch are throttled one by one", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* setup
    simulator.faults.add({ match: { path: new RegExp(guid(2)) }, behave: Faults.tooManyRequests("7") })
    const { responses } = yield* Effect.flatMap(graph.batch([get(1), get(2)]), json(Batch))
    assert.strictEqual(responses.find(({ id }) => id === "1")?.status, 200)
    assert.deepInclude(responses.find(({ id }) => id === "2"), { status: 429 })
    assert.strictEqual(responses.find(({ id }) => id === "2")?.headers["Retry-After"], "7")
  }))
