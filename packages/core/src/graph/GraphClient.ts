/**
 * The reads that a sync sends to Microsoft Graph: the list of users, and users and managers by id or address. It knows
 * pages, batches and expired page tokens; what a user means to a sync is not its business.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type { ApiClient } from "../http/ApiClient.ts"
import * as PageCursor from "../http/PageCursor.ts"
import { follow, PageTrail } from "../http/PageTrail.ts"
import * as Retry from "../http/Retry.ts"
import { type Cloud, cloudHosts } from "../model/Cloud.ts"
import type { Deletion, EntraManager, EntraUser } from "../model/EntraUser.ts"
import { EntraId } from "../model/Ids.ts"
import type { Answer } from "../model/Snapshot.ts"
import { type Cursor, page, restart, type SourcePage } from "../ports/SourcePage.ts"
import type { AccessToken } from "./AccessToken.ts"
import type { GraphError } from "./GraphError.ts"
import * as GraphPayload from "./GraphPayload.ts"
import * as GraphBatch from "./internal/GraphBatch.ts"
import * as GraphRequest from "./internal/GraphRequest.ts"

export class GraphClient extends Context.Service<GraphClient, {
  /**
   * Every user of the tenant, page by page. A user may come twice, when others are added or removed meanwhile: keep one
   * for each id. When Graph lets a page token expire, the list restarts. Users that cannot be read are left out, and the
   * stream then fails at its end, so that nobody takes it for complete. `from` is the `next` of an earlier page.
   */
  readonly userPages: (from: Cursor | null) => Stream.Stream<SourcePage<EntraUser>, GraphError>
  /** One answer for each id, in any order; "not found" for users who do not exist or were deleted. */
  readonly usersByIds: (
    ids: ReadonlyArray<EntraId>
  ) => Effect.Effect<ReadonlyArray<Answer<EntraId, EntraUser>>, GraphError>
  /** One answer for each id, in any order; "not found" for users who have no manager. */
  readonly managersOf: (
    ids: ReadonlyArray<EntraId>
  ) => Effect.Effect<ReadonlyArray<Answer<EntraId, EntraManager>>, GraphError>
  /** Whether each of these users can be restored (30 days); whoever is not a deleted user, or not told of, is left out. */
  readonly deletions: (ids: ReadonlyArray<EntraId>) => Effect.Effect<ReadonlyMap<EntraId, Deletion>, GraphError>
  /** Who has each address as mail, userPrincipalName or proxy address; one answer for each address, in any order. */
  readonly usersByAddresses: (
    addresses: ReadonlyArray<string>
  ) => Effect.Effect<ReadonlyArray<Answer<string, ReadonlyArray<EntraUser>>>, GraphError>
  /** By object id or userPrincipalName; none when there is no such user. */
  readonly user: (idOrUserPrincipalName: string) => Effect.Effect<Option.Option<EntraUser>, GraphError>
}>()("@entra-assets/core/graph/GraphClient") {}

export interface Options {
  readonly cloud: Cloud
  /** Users in one page; Graph takes 1 to 999. */
  readonly pageSize?: number
  /** Batches in flight at once. */
  readonly batchConcurrency?: number
  /** For requests inside a batch; the others are repeated by `ApiClient`. */
  readonly retry?: Retry.RetrySettings
}

const operation = (name: string, operation: string): GraphRequest.Operation => ({ api: "graph", name, operation })
const listUsers = operation("graph.users.list", "list users")
const getUser = operation("graph.users.get", "read a user")
const lookUpUsers = operation("graph.batch", "look up users")
const lookUpManagers = operation("graph.batch", "look up managers")
const lookUpDeleted = operation("graph.batch", "look up deleted users")
const findUsers = operation("graph.batch", "find users by address")

/** Resource units of a page: 2, one less for `$select`, one more for `$expand`. */
const pageUnits = 2
const maxRestarts = 5

const decodePage = HttpClientResponse.schemaBodyJson(GraphPayload.UserPage)
const decodeJson = HttpClientResponse.schemaBodyJson(Schema.Unknown)
const readId = Schema.decodeUnknownOption(Schema.Struct({ id: EntraId }))
const readAddressPage = Schema.decodeUnknownOption(GraphPayload.UserPage)

/** Where a reader of the list is. */
const Position = Schema.Struct({
  version: Schema.Literal(1),
  /** The page to read next; `null` after the last one. */
  url: Schema.NullOr(Schema.String),
  restarts: Schema.Int,
  /** Users since the last restart that could not be read: how many, and the ids of the first few. */
  unreadable: Schema.Struct({ count: Schema.Int, ids: Schema.Array(Schema.String) }),
  /** The pages since the last restart. */
  trail: Schema.NullOr(PageTrail)
})
type Position = typeof Position.Type

