/**
 * The Atlassian accounts of a simulated site, in the order that listings show them: those that exist, and what Jira
 * still shows of deleted ones.
 */
import type { AtlassianSwitches } from "../AtlassianSwitches.ts"
import type { AtlassianPerson } from "../Organisation.ts"

export interface AccountDirectory {
  /** An account that exists; `undefined` for a deleted one, whatever Jira shows of it. */
  readonly byId: (accountId: string) => AtlassianPerson | undefined
  /** What Jira shows: every account that exists, and deleted ones as the switch says. */
  readonly listed: () => ReadonlyArray<AtlassianPerson>
  readonly listedById: (accountId: string) => AtlassianPerson | undefined
  /** Whether there was such an account to delete. */
  readonly remove: (accountId: string) => boolean
  /** Adds the account or puts it in the place of the one with the same id. */
  readonly put: (account: AtlassianPerson) => void
  /** Puts these accounts in place of all others, deleted ones included. */
  readonly replace: (accounts: ReadonlyArray<AtlassianPerson>) => void
}

export const make = (
  accounts: ReadonlyArray<AtlassianPerson>,
  switches: Pick<AtlassianSwitches, "deletedAccounts">
): AccountDirectory => {
  let existing: ReadonlyArray<AtlassianPerson> = []
  let withFormer: ReadonlyArray<AtlassianPerson> = []
  const existingById = new Map<string, AtlassianPerson>()
  const formerById = new Map<string, AtlassianPerson>()
  const showsFormer = () => switches.deletedAccounts === "formerUser"
  const byId = (accountId: string) => existingById.get(accountId)
  const replace = (accounts: ReadonlyArray<AtlassianPerson>) => {
    existing = accounts
    withFormer = accounts
    existingById.clear()
    formerById.clear()
    for (const account of accounts) existingById.set(account.accountId, account)
  }
  replace(accounts)
  return {
    byId,
    listed: () => showsFormer() ? withFormer : existing,
    listedById: (accountId) => byId(accountId) ?? (showsFormer() ? formerById.get(accountId) : undefined),
    remove: (accountId) => {
      const account = byId(accountId)
      if (account === undefined) return false
      const former = formerUser(account)
      existing = existing.filter((other) => other !== account)
      withFormer = withFormer.map((other) => other === account ? former : other)
      existingById.delete(accountId)
      formerById.set(accountId, former)
      return true
    },
    put: (account) => {
      const before = existingById.get(account.accountId)
      existingById.set(account.accountId, account)
      formerById.delete(account.accountId)
      const among = (accounts: ReadonlyArray<AtlassianPerson>) =>
        before === undefined ? [...accounts, account] : accounts.map((other) => other === before ? account : other)
      existing = among(existing)
      withFormer = among(withFormer.filter((other) => other === before || other.accountId !== account.accountId))
    },
    replace
  }
}

const formerUser = (account: AtlassianPerson): AtlassianPerson => ({
  ...account,
  active: false,
  displayName: "Former user",
  emailAddress: "",
  emailVisibility: "withheld"
})
