/**
 * What kinds of users a tenant holds: how Entra ID describes each, and under which addresses the person has Atlassian
 * accounts. Managers and titles come later.
 */
import type { EntraPerson } from "../Organisation.ts"
import type { Dice } from "./Dice.ts"
import type { Name } from "./Names.ts"

/** A user before their place in the company is known. */
export type Profile = Omit<EntraPerson, "id" | "jobTitle" | "department" | "manager">

/** An Atlassian account as its owner signs in to it. */
export interface Login {
  readonly address: string
  readonly active: boolean
}

export interface Person {
  readonly profile: Profile
  readonly logins: ReadonlyArray<Login>
}

export const domain = "northwind.example"
/** The domain that every tenant begins with. */
const initialDomain = "northwindexample.onmicrosoft.com"
/** Of a company that was bought; its people kept their old addresses as aliases. */
const formerDomain = "fabrikam.example"

/** Users that are no staff: they have no name, title or manager of the company. */
const outsiderShares = {
  guest: 0.03,
  pendingGuest: 0.01,
  roomMailbox: 0.015,
  sharedMailbox: 0.01,
  serviceAccount: 0.01
} as const

const staffShares = {
  disabled: 0.015,
  disabledEverywhere: 0.025,
  inactiveAccount: 0.015,
  withoutMail: 0.015,
  otherUserPrincipalName: 0.04,
  accountUnderUserPrincipalName: 0.01,
  accountUnderAlias: 0.02,
  accountUnderSpacedAddress: 0.005,
  otherPrefixes: 0.05,
  mixedCase: 0.03,
  upperCaseAccount: 0.005,
  twoAccounts: 0.002,
  sharedAddress: 0.001
} as const

export const shares = { ...outsiderShares, ...staffShares } as const
/** `withoutAccount` has no fixed share: the caller says how many. */
export type Kind = keyof typeof shares | "withoutAccount"

export const isStaff = (kind: Kind | undefined): boolean => kind === undefined || !(kind in outsiderShares)

const partners = ["agency.example", "partner.example", "gmail.example"] as const
const places = ["Oslo", "Lisbon", "Kyoto", "Nairobi", "Quito", "Perth"] as const
const teams = ["Invoices", "Reception", "Careers", "Press", "Facilities"] as const
const services = ["backup", "scanner", "sync", "build", "monitoring"] as const

/** Somebody with nothing unusual about them. */
const ordinary = (name: Name, localPart: string): Profile => {
  const mail = `${localPart}@${domain}`
  return {
    displayName: name.displayName,
    givenName: name.givenName,
    surname: name.surname,
    userPrincipalName: mail,
    mail,
    otherMails: [],
    proxyAddresses: [`SMTP:${mail}`],
    accountEnabled: true,
    userType: "Member",
    externalUserState: null
  }
}

const active = (...addresses: ReadonlyArray<string>): ReadonlyArray<Login> =>
  addresses.map((address) => ({ address, active: true }))
const inactive = (address: string): ReadonlyArray<Login> => [{ address, active: false }]

/**
 * Makes one user. `localPart` gives a part of an address that nobody else has; `neighbour` is the address of somebody
 * ordinary.
 */
export const make = (dice: Dice, kind: Kind | undefined, name: Name, options: {
  readonly localPart: (wanted: string) => string
  readonly neighbour: string
}): Person => {
  switch (kind) {
    case "guest":
    case "pendingGuest":
      return guest(dice, kind, name, options.localPart(name.localPart))
    case "roomMailbox":
      return mailbox(`Room ${dice.pick(places)}`, options.localPart, false)
    case "sharedMailbox":
      return mailbox(dice.pick(teams), options.localPart, dice.chance(0.1))
    case "serviceAccount":
      return service(dice.pick(services), options.localPart)
    default:
      return staff(kind, ordinary(name, options.localPart(name.localPart)), options.neighbour)
  }
}

interface Addresses {
  readonly mail: string
  readonly localPart: string
  /** At a domain of old. */
  readonly alias: string
  /** At the domain that the tenant began with. */
  readonly initial: string
  readonly neighbour: string
}

type StaffKind = keyof typeof staffShares | "withoutAccount"

const staff = (kind: StaffKind | undefined, profile: Profile, neighbour: string): Person => {
  const mail = profile.userPrincipalName
  if (kind === undefined) return { profile, logins: active(mail) }
  const [localPart = mail] = mail.split("@")
  return unusual[kind](profile, {
    mail,
    localPart,
    alias: `${localPart}@${formerDomain}`,
    initial: `${localPart}@${initialDomain}`,
    neighbour
  })
}

