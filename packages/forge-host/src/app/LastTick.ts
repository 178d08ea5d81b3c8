/** What the last daily tick came to, so that nobody wonders why there was no run. */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"

/**
 * `notConnected`: the set-up is not finished. `presentUserOnly`: Assets lets nobody in while no admin looks at the page.
 * `busy`: another run was active. `notQueued`: Forge's queue did not take the run, which was cancelled.
 */
export const LastTick = Schema.Struct({
  schemaVersion: Schema.Literal(1),
  /** Milliseconds since 1970. */
  at: Schema.Int,
  outcome: Schema.Literals([
    "unlicensed",
    "notConnected",
    "presentUserOnly",
    "off",
    "paused",
    "notYet",
    "quarantined",
    "busy",
    "started",
    "notQueued",
    "failed"
  ]),
  runId: Schema.NullOr(Schema.String)
})
export type LastTick = typeof LastTick.Type

const key = "last-tick"
const store = Effect.map(KeyValueStore.KeyValueStore, (store) => KeyValueStore.toSchemaStore(store, LastTick))

/** `null` before the first tick, and for one of another version. */
export const load = Effect.gen(function*() {
  return Option.getOrNull(yield* Effect.orElseSucceed((yield* store).get(key), () => Option.none<LastTick>()))
})

export const save = Effect.fnUntraced(function*(at: number, outcome: LastTick["outcome"], runId: string | null = null) {
  yield* (yield* store).set(key, { schemaVersion: 1, at, outcome, runId })
})
