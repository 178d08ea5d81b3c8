/**
 * Everything that may go wrong at once: each fault has a rate, the probability that a request meets it, and all rates
 * together are plain data, so that a failing test can print them and try with fewer. Built on `Faults` and on the
 * switches of the simulators; chance comes from Effect's Random. It adds no fault of its own to the menu.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Scheduler from "effect/Scheduler"
import * as Schema from "effect/Schema"
import type { AtlassianSimulator } from "./AtlassianSimulator.ts"
import type { EntraSimulator } from "./EntraSimulator.ts"
import * as Faults from "./Faults.ts"
import { envelope, expiredPageToken } from "./GraphFailure.ts"
import type { GraphSwitches } from "./GraphSwitches.ts"
import * as Body from "./internal/Body.ts"
import * as Respond from "./Respond.ts"

/** What any service may do with any request. */
export const transportFaults = [
  /** 429 with a Retry-After of a few seconds. */
  "throttled",
  "throttledWithoutRetryAfter",
  /** 429 whose Retry-After is no number, in the past, or far too long. */
  "throttledWithWrongRetryAfter",
  "unavailable",
  "badGateway",
  /** 401, though nothing is wrong with the token. */
  "unauthorized",
  "hang",
  /** Takes so long that the client has given up when it takes effect. */
  "late",
  "disconnect",
  "disconnectAfterEffect",
  "timeoutAfterEffect",
  "cut",
  "truncate"
] as const
export type TransportFault = typeof transportFaults[number]

/** What Graph may do with a page of `/users`; `tokensExpire` with any request. */
export const graphFaults = [
  "tokensExpire",
  "emptyPage",
  "repeatedUsers",
  "expiredPageToken",
  "propertyMissing",
  "userMissing",
  "managersNotExpanded",
  /** The list ends with this page, and the page is empty. */
  "listEndsEarly"
] as const
export type GraphFault = typeof graphFaults[number]

/** What Jira may do with a page of `/users/search`. */
export const jiraFaults = ["userMissing", "listEndsEarly"] as const
export type JiraFault = typeof jiraFaults[number]

/** What Assets may do with a page of a search. */
export const assetsFaults = ["objectMissing", "emptyPage", "lastPageTooEarly"] as const
export type AssetsFault = typeof assetsFaults[number]

/** Probabilities from 0 to 1; a fault that is not named does not happen. */
export type Rates<Fault extends string> = { readonly [fault in Fault]?: number }

export interface FaultRates {
  readonly token: Rates<TransportFault>
  readonly graph: Rates<TransportFault | GraphFault>
  readonly jira: Rates<TransportFault | JiraFault>
  readonly assets: Rates<TransportFault | AssetsFault>
  /** How long written objects stay invisible to searches. */
  readonly indexDelayMillis: number
}

export const none: FaultRates = { token: {}, graph: {}, jira: {}, assets: {}, indexDelayMillis: 0 }

/** A quarter of all faults, each with a rate between 0.2 % and 10 %, most of them small. */
export const draw: Effect.Effect<FaultRates> = Effect.gen(function*() {
  const random = yield* Random.Random
  const below = (limit: number) => random.nextDoubleUnsafe() * limit
  const ratesOf = <F extends string>(faults: ReadonlyArray<F>): Rates<F> => {
    const rates: { [fault in F]?: number } = {}
    for (const fault of faults) {
      if (below(1) < 0.25) rates[fault] = Math.round(20 * 50 ** below(1)) / 10_000
    }
    return rates
  }
  return {
    token: ratesOf(transportFaults),
    graph: ratesOf([...transportFaults, ...graphFaults]),
    jira: ratesOf([...transportFaults, ...jiraFaults]),
    assets: ratesOf([...transportFaults, ...assetsFaults]),
    indexDelayMillis: below(1) < 0.5 ? 0 : Math.round(below(50_000))
  }
})

export interface FaultMix {
  readonly rates: () => FaultRates
  /** From the next request on. */
  readonly set: (rates: FaultRates) => void
  /** Nothing fails any more. */
  readonly heal: () => void
  /** How often each fault was met, such as `{ "graph.throttled": 3 }`. */
  readonly met: () => Readonly<Record<string, number>>
}

export interface Services {
  readonly entra: EntraSimulator
  readonly atlassian: AtlassianSimulator
}

