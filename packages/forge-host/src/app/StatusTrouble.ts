/** Why the object "Sync status" could not be written when that was last tried, so that the page can tell. */
import { sentence, type SourceError } from "@entra-assets/core/model/SourceError"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"

export const StatusTrouble = Schema.Struct({
  schemaVersion: Schema.Literal(1),
  /** Milliseconds since 1970. */
  at: Schema.Int,
  /** What happened, in a sentence. */
  message: Schema.String,
  /** What the person can do. */
  nextStep: Schema.String
})
export type StatusTrouble = typeof StatusTrouble.Type

const key = "status-object-trouble"
const store = Effect.map(KeyValueStore.KeyValueStore, (store) => KeyValueStore.toSchemaStore(store, StatusTrouble))

/** `null` when it was written, and for one of another version. */
export const load = Effect.gen(function*() {
  return Option.getOrNull(yield* Effect.orElseSucceed((yield* store).get(key), () => Option.none<StatusTrouble>()))
})

/** What is not kept is not told, and is met again the next time. */
const told = Effect.ignore({ log: "Warn" })

export const save = ({ message, nextStep }: Pick<SourceError, "message" | "nextStep">) =>
  Effect.gen(function*() {
    const at = yield* Clock.currentTimeMillis
    yield* (yield* store).set(key, { schemaVersion: 1, at, message: sentence(message), nextStep })
  }).pipe(told)

/** By one read when there is none. */
export const clear = Effect.gen(function*() {
  if ((yield* load) !== null) yield* (yield* store).remove(key)
}).pipe(told)
