/**
 * A made-up company: its people in Entra ID and their Atlassian accounts. Simulators serve it, generators make it.
 * It holds what is true, not what an API shows of it.
 */

/** Who somebody reports to; `orgContact` is a contact of the organisation, which Graph also allows as a manager. */
export interface Manager {
  readonly kind: "user" | "orgContact"
  readonly id: string
}

/** A user object of Entra ID. `id` is a GUID in lower case. */
export interface EntraPerson {
  readonly id: string
  readonly displayName: string | null
  readonly givenName: string | null
  readonly surname: string | null
  readonly userPrincipalName: string
  readonly mail: string | null
  readonly otherMails: ReadonlyArray<string>
  /** With their prefix, as Graph shows them: `SMTP:` for the primary address, `smtp:` for aliases, others exist. */
  readonly proxyAddresses: ReadonlyArray<string>
  readonly jobTitle: string | null
  readonly department: string | null
  readonly accountEnabled: boolean
  readonly userType: "Member" | "Guest"
  readonly externalUserState: "PendingAcceptance" | "Accepted" | null
  readonly manager: Manager | null
}

export interface AtlassianPerson {
  readonly accountId: string
  readonly accountType: "atlassian" | "app" | "customer"
  readonly active: boolean
  readonly displayName: string
  readonly emailAddress: string
  /** `shown` in every listing; `hidden` from listings but given to an app that asks for it; `withheld` from everybody. */
  readonly emailVisibility: "shown" | "hidden" | "withheld"
}

export interface Organisation {
  /** GUID of the tenant. */
  readonly tenantId: string
  /** Its main domain. */
  readonly domain: string
  readonly people: ReadonlyArray<EntraPerson>
  readonly accounts: ReadonlyArray<AtlassianPerson>
}