const cursor = PageCursor.make(Position)
const maxUnreadableIds = 5

export const make = Effect.fnUntraced(function*(options: Options) {
  const { batchConcurrency = 4, cloud, pageSize = 999, retry = Retry.defaults } = options
  const origin = `https://${cloudHosts[cloud].graph}`
  const baseUrl = `${origin}/v1.0`
  const read = yield* GraphRequest.make
  const batch = GraphBatch.make({ read, baseUrl, retry, concurrency: batchConcurrency })
  const firstPage = `${baseUrl}/users?${GraphPayload.userQuery}&$top=${pageSize}`

  const readPage = (url: string) =>
    read(listUsers, HttpClientRequest.get(url, { acceptJson: true }), pageUnits, decodePage).pipe(
      Effect.map(Option.some),
      Effect.catchReason(
        "GraphError",
        "BadRequest",
        (reason, error) => reason.code === "Directory_ExpiredPageToken" ? Effect.succeedNone : Effect.fail(error)
      ),
      Effect.withSpan("GraphClient.userPage")
    )

  const start = (restarts: number): Position => ({
    version: 1,
    url: firstPage,
    restarts,
    unreadable: { count: 0, ids: [] },
    trail: null
  })

  const reader = () => {
    const readUser = GraphPayload.userReader()
    return Effect.fnUntraced(function*(
      { restarts, trail, unreadable, url }: Position
    ): Effect.fn.Return<readonly [ReadonlyArray<SourcePage<EntraUser>>, Option.Option<Position>], GraphError> {
      if (url === null) {
        if (unreadable.count === 0) return [[], Option.none()]
        return yield* GraphRequest.failure(listUsers, { _tag: "UnreadableUsers", ...unreadable })
      }
      // Checked here, before the token goes out.
      if (!isAt(origin, url)) return yield* GraphRequest.failure(listUsers, { _tag: "ForeignNextLink" })
      const followed = follow(trail, url)
      if (followed === null) return yield* GraphRequest.failure(listUsers, { _tag: "RepeatedNextLink" })
      const answer = yield* readPage(url)
      if (Option.isNone(answer)) {
        if (restarts === maxRestarts) {
          return yield* GraphRequest.failure(listUsers, { _tag: "TooManyRestarts", restarts })
        }
        const again = start(restarts + 1)
        return [[restart(cursor.write(again))], Option.some(again)]
      }
      const { "@odata.nextLink": nextLink = null, value } = answer.value
      const users: Array<EntraUser> = []
      const bad: Array<string> = []
      for (const wire of value) {
        const user = readUser(wire)
        if (Option.isSome(user)) users.push(user.value)
        else bad.push(GraphPayload.idOf(wire))
      }
      const next: Position = {
        version: 1,
        url: nextLink,
        restarts,
        unreadable: {
          count: unreadable.count + bad.length,
          ids: [...unreadable.ids, ...bad].slice(0, maxUnreadableIds)
        },
        trail: followed
      }
      return [[page(users, cursor.write(next))], Option.some(next)]
    })
  }

  const userPages = (from: Cursor | null) =>
    Stream.suspend(() => {
      const position = from === null ? Option.some(start(0)) : cursor.read(from)
      const pages = (position: Position) =>
        Stream.paginate<Position, SourcePage<EntraUser>, GraphError>(position, reader())
      return Option.match(position, {
        onNone: () => Stream.concat(Stream.succeed(restart(cursor.write(start(0)))), pages(start(0))),
        onSome: pages
      })
    })

  const usersByIds = Effect.fn("GraphClient.usersByIds")(function*(ids: ReadonlyArray<EntraId>) {
    const readUser = GraphPayload.userReader()
    const asked = [...new Set(ids)]
    const inner = yield* batch(lookUpUsers, asked.map((id) => `${pathOf(id)}?${GraphPayload.userQuery}`))
    return asked.map((id, index) =>
      toAnswer(id, inner[index], (body) => Option.filter(readUser(body), (user) => user.id === id))
    )
  })

  const managersOf = Effect.fn("GraphClient.managersOf")(function*(ids: ReadonlyArray<EntraId>) {
    const asked = [...new Set(ids)]
    const inner = yield* batch(lookUpManagers, asked.map((id) => `${pathOf(id)}/manager?$select=id`))
    return asked.map((id, index): Answer<EntraId, EntraManager> => {
      const answer = toAnswer(id, inner[index], GraphPayload.toManager)
      // The same code says that it is the user who does not exist, which is another matter.
      const missing = answer._tag === "NotFound" ? GraphPayload.refusal(inner[index]?.body).message : undefined
      return missing?.toLowerCase().includes(id) === true ? unknown(id, "the user does not exist") : answer
    })
  })

  const deletions = Effect.fn("GraphClient.deletions")(function*(ids: ReadonlyArray<EntraId>) {
    const asked = [...new Set(ids)]
    const inner = yield* batch(lookUpDeleted, asked.map((id) => `${deletedUsers}/${id}?$select=id`))
    const found = new Map<EntraId, Deletion>()
    for (const [index, id] of asked.entries()) {
      const answer = toAnswer(id, inner[index], (body) => Option.filter(readId(body), (deleted) => deleted.id === id))
      if (answer._tag === "Found") found.set(id, "soft")
      if (answer._tag === "NotFound") found.set(id, "hard")
    }
    return found
  })

  const usersByAddresses = Effect.fn("GraphClient.usersByAddresses")(function*(addresses: ReadonlyArray<string>) {
    const readUser = GraphPayload.userReader()
    const asked = [...new Set(addresses)]
    const inner = yield* batch(
      findUsers,
      asked.map((address) => `/users?${GraphPayload.userQuery}&$filter=${encodeURIComponent(hasAddress(address))}`)
    )
    return asked.map((address, index): Answer<string, ReadonlyArray<EntraUser>> => {
      const answer = toAnswer(
        address,
        inner[index],
        (body) => Option.flatMap(readAddressPage(body), ({ value }) => Option.all(value.map(readUser)))
      )
      return answer._tag === "Found" && answer.value.length === 0 ? { _tag: "NotFound", id: address } : answer
    })
  })

  const user = Effect.fn("GraphClient.user")(function*(idOrUserPrincipalName: string) {
    const url = `${baseUrl}${pathOf(idOrUserPrincipalName)}?${GraphPayload.userQuery}`
    const body = yield* read(getUser, HttpClientRequest.get(url, { acceptJson: true }), 1, decodeJson).pipe(
      Effect.map(Option.some),
      Effect.catchReason(
        "GraphError",
        "BadRequest",
        (reason, error) => reason.status === 404 && reason.code === notFound ? Effect.succeedNone : Effect.fail(error)
      )
    )
    if (Option.isNone(body)) return Option.none()
    const found = GraphPayload.userReader()(body.value)
    if (Option.isNone(found)) return yield* GraphRequest.failure(getUser, { _tag: "InvalidResponse" })
    return found
  })

  return GraphClient.of({ userPages, usersByIds, managersOf, deletions, usersByAddresses, user })
})

