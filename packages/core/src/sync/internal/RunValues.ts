/** Where what belongs to a run stands in the key-value store, and how it gets there and goes. */
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import { PlanScope } from "../../plan/PlanHeader.ts"
import { Run, RunGoal, runSchemaVersion, RunState, RunTrigger } from "../Run.ts"
import * as StoredValue from "./StoredValue.ts"

/** How a run was when the next one began. One that was blocked or interrupted then may have been cancelled since. */
const Left = Schema.Struct({
  state: RunState,
  hasWritten: Schema.Boolean,
  /** Milliseconds since 1970, as in its record. */
  updatedAt: Schema.optionalKey(Schema.Int)
})
export type Left = typeof Left.Type

const KnownRun = Schema.Struct({
  id: Schema.String,
  goal: RunGoal,
  scope: PlanScope.pipe(Schema.withDecodingDefaultKey(Effect.succeed("everybody" as const))),
  trigger: RunTrigger,
  planId: Schema.String,
  createdAt: Schema.Int,
  /** Whether its outcomes are still there. */
  hasDetails: Schema.Boolean,
  /** `null` where its record has to be asked: of the newest run, and of one that was approved since the newest began. */
  left: Schema.NullOr(Left).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))
})
export type KnownRun = typeof KnownRun.Type

/** The runs that are known, the newest first. */
const Index = Schema.Struct({ schemaVersion: Schema.Literal(runSchemaVersion), runs: Schema.Array(KnownRun) })
type Index = typeof Index.Type

const record = StoredValue.of(Run)
const index = StoredValue.of(Index)

const prefixOf = (runId: string) => `run-${runId}-`
const indexKey = "runs"

/** The parts of a run that hold pages of what was read; they go when it ends. */
export const sources = ["users", "accounts", "employees", "answers"] as const
export type SourceKind = (typeof sources)[number]

export const partKey = (runId: string, kind: SourceKind) => (part: number) => `${prefixOf(runId)}${kind}-${part}`
export const outcomeKey = (runId: string, page: number) => `${prefixOf(runId)}outcome-${page}`
const recordKey = (runId: string) => `${prefixOf(runId)}record`
const cancelKey = (runId: string) => `${prefixOf(runId)}cancel`

export const make = Effect.gen(function*() {
  const store = yield* KeyValueStore.KeyValueStore
  const failed = (key: string) => () => new StoredValue.StoredValueError({ reason: "StoreFailed", key })
  const clear = (prefix: string) => Effect.mapError(store.clearPrefix(prefix), failed(prefix))
  const readIndex = Effect.map(index.get(store, indexKey), (found) => found?.runs ?? [])
  const writeIndex = (runs: Index["runs"]) => index.set(store, indexKey, { schemaVersion: runSchemaVersion, runs })
  return {
    load: (runId: string) => record.get(store, recordKey(runId)),
    save: (run: Run) => record.set(store, recordKey(run.id), run),
    index: readIndex,
    /** To be called by whoever holds the lease. `left`: how those were left whose records had to be asked so far. */
    add: ({ createdAt, goal, id, planId, scope, trigger }: Run, left: ReadonlyMap<string, Left>) =>
      Effect.flatMap(readIndex, (runs) =>
        writeIndex([
          { id, goal, scope, trigger, planId, createdAt, hasDetails: true, left: null },
          ...runs.map((run) => ({ ...run, left: left.get(run.id) ?? run.left }))
        ])),
    /** As `add`: from now on only its record tells how the run is. */
    reopen: (runId: string) =>
      Effect.flatMap(
        readIndex,
        (runs) => writeIndex(runs.map((run) => run.id === runId ? { ...run, left: null } : run))
      ),
    /** As `add`. */
    replaceIndex: writeIndex,
    askToCancel: (runId: string) => Effect.mapError(store.set(cancelKey(runId), "cancelled"), failed(cancelKey(runId))),
    isCancelled: (runId: string) =>
      Effect.mapError(Effect.map(store.get(cancelKey(runId)), (text) => text !== undefined), failed(cancelKey(runId))),
    clearSources: (runId: string) =>
      Effect.forEach(sources, (kind) => clear(`${prefixOf(runId)}${kind}-`), { discard: true }),
    clearOutcomes: (runId: string) => clear(`${prefixOf(runId)}outcome-`),
    clearRun: (runId: string) => clear(prefixOf(runId))
  }
})

export type RunValues = Effect.Success<typeof make>
