/**
 * Whom one account or Entra user is matched with, or why with nobody. It reads what `match` decided rather than
 * deciding again: a pair is in its matches, and where there is none the reason is that of its finding, or the one for
 * which it passes somebody over in silence.
 */
import * as Schema from "effect/Schema"
import type { AtlassianAccount } from "../model/AtlassianAccount.ts"
import type { Employee } from "../model/Employee.ts"
import type { EntraUser } from "../model/EntraUser.ts"
import type { Finding } from "../model/Finding.ts"
import { AccountId, EntraId, ObjectId } from "../model/Ids.ts"
import type { Snapshot } from "../model/Snapshot.ts"
import { candidatesOf, deciding, type Holders, holdersOf, Lead, leadsTo, Rule, RuleCandidates } from "./Leads.ts"
import { addressOf, type Match, type Matching, ruleNames } from "./Matching.ts"
import type { Subject } from "./OnePerson.ts"
import { boundAccount, type Records } from "./Records.ts"
import { isComplete, type World } from "./World.ts"

/**
 * Why somebody is matched with nobody. Where several accounts lead to a person, each for a reason of its own, the
 * first in this list is given.
 */
export const RefusalCode = Schema.Literals([
  /** Several accounts lead to the person, or the person is bound to another. */
  "second_account",
  /** Several people have the address under the first rule that finds somebody. */
  "several_candidates",
  /** Several records have the person's Entra User ID. */
  "duplicated_records",
  /** The person's record claims an account that another record claims. */
  "contested_record",
  /** Several records claim the account. */
  "contested_account",
  /** The account that leads to the person is bound to somebody else. */
  "bound_elsewhere",
  /** The address is somebody else's by a stronger rule. */
  "weaker_rule",
  /** The account is gone, and its record follows another one. */
  "replaced_account",
  "inactive_account",
  /** A source was not read to its end, so nobody new is linked. */
  "incomplete_read",
  "only_other_mails",
  /** A guest has the address, but not as `mail`. */
  "guest_address",
  "hidden_email",
  /** Nobody in Entra ID has the account's address. */
  "no_candidate",
  /** No account has an address of the person. */
  "no_account",
  /** Not in the snapshot: proved gone, absent from a complete one, or from one that ended early. */
  "account_gone",
  "account_missing",
  "account_unknown",
  "user_gone",
  "user_missing",
  "user_unknown"
])
export type RefusalCode = typeof RefusalCode.Type

/** `sentence`: plain, for people; it may hold addresses. */
export const Decision = Schema.Union([
  /** The record has both ids already; addresses play no part. */
  Schema.TaggedStruct("Bound", { entraId: EntraId, accountId: AccountId, objectId: ObjectId, sentence: Schema.String }),
  /** The address binds them now. `objectId`: the record that was free, `null` when it is to be created. */
  Schema.TaggedStruct("Matched", {
    entraId: EntraId,
    accountId: AccountId,
    objectId: Schema.NullOr(ObjectId),
    rule: Rule,
    address: Schema.String,
    sentence: Schema.String
  }),
  /** The ids are those of the others who stand in the way, at most a few of each kind. */
  Schema.TaggedStruct("Refused", {
    code: RefusalCode,
    sentence: Schema.String,
    accountIds: Schema.Array(AccountId),
    entraIds: Schema.Array(EntraId),
    objectIds: Schema.Array(ObjectId)
  })
])
export type Decision = typeof Decision.Type
type Refused = Extract<Decision, { readonly _tag: "Refused" }>

/**
 * `present`: in the snapshot. `gone`: its source was asked and does not know it any more. `unconfirmed`: missing, and
 * asked for without proof. `missing`: not in a complete snapshot, and not asked for. `unknown`: the read ended early, so
 * it may be there.
 */
export const Presence = Schema.Literals(["present", "gone", "unconfirmed", "missing", "unknown"])
export type Presence = typeof Presence.Type

const absent = (snapshot: Snapshot<unknown>, isGone: boolean, isUnconfirmed: boolean): Presence =>
  isGone ? "gone" : snapshot._tag === "Partial" ? "unknown" : isUnconfirmed ? "unconfirmed" : "missing"

export const accountPresence = ({ accounts, world }: Known, accountId: AccountId): Presence => {
  if (accounts.has(accountId)) return "present"
  const isUnconfirmed = world.unconfirmed.some(({ _tag, id }) => _tag === "Account" && id === accountId)
  return absent(world.accounts, world.goneAccounts.has(accountId), isUnconfirmed)
}

export const userPresence = ({ users, world }: Known, entraId: EntraId): Presence => {
  if (users.has(entraId)) return "present"
  const isUnconfirmed = world.unconfirmed.some(({ _tag, id }) => _tag === "User" && id === entraId)
  return absent(world.users, world.goneUsers.has(entraId), isUnconfirmed)
}

export interface Decided {
  readonly decision: Decision
  /** Of an account with an address: every rule, in order. Otherwise empty. */
  readonly candidates: ReadonlyArray<RuleCandidates>
  /** Of an Entra user: the accounts, by rule. Otherwise empty. */
  readonly leads: ReadonlyArray<Lead>
}

