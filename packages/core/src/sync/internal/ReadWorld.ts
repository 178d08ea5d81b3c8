/**
 * Reads the sources for a run and asks for whoever is missing, so that a later slice can go on: what is read and what is
 * answered stands under the run until there is a plan. A source that has to wait for long does not hold up the others; then
 * that wait is what the reading comes to.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Settings } from "../../model/Settings.ts"
import { isFinal } from "../../model/SourceError.ts"
import { AtlassianAccounts } from "../../ports/AtlassianAccounts.ts"
import { EmployeeReader } from "../../ports/EmployeeReader.ts"
import { EntraDirectory } from "../../ports/EntraDirectory.ts"
import * as AccountSnapshot from "../AccountSnapshot.ts"
import * as Evidence from "../Evidence.ts"
import { track } from "../Progress.ts"
import type { Reading, SourceProgress } from "../Run.ts"
import * as AbsenceLog from "./AbsenceLog.ts"
import * as LongWaits from "./LongWaits.ts"
import { partKey } from "./RunValues.ts"
import type { RunWork } from "./RunWork.ts"
import * as StoredSource from "./StoredSource.ts"

const noAbsences: Reading["absences"] = { asked: 0, parts: 0 }

/** How far the run has come, or how it begins. */
const begin = Effect.fnUntraced(function*({ mayStore, run }: RunWork, accountsMaxAgeMillis: number) {
  const { reading, trigger } = run()
  if (reading !== null) {
    if (reading.accountsOf === null) return reading
    const snapshot = yield* AccountSnapshot.load
    // It may be further than the run says.
    if (snapshot?.id === reading.accountsOf) return { ...reading, accounts: snapshot.accounts }
    yield* mayStore
    const { accounts, id } = yield* AccountSnapshot.begin
    return { ...reading, accounts, accountsOf: id, absences: noAbsences }
  }
  const source = StoredSource.unread(yield* Clock.currentTimeMillis)
  const begun: Reading = { users: source, accounts: source, employees: source, accountsOf: null, absences: noAbsences }
  if (accountsMaxAgeMillis <= 0) return begun
  yield* mayStore
  const { accounts, id } = yield* AccountSnapshot.take(trigger, accountsMaxAgeMillis)
  return { ...begun, accounts, accountsOf: id }
})

export const readWorld = Effect.fnUntraced(function*(work: RunWork, settings: Settings, accountsMaxAgeMillis: number) {
  const directory = yield* EntraDirectory
  const atlassian = yield* AtlassianAccounts
  const employees = yield* EmployeeReader
  const { mayStore } = work
  const { goal, id: runId } = work.run()
  const begun = yield* begin(work, accountsMaxAgeMillis)
  let reading: Reading = begun
  const update = (change: Partial<Reading>) => {
    reading = { ...reading, ...change }
    return Effect.asVoid(work.update(() => ({ state: "reading", reading })))
  }
  const { accountsOf } = begun
  const places = {
    users: partKey(runId, "users"),
    accounts: accountsOf === null ? partKey(runId, "accounts") : AccountSnapshot.place(accountsOf),
    employees: partKey(runId, "employees"),
    answers: partKey(runId, "answers")
  }
  const saveAccounts = (accounts: SourceProgress) =>
    Effect.andThen(
      accountsOf === null ? Effect.void : Effect.andThen(mayStore, AccountSnapshot.save(accountsOf, accounts)),
      update({ accounts })
    )
  /** What cannot be trusted or read is of no use to the next run either. */
  const forgetAccounts = Effect.when(
    Effect.andThen(mayStore, AccountSnapshot.clear),
    Effect.succeed(accountsOf !== null)
  )

  const sources = yield* Effect.all([
    LongWaits.giveWay(StoredSource.read(StoredSource.users, places.users, directory.users, begun.users, {
      mayStore,
      save: (users) => update({ users })
    })),
    LongWaits.giveWay(
      StoredSource.read(StoredSource.accounts, places.accounts, atlassian.accounts, begun.accounts, {
        mayStore,
        save: saveAccounts
      }).pipe(
        Effect.tapErrorTag("SourceError", ({ reason }) => isFinal(reason) ? forgetAccounts : Effect.void)
      )
    ),
    LongWaits.giveWay(
      StoredSource.read(StoredSource.employees, places.employees, employees.employees, begun.employees, {
        mayStore,
        save: (employees) => update({ employees })
      })
    )
  ], { concurrency: "unbounded" })
  const wait = LongWaits.last(sources.flatMap((source) => Result.isFailure(source) ? [source.failure] : []))
  if (wait !== null) return Result.fail(wait)

  const read: Evidence.Read = {
    users: yield* StoredSource.load(StoredSource.users, places.users, reading.users),
    accounts: yield* StoredSource.load(StoredSource.accounts, places.accounts, reading.accounts).pipe(
      Effect.tapError(({ reason }) => reason === "Unreadable" ? forgetAccounts : Effect.void)
    ),
    employees: yield* StoredSource.load(StoredSource.employees, places.employees, reading.employees)
  }

  const missing = Evidence.missing(read)
  const portions = Evidence.portions(missing)
  const progress = yield* track("absences", Evidence.questions(missing))
  for (const portion of portions.slice(0, reading.absences.asked)) yield* progress.advance(Evidence.questions(portion))
  for (const portion of portions.slice(reading.absences.asked)) {
    const answers = yield* Evidence.ask(portion)
    yield* mayStore
    const parts = yield* StoredSource.answers.append(places.answers, reading.absences.parts, answers)
    yield* update({ absences: { asked: reading.absences.asked + 1, parts } })
    yield* progress.advance(Evidence.questions(portion))
  }
  yield* progress.finish
  const answers = yield* StoredSource.answers.load(places.answers, reading.absences.parts)
  yield* mayStore
  const isConfirmed = yield* AbsenceLog.confirm({
    runId,
    counts: goal !== "preview",
    needed: settings.absenceRuns,
    absences: Evidence.absences(answers)
  })
  return Result.succeed(Evidence.world(read, answers, isConfirmed))
})
