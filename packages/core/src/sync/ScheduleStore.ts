/**
 * The schedule of one site, kept: what people set, and what its runs left behind. Each stands in a value of its own, so
 * that a run that ends does not undo what somebody sets at that moment. `tick` is for the host's clock to call.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import type { Settings } from "../model/Settings.ts"
import * as Cadence from "./Cadence.ts"
import * as StoredValue from "./internal/StoredValue.ts"
import type { Run, RunFailure } from "./Run.ts"
import { refuse, type RunError } from "./RunError.ts"
import { RunStore } from "./RunStore.ts"
import { noteWatermark } from "./Telemetry.ts"

/** What a tick came to. `Busy`: another run is active; the next tick tries again. */
export type Tick =
  | Exclude<Cadence.Verdict, { readonly _tag: "Due" }>
  | { readonly _tag: "Started"; readonly run: Run }
  | { readonly _tag: "Busy"; readonly runId: string }

type By = string | null

export class ScheduleStore extends Context.Service<ScheduleStore, {
  readonly get: Effect.Effect<Cadence.Schedule, RunError>
  /** Starts a scheduled run when one is due; the host has to see to its first slice. Telling twice changes nothing. */
  readonly tick: (settings: Settings) => Effect.Effect<Tick, RunError>
  readonly turnOn: (by: By) => Effect.Effect<Cadence.Schedule, RunError | Cadence.NoPlanApplied>
  readonly turnOff: (by: By) => Effect.Effect<Cadence.Schedule, RunError>
  readonly pause: (by: By) => Effect.Effect<Cadence.Schedule, RunError>
  readonly resume: (by: By) => Effect.Effect<Cadence.Schedule, RunError>
  /** Both at once. */
  readonly setCadence: (
    cadence: Pick<Cadence.Schedule, "everyDays" | "manualRunsCount">,
    by: By
  ) => Effect.Effect<Cadence.Schedule, RunError>
  readonly setEveryDays: (days: Cadence.CadenceDays, by: By) => Effect.Effect<Cadence.Schedule, RunError>
  readonly setManualRunsCount: (count: boolean, by: By) => Effect.Effect<Cadence.Schedule, RunError>
  /** A setting was saved elsewhere: what kept runs from succeeding may be gone. */
  readonly settingSaved: (by: By) => Effect.Effect<Cadence.Schedule, RunError>
  /** A run has ended, or stopped for somebody to decide. */
  readonly ended: (run: Run) => Effect.Effect<void, RunError>
}>()("@entra-assets/core/sync/ScheduleStore") {}

const { fields } = Cadence.Schedule
const byRuns = ["firstPlanAppliedAt", "lastSucceededTickAt", "quarantine"] as const

const SetByPeople = Schema.Struct({
  ...Struct.omit(fields, byRuns),
  /** The last failed tick of the quarantine that somebody lifted. */
  liftedTickAt: Schema.NullOr(Schema.Int)
})
const LeftByRuns = Schema.Struct(Struct.pick(fields, ["schemaVersion", ...byRuns]))

const set = StoredValue.of(SetByPeople)
const left = StoredValue.of(LeftByRuns)
const keys = { set: "schedule", left: "schedule-runs" }

/** A tick within this time of the one that began the last run is the same tick, told twice. */
const sameTickMillis = 3_600_000

const interrupted: RunFailure = {
  cause: "interrupted",
  message: "The run stopped without a word, and nothing went on with it.",
  nextStep: "Run the sync again. If it keeps happening, look at the host's logs."
}

const failureOf = ({ failure, state }: Run): RunFailure =>
  failure ?? { cause: state, message: `The run was ${state}.`, nextStep: "Run the sync again." }

