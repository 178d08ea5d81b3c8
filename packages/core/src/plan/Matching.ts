/**
 * Who belongs to whom. A bound record keeps its Entra user and its account whatever happens to addresses; an address
 * only proposes the first binding. The first rule that has candidates decides, and two candidates refuse.
 */
import type { AtlassianAccount } from "../model/AtlassianAccount.ts"
import type { EntraUser } from "../model/EntraUser.ts"
import { type Finding, finding } from "../model/Finding.ts"
import type { AccountId, EntraId } from "../model/Ids.ts"
import type { OwnRecord, Records } from "./Records.ts"
import { isComplete, type World } from "./World.ts"

/** The rules in order; `otherMails` is free text that anybody may have typed, so it never binds. */
export const rules = ["mail", "userPrincipalName", "primaryProxyAddress", "alias", "otherMails"] as const

/** As the page says them. */
export const ruleNames: { readonly [rule in (typeof rules)[number]]: string } = {
  mail: "email address",
  userPrincipalName: "sign-in name",
  primaryProxyAddress: "main mailbox address",
  alias: "other mailbox address",
  otherMails: "other email"
}

/** A person with an account: with a record that is ours, or to be given one. */
export interface Match {
  readonly entraId: EntraId
  /** `null` when a bound account is not in the snapshot. */
  readonly account: AtlassianAccount | null
  readonly record: OwnRecord | null
}

export interface Matching {
  readonly matches: ReadonlyArray<Match>
  readonly findings: ReadonlyArray<Finding>
}

/** Addresses are compared trimmed, in lower case and composed (NFC). */
export const normaliseAddress = (address: string): string => address.trim().toLowerCase().normalize("NFC")

/** `null` when hidden. A blank address is no address: it must not lead to a user whose address is blank too. */
export const addressOf = (account: AtlassianAccount): string | null =>
  account.email === null || account.email.trim() === "" ? null : normaliseAddress(account.email)

interface Candidates {
  readonly rule: number
  readonly ids: Array<EntraId>
}

const otherMailsRule = rules.indexOf("otherMails")

/** What may lead to a user: each address with the number of its rule, in the order of the rules. */
export const eachAddress = (
  user: EntraUser,
  offer: (address: string | null | undefined, rule: number, id: EntraId) => void
): void => {
  offer(user.mail, 0, user.id)
  if (!user.isGuest) {
    offer(user.userPrincipalName, 1, user.id)
    offer(user.primaryProxyAddress, 2, user.id)
    for (const alias of user.aliases) offer(alias, 3, user.id)
  }
  for (const address of user.otherMails) offer(address, otherMailsRule, user.id)
}

/** For each address of an account, the Entra users that the first fitting rule finds; `null` for none. */
const findCandidates = (
  accounts: ReadonlyArray<AtlassianAccount>,
  users: ReadonlyArray<EntraUser>
): ReadonlyMap<string, Candidates | null> => {
  const byAddress = new Map<string, Candidates | null>()
  for (const account of accounts) {
    const address = account.active ? addressOf(account) : null
    if (address !== null) byAddress.set(address, null)
  }
  const offer = (address: string | null | undefined, rule: number, id: EntraId) => {
    if (address === null || address === undefined) return
    const key = normaliseAddress(address)
    const found = byAddress.get(key)
    if (found === undefined) return
    if (found === null || rule < found.rule) byAddress.set(key, { rule, ids: [id] })
    // What one user offers comes in a row, so a repetition of theirs is the last one.
    else if (rule === found.rule && found.ids.at(-1) !== id) found.ids.push(id)
  }
  for (const user of users) eachAddress(user, offer)
  return byAddress
}

const severalAccounts = (count: number): string =>
  `${count} Atlassian accounts lead to the same person, so ${count === 2 ? "neither" : "none"} is linked.`

