/** The people's Atlassian accounts, in the sync's own terms. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { AtlassianAccount } from "../model/AtlassianAccount.ts"
import type { AccountId } from "../model/Ids.ts"
import type { Answer } from "../model/Snapshot.ts"
import type { SourceError } from "../model/SourceError.ts"
import type { Cursor, SourcePage } from "./SourcePage.ts"

export class AtlassianAccounts extends Context.Service<AtlassianAccounts, {
  /**
   * Every account of a person: active ones with their address where it can be had, and inactive ones. From the first
   * page (`null`) or from the `next` of a page, as `EntraDirectory.users`.
   */
  readonly accounts: (from: Cursor | null) => Stream.Stream<SourcePage<AtlassianAccount>, SourceError>
  /** One answer for each id, in any order. */
  readonly lookUp: (
    ids: ReadonlyArray<AccountId>
  ) => Effect.Effect<ReadonlyArray<Answer<AccountId, AtlassianAccount>>, SourceError>
}>()("@entra-assets/core/ports/AtlassianAccounts") {}