type Service = Exclude<keyof FaultRates, "indexDelayMillis">
type Fault = TransportFault | GraphFault | JiraFault | AssetsFault

export const make = (services: Services, initial: FaultRates = none): FaultMix => {
  const { atlassian, entra } = services
  const met = new Map<string, number>()
  let rates = initial

  const behaviours = (service: Service): { readonly [fault in Fault]?: Faults.Behaviour } => ({
    ...transport,
    ...(service === "graph" && graphBehaviours(entra)),
    ...(service === "jira" && jiraBehaviours),
    ...(service === "assets" && assetsBehaviours)
  })

  const mixed = (service: Service): Faults.Behaviour => {
    const known = behaviours(service)
    return Effect.fnUntraced(function*(request, proceed) {
      const ofService: Rates<Fault> = rates[service]
      for (const [fault, behave] of Object.entries(known)) {
        const rate = rateOf(ofService, fault)
        if (rate === 0 || (yield* Random.next) >= rate) continue
        const name = `${service}.${fault}`
        met.set(name, (met.get(name) ?? 0) + 1)
        return yield* behave(request, proceed)
      }
      return yield* proceed
    })
  }

  const serviceOf = (request: Request): Service => {
    const { host, pathname } = new URL(request.url)
    if (host === entra.loginHost) return "token"
    if (host === entra.graphHost) return "graph"
    return pathname.includes("/jsm/assets/") ? "assets" : "jira"
  }
  for (const service of ["token", "graph", "jira", "assets"] as const) {
    const { faults } = service === "token" || service === "graph" ? entra : atlassian
    faults.add({
      match: (request) => serviceOf(request) === service,
      times: "always",
      behave: mixed(service)
    })
  }
  const set = (next: FaultRates) => {
    rates = next
    atlassian.switches.indexDelayMillis = next.indexDelayMillis
  }
  set(initial)
  return { rates: () => rates, set, heal: () => set(none), met: () => Object.fromEntries(met) }
}

const rateOf = (rates: Readonly<Record<string, number | undefined>>, fault: string): number => rates[fault] ?? 0

// ---------------------------------------------------------------------------------------------------------------------
// behaviours
// ---------------------------------------------------------------------------------------------------------------------

/** One of them, drawn for each request. */
const drawn = (behaviours: ReadonlyArray<Faults.Behaviour>): Faults.Behaviour => (request, proceed) =>
  Effect.flatMap(
    Random.nextIntBetween(0, behaviours.length - 1),
    (index) => behaviours[index]?.(request, proceed) ?? proceed
  )

const transport: { readonly [fault in TransportFault]: Faults.Behaviour } = {
  throttled: drawn(["1", "2", "7"].map((seconds) => Faults.tooManyRequests(seconds))),
  throttledWithoutRetryAfter: Faults.tooManyRequests(),
  throttledWithWrongRetryAfter: drawn(
    ["soon", "-5", "Thu, 01 Jan 1970 00:00:00 GMT", "86400"].map((value) => Faults.tooManyRequests(value))
  ),
  unavailable: drawn([Faults.unavailable(), Faults.unavailable("3")]),
  badGateway: Faults.badGateway,
  unauthorized: Faults.answer(() => Respond.json(401, { code: 401, message: "Unauthorized" })),
  hang: Faults.hang,
  late: Faults.slow(45_000),
  disconnect: Faults.disconnect,
  disconnectAfterEffect: Faults.disconnectAfterEffect,
  timeoutAfterEffect: Faults.timeoutAfterEffect,
  cut: Faults.cut,
  truncate: Faults.truncate
}

/** Only for requests of this kind; others proceed. */
const only = (isMeant: (url: URL, request: Request) => boolean, behave: Faults.Behaviour): Faults.Behaviour =>
(
  request,
  proceed
) => isMeant(new URL(request.url), request) ? behave(request, proceed) : proceed

/** The switches are as said for one request, during which nothing else runs. */
const switched =
  (entra: EntraSimulator, changes: Effect.Effect<Partial<GraphSwitches>>): Faults.Behaviour => (_request, proceed) =>
    Effect.flatMap(changes, (changes) => {
      const before = { ...entra.switches }
      return Effect.acquireUseRelease(
        Effect.sync(() => Object.assign(entra.switches, changes)),
        () => proceed,
        () => Effect.sync(() => Object.assign(entra.switches, before))
      )
    }).pipe(Effect.provideService(Scheduler.PreventSchedulerYield, true))