export const match = (world: World, records: Records): Matching => {
  const findings: Array<Finding> = []
  const matches: Array<Match> = []
  const mayBind = isComplete(world)
  // Whom an address leads to is only known when everybody was read.
  const candidates = world.users._tag === "Complete"
    ? findCandidates(world.accounts.values, world.users.values)
    : new Map<string, Candidates | null>()
  const claims = new Map<EntraId, Array<AtlassianAccount>>()
  const seen = new Set<AccountId>()

  for (const account of world.accounts.values) {
    const { accountId } = account
    seen.add(accountId)
    const address = addressOf(account)
    const found = address === null ? null : candidates.get(address) ?? null
    const record = records.byAccountId.get(accountId)
    if (record !== undefined) {
      if (
        account.active && found !== null && found.rule !== otherMailsRule && !found.ids.includes(record.entraId)
      ) {
        findings.push(finding(
          "binding_conflict",
          "The address of this account now leads to somebody else in Entra ID; the record stays with the person it is linked to.",
          {
            accountIds: [accountId],
            entraIds: [record.entraId, ...found.ids.slice(0, 4)],
            objectIds: [record.employee.objectId]
          }
        ))
      }
      matches.push({ entraId: record.entraId, account, record })
      continue
    }
    if (!mayBind || !account.active || records.contested.has(accountId)) continue
    if (address === null) {
      findings.push(finding("hidden_email", "The address of this account is hidden, so nobody can be found by it.", {
        accountIds: [accountId]
      }))
    } else if (found === null) {
      findings.push(finding("unmatched_account", `Nobody in Entra ID has the address ${address}.`, {
        accountIds: [accountId]
      }))
    } else if (found.rule === otherMailsRule) {
      findings.push(finding(
        "unmatched_account",
        `In Entra ID the address ${address} is an "other email" only, and those prove nothing.`,
        { accountIds: [accountId], entraIds: found.ids.slice(0, 5) }
      ))
    } else if (found.ids.length > 1) {
      findings.push(finding(
        "ambiguous_match",
        `${found.ids.length} people in Entra ID have the address ${address} as their ${
          ruleNames[rules[found.rule] ?? "mail"]
        }.`,
        { accountIds: [accountId], entraIds: found.ids.slice(0, 5) }
      ))
    } else {
      for (const id of found.ids) claims.set(id, [...(claims.get(id) ?? []), account])
    }
  }

  /** The records whose account was taken over by a new one. */
  const relinked = new Set<EntraId>()
  for (const [entraId, claimants] of claims) {
    if (records.duplicated.has(entraId)) continue
    const record = records.byEntraId.get(entraId) ?? null
    const bound = record?.accountId ?? null
    if (bound !== null && records.contested.has(bound)) continue
    const free = bound === null || world.goneAccounts.has(bound)
    const [account, ...others] = claimants
    if (account === undefined) continue
    if (!free || others.length > 0) {
      for (const claimant of claimants) {
        const rivals = free
          ? claimants.filter((other) => other !== claimant).map(({ accountId }) => accountId)
          : [bound]
        findings.push(finding(
          "second_account",
          free ? severalAccounts(claimants.length) : "The person is linked to another Atlassian account already.",
          {
            accountIds: [claimant.accountId, ...rivals.filter((id) => id !== null).slice(0, 4)],
            entraIds: [entraId],
            objectIds: record === null ? [] : [record.employee.objectId]
          }
        ))
      }
      continue
    }
    if (bound !== null && record !== null) {
      relinked.add(entraId)
      findings.push(finding(
        "relinked",
        "The Atlassian account of this record is gone; the record now follows the account with the person's address.",
        { accountIds: [account.accountId, bound], entraIds: [entraId], objectIds: [record.employee.objectId] }
      ))
    }
    matches.push({ entraId, account, record })
  }

  for (const record of records.byAccountId.values()) {
    if (record.accountId !== null && !seen.has(record.accountId) && !relinked.has(record.entraId)) {
      matches.push({ entraId: record.entraId, account: null, record })
    }
  }
  return { matches, findings }
}
