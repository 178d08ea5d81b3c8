/**
 * Effect's `HttpClient` on simulators, routed by host. Nothing leaves the process: a host without a simulator fails as
 * a transport error, and so does an answer that a simulator lost. Nor does anything leave virtual time, as long as
 * simulators answer with `Respond` and requests have no streams.
 */
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Body from "./internal/Body.ts"
import { broken, byHost, unknownHost } from "./internal/Hosts.ts"
import * as Network from "./Network.ts"
import * as Respond from "./Respond.ts"
import type { Simulator } from "./Simulator.ts"

export interface Options {
  /** What lies between; nothing unless said, and then no time passes. */
  readonly network?: Network.Network
}

export const make = (simulators: ReadonlyArray<Simulator>, { network }: Options = {}): HttpClient.HttpClient => {
  const find = byHost(
    network === undefined
      ? simulators
      : simulators.map(({ handle, hosts }) => ({ hosts, handle: Network.across(network, handle) }))
  )
  return HttpClient.make(Effect.fnUntraced(function*(request, url) {
    const simulator = find(url.host)
    if (simulator === undefined) return yield* transportError(request, unknownHost(url.host))
    const response = yield* simulator.handle(yield* toWeb(request, url))
    return Respond.isNetworkError(response) ? yield* transportError(request, broken) : fromWeb(request, response)
  }))
}

export const layer = (
  simulators: ReadonlyArray<Simulator>,
  options?: Options
): Layer.Layer<HttpClient.HttpClient> => Layer.succeed(HttpClient.HttpClient, make(simulators, options))

// ---------------------------------------------------------------------------------------------------------------------
// internal
// ---------------------------------------------------------------------------------------------------------------------

const transportError = (request: HttpClientRequest.HttpClientRequest, description: string) =>
  new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request, description }) })

/** A stream cannot be known before it is read, and stays what it is. */
const toWeb = (request: HttpClientRequest.HttpClientRequest, url: URL) => {
  const { body, headers, method } = request
  switch (body._tag) {
    case "Empty":
      return Effect.succeed(new Body.TextRequest(url, { method, headers }))
    case "Uint8Array":
      return Effect.succeed(new Body.TextRequest(url, { method, headers, body: new TextDecoder().decode(body.body) }))
    default:
      return Effect.mapError(
        HttpClientRequest.toWeb(request),
        (cause) =>
          new HttpClientError.HttpClientError({ reason: new HttpClientError.InvalidUrlError({ request, cause }) })
      )
  }
}

const fromWeb = (request: HttpClientRequest.HttpClientRequest, source: Response) => {
  const response = HttpClientResponse.fromWeb(request, source)
  if (source instanceof Body.TextResponse) {
    const { knownText } = source
    return withBody(response, Effect.sync(() => new TextEncoder().encode(knownText).buffer), Effect.succeed(knownText))
  }
  if (source instanceof Body.CutResponse) {
    const failure = Effect.fail(
      new HttpClientError.HttpClientError({
        reason: new HttpClientError.DecodeError({ request, response, description: "the answer broke off" })
      })
    )
    return withBody(response, failure, failure)
  }
  return response
}

/** Everything else that a response tells of its body is derived from these two. */
const withBody = (
  response: HttpClientResponse.HttpClientResponse,
  arrayBuffer: HttpClientResponse.HttpClientResponse["arrayBuffer"],
  text: HttpClientResponse.HttpClientResponse["text"]
): HttpClientResponse.HttpClientResponse =>
  Object.defineProperties(response, { arrayBuffer: { value: arrayBuffer }, text: { value: text } })
