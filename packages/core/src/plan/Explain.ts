/**
 * Everything there is to say about one account or Entra user: what was read, whom they are matched with and why, what
 * a sync would write, and one sentence for people. It decides nothing: the plan's own items say what would change, and
 * what `match` found says why.
 */
import * as Schema from "effect/Schema"
import { AtlassianAccount } from "../model/AtlassianAccount.ts"
import { Employee, fieldName } from "../model/Employee.ts"
import { Deletion, EntraUser } from "../model/EntraUser.ts"
import { Finding } from "../model/Finding.ts"
import { AccountId, EntraId } from "../model/Ids.ts"
import type { Settings } from "../model/Settings.ts"
import {
  accountPresence,
  decide,
  type Decided,
  Decision,
  type Known,
  Presence,
  recordsOf,
  type RefusalCode,
  userPresence
} from "./Decision.ts"
import { Entry } from "./Entry.ts"
import { Lead, RuleCandidates } from "./Leads.ts"
import { addressOf, match } from "./Matching.ts"
import { NearAccount, nearestAccounts, nearestUsers, NearUser } from "./NearestCandidates.ts"
import { concerns, Subject } from "./OnePerson.ts"
import { plan, type PlanItem } from "./Plan.ts"
import { sourceRead, Watermark } from "./PlanHeader.ts"
import { index } from "./Records.ts"
import { Verdict } from "./Verdict.ts"
import type { World } from "./World.ts"

/** What the sources said. A `value` is `null` unless present; an address that is `null` is hidden. */
export const WhatWasRead = Schema.Struct({
  sources: Watermark,
  /** `null` when no account is known that could be meant. */
  account: Schema.NullOr(
    Schema.Struct({ id: AccountId, presence: Presence, value: Schema.NullOr(AtlassianAccount) })
  ),
  /** The same. `deletion`: how somebody who is gone was deleted, where that is known. */
  user: Schema.NullOr(
    Schema.Struct({
      id: EntraId,
      presence: Presence,
      deletion: Schema.NullOr(Deletion),
      value: Schema.NullOr(EntraUser)
    })
  ),
  /** All that are ours and name either of them. */
  records: Schema.Array(Employee)
})
export type WhatWasRead = typeof WhatWasRead.Type

export const Unchanged = Schema.TaggedStruct("Unchanged", { entraId: EntraId })

/** Somebody in Entra ID, as people know them. */
export const NamedUser = Schema.Struct({
  entraId: EntraId,
  displayName: Schema.NullOr(Schema.String),
  userPrincipalName: Schema.NullOr(Schema.String)
})
export type NamedUser = typeof NamedUser.Type

export const Explanation = Schema.Struct({
  subject: Subject,
  /** One plain sentence; it may hold addresses, as the rest. */
  summary: Schema.String,
  read: WhatWasRead,
  decision: Decision,
  /** Of an account with an address: whom each rule finds, in the order of the rules. */
  candidates: Schema.Array(RuleCandidates),
  /** Of an Entra user: the accounts that their addresses lead to, in the order of the rules. */
  leads: Schema.Array(Lead),
  /** When an account leads to nobody: at most five people who may be meant, nearest first. */
  nearestUsers: Schema.Array(NearUser),
  /** When no account leads to a person: the same the other way round. */
  nearestAccounts: Schema.Array(NearAccount),
  /** What the plan has for this person; `null` when it leaves them out. */
  change: Schema.NullOr(Schema.Union([Entry, Unchanged])),
  findings: Schema.Array(Finding),
  /** Everybody whom the rest names by their Entra id alone, as far as they were read. */
  named: Schema.Array(NamedUser),
  /** The accounts that stand in the way, as far as they were read. */
  accounts: Schema.Array(AtlassianAccount),
  /** What the guard says of the whole plan; `null` when it was not asked. */
  guard: Schema.NullOr(Verdict)
})
export type Explanation = typeof Explanation.Type

/** Where the plan is more than what `plan` yields. */
export interface Planned {
  /** Every item of the plan; such as those of `plan`, each added to a guard's tally as it passes. */
  readonly items: Iterable<PlanItem>
  /** Asked once all items have passed. */
  readonly verdict?: () => Verdict
}

const byId = <Id, A>(values: ReadonlyArray<A>, id: (value: A) => Id): ReadonlyMap<Id, A> =>
  new Map(values.map((value) => [id(value), value]))

interface Pair {
  readonly accountId: AccountId | null
  readonly entraId: EntraId | null
}

/** Both sides, where they are matched. */
const pairOf = (subject: Subject, decision: Decision): Pair =>
  decision._tag === "Refused"
    ? { accountId: null, entraId: null, ...subject }
    : { accountId: decision.accountId, entraId: decision.entraId }

const whatWasRead = (known: Known, { accountId, entraId }: Pair): WhatWasRead => {
  const { accounts, users, world } = known
  const records = new Set([
    ...(entraId === null ? [] : recordsOf(known, { entraId })),
    ...(accountId === null ? [] : recordsOf(known, { accountId }))
  ])
  return {
    sources: { graph: sourceRead(world.users), jira: sourceRead(world.accounts), assets: sourceRead(world.employees) },
    account: accountId === null ? null : {
      id: accountId,
      presence: accountPresence(known, accountId),
      value: accounts.get(accountId) ?? null
    },
    user: entraId === null ? null : {
      id: entraId,
      presence: userPresence(known, entraId),
      deletion: world.deletions.get(entraId) ?? null,
      value: users.get(entraId) ?? null
    },
    records: Array.from(records)
  }
}

/** Refusals for which an address that is nearly right may be the cause. */
const mayBeMisspelled: ReadonlySet<RefusalCode> = new Set([
  "no_candidate",
  "no_account",
  "only_other_mails",
  "guest_address",
  "incomplete_read"
])

