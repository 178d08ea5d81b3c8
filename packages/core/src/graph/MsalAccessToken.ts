/**
 * The access token by way of Microsoft's own library, with a client secret. Its requests go through our `ApiClient`,
 * and it is told everything that it would otherwise look up, so that a token costs exactly one request. No other module
 * of core imports `@azure/msal-node`.
 */
import { ConfidentialClientApplication, type INetworkModule } from "@azure/msal-node"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { ApiClient } from "../http/ApiClient.ts"
import { type Cloud, cloudHosts } from "../model/Cloud.ts"
import * as AadErrors from "./AadErrors.ts"
import * as AccessToken from "./AccessToken.ts"
import * as TokenEndpoint from "./TokenEndpoint.ts"

export interface Options {
  readonly cloud: Cloud
  /** Directory (tenant) ID: a GUID, or a domain of the tenant. */
  readonly tenantId: string
  /** Application (client) ID. */
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
}

/** One token, never from the library's own cache, whose clock is not ours. */
export const acquire = Effect.fn("MsalAccessToken.acquire")(function*(
  options: Options
): Effect.fn.Return<AccessToken.Grant, AccessToken.TokenError, ApiClient> {
  if (sharedTenants.has(options.tenantId.toLowerCase())) return yield* AadErrors.fromCode(9001023)
  if (Redacted.value(options.clientSecret) === "") return yield* AadErrors.fromCode(7000218)
  const run = Effect.runPromiseWith(yield* Effect.context<ApiClient>())
  const granted = yield* Deferred.make<AccessToken.Grant, AccessToken.TokenError>()

  const post = (url: string, headers: Record<string, string> = {}, form = "") =>
    HttpClientRequest.post(url, { headers }).pipe(
      HttpClientRequest.bodyText(form, "application/x-www-form-urlencoded"),
      TokenEndpoint.grant,
      Effect.onExit((exit) => Deferred.done(granted, exit)),
      Effect.map((grant) => ({ status: 200, headers: {}, body: JSON.parse(bodyOf(grant)) }))
    )

  yield* Effect.tryPromise({
    try: (signal) => {
      const networkClient: INetworkModule = {
        // There is nothing left to look up.
        sendGetRequestAsync: () => run(Effect.fail(unusable)),
        sendPostRequestAsync: (url, sent) => run(post(url, sent?.headers, sent?.body), { signal })
      }
      return new ConfidentialClientApplication({
        auth: authOf(options),
        system: { networkClient, disableInternalRetries: true }
      }).acquireTokenByClientCredential({
        scopes: [`https://${cloudHosts[options.cloud].graph}/.default`],
        skipCache: true
      })
    },
    catch: () => unusable
  }).pipe(
    // Once the endpoint has answered, its answer says more than what the library makes of it.
    Effect.catch((error) => Effect.flatMap(Deferred.isDone(granted), (done) => done ? Effect.void : Effect.fail(error)))
  )
  return yield* Deferred.await(granted)
})

/** Keeps one token and renews it in time. */
export const layer = (options: Options): Layer.Layer<AccessToken.AccessToken, never, ApiClient> =>
  AccessToken.layer(acquire(options))

/** They stand for more than one tenant, so no app can sign in to them as itself. */
const sharedTenants: ReadonlySet<string> = new Set(["common", "organizations", "consumers"])

const unusable = new AccessToken.TokenError({
  reason: "Refused",
  message: "The settings for signing in to Microsoft cannot be used.",
  nextStep: "Compare Directory (tenant) ID and Application (client) ID with the app registration's overview page."
})

/** With the documents that the library would otherwise fetch: which hosts are Microsoft's, and where the endpoints are. */
const authOf = ({ clientId, clientSecret, cloud, tenantId }: Options) => {
  const { login } = cloudHosts[cloud]
  const authority = `https://${login}/${encodeURIComponent(tenantId)}`
  return {
    clientId,
    clientSecret: Redacted.value(clientSecret),
    authority,
    knownAuthorities: [login],
    authorityMetadata: JSON.stringify({
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
      issuer: `${authority}/v2.0`,
      jwks_uri: `${authority}/discovery/v2.0/keys`
    })
  }
}

/** The answer once more for the library, in the only form that fits the body type of its interface. */
const bodyOf = ({ expiresInSeconds, token }: AccessToken.Grant) =>
  JSON.stringify({ token_type: "Bearer", access_token: Redacted.value(token), expires_in: expiresInSeconds })
