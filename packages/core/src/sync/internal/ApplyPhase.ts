/** The last phase of a run: applies its plan, for as long as the slice may. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Settings } from "../../model/Settings.ts"
import type { PlanHeader } from "../../plan/PlanHeader.ts"
import { EmployeeReader } from "../../ports/EmployeeReader.ts"
import { PlanStore } from "../PlanStore.ts"
import { track } from "../Progress.ts"
import { cancelled, type Conclusion, end, failureOf, later, laterFor } from "./Conclusion.ts"
import * as EntryWriter from "./EntryWriter.ts"
import type { HeldLease } from "./HeldLease.ts"
import * as LastWrite from "./LastWrite.ts"
import { NewRecords } from "./NewRecords.ts"
import * as Pacer from "./Pacer.ts"
import { applyPlan } from "./PlanApplier.ts"
import type { RunWork } from "./RunWork.ts"
import type { StoredValueError } from "./StoredValue.ts"

export interface Options {
  readonly slice: RunWork
  readonly held: HeldLease
  readonly header: PlanHeader
  readonly settings: Settings
  readonly requestMillis: number
  /** Nothing begins from then on, in milliseconds since 1970. */
  readonly until: number
  /** Ends the slice: what is in doubt could not be recorded. */
  readonly giveUp: (error: StoredValueError) => Effect.Effect<never>
  readonly isCancelled: Effect.Effect<boolean, StoredValueError>
}

/** For so long the lease has to last when the end of the writes is noted. */
const noteMillis = 5000

/** So long after a slice the next one begins at the latest. */
const longestAwayMillis = 60_000

export const applyPhase = Effect.fnUntraced(function*(
  { giveUp, header, held, isCancelled, requestMillis, settings, slice, until }: Options
) {
  slice.enter("applying")
  const run = yield* slice.update(() => ({ state: "applying", plan: header.counts }))
  const { create, inactivate, reactivate, update } = header.counts
  const entries = create + update + inactivate + reactivate
  const pacer = Pacer.make({ until, isCancelled })

  if (create > 0) {
    const visibleFrom = yield* LastWrite.visibleFrom(run, settings.indexLagSeconds * 1000)
    const now = yield* Clock.currentTimeMillis
    // The place is kept for the next slice, but not for long.
    if (visibleFrom >= until) return later(Math.min(visibleFrom, now + longestAwayMillis))
    yield* Effect.sleep(Math.max(0, visibleFrom - now))
  }
  if (entries > 0) yield* LastWrite.note(run.id, null)
  /** What a slice leaves behind when it is cut may still be on its way. */
  const noteEnd = (wasCut: boolean) =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      yield* Effect.when(
        LastWrite.note(run.id, wasCut ? now + requestMillis : now),
        held.outlives(noteMillis)
      )
    })

  const progress = yield* track("apply", entries)
  const plans = yield* PlanStore
  const result = yield* applyPlan({
    site: {
      runId: run.id,
      settings,
      requestMillis,
      reader: yield* EmployeeReader,
      writer: yield* EntryWriter.make,
      records: new NewRecords(),
      pacer,
      progress,
      lease: held,
      giveUp
    },
    plans,
    planId: header.id,
    pages: header.pages,
    from: run.applying,
    save: (applying, counts) => slice.update(() => ({ applying, counts })),
    until
  }).pipe(
    Effect.onExit((exit) => entries === 0 ? Effect.void : Effect.ignore(noteEnd(Exit.isFailure(exit))))
  )
  yield* progress.finish
  const conclusion: Conclusion = yield* Effect.gen(function*() {
    switch (result._tag) {
      case "Done":
        return end("succeeded")
      case "Later":
        return later(result.dueAt)
      case "Stopped":
        switch (result.stop._tag) {
          case "Cancelled":
            return cancelled
          case "Deadline":
            return later(yield* Clock.currentTimeMillis)
          case "Waits":
            return laterFor(result.stop.wait)
          case "Refused":
            return end("failed", failureOf(result.stop.error))
        }
    }
  })
  return conclusion
})
