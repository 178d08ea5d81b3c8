import { assert, it } from "@effect/vitest"
import * as JiraClient from "@entra-assets/core/jira/JiraClient"
import { JiraError } from "@entra-assets/core/jira/JiraError"
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as FakeAtlassian from "../fixtures/FakeAtlassian.ts"

const ids = (count: number) => Array.from({ length: count }, (_, index) => AccountId.make(`712020:account-${index}`))
const user = (accountId: string, active = true) => ({ accountId, accountType: "atlassian", active, displayName: "Ada" })

const run = <A, E>(
  fake: FakeAtlassian.FakeAtlassian,
  effect: Effect.Effect<A, E, JiraClient.JiraClient>,
  options?: JiraClient.Options
) => Effect.provide(effect, JiraClient.layer(options).pipe(Layer.provide(fake.layer)))

const listAll = JiraClient.JiraClient.use((jira) => Stream.runCollect(jira.userPages()))
const emails = (accounts: ReadonlyArray<AccountId>) => JiraClient.JiraClient.use((jira) => jira.emails(accounts))
const usersByIds = (accounts: ReadonlyArray<AccountId>) =>
  JiraClient.JiraClient.use((jira) => jira.usersByIds(accounts))

const asked = (request: FakeAtlassian.FakeRequest) => request.url.searchParams.getAll("accountId")

it.effect("lists users to an empty page, however short the pages before it are", () =>
  Effect.gen(function*() {
    const pages: { readonly [startAt: string]: ReadonlyArray<unknown> } = {
      "0": [user("a")],
      "2": [user("b"), user("c")]
    }
    const site = FakeAtlassian.make(({ url }) => [200, pages[url.searchParams.get("startAt") ?? ""] ?? []])
    const found = yield* run(site, listAll, { pageSize: 2 })
    assert.deepStrictEqual(found.map(({ users }) => users.map(({ accountId }) => accountId)), [["a"], ["b", "c"], []])
    assert.deepStrictEqual(site.requests.map(({ url }) => url.search), [
      "?startAt=0&maxResults=2",
      "?startAt=2&maxResults=2",
      "?startAt=4&maxResults=2"
    ])
  }))

it.effect("a list that begins again, whatever page is asked for, is an error, not a loop", () =>
  Effect.gen(function*() {
    const site = FakeAtlassian.always(200, [user("a"), user("b")])
    const error = yield* Effect.flip(run(site, listAll, { pageSize: 2 }))
    assert.strictEqual(error.reason._tag, "InvalidResponse")
    assert.strictEqual(site.requests.length, 2)
  }))

it.effect("asks for 1,000 users at once", () =>
  Effect.gen(function*() {
    const site = FakeAtlassian.always(200, [])
    yield* run(site, listAll)
    assert.deepStrictEqual(site.requests.map(({ url }) => url.href), [
      "https://acme.atlassian.net/rest/api/3/users/search?startAt=0&maxResults=1000"
    ])
  }))

it.effect("reads the addresses of a chunk from an array", () =>
  Effect.gen(function*() {
    const site = FakeAtlassian.make((
      request
    ) => [200, asked(request).map((accountId) => ({ accountId, email: `${accountId}@acme.example` }))])
    const found = yield* run(site, emails(ids(250)), { maxUrlLength: 100_000 })
    assert.strictEqual(found.size, 250)
    assert.deepStrictEqual(site.requests.map((request) => asked(request).length), [100, 100, 50])
  }))

it.effect("reads the addresses where an answer is one object", () =>
  Effect.gen(function*() {
    const site = FakeAtlassian.make((request) => {
      const [accountId] = asked(request)
      return [200, { accountId, email: `${accountId}@acme.example` }]
    })
    const found = yield* run(site, emails(ids(3)))
    assert.deepStrictEqual([...found.keys()].sort(), ids(3))
  }))

it.effect("a URL with ids stays below 2,000 characters", () =>
  Effect.gen(function*() {
    const site = FakeAtlassian.always(200, [])
    yield* run(site, emails(ids(250)))
    assert.isTrue(site.requests.every(({ url }) => url.href.length <= 2_000))
    assert.deepStrictEqual(site.requests.flatMap(asked), ids(250))
  }))

it.effect.each([400, 403])(
  "a caller who is given no addresses (%i) asks once and never again",
  (status) =>
    Effect.gen(function*() {
      const site = FakeAtlassian.always(status, { errorMessages: ["not for you"] })
      const twice = Effect.andThen(emails(ids(250)), emails(ids(250)))
      assert.strictEqual((yield* run(site, twice)).size, 0)
      assert.strictEqual(site.requests.length, 1)
    })
)

it.effect("a chunk that is refused after another was answered says nothing about the caller", () =>
  Effect.gen(function*() {
    const site = FakeAtlassian.make((request) =>
      asked(request).includes("712020:account-1")
        ? [400, {}]
        : [200, asked(request).map((accountId) => ({ accountId, email: "x@acme.example" }))]
    )
    const found = yield* run(site, emails(ids(3)), { maxIds: 1 })
    assert.deepStrictEqual([...found.keys()], ["712020:account-0", "712020:account-2"])
  }))

