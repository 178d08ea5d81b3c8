import { assert, it } from "@effect/vitest"
import * as AccessToken from "@entra-assets/core/graph/AccessToken"
import * as GraphClient from "@entra-assets/core/graph/GraphClient"
import type { GraphError } from "@entra-assets/core/graph/GraphError"
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import type { EntraUser } from "@entra-assets/core/model/EntraUser"
import { proveGone } from "@entra-assets/core/model/Snapshot"
import { Cursor } from "@entra-assets/core/ports/SourcePage"
import { defaultApp, type EntraSimulator } from "@entra-assets/test-kit/EntraSimulator"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { entraId } from "../fixtures/People.ts"
import { readInProcesses } from "../fixtures/Processes.ts"
import * as SimulatedTenant from "../fixtures/SimulatedTenant.ts"
import { passing } from "../fixtures/VirtualTime.ts"

const { people, person } = SimulatedTenant

const withClient = <A, E>(
  simulator: EntraSimulator,
  use: (graph: GraphClient.GraphClient["Service"]) => Effect.Effect<A, E>,
  options: Partial<GraphClient.Options> = {}
) => passing(GraphClient.GraphClient.use(use).pipe(Effect.provide(SimulatedTenant.layer(simulator, options))))

const pagesOf = (simulator: EntraSimulator, options: Partial<GraphClient.Options> = {}) =>
  withClient(simulator, (graph) => Stream.runCollect(graph.userPages(null)), options)

/** Ids of each page; a restart is a word among them. */
const outline = (pages: Effect.Success<ReturnType<typeof pagesOf>>) =>
  pages.map((page) => page._tag === "Restart" ? "restart" : page.values.map((user) => Number(user.id.slice(-4))))

it.effect("10,000 users are eleven requests and one token", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(10_000))
    const { pages, usage } = yield* passing(
      Effect.gen(function*() {
        const graph = yield* GraphClient.GraphClient
        const pages = yield* Stream.runCollect(graph.userPages(null))
        return { pages, usage: yield* (yield* ApiClient.ApiClient).usage }
      }).pipe(Effect.provide(SimulatedTenant.layer(simulator)))
    )
    assert.strictEqual(outline(pages).flat().length, 10_000)
    assert.deepStrictEqual(usage.map(({ api, requests }) => [api, requests]), [["token", 1], ["graph", 11]])
    assert.strictEqual(simulator.meter.snapshot().resourceUnits, 22)
  }))

it.effect("a user comes with what a sync needs, and nothing else", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make([
      person(1),
      person(2, {
        displayName: null,
        mail: null,
        accountEnabled: false,
        userType: "Guest",
        proxyAddresses: ["smtp:old@example.com"],
        otherMails: ["two@home.example"],
        manager: { kind: "user", id: entraId(1) }
      }),
      person(3, { manager: { kind: "orgContact", id: entraId(9) } })
    ])
    const [page] = yield* pagesOf(simulator)
    assert.deepStrictEqual<unknown>(page?._tag === "Page" && page.values, [
      {
        id: entraId(1),
        displayName: "Person 1",
        mail: "p1@example.com",
        userPrincipalName: "p1@corp.example.com",
        jobTitle: "Engineer",
        department: "Research",
        accountEnabled: true,
        isGuest: false,
        primaryProxyAddress: "p1@example.com",
        aliases: [],
        otherMails: []
      },
      {
        id: entraId(2),
        displayName: null,
        mail: null,
        userPrincipalName: "p2@corp.example.com",
        jobTitle: "Engineer",
        department: "Research",
        accountEnabled: false,
        isGuest: true,
        primaryProxyAddress: null,
        aliases: ["old@example.com"],
        otherMails: ["two@home.example"],
        manager: { _tag: "User", id: entraId(1) }
      },
      {
        id: entraId(3),
        displayName: "Person 3",
        mail: "p3@example.com",
        userPrincipalName: "p3@corp.example.com",
        jobTitle: "Engineer",
        department: "Research",
        accountEnabled: true,
        isGuest: false,
        primaryProxyAddress: "p3@example.com",
        aliases: [],
        otherMails: [],
        manager: { _tag: "Contact", id: entraId(9) }
      }
    ])
  }))

