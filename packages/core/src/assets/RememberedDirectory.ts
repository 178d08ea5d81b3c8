/**
 * Sets the schema up and remembers its ids in the host's store, so that on later runs a renamed type or attribute is
 * followed, and a removed one is noticed.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import { SourceError } from "../model/SourceError.ts"
import { toSourceError } from "./AssetsError.ts"
import { DirectoryIds } from "./DirectoryDefinition.ts"
import * as DirectorySchema from "./DirectorySchema.ts"

const key = "directory-ids"

const storeFailed = () =>
  new SourceError({
    source: "assets",
    reason: "Unavailable",
    message: "The store that remembers the schema's ids did not answer",
    nextStep: "Check the store and run again."
  })

/** The ids of the schema, which exists afterwards. Ids in a form of another version are found anew. */
export const ensure = Effect.gen(function*() {
  const store = KeyValueStore.toSchemaStore(yield* KeyValueStore.KeyValueStore, DirectoryIds)
  const stored = yield* store.get(key).pipe(
    Effect.catchIf(Schema.isSchemaError, () => Effect.succeedNone),
    Effect.mapError(storeFailed)
  )
  const ids = yield* Effect.mapError(DirectorySchema.ensure(Option.getOrUndefined(stored)), toSourceError)
  yield* Effect.mapError(store.set(key, ids), storeFailed)
  return ids
})
