/** The engine as a host would run it, against whatever answers at `baseUrls` in place of the services. */
import type { DirectoryIds } from "@entra-assets/core/assets/DirectoryDefinition"
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import * as MsalAccessToken from "@entra-assets/core/graph/MsalAccessToken"
import * as AtlassianSite from "@entra-assets/core/http/AtlassianSite"
import * as RateLimits from "@entra-assets/core/http/RateLimits"
import type { Settings } from "@entra-assets/core/model/Settings"
import * as Digest from "effect/crypto/Digest"
import * as Layer from "effect/Layer"
import type * as KeyValueStore from "effect/persistence/KeyValueStore"
import type * as Redacted from "effect/Redacted"
import * as LoopbackHttpClient from "./LoopbackHttpClient.ts"

export interface Options {
  readonly baseUrls: ReadonlyMap<string, string>
  readonly settings: Settings
  readonly clientSecret: Redacted.Redacted
  readonly cloudId: string
  readonly accessToken: Redacted.Redacted
  readonly directory: DirectoryIds | "create"
  readonly publishedLimits: boolean
}

export const layer = <E, R>(options: Options, store: Layer.Layer<KeyValueStore.KeyValueStore, E, R>) => {
  const { cloud, clientId, tenantId } = options.settings
  return EntraAssets.layer({
    settings: options.settings,
    accessToken: MsalAccessToken.layer({ cloud, clientId, tenantId, clientSecret: options.clientSecret }),
    site: AtlassianSite.layerOAuth({ cloudId: options.cloudId, accessToken: options.accessToken }),
    directory: options.directory,
    limits: options.publishedLimits ? RateLimits.defaults : RateLimits.unlimited
  }).pipe(
    Layer.provide(LoopbackHttpClient.layer(options.baseUrls)),
    Layer.provide(Digest.layerWebCrypto),
    Layer.provide(store)
  )
}
