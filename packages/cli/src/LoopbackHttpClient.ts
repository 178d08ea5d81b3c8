/**
 * An `HttpClient` that sends requests for the services' real hosts to simulators on loopback. The engine goes on using
 * the real https URLs and does not know. A host without a simulator is refused, so nothing leaves the machine.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"

/** `baseUrls`: for each host, such as `graph.microsoft.com`, the loopback URL without a slash at the end. */
export const layer = (baseUrls: ReadonlyMap<string, string>): Layer.Layer<HttpClient.HttpClient> =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.map(HttpClient.HttpClient, (client) =>
      HttpClient.mapRequestEffect(client, (request) => {
        const url = new URL(request.url)
        const baseUrl = baseUrls.get(url.host)
        return baseUrl === undefined
          ? Effect.fail(
            new HttpClientError.HttpClientError({
              reason: new HttpClientError.TransportError({
                request,
                description: `no simulator stands for ${url.host}`
              })
            })
          )
          : Effect.succeed(HttpClientRequest.setUrl(request, `${baseUrl}${url.pathname}${url.search}`))
      }))
  ).pipe(Layer.provide(NodeHttpClient.layerUndici))
