import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import * as Faults from "../src/Faults.ts"
import { accounts, apiTokenCaller, body, caller, employees, GatewayRefusal, site } from "./fixtures/AtlassianCaller.ts"

const statusOf = Effect.map((response: Response) => response.status)
const usersPage = "api/3/users/search?maxResults=1000"

it.effect("serves the app, users and API tokens, at the gateway and at the site", () =>
  Effect.gen(function*() {
    const simulator = yield* site()
    for (const each of [caller(simulator), caller(simulator, simulator.userToken), apiTokenCaller(simulator)]) {
      assert.strictEqual(yield* statusOf(each.jira("GET", "api/3/myself")), 200)
      assert.strictEqual(yield* statusOf(each.assets("GET", "objectschema/list")), 200)
    }
  }))

it.effect("knows one site and one workspace", () =>
  Effect.gen(function*() {
    const simulator = yield* site()
    const { cloudId, workspaceId } = simulator
    const get = (url: string) =>
      simulator.handle(new Request(url, { headers: { authorization: `Bearer ${simulator.appToken}` } }))
    const statuses = yield* Effect.forEach([
      `https://api.atlassian.com/ex/jira/other/rest/api/3/myself`,
      `https://api.atlassian.com/rest/api/3/myself`,
      `https://api.atlassian.com/ex/jira/${cloudId}/jsm/assets/workspace/other/v1/objectschema/list`,
      `https://api.atlassian.com/ex/jira/${cloudId}/jsm/assets/workspace/${workspaceId}/v1/nothing`,
      `https://example.atlassian.net/gateway/api/jsm/assets/workspace/${workspaceId}/v1/objectschema/list`
    ], (url) => statusOf(get(url)))
    assert.deepStrictEqual(statuses, [404, 404, 404, 404, 200])
  }))

it.effect("refuses strangers, and tokens that were revoked", () =>
  Effect.gen(function*() {
    const simulator = yield* site()
    const refusal = yield* Effect.flatMap(
      caller(simulator, "stranger").jira("GET", "api/3/myself"),
      body(GatewayRefusal, 401)
    )
    assert.deepStrictEqual(refusal, { code: 401, message: "Unauthorized" })
    simulator.callers.revoke(simulator.appToken)
    assert.strictEqual(yield* statusOf(caller(simulator).assets("GET", "objectschema/list")), 401)
  }))

it.effect("keeps the app itself out of Assets, but no user, when told so", () =>
  Effect.gen(function*() {
    const simulator = yield* site({ switches: { assetsRefusesApp: true } })
    const app = caller(simulator)
    const refusal = yield* Effect.flatMap(app.assets("GET", "objectschema/list"), body(GatewayRefusal, 401))
    assert.deepStrictEqual(refusal, { code: 401, message: "Unauthorized" })
    assert.strictEqual(yield* statusOf(app.jira("GET", "api/3/myself")), 200)
    const user = caller(simulator, simulator.userToken)
    assert.strictEqual(yield* statusOf(user.assets("GET", "objectschema/list")), 200)
  }))

it.effect.each(
  [
    ["none", [403, 403, 403, 403]],
    ["user", [200, 403, 403, 403]],
    ["developer", [200, 201, 403, 403]],
    ["manager", [200, 201, 201, 403]],
    ["admin", [200, 201, 201, 201]]
  ] as const
)("an account may do in Assets what its role allows: %s", ([role, expected]) =>
  Effect.gen(function*() {
    const { assets, create, objectTypeId, simulator } = yield* employees()
    simulator.switches.assetsRoles = new Map([[simulator.appAccountId, role]])
    const statuses = yield* Effect.forEach([
      assets("GET", "objectschema/list"),
      create({ Name: "Ada", "Entra User ID": "id-a" }),
      assets("POST", `objecttypeattribute/${objectTypeId}`, { name: "Note", type: 0, defaultTypeId: 0 }),
      assets("POST", "objectschema/create", { name: "Other", objectSchemaKey: "OTHER" })
    ], statusOf)
    assert.deepStrictEqual(statuses, [...expected])
  }))

it.effect("says that a scope is missing", () =>
  Effect.gen(function*() {
    const simulator = yield* site({ switches: { missingScopes: ["write:cmdb-schema:jira"] } })
    const input = { name: "Entra Directory", objectSchemaKey: "ENTRA" }
    const refusal = yield* Effect.flatMap(
      caller(simulator).assets("POST", "objectschema/create", input),
      body(GatewayRefusal, 401)
    )
    assert.strictEqual(refusal.message, "Unauthorized; scope does not match")
    assert.strictEqual(yield* statusOf(caller(simulator).assets("GET", "objectschema/list")), 200)
    assert.strictEqual(yield* statusOf(apiTokenCaller(simulator).assets("POST", "objectschema/create", input)), 201)
  }))

