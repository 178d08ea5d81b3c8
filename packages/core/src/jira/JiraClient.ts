/**
 * The three requests about users that a sync sends to Jira. It knows pages, chunks of ids and both shapes of the
 * addresses; what an account means to a sync is not its business.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { ApiClient } from "../http/ApiClient.ts"
import * as AtlassianRefusal from "../http/AtlassianRefusal.ts"
import { AtlassianSite } from "../http/AtlassianSite.ts"
import type { AtlassianEndpoint } from "../http/Endpoint.ts"
import { follow, PageTrail } from "../http/PageTrail.ts"
import type { AccountId } from "../model/Ids.ts"
import type { Answer } from "../model/Snapshot.ts"
import { JiraError, type JiraReason } from "./JiraError.ts"
import { type JiraUser, type UserEmail, UserEmails, UserList, UserPage } from "./JiraPayload.ts"

export class JiraClient extends Context.Service<JiraClient, {
  /**
   * Every account of the site, page by page: active, inactive, deleted, of every type. Only the last page is empty; the
   * list goes on from the `next` of any other.
   */
  readonly userPages: (from?: UserPosition) => Stream.Stream<UserListPage, JiraError>
  /**
   * The addresses that Jira gives for these accounts, whatever their profiles show. Only an app acting as itself gets
   * any; a caller that does not is refused once and not asked again, and the answer is empty.
   */
  readonly emails: (ids: ReadonlyArray<AccountId>) => Effect.Effect<ReadonlyMap<string, string>, JiraError>
  /** The ids cut into what one request of `emails` carries; every chunk but the last is full. */
  readonly emailChunks: (ids: ReadonlyArray<AccountId>) => ReadonlyArray<ReadonlyArray<AccountId>>
  /** One answer for each id, in any order; "not found" when a complete answer lacks the account. */
  readonly usersByIds: (
    ids: ReadonlyArray<AccountId>
  ) => Effect.Effect<ReadonlyArray<Answer<AccountId, JiraUser>>, JiraError>
}>()("@entra-assets/core/jira/JiraClient") {}

/** Where a reader of the list is. */
export const UserPosition = Schema.Struct({ startAt: Schema.Int, trail: Schema.NullOr(PageTrail) })
export type UserPosition = typeof UserPosition.Type

export interface UserListPage {
  readonly users: ReadonlyArray<JiraUser>
  readonly next: UserPosition
}

export interface Options {
  /** Users asked for in one page; Jira's documentation says "limited to 1000". */
  readonly pageSize?: number
  /** Account ids in one request. No limit is published. */
  readonly maxIds?: number
  /** Characters of a URL with account ids. No limit is published. */
  readonly maxUrlLength?: number
}

interface Operation extends AtlassianEndpoint {
  readonly path: string
}

const usersSearch: Operation = {
  api: "jira",
  name: "jira.users.search",
  operation: "list users",
  path: "/rest/api/3/users/search",
  scope: "read:jira-user"
}
const userBulk: Operation = {
  api: "jira",
  name: "jira.user.bulk",
  operation: "look up users",
  path: "/rest/api/3/user/bulk",
  scope: "read:jira-user"
}
const emailBulk: Operation = {
  api: "jira",
  name: "jira.user.email.bulk",
  operation: "read the addresses of users",
  path: "/rest/api/3/user/email/bulk",
  scope: "read:email-address:jira"
}

/** Every request that this client sends. */
export const endpoints: ReadonlyArray<AtlassianEndpoint> = [usersSearch, userBulk, emailBulk]

const decodeUserList = HttpClientResponse.schemaBodyJson(UserList)
const decodeUserPage = HttpClientResponse.schemaBodyJson(UserPage)
const decodeUserEmails = HttpClientResponse.schemaBodyJson(UserEmails)

/** Points of Jira's hourly quota: one, and two for each user asked for (developer.atlassian.com, rate limiting). */
const points = (users: number) => ({ units: 1 + 2 * users })

