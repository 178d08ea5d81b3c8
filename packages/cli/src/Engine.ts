/** The engine as a host would run it, on simulated services in place of the real ones. */
import type { DirectoryIds } from "@entra-assets/core/assets/DirectoryDefinition"
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import type { AccessToken } from "@entra-assets/core/graph/AccessToken"
import * as MsalAccessToken from "@entra-assets/core/graph/MsalAccessToken"
import type { ApiClient } from "@entra-assets/core/http/ApiClient"
import * as AtlassianSite from "@entra-assets/core/http/AtlassianSite"
import * as RateLimits from "@entra-assets/core/http/RateLimits"
import type { Settings } from "@entra-assets/core/model/Settings"
import * as MemoryLeaseStore from "@entra-assets/core/sync/MemoryLeaseStore"
import * as Digest from "effect/crypto/Digest"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import type * as Redacted from "effect/Redacted"
import * as LoopbackHttpClient from "./LoopbackHttpClient.ts"

export interface Site {
  readonly settings: Settings
  readonly cloudId: string
  /** With which the app calls Jira and Assets. */
  readonly appToken: Redacted.Redacted
  readonly directory: DirectoryIds | "create"
  readonly publishedLimits: boolean
}

/** Needs the network, and the host's stores. */
export const layer = (site: Site, accessToken: Layer.Layer<AccessToken, never, ApiClient>) =>
  EntraAssets.layer({
    settings: site.settings,
    accessToken,
    site: AtlassianSite.layerOAuth({ cloudId: site.cloudId, accessToken: site.appToken }),
    directory: site.directory,
    limits: site.publishedLimits ? RateLimits.defaults : RateLimits.unlimited
  })

export interface LoopbackSite extends Site {
  /** For each of the services' hosts, its loopback URL. */
  readonly baseUrls: ReadonlyMap<string, string>
  readonly clientSecret: Redacted.Redacted
}

/** A single process with simulators on loopback: its lease stands in memory, everything else in `values`. */
export const layerLoopback = <E, R>(site: LoopbackSite, values: Layer.Layer<KeyValueStore.KeyValueStore, E, R>) => {
  const { clientId, cloud, tenantId } = site.settings
  return layer(site, MsalAccessToken.layer({ cloud, clientId, tenantId, clientSecret: site.clientSecret })).pipe(
    Layer.provide(LoopbackHttpClient.layer(site.baseUrls)),
    Layer.provideMerge(Layer.mergeAll(values, MemoryLeaseStore.layer, Digest.layerWebCrypto))
  )
}
