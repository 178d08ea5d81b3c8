/**
 * How many requests were sent, by API and endpoint: what a run report says that it cost. Repeats count.
 */
import type { Endpoint } from "./Endpoint.ts"

export interface EndpointUsage extends Endpoint {
  readonly requests: number
}

export type ApiUsage = ReadonlyArray<EndpointUsage>
