/**
 * One Assets workspace in memory, as a list of operations below `/jsm/assets/workspace/{workspaceId}/v1`.
 */
import * as AqlSearch from "./assets/AqlSearch.ts"
import type { AssetsState } from "./assets/AssetsState.ts"
import * as AssetsWire from "./assets/AssetsWire.ts"
import * as ObjectEndpoints from "./assets/ObjectEndpoints.ts"
import * as SchemaEndpoints from "./assets/SchemaEndpoints.ts"
import type { Endpoint } from "./internal/AtlassianEndpoint.ts"

export const endpoints = (state: AssetsState): ReadonlyArray<Endpoint> => {
  const wire = AssetsWire.make(state)
  return [
    ...SchemaEndpoints.endpoints(state, wire),
    ...ObjectEndpoints.endpoints(state, wire, AqlSearch.make(state))
  ]
}
