/**
 * The way out of Forge: HTTPS to the hosts that the manifest names, and so many requests in one invocation. What is
 * refused here never leaves.
 */
import * as Effect from "effect/Effect"
import type { ForgeManifest } from "../ForgeManifest.ts"
import * as Manifest from "../ForgeManifest.ts"
import { TextRequest } from "../internal/Body.ts"
import { byHost } from "../internal/Hosts.ts"
import * as Respond from "../Respond.ts"
import type { Simulator } from "../Simulator.ts"
import type { WireAnswer, WireRequest } from "./internal/WorkerMessages.ts"

const ports = new Set(["", "80", "8080", "443", "8443", "8444", "7990", "8089", "8090", "8085", "8060"])

/** Requests that an invocation may send: 100 for each minute that it may run, rounded up. */
export const limit = (timeoutSeconds: number): number => 100 * Math.ceil(timeoutSeconds / 60)

export interface Egress {
  /** Why a request may not leave. */
  readonly denied: (request: WireRequest) => WireAnswer | undefined
  readonly handle: (request: WireRequest) => Effect.Effect<Response>
}

export const make = (manifest: ForgeManifest, simulators: ReadonlyArray<Simulator>): Egress => {
  const hosts = Manifest.egressHosts(manifest)
  const find = byHost(simulators)
  const allows = (host: string) =>
    hosts.some((allowed) => allowed.startsWith("*.") ? host.endsWith(allowed.slice(1)) : allowed === host)
  return {
    denied: ({ target }) => {
      const { hostname, port, protocol } = new URL(target)
      if (protocol === "https:" && ports.has(port) && allows(hostname)) return undefined
      return {
        _tag: "Rejected",
        name: "REQUEST_EGRESS_ALLOWLIST_ERR",
        message: `URL not included in the external fetch backend permissions: ${target}`
      }
    },
    handle: ({ body, headers, method, target }) => {
      const simulator = find(new URL(target).host)
      if (simulator === undefined) return Effect.succeed(Respond.networkError())
      return simulator.handle(
        new TextRequest(target, {
          method,
          headers: headers.map(([name, value]): [string, string] => [name, value]),
          ...(body !== "" && { body })
        })
      )
    }
  }
}
