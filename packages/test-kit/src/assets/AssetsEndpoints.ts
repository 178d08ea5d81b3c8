/**
 * Every operation of Assets, below `/jsm/assets/workspace/{workspaceId}/v1`.
 */
import type { Endpoint } from "../internal/AtlassianEndpoint.ts"
import * as AqlSearch from "./AqlSearch.ts"
import type { AssetsState } from "./AssetsState.ts"
import * as AssetsWire from "./AssetsWire.ts"
import * as ObjectEndpoints from "./ObjectEndpoints.ts"
import * as SchemaEndpoints from "./SchemaEndpoints.ts"

export const endpoints = (state: AssetsState): ReadonlyArray<Endpoint> => {
  const wire = AssetsWire.make(state)
  return [
    ...SchemaEndpoints.endpoints(state, wire),
    ...ObjectEndpoints.endpoints(state, wire, AqlSearch.make(state))
  ]
}