it.effect("an empty page is not the end, and a user may come twice", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(5))
    simulator.switches.emptyPages = new Set([2])
    simulator.switches.duplicatesAcrossPages = 1
    const pages = outline(yield* pagesOf(simulator, { pageSize: 2 }))
    assert.deepStrictEqual(new Set(pages.flat()), new Set([1, 2, 3, 4, 5]))
    assert.isAbove(pages.flat().length, 5)
  }))

it.effect("when a page token expires, the list starts again", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(6))
    simulator.switches.expiredPageToken = { page: 3, times: 2 }
    assert.deepStrictEqual(outline(yield* pagesOf(simulator, { pageSize: 2 })), [
      [1, 2],
      [3, 4],
      "restart",
      [1, 2],
      [3, 4],
      "restart",
      [1, 2],
      [3, 4],
      [5, 6]
    ])
  }))

it.effect("after five restarts it is given up", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(6))
    simulator.switches.expiredPageToken = { page: 2, times: 100 }
    const error = yield* Effect.flip(pagesOf(simulator, { pageSize: 2 }))
    assert.deepStrictEqual(error.reason, { _tag: "TooManyRestarts", restarts: 5 })
    assert.strictEqual(simulator.meter.count("graph.users"), 12)
  }))

it.effect("a token that expires in mid-list is replaced once", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(6))
    const pages = yield* withClient(
      simulator,
      (graph) =>
        graph.userPages(null).pipe(
          Stream.tap(() => simulator.meter.count("login.token") === 1 ? simulator.tokens.expireAll : Effect.void),
          Stream.runCollect
        ),
      { pageSize: 2 }
    )
    assert.deepStrictEqual(outline(pages), [[1, 2], [3, 4], [5, 6]])
    assert.strictEqual(simulator.meter.count("login.token"), 2)
  }))

it.effect("a token that stays refused is a failure", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(1))
    const body = { error: { code: "InvalidAuthenticationToken", message: "Invalid audience." } }
    simulator.faults.add({
      match: { host: simulator.graphHost },
      times: "always",
      behave: Faults.answer(() => Respond.json(401, body, { "request-id": "r1" }))
    })
    const error = yield* Effect.flip(pagesOf(simulator))
    assert.deepStrictEqual(error.reason, { _tag: "Unauthorized", code: "InvalidAuthenticationToken" })
    assert.strictEqual(error.requestId, "r1")
    assert.strictEqual(simulator.meter.count("login.token"), 2)
  }))

it.effect("only what looks like a code or an id goes from a refusal into the error", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(1))
    const innerError = { "request-id": "for ada@example.com" }
    const body = { error: { code: "No such user: Ada", message: "ada@example.com", innerError } }
    simulator.faults.add({
      match: { path: "/v1.0/users" },
      times: "always",
      behave: Faults.answer(() => Respond.json(400, body))
    })
    const error = yield* Effect.flip(pagesOf(simulator))
    assert.deepStrictEqual(error.reason, { _tag: "BadRequest", status: 400, code: null })
    assert.notMatch(`${error.message}${JSON.stringify(error)}`, /ada/i)
  }))

it.effect("without consent, the error names the permission", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(1))
    yield* simulator.tenant.setApp({ ...defaultApp, roles: [] })
    const error = yield* Effect.flip(pagesOf(simulator))
    assert.deepStrictEqual(error.reason, { _tag: "Forbidden", code: "Authorization_RequestDenied" })
    assert.include(error.message, "User.Read.All")
    assert.include(error.nextStep, "Grant admin consent")
    assert.isDefined(error.requestId)
  }))

it.effect("without a token, the error says what Microsoft said", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(1))
    yield* simulator.tenant.setApp({ ...defaultApp, secretExpired: true })
    const error = yield* Effect.flip(pagesOf(simulator))
    assert.strictEqual(error.reason._tag === "Token" && error.reason.error.reason, "ExpiredSecret")
    assert.strictEqual(simulator.meter.count("graph.users"), 0)
  }))

