/**
 * From what was read to what will be written. Pure and lazy: items come one by one, so that a plan of any size can be
 * stored page by page. Creates come first, managers before their reports, then the changes to existing records.
 */
import type { Employee } from "../model/Employee.ts"
import type { EntraManager, EntraUser } from "../model/EntraUser.ts"
import {
  type Finding,
  finding,
  type KnownAccount,
  type KnownPerson,
  mostOfCircle,
  withAccounts,
  withNames
} from "../model/Finding.ts"
import type { AccountId, EntraId } from "../model/Ids.ts"
import type { Settings } from "../model/Settings.ts"
import { isActive, type ManagerFields, personFields } from "./Desired.ts"
import { diff } from "./Diff.ts"
import { accountGone, type Change, type Create, type Entry, goneFromEntra, type InactivationCause } from "./Entry.ts"
import { type ManagerOrder, order } from "./ManagerOrder.ts"
import { type Match, match, type Matching } from "./Matching.ts"
import { index, type OwnRecord, type Records } from "./Records.ts"
import { isComplete, type World } from "./World.ts"

/** A record that says what it should. */
export interface Unchanged {
  readonly _tag: "Unchanged"
  readonly entraId: EntraId
}

export type PlanItem = Entry | Finding | Unchanged

const nobody: ManagerFields = { manager: null, managerAtlassianAccountId: null }

interface Context {
  readonly world: World
  readonly settings: Pick<Settings, "textLimit">
  readonly records: Records
  readonly users: ReadonlyMap<EntraId, EntraUser>
  readonly matches: ReadonlyMap<EntraId, Match>
}

/** A person with more accounts than this is not named: their name could not stand beside all of them. */
const mostAccounts = 5

/** Those that a record of theirs is bound to, or that their address leads to. */
const accountsOf = ({ matches, records }: Context, entraId: EntraId): ReadonlyArray<AccountId> => {
  const bound = records.byEntraId.get(entraId)?.accountId ?? null
  const matched = matches.get(entraId)?.account?.accountId ?? null
  const all = [bound, matched, ...(records.duplicated.get(entraId) ?? [])]
  return Array.from(new Set(all.filter((accountId) => accountId !== null)))
}

/** What somebody is called by their record, as in entries; without one, by Entra ID. */
const whoIs = (context: Context) => (entraId: EntraId): KnownPerson | undefined => {
  const user = context.users.get(entraId)
  const names = [context.records.byEntraId.get(entraId)?.employee.name, user?.displayName, user?.userPrincipalName]
  const name = names.find((name) => name != null && name.trim() !== "")?.trim()
  const accountIds = accountsOf(context, entraId)
  return name === undefined || accountIds.length > mostAccounts ? undefined : { name, accountIds }
}

/** What an account is called in Jira; where Jira does not list it, by the record that is bound to it. */
const whatIs = ({ records, world }: Context) => {
  const accounts = new Map(world.accounts.values.map((account) => [account.accountId, account]))
  return (accountId: AccountId): Omit<KnownAccount, "accountId"> => {
    const account = accounts.get(accountId)
    const name = account === undefined ? records.byAccountId.get(accountId)?.employee.name : account.displayName
    const email = account?.email?.trim()
    return { ...(name && { name }), ...(email && { email }) }
  }
}

/** What the rest of a plan follows from. */
export interface Matched {
  readonly records: Records
  readonly matching: Matching
}

export const matched = (world: World): Matched => {
  const records = index(world.employees.values)
  return { records, matching: match(world, records) }
}

/** Everything that follows from `world`, in the order in which it is to be stored and applied. */
export function* plan(
  world: World,
  settings: Pick<Settings, "textLimit">,
  { matching, records }: Matched = matched(world)
): Generator<PlanItem> {
  const users = new Map(world.users.values.map((user) => [user.id, user]))
  const matches = new Map(matching.matches.map((match) => [match.entraId, match]))
  const context: Context = { world, settings, records, users, matches }
  const person = whoIs(context)
  const account = whatIs(context)
  for (const item of items(context, matching)) {
    yield item._tag === "Finding" ? withAccounts(withNames(item, person), account) : item
  }
}

