import { assert, it } from "@effect/vitest"
import { RequestBudget } from "@entra-assets/core/http/ApiBudget"
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import type { Endpoint } from "@entra-assets/core/http/Endpoint"
import * as RateLimits from "@entra-assets/core/http/RateLimits"
import * as Retry from "@entra-assets/core/http/Retry"
import { LongWait, type Wait } from "@entra-assets/core/ports/LongWait"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import { TestClock } from "effect/testing"

const endpoint: Endpoint = { api: "assets", name: "assets.object.create" }
const request = HttpClientRequest.post("https://assets.test/object/create")

type Answer = Response | "no connection" | "never" | "broken body"

const status = (code: number, headers: Record<string, string> = {}) => new Response("{}", { status: code, headers })

/** A service that answers in the given order, repeats its last answer, and notes when it was asked. */
const service = (answers: ReadonlyArray<Answer>) => {
  const times: Array<number> = []
  const layer = Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make(Effect.fnUntraced(function*(request) {
      const answer = answers[Math.min(times.length, answers.length - 1)]
      times.push(yield* Clock.currentTimeMillis)
      if (answer === "never" || answer === undefined) return yield* Effect.never
      if (answer === "no connection") {
        return yield* new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request }) })
      }
      if (answer === "broken body") {
        const body = new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) })
        return HttpClientResponse.fromWeb(request, new Response(body))
      }
      return HttpClientResponse.fromWeb(request, answer.clone())
    }))
  )
  return { times, layer }
}

/** Runs one request to its end and answers with its status and the times at which the service was asked. */
const ask = Effect.fnUntraced(function*(answers: ReadonlyArray<Answer>, settings = Retry.defaults, isOnce = false) {
  const { layer, times } = service(answers)
  const fiber = yield* ApiClient.ApiClient.use((client) => client.execute({ ...endpoint, isOnce }, request)).pipe(
    Effect.provide(ApiClient.layer(RateLimits.unlimited, settings).pipe(Layer.provide(layer))),
    Effect.result,
    Effect.forkChild
  )
  yield* TestClock.adjust("1 hour")
  return { times, result: yield* Fiber.join(fiber) }
})

const statusOf = ({ result }: Effect.Success<ReturnType<typeof ask>>) =>
  result._tag === "Success" ? result.success.status : result.failure.reason._tag

it.effect("a good answer is taken at once", () =>
  Effect.gen(function*() {
    const asked = yield* ask([status(200)])
    assert.strictEqual(statusOf(asked), 200)
    assert.deepStrictEqual(asked.times, [0])
  }))

it.effect.each([400, 401, 403, 404, 409])(
  "%i is the caller's business and is not repeated",
  (code) =>
    Effect.gen(function*() {
      const asked = yield* ask([status(code, { "retry-after": "1" }), status(200)])
      assert.strictEqual(statusOf(asked), code)
      assert.deepStrictEqual(asked.times, [0])
    })
)

it.effect.each<Answer>([status(408), status(429), status(500), status(502), status(503), status(504)])(
  "what may pass by itself is repeated",
  (answer) =>
    Effect.gen(function*() {
      const asked = yield* ask([answer, answer, status(200)])
      assert.strictEqual(statusOf(asked), 200)
      assert.strictEqual(asked.times.length, 3)
    })
)

it.effect.each<Answer>([status(408), status(500), status(503), status(504), "no connection", "broken body", "never"])(
  "what must not be done twice is not repeated when it may have been done",
  (answer) =>
    Effect.gen(function*() {
      const asked = yield* ask([answer, status(200)], Retry.defaults, true)
      assert.deepStrictEqual(asked.times, [0])
      assert.notStrictEqual(statusOf(asked), 200)
    })
)

it.effect("what must not be done twice is repeated when the service refused to begin", () =>
  Effect.gen(function*() {
    const asked = yield* ask([status(429, { "retry-after": "5" }), status(200)], Retry.defaults, true)
    assert.strictEqual(statusOf(asked), 200)
    assert.strictEqual(asked.times.length, 2)
  }))