export const make = Effect.fnUntraced(function*(options: Options = {}) {
  const { pageSize = 1_000, maxIds = 100, maxUrlLength = 2_000 } = options
  const api = yield* ApiClient
  const site = yield* AtlassianSite
  const addresses = yield* Ref.make<"unknown" | "given" | "refused">("unknown")

  const get = Effect.fnUntraced(function*(
    operation: Operation,
    urlParams: ReadonlyArray<readonly [string, string]>,
    users: number
  ) {
    const request = HttpClientRequest.get(`${site.jira}${operation.path}`, { urlParams, acceptJson: true })
    const response = yield* api.execute(operation, yield* site.authorize(request), points(users)).pipe(
      Effect.mapError(() => failure(operation, { _tag: "Unavailable", status: null }))
    )
    if (response.status >= 200 && response.status < 300) return response
    return yield* failure(operation, yield* refusal(operation, response))
  })

  const userPage = Effect.fn("JiraClient.userPage")(function*(
    { startAt, trail }: UserPosition
  ): Effect.fn.Return<readonly [ReadonlyArray<UserListPage>, Option.Option<UserPosition>], JiraError> {
    yield* Effect.annotateCurrentSpan({ startAt })
    const users = yield* get(usersSearch, [["startAt", `${startAt}`], ["maxResults", `${pageSize}`]], pageSize).pipe(
      Effect.flatMap(decoded(usersSearch, decodeUserList))
    )
    // A page may be short before the last one, so only an empty page ends the list.
    const [first] = users
    if (first === undefined) return [[{ users, next: { startAt, trail } }], Option.none()]
    const followed = follow(trail, first.accountId)
    if (followed === null) return yield* failure(usersSearch, { _tag: "InvalidResponse" })
    const next = { startAt: startAt + pageSize, trail: followed }
    return [[{ users, next }], Option.some(next)]
  })

  const userPages = (from: UserPosition = { startAt: 0, trail: null }) => Stream.paginate(from, userPage)

  const chunks = (operation: Operation) => {
    const fixed = site.jira.length + operation.path.length + "?startAt=0000&maxResults=0000".length
    return (ids: ReadonlyArray<AccountId>) => chunked(ids, maxIds, maxUrlLength - fixed)
  }
  const emailChunks = chunks(emailBulk)
  const bulkChunks = chunks(userBulk)

  const emailsOfChunk = Effect.fn("JiraClient.emails")(function*(
    ids: ReadonlyArray<AccountId>
  ): Effect.fn.Return<ReadonlyArray<UserEmail>, JiraError> {
    if ((yield* Ref.get(addresses)) === "refused") return []
    const noAddresses = Effect.as(
      Ref.update(addresses, (known) => known === "given" ? "given" : "refused"),
      []
    )
    const answer = yield* get(emailBulk, accountIdParams(ids), ids.length).pipe(
      Effect.flatMap(decoded(emailBulk, decodeUserEmails)),
      Effect.tap(Ref.set(addresses, "given")),
      Effect.catchReasons("JiraError", {
        Rejected: (reason, error) => reason.status === 400 ? noAddresses : Effect.fail(error),
        Forbidden: () => noAddresses
      })
    )
    if ("length" in answer) return answer
    if (answer.accountId === undefined || ids.length === 1) return [answer]
    // One object tells of one account, so the others are asked for one by one.
    const others = ids.filter((id) => id !== answer.accountId)
    return [answer, ...(yield* Effect.forEach(others, (id) => emailsOfChunk([id]))).flat()]
  })

  const emails = Effect.fnUntraced(function*(ids: ReadonlyArray<AccountId>) {
    const found = new Map<string, string>()
    for (const chunk of emailChunks(ids)) {
      for (const { accountId, email } of yield* emailsOfChunk(chunk)) {
        if (accountId !== undefined && typeof email === "string") found.set(accountId, email)
      }
    }
    return found
  })

  /** Those who were found, and whether these are all, by Jira's own words: an answer that is cut short proves nothing. */
  const usersOfChunk = Effect.fn("JiraClient.usersByIds")(function*(ids: ReadonlyArray<AccountId>) {
    const found = new Map<AccountId, JiraUser>()
    let isWhole = true
    // A page may hold fewer than asked for; whoever were passed over would seem to be gone.
    for (let startAt = 0; startAt < ids.length;) {
      const { isLast, total = 0, values } = yield* get(
        userBulk,
        [["startAt", `${startAt}`], ["maxResults", `${ids.length}`], ...accountIdParams(ids)],
        ids.length
      ).pipe(Effect.flatMap(decoded(userBulk, decodeUserPage)))
      for (const user of values) found.set(user.accountId, user)
      startAt += values.length
      // Whether `total` counts ids that nobody has is not verified; for a single one, nobody is an answer in either case.
      isWhole = isLast !== false && (startAt >= total || (ids.length === 1 && startAt === 0))
      if (isLast === true || values.length === 0) break
    }
    return { found, isWhole }
  })

  const inHalves = (
    ids: ReadonlyArray<AccountId>
  ): Effect.Effect<ReadonlyArray<Answer<AccountId, JiraUser>>, JiraError> => {
    const half = Math.ceil(ids.length / 2)
    return half === ids.length
      ? answers(ids)
      : Effect.zipWith(answers(ids.slice(0, half)), answers(ids.slice(half)), (a, b) => [...a, ...b])
  }

  const unknown = (ids: ReadonlyArray<AccountId>, reason: string) =>
    Effect.succeed(ids.map((id) => ({ _tag: "Unknown", id, reason } as const)))

  /**
   * One id that Jira cannot read makes it refuse the whole chunk, and an answer may be cut short; smaller parts find out
   * whom that is about.
   */
  const answers = (
    ids: ReadonlyArray<AccountId>
  ): Effect.Effect<ReadonlyArray<Answer<AccountId, JiraUser>>, JiraError> =>
    usersOfChunk(ids).pipe(
      Effect.flatMap(({ found, isWhole }) => {
        const told = ids.flatMap((id): ReadonlyArray<Answer<AccountId, JiraUser>> => {
          const value = found.get(id)
          return value === undefined ? [] : [{ _tag: "Found", id, value }]
        })
        const missing = ids.filter((id) => !found.has(id))
        const rest = missing.length === 0 || isWhole
          ? Effect.succeed(missing.map((id) => ({ _tag: "NotFound", id } as const)))
          : ids.length === 1
          ? unknown(missing, "Jira's answer was cut short")
          : inHalves(missing)
        return Effect.map(rest, (others) => [...told, ...others])
      }),
      Effect.catchReason(
        "JiraError",
        "Rejected",
        ({ status }) => ids.length === 1 ? unknown(ids, `HTTP ${status}`) : inHalves(ids)
      )
    )

  const usersByIds = (ids: ReadonlyArray<AccountId>) =>
    Effect.map(Effect.forEach(bulkChunks([...new Set(ids)]), answers), (lists) => lists.flat())

  return JiraClient.of({ userPages, emails, emailChunks, usersByIds })
})

