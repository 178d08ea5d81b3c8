/**
 * Told how the sync stands whenever a run ends that may change that, or waits for an approval; it shows that to people.
 * `null`, and nobody is told, unless a host brings one. That it fails changes nothing for the run.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { SourceError } from "../model/SourceError.ts"
import type { RunStatus } from "../model/SyncStatus.ts"

export const StatusBoard = Context.Reference<((status: RunStatus) => Effect.Effect<void, SourceError>) | null>(
  "@entra-assets/core/ports/StatusBoard",
  { defaultValue: () => null }
)
