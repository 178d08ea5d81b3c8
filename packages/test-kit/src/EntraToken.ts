/**
 * The login host of Entra: the token endpoint for client credentials and the two discovery documents that MSAL reads
 * before it asks for a token. It issues opaque tokens and can say later what a token was for.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { EntraApp, EntraTenant } from "./EntraTenant.ts"
import { refusal } from "./internal/Aadsts.ts"
import type { RefusalCode } from "./internal/Aadsts.ts"
import * as Body from "./internal/Body.ts"
import { isGuid, sequence } from "./internal/Guid.ts"
import { pathSegments } from "./internal/PathSegments.ts"
import type { Meter } from "./Meter.ts"
import * as Respond from "./Respond.ts"
import type { Handler } from "./Simulator.ts"

/** What an access token says. */
export interface TokenClaims {
  readonly tenantId: string
  readonly clientId: string
  /** The resource it is for, such as `https://graph.microsoft.com`. */
  readonly audience: string
  /** Roles that were consented to when it was issued. */
  readonly roles: ReadonlyArray<string>
  readonly expiresAtMillis: number
}

export interface EntraTokens {
  readonly handle: Handler
  /** What a token says, expired or not; `undefined` for text that this tenant never issued. */
  readonly claims: (token: string) => TokenClaims | undefined
  /** Makes every token issued so far expire at once. */
  readonly expireAll: Effect.Effect<void>
}

export interface Options {
  readonly tenant: EntraTenant
  readonly loginHost: string
  readonly graphHost: string
  readonly meter: Meter
}

const lifetimeSeconds = 3599
const domainPattern = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i
const multiTenant: ReadonlySet<string> = new Set(["common", "consumers", "organizations"])
const graphHosts: ReadonlySet<string> = new Set([
  "graph.microsoft.com",
  "graph.microsoft.us",
  "dod-graph.microsoft.us",
  "microsoftgraph.chinacloudapi.cn"
])

