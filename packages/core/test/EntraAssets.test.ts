import { assert, it } from "@effect/vitest"
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import * as MsalAccessToken from "@entra-assets/core/graph/MsalAccessToken"
import * as ApiBudget from "@entra-assets/core/http/ApiBudget"
import * as AtlassianSite from "@entra-assets/core/http/AtlassianSite"
import * as Retry from "@entra-assets/core/http/Retry"
import * as MemoryLeaseStore from "@entra-assets/core/sync/MemoryLeaseStore"
import { runSlice } from "@entra-assets/core/sync/RunSlice"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import type { AtlassianSwitches } from "@entra-assets/test-kit/AtlassianSwitches"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as SimulatorHttpClient from "@entra-assets/test-kit/SimulatorHttpClient"
import * as Clock from "effect/Clock"
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { TestClock } from "effect/testing"
import { entraId } from "./fixtures/People.ts"
import * as SimulatedSite from "./fixtures/SimulatedSite.ts"
import * as SimulatedTenant from "./fixtures/SimulatedTenant.ts"
import { passing } from "./fixtures/VirtualTime.ts"

/** Four people with an account each: 1 manages 2, who manages 3; 4 stands alone. */
const company = Effect.fnUntraced(function*(
  switches: Partial<AtlassianSwitches>,
  options: Partial<EntraAssets.Options> = {}
) {
  const reportsTo = (n: number) => ({ manager: { kind: "user", id: entraId(n) } }) as const
  const entra = yield* SimulatedTenant.make([
    SimulatedTenant.person(1),
    SimulatedTenant.person(2, reportsTo(1)),
    SimulatedTenant.person(3, reportsTo(2)),
    SimulatedTenant.person(4)
  ])
  const atlassian = yield* SimulatedSite.make(
    switches,
    [1, 2, 3, 4].map((n) => SimulatedSite.account(n, { emailAddress: `p${n}@example.com` }))
  )
  const { clientId, secret } = EntraSimulator.defaultApp
  const settings = EntraAssets.settings({ tenantId: entra.tenant.tenantId, clientId })
  const process = EntraAssets.layer({
    ...options,
    settings,
    accessToken: MsalAccessToken.layer({ ...settings, clientSecret: Redacted.make(secret) }),
    site: AtlassianSite.layerOAuth({
      cloudId: atlassian.cloudId,
      accessToken: Redacted.make(atlassian.userToken)
    }),
    directory: "create"
  }).pipe(Layer.provide(SimulatorHttpClient.layer([entra, atlassian])))
  const stores = Layer.mergeAll(KeyValueStore.layerMemory, MemoryLeaseStore.layer, Digest.layerWebCrypto)
  const layer = Layer.provideMerge(process, stores)
  const sync = Effect.gen(function*() {
    const plan = yield* EntraAssets.preview(settings)
    const { counts } = yield* EntraAssets.apply(plan.id, settings)
    return counts
  }).pipe(Effect.provide(layer))
  return { atlassian, settings, process: Layer.fresh(process), stores, sync }
})

it.effect("a site that has spent its share of Jira's quota goes on in the next hour, in whatever process", () =>
  Effect.gen(function*() {
    // A page of two accounts costs 5 points, and finding the workspace of Assets one, so an hour has one page.
    const { process, settings, stores } = yield* company({}, {
      pageSize: 2,
      budget: { jira: ApiBudget.perHour(8) },
      retry: { ...Retry.defaults, longestWaitMillis: 60_000 }
    })
    yield* Effect.gen(function*() {
      const inProcess = <A, E, R>(work: Effect.Effect<A, E, R>) => passing(Effect.provide(work, process))
      const { id } = yield* inProcess(
        RunStore.use((runs) => runs.start({ goal: "sync", trigger: "manual", startedBy: null }, settings))
      )
      const waits: Array<unknown> = []
      let result = yield* inProcess(runSlice(id, { settings }))
      while (result._tag === "Continue") {
        const now = yield* Clock.currentTimeMillis
        waits.push(result.run.waiting)
        const [spent] = yield* inProcess(ApiBudget.ApiBudget.use((budget) => budget.spent))
        assert.isTrue(spent !== undefined && spent.used >= 5 && spent.used <= 8)
        yield* TestClock.adjust(result.notBefore - now)
        result = yield* inProcess(runSlice(id, { settings }))
      }
      assert.deepStrictEqual([result.run.state, result.run.counts.created], ["succeeded", 4])
      assert.deepStrictEqual(waits, [1, 2].map((hour) => ({ api: "jira", until: hour * 3_600_000 })))
    }).pipe(Effect.provide(stores))
  }))

const decodeUpdate = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Struct({
  attributes: Schema.Array(Schema.Struct({
    objectAttributeValues: Schema.Array(Schema.Struct({ value: Schema.Unknown }))
  }))
})))

// Nobody could verify what Jira shows of a deleted account, so either has to lead to the same record.
for (const deletedAccounts of ["formerUser", "gone"] as const) {
  it.effect(`inactivates the person whose account was deleted, and nobody else (deletedAccounts: ${deletedAccounts})`, () =>
    Effect.gen(function*() {
      const { atlassian, sync } = yield* company({ deletedAccounts })
      assert.strictEqual((yield* sync).created, 4)
      const before = atlassian.assets.objects()
      const updates: Array<string> = []
      atlassian.faults.add({
        match: { method: "PUT" },
        times: "always",
        behave: (request, proceed) =>
          Effect.promise(() => request.clone().text()).pipe(
            Effect.map((body) => updates.push(body)),
            Effect.andThen(proceed)
          )
      })

      yield* atlassian.deleteAccount(SimulatedSite.account(2).accountId)
      const report = yield* sync

      assert.deepInclude(report, { created: 0, updated: 0, inactivated: 1, reactivated: 0, failed: 0 })
      assert.deepStrictEqual(
        atlassian.assets.objects(),
        before.map((employee) =>
          employee.values["Entra User ID"] === entraId(2)
            ? { ...employee, values: { ...employee.values, Active: "false" }, writes: employee.writes + 1 }
            : employee
        )
      )
      const [update, ...others] = yield* Effect.forEach(updates, (body) => decodeUpdate(body))
      assert.deepStrictEqual(update?.attributes, [{ objectAttributeValues: [{ value: "false" }] }])
      assert.lengthOf(others, 0)

      const again = yield* sync
      assert.deepInclude(again, { created: 0, updated: 0, inactivated: 0, reactivated: 0, failed: 0 })
    }))
}

it.effect("an embedding program may have the status object kept as well", () =>
  Effect.gen(function*() {
    const { atlassian, sync } = yield* company({}, { statusObject: { secretExpiresOn: "2027-03-31" } })
    assert.strictEqual((yield* passing(sync)).created, 4)
    assert.deepInclude(atlassian.assets.objects("Sync status")[0]?.values, {
      Outcome: "Succeeded",
      "Secret expires on": "2027-03-31"
    })
    assert.lengthOf(atlassian.assets.objects("Employee"), 4)
  }))
