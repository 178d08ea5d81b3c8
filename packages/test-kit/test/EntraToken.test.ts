import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as EntraSimulator from "../src/EntraSimulator.ts"
import { contoso, people } from "./fixtures/Contoso.ts"
import { caller, json, requestToken, signIn, start, TokenRefusal } from "./fixtures/GraphCaller.ts"

const organisation = contoso(people(1))

const refusal = Effect.fnUntraced(function*(
  simulator: EntraSimulator.EntraSimulator,
  changes: Record<string, string | undefined>,
  tenant?: string
) {
  const response = yield* requestToken(simulator, changes, tenant)
  const body = yield* json(TokenRefusal)(response)
  return { status: response.status, error: body.error, codes: body.error_codes }
})

it.effect("a token lives for an hour of the clock, less a second", () =>
  Effect.gen(function*() {
    const { graph } = yield* start({ organisation })
    yield* TestClock.adjust("3598 seconds")
    assert.strictEqual((yield* graph.get("/users")).status, 200)
    yield* TestClock.adjust("1 second")
    const { error } = yield* graph.refusal("/users")
    assert.strictEqual(error.code, "InvalidAuthenticationToken")
    assert.strictEqual(error.message, "Lifetime validation failed, the token is expired.")
  }))

it.effect("the tenant answers to its GUID and to its domain", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation })
    assert.strictEqual((yield* requestToken(simulator)).status, 200)
    assert.strictEqual((yield* requestToken(simulator, {}, "Contoso.com")).status, 200)
  }))

it.effect("refusals have the shape of the service's", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation })
    const response = yield* requestToken(simulator, { client_secret: "wrong" })
    const body = yield* json(TokenRefusal)(response)
    assert.strictEqual(response.status, 401)
    assert.match(
      body.error_description,
      /^AADSTS7000215: .+\r\nTrace ID: [0-9a-f-]{36}\r\nCorrelation ID: [0-9a-f-]{36}\r\nTimestamp: 1970-01-01 00:00:00Z$/
    )
    assert.strictEqual(body.timestamp, "1970-01-01 00:00:00Z")
    assert.strictEqual(body.error_uri, "https://login.microsoftonline.com/error?code=7000215")
  }))

it.effect("each mistake has its code", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation })
    const cases = [
      [{ client_secret: undefined }, undefined, 401, "invalid_client", 7000218],
      [{ client_secret: undefined, client_assertion: "jwt" }, undefined, 401, "invalid_client", 700027],
      [{ client_id: "someone" }, undefined, 400, "unauthorized_client", 700016],
      [{}, "fabrikam.com", 400, "invalid_request", 90002],
      [{}, "not a tenant", 400, "invalid_request", 900023],
      [{}, "common", 400, "invalid_request", 9001023],
      [{}, "consumers", 400, "invalid_request", 9001023],
      [{ scope: "User.Read.All" }, undefined, 400, "invalid_scope", 70011],
      [{ scope: undefined }, undefined, 400, "invalid_request", 900144],
      [{ scope: "https://graph.microsoft.us/.default" }, undefined, 400, "invalid_resource", 500011],
      [{ grant_type: "password" }, undefined, 400, "unsupported_grant_type", 70003]
    ] as const
    for (const [changes, tenant, status, error, code] of cases) {
      assert.deepStrictEqual(yield* refusal(simulator, changes, tenant), { status, error, codes: [code] })
    }
    yield* simulator.tenant.setApp({ ...EntraSimulator.defaultApp, secretExpired: true })
    assert.deepStrictEqual(yield* refusal(simulator, {}), { status: 401, error: "invalid_client", codes: [7000222] })
    yield* simulator.tenant.removeApp(EntraSimulator.defaultApp.clientId)
    assert.deepStrictEqual(yield* refusal(simulator, {}), {
      status: 400,
      error: "unauthorized_client",
      codes: [700016]
    })
  }))

it.effect("without consent there is a token, and Graph denies it; consent counts from the next token on", () =>
  Effect.gen(function*() {
    const app = { ...EntraSimulator.defaultApp, roles: [] }
    const { graph, simulator } = yield* start({ organisation, apps: [app] })
    assert.strictEqual((yield* graph.refusal("/users")).error.code, "Authorization_RequestDenied")
    yield* simulator.tenant.setApp(EntraSimulator.defaultApp)
    assert.strictEqual((yield* graph.get("/users")).status, 403)
    assert.strictEqual((yield* caller(simulator, yield* signIn(simulator)).get("/users")).status, 200)
  }))

it.effect("Graph refuses no token, unknown tokens and tokens for somebody else", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation })
    const other = yield* EntraSimulator.make({
      organisation: { ...organisation, tenantId: organisation.people[0]?.id ?? "" }
    })
    const messageFor = (token: string) =>
      Effect.map(caller(simulator, token).refusal("/users"), ({ error }) => [error.code, error.message])

    assert.deepStrictEqual(yield* messageFor(""), ["InvalidAuthenticationToken", "Access token is empty."])
    assert.deepStrictEqual(yield* messageFor(yield* signIn(simulator, { scope: "https://vault.azure.net/.default" })), [
      "InvalidAuthenticationToken",
      "Access token validation failure. Invalid audience."
    ])
    assert.deepStrictEqual(yield* messageFor(yield* signIn(other)), [
      "InvalidAuthenticationToken",
      "Access token validation failure."
    ])
  }))

it.effect("all tokens can be made to expire at once", () =>
  Effect.gen(function*() {
    const { graph, simulator } = yield* start({ organisation })
    yield* simulator.tokens.expireAll
    assert.strictEqual((yield* graph.get("/users")).status, 401)
  }))

it.effect("the discovery documents name this cloud's hosts", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({
      organisation,
      loginHost: "login.microsoftonline.us",
      graphHost: "graph.microsoft.us"
    })
    const get = (path: string) =>
      Effect.flatMap(
        simulator.handle(new Request(`https://login.microsoftonline.us${path}`)),
        (response) => Effect.promise(() => response.json())
      )
    const { tenantId } = organisation
    const endpoint = encodeURIComponent(`https://login.microsoftonline.us/${tenantId}/oauth2/v2.0/authorize`)
    assert.deepInclude(yield* get(`/${tenantId}/v2.0/.well-known/openid-configuration`), {
      token_endpoint: `https://login.microsoftonline.us/${tenantId}/oauth2/v2.0/token`,
      issuer: `https://login.microsoftonline.us/${tenantId}/v2.0`,
      msgraph_host: "graph.microsoft.us"
    })
    assert.include(yield* get("/nowhere.com/v2.0/.well-known/openid-configuration"), { error: "invalid_tenant" })
    assert.include(yield* get(`/common/discovery/instance?api-version=1.1&authorization_endpoint=${endpoint}`), {
      tenant_discovery_endpoint: `https://login.microsoftonline.us/${tenantId}/v2.0/.well-known/openid-configuration`
    })
    assert.include(yield* get("/common/discovery/instance?authorization_endpoint=https://evil.example/x"), {
      error: "invalid_instance"
    })
  }))
