import { assert, it } from "@effect/vitest"
import * as JiraAtlassianAccounts from "@entra-assets/core/jira/JiraAtlassianAccounts"
import * as JiraClient from "@entra-assets/core/jira/JiraClient"
import type { AtlassianAccount } from "@entra-assets/core/model/AtlassianAccount"
import { AccountId } from "@entra-assets/core/model/Ids"
import type { SourceError } from "@entra-assets/core/model/SourceError"
import { AtlassianAccounts } from "@entra-assets/core/ports/AtlassianAccounts"
import { Cursor } from "@entra-assets/core/ports/SourcePage"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Struct from "effect/Struct"
import * as FakeAtlassian from "../fixtures/FakeAtlassian.ts"
import { readInProcesses } from "../fixtures/Processes.ts"
import * as SimulatedSite from "../fixtures/SimulatedSite.ts"

interface FakeUser {
  readonly accountId: string
  readonly accountType?: string
  readonly active?: boolean
  readonly emailAddress?: string
  /** What `user/email/bulk` gives. */
  readonly hiddenEmail?: string
}

/** A site with these users. */
const site = (users: ReadonlyArray<FakeUser>) => {
  const shown = (user: FakeUser) => ({ accountType: "atlassian", active: true, ...Struct.omit(user, ["hiddenEmail"]) })
  return FakeAtlassian.make(({ url }) => {
    const ids = url.searchParams.getAll("accountId")
    const named = users.filter(({ accountId }) => ids.includes(accountId))
    if (url.pathname.endsWith("/user/email/bulk")) {
      return [200, named.map(({ accountId, hiddenEmail: email }) => ({ accountId, email }))]
    }
    if (url.pathname.endsWith("/user/bulk")) return [200, { values: named.map(shown), isLast: true }]
    const startAt = Number(url.searchParams.get("startAt"))
    return [200, users.slice(startAt, startAt + Number(url.searchParams.get("maxResults"))).map(shown)]
  })
}

const run = <A, E>(
  fake: FakeAtlassian.FakeAtlassian,
  effect: Effect.Effect<A, E, AtlassianAccounts>,
  options?: JiraClient.Options
) =>
  Effect.provide(
    effect,
    JiraAtlassianAccounts.layer.pipe(Layer.provide(JiraClient.layer(options)), Layer.provide(fake.layer))
  )

const readAll = AtlassianAccounts.use(({ accounts }) => Stream.runCollect(accounts(null)))
const emailRequests = (fake: FakeAtlassian.FakeAtlassian) =>
  fake.requests.filter(({ url }) => url.pathname.endsWith("/user/email/bulk")).length

it.effect("only accounts of persons count", () =>
  Effect.gen(function*() {
    const pages = yield* run(
      site([
        { accountId: "ada", emailAddress: "ada@acme.example" },
        { accountId: "bot", accountType: "app", emailAddress: "bot@acme.example" },
        { accountId: "guest", accountType: "customer", emailAddress: "guest@acme.example" },
        { accountId: "gone", accountType: "unknown", active: false }
      ]),
      readAll
    )
    assert.deepStrictEqual(pages.map((page) => page._tag === "Page" ? page.values : page._tag), [
      [{ accountId: AccountId.make("ada"), email: "ada@acme.example", active: true }]
    ])
  }))

it.effect("asks for the address of an active account that shows none; nobody else's", () =>
  Effect.gen(function*() {
    const fake = site([
      { accountId: "shown", emailAddress: "shown@acme.example" },
      { accountId: "hidden", hiddenEmail: "hidden@acme.example" },
      { accountId: "blank", emailAddress: " ", hiddenEmail: "blank@acme.example" },
      { accountId: "withheld" },
      { accountId: "withheld-blank", hiddenEmail: " " },
      { accountId: "left", active: false, hiddenEmail: "left@acme.example" }
    ])
    const pages = yield* run(fake, readAll)
    assert.deepStrictEqual(
      pages.map((page) => page._tag === "Page" ? page.values.map(({ accountId, email }) => [accountId, email]) : []),
      [
        [["shown", "shown@acme.example"], ["left", null]],
        [
          ["hidden", "hidden@acme.example"],
          ["blank", "blank@acme.example"],
          ["withheld", null],
          ["withheld-blank", null]
        ]
      ]
    )
    assert.strictEqual(emailRequests(fake), 1)
  }))

it.effect("fills chunks over pages: 250 hidden addresses on 30 pages cost 3 requests", () =>
  Effect.gen(function*() {
    const users = Array.from({ length: 300 }, (_, index): FakeUser => ({
      accountId: `account-${index}`,
      ...(index % 6 === 0 ? { emailAddress: `${index}@acme.example` } : { hiddenEmail: `${index}@acme.example` })
    }))
    const fake = site(users)
    const pages = yield* run(fake, readAll, { pageSize: 10, maxUrlLength: 100_000 })
    const accounts = pages.flatMap((page) => page._tag === "Page" ? page.values : [])
    assert.strictEqual(accounts.length, 300)
    assert.isTrue(accounts.every(({ accountId, email }) => email === `${accountId.slice(8)}@acme.example`))
    assert.strictEqual(emailRequests(fake), 3)
  }))

