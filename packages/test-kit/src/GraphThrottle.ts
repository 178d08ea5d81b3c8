/**
 * What a request costs in resource units, and the refusal when an app has used up those of its tenant. Costs and
 * limits: learn.microsoft.com/graph/throttling-limits, identity and access.
 */
import * as Effect from "effect/Effect"
import type { TokenClaims } from "./EntraToken.ts"
import { GraphFailure } from "./GraphFailure.ts"
import type { GraphSwitches } from "./GraphSwitches.ts"
import type { Limit, Rate } from "./Limit.ts"

/** `base` is the published cost of the endpoint; the query options change it, but never below 1. */
export const resourceUnits = (base: number, options: URLSearchParams): number => {
  const top = Number(options.get("$top") ?? Number.NaN)
  const cost = base + (options.has("$expand") ? 1 : 0) - (options.has("$select") ? 1 : 0) - (top < 20 ? 1 : 0)
  return Math.max(1, cost)
}

/** The published limit of one app in a tenant of so many users. */
export const publishedRate = (users: number): Rate => ({
  limit: users < 50 ? 3500 : users <= 500 ? 5000 : 8000,
  windowMillis: 10_000
})

/** Headers for an answer within the limit: how near it is, once that is worth saying. */
export const admit = Effect.fnUntraced(function*(
  limiter: Limit,
  rate: Rate,
  units: number,
  { clientId, tenantId }: TokenClaims,
  switches: GraphSwitches
): Effect.fn.Return<Readonly<Record<string, string>>, GraphFailure> {
  const decision = yield* limiter.consume(`${tenantId}/${clientId}`, units, rate)
  if (decision.ok) {
    const share = decision.used / decision.limit
    return {
      "x-ms-resource-unit": String(units),
      ...(share >= 0.8 && { "x-ms-throttle-limit-percentage": share.toFixed(2) })
    }
  }
  return yield* new GraphFailure({
    status: 429,
    code: "TooManyRequests",
    message: "Please retry again later.",
    headers: {
      "x-ms-throttle-scope": `Tenant_Application/ReadWrite/${clientId}/${tenantId}`,
      "x-ms-throttle-information": "ResourceUnitLimitExceeded",
      ...(!switches.retryAfterOmitted && { "retry-after": String(decision.retryAfterSeconds) })
    }
  })
})
