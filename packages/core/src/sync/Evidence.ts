/**
 * Gathers what a plan is made from: reads the three sources side by side, then asks by id for everybody who is bound
 * to a record but missing. Only here does "not seen" become "gone", with its proof.
 */
import * as Effect from "effect/Effect"
import type { AtlassianAccount } from "../model/AtlassianAccount.ts"
import type { EntraManager, EntraUser } from "../model/EntraUser.ts"
import type { AccountId, EntraId } from "../model/Ids.ts"
import { type Answer, type Gone, proveGone, type Snapshot } from "../model/Snapshot.ts"
import type { SourceError } from "../model/SourceError.ts"
import { index } from "../plan/Records.ts"
import type { ManagerAnswer, World } from "../plan/World.ts"
import { AtlassianAccounts } from "../ports/AtlassianAccounts.ts"
import { EmployeeReader } from "../ports/EmployeeReader.ts"
import { EntraDirectory } from "../ports/EntraDirectory.ts"
import { track } from "./Progress.ts"
import { collect } from "./Snapshot.ts"

/** What one question about missing ids brought: those who were there after all, and those who are gone. */
interface Resolved<Id, A> {
  readonly snapshot: Snapshot<A>
  readonly gone: ReadonlyMap<Id, Gone<Id>>
}

/** Asks for `missing`, when the snapshot is complete; a partial one proves nothing, so nobody is asked for. */
const resolve = Effect.fnUntraced(function*<Id, A, R>(
  snapshot: Snapshot<A>,
  missing: ReadonlyArray<Id>,
  lookUp: (ids: ReadonlyArray<Id>) => Effect.Effect<ReadonlyArray<Answer<Id, A>>, SourceError, R>
): Effect.fn.Return<Resolved<Id, A>, SourceError, R> {
  const gone = new Map<Id, Gone<Id>>()
  if (snapshot._tag === "Partial" || missing.length === 0) return { snapshot, gone }
  const found: Array<A> = []
  for (const answer of yield* lookUp(missing)) {
    if (answer._tag === "Found") found.push(answer.value)
    if (answer._tag === "NotFound") gone.set(answer.id, proveGone(snapshot, answer))
  }
  return { snapshot: found.length === 0 ? snapshot : { ...snapshot, values: snapshot.values.concat(found) }, gone }
})

const managerAnswers = (answers: ReadonlyArray<Answer<EntraId, EntraManager>>): ReadonlyMap<EntraId, ManagerAnswer> => {
  const managers = new Map<EntraId, ManagerAnswer>()
  for (const answer of answers) {
    if (answer._tag === "Found") managers.set(answer.id, { _tag: "Manager", manager: answer.value })
    if (answer._tag === "NotFound") managers.set(answer.id, { _tag: "None" })
  }
  return managers
}

/** The read came to its end, but what it brought cannot be everything. */
const doubted = <A>(snapshot: Snapshot<A>, reason: string): Snapshot<A> =>
  snapshot._tag === "Partial" ? snapshot : { ...snapshot, _tag: "Partial", reason }

/** A source that has nobody, or leaves out what addresses are matched by, is not believed: nothing follows from it. */
const believed = (
  users: Snapshot<EntraUser>,
  accounts: Snapshot<AtlassianAccount>,
  hasRecords: boolean
): readonly [Snapshot<EntraUser>, Snapshot<AtlassianAccount>] => {
  const nobody = "nobody was listed, although records exist"
  const withoutAddresses = users.values.some((user) => user.mail === undefined || user.userPrincipalName === undefined)
  return [
    hasRecords && users.values.length === 0
      ? doubted(users, nobody)
      : withoutAddresses
      ? doubted(users, "the list left out addresses that were asked for")
      : users,
    hasRecords && accounts.values.length === 0 ? doubted(accounts, nobody) : accounts
  ]
}

/** Without a span, as `collect`. */
export const gather = Effect.fnUntraced(function*(): Effect.fn.Return<
  World,
  SourceError,
  EntraDirectory | AtlassianAccounts | EmployeeReader
> {
  const directory = yield* EntraDirectory
  const atlassian = yield* AtlassianAccounts
  const reader = yield* EmployeeReader
  const read = yield* Effect.all({
    users: collect("users", directory.users, (user: EntraUser) => user.id),
    accounts: collect("accounts", atlassian.accounts, (account: AtlassianAccount) => account.accountId),
    employees: collect("employees", reader.employees, (employee) => employee.objectId)
  }, { concurrency: "unbounded" })

  const records = index(read.employees.values)
  const [listedUsers, listedAccounts] = believed(read.users, read.accounts, records.byEntraId.size > 0)
  const known = new Map(read.users.values.map((user) => [user.id, user]))
  const knownAccounts = new Set<AccountId>(read.accounts.values.map((account) => account.accountId))
  const missingUsers: Array<EntraId> = []
  const missingAccounts: Array<AccountId> = []
  const withoutManager: Array<EntraId> = []
  for (const { accountId, employee, entraId } of records.byEntraId.values()) {
    if (accountId === null) continue
    const user = known.get(entraId)
    // Somebody who is inactive already and not listed needs no proof: nothing would be written.
    if (user === undefined && employee.active !== false) missingUsers.push(entraId)
    if (!knownAccounts.has(accountId)) missingAccounts.push(accountId)
    const hasManager = employee.manager !== null || employee.managerAtlassianAccountId !== null
    if (hasManager && user !== undefined && user.manager === undefined) withoutManager.push(entraId)
  }

  const progress = yield* track("absences", missingUsers.length + missingAccounts.length + withoutManager.length)
  const asked =
    <Id, A>(lookUp: (ids: ReadonlyArray<Id>) => Effect.Effect<ReadonlyArray<Answer<Id, A>>, SourceError>) =>
    (ids: ReadonlyArray<Id>) => Effect.tap(lookUp(ids), (answers) => progress.advance(answers.length))
  const { accounts, managers, users } = yield* Effect.all({
    users: resolve(listedUsers, missingUsers, asked(directory.lookUp)),
    accounts: resolve(listedAccounts, missingAccounts, asked(atlassian.lookUp)),
    managers: withoutManager.length === 0
      ? Effect.succeed([])
      : asked(directory.managersOf)(withoutManager)
  }, { concurrency: "unbounded" })
  yield* progress.finish

  return {
    users: users.snapshot,
    accounts: accounts.snapshot,
    employees: read.employees,
    goneUsers: users.gone,
    goneAccounts: accounts.gone,
    managers: managerAnswers(managers)
  }
})