export const layer = (options: Options): Layer.Layer<GraphClient, never, ApiClient | AccessToken> =>
  Layer.effect(GraphClient, make(options))

const notFound = "Request_ResourceNotFound"

/** Restorable users; reading them takes the permission to read users (Graph v1.0, "Get deleted item"). */
const deletedUsers = "/directory/deletedItems/microsoft.graph.user"

const isAt = (origin: string, url: string) => URL.canParse(url) && new URL(url).origin === origin

/** A key that begins with a dollar sign has to be written as a function's argument. */
const pathOf = (key: string) =>
  key.startsWith("$") ? `/users('${encodeURIComponent(quoted(key))}')` : `/users/${encodeURIComponent(key)}`

/** The filter compares without regard to case, and so `smtp:` finds the primary address too. */
const hasAddress = (address: string) => {
  const text = quoted(address)
  return `mail eq '${text}' or userPrincipalName eq '${text}' or proxyAddresses/any(p:p eq 'smtp:${text}')`
}

const quoted = (text: string) => text.replaceAll("'", "''")

const unknown = <Id>(id: Id, reason: string) => ({ _tag: "Unknown", id, reason }) as const

/** Only Graph's own "no such resource" is "not found"; a 404 of a proxy or a gateway proves nothing. */
const toAnswer = <Id, A>(
  id: Id,
  inner: GraphBatch.Inner | undefined,
  decode: (body: unknown) => Option.Option<A>
): Answer<Id, A> => {
  if (inner === undefined) return unknown(id, "Graph left the request out of its answer")
  if (inner.status === 200) {
    return Option.match(decode(inner.body), {
      onNone: (): Answer<Id, A> => unknown(id, "the answer does not have the documented shape"),
      onSome: (value) => ({ _tag: "Found", id, value })
    })
  }
  const { code } = GraphPayload.refusal(inner.body)
  if (inner.status === 404 && code === notFound) return { _tag: "NotFound", id }
  return unknown(id, code === undefined ? `HTTP ${inner.status}` : `HTTP ${inner.status}, ${code}`)
}
