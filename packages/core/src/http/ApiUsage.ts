/**
 * How many requests were sent, by API and endpoint: what a run report says that it cost. Repeats count.
 */
import type { Api, Endpoint } from "./Endpoint.ts"

export interface EndpointUsage extends Endpoint {
  readonly requests: number
}

export type ApiUsage = ReadonlyArray<EndpointUsage>

/** The sum for each API. */
export const totals = (usage: ApiUsage): { readonly [api in Api]: number } => {
  const sums = { token: 0, graph: 0, jira: 0, assets: 0 }
  for (const { api, requests } of usage) sums[api] += requests
  return sums
}
