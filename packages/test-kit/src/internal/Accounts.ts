/**
 * The Atlassian side of a company: the accounts of its people, and accounts that belong to nobody in Entra ID.
 */
import * as Arr from "effect/Array"
import type { AtlassianPerson } from "../Organisation.ts"
import * as Deal from "./Deal.ts"
import type { Dice } from "./Dice.ts"
import * as Names from "./Names.ts"
import { domain, type Login } from "./People.ts"

const visibilityShares = { hidden: 0.15, withheld: 0.015 } as const

/** Accounts of nobody, as a share of the people: 6.8 % in all. */
const strangerShares = { agency: 0.015, former: 0.03, customer: 0.02, app: 0.003 } as const
const strangerKinds = ["agency", "former", "customer", "app"] as const
type Stranger = typeof strangerKinds[number]

const apps = ["Automation", "Chat Notifications", "Backup", "Timesheets", "Release Calendar"] as const

export interface Owner {
  readonly displayName: string
  readonly givenName: string | null
  readonly login: Login
}

export const ofPeople = (
  dice: Dice,
  owners: ReadonlyArray<Owner>,
  quota: (share: number) => number
): ReadonlyArray<AtlassianPerson> => {
  const visibilities = Deal.deal(
    dice,
    owners,
    [
      ["withheld", quota(visibilityShares.withheld)],
      ["hidden", quota(visibilityShares.hidden)]
    ] as const
  )
  return owners.map((owner) => ({
    accountId: dice.accountId(),
    accountType: "atlassian",
    active: owner.login.active,
    // People choose this name themselves.
    displayName: owner.givenName !== null && dice.chance(0.05) ? owner.givenName : owner.displayName,
    emailAddress: owner.login.address,
    emailVisibility: visibilities.get(owner) ?? "shown"
  }))
}

/** `localPart` gives a part of an address that nobody else has. Few people bring few strangers, or none. */
export const ofStrangers = (dice: Dice, options: {
  readonly count: (share: number) => number
  readonly localPart: (wanted: string) => string
}): ReadonlyArray<AtlassianPerson> =>
  strangerKinds.flatMap((kind) =>
    Arr.makeBy(
      options.count(strangerShares[kind]),
      () => stranger(dice, kind, options.localPart)
    )
  )

const stranger = (dice: Dice, kind: Stranger, localPart: (wanted: string) => string): AtlassianPerson => {
  const name = Names.draw(dice)
  const account = {
    accountId: dice.accountId(),
    accountType: "atlassian",
    active: true,
    displayName: name.displayName,
    emailVisibility: "shown"
  } as const
  switch (kind) {
    case "agency":
      return { ...account, emailAddress: `${localPart(name.localPart)}@agency.example` }
    case "former":
      return { ...account, active: false, emailAddress: `${localPart(name.localPart)}@${domain}` }
    case "customer":
      return { ...account, accountType: "customer", emailAddress: `${localPart(name.localPart)}@customer.example` }
    case "app":
      return {
        ...account,
        accountType: "app",
        displayName: dice.pick(apps),
        emailAddress: `${dice.guid()}@apps.example`,
        emailVisibility: "withheld"
      }
  }
}