const isUserList = (url: URL): boolean => url.pathname.endsWith("/users")
const isLaterPage = (url: URL): boolean => isUserList(url) && /skiptoken=/iu.test(url.search)
const everyPage: ReadonlySet<number> = new Set(Array.from({ length: 1000 }, (_, index) => index + 1))
const selected = ["displayName", "mail", "userPrincipalName", "jobTitle", "department", "accountEnabled", "otherMails"]

const oneOf = <A>(items: ReadonlyArray<A>): Effect.Effect<ReadonlySet<A>> =>
  items.length === 0
    ? Effect.succeed(new Set())
    : Effect.map(Random.nextIntBetween(0, items.length - 1), (index) => new Set(items.slice(index, index + 1)))

const graphBehaviours = (entra: EntraSimulator): { readonly [fault in GraphFault]: Faults.Behaviour } => {
  const ids = Effect.sync(() => entra.tenant.slots.flatMap((person) => person?.id ?? []))
  const onList = (changes: Effect.Effect<Partial<GraphSwitches>>) => only(isUserList, switched(entra, changes))
  return {
    tokensExpire: (_request, proceed) => Effect.andThen(entra.tokens.expireAll, proceed),
    emptyPage: onList(Effect.succeed({ emptyPages: everyPage })),
    repeatedUsers: onList(Effect.succeed({ duplicatesAcrossPages: 2 })),
    expiredPageToken: only(
      isLaterPage,
      Faults.answer(() =>
        Respond.json(400, envelope(expiredPageToken(), { requestId: "", clientRequestId: "", date: "" }))
      )
    ),
    propertyMissing: onList(Effect.map(oneOf(selected), (missingOnLaterPages) => ({ missingOnLaterPages }))),
    userMissing: onList(Effect.map(Effect.flatMap(ids, oneOf), (missingFromList) => ({ missingFromList }))),
    managersNotExpanded: onList(Effect.map(ids, (ids) => ({ managersNotExpanded: new Set(ids) }))),
    listEndsEarly: onList(Effect.succeed({ emptyList: true }))
  }
}

const decodeJson = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

/** The body of a success, changed; whatever is no JSON stays. */
const rewritten = (rewrite: (body: unknown) => Effect.Effect<unknown>): Faults.Behaviour => (_request, proceed) =>
  Effect.flatMap(
    proceed,
    (response) =>
      response.status !== 200 ?
        Effect.succeed(response) :
        Effect.flatMap(Body.text(response), (text) =>
          Option.match(decodeJson(text), {
            onNone: () => Effect.succeed(new Body.TextResponse(text, response)),
            onSome: (body) =>
              Effect.map(rewrite(body), (changed) => new Body.TextResponse(JSON.stringify(changed), response))
          }))
  )

const withoutOne = (items: ReadonlyArray<unknown>): Effect.Effect<ReadonlyArray<unknown>> =>
  Effect.map(oneOf(items), (left) => items.filter((item) => !left.has(item)))

const onUserSearch = (rewrite: (users: ReadonlyArray<unknown>) => Effect.Effect<unknown>) =>
  only(
    (url) => url.pathname.endsWith("/users/search"),
    rewritten((body) => Array.isArray(body) ? rewrite(body) : Effect.succeed(body))
  )

const jiraBehaviours: { readonly [fault in JiraFault]: Faults.Behaviour } = {
  userMissing: onUserSearch(withoutOne),
  listEndsEarly: onUserSearch(() => Effect.succeed([]))
}

const onObjectSearch = (
  rewrite: (page: { readonly values: ReadonlyArray<unknown> }) => Effect.Effect<unknown>
) =>
  only(
    (url) => url.pathname.endsWith("/object/aql"),
    rewritten((body) => isPage(body) ? rewrite(body) : Effect.succeed(body))
  )

const isPage = Schema.is(Schema.Struct({ values: Schema.Array(Schema.Unknown) }))

const assetsBehaviours: { readonly [fault in AssetsFault]: Faults.Behaviour } = {
  objectMissing: onObjectSearch((page) => Effect.map(withoutOne(page.values), (values) => ({ ...page, values }))),
  emptyPage: onObjectSearch((page) => Effect.succeed({ ...page, values: [] })),
  lastPageTooEarly: onObjectSearch((page) => Effect.succeed({ ...page, isLast: true, last: true }))
}
