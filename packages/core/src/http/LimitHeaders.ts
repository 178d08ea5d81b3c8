/**
 * What a response says about the sender's limits: how long to wait before the next request. Reads `Retry-After`
 * (seconds or a date), `X-RateLimit-*`, `RateLimit-*` and `RateLimit` of Atlassian, and Graph's
 * `x-ms-throttle-limit-percentage`; and by Jira's `RateLimit-Reason`, whose limit it is. Headers that begin with `Beta-` announce limits that are not enforced yet.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Headers from "effect/http/Headers"
import * as Option from "effect/Option"
import * as Result from "effect/Result"

/** Graph counts in spans of ten seconds and begins to warn at 0.8 of the limit. */
const graphWindowMillis = 10_000
const graphWarnsFrom = 0.8

/** Milliseconds to wait from `now` (since 1970); 0 when the response asks for nothing. */
export const waitMillis = (headers: Headers.Headers, now: number): number =>
  Math.max(0, retryAfter(headers, now), ...limits(headers).map((limit) => untilReset(limit, now)), slowDown(headers))

/** A limit of one endpoint is counted by the second or the minute; what takes longer is likely everybody's. */
const sharedFromMillis = 60_000

/**
 * Whether the wait holds for every endpoint of the API
 * (developer.atlassian.com/cloud/jira/platform/rate-limiting: quotas are an app's, bursts an endpoint's).
 */
export const isShared = (headers: Headers.Headers, waitMillis: number): boolean => {
  const reason = headers["ratelimit-reason"]?.trim() ?? ""
  if (reason === "jira-burst-based" || reason === "jira-per-issue-on-write") return false
  return reason.startsWith("jira-quota-") || waitMillis >= sharedFromMillis
}

const retryAfter = (headers: Headers.Headers, now: number): number => {
  const value = headers["retry-after"]
  if (value === undefined) return 0
  return Result.match(Headers.parseRetryAfter(value), {
    onFailure: () => 0,
    onSuccess: (parsed) => Duration.toMillis(Headers.retryAfterDelay(parsed, now))
  })
}

interface Limit {
  readonly remaining: string | undefined
  readonly reset: string | undefined
}

/** One limit in headers of its own, and any number in one header: `"per-second";r=0;t=1, "per-hour";r=640;t=900`. */
const limits = (headers: Headers.Headers): ReadonlyArray<Limit> => [
  {
    remaining: headers["x-ratelimit-remaining"] ?? headers["ratelimit-remaining"],
    reset: headers["x-ratelimit-reset"] ?? headers["ratelimit-reset"]
  },
  ...(headers["ratelimit"]?.split(",") ?? []).map((item) => {
    const parameters = new Map(
      item.split(";").map((part): [string, string] => {
        const [name = "", value = ""] = part.split("=")
        return [name.trim(), value]
      })
    )
    return { remaining: parameters.get("r"), reset: parameters.get("t") }
  })
]

/** Once nothing is left, the time until the limit begins anew. */
const untilReset = ({ remaining, reset }: Limit, now: number): number => {
  if (remaining === undefined || remaining.trim() === "" || !(Number(remaining) < 1)) return 0
  return reset === undefined ? 0 : resetMillis(reset.trim(), now)
}

/** Jira gives a date in ISO form; others give seconds from now, or a Unix time in seconds or milliseconds. */
const resetMillis = (reset: string, now: number): number => {
  const number = Number(reset)
  if (!Number.isNaN(number)) {
    if (number > 1e12) return number - now
    return number > 1e9 ? number * 1000 - now : number * 1000
  }
  return Option.match(DateTime.make(reset), { onNone: () => 0, onSome: (at) => DateTime.toEpochMillis(at) - now })
}

const slowDown = (headers: Headers.Headers): number => {
  const used = Number(headers["x-ms-throttle-limit-percentage"] ?? 0)
  return used > graphWarnsFrom ? Math.min(1, used - graphWarnsFrom) * graphWindowMillis : 0
}