it.effect("counts requests by endpoint, and the points that Jira would charge", () =>
  Effect.gen(function*() {
    const simulator = yield* site({ accounts: accounts(1000) })
    yield* caller(simulator).jira("GET", usersPage)
    yield* caller(simulator).jira("GET", "api/3/user/email/bulk?accountId=712020:account-1&accountId=712020:account-2")
    yield* apiTokenCaller(simulator).jira("GET", usersPage)
    assert.deepInclude(simulator.meter.snapshot(), {
      requests: { "jira.usersSearch": 2, "jira.userEmailBulk": 1 },
      points: 2001 + 5
    })
  }))

it.effect("enforces Jira's points by the hour of the clock, and warns first", () =>
  Effect.gen(function*() {
    const simulator = yield* site({ accounts: accounts(1000), switches: { enforceLimits: true } })
    const { jira } = caller(simulator)
    yield* TestClock.setTime(Date.parse("2026-03-02T10:29:13Z"))
    const first = yield* jira("GET", usersPage)
    assert.strictEqual(first.headers.get("X-RateLimit-Limit"), "65000")
    assert.strictEqual(first.headers.get("X-RateLimit-Remaining"), String(65_000 - 2001))
    assert.strictEqual(first.headers.get("X-RateLimit-Reset"), "2026-03-02T11:00:00Z")
    assert.isNull(first.headers.get("X-RateLimit-NearLimit"))
    for (let page = 2; page <= 31; page++) yield* jira("GET", usersPage)
    const near = yield* jira("GET", usersPage)
    assert.strictEqual(near.status, 200)
    assert.strictEqual(near.headers.get("X-RateLimit-NearLimit"), "true")

    const refused = yield* jira("GET", usersPage)
    assert.strictEqual(refused.status, 429)
    assert.strictEqual(refused.headers.get("Retry-After"), "1847")
    assert.strictEqual(refused.headers.get("RateLimit-Reason"), "jira-quota-global-based")
    assert.strictEqual(refused.headers.get("Beta-RateLimit-Policy"), "\"global-app-quota\";q=65000;w=3600")
    assert.strictEqual(refused.headers.get("Beta-RateLimit"), "\"global-app-quota\";r=0;t=1847")

    assert.strictEqual(yield* statusOf(apiTokenCaller(simulator).jira("GET", usersPage)), 200)
    yield* TestClock.adjust("1847 seconds")
    assert.strictEqual(yield* statusOf(jira("GET", usersPage)), 200)
  }))

it.effect("enforces Jira's bursts by the second", () =>
  Effect.gen(function*() {
    const simulator = yield* site({ switches: { enforceLimits: true } })
    const { jira } = caller(simulator)
    for (let request = 0; request < 100; request++) yield* jira("GET", "api/3/users/search?maxResults=1")
    const refused = yield* jira("GET", "api/3/users/search?maxResults=1")
    assert.strictEqual(refused.status, 429)
    assert.strictEqual(refused.headers.get("RateLimit-Reason"), "jira-burst-based")
    assert.strictEqual(refused.headers.get("Retry-After"), "1")
    assert.strictEqual(yield* statusOf(jira("GET", "api/3/myself")), 200)
    yield* TestClock.adjust("1 second")
    assert.strictEqual(yield* statusOf(jira("GET", "api/3/users/search?maxResults=1")), 200)
  }))

it.effect("enforces the limits of Assets by endpoint and minute, with Retry-After only when told so", () =>
  Effect.gen(function*() {
    const { assets, simulator } = yield* employees({ switches: { enforceLimits: true } })
    const count = assets("POST", "object/aql/totalcount", { qlQuery: "" })
    for (let request = 0; request < 500; request++) yield* count
    const silent = yield* count
    assert.strictEqual(silent.status, 429)
    assert.isNull(silent.headers.get("Retry-After"))
    simulator.switches.assetsSendsRetryAfter = true
    assert.strictEqual((yield* count).headers.get("Retry-After"), "60")
    assert.strictEqual(yield* statusOf(assets("POST", "object/aql", { qlQuery: "" })), 200)
    yield* TestClock.adjust("1 minute")
    assert.strictEqual(yield* statusOf(count), 200)
  }))

it.effect("meets faults after the write took effect", () =>
  Effect.gen(function*() {
    const { create, simulator } = yield* employees()
    simulator.faults.add({ match: { method: "POST", path: /object\/create$/ }, behave: Faults.timeoutAfterEffect })
    assert.strictEqual(yield* statusOf(create({ Name: "Ada", "Entra User ID": "id-a" })), 504)
    assert.lengthOf(simulator.assets.objects("Employee"), 1)
    assert.strictEqual(yield* statusOf(create({ Name: "Ada", "Entra User ID": "id-a" })), 400)
  }))
