import { assert, it } from "@effect/vitest"
import * as AtlassianSimulator from "@entra-assets/test-kit/AtlassianSimulator"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Generator from "@entra-assets/test-kit/Generator"
import type { Organisation } from "@entra-assets/test-kit/Organisation"
import * as SimulatorFetch from "@entra-assets/test-kit/SimulatorFetch"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import { readFileSync } from "node:fs"
import { sync } from "../examples/embed.ts"

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8").trim()

const example = read("../examples/embed.ts")

/** The company that the example names, whose services are simulated. */
const contoso = Effect.fnUntraced(function*(people: number) {
  const organisation: Organisation = { ...(yield* Generator.generate({ people, seed: 1 })), domain: "contoso.com" }
  const entra = yield* EntraSimulator.make({ organisation })
  const atlassian = yield* AtlassianSimulator.make({ organisation, site: "contoso.atlassian.net" })
  atlassian.callers.allowApiToken("admin@contoso.com", "api-token", "712020:5f0c1c6e-0000-4000-8000-0000000000ad")
  const environment = ConfigProvider.layer(
    ConfigProvider.fromUnknown({
      ENTRA_CLIENT_SECRET: EntraSimulator.defaultApp.secret,
      ATLASSIAN_API_TOKEN: "api-token"
    })
  )
  const fetch = yield* SimulatorFetch.make([entra, atlassian])
  const layer = Layer.mergeAll(FetchHttpClient.layer, Layer.succeed(FetchHttpClient.Fetch, fetch), environment)
  return { organisation, entra, atlassian, layer }
})

it("is under 20 lines", () => assert.isBelow(example.split("\n").length, 20))

it("stands in the README as it is here", () => assert.include(read("../../../README.md"), `\n${example}\n`))

it.effect("creates the records of a company, and has nothing to write when it runs again", () =>
  Effect.gen(function*() {
    const { atlassian, layer } = yield* contoso(60)

    const first = yield* Effect.provide(sync, layer)
    const employees = atlassian.assets.objects("Employee")
    assert.isAbove(first.counts.created, 20)
    assert.strictEqual(first.counts.failed, 0)
    assert.lengthOf(employees, first.counts.created)

    const second = yield* Effect.provide(sync, layer)
    assert.strictEqual(second.counts.created + second.counts.updated + second.counts.inactivated, 0)
  }))

it.effect("writes nothing when more people leave than it was told to expect", () =>
  Effect.gen(function*() {
    const { atlassian, entra, layer, organisation } = yield* contoso(200)
    yield* Effect.provide(sync, layer)
    const before = atlassian.assets.objects()

    yield* entra.tenant.setPeople(organisation.people.map((person) => ({ ...person, accountEnabled: false })))
    const refusal = yield* Effect.flip(Effect.provide(sync, layer))

    assert.strictEqual(refusal, "More people leave than usual: look at the plan first.")
    assert.deepStrictEqual(atlassian.assets.objects(), before)
  }))
