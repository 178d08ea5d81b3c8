/** From the client secret to the port: Microsoft's library, the token, the list, the batches, and what goes wrong. */
import { assert, it } from "@effect/vitest"
import * as GraphClient from "@entra-assets/core/graph/GraphClient"
import * as GraphEntraDirectory from "@entra-assets/core/graph/GraphEntraDirectory"
import * as MsalAccessToken from "@entra-assets/core/graph/MsalAccessToken"
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import { EntraDirectory } from "@entra-assets/core/ports/EntraDirectory"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as SimulatorHttpClient from "@entra-assets/test-kit/SimulatorHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { entraId } from "../fixtures/People.ts"
import { passing } from "../fixtures/VirtualTime.ts"

const { clientId, secret } = EntraSimulator.defaultApp

const layer = (simulator: EntraSimulator.EntraSimulator, changed: Partial<MsalAccessToken.Options> = {}) =>
  GraphEntraDirectory.layer.pipe(
    Layer.provide(GraphClient.layer({ cloud: "global" })),
    Layer.provide(MsalAccessToken.layer({
      cloud: "global",
      tenantId: simulator.tenant.tenantId,
      clientId,
      clientSecret: Redacted.make(secret),
      ...changed
    })),
    Layer.provide(ApiClient.layer()),
    Layer.provide(SimulatorHttpClient.layer([simulator]))
  )

const company = Effect.gen(function*() {
  const organisation = yield* Generator.generate({ people: 1200, seed: "directory" })
  return { organisation, simulator: yield* EntraSimulator.make({ organisation, limits: "published" }) }
})

it.effect("a company as its directory has it", () =>
  Effect.gen(function*() {
    const { organisation, simulator } = yield* company
    const [somebody] = organisation.people
    const withoutManager = organisation.people.filter((person) => person.manager === null).slice(0, 30)
    const read = yield* passing(
      Effect.gen(function*() {
        const directory = yield* EntraDirectory
        const pages = yield* Stream.runCollect(directory.users(null))
        return {
          users: pages.flatMap((page) => page._tag === "Page" ? page.values : []),
          answers: yield* directory.lookUp([entraId(1)]),
          managers: yield* directory.managersOf(
            pages.flatMap((page) => page._tag === "Page" ? page.values : []).filter((user) =>
              withoutManager.some((person) => person.id === user.id)
            ).map((user) => user.id)
          )
        }
      }).pipe(Effect.provide(layer(simulator)))
    )
    assert.strictEqual(read.users.length, organisation.people.length)
    assert.strictEqual(read.users.find((user) => user.id === somebody?.id)?.displayName, somebody?.displayName)
    assert.deepStrictEqual(read.answers, [{ _tag: "NotFound", id: entraId(1) }])
    assert.deepStrictEqual(new Set(read.managers.map((answer) => answer._tag)), new Set(["NotFound"]))
    assert.strictEqual(read.managers.length, withoutManager.length)
    const { requests } = simulator.meter.snapshot()
    assert.strictEqual(requests["login.token"], 1)
    assert.strictEqual(requests["graph.users"], 2)
    assert.deepStrictEqual(Object.keys(requests).filter((name) => name.startsWith("login")), ["login.token"])
  }))

it.effect.each<[Partial<MsalAccessToken.Options>, string, RegExp]>([
  [{ clientSecret: Redacted.make("guess") }, "Unauthorized", /Value/],
  [{ clientId: entraId(1) }, "Misconfigured", /client\) ID/],
  [{ tenantId: entraId(1) }, "Misconfigured", /tenant\) ID/],
  [{ tenantId: "not a tenant" }, "Misconfigured", /tenant\) ID/]
])(
  "credentials that do not fit (%#): the error says what to correct",
  ([changed, reason, nextStep]) =>
    Effect.gen(function*() {
      const { simulator } = yield* company
      const error = yield* passing(
        EntraDirectory.use((directory) => Effect.flip(Stream.runDrain(directory.users(null)))).pipe(
          Effect.provide(layer(simulator, changed))
        )
      )
      assert.strictEqual(error.source, "entra")
      assert.strictEqual<string>(error.reason, reason)
      assert.match(error.nextStep, nextStep)
      assert.notInclude(JSON.stringify(error), "guess")
      assert.strictEqual(simulator.meter.count("login.token"), 1)
    })
)

it.effect("what became of deleted users is left out when Graph does not say, and stops nothing", () =>
  Effect.gen(function*() {
    const { simulator } = yield* company
    simulator.faults.add({ match: { path: "/v1.0/$batch" }, times: "always", behave: Faults.unavailable() })
    const deletions = yield* passing(
      EntraDirectory.use((directory) => directory.deletions([entraId(1)])).pipe(Effect.provide(layer(simulator)))
    )
    assert.strictEqual(deletions.size, 0)
  }))
