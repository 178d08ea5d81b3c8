import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as EntraSimulator from "../src/EntraSimulator.ts"
import * as Faults from "../src/Faults.ts"
import * as SimulatorServer from "../src/SimulatorServer.ts"
import { contoso, people } from "./fixtures/Contoso.ts"
import { json, signIn, tokenForm, UserPage } from "./fixtures/GraphCaller.ts"

const get = (url: string, token: string) =>
  Effect.tryPromise(() => fetch(url, { headers: { authorization: `Bearer ${token}` } }))

it.effect("serves one host of a simulator over a socket, with the service's own URLs inside", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation: contoso(people(5)) })
    const login = yield* SimulatorServer.serve(simulator)
    const graph = yield* SimulatorServer.serve(simulator, { host: simulator.graphHost })

    const signedIn = yield* Effect.promise(() =>
      fetch(`${login.baseUrl}/contoso.com/oauth2/v2.0/token`, { method: "POST", body: tokenForm() })
    )
    assert.strictEqual(signedIn.status, 200)

    const response = yield* get(`${graph.baseUrl}/v1.0/users?$top=3`, yield* signIn(simulator))
    assert.isString(response.headers.get("request-id"))
    const page = yield* json(UserPage)(response)
    assert.strictEqual(page.value.length, 3)
    assert.match(page["@odata.nextLink"] ?? "", /^https:\/\/graph\.microsoft\.com\/v1\.0\/users\?/)
  }).pipe(Effect.scoped))

it.effect("a lost answer is a broken connection", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation: contoso(people(1)) })
    const { baseUrl } = yield* SimulatorServer.serve(simulator, { host: simulator.graphHost })
    simulator.faults.add({ behave: Faults.disconnect })
    yield* Effect.flip(get(`${baseUrl}/v1.0/users`, "token"))
    simulator.faults.add({ behave: Faults.cut })
    yield* Effect.flip(get(`${baseUrl}/v1.0/users`, "token"))
    assert.strictEqual((yield* get(`${baseUrl}/v1.0/users`, "token")).status, 401)
  }).pipe(Effect.scoped))

it.effect("a port in use is said to be so", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation: contoso([]) })
    const { port } = yield* SimulatorServer.serve(simulator)
    const error = yield* Effect.flip(SimulatorServer.serve(simulator, { port }))
    assert.strictEqual(error.reason, "PortInUse")
    assert.include(error.message, String(port))
  }).pipe(Effect.scoped))

it.effect("the port is free again once the scope has closed", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation: contoso([]) })
    const { port } = yield* Effect.scoped(SimulatorServer.serve(simulator))
    const again = yield* Effect.scoped(SimulatorServer.serve(simulator, { port }))
    assert.strictEqual(again.port, port)
  }))
