/** The fewest requests that a first preview and run can cost, from the size of the company and of its plan alone. */
import type { AtlassianPerson, Organisation } from "@entra-assets/test-kit/Organisation"
import type { RequestNumbers } from "./SimulationReport.ts"

export type Minimum = Omit<RequestNumbers, "setup">

const usersInAPage = 999
const accountsInAPage = 1000

/** Nothing is published about these two; more ids in one question, or longer URLs, are a gamble. */
const idsInALookUp = 100
const charactersInAUrl = 2000

const lookUp = "https://api.atlassian.com/ex/jira/00000000-0000-0000-0000-000000000000/rest/api/3/user/email/bulk?"

/** Requests that ask Jira for the addresses which its list leaves out. */
const lookUps = (accounts: ReadonlyArray<AtlassianPerson>): number => {
  const hidden = accounts.filter(({ accountType, active, emailVisibility }) =>
    active && accountType === "atlassian" && emailVisibility !== "shown"
  )
  const characters = hidden.reduce(
    (sum, { accountId }) => sum + `&accountId=${encodeURIComponent(accountId)}`.length,
    0
  )
  return Math.ceil(Math.max(hidden.length / idsInALookUp, characters / (charactersInAUrl - lookUp.length)))
}

/** What a first run has to write: records, and links that close a circle of managers. */
export interface Writes {
  readonly records: number
  readonly links: number
}

export const of = ({ accounts, people }: Organisation, { links, records }: Writes): Minimum => ({
  token: 1,
  graph: Math.max(1, Math.ceil(people.length / usersInAPage)),
  // Only an empty page says that the list is at its end.
  jira: Math.ceil(accounts.length / accountsInAPage) + 1 + lookUps(accounts),
  // A page of employees, how many there are, and a last look before each write; that somebody has no record is counted.
  assetsRead: 2 + 2 * Math.ceil(records / idsInALookUp) + Math.ceil(links / idsInALookUp),
  assetsWrite: records + links
})