function* items(context: Context, matching: Matching): Generator<PlanItem> {
  const { records, users } = context
  yield* records.findings
  yield* matching.findings

  const creates: Array<{ readonly match: Match; readonly user: EntraUser }> = []
  for (const match of matching.matches) {
    const user = users.get(match.entraId)
    if (match.record === null && user !== undefined) creates.push({ match, user })
  }
  yield* unconfirmedAbsences(context)
  yield* managerCycles(context)

  const managers = creationOrder(context, creates.map(({ user }) => user))
  creates.sort((left, right) => managers.level(left.user.id) - managers.level(right.user.id))
  for (const { match, user } of creates) yield* create(context, match, user, managers)
  for (const match of matching.matches) {
    if (match.record !== null) yield* change(context, match, match.record)
  }
}

/** Whom somebody reports to, as far as it is known: `undefined` when nothing was said and nothing proved. */
const managerOf = ({ world }: Context, user: EntraUser): EntraManager | null | undefined => {
  if (user.manager !== undefined) return user.manager
  const answer = world.managers.get(user.id)
  if (answer === undefined) return undefined
  return answer._tag === "None" ? null : answer.manager
}

/** The people in the plan who report, in the end, to themselves. A finding for each such circle. */
function* managerCycles(context: Context): Generator<Finding> {
  const links = new Map<EntraId, EntraId | null>()
  for (const id of context.matches.keys()) {
    const user = context.users.get(id)
    const manager = user === undefined ? undefined : managerOf(context, user)
    const managerId = manager?._tag === "User" && context.matches.has(manager.id) ? manager.id : null
    links.set(id, managerId === id ? null : managerId)
    if (managerId === id) {
      yield finding("manager_cycle", "This person is their own manager in Entra ID; no manager is linked.", {
        entraIds: [id]
      })
    }
  }
  for (const cycle of order(links).cycles) {
    yield finding("manager_cycle", `${cycle.length} people report to each other in a circle.`, {
      entraIds: cycle.slice(0, mostOfCircle)
    })
  }
}

const stays = {
  User: "This person is not in the list of Entra ID, and stays as they are: ",
  Account: "The Atlassian account of this record is not in Jira's list, and the record stays as it is: ",
  Manager: "This person has no manager in the list of Entra ID, and the link stays as it is: "
}
const reasons = {
  unanswered: "asked for by id, the answer was neither \"found\" nor \"not found\".",
  unrepeated: "not found by id either, but not yet in as many runs in a row as the settings ask for."
}

/** Those for whom absence was not proved. A finding for each. */
function* unconfirmedAbsences({ records, world }: Context): Generator<Finding> {
  for (const absence of world.unconfirmed) {
    const record = absence._tag === "Account"
      ? records.byAccountId.get(absence.id)
      : records.byEntraId.get(absence.id)
    yield finding("absence_unconfirmed", stays[absence._tag] + reasons[absence.why], {
      ...(absence._tag === "Account" ? { accountIds: [absence.id] } : { entraIds: [absence.id] }),
      objectIds: record === undefined ? [] : [record.employee.objectId]
    })
  }
}

const creationOrder = (context: Context, users: ReadonlyArray<EntraUser>): ManagerOrder => {
  const created = new Set(users.map((user) => user.id))
  return order(
    new Map(users.map((user) => {
      const manager = managerOf(context, user)
      const waitsFor = manager?._tag === "User" && manager.id !== user.id && created.has(manager.id) ? manager.id : null
      return [user.id, waitsFor]
    }))
  )
}

const current = (context: Context, employee: Employee | null): ManagerFields =>
  employee === null ? nobody : {
    manager: employee.manager === null
      ? null
      : { entraId: context.records.entraIdOf.get(employee.manager) ?? null, objectId: employee.manager },
    managerAtlassianAccountId: employee.managerAtlassianAccountId
  }

/** The link to the manager's record, and what to tell a person when there can be none. */
const managerFields = (
  context: Context,
  user: EntraUser,
  employee: Employee | null
): readonly [ManagerFields, Finding | null] => {
  const manager = managerOf(context, user)
  if (manager === undefined) return [current(context, employee), null]
  if (manager === null) return [nobody, null]
  const missing = (detail: string): Finding =>
    finding("missing_manager", detail, {
      entraIds: manager._tag === "User" ? [user.id, manager.id] : [user.id],
      objectIds: employee === null ? [] : [employee.objectId]
    })
  if (manager._tag === "Contact") {
    return [nobody, missing("The manager is a contact, not a user, so there is no record to link.")]
  }
  if (manager.id === user.id) return [nobody, null]
  if (context.records.duplicated.has(manager.id)) {
    return [current(context, employee), missing("The manager has several records, so the link stays as it is.")]
  }
  const record = context.records.byEntraId.get(manager.id)
  const matched = context.matches.get(manager.id)
  if (record === undefined && (matched === undefined || matched.account === null)) {
    // A record that was not read may still exist.
    return context.world.employees._tag === "Partial"
      ? [current(context, employee), null]
      : [nobody, missing("The manager has no record, because no Atlassian account leads to them.")]
  }
  return [{
    manager: { entraId: manager.id, objectId: record?.employee.objectId ?? null },
    managerAtlassianAccountId: matched?.account?.accountId ?? record?.accountId ?? null
  }, null]
}