it.effect.each<[string, Faults.Behaviour]>([
  ["throttled with Retry-After", Faults.tooManyRequests("20")],
  ["throttled without", Faults.tooManyRequests()],
  ["unavailable", Faults.unavailable()],
  ["a gateway's page", Faults.badGateway],
  ["no connection", Faults.disconnect],
  ["no answer", Faults.hang],
  ["half an answer", Faults.truncate]
])("%s once: the list is whole", ([, behave]) =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(6))
    simulator.faults.add({ match: { path: "/v1.0/users" }, after: 1, behave })
    assert.deepStrictEqual(outline(yield* pagesOf(simulator, { pageSize: 2 })), [[1, 2], [3, 4], [5, 6]])
  }))

it.effect.each<[string, Faults.Behaviour, object]>([
  ["throttled", Faults.tooManyRequests(), { _tag: "Throttled" }],
  ["unavailable", Faults.unavailable(), { _tag: "Unavailable", status: 503 }],
  ["no connection", Faults.disconnect, { _tag: "Unavailable", status: null }],
  ["half an answer", Faults.truncate, { _tag: "InvalidResponse" }],
  ["a proxy's page", Faults.answer(() => Respond.html(200, "Sign in")), { _tag: "InvalidResponse" }],
  ["a proxy's refusal", Faults.answer(() => Respond.html(407, "No")), { _tag: "BadRequest", status: 407, code: null }]
])("%s for good: the error says so", ([, behave, reason]) =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(2))
    simulator.faults.add({ match: { path: "/v1.0/users" }, times: "always", behave })
    assert.deepStrictEqual<object>((yield* Effect.flip(pagesOf(simulator))).reason, reason)
  }))

/** A Graph that answers with these bodies, one after the other, and notes what it was asked. */
const withAnswers = <A, E>(
  bodies: ReadonlyArray<unknown>,
  use: (graph: GraphClient.GraphClient["Service"]) => Effect.Effect<A, E>
) => {
  const asked: Array<{ readonly url: string; readonly authorization: string | undefined }> = []
  const http = HttpClient.make((request) => {
    asked.push({ url: request.url, authorization: request.headers["authorization"] })
    return Effect.succeed(HttpClientResponse.fromWeb(request, Response.json(bodies[asked.length - 1])))
  })
  const token = Effect.succeed({ token: Redacted.make("t"), expiresInSeconds: 3600 })
  const layer = GraphClient.layer({ cloud: "china" }).pipe(
    Layer.provide([ApiClient.layer(), AccessToken.layer(token)]),
    Layer.provide(Layer.succeed(HttpClient.HttpClient, http))
  )
  return Effect.map(
    passing(Effect.result(GraphClient.GraphClient.use(use)).pipe(Effect.provide(layer))),
    (result) => ({ asked, result })
  )
}

it.effect("a nextLink is followed to the letter", () =>
  Effect.gen(function*() {
    const nextLink = "https://microsoftgraph.chinacloudapi.cn/v1.0/users?$top=999&$skiptoken=m~A%2B'(x)"
    const { asked } = yield* withAnswers(
      [{ value: [], "@odata.nextLink": nextLink }, { value: [] }],
      (graph) => Stream.runDrain(graph.userPages(null))
    )
    assert.strictEqual(asked[1]?.url, nextLink)
  }))

it.effect.each([
  "https://graph.microsoft.com.evil.example/v1.0/users",
  "http://microsoftgraph.chinacloudapi.cn/v1.0/users",
  "//evil.example/users",
  "/users"
])("%s is no next page, and gets no token", (nextLink) =>
  Effect.gen(function*() {
    const { asked, result } = yield* withAnswers(
      [{ value: [{ id: entraId(1) }], "@odata.nextLink": nextLink }],
      (graph) => Stream.runDrain(graph.userPages(null))
    )
    assert.strictEqual(result._tag === "Failure" && result.failure.reason._tag, "ForeignNextLink")
    assert.strictEqual(asked.length, 1)
  }))

it.effect.each([["1"], ["1", "2"]])(
  "pages that lead to each other in a circle of %j are an error, not a loop",
  (circle) =>
    Effect.gen(function*() {
      const page = (token: string | undefined) => ({
        value: [],
        "@odata.nextLink": `https://microsoftgraph.chinacloudapi.cn/v1.0/users?$skiptoken=${token}`
      })
      const { asked, result } = yield* withAnswers(
        [...circle, ...circle, ...circle].map(page),
        (graph) => Stream.runDrain(graph.userPages(null))
      )
      assert.strictEqual(result._tag === "Failure" && result.failure.reason._tag, "RepeatedNextLink")
      assert.strictEqual(asked.length, 1 + circle.length)
    })
)

