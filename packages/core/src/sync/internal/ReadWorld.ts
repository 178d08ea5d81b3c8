/**
 * Reads the sources for a run and asks for whoever is missing, so that a later slice can go on: what is read and what is
 * answered stands under the run until there is a plan. A source that has to wait for long does not hold up the others; then
 * that wait is what the reading comes to.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Settings } from "../../model/Settings.ts"
import { AtlassianAccounts } from "../../ports/AtlassianAccounts.ts"
import { EmployeeReader } from "../../ports/EmployeeReader.ts"
import { EntraDirectory } from "../../ports/EntraDirectory.ts"
import * as Evidence from "../Evidence.ts"
import { track } from "../Progress.ts"
import type { Reading } from "../Run.ts"
import * as AbsenceLog from "./AbsenceLog.ts"
import * as LongWaits from "./LongWaits.ts"
import type { RunWork } from "./RunWork.ts"
import * as StoredSource from "./StoredSource.ts"

export const readWorld = Effect.fnUntraced(function*(work: RunWork, settings: Settings) {
  const directory = yield* EntraDirectory
  const atlassian = yield* AtlassianAccounts
  const employees = yield* EmployeeReader
  const { goal, id: runId } = work.run()
  const source = StoredSource.unread(yield* Clock.currentTimeMillis)
  const begun: Reading = work.run().reading ??
    { users: source, accounts: source, employees: source, absences: { asked: 0, parts: 0 } }
  let reading = begun
  const update = (change: Partial<Reading>) => {
    reading = { ...reading, ...change }
    return Effect.asVoid(work.update(() => ({ state: "reading", reading })))
  }

  const { mayStore } = work
  const sources = yield* Effect.all([
    LongWaits.giveWay(StoredSource.read(StoredSource.users, runId, directory.users, begun.users, {
      mayStore,
      save: (users) => update({ users })
    })),
    LongWaits.giveWay(StoredSource.read(StoredSource.accounts, runId, atlassian.accounts, begun.accounts, {
      mayStore,
      save: (accounts) => update({ accounts })
    })),
    LongWaits.giveWay(StoredSource.read(StoredSource.employees, runId, employees.employees, begun.employees, {
      mayStore,
      save: (employees) => update({ employees })
    }))
  ], { concurrency: "unbounded" })
  const wait = LongWaits.last(sources.flatMap((source) => Result.isFailure(source) ? [source.failure] : []))
  if (wait !== null) return Result.fail(wait)

  const read: Evidence.Read = {
    users: yield* StoredSource.load(StoredSource.users, runId, reading.users),
    accounts: yield* StoredSource.load(StoredSource.accounts, runId, reading.accounts),
    employees: yield* StoredSource.load(StoredSource.employees, runId, reading.employees)
  }

  const missing = Evidence.missing(read)
  const portions = Evidence.portions(missing)
  const progress = yield* track("absences", Evidence.questions(missing))
  for (const portion of portions.slice(0, reading.absences.asked)) yield* progress.advance(Evidence.questions(portion))
  for (const portion of portions.slice(reading.absences.asked)) {
    const answers = yield* Evidence.ask(portion)
    yield* mayStore
    const parts = yield* StoredSource.answers.append(runId, "answers", reading.absences.parts, answers)
    yield* update({ absences: { asked: reading.absences.asked + 1, parts } })
    yield* progress.advance(Evidence.questions(portion))
  }
  yield* progress.finish
  const answers = yield* StoredSource.answers.load(runId, "answers", reading.absences.parts)
  yield* mayStore
  const isConfirmed = yield* AbsenceLog.confirm({
    runId,
    counts: goal !== "preview",
    needed: settings.absenceRuns,
    absences: Evidence.absences(answers)
  })
  return Result.succeed(Evidence.world(read, answers, isConfirmed))
})
