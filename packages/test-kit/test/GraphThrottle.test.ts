import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as GraphThrottle from "../src/GraphThrottle.ts"
import { contoso, guid, people } from "./fixtures/Contoso.ts"
import { start } from "./fixtures/GraphCaller.ts"

it("costs follow the published rules", () => {
  const cost = (query: string) => GraphThrottle.resourceUnits(2, new URLSearchParams(query))
  assert.strictEqual(cost(""), 2)
  assert.strictEqual(cost("$select=id"), 1)
  assert.strictEqual(cost("$expand=manager"), 3)
  assert.strictEqual(cost("$select=id&$expand=manager&$top=999"), 2)
  assert.strictEqual(cost("$select=id&$top=5"), 1)
})

it("the limit grows with the tenant", () => {
  assert.deepStrictEqual([49, 50, 500, 501].map((users) => GraphThrottle.publishedRate(users).limit), [
    3500,
    5000,
    5000,
    8000
  ])
})

it.effect("a listing of the usual page costs two units, and says so", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* start({ organisation: contoso(people(3)) })
    const response = yield* graph.get("/users?$select=id&$expand=manager($select=id)&$top=999")
    assert.strictEqual(response.headers.get("x-ms-resource-unit"), "2")
    yield* graph.get(`/users/${guid(1)}/manager`)
    assert.deepInclude(simulator.meter.snapshot(), { resourceUnits: 3 })
  }))

it.effect("refuses what is above the limit until the window ends", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* start({
      organisation: contoso(people(1)),
      limits: { limit: 5, windowMillis: 10_000 }
    })
    yield* TestClock.adjust("4 seconds")
    assert.isNull((yield* graph.get("/users")).headers.get("x-ms-throttle-limit-percentage"))
    assert.strictEqual((yield* graph.get("/users")).headers.get("x-ms-throttle-limit-percentage"), "0.80")

    const refused = yield* graph.get("/users")
    assert.strictEqual(refused.status, 429)
    assert.strictEqual(refused.headers.get("retry-after"), "6")
    assert.strictEqual(refused.headers.get("x-ms-throttle-information"), "ResourceUnitLimitExceeded")
    assert.match(refused.headers.get("x-ms-throttle-scope") ?? "", /^Tenant_Application\/ReadWrite\//)
    assert.strictEqual((yield* graph.refusal("/users")).error.code, "TooManyRequests")

    simulator.switches.retryAfterOmitted = true
    assert.isNull((yield* graph.get("/users")).headers.get("retry-after"))
    yield* TestClock.adjust("6 seconds")
    assert.strictEqual((yield* graph.get("/users")).status, 200)
  }))

it.effect("limits nothing unless asked", () =>
  Effect.gen(function*() {
    const { graph } = yield* start({ organisation: contoso(people(1)) })
    for (let n = 0; n < 50; n++) assert.strictEqual((yield* graph.get("/users")).status, 200)
  }))

it.effect("answers carry the ids of their request", () =>
  Effect.gen(function*() {
    const { graph } = yield* start({ organisation: contoso(people(1)) })
    const first = yield* graph.get("/users", { "client-request-id": "mine" })
    assert.strictEqual(first.headers.get("client-request-id"), "mine")
    const { error } = yield* graph.refusal("/nowhere", { "client-request-id": "mine" })
    assert.strictEqual(error.innerError["client-request-id"], "mine")
    assert.strictEqual(error.innerError["date"], "1970-01-01T00:00:00")
    assert.notStrictEqual(error.innerError["request-id"], first.headers.get("request-id"))
  }))
