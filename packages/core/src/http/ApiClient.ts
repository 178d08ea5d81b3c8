/**
 * The one way to the network for every client: waits for the endpoint's limit and for what the API's budget allows, sends,
 * counts, and repeats what may pass by itself. It knows neither payloads nor what a status means; the clients map statuses to their own reasons.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { constTrue } from "effect/Function"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type { Api } from "../model/Api.ts"
import { LongWait } from "../ports/LongWait.ts"
import { WritePermit } from "../ports/WritePermit.ts"
import { RequestBudget } from "./ApiBudget.ts"
import type { ApiUsage } from "./ApiUsage.ts"
import type { Endpoint } from "./Endpoint.ts"
import * as Pace from "./internal/Pace.ts"
import * as LimitHeaders from "./LimitHeaders.ts"
import * as RateLimits from "./RateLimits.ts"
import * as Retry from "./Retry.ts"

export interface ExecuteOptions {
  /** What the request costs of its API's shared limit; 1 unless said. */
  readonly units?: number
}

export class ApiClient extends Context.Service<ApiClient, {
  /**
   * Answers with the first response that is no 408, 429 or 5xx, or with the last one once repeating is over; then the
   * body has been read. Fails when the last attempt had no response. A request may arrive twice, since the answer to the
   * first can be lost, unless its endpoint `isOnce`. A wait longer than the settings allow is told to `LongWait`; when
   * that answers, the request is answered by the service's refusal, or by a 429 of our own without asking the service.
   */
  readonly execute: (
    endpoint: Endpoint,
    request: HttpClientRequest.HttpClientRequest,
    options?: ExecuteOptions
  ) => Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>
  /** What was sent since this service was made. */
  readonly usage: Effect.Effect<ApiUsage>
}>()("@entra-assets/core/http/ApiClient") {}

type Setback = Retry.Setback<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>

/** What is known of one endpoint while the service lives. */
interface EndpointState {
  readonly endpoint: Endpoint
  readonly shared: Pace.Pace | undefined
  readonly own: Pace.Pace | undefined
  requests: number
  /** The service asked us to leave this endpoint alone. */
  readonly pause: Pause
  /** The same for every endpoint of its API. */
  readonly apiPause: Pause
}

interface Pause {
  /** Milliseconds since 1970. */
  until: number
}