function* create(context: Context, match: Match, user: EntraUser, managers: ManagerOrder): Generator<PlanItem> {
  const { account } = match
  if (account === null) return
  const desired = personFields(user, null, context.settings.textLimit)
  const [manager, missing] = managerFields(context, user, null)
  yield* desired.findings
  if (missing !== null) yield missing
  const entry: Create = {
    _tag: "Create",
    entraId: match.entraId,
    accountId: account.accountId,
    record: { ...desired.fields, ...manager, active: isActive(user, true, null) ?? false },
    level: managers.level(user.id),
    managerDeferred: managers.deferred.has(user.id)
  }
  yield entry
}

/** Why the account or its absence makes somebody inactive, whatever else Entra ID says of them. */
const absence = ({ world }: Context, match: Match, record: OwnRecord): InactivationCause | null => {
  const goneUser = world.goneUsers.get(match.entraId)
  if (goneUser !== undefined) return goneFromEntra(goneUser)
  if (match.account !== null) return match.account.active ? null : "account_inactive"
  const goneAccount = record.accountId === null ? undefined : world.goneAccounts.get(record.accountId)
  return goneAccount === undefined ? null : accountGone(goneAccount)
}

/** What was read in part makes nobody inactive. */
const leavesActive = ({ world }: Context, active: boolean | null): boolean | null =>
  active === false && !isComplete(world) ? null : active

function* change(context: Context, match: Match, record: OwnRecord): Generator<PlanItem> {
  const { account } = match
  const { employee } = record
  const cause = absence(context, match, record)
  const user = context.users.get(match.entraId)
  const accountId = account?.accountId ?? record.accountId
  if (cause !== null) {
    yield inactivated(context, record, cause)
  } else if (user === undefined || accountId === null) {
    // Not seen and not proved gone: nothing follows.
    yield { _tag: "Unchanged", entraId: match.entraId }
  } else {
    const desired = personFields(user, employee, context.settings.textLimit)
    const [manager, missing] = managerFields(context, user, employee)
    yield* desired.findings
    if (missing !== null) yield missing
    const active = leavesActive(context, isActive(user, account !== null, employee))
    const changes = diff(
      employee,
      { ...desired.fields, ...manager, active, atlassianAccountId: accountId, jiraUser: accountId },
      context.records.entraIdOf
    )
    yield classify(match, employee, changes)
  }
}

const target = (match: Match, employee: Employee) => ({
  entraId: match.entraId,
  accountId: match.account?.accountId ?? match.record?.accountId ?? null,
  objectId: employee.objectId,
  name: employee.name
})

/** Only Active is written, after a complete read; the rest stays as it was, and so does the account that the record is bound to. */
const inactivated = (
  { world }: Context,
  { accountId, employee, entraId }: OwnRecord,
  cause: InactivationCause
): PlanItem => {
  if (employee.active === false || !isComplete(world)) return { _tag: "Unchanged", entraId }
  const deletion = cause === "gone_from_entra" ? world.deletions.get(entraId) : undefined
  return {
    _tag: "Inactivate",
    entraId,
    accountId,
    objectId: employee.objectId,
    name: employee.name,
    cause,
    ...(deletion !== undefined && { deletion }),
    changes: [{ field: "active", before: employee.active, after: false }]
  }
}

const classify = (match: Match, employee: Employee, changes: ReadonlyArray<Change>): PlanItem => {
  if (changes.length === 0) return { _tag: "Unchanged", entraId: match.entraId }
  const active = changes.find((change) => change.field === "active")
  if (active?.after === false && active.before !== false) {
    return { _tag: "Inactivate", ...target(match, employee), cause: "disabled_in_entra", changes }
  }
  if (active?.after === true && active.before === false) {
    return { _tag: "Reactivate", ...target(match, employee), cause: "enabled_and_active", changes }
  }
  return { _tag: "Update", ...target(match, employee), changes }
}
