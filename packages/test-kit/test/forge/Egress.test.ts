import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Network from "../../src/Network.ts"
import * as ForgeApp from "../fixtures/ForgeApp.ts"

const quick = Network.latency({ minMillis: 1, maxMillis: 1, arrivesAlone: 0 })

it.effect("reaches the hosts of the manifest, by https", () =>
  Effect.gen(function*() {
    const { run } = yield* ForgeApp.make()
    const init = { method: "POST", body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } }
    assert.deepStrictEqual(yield* run("fetch", { url: "https://echo.example/path", init }), {
      value: {
        status: 200,
        body: JSON.stringify({ method: "POST", type: "application/x-www-form-urlencoded", body: "a=1" })
      }
    })
    assert.match(JSON.stringify(yield* run("fetch", { url: "https://a.below.example/" })), /"status":200/)
  }))

it.effect("and no other", () =>
  Effect.gen(function*() {
    const { all, violations } = yield* ForgeApp.make()
    const urls = ["https://evil.example/", "http://echo.example/", "https://below.example/", "https://echo.example:99/"]
    for (const result of yield* all(...urls.map((url) => ["fetch", { url }] as const))) {
      assert.deepInclude(result, { name: "REQUEST_EGRESS_ALLOWLIST_ERR" })
    }
    assert.deepStrictEqual(new Set(violations().map(({ limit }) => limit)), new Set(["egressHost"]))
  }))

it.effect("100 times in each minute that the function may run", () =>
  Effect.gen(function*() {
    const { invoke, run, usage, violations } = yield* ForgeApp.make({ network: quick })
    const url = "https://echo.example/"
    assert.deepStrictEqual(yield* run("fetches", { url, count: 102 }), { 200: 100, 429: 2 })
    assert.deepStrictEqual(violations().map(({ limit }) => limit), ["egressCalls", "egressCalls"])
    assert.deepStrictEqual(yield* invoke("long", { action: "fetches", url, count: 150 }), { 200: 150 })
    assert.strictEqual(usage().mostEgressCallsInInvocation, 150)
  }))

it.effect("a request that takes too long is given up", () =>
  Effect.gen(function*() {
    const network = Network.latency({ minMillis: 50, maxMillis: 50, arrivesAlone: 0 })
    const { run } = yield* ForgeApp.make({ network })
    assert.deepInclude(yield* run("impatient", { url: "https://echo.example/" }), { name: "TimeoutError" })
  }))