const unusual: Readonly<Record<StaffKind, (profile: Profile, addresses: Addresses) => Person>> = {
  withoutAccount: (profile) => ({ profile, logins: [] }),
  disabled: (profile, { mail }) => ({ profile: { ...profile, accountEnabled: false }, logins: active(mail) }),
  disabledEverywhere: (profile, { mail }) => ({
    profile: { ...profile, accountEnabled: false },
    logins: inactive(mail)
  }),
  inactiveAccount: (profile, { mail }) => ({ profile, logins: inactive(mail) }),
  withoutMail: (profile, { mail }) => ({
    profile: { ...profile, mail: null, proxyAddresses: [] },
    logins: active(mail)
  }),
  otherUserPrincipalName: (profile, { initial, mail }) => ({
    profile: { ...profile, userPrincipalName: initial },
    logins: active(mail)
  }),
  accountUnderUserPrincipalName: (profile, { initial }) => ({
    profile: { ...profile, userPrincipalName: initial },
    logins: active(initial)
  }),
  accountUnderAlias: (profile, { alias, mail }) => ({
    profile: { ...profile, proxyAddresses: [`SMTP:${mail}`, `smtp:${alias}`] },
    logins: active(alias)
  }),
  accountUnderSpacedAddress: (profile, { initial, mail }) => ({
    profile: { ...profile, mail: null, userPrincipalName: initial, proxyAddresses: [`SMTP: ${mail}`] },
    logins: active(mail)
  }),
  otherPrefixes: (profile, { initial, localPart, mail }) => ({
    profile: {
      ...profile,
      proxyAddresses: [
        `X500:/o=Northwind/ou=Exchange Administrative Group/cn=Recipients/cn=${localPart}`,
        `SIP:${mail}`,
        `SMTP:${mail}`,
        `smtp:${initial}`
      ]
    },
    logins: active(mail)
  }),
  mixedCase: (profile, { mail }) => {
    const written = mail.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
    return {
      profile: { ...profile, mail: written, userPrincipalName: written, proxyAddresses: [`SMTP:${written}`] },
      logins: active(mail)
    }
  },
  upperCaseAccount: (profile, { mail }) => ({ profile, logins: active(mail.toUpperCase()) }),
  twoAccounts: (profile, { alias, mail }) => ({
    profile: { ...profile, proxyAddresses: [`SMTP:${mail}`, `smtp:${alias}`] },
    logins: active(mail, alias)
  }),
  sharedAddress: (profile, { neighbour }) => ({
    profile: { ...profile, mail: neighbour, proxyAddresses: [`SMTP:${neighbour}`] },
    logins: []
  })
}

/** Entra ID writes the home address into the UPN, with `_` for `@`. */
const guest = (dice: Dice, kind: "guest" | "pendingGuest", name: Name, localPart: string): Person => {
  const home = dice.pick(partners)
  const mail = `${localPart}@${home}`
  return {
    profile: {
      ...ordinary(name, localPart),
      userPrincipalName: `${localPart}_${home}#EXT#@${initialDomain}`,
      mail,
      otherMails: [mail],
      proxyAddresses: [`SMTP:${mail}`],
      userType: "Guest",
      externalUserState: kind === "guest" ? "Accepted" : "PendingAcceptance"
    },
    logins: kind === "guest" ? active(mail) : []
  }
}

/** Nothing but its name tells such a user from a person. Nobody signs in as a mailbox, so it is disabled. */
const mailbox = (title: string, localPart: (wanted: string) => string, hasLogin: boolean): Person => {
  const name = { displayName: title, givenName: "", surname: "", localPart: title.toLowerCase().replace(" ", ".") }
  const profile = ordinary(name, localPart(name.localPart))
  return {
    profile: { ...profile, givenName: null, surname: null, accountEnabled: false },
    logins: hasLogin ? active(profile.userPrincipalName) : []
  }
}

const service = (task: string, localPart: (wanted: string) => string): Person => {
  const userPrincipalName = `${localPart(`svc-${task}`)}@${initialDomain}`
  return {
    profile: {
      ...ordinary({ displayName: `svc-${task}`, givenName: "", surname: "", localPart: "" }, ""),
      givenName: null,
      surname: null,
      userPrincipalName,
      mail: null,
      proxyAddresses: []
    },
    logins: []
  }
}
