/**
 * One Entra tenant in memory, as two hosts show it: the login host that issues tokens and Microsoft Graph. Its state
 * can be changed while requests run; the same calls in the same order, with the same `Random`, give the same answers.
 */
import * as Effect from "effect/Effect"
import * as EntraTenant from "./EntraTenant.ts"
import * as EntraToken from "./EntraToken.ts"
import * as Faults from "./Faults.ts"
import * as GraphApi from "./GraphApi.ts"
import * as GraphSwitches from "./GraphSwitches.ts"
import * as Limit from "./Limit.ts"
import * as Meter from "./Meter.ts"
import type { Organisation } from "./Organisation.ts"
import * as Respond from "./Respond.ts"
import type { Simulator } from "./Simulator.ts"

export interface Options {
  readonly organisation: Organisation
  /** App registrations of the tenant; one with `User.Read.All` unless said. */
  readonly apps?: ReadonlyArray<EntraTenant.EntraApp>
  readonly loginHost?: string
  readonly graphHost?: string
  /** Enforce throttling: by the published limits, or by this rate in resource units. Off unless said. */
  readonly limits?: "published" | Limit.Rate
}

export interface EntraSimulator extends Simulator {
  readonly loginHost: string
  readonly graphHost: string
  readonly tenant: EntraTenant.EntraTenant
  readonly tokens: EntraToken.EntraTokens
  readonly meter: Meter.Meter
  /** Faults of both hosts; requests inside a batch meet them too. */
  readonly faults: Faults.Faults
  readonly switches: GraphSwitches.GraphSwitches
}

/** The app that the tenant knows when no other is given. */
export const defaultApp: EntraTenant.EntraApp = {
  clientId: "3f0c5a64-6d2e-4b0a-9a3c-7d1e5b8f2c41",
  secret: "simulated-secret~value",
  roles: ["User.Read.All"]
}

export const make = (options: Options): Effect.Effect<EntraSimulator> =>
  Effect.sync(() => {
    const {
      apps = [defaultApp],
      graphHost = "graph.microsoft.com",
      limits,
      loginHost = "login.microsoftonline.com",
      organisation
    } = options
    const meter = Meter.make()
    const faults = Faults.make()
    const switches = GraphSwitches.make()
    const tenant = EntraTenant.make(organisation, apps)
    const tokens = EntraToken.make({ tenant, loginHost, graphHost, meter })
    const login = faults.guard(tokens.handle)
    const graph = GraphApi.make({
      tenant,
      tokens,
      graphHost,
      switches,
      meter,
      faults,
      limiter: limits === undefined ? Limit.unlimited : Limit.make(),
      rate: limits === "published" ? undefined : limits
    })
    return {
      hosts: [loginHost, graphHost],
      handle: (request) => {
        const { host } = new URL(request.url)
        if (host === graphHost) return graph(request)
        return host === loginHost ? login(request) : Effect.succeed(Respond.html(404, "Not Found"))
      },
      loginHost,
      graphHost,
      tenant,
      tokens,
      meter,
      faults,
      switches
    }
  })
