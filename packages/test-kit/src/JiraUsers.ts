/**
 * The operations of Jira Cloud on users. Users are the accounts of the organisation; the app itself has an account that
 * no listing shows.
 */
import * as Result from "effect/Result"
import type { AtlassianRefusal } from "./AtlassianRefusal.ts"
import { refuse } from "./AtlassianRefusal.ts"
import type { AtlassianSwitches } from "./AtlassianSwitches.ts"
import type { AccountDirectory } from "./internal/AccountDirectory.ts"
import type { Answer, Call, Endpoint } from "./internal/AtlassianEndpoint.ts"
import { ok, plain, wholeNumber } from "./internal/AtlassianEndpoint.ts"
import type { AtlassianPerson } from "./Organisation.ts"

export interface Options {
  /** Host of the site, such as `example.atlassian.net`. */
  readonly site: string
  readonly accounts: AccountDirectory
  readonly switches: AtlassianSwitches
}

const longestUserPage = 1000
const longestBulkPage = 200
/** A search for users looks no further. */
const mostFound = 1000

/** Paths are below `/rest`. */
export const endpoints = (options: Options): ReadonlyArray<Endpoint> => {
  const { accounts, site, switches } = options
  const user = userShape(site)

  /** Everybody, active or not, deleted ones as the switch says, of every account type; a bare array, so only an empty page says that it was the last. */
  const search = plain(({ query }) =>
    Result.gen(function*() {
      const startAt = yield* wholeNumber(query, "startAt", 0)
      const maxResults = Math.min(yield* wholeNumber(query, "maxResults", 50), longestUserPage)
      return users(accounts.listed().slice(startAt, startAt + maxResults).map(user))
    })
  )

  /** By the beginning of a name or an address, or by account id; of the first thousand that fit, a page. A bare array, too. */
  const find = plain(({ query }) =>
    Result.gen(function*() {
      const text = query.get("query")
      const accountId = query.get("accountId")
      if (text === null && accountId === null) {
        return yield* Result.fail(refuse(400, "The query parameters 'query' and 'accountId' are missing"))
      }
      if (text !== null && accountId !== null) {
        return yield* Result.fail(refuse(400, "Only one of 'query' and 'accountId' may be given"))
      }
      const startAt = yield* wholeNumber(query, "startAt", 0)
      const maxResults = Math.min(yield* wholeNumber(query, "maxResults", 50), longestUserPage)
      if (!switches.usersBrowsable) return users([])
      const fits = accountId === null
        ? fitting(text ?? "")
        : (account: AtlassianPerson) => account.accountId === accountId
      const found = accounts.listed()
        .filter((account) => (account.active || switches.userSearchFindsInactive) && fits(account))
        .slice(0, mostFound)
      return users(found.slice(startAt, startAt + maxResults).map(user))
    })
  )
  const existing = (accountId: string | null): Result.Result<AtlassianPerson, AtlassianRefusal> => {
    const account = accountId === null ? undefined : accounts.listedById(accountId)
    return account === undefined
      ? Result.fail(refuse(404, "Specified user does not exist or you do not have required permissions"))
      : Result.succeed(account)
  }
  /** Only an app in its own name is told addresses (400 for everybody else, as observed on a live site). */
  const addresses = (answer: (call: Call) => Result.Result<Answer, AtlassianRefusal>) =>
    plain((call) =>
      call.caller.kind === "app"
        ? answer(call)
        : Result.fail(refuse(400, "The calling app is not approved to use this API."))
    )
  const address = ({ accountId, emailAddress }: AtlassianPerson) => ({ accountId, email: emailAddress })
  const isTold = (account: AtlassianPerson) => account.emailVisibility !== "withheld"

  return [
    { name: "jira.usersSearch", method: "GET", path: "api/3/users/search", scope: "read:jira-user", answer: search },
    { name: "jira.users", method: "GET", path: "api/3/users", scope: "read:jira-user", answer: search },
    { name: "jira.userSearch", method: "GET", path: "api/3/user/search", scope: "read:jira-user", answer: find },
    {
      name: "jira.user",
      method: "GET",
      path: "api/3/user",
      scope: "read:jira-user",
      limit: 150,
      answer: plain(({ query }) =>
        Result.map(
          existing(query.get("accountId")),
          (account) => ({ ...ok({ ...user(account), ...details }), users: 1 })
        )
      )
    },
    {
      name: "jira.userBulk",
      method: "GET",
      path: "api/3/user/bulk",
      scope: "read:jira-user",
      answer: plain(({ query }) =>
        Result.gen(function*() {
          const startAt = yield* wholeNumber(query, "startAt", 0)
          const maxResults = Math.min(yield* wholeNumber(query, "maxResults", 10), longestBulkPage)
          const ids = query.getAll("accountId")
          if (ids.length === 0) return yield* Result.fail(refuse(400, "accountId is missing"))
          const found = ids.flatMap((id) => accounts.listedById(id) ?? [])
          const values = found.slice(startAt, startAt + maxResults)
          return {
            ...ok({
              maxResults,
              startAt,
              total: found.length,
              isLast: startAt + values.length >= found.length,
              values: values.map(user)
            }),
            users: values.length
          }
        })
      )
    },
    {
      name: "jira.userEmail",
      method: "GET",
      path: "api/3/user/email",
      scope: "read:email-address:jira",
      limit: 200,
      answer: addresses(({ query }) =>
        Result.flatMap(existing(query.get("accountId")), (account) =>
          isTold(account)
            ? Result.succeed({ ...ok(address(account)), users: 1 })
            : Result.fail(refuse(404, "The user's email address is not available")))
      )
    },
    {
      name: "jira.userEmailBulk",
      method: "GET",
      path: "api/3/user/email/bulk",
      scope: "read:email-address:jira",
      limit: 200,
      answer: addresses(({ query }) => {
        const told = query.getAll("accountId").flatMap((id) => accounts.listedById(id) ?? []).filter(isTold).map(
          address
        )
        const body = switches.bulkEmailShape === "array" ? told : told[0] ?? {}
        return Result.succeed({ ...ok(body), users: told.length })
      })
    },
    {
      name: "jira.myself",
      method: "GET",
      path: "api/3/myself",
      scope: "read:jira-user",
      answer: plain(({ caller }) => {
        const account = accounts.listedById(caller.accountId) ?? appAccount(caller.accountId)
        return Result.succeed({ ...ok({ ...user(account), ...details }), users: 1 })
      })
    }
  ]
}

