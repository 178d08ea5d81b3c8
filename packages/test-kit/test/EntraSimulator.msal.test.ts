/** A judge from outside: the real MSAL for Node reads what the simulated login host answers. */
import { AuthError, ConfidentialClientApplication } from "@azure/msal-node"
import type { Configuration, INetworkModule, NetworkRequestOptions } from "@azure/msal-node"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as EntraSimulator from "../src/EntraSimulator.ts"
import * as SimulatorFetch from "../src/SimulatorFetch.ts"
import { contoso, people } from "./fixtures/Contoso.ts"
import { caller, scope } from "./fixtures/GraphCaller.ts"

const networkClient = (fetch: SimulatorFetch.Fetch): INetworkModule => {
  const send = (method: string) => (url: string, options: NetworkRequestOptions = {}) =>
    fetch(url, {
      method,
      headers: options.headers ?? {},
      ...(options.body !== undefined && { body: options.body })
    }).then((response) =>
      response.json().then((body) => ({
        headers: Object.fromEntries(response.headers),
        body,
        status: response.status
      }))
    )
  return { sendGetRequestAsync: send("GET"), sendPostRequestAsync: send("POST") }
}

/** What the admin typed wrongly, if anything. */
interface Wrong {
  readonly tenant?: string
  readonly clientId?: string
  readonly secret?: string
}

const application = Effect.fnUntraced(function*(simulator: EntraSimulator.EntraSimulator, wrong: Wrong = {}) {
  const auth: Configuration["auth"] = {
    clientId: wrong.clientId ?? EntraSimulator.defaultApp.clientId,
    clientSecret: wrong.secret ?? EntraSimulator.defaultApp.secret,
    authority: `https://${simulator.loginHost}/${wrong.tenant ?? simulator.tenant.tenantId}`,
    ...(!simulator.loginHost.startsWith("login.microsoft") && { knownAuthorities: [simulator.loginHost] })
  }
  return new ConfidentialClientApplication({
    auth,
    system: { networkClient: networkClient(yield* SimulatorFetch.make([simulator])) }
  })
})

const acquire = (client: ConfidentialClientApplication) =>
  Effect.tryPromise({
    try: () => client.acquireTokenByClientCredential({ scopes: [scope] }),
    catch: (cause) => cause instanceof AuthError ? cause : new AuthError("unexpected", String(cause))
  })

/** What MSAL says of a wrong configuration: OAuth's error, and the number in the text. */
const complaint = Effect.fnUntraced(function*(simulator: EntraSimulator.EntraSimulator, wrong: Wrong = {}) {
  const error = yield* Effect.flip(acquire(yield* application(simulator, wrong)))
  return [error.errorCode, /AADSTS(\d+)/.exec(error.errorMessage)?.[1] ?? error.errorMessage]
})

it.effect("MSAL gets a token that Graph accepts, and keeps it while it is valid", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation: contoso(people(3)) })
    const client = yield* application(simulator)
    const first = yield* acquire(client)
    const second = yield* acquire(client)
    assert.strictEqual(simulator.meter.count("login.token"), 1)
    assert.isFalse(first?.fromCache)
    assert.isTrue(second?.fromCache)
    const { value } = yield* caller(simulator, first?.accessToken ?? "").page("/users")
    assert.strictEqual(value.length, 3)
  }))

it.effect("MSAL reads the code of every refusal", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation: contoso(people(1)) })
    const { setApp } = simulator.tenant
    const app = EntraSimulator.defaultApp
    const nobody = "99999999-9999-4999-8999-999999999999"

    assert.deepStrictEqual(yield* complaint(simulator, { secret: "wrong" }), ["invalid_client", "7000215"])
    assert.deepStrictEqual(yield* complaint(simulator, { clientId: nobody }), ["unauthorized_client", "700016"])
    assert.deepStrictEqual(yield* complaint(simulator, { tenant: nobody }), ["invalid_request", "90002"])
    assert.deepStrictEqual(yield* complaint(simulator, { tenant: "no tenant" }), ["invalid_request", "900023"])
    yield* setApp({ ...app, secretExpired: true })
    assert.deepStrictEqual(yield* complaint(simulator), ["invalid_client", "7000222"])
    yield* setApp({ ...app, blocked: "disabled" })
    assert.deepStrictEqual(yield* complaint(simulator), ["unauthorized_client", "7000112"])
    yield* setApp(app)
    assert.isNotNull(yield* acquire(yield* application(simulator)))
  }))

it.effect("MSAL discovers a cloud that it does not know by itself", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({
      organisation: contoso(people(1)),
      loginHost: "login.sovereign.example"
    })
    assert.isNotNull(yield* acquire(yield* application(simulator)))
    assert.strictEqual(simulator.meter.count("login.openidConfiguration"), 1)
  }))