it.effect("looks accounts up and says which are not there", () =>
  Effect.gen(function*() {
    const [first = AccountId.make("-"), second = first, third = first] = ids(3)
    const site = FakeAtlassian.always(200, { values: [user(second, false), user(first)], isLast: true })
    const answers = yield* run(site, usersByIds([first, second, third, first]))
    assert.deepStrictEqual(
      answers.map((answer) => [answer._tag, answer.id, answer._tag === "Found" && answer.value.active]),
      [["Found", first, true], ["Found", second, false], ["NotFound", third, false]]
    )
    assert.strictEqual(site.requests[0]?.url.searchParams.get("maxResults"), "3")
  }))

it.effect("passes nobody over in a lookup when pages hold fewer than asked for", () =>
  Effect.gen(function*() {
    const accounts = ids(5)
    const site = FakeAtlassian.make(({ url }) => {
      const startAt = Number(url.searchParams.get("startAt"))
      return [200, { values: accounts.slice(startAt, startAt + 2).map((id) => user(id)) }]
    })
    const answers = yield* run(site, usersByIds(accounts))
    assert.deepStrictEqual(answers.map(({ _tag }) => _tag), ["Found", "Found", "Found", "Found", "Found"])
    assert.strictEqual(site.requests.length, 3)
  }))

it.effect("a lookup ends with an empty page", () =>
  Effect.gen(function*() {
    const site = FakeAtlassian.make(({ url }) => [
      200,
      { values: url.searchParams.get("startAt") === "0" ? [user("712020:account-0")] : [] }
    ])
    const answers = yield* run(site, usersByIds(ids(2)))
    assert.deepStrictEqual(answers.map(({ _tag }) => _tag), ["Found", "NotFound"])
    assert.strictEqual(site.requests.length, 2)
  }))

it.effect("one id that Jira cannot read leaves the others their answers", () =>
  Effect.gen(function*() {
    const site = FakeAtlassian.make((request) =>
      asked(request).includes("712020:account-2")
        ? [400, {}]
        : [200, { values: asked(request).map((id) => user(id)), isLast: true }]
    )
    const answers = yield* run(site, usersByIds(ids(5)))
    assert.deepStrictEqual(answers.map(({ _tag }) => _tag), ["Found", "Found", "Unknown", "Found", "Found"])
  }))

it.effect("an answer that is cut short proves nobody gone", () =>
  Effect.gen(function*() {
    const cut = FakeAtlassian.make((request) => {
      const [first = ""] = asked(request)
      return [200, { values: [user(first)], total: asked(request).length, isLast: true }]
    })
    const found = yield* run(cut, usersByIds(ids(4)))
    assert.deepStrictEqual(found.map(({ _tag }) => _tag), ["Found", "Found", "Found", "Found"])

    const goesOn = FakeAtlassian.always(200, { values: [], isLast: false })
    const unknown = yield* run(goesOn, usersByIds(ids(3)))
    assert.deepStrictEqual(unknown.map(({ _tag }) => _tag), ["Unknown", "Unknown", "Unknown"])
  }))

it.effect("whether or not the total counts accounts that are gone, they are", () =>
  Effect.gen(function*() {
    const accounts = ids(4)
    for (const countsGone of [true, false]) {
      const site = FakeAtlassian.make((request) => {
        const values = asked(request).filter((id) => id !== accounts[2]).map((id) => user(id))
        return [200, { values, total: countsGone ? asked(request).length : values.length, isLast: true }]
      })
      const answers = yield* run(site, usersByIds(accounts))
      assert.deepStrictEqual(
        answers.map(({ _tag, id }) => [_tag, id]),
        [["Found", accounts[0]], ["Found", accounts[1]], ["Found", accounts[3]], ["NotFound", accounts[2]]]
      )
    }
  }))

const failures: ReadonlyArray<readonly [number, unknown, string]> = [
  [401, { code: 401, message: "Unauthorized" }, "Unauthorized"],
  [401, "not an object", "Unauthorized"],
  [401, { code: 401, message: "Unauthorized; scope does not match" }, "MissingScope"],
  [403, {}, "Forbidden"],
  [429, {}, "Throttled"],
  [503, {}, "Unavailable"],
  [409, {}, "Rejected"],
  [200, { not: "a list" }, "InvalidResponse"],
  [200, [{ accountId: "a" }], "InvalidResponse"]
]
it.effect.each(failures)("HTTP %i with %j is %s", ([status, body, tag]) =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(run(FakeAtlassian.always(status, body), listAll))
    assert.strictEqual(error.reason._tag, tag)
    assert.include(error.message, "list users")
    assert.notStrictEqual(error.nextStep, "")
  }))

it.effect("a lost connection is an outage", () =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(run(FakeAtlassian.make(() => undefined), listAll))
    assert.deepStrictEqual(
      error,
      new JiraError({ operation: "list users", reason: { _tag: "Unavailable", status: null } })
    )
  }))
