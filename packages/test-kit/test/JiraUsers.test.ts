import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { account, accounts, apiTokenCaller, body, caller, Refusal, site, User } from "./fixtures/AtlassianCaller.ts"
import type { Send } from "./fixtures/AtlassianCaller.ts"

const Users = Schema.Array(User)
const Address = Schema.Struct({ accountId: Schema.String, email: Schema.String })
const mixed = [
  account(1),
  account(2, { emailVisibility: "hidden" }),
  account(3, { emailVisibility: "withheld", active: false }),
  account(4, { accountType: "app" }),
  account(5, { accountType: "customer" })
]
const users = (jira: Send, query = "") => Effect.flatMap(jira("GET", `api/3/users/search?${query}`), body(Users))

it.effect("lists everybody: inactive accounts, apps and customers too, addresses only where shown", () =>
  Effect.gen(function*() {
    const { jira } = caller(yield* site({ accounts: mixed }))
    const all = yield* users(jira)
    assert.deepStrictEqual(
      all.map((user) => [user["accountType"], user["active"], user["emailAddress"]]),
      [
        ["atlassian", true, "person1@contoso.com"],
        ["atlassian", true, undefined],
        ["atlassian", false, undefined],
        ["app", true, "person4@contoso.com"],
        ["customer", true, "person5@contoso.com"]
      ]
    )
    assert.notProperty(all[1], "emailAddress")
    assert.deepStrictEqual(yield* Effect.flatMap(jira("GET", "api/3/users"), body(Users)), all)
  }))

it.effect("pages in steps of 50, and of 1000 at most, until a page is empty", () =>
  Effect.gen(function*() {
    const { jira } = caller(yield* site({ accounts: accounts(1200) }))
    const count = (query: string) => Effect.map(users(jira, query), (page) => page.length)
    assert.strictEqual(yield* count(""), 50)
    assert.strictEqual(yield* count("maxResults=5000"), 1000)
    assert.strictEqual(yield* count("startAt=1000&maxResults=1000"), 200)
    assert.strictEqual(yield* count("startAt=2000&maxResults=1000"), 0)
    assert.strictEqual((yield* jira("GET", "api/3/users/search?startAt=x")).status, 400)
  }))

it.effect("finds active people by the beginning of a name or an address, in any case", () =>
  Effect.gen(function*() {
    const simulator = yield* site({
      accounts: [
        account(1, { displayName: "John Smith", emailAddress: "js@contoso.com" }),
        account(2, { displayName: "Anna Meier", emailAddress: "johnson@contoso.com" }),
        account(3, { displayName: "Anna St. John", emailAddress: "hidden@contoso.com", emailVisibility: "hidden" }),
        account(4, { displayName: "John Gone", active: false })
      ]
    })
    const { jira } = caller(simulator)
    const found = (query: string) =>
      Effect.map(
        Effect.flatMap(jira("GET", `api/3/user/search?${query}`), body(Users)),
        (all) => all.map((user) => user["displayName"])
      )
    assert.deepStrictEqual(yield* found("query=JOHN"), ["John Smith", "Anna Meier", "Anna St. John"])
    assert.deepStrictEqual(yield* found("query=john%20sm"), ["John Smith"])
    assert.deepStrictEqual(yield* found("query=ohn"), [])
    assert.deepStrictEqual(yield* found("query=JS@contoso"), ["John Smith"])
    // A hidden address has to be given whole.
    assert.deepStrictEqual(yield* found("query=hidden"), [])
    assert.deepStrictEqual(yield* found("query=hidden@contoso.com"), ["Anna St. John"])
    assert.deepStrictEqual(yield* found("accountId=712020:account-2"), ["Anna Meier"])

    simulator.switches.userSearchFindsInactive = true
    assert.deepStrictEqual(yield* found("query=john%20g"), ["John Gone"])
    simulator.switches.usersBrowsable = false
    assert.deepStrictEqual(yield* found("query=john"), [])
  }))

