/**
 * What every simulated service is: a function from a web `Request` to a web `Response`, at the service's real URL.
 * Adapters turn it into an `HttpClient`, a `fetch` or a `node:http` server.
 */
import type * as Effect from "effect/Effect"

export type Handler = (request: Request) => Effect.Effect<Response>

export interface Simulator {
  /** Host names that it answers for, such as `graph.microsoft.com`. */
  readonly hosts: ReadonlyArray<string>
  readonly handle: Handler
}