it.effect("delays double from two seconds to thirty, vary by a fifth, and end after five repeats", () =>
  Effect.gen(function*() {
    const asked = yield* ask([status(503)])
    assert.strictEqual(statusOf(asked), 503)
    const delays = asked.times.slice(1).map((time, index) => time - (asked.times[index] ?? 0))
    assert.strictEqual(delays.length, 5)
    for (const [index, middle] of [2000, 4000, 8000, 16_000, 30_000].entries()) {
      const delay = delays[index] ?? 0
      assert.isTrue(delay >= middle * 0.8 && delay <= middle * 1.2, `${delay} is around ${middle}`)
    }
  }))

it.effect("Retry-After in seconds is the least delay", () =>
  Effect.gen(function*() {
    const asked = yield* ask([status(429, { "retry-after": "90" }), status(200)])
    assert.strictEqual(statusOf(asked), 200)
    assert.deepStrictEqual(asked.times, [0, 90_000])
  }))

it.effect("Retry-After may be a date", () =>
  Effect.gen(function*() {
    const asked = yield* ask([status(503, { "retry-after": "Thu, 01 Jan 1970 00:01:30 GMT" }), status(200)])
    assert.deepStrictEqual(asked.times, [0, 90_000])
  }))

it.effect("a Retry-After that makes no sense is as good as none", () =>
  Effect.gen(function*() {
    const asked = yield* ask([status(429, { "retry-after": "soon" }), status(200)])
    assert.strictEqual(statusOf(asked), 200)
    assert.isAtMost(asked.times[1] ?? 0, 2400)
  }))

it.effect("a service that asks for too long a wait is given up at once", () =>
  Effect.gen(function*() {
    const asked = yield* ask([status(429, { "retry-after": "7200" }), status(200)])
    assert.strictEqual(statusOf(asked), 429)
    assert.deepStrictEqual(asked.times, [0])
  }))

it.effect("a limit that is counted by the hour is waited for", () =>
  Effect.gen(function*() {
    const asked = yield* ask([status(429, { "retry-after": "3600" }), status(200)])
    assert.strictEqual(statusOf(asked), 200)
  }))

it.effect.each<Answer>(["no connection", "broken body", "never"])("%s is repeated", (answer) =>
  Effect.gen(function*() {
    const asked = yield* ask([answer, status(200)])
    assert.strictEqual(statusOf(asked), 200)
    assert.strictEqual(asked.times.length, 2)
  }))

it.effect("fails when there never was a connection", () =>
  Effect.gen(function*() {
    const asked = yield* ask(["no connection"], { ...Retry.defaults, times: 1 })
    assert.strictEqual(statusOf(asked), "TransportError")
    assert.strictEqual(asked.times.length, 2)
  }))

/** Sends `count` requests together under the limits and answers with the times of sending. */
const sendMany = Effect.fnUntraced(
  function*(
    count: number,
    limits: RateLimits.RateLimits,
    answers: ReadonlyArray<Answer> = [status(200)],
    units?: number
  ) {
    const { layer, times } = service(answers)
    const fiber = yield* Effect.gen(function*() {
      const client = yield* ApiClient.ApiClient
      const options = units === undefined ? {} : { units }
      const statuses = yield* Effect.forEach(
        Array.from({ length: count }),
        () => Effect.map(client.execute(endpoint, request, options), (response) => response.status),
        { concurrency: "unbounded" }
      )
      return { statuses, usage: yield* client.usage }
    }).pipe(Effect.provide(ApiClient.layer(limits).pipe(Layer.provide(layer))), Effect.forkChild)
    yield* TestClock.adjust("1 hour")
    return { times, ...(yield* Fiber.join(fiber)) }
  }
)

/** The most requests in any span of this length. */
const busiest = (times: ReadonlyArray<number>, windowMillis: number) =>
  Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + windowMillis).length))

it.effect("no minute sees more requests than the endpoint's limit", () =>
  Effect.gen(function*() {
    const { times } = yield* sendMany(5000, RateLimits.defaults)
    assert.strictEqual(times.length, 5000)
    assert.isAtMost(busiest(times, 60_000), 2000)
    assert.isAtLeast(busiest(times, 60_000), 1900)
  }))

