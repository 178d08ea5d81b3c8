/**
 * Which run wrote to Assets last, and by when its requests had come to their end. Until the index shows what they made,
 * another run would not find it and would make it again.
 */
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import { type Run, runSchemaVersion } from "../Run.ts"
import * as StoredValue from "./StoredValue.ts"

const stored = StoredValue.of(
  Schema.Struct({
    schemaVersion: Schema.Literal(runSchemaVersion),
    runId: Schema.String,
    /** Milliseconds since 1970; `null` while nobody can tell. */
    quietAt: Schema.NullOr(Schema.Int)
  })
)

const key = "last-write"

/** `quietAt`: by when the last request of the slice has come to its end; `null` when it begins. */
export const note = Effect.fnUntraced(function*(runId: string, quietAt: number | null) {
  const store = yield* KeyValueStore.KeyValueStore
  yield* stored.set(store, key, { schemaVersion: runSchemaVersion, runId, quietAt })
})

/**
 * From when on the index shows what other runs wrote. One that died left the lease to run out, which outlasts its
 * requests, before this run could begin.
 */
export const visibleFrom = Effect.fnUntraced(function*(run: Run, lagMillis: number) {
  const last = yield* stored.get(yield* KeyValueStore.KeyValueStore, key)
  return last === null || last.runId === run.id ? 0 : (last.quietAt ?? run.createdAt) + lagMillis
})
