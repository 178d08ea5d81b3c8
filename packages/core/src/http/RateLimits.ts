/**
 * How fast each API may be asked: the published limits, as settings. A request costs one request of its endpoint and
 * `units` of its API (resource units of Graph, points of Jira). Nothing here waits; `ApiClient` does.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const PositiveInt = Schema.Int.check(Schema.isGreaterThan(0))

/** At most `limit` in any span of `windowMillis`, of which `burst` may come at once (a tenth, unless set). */
export const RateLimit = Schema.Struct({
  limit: PositiveInt,
  windowMillis: PositiveInt,
  burst: Schema.optionalKey(PositiveInt)
})
export type RateLimit = typeof RateLimit.Type

export const perSecond = (limit: number): RateLimit => ({ limit, windowMillis: 1000 })
export const perMinute = (limit: number): RateLimit => ({ limit, windowMillis: 60_000 })

/**
 * Graph's resource units for one app in one tenant, by its size: below 50 users, up to 500, and more
 * (learn.microsoft.com/graph/throttling-limits, identity and access).
 */
export const graphUnits = {
  small: { limit: 3500, windowMillis: 10_000 },
  medium: { limit: 5000, windowMillis: 10_000 },
  large: { limit: 8000, windowMillis: 10_000 }
} as const

const PerApi = Schema.Struct({
  token: Schema.optionalKey(RateLimit),
  graph: Schema.optionalKey(RateLimit),
  jira: Schema.optionalKey(RateLimit),
  assets: Schema.optionalKey(RateLimit)
})
type PerApi = typeof PerApi.Type

/**
 * Jira: 65,000 points an hour, which a scan of the accounts may spend at once, and 100 requests a second to one endpoint
 * (developer.atlassian.com/cloud/jira/platform/rate-limiting). Assets: 10,000 requests a minute in all and 1,000 to one
 * endpoint (JSDCLOUD-11605), where the endpoint's own documentation does not say otherwise.
 */
const shared: PerApi = {
  graph: graphUnits.small,
  jira: { limit: 65_000, windowMillis: 3_600_000, burst: 65_000 },
  assets: perMinute(10_000)
}
const eachEndpoint: PerApi = { jira: perSecond(100), assets: perMinute(1000) }
const endpoints: { readonly [endpoint: string]: RateLimit } = {
  "assets.object.create": perMinute(2000),
  "assets.object.get": perMinute(2000),
  "assets.object.aql": perMinute(1000),
  "assets.object.aql.totalcount": perMinute(500),
  "jira.user.email": perSecond(200),
  "jira.user.email.bulk": perSecond(200)
}

export const RateLimits = Schema.Struct({
  /** What all requests of an API share, in units. */
  shared: PerApi.pipe(Schema.withDecodingDefaultKey(Effect.succeed(shared))),
  /** What each endpoint of an API has for itself, in requests, unless `endpoints` names it. */
  eachEndpoint: PerApi.pipe(Schema.withDecodingDefaultKey(Effect.succeed(eachEndpoint))),
  /** By the endpoint's name, such as `assets.object.create`. */
  endpoints: Schema.Record(Schema.String, RateLimit).pipe(Schema.withDecodingDefaultKey(Effect.succeed(endpoints)))
})
export type RateLimits = typeof RateLimits.Type

/** The published limits. */
export const defaults: RateLimits = { shared, eachEndpoint, endpoints }

/** No waiting on our side; for simulations. What a service answers is heeded all the same. */
export const unlimited: RateLimits = { shared: {}, eachEndpoint: {}, endpoints: {} }