it.effect("units count against what the endpoints of an API share", () =>
  Effect.gen(function*() {
    const limits = { ...RateLimits.unlimited, shared: { assets: RateLimits.perMinute(100) } }
    const { times } = yield* sendMany(60, limits, [status(200)], 5)
    assert.isAtMost(busiest(times, 60_000), 20)
  }))

it.effect("without limits nothing waits", () =>
  Effect.gen(function*() {
    const { times } = yield* sendMany(5000, RateLimits.unlimited)
    assert.strictEqual(busiest(times, 1), 5000)
  }))

it.effect("one 429 holds back the other requests to the endpoint too", () =>
  Effect.gen(function*() {
    const { layer, times } = service([status(429, { "retry-after": "60" }), status(200)])
    const fiber = yield* Effect.gen(function*() {
      const client = yield* ApiClient.ApiClient
      yield* Effect.forkChild(client.execute(endpoint, request), { startImmediately: true })
      yield* Effect.sleep("1 second")
      yield* client.execute(endpoint, request)
    }).pipe(Effect.provide(ApiClient.layer().pipe(Layer.provide(layer))), Effect.forkChild)
    yield* TestClock.adjust("5 minutes")
    yield* Fiber.join(fiber)
    assert.deepStrictEqual(times, [0, 60_000, 60_000])
  }))

it.effect("when nothing is left until a later time, the service is not asked in vain", () =>
  Effect.gen(function*() {
    const exhausted = status(200, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1970-01-01T00:45:00Z" })
    const { layer, times } = service([exhausted])
    const client = yield* ApiClient.ApiClient.pipe(
      Effect.provide(
        ApiClient.layer(RateLimits.defaults, { ...Retry.defaults, longestWaitMillis: 600_000 }).pipe(
          Layer.provide(layer)
        )
      )
    )
    assert.strictEqual((yield* client.execute(endpoint, request)).status, 200)
    const refused = yield* client.execute(endpoint, request)
    assert.strictEqual(refused.status, 429)
    assert.strictEqual(refused.headers["retry-after"], "2700")
    assert.deepStrictEqual(times, [0])
  }))

/** Sends one request after another, and answers with the long waits that were told. */
const longWaits = Effect.fnUntraced(
  function*(answers: ReadonlyArray<Answer>, limits: RateLimits.RateLimits, requests = 1) {
    const { layer, times } = service(answers)
    const waits: Array<Wait> = []
    const settings = { ...Retry.defaults, longestWaitMillis: 600_000 }
    const statuses = yield* ApiClient.ApiClient.use((client) =>
      Effect.forEach(
        Array.from({ length: requests }),
        () => Effect.map(client.execute(endpoint, request, { units: 60 }), ({ status }) => status)
      )
    ).pipe(
      Effect.provide(ApiClient.layer(limits, settings).pipe(Layer.provide(layer))),
      Effect.provideService(LongWait, (wait) => Effect.sync(() => waits.push(wait)))
    )
    return { waits, statuses, times }
  }
)

it.effect("a wait that is too long is told: for what a refusal says, what a good answer said, and the own pace", () =>
  Effect.gen(function*() {
    const refused = yield* longWaits([status(429, { "retry-after": "700" })], RateLimits.unlimited)
    assert.deepStrictEqual(refused, { waits: [{ api: "assets", until: 700_000 }], statuses: [429], times: [0] })

    const exhausted = status(200, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "700" })
    const later = yield* longWaits([exhausted], RateLimits.unlimited, 2)
    assert.deepStrictEqual(later, { waits: [{ api: "assets", until: 700_000 }], statuses: [200, 429], times: [0] })

    const slow = { ...RateLimits.unlimited, shared: { assets: { limit: 60, windowMillis: 3_600_000, burst: 60 } } }
    const paced = yield* longWaits([status(200)], slow, 2)
    assert.deepStrictEqual(paced, { waits: [{ api: "assets", until: 3_600_000 }], statuses: [200, 429], times: [0] })
  }))

