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

const ids = Effect.map(KeyValueStore.KeyValueStore, (store) => KeyValueStore.toSchemaStore(store, DirectoryIds))

/** What is remembered; `null` when nothing is, or only in a form of another version. */
export const load = Effect.gen(function*() {
  const stored = yield* (yield* ids).get(key).pipe(
    Effect.catchIf(Schema.isSchemaError, () => Effect.succeedNone),
    Effect.mapError(storeFailed)
  )
  return Option.getOrNull(stored)
})

/** For a host that sets the schema up itself. */
export const save = Effect.fnUntraced(function*(found: DirectoryIds) {
  yield* Effect.mapError((yield* ids).set(key, found), storeFailed)
})

/** The ids of the schema, which exists afterwards. Ids in a form of another version are found anew. */
export const ensure = Effect.gen(function*() {
  const found = yield* Effect.mapError(DirectorySchema.ensure((yield* load) ?? undefined), toSourceError)
  yield* save(found)
  return found
})

/** The next `ensure` looks for the schema by its key and name, and for attributes by their names. */
export const forget = Effect.gen(function*() {
  yield* Effect.mapError((yield* ids).remove(key), storeFailed)
})