const nearest = (known: Known, { account, user }: WhatWasRead, { decision }: Decided) => {
  const none = { nearestUsers: [], nearestAccounts: [] }
  if (decision._tag !== "Refused" || !mayBeMisspelled.has(decision.code)) return none
  const address = account?.value == null ? null : addressOf(account.value)
  return {
    nearestUsers: address === null ? [] : nearestUsers(address, known.world.users.values),
    nearestAccounts: user?.value == null ? [] : nearestAccounts(user.value, known.world.accounts.values)
  }
}

/** The sentence of the decision, and what would be written. */
const summarise = (decision: Decision, change: Explanation["change"], user: WhatWasRead["user"]): string => {
  if (decision._tag === "Refused") return decision.sentence
  return `${decision.sentence.replace(/\.$/u, "")}; ${consequence(change, user)}.`
}

const consequence = (change: Explanation["change"], user: WhatWasRead["user"]): string => {
  switch (change?._tag) {
    case undefined:
      return "nothing would be written"
    case "Unchanged":
      return user?.presence === "present" || user?.presence === "gone"
        ? "the record says what it should"
        : "the person was not read, and nothing follows from that"
    case "Create":
      return `a record would be created, ${change.record.active ? "active" : "inactive"}`
    case "Update":
      return `${list(change.changes.map(({ field }) => fieldName(field)))} would change`
    case "Inactivate":
      return `the record would become inactive, because ${reasons[change.cause]}`
    case "Reactivate":
      return "the record would become active again"
  }
}

const reasons: { readonly [cause: string]: string } = {
  disabled_in_entra: "the person is disabled in Entra ID",
  account_inactive: "the Atlassian account is inactive",
  gone_from_entra: "Entra ID does not know the person any more",
  account_gone: "Jira does not know the account any more"
}

const list = (names: ReadonlyArray<string>): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`

/** The Entra ids in what was decided, found and planned. */
const entraIdsIn = (
  { candidates, decision }: Decided,
  user: WhatWasRead["user"],
  change: Explanation["change"],
  findings: ReadonlyArray<Finding>
): ReadonlySet<EntraId> => {
  const ids = new Set<EntraId>(decision._tag === "Refused" ? decision.entraIds : [decision.entraId])
  for (const { entraIds } of [...candidates, ...findings]) for (const id of entraIds) ids.add(id)
  if (user?.value?.manager?._tag === "User") ids.add(user.value.manager.id)
  const managers = change === null || change._tag === "Unchanged"
    ? []
    : change._tag === "Create"
    ? [change.record.manager]
    : change.changes.flatMap((each) => each.field === "manager" ? [each.before, each.after] : [])
  for (const manager of managers) if (manager?.entraId != null) ids.add(manager.entraId)
  return ids
}

const named = (entraIds: Iterable<EntraId>, { users }: Known): ReadonlyArray<NamedUser> =>
  Array.from(entraIds).flatMap((entraId) => {
    const user = users.get(entraId)
    return user === undefined
      ? []
      : [{ entraId, displayName: user.displayName ?? null, userPrincipalName: user.userPrincipalName ?? null }]
  })

/** Each account of one too many has a finding that names the others; where none is theirs, its own says it all. */
const isOfAnother = ({ accountIds: [first], code }: Finding, subject: Subject, { entraId }: Pair): boolean =>
  code === "second_account" && entraId === null && "accountId" in subject && first !== subject.accountId

/** Refusals that name the one person whom the account leads to, or whose record it was. */
const findsPerson: ReadonlySet<RefusalCode> = new Set([
  "second_account",
  "duplicated_records",
  "contested_record",
  "replaced_account"
])

/** Of whom it is told what was read: both sides, where they are matched, and the person whom a refusal has found. */
const inSight = (pair: Pair, decision: Decision): Pair => {
  if (pair.entraId !== null || decision._tag !== "Refused" || !findsPerson.has(decision.code)) return pair
  const [entraId = null, ...others] = decision.entraIds
  return others.length > 0 ? pair : { ...pair, entraId }
}

/** About somebody nobody has heard of too: it says so. One pass over each source, and over the plan. */
export const explain = (
  world: World,
  settings: Pick<Settings, "textLimit">,
  subject: Subject,
  planned: Planned = { items: plan(world, settings) }
): Explanation => {
  const records = index(world.employees.values)
  const known: Known = {
    world,
    records,
    matching: match(world, records),
    accounts: byId(world.accounts.values, ({ accountId }) => accountId),
    users: byId(world.users.values, ({ id }) => id)
  }
  const decided = decide(known, subject)
  const { candidates, decision, leads } = decided
  const pair = pairOf(subject, decision)
  let change: Explanation["change"] = null
  const findings: Array<Finding> = []
  for (const item of planned.items) {
    if (item._tag !== "Finding") {
      if (pair.entraId !== null && item.entraId === pair.entraId) change = item
    } else if (isOfAnother(item, subject, pair)) {
      continue
    } else if (
      (pair.entraId !== null && concerns(item, { entraId: pair.entraId })) ||
      (pair.accountId !== null && concerns(item, { accountId: pair.accountId }))
    ) {
      findings.push(item)
    }
  }
  const read = whatWasRead(known, inSight(pair, decision))
  return {
    subject,
    summary: summarise(decision, change, read.user),
    read,
    decision,
    candidates,
    leads,
    ...nearest(known, read, decided),
    change,
    findings,
    named: named(entraIdsIn(decided, read.user, change, findings), known),
    accounts: decision._tag === "Refused" ? decision.accountIds.flatMap((id) => known.accounts.get(id) ?? []) : [],
    guard: planned.verdict?.() ?? null
  }
}
