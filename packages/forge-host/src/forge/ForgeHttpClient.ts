/**
 * The network of a Forge app: requests to the site go through `requestJira`, which signs them as the app or as a user;
 * all others leave Forge and are counted, since an invocation may send only so many.
 */
import { asApp, assumeTrustedRoute, asUser } from "@forge/api"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import type { AssetsCaller } from "../AssetsCaller.ts"

/** Stands before every path of the site; this host's `AtlassianSite` begins with it. */
export const siteBase = "https://api.atlassian.com/ex/jira"

/** Paths that are asked as whoever may use Assets; Jira itself is asked as the app. */
const assetsPaths = ["/jsm/assets/", "/rest/servicedeskapi/assets/"]

export interface Options {
  readonly assetsCaller: AssetsCaller
  /** Requests that may leave Forge in this invocation. */
  readonly egressLimit: number
}

const signedIn = (caller: AssetsCaller) => {
  switch (caller._tag) {
    case "App":
      return asApp()
    case "Impersonated":
      return asUser(caller.accountId)
    case "PresentUser":
      return asUser()
  }
}

/** An answer as a service would give it, where Forge throws instead or where we do not ask. */
const answer = (request: HttpClientRequest.HttpClientRequest, status: number, headers: Record<string, string> = {}) =>
  HttpClientResponse.fromWeb(
    request,
    Response.json({ code: status, message: status === 401 ? "Unauthorized" : "Refused by Forge" }, { status, headers })
  )

const transportError = (request: HttpClientRequest.HttpClientRequest) =>
  new HttpClientError.HttpClientError({
    reason: new HttpClientError.TransportError({ request, description: "Forge did not pass the request on" })
  })

/** There is nobody to act as; or the proxy itself refuses, with a status. */
const statusOf = (error: unknown): number | undefined => {
  if (!(error instanceof Error)) return undefined
  if (/^NEEDS_AUTHENTICATION|^NeedsAuthentication/u.test(error.name)) return 401
  return "status" in error && typeof error.status === "number" ? error.status : undefined
}

const textOf = ({ body }: HttpClientRequest.HttpClientRequest): string | undefined =>
  body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : undefined

const toSite = (caller: AssetsCaller) => (request: HttpClientRequest.HttpClientRequest, path: string) => {
  const sender = assetsPaths.some((prefix) => path.startsWith(prefix)) ? signedIn(caller) : asApp()
  const body = textOf(request)
  return Effect.tryPromise({
    try: async () => {
      const response = await sender.requestJira(assumeTrustedRoute(path), {
        method: request.method,
        headers: { ...request.headers },
        // Forge does not follow the redirects of Assets, and neither do we.
        redirect: "manual",
        ...(body !== undefined && { body })
      })
      const headers = new Headers()
      response.headers.forEach((value, name) => headers.append(name, value))
      const content = await response.text()
      return new Response(content === "" ? null : content, { status: response.status, headers })
    },
    catch: statusOf
  }).pipe(
    Effect.map((response) => HttpClientResponse.fromWeb(request, response)),
    Effect.catch((status) =>
      status === undefined ? Effect.fail(transportError(request)) : Effect.succeed(answer(request, status))
    )
  )
}

const make = ({ assetsCaller, egressLimit }: Options) =>
  Effect.map(HttpClient.HttpClient, (egress) => {
    let egressCalls = 0
    const site = toSite(assetsCaller)
    return HttpClient.make((request, url) => {
      if (url.href.startsWith(`${siteBase}/`)) return site(request, url.href.slice(siteBase.length))
      // The next invocation may send as many again, so a run goes on there.
      if (egressCalls >= egressLimit) return Effect.succeed(answer(request, 429, { "retry-after": "120" }))
      egressCalls++
      return egress.execute(request)
    })
  })

export const layer = (options: Options): Layer.Layer<HttpClient.HttpClient> =>
  Layer.effect(HttpClient.HttpClient, make(options)).pipe(Layer.provide(FetchHttpClient.layer))
