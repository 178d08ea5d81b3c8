/** A value of one schema in the host's key-value store. What another version stored is said to be unreadable. */
import * as Effect from "effect/Effect"
import type * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"

/** `StoreFailed`: the store did not answer. `Unreadable`: what is there is not of this version's shape. */
export class StoredValueError extends Schema.TaggedError<StoredValueError>()("StoredValueError", {
  reason: Schema.Literals(["StoreFailed", "Unreadable"]),
  key: Schema.String
}) {
  override get message(): string {
    return this.reason === "StoreFailed"
      ? "The store for runs did not answer. Check it and try again."
      : "What is stored about this run was written by another version."
  }
}

/** How to read and write values of this schema, as JSON. */
export const of = <A>(schema: Schema.Codec<A, unknown>) => {
  const json = Schema.fromJsonString(schema)
  const encode = Schema.encodeEffect(json)
  const decode = Schema.decodeEffect(json)
  const failed = (key: string) => () => new StoredValueError({ reason: "StoreFailed", key })
  return {
    set: (store: KeyValueStore.KeyValueStore, key: string, value: A): Effect.Effect<void, StoredValueError> =>
      Effect.flatMap(
        Effect.orDie(encode(value)),
        (text) => Effect.mapError(store.set(key, text), failed(key))
      ),
    /** `null` when there is none. */
    get: (store: KeyValueStore.KeyValueStore, key: string): Effect.Effect<A | null, StoredValueError> =>
      Effect.flatMap(
        Effect.mapError(store.get(key), failed(key)),
        (text): Effect.Effect<A | null, StoredValueError> =>
          text === undefined
            ? Effect.succeed(null)
            : Effect.mapError(decode(text), () => new StoredValueError({ reason: "Unreadable", key }))
      )
  }
}
