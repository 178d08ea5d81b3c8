/** What reading the accounts of a site costs, and how long it takes with a share of Jira's hourly limit. */

/** Of developer.atlassian.com, rate limiting: one for the request, and two for each account that may be in the answer. */
const accountsInPage = 1000
const pointsOfPage = 2001

export interface RequestTime {
  readonly points: number
  /** Full hours for which a sync waits, because the share of so many is used up. */
  readonly hours: number
}

export const requestTime = (accounts: number, pointsPerHour: number): RequestTime => {
  const pages = Math.max(1, Math.ceil(accounts / accountsInPage))
  const pagesInHour = Math.max(1, Math.floor(pointsPerHour / pointsOfPage))
  return { points: pages * pointsOfPage, hours: Math.ceil(pages / pagesInHour) - 1 }
}