export const make = ({ tenant, loginHost, graphHost, meter }: Options): EntraTokens => {
  const issued = new Map<string, TokenClaims>()
  const nextTraceId = sequence(0x7ace)
  const authority = `https://${loginHost}`

  const refuse = (code: RefusalCode, subject: string, correlationId: string | null) =>
    Effect.map(DateTime.now, (now) => {
      const { status, body } = refusal(code, {
        subject,
        loginHost,
        timestamp: `${DateTime.formatIso(now).slice(0, 19).replace("T", " ")}Z`,
        traceId: nextTraceId(),
        correlationId: correlationId ?? nextTraceId()
      })
      return Respond.json(status, body, { "cache-control": "no-store, no-cache" })
    })

  const isOurTenant = (name: string) => {
    const lowerCase = name.toLowerCase()
    return lowerCase === tenant.tenantId.toLowerCase() || lowerCase === tenant.domain.toLowerCase()
  }

  /** Why there is no such tenant to ask, if there is none. */
  const tenantRefusal = (name: string): RefusalCode | undefined =>
    isOurTenant(name) ? undefined : isGuid(name) || domainPattern.test(name) ? 90002 : 900023

  const credentialsRefusal = (form: URLSearchParams, app: EntraApp | undefined): RefusalCode | undefined => {
    if (app === undefined) return 700016
    if (app.blocked === "disabled") return 7000112
    if (form.has("client_assertion")) return 700027
    const secret = form.get("client_secret")
    if (secret === null || secret === "") return 7000218
    if (secret !== app.secret) return 7000215
    if (app.secretExpired === true) return 7000222
    return app.blocked === "conditionalAccess" ? 53003 : undefined
  }

  const issue = Effect.fnUntraced(function*(app: EntraApp, audience: string) {
    const now = yield* Clock.currentTimeMillis
    for (const [token, claims] of issued) {
      // A token that expired an hour ago proves nothing that an unknown one does not.
      if (claims.expiresAtMillis < now - lifetimeSeconds * 1000) issued.delete(token)
    }
    const token = `simulated.${
      Buffer.from(`${tenant.tenantId}/${app.clientId}/${nextTraceId()}`).toString("base64url")
    }`
    issued.set(token, {
      tenantId: tenant.tenantId,
      clientId: app.clientId,
      audience,
      roles: app.roles,
      expiresAtMillis: now + lifetimeSeconds * 1000
    })
    return Respond.json(200, {
      token_type: "Bearer",
      expires_in: lifetimeSeconds,
      ext_expires_in: lifetimeSeconds,
      access_token: token
    }, { "cache-control": "no-store, no-cache" })
  })

  const tokenEndpoint = Effect.fnUntraced(function*(request: Request, tenantName: string) {
    meter.record("login.token")
    const form = new URLSearchParams(yield* Body.text(request))
    const correlationId = form.get("client-request-id") ?? request.headers.get("client-request-id")
    const no = (code: RefusalCode, subject: string) => refuse(code, subject, correlationId)

    if (request.method !== "POST") return yield* no(900561, request.method)
    for (const name of ["grant_type", "client_id", "scope"]) {
      if ((form.get(name) ?? "") === "") return yield* no(900144, name)
    }
    const grantType = form.get("grant_type") ?? ""
    if (grantType !== "client_credentials") return yield* no(70003, grantType)
    if (multiTenant.has(tenantName)) return yield* no(9001023, tenantName)
    const noTenant = tenantRefusal(tenantName)
    if (noTenant !== undefined) return yield* no(noTenant, tenantName)

    const clientId = form.get("client_id") ?? ""
    const app = tenant.app(clientId)
    const badCredentials = credentialsRefusal(form, app)
    if (app === undefined || badCredentials !== undefined) return yield* no(badCredentials ?? 700016, clientId)

    const scope = form.get("scope") ?? ""
    const resource = resourceOf(scope)
    if (resource === undefined) return yield* no(70011, scope)
    if (graphHosts.has(resource.host) && resource.host !== graphHost) return yield* no(500011, resource.origin)
    return yield* issue(app, resource.origin)
  })

  const openIdConfiguration = (tenantName: string) => {
    meter.record("login.openidConfiguration")
    const shared = multiTenant.has(tenantName)
    const noTenant = shared ? undefined : tenantRefusal(tenantName)
    // Here, unlike at the token endpoint, an unknown tenant is called invalid_tenant.
    if (noTenant !== undefined) return refuse(noTenant === 90002 ? "90002-discovery" : noTenant, tenantName, null)
    const tenantPath = shared ? tenantName : tenant.tenantId
    return Effect.succeed(Respond.json(200, {
      token_endpoint: `${authority}/${tenantPath}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
      jwks_uri: `${authority}/${tenantPath}/discovery/v2.0/keys`,
      response_modes_supported: ["query", "fragment", "form_post"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
      issuer: `${authority}/${shared ? "{tenantid}" : tenant.tenantId}/v2.0`,
      authorization_endpoint: `${authority}/${tenantPath}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${authority}/${tenantPath}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${authority}/${tenantPath}/oauth2/v2.0/logout`,
      tenant_region_scope: "EU",
      cloud_instance_name: loginHost.slice(loginHost.indexOf(".") + 1),
      msgraph_host: graphHost
    }))
  }

  const instanceDiscovery = (url: URL) => {
    meter.record("login.instanceDiscovery")
    const endpoint = url.searchParams.get("authorization_endpoint") ?? ""
    if (!URL.canParse(endpoint) || new URL(endpoint).host !== loginHost) return refuse(50049, endpoint, null)
    const [, tenantName = "common"] = new URL(endpoint).pathname.split("/")
    return Effect.succeed(Respond.json(200, {
      tenant_discovery_endpoint: `${authority}/${tenantName}/v2.0/.well-known/openid-configuration`,
      "api-version": url.searchParams.get("api-version") ?? "1.1",
      metadata: [{ preferred_network: loginHost, preferred_cache: loginHost, aliases: [loginHost] }]
    }))
  }

  return {
    claims: (token) => issued.get(token),
    expireAll: Effect.map(Clock.currentTimeMillis, (now) => {
      for (const [token, claims] of issued) issued.set(token, { ...claims, expiresAtMillis: now })
    }),
    handle: (request) => {
      const url = new URL(request.url)
      const [tenantName = "", ...rest] = pathSegments(url) ?? []
      const path = rest.join("/")
      if (path === "oauth2/v2.0/token") return tokenEndpoint(request, tenantName)
      if (path === "v2.0/.well-known/openid-configuration") return openIdConfiguration(tenantName)
      if (url.pathname === "/common/discovery/instance") return instanceDiscovery(url)
      return Effect.succeed(Respond.html(404, "Not Found"))
    }
  }
}

/** The resource of a scope for client credentials, which is one resource's address followed by `/.default`. */
const resourceOf = (scope: string): URL | undefined => {
  const suffix = "/.default"
  const resource = scope.endsWith(suffix) ? scope.slice(0, -suffix.length) : ""
  return resource.startsWith("https://") && !resource.includes(" ") && URL.canParse(resource)
    ? new URL(resource)
    : undefined
}
