/**
 * A `fetch` on simulators, for SDKs that are not Effect. It runs with the services of the effect that made it, so the
 * simulators see that effect's clock.
 */
import * as Effect from "effect/Effect"
import { broken, byHost, unknownHost } from "./internal/Hosts.ts"
import * as Respond from "./Respond.ts"
import type { Simulator } from "./Simulator.ts"

/** As the platform's `fetch`, it rejects with a `TypeError` when no answer comes, and only then. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

export const make = (simulators: ReadonlyArray<Simulator>): Effect.Effect<Fetch> =>
  Effect.map(Effect.context(), (context) => {
    const find = byHost(simulators)
    const run = Effect.runPromiseWith(context)
    return (input, init) => {
      const request = new Request(input, init)
      const { host } = new URL(request.url)
      const simulator = find(host)
      if (simulator === undefined) return Promise.reject(new TypeError(`fetch failed: ${unknownHost(host)}`))
      return run(simulator.handle(request), { signal: request.signal }).then((response) => {
        if (Respond.isNetworkError(response)) throw new TypeError(`fetch failed: ${broken}`)
        return response
      })
    }
  })
