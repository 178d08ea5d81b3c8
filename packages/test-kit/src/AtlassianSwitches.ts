/**
 * What nobody could verify about Atlassian's services, and what an administrator may change under a running sync: each
 * a switch that a test flips while requests run. The defaults are the harsher reading where both are harmless to a
 * careful client.
 */

/**
 * The roles of a schema as Assets calls them, each with what the ones before it may: `user` reads, `developer` writes
 * objects, `manager` changes types and attributes. `admin` is one of all schemas, and creates them.
 */
export type AssetsRole = "none" | "user" | "developer" | "manager" | "admin"

export interface AtlassianSwitches {
  // --- who may call -------------------------------------------------------------------------------------------------
  /** Assets answers 401 to the app itself and accepts users; field reports disagree. */
  assetsRefusesApp: boolean
  /** What Assets lets an account do, by account id, the app's included: 403 beyond it. An admin unless said. */
  assetsRoles: ReadonlyMap<string, AssetsRole>
  /** Scopes that no caller has, such as `write:cmdb-object:jira`: 401 with the gateway's text. */
  missingScopes: ReadonlyArray<string>
  /** What a site without Premium answers when asked for its workspaces; `licensed` has one. */
  workspaces: "licensed" | "empty" | "forbidden" | "notFound"

  // --- limits -------------------------------------------------------------------------------------------------------
  /** Enforce the published rate limits. Without, nothing is used up; the meter counts points in any case. */
  enforceLimits: boolean
  /** A 429 of Assets carries Retry-After (JSDCLOUD-11605 says that it did not). */
  assetsSendsRetryAfter: boolean
  /** Objects that the plan includes (50,000 on Premium), as a limit for `refuseAboveAllowance`. */
  objectAllowance: number
  /** Creating more objects than the allowance is refused. */
  refuseAboveAllowance: boolean

  // --- users --------------------------------------------------------------------------------------------------------
  /** `/user/email/bulk` answers with an array; the official description types one object. */
  bulkEmailShape: "array" | "object"
  /**
   * What Jira shows of a deleted account in listings and reads by id alike: an inactive "Former user" without an
   * address, or nothing (404, left out of `/user/bulk`).
   */
  deletedAccounts: "formerUser" | "gone"
  /** Callers have the global permission "Browse users and groups"; without it a search for users finds nobody. */
  usersBrowsable: boolean
  /** A search for users finds inactive ones, too; the official description says that it does not, its example does. */
  userSearchFindsInactive: boolean

  // --- searching ----------------------------------------------------------------------------------------------------
  /** `isLast` is true on every page asked for with `maxResults` of 1000 or more (JSDCLOUD-16556). */
  isLastWrongFrom1000: boolean
  /** `total` never says more than 1000. */
  totalCappedAt1000: boolean
  /** Pages end with `isLast` after 1000 objects, although `totalcount` knows of more. */
  queryCeilingOf1000: boolean
  /** How long after its write an object, or a change of one, reaches searches. Reads by id see it at once. */
  indexDelayMillis: number
  /**
   * Answers with objects without what large simulations spend their time on: avatars, most of the object types, the
   * values of Key, Created and Updated, and the definitions of attributes beside the results of a search.
   */
  leanObjects: boolean

  // --- writing ------------------------------------------------------------------------------------------------------
  /** The Name attribute of a new object type is unique; official examples show both. */
  nameIsUnique: boolean
  /** A value of a unique attribute that is taken is refused. Off, as where somebody has switched that off. */
  uniquesEnforced: boolean
  /** Values of a unique attribute that differ only in case are duplicates. */
  uniqueIgnoresCase: boolean
  /** `value` of a Boolean attribute is the text "true" or "false", not a JSON boolean. */
  booleansAreText: boolean
  /** A User attribute refuses deactivated accounts. */
  inactiveUsersRefused: boolean
  /** The characters `= ; : ? . "` in an object's name are refused. */
  reservedCharactersInNames: boolean
}

export const make = (changes: Partial<AtlassianSwitches> = {}): AtlassianSwitches => ({
  assetsRefusesApp: false,
  assetsRoles: new Map(),
  missingScopes: [],
  workspaces: "licensed",
  enforceLimits: false,
  assetsSendsRetryAfter: false,
  objectAllowance: 50_000,
  refuseAboveAllowance: false,
  bulkEmailShape: "array",
  deletedAccounts: "formerUser",
  usersBrowsable: true,
  userSearchFindsInactive: false,
  isLastWrongFrom1000: true,
  totalCappedAt1000: true,
  queryCeilingOf1000: false,
  indexDelayMillis: 0,
  leanObjects: false,
  nameIsUnique: true,
  uniquesEnforced: true,
  uniqueIgnoresCase: false,
  booleansAreText: true,
  inactiveUsersRefused: false,
  reservedCharactersInNames: false,
  ...changes
})
