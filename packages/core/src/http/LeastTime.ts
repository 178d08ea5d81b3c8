/**
 * How long a number of requests takes at the least, by the published limits: what a run report sets beside the time that
 * it took. Only endpoints whose own limit is known count, and what an API shares between them.
 */
import * as RateLimits from "./RateLimits.ts"

export interface LeastTime {
  readonly millis: number
  /** The endpoint or the API whose limit is the tightest, such as `assets.object.create`; `null` without a limit. */
  readonly limit: string | null
}

/** The API of an endpoint is the first word of its name. */
const apis = ["token", "graph", "jira", "assets"] as const

/** The first request takes no time, nor do those that the limit lets come at once. */
const millisFor = (count: number, { burst = 0, limit, windowMillis }: RateLimits.RateLimit): number =>
  Math.max(0, (count - Math.max(1, burst)) / limit) * windowMillis

/** `requests` by endpoint; repeats count too. Limits that are counted in units other than requests are left out. */
export const ofRequests = (
  requests: Readonly<Record<string, number>>,
  limits: RateLimits.RateLimits = RateLimits.defaults
): LeastTime => {
  let slowest: LeastTime = { millis: 0, limit: null }
  const consider = (name: string, count: number, limit: RateLimits.RateLimit | undefined) => {
    const millis = limit === undefined ? 0 : Math.round(millisFor(count, limit))
    if (millis > slowest.millis) slowest = { millis, limit: name }
  }
  for (const api of apis) {
    const own = Object.entries(requests).filter(([name]) => name.startsWith(`${api}.`))
    for (const [name, count] of own) consider(name, count, limits.endpoints[name] ?? limits.eachEndpoint[api])
    // Graph and Jira count units, which the number of requests does not tell.
    if (api === "assets") consider(api, own.reduce((sum, [, count]) => sum + count, 0), limits.shared[api])
  }
  return slowest
}
