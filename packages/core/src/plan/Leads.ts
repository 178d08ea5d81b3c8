/**
 * What addresses lead from accounts to Entra users and back, rule by rule. `match` decides by the first rule that finds
 * somebody; here stand all of them, to be looked at.
 */
import * as Schema from "effect/Schema"
import type { AtlassianAccount } from "../model/AtlassianAccount.ts"
import type { EntraUser } from "../model/EntraUser.ts"
import { AccountId, EntraId } from "../model/Ids.ts"
import { addressOf, eachAddress, normaliseAddress, rules } from "./Matching.ts"

export const Rule = Schema.Literals(rules)
export type Rule = typeof Rule.Type

/** Whom a rule finds by an account's address: how many, and the first ten. */
export const RuleCandidates = Schema.Struct({ rule: Rule, count: Schema.Int, entraIds: Schema.Array(EntraId) })
export type RuleCandidates = typeof RuleCandidates.Type

/** An account that has an address of a user. `counts`: the rule may bind them; it may not by "other mails", or a guest. */
export const Lead = Schema.Struct({ rule: Rule, counts: Schema.Boolean, address: Schema.String, accountId: AccountId })
export type Lead = typeof Lead.Type

const fewCandidates = 10

/** For one address: by the number of the rule, who has it; and the guests who have it where it does not count. */
export interface Holders {
  readonly byRule: ReadonlyArray<Array<EntraId>>
  readonly guests: Array<EntraId>
}

const put = (ids: Array<EntraId> | undefined, id: EntraId): void => {
  if (ids !== undefined && ids.at(-1) !== id) ids.push(id)
}

/** One walk over the users, for all of the addresses. */
export const holdersOf = (
  addresses: Iterable<string>,
  users: ReadonlyArray<EntraUser>
): ReadonlyMap<string, Holders> => {
  const found = new Map(Array.from(addresses, (address): readonly [string, Holders] => [
    address,
    { byRule: rules.map(() => []), guests: [] }
  ]))
  if (found.size === 0) return found
  const holders = (address: string | null | undefined): Holders | undefined =>
    address === null || address === undefined ? undefined : found.get(normaliseAddress(address))
  for (const user of users) {
    eachAddress(user, (address, rule, id) => put(holders(address)?.byRule[rule], id))
    if (user.isGuest) {
      const { userPrincipalName, primaryProxyAddress, aliases } = user
      for (const address of [userPrincipalName, primaryProxyAddress, ...aliases]) put(holders(address)?.guests, user.id)
    }
  }
  return found
}

export const candidatesOf = (holders: Holders): ReadonlyArray<RuleCandidates> =>
  rules.map((rule, number) => {
    const ids = holders.byRule[number] ?? []
    return { rule, count: ids.length, entraIds: ids.slice(0, fewCandidates) }
  })

/** The rule that decides, and whom it finds. */
export const deciding = (
  holders: Holders | undefined
): { readonly rule: Rule; readonly ids: ReadonlyArray<EntraId> } | null => {
  const number = holders?.byRule.findIndex((ids) => ids.length > 0) ?? -1
  const rule = rules[number]
  return rule === undefined ? null : { rule, ids: holders?.byRule[number] ?? [] }
}

/** The addresses of a user, with the first rule of each. */
const waysTo = (user: EntraUser): ReadonlyMap<string, Pick<Lead, "rule" | "counts">> => {
  const ways = new Map<string, Pick<Lead, "rule" | "counts">>()
  const offer = (wire: string | null | undefined, number: number, counts: boolean) => {
    const rule = rules[number]
    const address = wire === null || wire === undefined ? "" : normaliseAddress(wire)
    if (rule !== undefined && address !== "" && !ways.has(address)) ways.set(address, { rule, counts })
  }
  eachAddress(user, (address, rule) => offer(address, rule, rules[rule] !== "otherMails"))
  if (user.isGuest) eachAddress({ ...user, isGuest: false }, (address, rule) => offer(address, rule, false))
  return ways
}

export const leadsTo = (user: EntraUser, accounts: ReadonlyArray<AtlassianAccount>): ReadonlyArray<Lead> => {
  const ways = waysTo(user)
  const leads: Array<Lead> = []
  for (const account of accounts) {
    const address = addressOf(account)
    const way = address === null ? undefined : ways.get(address)
    if (address !== null && way !== undefined) leads.push({ ...way, address, accountId: account.accountId })
  }
  return leads.sort((left, right) => rules.indexOf(left.rule) - rules.indexOf(right.rule))
}