it.effect("a user who cannot be read does not hide the others, but the list is not complete", () =>
  Effect.gen(function*() {
    const seen: Array<string> = []
    const { result } = yield* withAnswers(
      [
        {
          value: [{ id: entraId(1) }, { id: entraId(2), accountEnabled: "?" }, {}],
          "@odata.nextLink": "https://microsoftgraph.chinacloudapi.cn/v1.0/users?2"
        },
        { value: [{ id: entraId(3) }] }
      ],
      (graph) =>
        Stream.runForEach(graph.userPages(null), (page) =>
          Effect.sync(() => {
            if (page._tag === "Page") seen.push(...page.values.map((user) => user.id))
          }))
    )
    assert.deepStrictEqual(seen, [entraId(1), entraId(3)])
    assert.deepStrictEqual<unknown>(result._tag === "Failure" && result.failure.reason, {
      _tag: "UnreadableUsers",
      count: 2,
      ids: [entraId(2), "one without an id"]
    })
  }))

const byNumber = (a: { readonly id: string }, b: { readonly id: string }) => a.id < b.id ? -1 : 1

it.effect("50 users by id are three requests", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(50))
    yield* simulator.tenant.deletePerson(entraId(7))
    const ids = Array.from({ length: 50 }, (_, index) => entraId(index + 1))
    const answers = yield* withClient(simulator, (graph) => graph.usersByIds([...ids, entraId(1)]))
    assert.strictEqual(simulator.meter.count("graph.batch"), 3)
    assert.deepStrictEqual([...answers].sort(byNumber).map((answer) => answer.id), ids)
    for (const answer of answers) {
      assert.strictEqual(answer._tag, answer.id === entraId(7) ? "NotFound" : "Found")
      if (answer._tag === "Found") assert.strictEqual(answer.value.id, answer.id)
    }
  }))

it.effect("requests inside a batch that may pass are sent again, and no others", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(3))
    simulator.faults.add({ match: { path: `/v1.0/users/${entraId(1)}` }, behave: Faults.tooManyRequests("20") })
    simulator.faults.add({ match: { path: `/v1.0/users/${entraId(2)}` }, times: 2, behave: Faults.unavailable() })
    const answers = yield* withClient(simulator, (graph) => graph.usersByIds([entraId(1), entraId(2), entraId(3)]))
    assert.deepStrictEqual(answers.map((answer) => answer._tag), ["Found", "Found", "Found"])
    assert.strictEqual(simulator.meter.count("graph.batch"), 3)
  }))

it.effect.each<[string, Faults.Behaviour, string]>([
  ["throttled for good", Faults.tooManyRequests(), "HTTP 429"],
  ["asked to wait for too long", Faults.tooManyRequests("86400"), "HTTP 429"],
  ["a proxy's 404", Faults.answer(() => Respond.html(404, "Not Found")), "HTTP 404"],
  [
    "another 404",
    Faults.answer(() => Respond.json(404, { error: { code: "UnknownError" } })),
    "HTTP 404, UnknownError"
  ],
  [
    "another user",
    Faults.answer(() => Respond.json(200, { id: entraId(9) })),
    "the answer does not have the documented shape"
  ]
])("%s proves nothing about a user", ([, behave, reason]) =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(2))
    simulator.faults.add({ match: { path: `/v1.0/users/${entraId(1)}` }, times: "always", behave })
    const answers = yield* withClient(simulator, (graph) => graph.usersByIds([entraId(1), entraId(2)]))
    assert.deepStrictEqual<unknown>(answers[0], { _tag: "Unknown", id: entraId(1), reason })
    assert.strictEqual(answers[1]?._tag, "Found")
  }))

it.effect("a request that the batch's answer leaves out proves nothing", () =>
  Effect.gen(function*() {
    const { asked, result } = yield* withAnswers(
      Array.from({ length: 6 }, () => ({ responses: [] })),
      (graph) => graph.usersByIds([entraId(1)])
    )
    assert.deepStrictEqual(result._tag === "Success" && result.success.map((answer) => answer._tag), ["Unknown"])
    assert.strictEqual(asked.length, 6)
  }))