export const make = Effect.fnUntraced(function*(limits: RateLimits.RateLimits, settings: Retry.RetrySettings) {
  const client = yield* HttpClient.HttpClient
  const limiter = yield* RateLimiter.RateLimiter
  const repeating = Retry.repeating(settings)
  const budget = yield* RequestBudget
  const states = new Map<string, EndpointState>()
  const apiPauses: { readonly [api in Api]: Pause } = {
    token: { until: 0 },
    graph: { until: 0 },
    jira: { until: 0 },
    assets: { until: 0 }
  }

  const pace = (key: string, limit: RateLimits.RateLimit | undefined) =>
    limit === undefined ? undefined : Pace.make(limiter, key, limit)

  const stateOf = (endpoint: Endpoint): EndpointState => {
    const known = states.get(endpoint.name)
    if (known !== undefined) return known
    const { api, name } = endpoint
    const state: EndpointState = {
      endpoint,
      shared: pace(api, limits.shared[api]),
      own: pace(name, limits.endpoints[name] ?? limits.eachEndpoint[api]),
      requests: 0,
      pause: { until: 0 },
      apiPause: apiPauses[api]
    }
    states.set(name, state)
    return state
  }

  /** Waits for the request's turn, and answers 0; or does not wait, and answers the milliseconds that are too many. */
  const turn = Effect.fnUntraced(function*(state: EndpointState, units: number) {
    const shared = state.shared === undefined ? 0 : yield* state.shared(units)
    const own = state.own === undefined ? 0 : yield* state.own(1)
    let delay = Math.max(shared, own)
    // While this request waits, the answer to another one may ask for more time, and others may spend what there is.
    do {
      if (delay > settings.longestWaitMillis) return delay
      if (delay > 0) yield* Effect.sleep(delay)
      delay = Math.max(state.pause.until, state.apiPause.until) - (yield* Clock.currentTimeMillis)
      if (delay <= 0) delay = yield* budget(state.endpoint.api, units)
    } while (delay > 0)
    return 0
  })

  /** Reads the whole body too: a connection may also be lost in the middle of a page. */
  const send = (request: HttpClientRequest.HttpClientRequest, { isOnce = false }: Endpoint) =>
    client.execute(request).pipe(
      Effect.tap((response) => Effect.mapError(response.arrayBuffer, () => lost(request, "the answer broke off"))),
      Effect.timeoutOrElse({
        duration: settings.timeoutMillis,
        orElse: () => Effect.fail(lost(request, `no answer within ${settings.timeoutMillis} ms`))
      }),
      Effect.provideService(HttpClient.TracerDisabledWhen, constTrue),
      Effect.mapError((error): Setback => ({
        outcome: Effect.fail(error),
        waitMillis: HttpClient.isTransientError(error) && !isOnce ? 0 : Infinity
      }))
    )

  const tell = Effect.fnUntraced(function*({ endpoint: { api } }: EndpointState, waitMillis: number) {
    const longWait = yield* LongWait
    yield* longWait({ api, until: Math.ceil((yield* Clock.currentTimeMillis) + waitMillis) })
  })

  const attempt = Effect.fnUntraced(function*(
    state: EndpointState,
    request: HttpClientRequest.HttpClientRequest,
    units: number
  ): Effect.fn.Return<HttpClientResponse.HttpClientResponse, Setback> {
    const tooLong = yield* turn(state, units)
    if (tooLong > 0) {
      yield* tell(state, tooLong)
      return tooManyRequests(request, tooLong)
    }
    const permit = yield* WritePermit
    yield* permit(settings.timeoutMillis)
    state.requests += 1
    const response = yield* send(request, state.endpoint)
    const now = yield* Clock.currentTimeMillis
    const waitMillis = LimitHeaders.waitMillis(response.headers, now)
    const pause = LimitHeaders.isShared(response.headers, waitMillis) ? state.apiPause : state.pause
    pause.until = Math.max(pause.until, now + waitMillis)
    if (!Retry.isTransientStatus(response.status)) return response
    const mayRepeat = state.endpoint.isOnce !== true || response.status === 429
    if (mayRepeat && waitMillis > settings.longestWaitMillis) yield* tell(state, waitMillis)
    return yield* Effect.fail({ outcome: Effect.succeed(response), waitMillis: mayRepeat ? waitMillis : Infinity })
  })

  return ApiClient.of({
    execute: (endpoint, request, options) =>
      repeating(Effect.suspend(() => attempt(stateOf(endpoint), request, options?.units ?? 1))),
    usage: Effect.sync(() =>
      Array.from(states.values(), ({ endpoint: { api, name }, requests }) => ({ api, name, requests }))
    )
  })
})

/** As for every failure here, what the clients' errors say of it has no URL: that may hold an address. */
const lost = (request: HttpClientRequest.HttpClientRequest, description: string) =>
  new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request, description }) })

const tooManyRequests = (request: HttpClientRequest.HttpClientRequest, waitMillis: number) =>
  HttpClientResponse.fromWeb(
    request,
    new Response(null, { status: 429, headers: { "retry-after": String(Math.ceil(waitMillis / 1000)) } })
  )

export const layer = (
  limits: RateLimits.RateLimits = RateLimits.defaults,
  settings: Retry.RetrySettings = Retry.defaults
): Layer.Layer<ApiClient, never, HttpClient.HttpClient> =>
  Layer.effect(ApiClient, make(limits, settings)).pipe(
    // Fresh, so that two clients in one process do not count together.
    Layer.provide(Layer.fresh(RateLimiter.layer.pipe(Layer.provide(RateLimiter.layerStoreMemory))))
  )
