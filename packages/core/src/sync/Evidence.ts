/**
 * What a plan is made from, in four steps that a run can make one by one: the three sources are read, what is missing is
 * named, it is asked for by id, and the answers make the world. Only here does "not seen" become "gone", with its proof.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { AtlassianAccount } from "../model/AtlassianAccount.ts"
import type { Employee } from "../model/Employee.ts"
import { Deletion, EntraManager, EntraUser } from "../model/EntraUser.ts"
import { AccountId, EntraId } from "../model/Ids.ts"
import { type Answer, answerOf, type Gone, proveGone, type Snapshot } from "../model/Snapshot.ts"
import type { SourceError } from "../model/SourceError.ts"
import { index } from "../plan/Records.ts"
import type { ManagerAnswer, Unconfirmed, World } from "../plan/World.ts"
import { AtlassianAccounts } from "../ports/AtlassianAccounts.ts"
import { EmployeeReader } from "../ports/EmployeeReader.ts"
import { EntraDirectory } from "../ports/EntraDirectory.ts"
import { track } from "./Progress.ts"
import { collect } from "./Snapshot.ts"

// ---------------------------------------------------------------------------------------------------------------------
// what was read
// ---------------------------------------------------------------------------------------------------------------------

/** What one run read of the three sources. */
export interface Read {
  readonly users: Snapshot<EntraUser>
  readonly accounts: Snapshot<AtlassianAccount>
  readonly employees: Snapshot<Employee>
}

/** Reads the three sources side by side, from their beginning. Without a span, as `collect`. */
export const read = Effect.fnUntraced(function*(): Effect.fn.Return<
  Read,
  SourceError,
  EntraDirectory | AtlassianAccounts | EmployeeReader
> {
  const directory = yield* EntraDirectory
  const atlassian = yield* AtlassianAccounts
  const reader = yield* EmployeeReader
  return yield* Effect.all({
    users: collect("users", directory.users(null), (user) => user.id),
    accounts: collect("accounts", atlassian.accounts(null), (account) => account.accountId),
    employees: collect("employees", reader.employees(null), (employee) => employee.objectId)
  }, { concurrency: "unbounded" })
})

/** The read came to its end, but what it brought cannot be everything. */
const doubted = <A>(snapshot: Snapshot<A>, reason: string): Snapshot<A> =>
  snapshot._tag === "Partial" ? snapshot : { ...snapshot, _tag: "Partial", reason }

