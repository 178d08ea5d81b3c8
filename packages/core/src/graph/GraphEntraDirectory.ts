/** The people in Entra ID as Microsoft Graph has them: the port `EntraDirectory` over `GraphClient`. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { EntraDirectory } from "../ports/EntraDirectory.ts"
import { GraphClient } from "./GraphClient.ts"
import { toSourceError } from "./GraphError.ts"

export const make = GraphClient.useSync((graph) =>
  EntraDirectory.of({
    users: (from) => Stream.mapError(graph.userPages(from), toSourceError),
    lookUp: (ids) => Effect.mapError(graph.usersByIds(ids), toSourceError),
    managersOf: (ids) => Effect.mapError(graph.managersOf(ids), toSourceError),
    deletions: (ids) => Effect.orElseSucceed(graph.deletions(ids), () => new Map())
  })
)

export const layer: Layer.Layer<EntraDirectory, never, GraphClient> = Layer.effect(EntraDirectory, make)
