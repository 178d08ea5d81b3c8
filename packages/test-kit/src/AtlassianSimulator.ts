/**
 * One Atlassian site in memory: users of Jira Cloud and an Assets workspace of Jira Service Management, at the API
 * gateway (`api.atlassian.com`) and at the site's own host. State, switches and tokens can be changed while requests
 * run; the same calls in the same order always give the same answers.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as AssetsEndpoints from "./assets/AssetsEndpoints.ts"
import * as AssetsState from "./assets/AssetsState.ts"
import * as AssetsAdmin from "./AssetsAdmin.ts"
import * as AssetsWorkspaces from "./AssetsWorkspaces.ts"
import * as AtlassianCallers from "./AtlassianCallers.ts"
import type { AtlassianRefusal } from "./AtlassianRefusal.ts"
import { notFound, refuse } from "./AtlassianRefusal.ts"
import * as AtlassianSwitches from "./AtlassianSwitches.ts"
import * as Faults from "./Faults.ts"
import * as AccountDirectory from "./internal/AccountDirectory.ts"
import * as AssetsRateLimit from "./internal/AssetsRateLimit.ts"
import * as AssetsRole from "./internal/AssetsRole.ts"
import type { Call, Endpoint } from "./internal/AtlassianEndpoint.ts"
import { router } from "./internal/AtlassianEndpoint.ts"
import * as JiraRateLimit from "./internal/JiraRateLimit.ts"
import { pathSegments } from "./internal/PathSegments.ts"
import * as JiraUsers from "./JiraUsers.ts"
import * as Limit from "./Limit.ts"
import * as Meter from "./Meter.ts"
import type { AtlassianPerson, Organisation } from "./Organisation.ts"
import * as Respond from "./Respond.ts"
import type { Simulator } from "./Simulator.ts"

export interface Options {
  readonly organisation: Pick<Organisation, "accounts">
  readonly cloudId?: string
  readonly workspaceId?: string
  /** Host of the site. */
  readonly site?: string
  /** Account ids of the app itself, and of the administrator who owns `userToken` and `apiToken`. */
  readonly appAccountId?: string
  readonly adminAccountId?: string
  readonly switches?: Partial<AtlassianSwitches.AtlassianSwitches>
}

export interface AtlassianSimulator extends Simulator {
  readonly cloudId: string
  readonly workspaceId: string
  readonly site: string
  /** Bearer tokens that work from the start: the app in its own name, and the app on behalf of the administrator. */
  readonly appToken: string
  readonly userToken: string
  /** For Basic authentication as the administrator. */
  readonly apiToken: { readonly emailAddress: string; readonly token: string }
  /** The accounts that requests with these tokens are made by. */
  readonly appAccountId: string
  readonly adminAccountId: string
  readonly callers: AtlassianCallers.AtlassianCallers
  readonly meter: Meter.Meter
  /** Faults of both hosts. */
  readonly faults: Faults.Faults
  readonly switches: AtlassianSwitches.AtlassianSwitches
  /** Assets in the hands of an administrator, for tests. */
  readonly assets: AssetsAdmin.AssetsAdmin
  /** What Jira shows now, in its order: every account that exists, and deleted ones as the switch says. */
  readonly accounts: () => ReadonlyArray<AtlassianPerson>
  /** Adds the account or puts it in the place of the one with the same id. */
  readonly setAccount: (account: AtlassianPerson) => void
  /** From then on these are all the accounts there are; those deleted before are forgotten. */
  readonly setAccounts: (accounts: ReadonlyArray<AtlassianPerson>) => void
  /**
   * Deletes an account for good, as an organisation admin does. What Jira shows of it afterwards is the switch
   * `deletedAccounts`; Assets keeps its id where it stands and takes it in no new write. Its tokens are not revoked.
   */
  readonly deleteAccount: (accountId: string) => Effect.Effect<void, AtlassianRefusal>
}

const gateway = "api.atlassian.com"

