/**
 * The published limits of Assets: so many requests per minute for each endpoint, and for the whole site
 * (JSDCLOUD-11605; the official description where an endpoint has its own).
 */
import * as Effect from "effect/Effect"
import type { Limit } from "../Limit.ts"
import * as Respond from "../Respond.ts"
import type { Endpoint } from "./AtlassianEndpoint.ts"

const minute = 60_000
const perEndpoint = 1000
const perSite = 10_000

/** A 429 when this minute has no room for the request. */
export const admit = Effect.fnUntraced(function*(limit: Limit, endpoint: Endpoint, sendsRetryAfter: boolean) {
  const own = yield* limit.consume(endpoint.name, 1, { limit: endpoint.limit ?? perEndpoint, windowMillis: minute })
  const decision = own.ok ? yield* limit.consume("assets", 1, { limit: perSite, windowMillis: minute }) : own
  if (decision.ok) return undefined
  return Respond.json(
    429,
    { errorMessages: ["The request has been rate limited by the system."], errors: {} },
    sendsRetryAfter ? { "Retry-After": String(decision.retryAfterSeconds) } : {}
  )
})