export interface Known {
  readonly world: World
  readonly records: Records
  readonly matching: Matching
  readonly accounts: ReadonlyMap<AccountId, AtlassianAccount>
  readonly users: ReadonlyMap<EntraId, EntraUser>
}

/** The records that are ours and name the account or the Entra user, contradictory ones included. */
export const recordsOf = ({ records, world }: Known, subject: Subject): ReadonlyArray<Employee> =>
  world.employees.values.filter((employee) => {
    const owner = records.entraIdOf.get(employee.objectId)
    return owner !== undefined &&
      ("entraId" in subject ? owner === subject.entraId : boundAccount(employee) === subject.accountId)
  })

const fewIds = 5

const refused = (
  code: RefusalCode,
  sentence: string,
  others: Partial<Pick<Refused, "accountIds" | "entraIds" | "objectIds">> = {}
): Refused => ({ _tag: "Refused", code, sentence, accountIds: [], entraIds: [], objectIds: [], ...others })

const accountOf = ({ account, record }: Match): AccountId | null => account?.accountId ?? record?.accountId ?? null

const paired = (match: Match, accountId: AccountId, holders: Holders | undefined): Decision => {
  const { account, entraId, record } = match
  if (record !== null && record.accountId === accountId) {
    const { objectId, objectKey } = record.employee
    const sentence = `${objectKey} is linked to this person and this Atlassian account.`
    return { _tag: "Bound", entraId, accountId, objectId, sentence }
  }
  const rule = deciding(holders)?.rule ?? "mail"
  const address = (account === null ? null : addressOf(account)) ?? ""
  const found = `The account's address ${address} is the person's ${ruleNames[rule]}`
  return {
    _tag: "Matched",
    entraId,
    accountId,
    objectId: record?.employee.objectId ?? null,
    rule,
    address,
    sentence: record === null
      ? `${found}.`
      : record.accountId === null
      ? `${found}, and ${record.employee.objectKey} is linked to no account.`
      : `${found}, and the account that ${record.employee.objectKey} was linked to is gone.`
  }
}

const incomplete = ({ accounts, employees, users }: World): Refused => {
  const sources = [["Entra ID", users], ["Jira", accounts], ["Assets", employees]] as const
  const early = sources.filter(([, { _tag }]) => _tag === "Partial").map(([name]) => name)
  return refused(
    "incomplete_read",
    `${early.join(" and ")} ${early.length === 1 ? "was" : "were"} not read to the end, so nobody new is linked.`
  )
}

const ofFinding = (
  accountId: AccountId,
  { accountIds, code, detail, entraIds, objectIds }: Finding,
  holders: Holders | undefined
) => {
  const others = { accountIds: accountIds.filter((id) => id !== accountId), entraIds, objectIds }
  switch (code) {
    case "hidden_email":
      return refused("hidden_email", detail)
    case "ambiguous_match":
      return refused("several_candidates", detail, others)
    case "second_account":
      return refused("second_account", detail, others)
    case "unmatched_account": {
      if (holders !== undefined && holders.guests.length > 0) {
        const guests = holders.guests.slice(0, fewIds)
        return refused(
          "guest_address",
          "A guest has this address, but not as their email address, and guests are found by that alone.",
          { entraIds: guests }
        )
      }
      return entraIds.length > 0 ? refused("only_other_mails", detail, others) : refused("no_candidate", detail)
    }
    default:
      return null
  }
}

const absentAccount = (presence: Presence): Refused =>
  presence === "gone"
    ? refused("account_gone", "Jira does not know this account any more.")
    : presence === "unknown"
    ? refused("account_unknown", "The account is not among those that were read before the read ended early.")
    : refused(
      "account_missing",
      "The account is not among the people's accounts in Jira; it may be an app or a customer."
    )

/** `holders`: of the account's address, if it has one. */
const decideAccount = (known: Known, accountId: AccountId, holders: Holders | undefined): Decision => {
  const { accounts, matching, records, world } = known
  const match = matching.matches.find((match) => accountOf(match) === accountId)
  if (match !== undefined) return paired(match, accountId, holders)
  const account = accounts.get(accountId)
  const objectIds = recordsOf(known, { accountId }).slice(0, fewIds).map(({ objectId }) => objectId)
  if (records.contested.has(accountId)) {
    return refused("contested_account", "Records that contradict each other claim this account, so none is written.", {
      objectIds
    })
  }
  const about = matching.findings.filter(({ accountIds }) => accountIds.includes(accountId))
  const relinked = about.find(({ code }) => code === "relinked")
  if (relinked !== undefined) {
    const { accountIds, entraIds } = relinked
    return refused("replaced_account", relinked.detail, {
      accountIds: accountIds.filter((id) => id !== accountId),
      entraIds,
      objectIds
    })
  }
  if (account === undefined) return absentAccount(accountPresence(known, accountId))
  if (!account.active) return refused("inactive_account", "The account is inactive, so nobody is linked to it.")
  if (!isComplete(world)) return incomplete(world)
  for (const finding of about) {
    if (finding.accountIds[0] !== accountId) continue
    const refusal = ofFinding(accountId, finding, holders)
    if (refusal !== null) return refusal
  }
  return unwritable(known, deciding(holders)?.ids[0] ?? null)
}