it.effect("only a 404 of the user's own makes them gone", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(1))
    const [answer] = yield* withClient(simulator, (graph) => graph.usersByIds([entraId(2)]))
    if (answer?._tag !== "NotFound") assert.fail("not found was expected")
    else assert.strictEqual(proveGone({ _tag: "Complete", values: [], readStartedAt: 0 }, answer).id, entraId(2))
  }))

it.effect("managers: a user, a contact, none, and a user who does not exist", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make([
      person(1, { manager: { kind: "user", id: entraId(3) } }),
      person(2, { manager: { kind: "orgContact", id: entraId(9) } }),
      person(3)
    ])
    const answers = yield* withClient(simulator, (graph) => graph.managersOf([1, 2, 3, 4].map(entraId)))
    assert.deepStrictEqual<unknown>([...answers].sort(byNumber), [
      { _tag: "Found", id: entraId(1), value: { _tag: "User", id: entraId(3) } },
      { _tag: "Found", id: entraId(2), value: { _tag: "Contact", id: entraId(9) } },
      { _tag: "NotFound", id: entraId(3) },
      { _tag: "Unknown", id: entraId(4), reason: "the user does not exist" }
    ])
  }))

it.effect("users by address: mail, userPrincipalName, proxy addresses, nobody", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make([
      person(1, { mail: "o'brien+x@example.com", proxyAddresses: [] }),
      person(2, { proxyAddresses: ["SMTP:two@example.com", "smtp:both@example.com"] }),
      person(3, { mail: "both@example.com" })
    ])
    const addresses = ["o'brien+x@example.com", "p2@corp.example.com", "two@example.com", "both@example.com", "x@y.z"]
    const answers = yield* withClient(simulator, (graph) => graph.usersByAddresses(addresses))
    assert.deepStrictEqual(
      answers.map((answer) => answer._tag === "Found" ? answer.value.map((user) => user.id) : answer._tag),
      [[entraId(1)], [entraId(2)], [entraId(2)], [entraId(2), entraId(3)], "NotFound"]
    )
    assert.strictEqual(simulator.meter.count("graph.batch"), 1)
  }))

it.effect.each([entraId(1), "guest_home.example#EXT#@corp.example.com", "$dollar@corp.example.com"])(
  "one user by %s",
  (key) =>
    Effect.gen(function*() {
      const simulator = yield* SimulatedTenant.make([
        person(1, key.includes("@") ? { userPrincipalName: key } : {}),
        person(2)
      ])
      const found = yield* withClient(simulator, (graph) => graph.user(key))
      assert.strictEqual(Option.getOrUndefined(found)?.id, entraId(1))
    })
)

it.effect("nobody has this id", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(1))
    assert.isTrue(Option.isNone(yield* withClient(simulator, (graph) => graph.user(entraId(2)))))
  }))

/** The list of users as clients read it that each die after so many pages. */
const inProcesses = (simulator: EntraSimulator, pagesInEach: number, options: Partial<GraphClient.Options> = {}) =>
  readInProcesses<EntraUser, GraphError, GraphError, never>(
    pagesInEach,
    (reading) => withClient(simulator, (graph) => reading(graph.userPages), options)
  )

it.effect.each([1, 2, 3, 4])(
  "clients that die after %s pages read the same list together",
  (pagesInEach) =>
    Effect.gen(function*() {
      const simulator = yield* SimulatedTenant.make(people(9))
      simulator.switches.emptyPages = new Set([2])
      simulator.switches.duplicatesAcrossPages = 1
      simulator.switches.expiredPageToken = { page: 3, times: 2 }
      const whole = yield* withClient(
        simulator,
        (graph) => Stream.runCollect(graph.userPages(null)),
        { pageSize: 2 }
      )
      simulator.switches.expiredPageToken = { page: 3, times: 2 }
      const { processes, values } = yield* inProcesses(simulator, pagesInEach, { pageSize: 2 })
      assert.deepStrictEqual(
        values.map(({ id }) => id),
        whole.slice(whole.findLastIndex((page) => page._tag === "Restart") + 1)
          .flatMap((page) => page._tag === "Page" ? page.values.map(({ id }) => id) : [])
      )
      assert.isAbove(processes, 2)
    })
)

