/**
 * Jira's published limits: a pool of points for each hour of the UTC clock, shared by every site of the app, and a
 * number of requests per second for each endpoint. API tokens draw no points. Sizes and headers follow the page
 * "Rate limiting" of the Jira Cloud platform.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { Caller } from "../AtlassianCallers.ts"
import type { Limit } from "../Limit.ts"
import * as Respond from "../Respond.ts"
import type { Answer, Endpoint } from "./AtlassianEndpoint.ts"

const quota = { limit: 65_000, windowMillis: 3_600_000 }
const nearLimitShare = 0.2

/** One point for the request and two for each user that it returned. */
export const points = (caller: Caller, { users = 0 }: Answer): number => caller.kind === "apiToken" ? 0 : 1 + 2 * users

/** A 429 when this second has no room for the request. */
export const burst = Effect.fnUntraced(function*(limit: Limit, endpoint: Endpoint) {
  const rate = { limit: endpoint.limit ?? 100, windowMillis: 1000 }
  const decision = yield* limit.consume(endpoint.name, 1, rate)
  return decision.ok
    ? undefined
    : tooMany(decision.retryAfterSeconds, { "RateLimit-Reason": "jira-burst-based" })
})

/** The answer with the headers of the quota, or a 429 when the hour has not that many points left. */
export const charge = Effect.fnUntraced(function*(limit: Limit, cost: number, answer: Answer) {
  if (cost === 0) return Respond.json(answer.status, answer.body)
  const decision = yield* limit.consume("jira.points", cost, quota)
  const seconds = decision.ok ? decision.resetSeconds : decision.retryAfterSeconds
  const remaining = decision.ok ? decision.limit - decision.used : 0
  const reset = DateTime.add(yield* DateTime.now, { seconds })
  const headers = {
    "X-RateLimit-Limit": String(quota.limit),
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": `${DateTime.formatIso(reset).slice(0, 19)}Z`,
    "Beta-RateLimit-Policy": `"global-app-quota";q=${quota.limit};w=${quota.windowMillis / 1000}`,
    "Beta-RateLimit": `"global-app-quota";r=${remaining};t=${seconds}`,
    ...(remaining < quota.limit * nearLimitShare ? { "X-RateLimit-NearLimit": "true" } : {})
  }
  return decision.ok
    ? Respond.json(answer.status, answer.body, headers)
    : tooMany(seconds, { ...headers, "RateLimit-Reason": "jira-quota-global-based" })
})

const tooMany = (seconds: number, headers: Respond.ResponseHeaders): Response =>
  Respond.json(429, { errorMessages: ["Rate limit exceeded."], errors: {} }, {
    "Retry-After": String(seconds),
    ...headers
  })
