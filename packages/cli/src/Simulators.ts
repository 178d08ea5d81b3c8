/** The simulated services of one company, each of their hosts behind its own loopback socket. */
import * as AtlassianSimulator from "@entra-assets/test-kit/AtlassianSimulator"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import type { Organisation } from "@entra-assets/test-kit/Organisation"
import type { Simulator } from "@entra-assets/test-kit/Simulator"
import * as SimulatorServer from "@entra-assets/test-kit/SimulatorServer"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Columns from "./Columns.ts"
import { UsageError } from "./UsageError.ts"

export interface ServiceOptions {
  readonly organisation: Organisation
  /** Enforce the published limits. */
  readonly publishedLimits: boolean
}

export interface Options extends ServiceOptions {
  /** The first of consecutive ports; any free ones unless said. */
  readonly port?: number
}

export interface Services {
  readonly entra: EntraSimulator.EntraSimulator
  readonly atlassian: AtlassianSimulator.AtlassianSimulator
}

export interface Simulators extends Services {
  /** For each of the services' hosts, its loopback URL. */
  readonly baseUrls: ReadonlyMap<string, string>
}

/** The services alone, without sockets. */
export const make = Effect.fnUntraced(function*(
  { organisation, publishedLimits }: ServiceOptions
): Effect.fn.Return<Services> {
  const entra = yield* EntraSimulator.make({ organisation, ...(publishedLimits && { limits: "published" }) })
  const atlassian = yield* AtlassianSimulator.make({ organisation })
  atlassian.switches.enforceLimits = publishedLimits
  atlassian.switches.leanObjects = true
  atlassian.switches.objectAllowance = Math.max(atlassian.switches.objectAllowance, organisation.accounts.length)
  return { entra, atlassian }
})

export const start = Effect.fnUntraced(function*(
  options: Options
): Effect.fn.Return<Simulators, UsageError, Scope.Scope> {
  const { port } = options
  const { atlassian, entra } = yield* make(options)
  const baseUrls = new Map<string, string>()
  const simulators: ReadonlyArray<Simulator> = [entra, atlassian]
  for (
    const [simulator, host] of simulators.flatMap((simulator) =>
      simulator.hosts.map((host) => [simulator, host] as const)
    )
  ) {
    const server = yield* SimulatorServer.serve(simulator, {
      host,
      ...(port !== undefined && { port: port + baseUrls.size })
    }).pipe(Effect.mapError((error) => new UsageError({ message: `--port: ${error.message}` })))
    baseUrls.set(host, server.baseUrl)
  }
  return { entra, atlassian, baseUrls }
})

/** Where they are and how to sign in, for people and other clients. */
export const describe = ({ atlassian, baseUrls, entra }: Simulators): string => {
  const { clientId, secret } = EntraSimulator.defaultApp
  const { emailAddress, token } = atlassian.apiToken
  return Columns.lines([{}, {}], [
    ...Array.from(baseUrls, ([host, baseUrl]) => [`https://${host}`, baseUrl]),
    ["", ""],
    ["Tenant ID", entra.tenant.tenantId],
    ["Client ID", clientId],
    ["Client secret", secret],
    ["Cloud ID", atlassian.cloudId],
    ["Workspace ID", atlassian.workspaceId],
    ["Access token of the app", atlassian.appToken],
    [`API token of ${emailAddress}`, token]
  ]).join("\n")
}