const make = Effect.gen(function*() {
  const store = yield* KeyValueStore.KeyValueStore
  const runs = yield* RunStore
  const unstored = Effect.mapError((error: StoredValue.StoredValueError) => refuse(error.reason, ""))

  const read = Effect.gen(function*() {
    const people = yield* set.get(store, keys.set)
    const { liftedTickAt, ...settings } = people ?? { ...Struct.omit(Cadence.initial, byRuns), liftedTickAt: null }
    const history = (yield* left.get(store, keys.left)) ?? Struct.pick(Cadence.initial, ["schemaVersion", ...byRuns])
    const { quarantine } = history
    const isLifted = quarantine !== null && quarantine.lastFailedTickAt === liftedTickAt
    const schedule: Cadence.Schedule = { ...settings, ...history, quarantine: isLifted ? null : quarantine }
    return { schedule, liftedTickAt }
  }).pipe(unstored)

  const get = Effect.map(read, ({ schedule }) => schedule)

  const saveLeft = (schedule: Cadence.Schedule) =>
    unstored(left.set(store, keys.left, Struct.pick(schedule, ["schemaVersion", ...byRuns])))

  /** What a person changes. A quarantine that the change lifted stays lifted. */
  const change = Effect.fnUntraced(function*<E>(
    by: By,
    to: (schedule: Cadence.Schedule, change: Cadence.Change) => Effect.Effect<Cadence.Schedule, E>
  ) {
    const { liftedTickAt, schedule } = yield* read
    const at = yield* Clock.currentTimeMillis
    const next = yield* to(schedule, { at, by })
    const lifted = next.quarantine === null ? schedule.quarantine?.lastFailedTickAt : undefined
    yield* unstored(set.set(store, keys.set, { ...Struct.omit(next, byRuns), liftedTickAt: lifted ?? liftedTickAt }))
    return next
  })

  const simply = (by: By, to: (schedule: Cadence.Schedule, change: Cadence.Change) => Cadence.Schedule) =>
    change(by, (schedule, change) => Effect.succeed(to(schedule, change)))

  /** A scheduled run that nobody goes on with has failed too. */
  const noteInterrupted = Effect.fnUntraced(function*(schedule: Cadence.Schedule, last: Run | null, now: number) {
    if (last?.state !== "interrupted") return schedule
    const noted = Cadence.noteScheduledFailed(schedule, interrupted, last.createdAt, now)
    if (noted !== schedule) yield* saveLeft(noted)
    return noted
  })

  const tick = Effect.fn("ScheduleStore.tick")(function*(settings: Settings): Effect.fn.Return<Tick, RunError> {
    const now = yield* Clock.currentTimeMillis
    const success = yield* runs.lastSuccess
    if (success?.watermark != null) yield* noteWatermark(success.watermark)
    const { scheduled } = yield* runs.last
    const given = yield* noteInterrupted(yield* get, scheduled, now)
    const { schedule, verdict } = Cadence.decide(given, now)
    if (schedule !== given) yield* saveLeft(schedule)
    if (verdict._tag !== "Due") return verdict
    if (scheduled !== null && scheduled.createdAt <= now && now - scheduled.createdAt < sameTickMillis) {
      return { _tag: "NotYet", dueAt: scheduled.createdAt + sameTickMillis }
    }
    return yield* runs.start({ goal: "sync", trigger: "scheduled", startedBy: null }, settings).pipe(
      Effect.map((run): Tick => ({ _tag: "Started", run })),
      Effect.catchIf(
        ({ reason }) => reason === "Busy",
        ({ runId }) => Effect.succeed<Tick>({ _tag: "Busy", runId })
      )
    )
  })

  const ended = Effect.fn("ScheduleStore.ended")(function*(run: Run) {
    if (run.goal === "preview" || run.state === "cancelled") return
    const now = yield* Clock.currentTimeMillis
    const schedule = yield* get
    const succeeded = run.state === "succeeded"
    const applied = succeeded ? Cadence.noteApplied(schedule, now) : schedule
    if (run.trigger === "scheduled") {
      return yield* saveLeft(
        succeeded
          ? Cadence.noteScheduledSucceeded(applied, run.createdAt, now)
          : Cadence.noteScheduledFailed(applied, failureOf(run), run.createdAt, now)
      )
    }
    if (succeeded) yield* saveLeft(Cadence.noteManualSucceeded(applied, run.createdAt, now))
  })

  return ScheduleStore.of({
    get,
    tick,
    turnOn: (by) => change(by, (schedule, at) => Effect.fromResult(Cadence.turnOn(schedule, at))),
    turnOff: (by) => simply(by, Cadence.turnOff),
    pause: (by) => simply(by, Cadence.pause),
    resume: (by) => simply(by, Cadence.resume),
    setCadence: ({ everyDays, manualRunsCount }, by) =>
      simply(
        by,
        (schedule, at) => Cadence.setManualRunsCount(Cadence.setEveryDays(schedule, everyDays, at), manualRunsCount, at)
      ),
    setEveryDays: (days, by) => simply(by, (schedule, at) => Cadence.setEveryDays(schedule, days, at)),
    setManualRunsCount: (count, by) => simply(by, (schedule, at) => Cadence.setManualRunsCount(schedule, count, at)),
    settingSaved: (by) => simply(by, Cadence.noteSettingSaved),
    ended
  })
})

export const layer: Layer.Layer<ScheduleStore, never, KeyValueStore.KeyValueStore | RunStore> = Layer.effect(
  ScheduleStore,
  make
)