/** A source that has nobody, or leaves out what addresses are matched by, is not believed: nothing follows from it. */
const believed = ({ accounts, employees, users }: Read, hasRecords: boolean): Read => {
  const nobody = "nobody was listed, although records exist"
  const withoutAddresses = users.values.some((user) => user.mail === undefined || user.userPrincipalName === undefined)
  return {
    users: hasRecords && users.values.length === 0
      ? doubted(users, nobody)
      : withoutAddresses
      ? doubted(users, "the list left out addresses that were asked for")
      : users,
    accounts: hasRecords && accounts.values.length === 0 ? doubted(accounts, nobody) : accounts,
    employees
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// what is missing
// ---------------------------------------------------------------------------------------------------------------------

/** Whom a run asks for by id: each id once, in the order of the records. */
export interface Missing {
  readonly users: ReadonlyArray<EntraId>
  readonly accounts: ReadonlyArray<AccountId>
  /** Users whose manager is asked for. */
  readonly managers: ReadonlyArray<EntraId>
}

/** Everybody who is bound to a record but was not listed. A partial list proves nothing, so nobody of it is asked for. */
export const missing = (read: Read): Missing => {
  const records = index(read.employees.values)
  const { accounts, users } = believed(read, records.byEntraId.size > 0)
  const known = new Map(users.values.map((user) => [user.id, user]))
  const knownAccounts = new Set<AccountId>(accounts.values.map((account) => account.accountId))
  const missingUsers: Array<EntraId> = []
  const missingAccounts = new Set<AccountId>()
  const withoutManager: Array<EntraId> = []
  for (const { accountId, employee, entraId } of records.byEntraId.values()) {
    if (accountId === null) continue
    const user = known.get(entraId)
    // Somebody who is inactive already and not listed needs no proof: nothing would be written.
    if (user === undefined && employee.active !== false) missingUsers.push(entraId)
    if (!knownAccounts.has(accountId)) missingAccounts.add(accountId)
    const hasManager = employee.manager !== null || employee.managerAtlassianAccountId !== null
    if (hasManager && user !== undefined && user.manager === undefined) withoutManager.push(entraId)
  }
  return {
    users: users._tag === "Complete" ? missingUsers : [],
    accounts: accounts._tag === "Complete" ? Array.from(missingAccounts) : [],
    managers: withoutManager
  }
}

/** How many questions these are. */
export const questions = ({ accounts, managers, users }: Missing): number =>
  users.length + accounts.length + managers.length

/** The same in portions of at most so many of each, to be asked for one after the other. */
export const portions = (missing: Missing, size = 100): ReadonlyArray<Missing> => {
  const longest = Math.max(missing.users.length, missing.accounts.length, missing.managers.length)
  return Array.from({ length: Math.ceil(longest / size) }, (_, number) => number * size).map((start) => ({
    users: missing.users.slice(start, start + size),
    accounts: missing.accounts.slice(start, start + size),
    managers: missing.managers.slice(start, start + size)
  }))
}

// ---------------------------------------------------------------------------------------------------------------------
// what is answered
// ---------------------------------------------------------------------------------------------------------------------

/** One answer of a source, as it can be stored. It counts in the run that asked, and in no other. */
export const AbsenceAnswer = Schema.Union([
  Schema.TaggedStruct("User", { answer: answerOf(EntraId, EntraUser) }),
  Schema.TaggedStruct("Account", { answer: answerOf(AccountId, AtlassianAccount) }),
  Schema.TaggedStruct("Manager", { answer: answerOf(EntraId, EntraManager) }),
  /** How a user who was not found was deleted. */
  Schema.TaggedStruct("Deletion", { id: EntraId, deletion: Deletion })
])
export type AbsenceAnswer = typeof AbsenceAnswer.Type

/** Asks for a portion. */
export const ask = Effect.fn("Evidence.ask")(function*(
  missing: Missing
): Effect.fn.Return<ReadonlyArray<AbsenceAnswer>, SourceError, EntraDirectory | AtlassianAccounts> {
  const directory = yield* EntraDirectory
  const atlassian = yield* AtlassianAccounts
  const { accounts, managers, users } = yield* Effect.all({
    users: missing.users.length === 0 ? Effect.succeed([]) : directory.lookUp(missing.users),
    accounts: missing.accounts.length === 0 ? Effect.succeed([]) : atlassian.lookUp(missing.accounts),
    managers: missing.managers.length === 0 ? Effect.succeed([]) : directory.managersOf(missing.managers)
  }, { concurrency: "unbounded" })
  const gone = users.flatMap((answer) => answer._tag === "NotFound" ? [answer.id] : [])
  const deletions = gone.length === 0 ? [] : yield* directory.deletions(gone)
  return [
    ...users.map((answer) => ({ _tag: "User", answer }) as const),
    ...accounts.map((answer) => ({ _tag: "Account", answer }) as const),
    ...managers.map((answer) => ({ _tag: "Manager", answer }) as const),
    ...Arr.fromIterable(deletions).map(([id, deletion]) => ({ _tag: "Deletion", id, deletion }) as const)
  ]
})

/** Somebody for whom a source answered "not found". */
export type Absence =
  | { readonly _tag: "User"; readonly id: EntraId }
  | { readonly _tag: "Account"; readonly id: AccountId }

/** Those whom this run did not find: what has to be repeated before it counts, where the settings say so. */
export const absences = (answers: Iterable<AbsenceAnswer>): ReadonlyArray<Absence> =>
  Arr.fromIterable(answers).flatMap((each): ReadonlyArray<Absence> => {
    if (each._tag === "User" && each.answer._tag === "NotFound") return [{ _tag: "User", id: each.answer.id }]
    if (each._tag === "Account" && each.answer._tag === "NotFound") return [{ _tag: "Account", id: each.answer.id }]
    return []
  })

// ---------------------------------------------------------------------------------------------------------------------
// what follows
// ---------------------------------------------------------------------------------------------------------------------

/**
 * The world that follows from what a run read and what it was answered. `isConfirmed` says whether an absence was found
 * in enough runs; the others keep the person.
 */
export const world = (
  read: Read,
  answers: Iterable<AbsenceAnswer>,
  isConfirmed: (absence: Absence) => boolean = () => true
): World => {
  const believable = believed(read, index(read.employees.values).byEntraId.size > 0)
  const users = absentees(believable.users, (id: EntraId) => isConfirmed({ _tag: "User", id }))
  const accounts = absentees(believable.accounts, (id: AccountId) => isConfirmed({ _tag: "Account", id }))
  const managers = new Map<EntraId, ManagerAnswer>()
  const deletions = new Map<EntraId, Deletion>()
  const unconfirmed: Array<Unconfirmed> = []
  for (const each of answers) {
    switch (each._tag) {
      case "User": {
        const why = users.take(each.answer)
        if (why !== null) unconfirmed.push({ _tag: "User", id: each.answer.id, why })
        break
      }
      case "Account": {
        const why = accounts.take(each.answer)
        if (why !== null) unconfirmed.push({ _tag: "Account", id: each.answer.id, why })
        break
      }
      case "Manager": {
        const { answer } = each
        if (answer._tag === "Found") managers.set(answer.id, { _tag: "Manager", manager: answer.value })
        else if (answer._tag === "NotFound") managers.set(answer.id, { _tag: "None" })
        else unconfirmed.push({ _tag: "Manager", id: answer.id, why: "unanswered" })
        break
      }
      case "Deletion":
        deletions.set(each.id, each.deletion)
    }
  }
  return {
    users: users.snapshot(),
    accounts: accounts.snapshot(),
    employees: read.employees,
    goneUsers: users.gone,
    goneAccounts: accounts.gone,
    managers,
    deletions,
    unconfirmed
  }
}

/** Takes the answers about one source's missing: those who were there after all, and those who are gone. */
const absentees = <Id, A>(listed: Snapshot<A>, isConfirmed: (id: Id) => boolean) => {
  const gone = new Map<Id, Gone<Id>>()
  const found: Array<A> = []
  return {
    gone,
    /** Why the answer proves nothing; `null` when it does, one way or the other. */
    take: (answer: Answer<Id, A>): Unconfirmed["why"] | null => {
      if (answer._tag === "Found") {
        found.push(answer.value)
        return null
      }
      if (answer._tag === "Unknown" || listed._tag === "Partial") return "unanswered"
      if (!isConfirmed(answer.id)) return "unrepeated"
      gone.set(answer.id, proveGone(listed, answer))
      return null
    },
    snapshot: (): Snapshot<A> => found.length === 0 ? listed : { ...listed, values: listed.values.concat(found) }
  }
}

/** All four steps at once. Without a span, as `collect`. */
export const gather = Effect.fnUntraced(function*(): Effect.fn.Return<
  World,
  SourceError,
  EntraDirectory | AtlassianAccounts | EmployeeReader
> {
  const sources = yield* read()
  const asked = missing(sources)
  const progress = yield* track("absences", questions(asked))
  const answers = yield* Effect.forEach(
    portions(asked),
    (portion) => Effect.tap(ask(portion), () => progress.advance(questions(portion)))
  )
  yield* progress.finish
  return world(sources, answers.flat())
})
