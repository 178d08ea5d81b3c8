import * as EntraAssets from "@entra-assets/core/EntraAssets"
import * as MsalAccessToken from "@entra-assets/core/graph/MsalAccessToken"
import * as AtlassianSite from "@entra-assets/core/http/AtlassianSite"
import { Config, Effect, Layer } from "effect"

const settings = EntraAssets.settings({ tenantId: "contoso.com", clientId: "3f0c5a64-6d2e-4b0a-9a3c-7d1e5b8f2c41" })
const engine = Layer.unwrap(Effect.gen(function*() {
  const clientSecret = yield* Config.Redacted("ENTRA_CLIENT_SECRET")
  const apiToken = yield* Config.Redacted("ATLASSIAN_API_TOKEN")
  const accessToken = MsalAccessToken.layer({ ...settings, clientSecret })
  const site = AtlassianSite.layerApiToken({ site: "contoso.atlassian.net", email: "admin@contoso.com", apiToken })
  return EntraAssets.layerMemory({ settings, accessToken, site, directory: "create" })
}))

export const sync = Effect.gen(function*() {
  const plan = yield* EntraAssets.preview(settings)
  if (plan.counts.inactivate > 50) return yield* Effect.fail("More people leave than usual: look at the plan first.")
  return yield* EntraAssets.apply(plan.id, settings)
}).pipe(Effect.provide(engine))
