/**
 * Which Atlassian site is called, at which URLs and as whom. Who may call Assets is a host's decision, so it is a
 * service: hosts that have other ways to sign in bring a layer of their own. It sends nothing itself.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"

export class AtlassianSite extends Context.Service<AtlassianSite, {
  /** Base URL of Jira, without a slash at the end; `/rest/api/3/…` follows it. */
  readonly jira: string
  /** Base URL of the Assets API of a workspace, without a slash at the end; `/object/aql` follows it. */
  readonly assets: (workspaceId: string) => string
  /** The request with the caller's credentials. */
  readonly authorize: (
    request: HttpClientRequest.HttpClientRequest
  ) => Effect.Effect<HttpClientRequest.HttpClientRequest>
}>()("@entra-assets/core/http/AtlassianSite") {}

const assetsPath = (workspaceId: string) => `/jsm/assets/workspace/${encodeURIComponent(workspaceId)}/v1`

export interface ApiTokenOptions {
  /** Host of the site, such as `acme.atlassian.net`; an address in it, such as `https://acme.atlassian.net/`, will do. */
  readonly site: string
  /** Address of the account that the token belongs to. */
  readonly email: string
  readonly apiToken: Redacted.Redacted
}

/** A person's API token (HTTP Basic). Such a caller gets hidden e-mail addresses from nobody. */
export const layerApiToken = (options: ApiTokenOptions): Layer.Layer<AtlassianSite> =>
  Layer.succeed(AtlassianSite, {
    jira: `https://${hostIn(options.site)}`,
    assets: (workspaceId) => `https://api.atlassian.com${assetsPath(workspaceId)}`,
    authorize: (request) => Effect.succeed(HttpClientRequest.basicAuth(request, options.email, options.apiToken))
  })

const hostIn = (address: string) => address.trim().replace(/^https?:\/\//iu, "").replace(/\/.*$/u, "")

export interface OAuthOptions {
  /** Id of the site: a GUID, as `https://{site}/_edge/tenant_info` shows it. */
  readonly cloudId: string
  readonly accessToken: Redacted.Redacted
}

/** An OAuth 2.0 access token (Bearer), for Jira and Assets alike. */
export const layerOAuth = (options: OAuthOptions): Layer.Layer<AtlassianSite> => {
  const jira = `https://api.atlassian.com/ex/jira/${encodeURIComponent(options.cloudId)}`
  return Layer.succeed(AtlassianSite, {
    jira,
    assets: (workspaceId) => `${jira}${assetsPath(workspaceId)}`,
    authorize: (request) => Effect.succeed(HttpClientRequest.bearerToken(request, options.accessToken))
  })
}