export const make = (options: Options): Effect.Effect<AtlassianSimulator> =>
  Effect.sync(() => {
    const {
      adminAccountId = "712020:5f0c1c6e-0000-4000-8000-0000000000ad",
      appAccountId = "712020:5f0c1c6e-0000-4000-8000-0000000000a9",
      cloudId = "11223344-a1b2-4c3d-8e4f-5566778899aa",
      site = "example.atlassian.net",
      workspaceId = "0f7b7b0e-0000-4000-8000-000000000000"
    } = options
    const switches = AtlassianSwitches.make(options.switches)
    const accounts = AccountDirectory.make(options.organisation.accounts, switches)
    const meter = Meter.make()
    const faults = Faults.make()
    const state = AssetsState.make({ workspaceId, cloudId, switches, accounts, meter })

    const callers = AtlassianCallers.make()
    const appToken = "simulated-app-token"
    const userToken = "simulated-user-token"
    const apiToken = { emailAddress: `admin@${site}`, token: "simulated-api-token" }
    callers.allowToken(appToken, { kind: "app", accountId: appAccountId })
    callers.allowToken(userToken, { kind: "user", accountId: adminAccountId })
    callers.allowApiToken(apiToken.emailAddress, apiToken.token, adminAccountId)

    const jira = router([
      ...JiraUsers.endpoints({ site, accounts, switches }),
      AssetsWorkspaces.endpoint({ site, workspaceId, switches })
    ])
    const assets = router(AssetsEndpoints.endpoints(state))
    const limit = Limit.make()

    /** The API that a path belongs to, and the segments below its root. */
    const rooted = (
      host: string,
      segments: ReadonlyArray<string>
    ): readonly ["jira" | "assets", ReadonlyArray<string>] | undefined => {
      const below = host === gateway && segments.slice(0, 3).join("/") === `ex/jira/${cloudId}`
        ? segments.slice(3)
        : host === site && segments.slice(0, 2).join("/") === "gateway/api"
        ? segments.slice(2)
        : segments
      if (below.slice(0, 5).join("/") === `jsm/assets/workspace/${workspaceId}/v1`) return ["assets", below.slice(5)]
      return below[0] === "rest" && (host === site || below !== segments) ? ["jira", below.slice(1)] : undefined
    }

    const serveAssets = Effect.fnUntraced(function*(endpoint: Endpoint, call: Call) {
      if (switches.assetsRefusesApp && call.caller.kind === "app") return unauthorized("Unauthorized")
      if (!AssetsRole.mayAsk(switches, call.caller, endpoint)) return yield* refuse(403, "Not permitted")
      if (switches.enforceLimits) {
        const refused = yield* AssetsRateLimit.admit(limit, endpoint, switches.assetsSendsRetryAfter)
        if (refused !== undefined) return refused
      }
      const { body, status } = yield* endpoint.answer(call)
      return Respond.json(status, body)
    })

    const serveJira = Effect.fnUntraced(function*(endpoint: Endpoint, call: Call) {
      const refused = switches.enforceLimits ? yield* JiraRateLimit.burst(limit, endpoint) : undefined
      if (refused !== undefined) return refused
      const answer = yield* endpoint.answer(call)
      const points = JiraRateLimit.points(call.caller, answer)
      meter.charge({ points })
      return yield* JiraRateLimit.charge(switches.enforceLimits ? limit : Limit.unlimited, points, answer)
    })

    const handle = Effect.fnUntraced(function*(request: Request): Effect.fn.Return<Response> {
      const url = new URL(request.url)
      const [api, segments] = rooted(url.host, pathSegments(url) ?? []) ?? []
      const found = segments === undefined
        ? undefined
        : (api === "jira" ? jira : assets)(request.method, segments)
      if (found === undefined) {
        meter.record("atlassian.unknown")
        return Respond.html(404, "Not Found")
      }
      meter.record(found.endpoint.name)
      const caller = callers.identify(request.headers.get("authorization"))
      if (caller === undefined) return unauthorized("Unauthorized")
      if (lacks(switches, caller, found.endpoint.scope)) return unauthorized("Unauthorized; scope does not match")
      const now = yield* Clock.currentTimeMillis
      const call = { caller, query: url.searchParams, ids: found.ids, request, now }
      return yield* (api === "jira" ? serveJira : serveAssets)(found.endpoint, call).pipe(
        Effect.catch((refusal) => Effect.succeed(refused(refusal)))
      )
    })

    return {
      hosts: [gateway, site],
      handle: faults.guard(handle),
      cloudId,
      workspaceId,
      site,
      appToken,
      userToken,
      apiToken,
      appAccountId,
      adminAccountId,
      callers,
      meter,
      faults,
      switches,
      assets: AssetsAdmin.make(state, adminAccountId),
      accounts: accounts.listed,
      setAccount: (account) => {
        accounts.put(account)
        state.index.touch()
      },
      setAccounts: (people) => {
        accounts.replace(people)
        state.index.touch()
      },
      deleteAccount: (accountId) =>
        Effect.suspend(() => {
          if (!accounts.remove(accountId)) return Effect.fail(notFound("Account", accountId))
          state.index.touch()
          return Effect.void
        })
    }
  })

/** API tokens carry no scopes. */
const lacks = (
  switches: AtlassianSwitches.AtlassianSwitches,
  caller: AtlassianCallers.Caller,
  scope: string
): boolean =>
  caller.kind !== "apiToken" && (switches.missingScopes.includes(scope) || caller.scopes?.has(scope) === false)

/** The gateway's own body, not that of Jira or Assets. */
const unauthorized = (message: string): Response => Respond.json(401, { code: 401, message })

const refused = ({ errorMessages, errors, status }: AtlassianRefusal): Response =>
  Respond.json(status, { errorMessages, errors })
