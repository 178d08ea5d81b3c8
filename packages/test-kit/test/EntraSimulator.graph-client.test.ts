/** A judge from outside: Microsoft's own Graph client walks the simulator's pages and reads its batches. */
import { assert, it } from "@effect/vitest"
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  GraphError,
  PageIterator
} from "@microsoft/microsoft-graph-client"
import type { Context, Middleware, PageCollection } from "@microsoft/microsoft-graph-client"
import * as Effect from "effect/Effect"
import * as EntraSimulator from "../src/EntraSimulator.ts"
import * as SimulatorFetch from "../src/SimulatorFetch.ts"
import { contoso, guid, people, person } from "./fixtures/Contoso.ts"
import { signIn } from "./fixtures/GraphCaller.ts"

interface ListedUser {
  readonly id: string
  readonly displayName: string | null
  readonly manager?: { readonly id: string }
}

/** The last step of the client's pipeline: asks the simulator instead of the network. */
class SimulatorMiddleware implements Middleware {
  readonly #fetch: SimulatorFetch.Fetch
  readonly #token: string

  constructor(fetch: SimulatorFetch.Fetch, token: string) {
    this.#fetch = fetch
    this.#token = token
  }

  async execute(context: Context): Promise<void> {
    const headers = new Headers(context.options?.headers)
    headers.set("authorization", `Bearer ${this.#token}`)
    const { body, method } = context.options ?? {}
    context.response = await this.#fetch(
      typeof context.request === "string" ? context.request : context.request.url,
      { method: method ?? "GET", headers, ...(typeof body === "string" && { body }) }
    )
  }
}

const connect = Effect.fnUntraced(function*(simulator: EntraSimulator.EntraSimulator) {
  const fetch = yield* SimulatorFetch.make([simulator])
  const token = yield* signIn(simulator)
  return Client.initWithMiddleware({ middleware: new SimulatorMiddleware(fetch, token) })
})

it.effect("the page iterator meets everybody once, with managers", () =>
  Effect.gen(function*() {
    const staff = people(250)
    const simulator = yield* EntraSimulator.make({ organisation: contoso(staff) })
    const client = yield* connect(simulator)
    const met = new Map<string, string | undefined>()
    yield* Effect.promise(async () => {
      const first: PageCollection = await client.api("/users").select("id,displayName").expand("manager($select=id)")
        .top(100).get()
      await new PageIterator(client, first, (user: ListedUser) => {
        assert.isFalse(met.has(user.id))
        met.set(user.id, user.manager?.id)
        return true
      }).iterate()
    })
    assert.deepStrictEqual([...met], staff.map((one) => [one.id, one.manager?.id]))
    assert.deepStrictEqual(simulator.meter.snapshot().requests, { "login.token": 1, "graph.users": 3 })
  }))

it.effect("a batch asks for several people at once", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({ organisation: contoso([person(1), person(2)]) })
    const client = yield* connect(simulator)
    const responses = yield* Effect.promise(async () => {
      const content = new BatchRequestContent(
        [1, 2, 3].map((n) => ({
          id: String(n),
          // Without a version: this client strips only the host, and Graph refuses a version inside a batch.
          request: new Request(`https://graph.microsoft.com/users/${guid(n)}?$select=id,displayName`)
        }))
      )
      return new BatchResponseContent(await client.api("/$batch").post(await content.getContent()))
    })
    const named = (id: string) => Effect.promise(() => responses.getResponseById(id).json())
    assert.include(yield* named("1"), { displayName: "Person 1" })
    assert.include(yield* named("2"), { displayName: "Person 2" })
    assert.strictEqual(responses.getResponseById("3").status, 404)
  }))

it.effect("refusals arrive as the client's own errors", () =>
  Effect.gen(function*() {
    const simulator = yield* EntraSimulator.make({
      organisation: contoso(people(1)),
      apps: [{ ...EntraSimulator.defaultApp, roles: [] }]
    })
    const client = yield* connect(simulator)
    const error = yield* Effect.flip(Effect.tryPromise({
      try: () => client.api("/users").get(),
      catch: (cause) => cause instanceof GraphError ? cause : new GraphError(-1, String(cause))
    }))
    assert.strictEqual(error.statusCode, 403)
    assert.strictEqual(error.code, "Authorization_RequestDenied")
    assert.isString(error.requestId)
  }))
