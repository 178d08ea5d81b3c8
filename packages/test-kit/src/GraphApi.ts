/**
 * The Graph host: finds the endpoint of a request, checks its token and permission, counts its cost, and puts every
 * answer into Graph's headers and envelope.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { EntraTenant } from "./EntraTenant.ts"
import type { EntraTokens, TokenClaims } from "./EntraToken.ts"
import type { Faults } from "./Faults.ts"
import * as GraphBatch from "./GraphBatch.ts"
import { denied, envelope, GraphFailure, unauthorized, unknownSegment } from "./GraphFailure.ts"
import type { Stamp } from "./GraphFailure.ts"
import type { GraphSwitches } from "./GraphSwitches.ts"
import * as GraphThrottle from "./GraphThrottle.ts"
import * as GraphUsers from "./GraphUsers.ts"
import { sequence } from "./internal/Guid.ts"
import { pathSegments } from "./internal/PathSegments.ts"
import type { Limit, Rate } from "./Limit.ts"
import type { Meter } from "./Meter.ts"
import * as Respond from "./Respond.ts"
import type { Handler } from "./Simulator.ts"

export interface Options {
  readonly tenant: EntraTenant
  readonly tokens: EntraTokens
  readonly graphHost: string
  readonly switches: GraphSwitches
  readonly meter: Meter
  readonly faults: Faults
  readonly limiter: Limit
  /** Instead of the published limit for a tenant of this size. */
  readonly rate: Rate | undefined
}

interface Endpoint {
  /** As the meter counts it. */
  readonly name: string
  /** Published cost before query options; a batch costs what its requests cost. */
  readonly units: number
  /** Any of these application permissions is enough; an empty list asks for none. */
  readonly roles: ReadonlyArray<string>
  readonly answer: GraphUsers.Answer
}

const readUsers = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"]
const deletedUsers = "directory/deleteditems/microsoft.graph.user"

export const make = (options: Options): Handler => {
  const { faults, graphHost, limiter, meter, switches, tenant, tokens } = options
  const users = GraphUsers.make({ tenant, graphHost, switches })
  const nextRequestId = sequence(0x6a11)

  const endpointOf = (request: Request, url: URL): Endpoint | GraphFailure => {
    const [version, ...segments] = pathSegments(url) ?? []
    // `users('key')` is another way to write `users/key`.
    const [root = "", key, property] = segments.flatMap((segment) => {
      const [, name, quoted] = /^(\w+)\('(.+)'\)$/.exec(segment) ?? []
      return name === undefined || quoted === undefined ? [segment] : [name, quoted.replaceAll("''", "'")]
    })
    const path = segments.join("/")
    const { headers, method } = request
    if (version !== "v1.0") return unknownSegment(version ?? "")
    if (method === "POST" && path === "$batch") {
      return { name: "graph.batch", units: 0, roles: [], answer: GraphBatch.answer(request, guarded) }
    }
    if (method !== "GET") {
      return new GraphFailure({ status: 405, code: "BadRequest", message: "Specified HTTP method is not allowed." })
    }
    const read = (name: string, units: number, answer: GraphUsers.Answer) => ({ name, units, roles: readUsers, answer })
    if (path === "users") return read("graph.users", 2, users.list(url, headers))
    if (path === "users/$count") return read("graph.usersCount", 1, users.count(url, headers))
    if (root === "users" && key !== undefined && property === undefined) {
      return read("graph.user", 1, users.one(key, url, headers))
    }
    if (root === "users" && key !== undefined && property === "manager") {
      return read("graph.manager", 1, users.manager(key, url, headers))
    }
    if (path.toLowerCase() === deletedUsers) return read("graph.deletedUsers", 1, users.deletedList(url, headers))
    if (path.toLowerCase().startsWith(`${deletedUsers}/`)) {
      return read("graph.deletedUser", 1, users.deletedOne(segments.at(-1) ?? "", url, headers))
    }
    return unknownSegment(segments[0] ?? "")
  }

  const authenticate = Effect.fnUntraced(function*(headers: Headers): Effect.fn.Return<TokenClaims, GraphFailure> {
    const [scheme = "", token = ""] = (headers.get("authorization") ?? "").split(" ")
    if (scheme.toLowerCase() !== "bearer" || token === "") return yield* unauthorized("Access token is empty.")
    const claims = tokens.claims(token)
    if (claims === undefined) return yield* unauthorized("Access token validation failure.")
    if (claims.audience !== `https://${graphHost}`) {
      return yield* unauthorized("Access token validation failure. Invalid audience.")
    }
    if ((yield* Clock.currentTimeMillis) >= claims.expiresAtMillis) {
      return yield* unauthorized("Lifetime validation failed, the token is expired.")
    }
    return claims
  })

  const answer = Effect.fnUntraced(function*(
    request: Request,
    stamp: Stamp
  ): Effect.fn.Return<Response, GraphFailure> {
    const url = new URL(request.url)
    const endpoint = endpointOf(request, url)
    meter.record(endpoint instanceof GraphFailure ? "graph.unknown" : endpoint.name)
    const claims = yield* authenticate(request.headers)
    if (endpoint instanceof GraphFailure) return yield* endpoint
    const units = endpoint.units === 0 ? 0 : GraphThrottle.resourceUnits(endpoint.units, url.searchParams)
    meter.charge({ resourceUnits: units })
    const rate = options.rate ?? GraphThrottle.publishedRate(tenant.size())
    const usage = units === 0 ? {} : yield* GraphThrottle.admit(limiter, rate, units, claims, switches)
    if (endpoint.roles.length > 0 && !endpoint.roles.some((role) => claims.roles.includes(role))) {
      return yield* denied()
    }
    const body = yield* endpoint.answer
    const headers = { ...stampHeaders(stamp), ...usage }
    return typeof body === "number" ? Respond.text(200, String(body), headers) : Respond.json(200, body, {
      "content-type":
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
      "cache-control": "no-cache",
      "odata-version": "4.0",
      ...headers
    })
  })

  const handle: Handler = Effect.fnUntraced(function*(request) {
    const now = yield* DateTime.now
    const requestId = nextRequestId()
    const stamp: Stamp = {
      requestId,
      clientRequestId: request.headers.get("client-request-id") ?? requestId,
      date: DateTime.formatIso(now).slice(0, 19)
    }
    return yield* answer(request, stamp).pipe(
      Effect.catch((failure) =>
        Effect.succeed(
          Respond.json(failure.status, envelope(failure, stamp), { ...stampHeaders(stamp), ...failure.headers })
        )
      )
    )
  })

  const guarded = faults.guard(handle)
  return guarded
}

const stampHeaders = ({ clientRequestId, requestId }: Stamp): Respond.ResponseHeaders => ({
  "request-id": requestId,
  "client-request-id": clientRequestId,
  "x-ms-ags-diagnostic": "{\"ServerInfo\":{\"DataCenter\":\"Simulated\",\"Slice\":\"E\",\"Ring\":\"1\"}}"
})
