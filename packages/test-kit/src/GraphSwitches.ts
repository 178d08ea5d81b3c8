/**
 * Ways in which Microsoft Graph is known, or reported, to surprise. All are off at first; tests flip them while a
 * simulation runs. Pages are counted from 1.
 */
export interface GraphSwitches {
  /** Pages of `/users` that come without people but with a nextLink. */
  emptyPages: ReadonlySet<number>
  /** The most people that a page of `/users` holds, whatever `$top` asks for. */
  longestPage: number
  /** How many people of the page before each page of `/users` repeats. */
  duplicatesAcrossPages: number
  /** The nextLink to this page answers `Directory_ExpiredPageToken`, that many times. */
  expiredPageToken: { readonly page: number; times: number } | undefined
  /** Ids of users whom `/users` does not list although they are there by id: replication lag. */
  missingFromList: ReadonlySet<string>
  /** Properties that pages after the first leave out. */
  missingOnLaterPages: ReadonlySet<string>
  /** `/users` answers 200 without anybody. */
  emptyList: boolean
  /** `/users` ends after this page, without a nextLink, whoever is left. */
  endListAfterPage: number | undefined
  /** Ids of users whose manager `$expand` leaves out although `/users/{id}/manager` gives it. */
  managersNotExpanded: ReadonlySet<string>
  /** A manager who was soft-deleted is still shown as one. */
  deletedManagersShown: boolean
  /** A `$select` inside `$expand` is ignored, so the whole default projection of the manager comes. */
  nestedSelectIgnored: boolean
  /** Throttling answers come without Retry-After. */
  retryAfterOmitted: boolean
}

export const make = (): GraphSwitches => ({
  emptyPages: new Set(),
  longestPage: 999,
  duplicatesAcrossPages: 0,
  expiredPageToken: undefined,
  missingFromList: new Set(),
  missingOnLaterPages: new Set(),
  emptyList: false,
  endListAfterPage: undefined,
  managersNotExpanded: new Set(),
  deletedManagersShown: false,
  nestedSelectIgnored: false,
  retryAfterOmitted: false
})
