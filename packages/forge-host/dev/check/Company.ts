/**
 * A made-up company of which exactly so many people get a record: larger than that, with all its mess, and without the
 * accounts of the people who would be too many. Core's own preview, on the simulated services, says who gets one.
 */
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import * as MsalAccessToken from "@entra-assets/core/graph/MsalAccessToken"
import * as AtlassianSite from "@entra-assets/core/http/AtlassianSite"
import * as RateLimits from "@entra-assets/core/http/RateLimits"
import * as PlanStore from "@entra-assets/core/sync/PlanStore"
import * as AtlassianSimulator from "@entra-assets/test-kit/AtlassianSimulator"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Generator from "@entra-assets/test-kit/Generator"
import type { Organisation } from "@entra-assets/test-kit/Organisation"
import * as SimulatorHttpClient from "@entra-assets/test-kit/SimulatorHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"

/** Account ids of those who would get a record, in the order of the plan. */
const matched = Effect.fnUntraced(function*(organisation: Organisation) {
  const entra = yield* EntraSimulator.make({ organisation })
  const atlassian = yield* AtlassianSimulator.make({ organisation, switches: { leanObjects: true } })
  const { clientId, secret } = EntraSimulator.defaultApp
  const settings = EntraAssets.settings({ tenantId: entra.tenant.tenantId, clientId, objectAllowance: 1_000_000 })
  const engine = EntraAssets.layerMemory({
    settings,
    accessToken: MsalAccessToken.layer({ ...settings, clientSecret: Redacted.make(secret) }),
    site: AtlassianSite.layerOAuth({ cloudId: atlassian.cloudId, accessToken: Redacted.make(atlassian.appToken) }),
    directory: "create",
    limits: RateLimits.unlimited
  }).pipe(Layer.provide(SimulatorHttpClient.layer([entra, atlassian])))
  return yield* Effect.gen(function*() {
    const { id } = yield* EntraAssets.preview(settings)
    const plans = yield* PlanStore.PlanStore
    const pages = yield* Stream.runCollect(plans.pages(id))
    return pages.flatMap(({ items }) => items.flatMap((item) => item._tag === "Create" ? [item.accountId] : []))
  }).pipe(Effect.provide(engine), Effect.orDie)
})

/** Of the generator's people, at least two thirds get a record. */
const sizeFor = (employees: number) => Math.ceil(employees * 1.5) + 20

export const ofEmployees = Effect.fnUntraced(function*(
  employees: number,
  seed: number | string
): Effect.fn.Return<Organisation> {
  let organisation = yield* Generator.generate({ people: sizeFor(employees), seed })
  while (true) {
    const accountIds = yield* matched(organisation)
    if (accountIds.length === employees) return organisation
    // Somebody else's account may lead to a person whose account goes, so the next look may find some again.
    const surplus = new Set<string>(accountIds.slice(employees))
    if (surplus.size === 0) return yield* Effect.die(new Error(`Only ${accountIds.length} people would get a record.`))
    organisation = {
      ...organisation,
      accounts: organisation.accounts.filter(({ accountId }) => !surplus.has(accountId))
    }
  }
})
