/**
 * Effect's `HttpClient` on simulators, routed by host. Nothing leaves the process: a host without a simulator fails as
 * a transport error, and so does an answer that a simulator lost.
 */
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import { broken, byHost, unknownHost } from "./internal/Hosts.ts"
import * as Respond from "./Respond.ts"
import type { Simulator } from "./Simulator.ts"

export const make = (simulators: ReadonlyArray<Simulator>): HttpClient.HttpClient => {
  const find = byHost(simulators)
  return HttpClient.make(Effect.fnUntraced(function*(request, url) {
    const fail = (description: string) =>
      new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request, description }) })
    const simulator = find(url.host)
    if (simulator === undefined) return yield* fail(unknownHost(url.host))
    const webRequest = yield* Effect.mapError(
      HttpClientRequest.toWeb(request),
      (cause) =>
        new HttpClientError.HttpClientError({ reason: new HttpClientError.InvalidUrlError({ request, cause }) })
    )
    const response = yield* simulator.handle(webRequest)
    return Respond.isNetworkError(response)
      ? yield* fail(broken)
      : HttpClientResponse.fromWeb(request, response)
  }))
}

export const layer = (simulators: ReadonlyArray<Simulator>): Layer.Layer<HttpClient.HttpClient> =>
  Layer.succeed(HttpClient.HttpClient, make(simulators))