it.effect("restarts and unreadable users are counted over all clients", () =>
  Effect.gen(function*() {
    const expiring = yield* SimulatedTenant.make(people(6))
    expiring.switches.expiredPageToken = { page: 2, times: 100 }
    const tooMany = yield* Effect.flip(inProcesses(expiring, 1, { pageSize: 2 }))
    assert.deepStrictEqual(tooMany.reason, { _tag: "TooManyRestarts", restarts: 5 })

    const unreadable = yield* SimulatedTenant.make(people(4))
    unreadable.faults.add({
      match: { path: "/v1.0/users" },
      behave: (_, proceed) =>
        Effect.flatMap(proceed, (response) =>
          Effect.promise(() => response.text()).pipe(
            Effect.map((body) =>
              Respond.json(200, {
                ...JSON.parse(body),
                value: Array.from({ length: 7 }, () => ({ id: entraId(9), mail: 1 }))
              })
            )
          ))
    })
    const error = yield* Effect.flip(inProcesses(unreadable, 1, { pageSize: 2 }))
    assert.deepStrictEqual(error.reason, {
      _tag: "UnreadableUsers",
      count: 7,
      ids: Array.from({ length: 5 }, () => entraId(9))
    })
  }))

it.effect("pages in a circle are noticed although each client reads one page", () =>
  Effect.gen(function*() {
    const next = (token: number) => `https://microsoftgraph.chinacloudapi.cn/v1.0/users?$skiptoken=${token}`
    const { asked, result } = yield* withAnswers(
      Array.from({ length: 100 }, (_, index) => ({ value: [], "@odata.nextLink": next(index % 5) })),
      (graph) => readInProcesses<EntraUser, GraphError, GraphError, never>(1, (reading) => reading(graph.userPages))
    )
    assert.strictEqual(result._tag === "Failure" && result.failure.reason._tag, "RepeatedNextLink")
    assert.isAtMost(asked.length, 18)
  }))

it.effect("a cursor of another version begins the list again", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(3))
    for (const text of ["", "{}", `{"version":99,"url":"https://evil.example"}`]) {
      const pages = yield* withClient(simulator, (graph) => Stream.runCollect(graph.userPages(Cursor.make(text))))
      assert.deepStrictEqual(outline(pages), ["restart", [1, 2, 3]])
    }
  }))

it.effect("a cursor that leads to another host gets no token", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(3))
    const [page] = yield* pagesOf(simulator, { pageSize: 2 })
    const forged = Cursor.make(page?.next.replace("https://graph.microsoft.com", "https://evil.example") ?? "")
    const tokens = simulator.meter.count("login.token")
    const error = yield* Effect.flip(withClient(simulator, (graph) => Stream.runDrain(graph.userPages(forged))))
    assert.strictEqual(error.reason._tag, "ForeignNextLink")
    assert.strictEqual(simulator.meter.count("login.token"), tokens)
  }))

it.effect("a cursor stays small however long the list is", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(2_000))
    const pages = yield* pagesOf(simulator, { pageSize: 10 })
    assert.isBelow(Math.max(...pages.map(({ next }) => next.length)), 2_000)
  }))

it.effect("deleted users: still to be restored, gone for good, and not told", () =>
  Effect.gen(function*() {
    const simulator = yield* SimulatedTenant.make(people(3))
    yield* simulator.tenant.deletePerson(entraId(1))
    yield* simulator.tenant.deletePerson(entraId(3))
    simulator.faults.add({
      match: { path: `/v1.0/directory/deletedItems/microsoft.graph.user/${entraId(3)}` },
      times: "always",
      behave: Faults.answer(() => Respond.json(403, { error: { code: "Authorization_RequestDenied" } }))
    })
    const ids = [entraId(1), entraId(2_000), entraId(3)]
    const found = yield* withClient(simulator, (graph) => graph.deletions(ids))
    assert.deepStrictEqual(Array.from(found), [[entraId(1), "soft"], [entraId(2_000), "hard"]])
    assert.strictEqual(simulator.meter.count("graph.batch"), 1)
  }))
