/** The user endpoints of Graph v1.0: list, count, one user, a user's manager, and soft-deleted users. */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { DeletedPerson, EntraTenant } from "./EntraTenant.ts"
import { badRequest, expiredPageToken, notFound } from "./GraphFailure.ts"
import type { GraphFailure } from "./GraphFailure.ts"
import * as GraphPaging from "./GraphPaging.ts"
import * as GraphQuery from "./GraphQuery.ts"
import type { GraphSwitches } from "./GraphSwitches.ts"
import * as GraphUser from "./GraphUser.ts"
import type { EntraPerson, Manager } from "./Organisation.ts"

export interface Options {
  readonly tenant: EntraTenant
  readonly graphHost: string
  readonly switches: GraphSwitches
}

/** A body to send as JSON with status 200, or a number, which `/$count` sends as text. */
export type Answer = Effect.Effect<object | number, GraphFailure>

export interface GraphUsers {
  readonly list: (url: URL, headers: Headers) => Answer
  readonly count: (url: URL, headers: Headers) => Answer
  /** By id or userPrincipalName. */
  readonly one: (key: string, url: URL, headers: Headers) => Answer
  readonly manager: (key: string, url: URL, headers: Headers) => Answer
  readonly deletedList: (url: URL, headers: Headers) => Answer
  readonly deletedOne: (id: string, url: URL, headers: Headers) => Answer
}