/** The person is found, but their records contradict each other. */
const unwritable = ({ records }: Known, entraId: EntraId | null): Refused => {
  const others = entraId === null ? {} : { entraIds: [entraId] }
  if (entraId !== null && records.duplicated.has(entraId)) {
    return refused("duplicated_records", "The person has several records, so none of them is written.", others)
  }
  return refused(
    "contested_record",
    "The person's record is linked to an account that another record claims too, so neither is written.",
    others
  )
}

/** What keeps an account from everybody, whoever its address leads to. */
const accountsOwn: ReadonlySet<RefusalCode> = new Set(["contested_account", "inactive_account", "incomplete_read"])

/** Why an account that has an address of the person is not theirs. */
const refusalOf = (known: Known, entraId: EntraId, { accountId }: Lead, holders: Holders | undefined): Refused => {
  const decision = decideAccount(known, accountId, holders)
  if (decision._tag === "Bound") {
    return refused("bound_elsewhere", "The account with this person's address is linked to somebody else.", {
      accountIds: [accountId],
      entraIds: [decision.entraId],
      objectIds: [decision.objectId]
    })
  }
  const decided = deciding(holders)
  const isOwn = decision._tag === "Refused" && accountsOwn.has(decision.code)
  if (
    decision._tag === "Matched" ||
    (!isOwn && decided !== null && decided.rule !== "otherMails" && !decided.ids.includes(entraId))
  ) {
    const rule = decision._tag === "Matched" ? decision.rule : decided?.rule ?? "mail"
    return refused("weaker_rule", `The address is somebody else's ${ruleNames[rule]}, which goes first.`, {
      accountIds: [accountId],
      entraIds: decided?.ids.slice(0, fewIds) ?? []
    })
  }
  const { accountIds, entraIds } = decision
  return { ...decision, accountIds: [accountId, ...accountIds], entraIds: entraIds.filter((id) => id !== entraId) }
}

const absentUser = (presence: Presence): Refused =>
  presence === "gone"
    ? refused("user_gone", "Entra ID does not know this person any more, and no record is linked to them.")
    : presence === "unknown"
    ? refused("user_unknown", "The person is not among those that were read before the read ended early.")
    : refused("user_missing", "The person is not among the users of Entra ID.")

const noAccount = ({ accounts, world }: Known): Refused => {
  if (world.accounts._tag === "Partial") return incomplete(world)
  let hidden = 0
  for (const account of accounts.values()) if (account.active && addressOf(account) === null) hidden++
  const nobody = "No Atlassian account has an address of this person"
  return refused(
    "no_account",
    hidden === 0 ? `${nobody}.` : `${nobody}; ${hidden} ${hidden === 1 ? "hides its" : "hide their"} address.`
  )
}

const decideUser = (
  known: Known,
  entraId: EntraId,
  leads: ReadonlyArray<Lead>,
  holders: ReadonlyMap<string, Holders>
): Decision => {
  const { matching, records, users } = known
  const match = matching.matches.find((match) => match.entraId === entraId)
  if (match !== undefined) {
    const accountId = accountOf(match)
    const address = match.account === null ? null : addressOf(match.account)
    if (accountId !== null) return paired(match, accountId, address === null ? undefined : holders.get(address))
  }
  const record = records.byEntraId.get(entraId)
  if (records.duplicated.has(entraId) || (record?.accountId !== undefined && record.accountId !== null)) {
    return unwritable(known, entraId)
  }
  if (!users.has(entraId)) return absentUser(userPresence(known, entraId))
  const [first, ...rest] = leads.map((lead) => refusalOf(known, entraId, lead, holders.get(lead.address)))
  if (first === undefined) return noAccount(known)
  return rest.reduce((most, one) => telling(one) < telling(most) ? one : most, first)
}

const telling = ({ code }: Refused): number => RefusalCode.literals.indexOf(code)

export const decide = (known: Known, subject: Subject): Decided => {
  const { accounts, users, world } = known
  if ("accountId" in subject) {
    const account = accounts.get(subject.accountId)
    const address = account === undefined ? null : addressOf(account)
    const holders = address === null ? undefined : holdersOf([address], world.users.values).get(address)
    return {
      decision: decideAccount(known, subject.accountId, holders),
      candidates: holders === undefined ? [] : candidatesOf(holders),
      leads: []
    }
  }
  const user = users.get(subject.entraId)
  const leads = user === undefined ? [] : leadsTo(user, world.accounts.values)
  const holders = holdersOf(leads.map(({ address }) => address), world.users.values)
  return { decision: decideUser(known, subject.entraId, leads, holders), candidates: [], leads }
}
