/** Where people come from: Microsoft Entra ID, in the sync's own terms. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Deletion, EntraManager, EntraUser } from "../model/EntraUser.ts"
import type { EntraId } from "../model/Ids.ts"
import type { Answer } from "../model/Snapshot.ts"
import type { SourceError } from "../model/SourceError.ts"
import type { Cursor, SourcePage } from "./SourcePage.ts"

export class EntraDirectory extends Context.Service<EntraDirectory, {
  /**
   * Every user of the tenant, from the first page (`null`) or from the `next` of a page. A page comes twice when a
   * process died between reading and keeping it. A cursor that cannot be read any more gives a restart.
   */
  readonly users: (from: Cursor | null) => Stream.Stream<SourcePage<EntraUser>, SourceError>
  /** One answer for each id, in any order. */
  readonly lookUp: (
    ids: ReadonlyArray<EntraId>
  ) => Effect.Effect<ReadonlyArray<Answer<EntraId, EntraUser>>, SourceError>
  /** Whom each of these users reports to; "not found" means that they have no manager. */
  readonly managersOf: (
    ids: ReadonlyArray<EntraId>
  ) => Effect.Effect<ReadonlyArray<Answer<EntraId, EntraManager>>, SourceError>
  /** What became of users who are gone. It only adds to what is known, so whatever goes wrong leaves ids out. */
  readonly deletions: (ids: ReadonlyArray<EntraId>) => Effect.Effect<ReadonlyMap<EntraId, Deletion>>
}>()("@entra-assets/core/ports/EntraDirectory") {}
