/**
 * The engine as a host of the simulated services has it: the real library, with the services of one process, a token
 * from the simulated token endpoint and a digest that is computed at once.
 */
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import * as AccessToken from "@entra-assets/core/graph/AccessToken"
import * as TokenEndpoint from "@entra-assets/core/graph/TokenEndpoint"
import * as AtlassianSite from "@entra-assets/core/http/AtlassianSite"
import * as RateLimits from "@entra-assets/core/http/RateLimits"
import type { RetrySettings } from "@entra-assets/core/http/Retry"
import type { Settings } from "@entra-assets/core/model/Settings"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { createHash } from "node:crypto"
import type { World } from "./World.ts"

export interface Options {
  readonly world: World
  readonly settings: Settings
  readonly retry?: RetrySettings
  /** Items in one page of each list. */
  readonly pageSize?: number
  /** None unless said. */
  readonly limits?: RateLimits.RateLimits
}

/** Web Crypto would leave virtual time. */
export const digest: Layer.Layer<Digest.Digest> = Layer.succeed(Digest.Digest, {
  digest: (_, data) => Effect.sync(() => new Uint8Array(createHash("sha256").update(data).digest())),
  digestHex: (_, data) => Effect.sync(() => createHash("sha256").update(data).digest("hex"))
})

/** What MSAL would do, without its promises. */
const accessToken = ({ entra }: World) =>
  AccessToken.layer(TokenEndpoint.grant(
    HttpClientRequest.post(`https://${entra.loginHost}/${entra.tenant.tenantId}/oauth2/v2.0/token`).pipe(
      HttpClientRequest.bodyUrlParams({
        grant_type: "client_credentials",
        client_id: EntraSimulator.defaultApp.clientId,
        client_secret: EntraSimulator.defaultApp.secret,
        scope: `https://${entra.graphHost}/.default`
      })
    )
  ))

/** Every secret that the engine holds; the tokens of Entra are known by their form. */
export const secrets = ({ atlassian }: World): ReadonlyArray<string> => [
  EntraSimulator.defaultApp.secret,
  atlassian.appToken
]

/** The part of the library that a process needs to run; fresh for each process, as nothing in memory outlives one. */
export const layer = ({ limits = RateLimits.unlimited, pageSize, retry, settings, world }: Options) =>
  Layer.fresh(
    EntraAssets.layer({
      settings,
      accessToken: accessToken(world),
      site: AtlassianSite.layerOAuth({
        cloudId: world.atlassian.cloudId,
        accessToken: Redacted.make(world.atlassian.appToken)
      }),
      directory: "create",
      limits,
      ...(pageSize !== undefined && { pageSize }),
      ...(retry !== undefined && { retry })
    })
  ).pipe(Layer.provideMerge(digest))