it.effect("finds people page by page, up to the thousandth, and wants one thing to look for", () =>
  Effect.gen(function*() {
    const { jira } = caller(yield* site({ accounts: accounts(1200) }))
    const search = (query: string) => jira("GET", `api/3/user/search?${query}`)
    const count = (page: string) =>
      Effect.map(Effect.flatMap(search(`query=person&${page}`), body(Users)), ({ length }) => length)
    assert.strictEqual(yield* count(""), 50)
    assert.strictEqual(yield* count("maxResults=20"), 20)
    assert.strictEqual(yield* count("maxResults=5000"), 1000)
    assert.strictEqual(yield* count("startAt=990&maxResults=20"), 10)
    assert.strictEqual(yield* count("startAt=1000"), 0)
    for (const query of ["", "query=a&accountId=b", "query=a&startAt=x"]) {
      yield* Effect.flatMap(search(query), body(Refusal, 400))
    }
  }))

it.effect("tells the app, and nobody else, addresses that people hide", () =>
  Effect.gen(function*() {
    const simulator = yield* site({ accounts: mixed })
    const query = "accountId=712020:account-2&accountId=712020:account-3&accountId=nobody&accountId=712020:account-1"
    const bulk = yield* Effect.flatMap(
      caller(simulator).jira("GET", `api/3/user/email/bulk?${query}`),
      body(Schema.Array(Address))
    )
    assert.deepStrictEqual(bulk, [
      { accountId: "712020:account-2", email: "person2@contoso.com" },
      { accountId: "712020:account-1", email: "person1@contoso.com" }
    ])
    for (const { jira } of [caller(simulator, simulator.userToken), apiTokenCaller(simulator)]) {
      yield* Effect.flatMap(jira("GET", `api/3/user/email/bulk?${query}`), body(Refusal, 400))
      yield* Effect.flatMap(jira("GET", "api/3/user/email?accountId=712020:account-1"), body(Refusal, 400))
    }
  }))

it.effect("answers bulk addresses as one object when told so", () =>
  Effect.gen(function*() {
    const { jira } = caller(yield* site({ switches: { bulkEmailShape: "object" } }))
    const one = yield* Effect.flatMap(jira("GET", "api/3/user/email/bulk?accountId=712020:account-2"), body(Address))
    assert.strictEqual(one.email, "person2@contoso.com")
  }))

it.effect("gives one address, or 404 for an account that is missing or withholds it", () =>
  Effect.gen(function*() {
    const { jira } = caller(yield* site({ accounts: mixed }))
    const one = (id: string) => jira("GET", `api/3/user/email?accountId=${id}`)
    assert.strictEqual((yield* Effect.flatMap(one("712020:account-2"), body(Address))).email, "person2@contoso.com")
    yield* Effect.flatMap(one("712020:account-3"), body(Refusal, 404))
    yield* Effect.flatMap(one("nobody"), body(Refusal, 404))
  }))

it.effect("reads one user, or several with the missing ones left out", () =>
  Effect.gen(function*() {
    const { jira } = caller(yield* site({ accounts: accounts(12) }))
    const one = yield* Effect.flatMap(jira("GET", "api/3/user?accountId=712020:account-2"), body(User))
    assert.strictEqual(one["displayName"], "Person 2")
    yield* Effect.flatMap(jira("GET", "api/3/user?accountId=nobody"), body(Refusal, 404))
    yield* Effect.flatMap(jira("GET", "api/3/user/bulk"), body(Refusal, 400))

    const Page = Schema.Struct({ maxResults: Schema.Int, total: Schema.Int, isLast: Schema.Boolean, values: Users })
    const ids = [...accounts(12).map(({ accountId }) => accountId), "nobody"].map((id) => `accountId=${id}`).join("&")
    const page = (query: string) => Effect.flatMap(jira("GET", `api/3/user/bulk?${ids}${query}`), body(Page))
    const first = yield* page("")
    assert.deepStrictEqual([first.maxResults, first.total, first.isLast, first.values.length], [10, 12, false, 10])
    const second = yield* page("&startAt=10&maxResults=500")
    assert.deepStrictEqual([second.maxResults, second.isLast, second.values.length], [200, true, 2])
  }))