export const make = ({ graphHost, switches, tenant }: Options): GraphUsers => {
  const metadata = `https://${graphHost}/v1.0/$metadata`
  const context = (set: string, query: GraphQuery.GraphQuery) =>
    `${metadata}#${set}${query.context === "" ? "" : `(${query.context})`}`

  const find = (key: string) => tenant.person(key) ?? tenant.personByUserPrincipalName(key)

  /** The manager as a reader of the directory sees one: links to users who are gone do not show. */
  const managerObject = (
    manager: Manager | null,
    names: ReadonlyArray<string>,
    deleted: ReadonlyArray<DeletedPerson>
  ): object | undefined => {
    if (manager === null) return undefined
    if (manager.kind === "orgContact") return { "@odata.type": "#microsoft.graph.orgContact", id: manager.id }
    const person = find(manager.id)
      ?? (switches.deletedManagersShown ? deleted.find((entry) => entry.person.id === manager.id)?.person : undefined)
    return person && { "@odata.type": "#microsoft.graph.user", ...GraphUser.project(person, names) }
  }

  /** Soft-deleted users, looked at only when they can matter to managers. */
  const deletedManagers = Effect.suspend(() => switches.deletedManagersShown ? tenant.deleted : Effect.succeed([]))

  const show = (
    person: EntraPerson,
    names: ReadonlyArray<string>,
    query: GraphQuery.GraphQuery,
    deleted: ReadonlyArray<DeletedPerson>
  ) => {
    const shown = GraphUser.project(person, names)
    if (query.manager !== undefined && !switches.managersNotExpanded.has(person.id)) {
      const properties = switches.nestedSelectIgnored ? GraphUser.defaultProperties : query.manager
      const manager = managerObject(person.manager, properties, deleted)
      if (manager !== undefined) shown["manager"] = manager
    }
    return shown
  }

  const keep = (query: GraphQuery.GraphQuery) => (person: EntraPerson) =>
    !switches.missingFromList.has(person.id) && (query.filter === undefined || query.filter(person))

  const position = (query: GraphQuery.GraphQuery): Effect.Effect<GraphPaging.Position, GraphFailure> => {
    if (query.skipToken === undefined) return Effect.succeed(GraphPaging.start)
    const found = GraphPaging.decode(query.skipToken, tenant.tenantId)
    const expiry = switches.expiredPageToken
    if (found === undefined) return Effect.fail(expiredPageToken())
    if (expiry?.page !== found.page || expiry.times <= 0) return Effect.succeed(found)
    expiry.times--
    return Effect.fail(expiredPageToken())
  }

  /** The people of a page, and where the next one begins. */
  const page = (query: GraphQuery.GraphQuery, at: GraphPaging.Position): GraphPaging.Slice => {
    if (switches.emptyList) return { people: [], next: undefined }
    if (switches.emptyPages.has(at.page)) return { people: [], next: at.slot }
    const kept = keep(query)
    const repeated = GraphPaging.lastBefore(tenant.slots, at.slot, switches.duplicatesAcrossPages, kept)
    const { next, people } = GraphPaging.slice(tenant.slots, at.slot, Math.min(query.top, switches.longestPage), kept)
    return {
      people: repeated.length === 0 ? people : [...repeated, ...people],
      next: at.page === switches.endListAfterPage ? undefined : next
    }
  }

  const total = (query: GraphQuery.GraphQuery) =>
    GraphPaging.slice(tenant.slots, 0, Number.POSITIVE_INFINITY, keep(query)).people.length

  return {
    list: Effect.fnUntraced(function*(url, headers) {
      const query = yield* GraphQuery.parse(url, headers)
      const at = yield* position(query)
      const deleted = yield* deletedManagers
      const { next, people } = page(query, at)
      const names = at.page > 1 && switches.missingOnLaterPages.size > 0
        ? query.select.filter((name) => !switches.missingOnLaterPages.has(name))
        : query.select
      return {
        "@odata.context": context("users", query),
        ...(query.count && at.page === 1 && { "@odata.count": total(query) }),
        ...(next !== undefined && {
          "@odata.nextLink": GraphPaging.nextLink(
            url,
            graphHost,
            GraphPaging.encode({ page: at.page + 1, slot: next }, tenant.tenantId)
          )
        }),
        value: people.map((person) => show(person, names, query, deleted))
      }
    }),

    count: Effect.fnUntraced(function*(url, headers) {
      if (!GraphQuery.isEventual(headers)) return yield* badRequest("$count is not currently supported.")
      return total(yield* GraphQuery.parse(url, headers))
    }),

    one: Effect.fnUntraced(function*(key, url, headers) {
      const query = yield* GraphQuery.parse(url, headers)
      const person = find(key)
      if (person === undefined) return yield* notFound(key)
      return {
        "@odata.context": `${context("users", query)}/$entity`,
        ...show(person, query.select, query, yield* deletedManagers)
      }
    }),

    manager: Effect.fnUntraced(function*(key, url, headers) {
      const query = yield* GraphQuery.parse(url, headers)
      const person = find(key)
      if (person === undefined) return yield* notFound(key)
      const manager = managerObject(person.manager, query.select, yield* deletedManagers)
      if (manager === undefined) return yield* notFound("manager")
      return { "@odata.context": `${metadata}#directoryObjects/$entity`, ...manager }
    }),

    deletedList: Effect.fnUntraced(function*(url, headers) {
      const query = yield* GraphQuery.parse(url, headers)
      const all = yield* tenant.deleted
      const slots = all.map((entry) => entry.person)
      const at = yield* position(query)
      const { next, people } = GraphPaging.slice(slots, at.slot, query.top, query.filter ?? (() => true))
      const deletedAt = new Map(all.map((entry) => [entry.person.id, entry.deletedAtMillis]))
      return {
        "@odata.context": context("users", query),
        ...(next !== undefined && {
          "@odata.nextLink": GraphPaging.nextLink(
            url,
            graphHost,
            GraphPaging.encode({ page: at.page + 1, slot: next }, tenant.tenantId)
          )
        }),
        value: people.map((person) => showDeleted(person, deletedAt.get(person.id), query))
      }
    }),

    deletedOne: Effect.fnUntraced(function*(id, url, headers) {
      const query = yield* GraphQuery.parse(url, headers)
      const entry = (yield* tenant.deleted).find(({ person }) => person.id === id.toLowerCase())
      if (entry === undefined) return yield* notFound(id)
      return {
        "@odata.context": `${context("users", query)}/$entity`,
        ...showDeleted(entry.person, entry.deletedAtMillis, query)
      }
    })
  }
}

const showDeleted = (person: EntraPerson, deletedAtMillis: number | undefined, query: GraphQuery.GraphQuery) => {
  const shown = GraphUser.project(person, query.select)
  if ("deletedDateTime" in shown && deletedAtMillis !== undefined) {
    shown["deletedDateTime"] = `${DateTime.formatIso(DateTime.makeUnsafe(deletedAtMillis)).slice(0, 19)}Z`
  }
  return shown
}
