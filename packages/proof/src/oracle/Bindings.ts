/**
 * Which account belongs to which person, by the rules of the domain and nothing else. A record that names an account
 * keeps it; an address only proposes the first binding, and whatever is doubtful is left alone.
 */
import type { AtlassianPerson, EntraPerson } from "@entra-assets/test-kit/Organisation"
import { type Records, recordsOf, type Truth } from "./Truth.ts"

/** Addresses are compared trimmed, in lower case and composed; a blank one is none. */
const comparable = (address: string | null): string => (address ?? "").trim().toLowerCase().normalize("NFC")

const proxies = ({ proxyAddresses }: EntraPerson, prefix: string): ReadonlyArray<string> =>
  proxyAddresses.flatMap((entry) => entry.startsWith(`${prefix}:`) ? [entry.slice(prefix.length + 1)] : [])

/** The rules in order; each gives the addresses by which it finds a person. A guest is found by `mail` alone. */
const rules: ReadonlyArray<(person: EntraPerson) => ReadonlyArray<string | null>> = [
  (person) => [person.mail],
  (person) => isGuest(person) ? [] : [person.userPrincipalName],
  (person) => isGuest(person) ? [] : proxies(person, "SMTP"),
  (person) => isGuest(person) ? [] : proxies(person, "smtp")
]

const isGuest = ({ userType }: EntraPerson): boolean => userType === "Guest"

/** Whom the first rule with an answer finds; more than one person is an ambiguous match. */
export const candidates = (people: ReadonlyArray<EntraPerson>, address: string | null): ReadonlyArray<EntraPerson> => {
  const wanted = comparable(address)
  if (wanted === "") return []
  for (const rule of rules) {
    const found = people.filter((person) => rule(person).some((other) => comparable(other) === wanted))
    if (found.length > 0) return found
  }
  return []
}

/** The account that is to be bound to this person, who has no record, a freed one, or one whose account is gone. */
const newAccount = (
  truth: Truth,
  records: Records,
  person: EntraPerson,
  claimants: ReadonlyArray<AtlassianPerson>
): string | null => {
  const bound = records.byEntraId.get(person.id)?.accountId ?? null
  const isFree = bound === null || truth.accounts.every(({ accountId }) => accountId !== bound)
  const isContradictory = records.duplicated.has(person.id) || (bound !== null && records.contested.has(bound))
  const [claimant, ...others] = claimants
  return claimant === undefined || others.length > 0 || !isFree || isContradictory ? null : claimant.accountId
}

/** By Entra id, the account of everybody who has a record that may be written, or is to get one. */
export const bindings = (truth: Truth): ReadonlyMap<string, string> => {
  const records = recordsOf(truth.objects)
  const bound = [...records.byEntraId.values()].flatMap(({ accountId, entraId }) =>
    accountId === null || records.contested.has(accountId) ? [] : [[entraId, accountId] as const]
  )
  const taken = new Set([...records.contested, ...bound.map(([, accountId]) => accountId)])
  const seekers = truth.accounts.filter(({ accountId, accountType, active, emailVisibility }) =>
    accountType === "atlassian" && active && emailVisibility !== "withheld" && !taken.has(accountId)
  )
  const found = seekers.map((account) => ({ account, people: candidates(truth.people, account.emailAddress) }))
  const fresh = truth.people.flatMap((person) => {
    const claimants = found.filter(({ people }) => people.length === 1 && people[0]?.id === person.id)
    const accountId = newAccount(truth, records, person, claimants.map(({ account }) => account))
    return accountId === null ? [] : [[person.id, accountId] as const]
  })
  return new Map([...bound, ...fresh])
}