it.effect("a request that is not to be repeated tells of no wait: the next one does", () =>
  Effect.gen(function*() {
    const { layer } = service([status(503, { "retry-after": "7200" })])
    const waits: Array<Wait> = []
    yield* ApiClient.ApiClient.use((client) =>
      Effect.gen(function*() {
        assert.strictEqual((yield* client.execute({ ...endpoint, isOnce: true }, request)).status, 503)
        assert.strictEqual(waits.length, 0)
        assert.strictEqual((yield* client.execute({ ...endpoint, isOnce: true }, request)).status, 429)
        assert.deepStrictEqual(waits, [{ api: "assets", until: 7_200_000 }])
      })
    ).pipe(
      Effect.provide(ApiClient.layer(RateLimits.unlimited).pipe(Layer.provide(layer))),
      Effect.provideService(LongWait, (wait) => Effect.sync(() => waits.push(wait)))
    )
  }))

for (
  const [reason, others] of [["jira-quota-global-based", 30_000], ["jira-burst-based", 0], [
    "anything else",
    0
  ]] as const
) {
  it.effect(`after a refusal for ${reason}, other endpoints of the API wait ${others} ms`, () =>
    Effect.gen(function*() {
      const refusal = status(429, { "retry-after": "30", "ratelimit-reason": reason })
      const { layer, times } = service([refusal, status(200)])
      const fiber = yield* ApiClient.ApiClient.use((client) =>
        Effect.gen(function*() {
          const first = yield* Effect.forkChild(client.execute({ api: "jira", name: "jira.users" }, request))
          yield* Effect.sleep(1)
          yield* client.execute({ api: "assets", name: "assets.object.get" }, request)
          yield* client.execute({ api: "jira", name: "jira.user.bulk" }, request)
          yield* Fiber.join(first)
        })
      ).pipe(Effect.provide(ApiClient.layer(RateLimits.unlimited).pipe(Layer.provide(layer))), Effect.forkChild)
      yield* TestClock.adjust("5 minutes")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(times, [0, 1, Math.max(1, others), 30_000])
    }))
}

it.effect("the budget is asked before every attempt, repeats included, with its API and units", () =>
  Effect.gen(function*() {
    const { layer, times } = service([status(503), status(200)])
    const asked: Array<readonly [string, number]> = []
    const budget = Layer.succeed(RequestBudget, (api, units) =>
      Effect.sync(() => {
        asked.push([api, units])
        return asked.length === 1 ? 120_000 : 0
      }))
    const fiber = yield* ApiClient.ApiClient.use((client) => client.execute(endpoint, request, { units: 3 })).pipe(
      Effect.provide(ApiClient.layer(RateLimits.unlimited).pipe(Layer.provide(layer), Layer.provide(budget))),
      Effect.forkChild
    )
    yield* TestClock.adjust("10 minutes")
    assert.strictEqual((yield* Fiber.join(fiber)).status, 200)
    assert.deepStrictEqual(asked, [["assets", 3], ["assets", 3], ["assets", 3]])
    assert.strictEqual(times[0], 120_000)
  }))

it.effect("a budget that is spent for too long is told, and nothing is sent", () =>
  Effect.gen(function*() {
    const { layer, times } = service([status(200)])
    const waits: Array<Wait> = []
    const client = ApiClient.layer(RateLimits.unlimited, { ...Retry.defaults, longestWaitMillis: 60_000 }).pipe(
      Layer.provide(layer),
      Layer.provide(Layer.succeed(RequestBudget, () => Effect.succeed(1_800_000)))
    )
    const response = yield* ApiClient.ApiClient.use((client) => client.execute(endpoint, request)).pipe(
      Effect.provide(client),
      Effect.provideService(LongWait, (wait) => Effect.sync(() => waits.push(wait)))
    )
    assert.strictEqual(response.status, 429)
    assert.deepStrictEqual([waits, times], [[{ api: "assets", until: 1_800_000 }], []])
  }))

it.effect("counts what was sent, repeats included", () =>
  Effect.gen(function*() {
    const { usage } = yield* sendMany(1, RateLimits.defaults, [status(503), status(200)])
    assert.deepStrictEqual(usage, [{ api: "assets", name: "assets.object.create", requests: 2 }])
  }))
