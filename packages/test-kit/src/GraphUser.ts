/**
 * A user as Graph shows one: which properties exist, which come unasked, and how a person is turned into JSON.
 * Names are those of the CSDL of v1.0; properties that the test organisation does not know are null or empty.
 */
import type { EntraPerson } from "./Organisation.ts"

type Read = (person: EntraPerson) => unknown

const nothing: Read = () => null
const none: Read = () => []

const known: Readonly<Record<string, Read>> = {
  id: (person) => person.id,
  displayName: (person) => person.displayName,
  givenName: (person) => person.givenName,
  surname: (person) => person.surname,
  userPrincipalName: (person) => person.userPrincipalName,
  mail: (person) => person.mail,
  mailNickname: (person) => person.userPrincipalName.split("@")[0],
  otherMails: (person) => person.otherMails,
  proxyAddresses: (person) => person.proxyAddresses,
  jobTitle: (person) => person.jobTitle,
  department: (person) => person.department,
  accountEnabled: (person) => person.accountEnabled,
  userType: (person) => person.userType,
  externalUserState: (person) => person.externalUserState,
  creationType: (person) => person.userType === "Guest" ? "Invitation" : null
}

const emptyCollections = [
  "assignedLicenses",
  "assignedPlans",
  "businessPhones",
  "identities",
  "imAddresses",
  "provisionedPlans"
]

const unsaid = [
  "ageGroup",
  "city",
  "companyName",
  "country",
  "createdDateTime",
  "deletedDateTime",
  "employeeHireDate",
  "employeeId",
  "employeeLeaveDateTime",
  "employeeType",
  "externalUserStateChangeDateTime",
  "faxNumber",
  "mobilePhone",
  "officeLocation",
  "onPremisesDistinguishedName",
  "onPremisesDomainName",
  "onPremisesImmutableId",
  "onPremisesLastSyncDateTime",
  "onPremisesSamAccountName",
  "onPremisesSecurityIdentifier",
  "onPremisesSyncEnabled",
  "onPremisesUserPrincipalName",
  "postalCode",
  "preferredLanguage",
  "securityIdentifier",
  "showInAddressList",
  "state",
  "streetAddress",
  "usageLocation"
]

const readers = new Map<string, Read>([
  ...Object.entries(known),
  ...emptyCollections.map((name) => [name, none] as const),
  ...unsaid.map((name) => [name, nothing] as const)
])

const properName = new Map([...readers.keys()].map((name) => [name.toLowerCase(), name]))

/** The property's name as the CSDL spells it; Graph ignores case. */
export const propertyName = (name: string): string | undefined => properName.get(name.toLowerCase())

/** What comes without `$select`. */
export const defaultProperties: ReadonlyArray<string> = [
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
  "id"
]

export const project = (person: EntraPerson, names: ReadonlyArray<string>): Record<string, unknown> => {
  const shown: Record<string, unknown> = {}
  for (const name of names) shown[name] = readers.get(name)?.(person)
  return shown
}
