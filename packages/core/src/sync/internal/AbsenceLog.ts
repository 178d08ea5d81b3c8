/**
 * In how many runs in a row somebody was proved gone, where the settings ask for more than one. A run counts once,
 * however often it is resumed; a preview looks and does not count.
 */
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import type { Absence } from "../Evidence.ts"
import { runSchemaVersion } from "../Run.ts"
import * as JsonPages from "./JsonPages.ts"
import * as StoredValue from "./StoredValue.ts"

const schemaVersion = Schema.Literal(runSchemaVersion)

/** The last run that counted, under which the counts stand in parts. */
const header = StoredValue.of(Schema.Struct({ schemaVersion, runId: Schema.String, parts: Schema.Int }))
const part = StoredValue.of(
  Schema.Struct({ schemaVersion, items: Schema.Array(Schema.Struct({ key: Schema.String, runs: Schema.Int })) })
)

const headerKey = "absences"
const prefixOf = (runId: string) => `absences-${runId}-`

const keyOf = ({ _tag, id }: Absence): string => `${_tag} ${id}`

export interface Options {
  readonly runId: string
  /** Whether this run is to count. */
  readonly counts: boolean
  /** So many runs in a row have to agree. */
  readonly needed: number
  /** Who is proved gone in this run. */
  readonly absences: ReadonlyArray<Absence>
}

/** Answers whether somebody was proved gone often enough, this run included. */
export const confirm = Effect.fnUntraced(function*({ absences, counts, needed, runId }: Options) {
  const store = yield* KeyValueStore.KeyValueStore
  if (needed <= 1) {
    // What was counted before is in no row with what may be counted later.
    if (counts) yield* Effect.ignore(store.remove(headerKey))
    return () => true
  }
  const last = yield* header.get(store, headerKey)
  const before = new Map<string, number>()
  for (let number = 0; number < (last?.parts ?? 0); number++) {
    const found = yield* part.get(store, `${prefixOf(last?.runId ?? "")}${number}`)
    for (const { key, runs } of found?.items ?? []) before.set(key, runs)
  }
  const isCounted = last?.runId === runId
  const now = new Map(absences.map((absence) => {
    const key = keyOf(absence)
    return [key, isCounted ? before.get(key) ?? 1 : (before.get(key) ?? 0) + 1]
  }))
  if (counts && !isCounted) {
    let parts = 0
    for (const items of JsonPages.groups(Array.from(now, ([key, runs]) => ({ key, runs })))) {
      yield* part.set(store, `${prefixOf(runId)}${parts}`, { schemaVersion: runSchemaVersion, items })
      parts++
    }
    yield* header.set(store, headerKey, { schemaVersion: runSchemaVersion, runId, parts })
    if (last !== null) yield* Effect.ignore(store.clearPrefix(prefixOf(last.runId)))
  }
  return (absence: Absence) => (now.get(keyOf(absence)) ?? 0) >= needed
})