/**
 * Whether the text is the beginning of the name, from any of its words on, or of the address, in any case. An address that
 * somebody hides finds them only when it is given whole.
 */
const fitting = (text: string) => {
  const sought = text.trim().toLowerCase()
  return ({ displayName, emailAddress, emailVisibility }: AtlassianPerson): boolean => {
    const address = emailAddress.toLowerCase()
    return ` ${displayName.toLowerCase()}`.includes(` ${sought}`) ||
      (emailVisibility === "shown" ? address.startsWith(sought) : sought !== "" && address === sought)
  }
}

const users = (body: ReadonlyArray<unknown>): Answer => ({ ...ok(body), users: body.length })

const appAccount = (accountId: string): AtlassianPerson => ({
  accountId,
  accountType: "app",
  active: true,
  displayName: "Entra Directory Sync",
  emailAddress: "",
  emailVisibility: "withheld"
})

/** What only the reads of one user show. */
const details = {
  timeZone: "Etc/UTC",
  locale: "en_US",
  groups: { items: [], size: 1 },
  applicationRoles: { items: [], size: 1 }
}

const avatarHost = "https://avatar-management--avatars.server-location.prod.public.atl-paas.net"

const userShape = (site: string) => (account: AtlassianPerson): Readonly<Record<string, unknown>> => ({
  accountId: account.accountId,
  accountType: account.accountType,
  active: account.active,
  avatarUrls: Object.fromEntries(
    [16, 24, 32, 48].map((size) => [
      `${size}x${size}`,
      `${avatarHost}/initials/${initials(account.displayName)}-0.png?size=${size}&s=${size}`
    ])
  ),
  displayName: account.displayName,
  ...(account.emailVisibility === "shown" ? { emailAddress: account.emailAddress } : {}),
  key: "",
  name: "",
  self: `https://${site}/rest/api/3/user?accountId=${encodeURIComponent(account.accountId)}`
})

const initials = (displayName: string): string =>
  encodeURIComponent(displayName.split(" ").map(([letter = ""]) => letter).slice(0, 2).join("").toUpperCase())
