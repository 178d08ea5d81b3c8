import { assert, it } from "@effect/vitest"
import { isShared, waitMillis } from "@entra-assets/core/http/LimitHeaders"
import * as Headers from "effect/http/Headers"

const now = 1_800_000_000_000

it.each<[Record<string, string>, number]>([
  [{}, 0],
  [{ "Retry-After": "7" }, 7000],
  [{ "Retry-After": "-7" }, 0],
  [{ "Retry-After": new Date(now + 7000).toUTCString() }, 7000],
  [{ "Retry-After": new Date(now - 7000).toUTCString() }, 0],
  [{ "X-RateLimit-Remaining": "1", "X-RateLimit-Reset": "60" }, 0],
  [{ "X-RateLimit-Remaining": "0" }, 0],
  [{ "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "60" }, 60_000],
  [{ "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": String(now / 1000 + 60) }, 60_000],
  [{ "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": String(now + 60_000) }, 60_000],
  [{ "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": new Date(now + 60_000).toISOString() }, 60_000],
  [{ "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "tomorrow" }, 0],
  [{ "RateLimit-Remaining": "0", "RateLimit-Reset": "5" }, 5000],
  [{ "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2027-01-15T08:10Z" }, 600_000],
  [{ RateLimit: `"app";r=0;t=900` }, 900_000],
  [{ RateLimit: `"burst";r=0;t=1, "app";r=640;t=900` }, 1000],
  [{ "Beta-RateLimit": `"global-app-quota";r=0;t=900` }, 0],
  [{ "x-ms-throttle-limit-percentage": "0.8" }, 0],
  [{ "x-ms-throttle-limit-percentage": "1.3" }, 5000],
  [{ "x-ms-throttle-limit-percentage": "7" }, 10_000],
  [{ "Retry-After": "3", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9" }, 9000]
])("%j asks for a wait of %i ms", (headers, expected) => {
  assert.closeTo(waitMillis(Headers.fromInput(headers), now), expected, 0.001)
})

it.each<[Record<string, string>, number, boolean]>([
  [{ "RateLimit-Reason": "jira-burst-based" }, 90_000, false],
  [{ "RateLimit-Reason": "jira-per-issue-on-write" }, 90_000, false],
  [{ "RateLimit-Reason": "jira-quota-global-based" }, 5000, true],
  [{ "RateLimit-Reason": "jira-quota-tenant-based" }, 5000, true],
  [{ "RateLimit-Reason": "something new" }, 59_999, false],
  [{ "RateLimit-Reason": "something new" }, 60_000, true],
  [{}, 1000, false],
  [{}, 60_000, true]
])("%j with a wait of %i ms is for the whole API: %s", (headers, wait, expected) => {
  assert.strictEqual(isShared(Headers.fromInput(headers), wait), expected)
})