it.effect("looks accounts up with their addresses; another type under the id proves nothing", () =>
  Effect.gen(function*() {
    const fake = site([
      { accountId: "hidden", hiddenEmail: "hidden@acme.example" },
      { accountId: "left", active: false },
      { accountId: "bot", accountType: "app" }
    ])
    const ids = ["hidden", "left", "bot", "gone"].map((id) => AccountId.make(id))
    const answers = yield* run(fake, AtlassianAccounts.use((accounts) => accounts.lookUp(ids)))
    assert.deepStrictEqual(
      answers.map((answer) => [answer._tag, answer.id, answer._tag === "Found" && answer.value.email]),
      [["Found", "hidden", "hidden@acme.example"], ["Found", "left", null], ["Unknown", "bot", false], [
        "NotFound",
        "gone",
        false
      ]]
    )
  }))

it.effect("a failure is Jira's, in the sync's terms", () =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(run(FakeAtlassian.always(403, {}), readAll))
    assert.deepStrictEqual([error.source, error.reason], ["jira", "Forbidden"])
    assert.include(error.nextStep, "Browse users and groups")
  }))

const people = [
  SimulatedSite.account(1),
  SimulatedSite.account(2, { emailVisibility: "hidden" }),
  SimulatedSite.account(3, { emailVisibility: "hidden" }),
  SimulatedSite.account(4, { emailVisibility: "withheld" }),
  SimulatedSite.account(5, { accountType: "app" })
]

it.effect.each(
  [
    { caller: "app", bulkEmailShape: "array", known: [1, 2, 3] },
    { caller: "app", bulkEmailShape: "object", known: [1, 2, 3] },
    { caller: "apiToken", bulkEmailShape: "array", known: [1] },
    { caller: "user", bulkEmailShape: "array", known: [1] }
  ] as const
)(
  "$caller is told the addresses of $known where an answer is an $bulkEmailShape",
  ({ bulkEmailShape, caller, known }) =>
    Effect.gen(function*() {
      const simulator = yield* SimulatedSite.make({ bulkEmailShape }, people)
      const layer = JiraAtlassianAccounts.layer.pipe(Layer.provide(SimulatedSite.layer(simulator, caller)))
      const pages = yield* Effect.provide(readAll, layer)
      const accounts = pages.flatMap((page) => page._tag === "Page" ? page.values : [])
      assert.strictEqual(accounts.length, 4)
      assert.deepStrictEqual(
        accounts.flatMap(({ email }) => email ?? []).sort(),
        known.map((index) => SimulatedSite.account(index).emailAddress)
      )
    })
)

const hundred = Array.from(
  { length: 100 },
  (_, index) => SimulatedSite.account(index, { emailVisibility: index % 3 === 0 ? "shown" : "hidden" })
)

it.effect.each([1, 2, 3, 7, 100])(
  "clients that die after %s pages read the same accounts together",
  (pagesInEach) =>
    Effect.gen(function*() {
      const simulator = yield* SimulatedSite.make({}, hundred)
      const layer = () =>
        JiraAtlassianAccounts.layer.pipe(
          Layer.provide(SimulatedSite.layer(simulator, "app", { pageSize: 8, maxIds: 10 }))
        )
      const { values } = yield* readInProcesses<AtlassianAccount, SourceError, SourceError, never>(
        pagesInEach,
        (reading) => Effect.provide(AtlassianAccounts.use(({ accounts }) => reading(accounts)), layer())
      )
      assert.strictEqual(values.length, 100)
      assert.deepStrictEqual(
        new Map(values.map(({ accountId, displayName, email }) => [String(accountId), [email, displayName]])),
        new Map(hundred.map(({ accountId, displayName, emailAddress }) => [accountId, [emailAddress, displayName]]))
      )
    })
)

it.effect("a list without an end is noticed although each client reads one page", () =>
  Effect.gen(function*() {
    const pages = ["a", "b", "c"].map((accountId) => [{ accountId, active: true, emailAddress: "a@acme.example" }])
    const fake = FakeAtlassian.make(({ url }) => [200, pages[Number(url.searchParams.get("startAt")) / 1_000 % 3]])
    const error = yield* Effect.flip(
      readInProcesses<AtlassianAccount, SourceError, SourceError, never>(
        1,
        (reading) => run(fake, AtlassianAccounts.use(({ accounts }) => reading(accounts)))
      )
    )
    assert.strictEqual(error.reason, "InvalidResponse")
    assert.isAtMost(fake.requests.length, 9)
  }))

it.effect("a cursor of another version begins the accounts again", () =>
  Effect.gen(function*() {
    const pages = yield* run(
      site([{ accountId: "ada", emailAddress: "ada@acme.example" }]),
      AtlassianAccounts.use(({ accounts }) => Stream.runCollect(accounts(Cursor.make("another"))))
    )
    assert.deepStrictEqual(pages.map((page) => page._tag), ["Restart", "Page"])
  }))
