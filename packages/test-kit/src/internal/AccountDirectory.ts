/**
 * The Atlassian accounts of a simulated site, in the order that listings show them.
 */
import type { AtlassianPerson } from "../Organisation.ts"

export interface AccountDirectory {
  readonly all: () => ReadonlyArray<AtlassianPerson>
  readonly byId: (accountId: string) => AtlassianPerson | undefined
  /** Puts these accounts in place of all others. */
  readonly replace: (accounts: ReadonlyArray<AtlassianPerson>) => void
}

export const make = (accounts: ReadonlyArray<AtlassianPerson>): AccountDirectory => {
  let all: ReadonlyArray<AtlassianPerson> = []
  let index: ReadonlyMap<string, AtlassianPerson> = new Map()
  const replace = (accounts: ReadonlyArray<AtlassianPerson>) => {
    all = accounts
    index = new Map(accounts.map((account) => [account.accountId, account]))
  }
  replace(accounts)
  return { all: () => all, byId: (accountId) => index.get(accountId), replace }
}
