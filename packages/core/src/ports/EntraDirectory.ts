/** Where people come from: Microsoft Entra ID, in the sync's own terms. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { EntraManager, EntraUser } from "../model/EntraUser.ts"
import type { EntraId } from "../model/Ids.ts"
import type { Answer } from "../model/Snapshot.ts"
import type { SourceError } from "../model/SourceError.ts"
import type { SourcePage } from "./SourcePage.ts"

export class EntraDirectory extends Context.Service<EntraDirectory, {
  /** Every user of the tenant. */
  readonly users: Stream.Stream<SourcePage<EntraUser>, SourceError>
  /** One answer for each id, in any order. */
  readonly lookUp: (
    ids: ReadonlyArray<EntraId>
  ) => Effect.Effect<ReadonlyArray<Answer<EntraId, EntraUser>>, SourceError>
  /** Whom each of these users reports to; "not found" means that they have no manager. */
  readonly managersOf: (
    ids: ReadonlyArray<EntraId>
  ) => Effect.Effect<ReadonlyArray<Answer<EntraId, EntraManager>>, SourceError>
}>()("@entra-assets/core/ports/EntraDirectory") {}
