/**
 * The access token by way of Microsoft's own library, with a client secret. Its requests go through our `ApiClient`,
 * and it is told everything that it would otherwise look up, so that a token costs exactly one request. No other module
 * of core imports `@azure/msal-node`.
 */
import { ConfidentialClientApplication, type INetworkModule } from "@azure/msal-node"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
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

/** One token, never from a cache of the library, whose clock is not ours. */
export const acquire = Effect.fn("MsalAccessToken.acquire")(function*(
  options: Options
): Effect.fn.Return<AccessToken.Grant, AccessToken.TokenError, ApiClient> {
  if (sharedTenants.has(options.tenantId.toLowerCase())) return yield* AadErrors.fromCode(9001023)
  const run = Effect.runPromiseWith(yield* Effect.context<ApiClient>())
  const granted = yield* Deferred.make<AccessToken.Grant, AccessToken.TokenError>()

  yield* Effect.tryPromise({
    try: (signal) => {
      const post = (url: string, headers: Record<string, string> = {}, form = "") =>
        HttpClientRequest.post(url, { headers }).pipe(
          HttpClientRequest.bodyText(form, "application/x-www-form-urlencoded;charset=utf-8"),
          TokenEndpoint.grant,
          Effect.onExit((exit) => Deferred.done(granted, exit))
        )
      const networkClient: INetworkModule = {
        // It has nothing to ask for: its discovery documents are in `auth` below.
        sendGetRequestAsync: () => Promise.reject(new Error("no discovery")),
        sendPostRequestAsync: (url, sent) =>
          run(post(url, sent?.headers, sent?.body), { signal }).then((grant) => ({
            status: 200,
            headers: {},
            body: JSON.parse(answer(grant))
          }))
      }
      return new ConfidentialClientApplication({
        auth: {
          clientId: options.clientId,
          clientSecret: Redacted.value(options.clientSecret),
          ...authority(options)
        },
        system: { networkClient, disableInternalRetries: true }
      }).acquireTokenByClientCredential({
        scopes: [`https://${cloudHosts[options.cloud].graph}/.default`],
        skipCache: true
      })
    },
    catch: () => unusable
  }).pipe(
    // What the token endpoint said is more exact than what the library makes of it.
    Effect.catch((error) => Effect.flatMap(Deferred.isDone(granted), (asked) => asked ? Effect.void : Effect.fail(error)))
  )
  return yield* Deferred.await(granted)
})
