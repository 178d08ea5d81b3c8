/**
 * Writes a stored plan, and nothing else. Managers are created before their reports; records on a circle of managers
 * get their last link at the end. A record that Assets refuses fails alone; a service that stays away stops the run.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Settings } from "../model/Settings.ts"
import type { Entry } from "../plan/Entry.ts"
import type { EmployeeReader } from "../ports/EmployeeReader.ts"
import type { EmployeeWriter } from "../ports/EmployeeWriter.ts"
import * as EntryWriter from "./internal/EntryWriter.ts"
import { type PlanError, type PlanPage, PlanStore } from "./PlanStore.ts"
import { track } from "./Progress.ts"
import { type RunReport, RunStopped } from "./RunReport.ts"

/** The entries that may be written side by side, step after step: one level of managers, or all changes of a page. */
const steps = (page: PlanPage): ReadonlyArray<ReadonlyArray<Entry>> => {
  const found: Array<Array<Entry>> = []
  let key: number | null = null
  for (const item of page.items) {
    if (item._tag === "Finding") continue
    const next = item._tag === "Create" ? item.level : -1
    const last = found.at(-1)
    if (last === undefined || next !== key) found.push([item])
    else last.push(item)
    key = next
  }
  return found
}

/**
 * Applies the plan, if it is as it was stored and made under these settings. Succeeds also when single records failed,
 * which the report names.
 */
export const apply = Effect.fn("Apply.apply")(function*(
  planId: string,
  settings: Settings
): Effect.fn.Return<RunReport, RunStopped | PlanError, EmployeeReader | EmployeeWriter | PlanStore> {
  const store = yield* PlanStore
  const { counts } = yield* store.check(planId, settings)
  const progress = yield* track("apply", counts.create + counts.update + counts.inactivate + counts.reactivate)
  const writer = yield* EntryWriter.make(planId, settings)
  const concurrency = settings.writeConcurrency

  const writeStep = (step: ReadonlyArray<Entry>) =>
    Effect.forEach(step, (entry) => Effect.andThen(writer.entry(entry), progress.advance(1)), {
      concurrency,
      discard: true
    }).pipe(Effect.andThen(writer.proceed))

  yield* store.pages(planId).pipe(
    Stream.runForEach((page) => Effect.forEach(steps(page), writeStep, { discard: true })),
    Effect.andThen(writer.links),
    Effect.andThen(writer.proceed),
    Effect.catchTag(
      "SourceError",
      (cause) => Effect.flatMap(writer.report, (report) => Effect.fail(new RunStopped({ report, cause })))
    ),
    Effect.ensuring(progress.finish)
  )
  return yield* writer.report
})
