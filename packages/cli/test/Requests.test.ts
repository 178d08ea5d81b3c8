import { assert, it } from "@effect/vitest"
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Minimum from "../src/Minimum.ts"
import * as Requests from "../src/Requests.ts"
import * as Samples from "../src/Samples.ts"
import * as Engine from "./fixtures/Engine.ts"

it("puts every endpoint under what a person asks about", () => {
  const count = Requests.count([
    { api: "token", name: "token", requests: 1 },
    { api: "graph", name: "graph.users", requests: 2 },
    { api: "jira", name: "jira.users.search", requests: 3 },
    { api: "jira", name: "jira.assets.workspace", requests: 1 },
    { api: "assets", name: "assets.objectschema.create", requests: 4 },
    { api: "assets", name: "assets.object.aql", requests: 5 },
    { api: "assets", name: "assets.object.aql.totalcount", requests: 6 },
    { api: "assets", name: "assets.object.create", requests: 7 },
    { api: "assets", name: "assets.object.update", requests: 8 }
  ])
  assert.deepStrictEqual(count, { setup: 5, token: 1, graph: 2, jira: 3, assetsRead: 11, assetsWrite: 15 })
  assert.deepStrictEqual(Requests.since(count, count), {
    setup: 0,
    token: 0,
    graph: 0,
    jira: 0,
    assetsRead: 0,
    assetsWrite: 0
  })
})

it.effect("10,000 people cost no more requests than they must", () =>
  Effect.gen(function*() {
    const organisation = yield* Generator.generate({ people: 10_000, seed: 1 })
    const { layer, settings } = yield* Engine.make(organisation)
    yield* Effect.gen(function*() {
      const sync = Effect.gen(function*() {
        const plan = yield* EntraAssets.preview(settings)
        return { plan, run: yield* EntraAssets.apply(plan.id, settings) }
      })
      const sent = Effect.map((yield* ApiClient.ApiClient).usage, Requests.count)

      const { plan, run: { counts } } = yield* sync
      const first = yield* sent
      const { deferredLinks } = yield* Samples.take(plan.id)
      const least = Minimum.of(organisation, { records: counts.created, links: deferredLinks })
      // Full look-ups of at least 30 ids: that many of the longest ones fit into a URL of 2,000 characters.
      const hidden = organisation.accounts.filter((account) =>
        account.active && account.accountType === "atlassian" && account.emailVisibility !== "shown"
      )
      assert.isAtMost(organisation.accounts.length, 11_000)
      assert.isAtMost(first.token, 1)
      assert.isAtMost(first.graph, 12)
      assert.isAtMost(first.jira, 12 + Math.ceil(hidden.length / 30))
      // Each page of the plan is looked at by itself, for its records and for its links.
      assert.isAtMost(first.assetsRead, least.assetsRead + 2 * plan.pages)
      assert.strictEqual(first.assetsWrite, least.assetsWrite)
      assert.isAbove(deferredLinks, 0)
      assert.strictEqual(counts.created, plan.counts.create)
      assert.strictEqual(counts.failed, 0)

      const later = yield* sync
      const second = Requests.since(first, yield* sent)
      assert.isAtMost(second.assetsRead, 24)
      assert.deepInclude(second, { token: 0, assetsWrite: 0 })
      assert.strictEqual(later.plan.counts.unchanged, counts.created)
    }).pipe(Effect.provide(layer), TestClock.withLive)
  }))