export const layer = (options?: Options): Layer.Layer<JiraClient, never, ApiClient | AtlassianSite> =>
  Layer.effect(JiraClient, make(options))

const failure = (operation: Operation, reason: JiraReason) => new JiraError({ operation: operation.operation, reason })

const accountIdParams = (ids: ReadonlyArray<AccountId>) => ids.map((id) => ["accountId", id] as const)

/** Ids in their order, in chunks of at most `maxIds` ids and `maxLength` characters of URL parameters. */
const chunked = (
  ids: ReadonlyArray<AccountId>,
  maxIds: number,
  maxLength: number
): ReadonlyArray<ReadonlyArray<AccountId>> => {
  const chunks: Array<Array<AccountId>> = []
  let length = 0
  for (const id of ids) {
    const own = "&accountId=".length + encodeURIComponent(id).length
    const current = chunks.at(-1)
    if (current === undefined || current.length === maxIds || length + own > maxLength) {
      chunks.push([id])
      length = own
    } else {
      current.push(id)
      length += own
    }
  }
  return chunks
}

/** The decoded body. What does not fit is left out of the error: bodies hold personal data. */
const decoded = <A>(
  operation: Operation,
  decode: (
    response: HttpClientResponse.HttpClientResponse
  ) => Effect.Effect<A, HttpClientError.HttpClientError | Schema.SchemaError>
) =>
(response: HttpClientResponse.HttpClientResponse): Effect.Effect<A, JiraError> =>
  Effect.mapError(decode(response), () => failure(operation, { _tag: "InvalidResponse" }))

const refusal = (operation: Operation, response: HttpClientResponse.HttpClientResponse): Effect.Effect<JiraReason> =>
  Effect.map(
    AtlassianRefusal.ofResponse(response, operation.scope),
    (refusal) => refusal ?? { _tag: "Rejected", status: response.status }
  )
