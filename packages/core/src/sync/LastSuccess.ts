/** What the last successful run left behind for the next ones to compare with. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import { type PlanHeader, Watermark } from "../plan/PlanHeader.ts"
import { Unmatched } from "../plan/Verdict.ts"
import * as StoredValue from "./internal/StoredValue.ts"
import { type Run, runSchemaVersion } from "./Run.ts"
import { noteWatermark } from "./Telemetry.ts"

export const LastSuccess = Schema.Struct({
  schemaVersion: Schema.Literal(runSchemaVersion),
  runId: Schema.String,
  endedAt: Schema.Int,
  /** What the records follow since; it never goes back, and what was read in part does not move it. */
  watermark: Schema.NullOr(Watermark),
  /** As the last such run that could tell; `null` when none could. */
  unmatched: Schema.NullOr(Unmatched)
})
export type LastSuccess = typeof LastSuccess.Type

const stored = StoredValue.of(LastSuccess)
const key = "last-success"

const advanced = (before: Watermark | null, watermark: Watermark): Watermark | null => {
  const isWhole = Object.values(watermark).every(({ complete }) => complete)
  const isLater = before === null || watermark.graph.readStartedAt >= before.graph.readStartedAt
  return isWhole && isLater ? watermark : before
}

export const load = Effect.flatMap(KeyValueStore.KeyValueStore, (store) => stored.get(store, key))

/** The run has applied this plan for everybody. */
export const save = Effect.fnUntraced(function*({ id }: Run, { guard, watermark }: PlanHeader) {
  const before = yield* load
  const later = advanced(before?.watermark ?? null, watermark)
  if (later !== null) yield* noteWatermark(later)
  yield* stored.set(yield* KeyValueStore.KeyValueStore, key, {
    schemaVersion: runSchemaVersion,
    runId: id,
    endedAt: yield* Clock.currentTimeMillis,
    watermark: later,
    unmatched: guard.unmatched ?? before?.unmatched ?? null
  })
})
