/** What a run may send: here it sends what it must not. */
import { assert, it } from "@effect/vitest"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Durable from "../../src/simulation/Durable.ts"
import type { PromiseName } from "../../src/simulation/Promises.ts"
import * as RunWatch from "../../src/simulation/RunWatch.ts"
import * as World from "../../src/simulation/World.ts"

const counts = { created: 0, updated: 0, inactivated: 0, reactivated: 0, moved: 0, failed: 0, inDoubt: 0 }
const entraId = "abcdef00-0000-4000-8000-000000000001"
const record = (change: object) =>
  JSON.stringify({
    id: "r",
    goal: "sync",
    trigger: "manual",
    state: "applying",
    planId: "r",
    counts,
    failure: null,
    ...change
  })
const header = (stops: ReadonlyArray<string>) =>
  JSON.stringify({
    digest: "d",
    pages: 1,
    counts: { create: 0, update: 1, inactivate: 0, reactivate: 0, findings: {} },
    guard: { stops: stops.map((rule) => ({ rule })) }
  })
const page = JSON.stringify({ items: [{ _tag: "Update", entraId, accountId: "a", objectId: "7", changes: [] }] })

const put = (objectId: string) =>
  HttpClientRequest.put(`https://api.atlassian.com/ex/jira/c/jsm/assets/workspace/w/v1/object/${objectId}`)

interface Scene {
  readonly run?: object
  readonly stops?: ReadonlyArray<string>
  readonly leaseMillis?: number
  readonly objectId?: string
}

/** The promises that break when a slice sends one PUT. */
const broken = Effect.fnUntraced(function*({ leaseMillis = 120_000, objectId = "7", run = {}, stops = [] }: Scene) {
  const organisation = yield* Generator.generate({ people: 5, seed: 1 })
  const world = yield* World.make({ organisation, now: () => 0 })
  const durable = Durable.make()
  const lease = { fence: 1, owner: "r", holder: "h", expiresAt: leaseMillis }
  yield* durable.values.set("run-r-record", record(run))
  yield* durable.values.set("plan-r-header", header(stops))
  yield* durable.values.set("plan-r-page-0", page)
  yield* durable.lease.replace(0, lease)
  const found: Array<PromiseName> = []
  const violate = (promise: PromiseName) => {
    found.push(promise)
  }
  const watch = RunWatch.make({ world, durable, now: () => 0, wallNow: () => 0, violate })
  watch.sending({ runId: "r", lease, looked: new Map() }, put(objectId))
  return found
})

it.effect("a write of the plan, under the lease, is fine", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* broken({}), [])
  }))

it.effect("nothing else may be written", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* broken({ run: { goal: "preview", state: "planned" } }), [1, 8])
    assert.deepStrictEqual(yield* broken({ run: { state: "reading" } }), [8])
    assert.deepStrictEqual(yield* broken({ stops: ["inactivations"] }), [4])
    assert.deepStrictEqual(yield* broken({ leaseMillis: 20_000 }), ["lease"])
    assert.deepStrictEqual(yield* broken({ objectId: "8" }), [8])
  }))
