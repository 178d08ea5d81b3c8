/**
 * Who of an organisation has an Atlassian account of their own, which addresses tell.
 */
import type { AtlassianPerson, EntraPerson, Organisation } from "../Organisation.ts"

export interface Colleague {
  readonly person: EntraPerson
  readonly account: AtlassianPerson
}

/** An address as it is compared. */
export const comparable = (address: string): string => address.trim().normalize("NFC").toLowerCase()

/** Every address under which Entra ID knows a person, without prefix. */
export const addressesOf = (person: EntraPerson): ReadonlyArray<string> =>
  [
    ...(person.mail === null ? [] : [person.mail]),
    person.userPrincipalName,
    ...person.proxyAddresses.flatMap((address) => /^smtp:/i.test(address) ? [address.slice("smtp:".length)] : [])
  ].map(comparable)

/** Enabled members with one active account that nobody else has a claim to. */
export const colleagues = (organisation: Organisation): ReadonlyArray<Colleague> => {
  const accounts = new Map(
    organisation.accounts
      .filter((account) => account.active && account.accountType === "atlassian")
      .map((account) => [comparable(account.emailAddress), account])
  )
  const candidates = organisation.people.map((person) => ({
    person,
    accounts: [...new Set(addressesOf(person).flatMap((address) => accounts.get(address) ?? []))]
  }))
  const claims = new Map<AtlassianPerson, number>()
  for (const account of candidates.flatMap((candidate) => candidate.accounts)) {
    claims.set(account, (claims.get(account) ?? 0) + 1)
  }
  return candidates.flatMap(({ accounts: [account, second], person }) =>
    account !== undefined && second === undefined && claims.get(account) === 1 &&
      person.accountEnabled && person.userType === "Member"
      ? [{ person, account }]
      : []
  )
}
