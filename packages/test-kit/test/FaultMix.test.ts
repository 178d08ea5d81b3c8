import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import { TestClock } from "effect/testing"
import * as AtlassianSimulator from "../src/AtlassianSimulator.ts"
import * as EntraSimulator from "../src/EntraSimulator.ts"
import * as FaultMix from "../src/FaultMix.ts"
import * as SimulatorHttpClient from "../src/SimulatorHttpClient.ts"
import { accounts } from "./fixtures/AtlassianCaller.ts"
import { contoso, people } from "./fixtures/Contoso.ts"

const setup = Effect.fnUntraced(function*(rates: Partial<FaultMix.FaultRates>) {
  const organisation = { ...contoso(people(5)), accounts: accounts(5) }
  const entra = yield* EntraSimulator.make({ organisation })
  const atlassian = yield* AtlassianSimulator.make({ organisation })
  const mix = FaultMix.make({ entra, atlassian }, { ...FaultMix.none, ...rates })
  const client = SimulatorHttpClient.make([entra, atlassian])
  const users = HttpClientRequest.get(`https://${atlassian.site}/rest/api/3/users/search`).pipe(
    HttpClientRequest.bearerToken(atlassian.appToken),
    client.execute
  )
  /** What became of one list of users: how many, which status, or no answer. */
  const attempt = users.pipe(
    Effect.flatMap((response) =>
      Effect.map(response.json, (body) => Array.isArray(body) ? body.length : response.status)
    ),
    Effect.orElseSucceed(() => "no answer" as const)
  )
  return { attempt, atlassian, client, entra, mix }
})

it.effect("nothing fails until told, and after healing", () =>
  Effect.gen(function*() {
    const { attempt, atlassian, mix } = yield* setup({})
    assert.strictEqual(yield* attempt, 5)
    mix.set({ ...FaultMix.none, jira: { unavailable: 1 }, indexDelayMillis: 7 })
    assert.deepStrictEqual([yield* attempt, atlassian.switches.indexDelayMillis], ["no answer", 7])
    mix.heal()
    assert.deepStrictEqual([yield* attempt, atlassian.switches.indexDelayMillis], [5, 0])
    assert.deepStrictEqual(mix.met(), { "jira.unavailable": 1 })
  }))

it.effect("a rate is how often a fault is met", () =>
  Effect.gen(function*() {
    const { attempt, mix } = yield* setup({ jira: { badGateway: 0.2 } })
    yield* Effect.replicateEffect(attempt, 500)
    const met = mix.met()["jira.badGateway"] ?? 0
    assert.isTrue(met > 60 && met < 140, `${met} of 500`)
  }).pipe(Random.withSeed("rates")))

it.effect("every fault of Jira shows", () =>
  Effect.gen(function*() {
    const { attempt, mix } = yield* setup({})
    const seen = new Map<string, unknown>()
    for (const fault of [...FaultMix.transportFaults, ...FaultMix.jiraFaults]) {
      if (fault === "hang" || fault === "late") continue
      mix.set({ ...FaultMix.none, jira: { [fault]: 1 } })
      seen.set(fault, yield* attempt)
    }
    assert.deepStrictEqual(Object.fromEntries(seen), {
      throttled: 429,
      throttledWithoutRetryAfter: 429,
      throttledWithWrongRetryAfter: 429,
      unavailable: "no answer",
      badGateway: "no answer",
      unauthorized: 401,
      disconnect: "no answer",
      disconnectAfterEffect: "no answer",
      timeoutAfterEffect: "no answer",
      cut: "no answer",
      truncate: "no answer",
      userMissing: 4,
      listEndsEarly: 0
    })
  }))

it.effect("a late request takes effect after its sender gave up", () =>
  Effect.gen(function*() {
    const { attempt, atlassian, mix } = yield* setup({ jira: { late: 1 } })
    const fiber = yield* Effect.forkChild(Effect.timeoutOption(attempt, "30 seconds"))
    yield* TestClock.adjust("44 seconds")
    assert.strictEqual(fiber.pollUnsafe()?._tag, "Success")
    assert.deepStrictEqual([atlassian.meter.count("jira.usersSearch"), mix.met()], [0, { "jira.late": 1 }])
  }))

it.effect("faults of Graph's list are its own switches, for one request", () =>
  Effect.gen(function*() {
    const { client, entra, mix } = yield* setup({})
    const token = yield* HttpClientRequest.post(
      `https://${entra.loginHost}/${entra.tenant.tenantId}/oauth2/v2.0/token`
    ).pipe(
      HttpClientRequest.bodyUrlParams({
        grant_type: "client_credentials",
        client_id: EntraSimulator.defaultApp.clientId,
        client_secret: EntraSimulator.defaultApp.secret,
        scope: `https://${entra.graphHost}/.default`
      }),
      client.execute,
      Effect.flatMap(HttpClientResponse.schemaBodyJson(Schema.Struct({ access_token: Schema.String })))
    )
    const list = (suffix = "") =>
      HttpClientRequest.get(`https://${entra.graphHost}/v1.0/users?$select=id&$top=2${suffix}`).pipe(
        HttpClientRequest.bearerToken(token.access_token),
        client.execute,
        Effect.flatMap((response) => response.text)
      )
    const count = (text: string) => text.split("\"id\"").length - 1
    mix.set({ ...FaultMix.none, graph: { emptyPage: 1 } })
    const empty = yield* list()
    assert.deepStrictEqual([count(empty), empty.includes("nextLink")], [0, true])
    mix.set({ ...FaultMix.none, graph: { listEndsEarly: 1 } })
    const ended = yield* list()
    assert.deepStrictEqual([count(ended), ended.includes("nextLink")], [0, false])
    mix.set({ ...FaultMix.none, graph: { expiredPageToken: 1 } })
    assert.include(yield* list("&$skiptoken=any"), "Directory_ExpiredPageToken")
    mix.set({ ...FaultMix.none, graph: { tokensExpire: 1 } })
    assert.include(yield* list(), "InvalidAuthenticationToken")
    assert.isFalse(entra.switches.emptyList)
  }))

it.effect("rates are drawn, and the same seed draws the same", () =>
  Effect.gen(function*() {
    const rates = yield* Random.withSeed(FaultMix.draw, 7)
    assert.deepStrictEqual(yield* Random.withSeed(FaultMix.draw, 7), rates)
    assert.notDeepEqual(yield* Random.withSeed(FaultMix.draw, 8), rates)
    const all = [rates.token, rates.graph, rates.jira, rates.assets].flatMap((part) => Object.values(part))
    assert.isAbove(all.length, 5)
    for (const rate of all) assert.isTrue(rate >= 0.002 && rate <= 0.1)
    assert.deepStrictEqual(JSON.parse(JSON.stringify(rates)), rates)
  }))