it.effect("tells callers who they are", () =>
  Effect.gen(function*() {
    const simulator = yield* site()
    const myself = (jira: Send) => Effect.flatMap(jira("GET", "api/3/myself"), body(User))
    assert.strictEqual((yield* myself(caller(simulator).jira))["accountType"], "app")
    simulator.callers.allowToken("person-2", { kind: "user", accountId: "712020:account-2" })
    assert.strictEqual((yield* myself(caller(simulator, "person-2").jira))["displayName"], "Person 2")
  }))

it.effect("shows accounts that replace others, and no longer the others", () =>
  Effect.gen(function*() {
    const simulator = yield* site()
    simulator.setAccounts([account(9)])
    assert.deepStrictEqual(
      (yield* users(caller(simulator).jira)).map((user) => user["accountId"]),
      ["712020:account-9"]
    )
  }))

/** What Jira tells of account 2: in the list, by its id, among several and as an address. */
const shownOfSecond = Effect.fnUntraced(function*(jira: Send) {
  const id = "712020:account-2"
  const ids = `accountId=712020:account-1&accountId=${id}`
  const Page = Schema.Struct({ total: Schema.Int, values: Users })
  const one = yield* jira("GET", `api/3/user?accountId=${id}`)
  const bulk = yield* Effect.flatMap(jira("GET", `api/3/user/bulk?${ids}`), body(Page))
  const addresses = yield* Effect.flatMap(jira("GET", `api/3/user/email/bulk?${ids}`), body(Schema.Array(Address)))
  return {
    listed: (yield* users(jira)).filter((user) => user["accountId"] === id),
    one: one.status === 404 ? [] : [yield* body(User)(one)],
    bulk: bulk.values.filter((user) => user["accountId"] === id),
    total: bulk.total,
    addresses: addresses.map(({ accountId }) => accountId)
  }
})

it.effect("shows a deleted account as an inactive former user in its place, or not at all when told so", () =>
  Effect.gen(function*() {
    const simulator = yield* site()
    const { jira } = caller(simulator)
    yield* simulator.deleteAccount("712020:account-2")

    const former = yield* shownOfSecond(jira)
    for (const user of [former.listed, former.one, former.bulk]) {
      assert.lengthOf(user, 1)
      assert.deepInclude(user[0], { accountType: "atlassian", active: false, displayName: "Former user" })
      assert.notProperty(user[0], "emailAddress")
    }
    assert.deepStrictEqual([former.total, former.addresses], [2, ["712020:account-1"]])
    assert.deepStrictEqual(
      (yield* users(jira)).map((user) => user["displayName"]),
      ["Person 1", "Former user", "Person 3"]
    )

    simulator.switches.deletedAccounts = "gone"
    assert.deepStrictEqual(yield* shownOfSecond(jira), {
      listed: [],
      one: [],
      bulk: [],
      total: 1,
      addresses: ["712020:account-1"]
    })
  }))

it.effect("deletes an account once, and none that does not exist", () =>
  Effect.gen(function*() {
    const simulator = yield* site()
    yield* simulator.deleteAccount("712020:account-2")
    for (const accountId of ["712020:account-2", "nobody"]) {
      const refusal = yield* Effect.flip(simulator.deleteAccount(accountId))
      assert.strictEqual(refusal.status, 404)
    }
  }))

it.effect("one account can be added or changed, and a deleted one is not forgotten", () =>
  Effect.gen(function*() {
    const simulator = yield* site()
    yield* simulator.deleteAccount("712020:account-2")
    simulator.setAccount(account(1, { emailAddress: "new@contoso.com" }))
    simulator.setAccount(account(9))
    const shown = simulator.accounts().map(({ accountId, active }) => [accountId.slice(-1), active])
    assert.deepStrictEqual(shown.filter(([id]) => id === "1" || id === "2" || id === "9"), [
      ["1", true],
      ["2", false],
      ["9", true]
    ])
    assert.strictEqual(simulator.accounts()[0]?.emailAddress, "new@contoso.com")
  }))
