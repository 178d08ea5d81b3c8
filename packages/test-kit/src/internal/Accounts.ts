/**
 * The Atlassian side of a company: the accounts of its people, and accounts that belong to nobody in Entra ID.
 */
import type { AtlassianPerson } from "../Organisation.ts"
import * as Deal from "./Deal.ts"
import type { Dice } from "./Dice.ts"
import * as Names from "./Names.ts"
import { domain, type Person, type Profile } from "./People.ts"

const visibilityShares = { withheld: 0.015, hidden: 0.15 } as const

const apps = ["Automation", "Chat Notifications", "Backup", "Timesheets", "Release Calendar"] as const

export const ofPeople = (
  dice: Dice,
  people: ReadonlyArray<Person>,
  quota: Deal.Quota
): ReadonlyArray<AtlassianPerson> => {
  const owners = people.flatMap(({ logins, profile }) => logins.map((login) => ({ login, profile })))
  const visibilities = Deal.deal(dice, owners, Deal.quotas(visibilityShares, quota))
  return owners.map((owner) => ({
    accountId: dice.accountId(),
    accountType: "atlassian",
    active: owner.login.active,
    displayName: chosenName(dice, owner.profile),
    emailAddress: owner.login.address,
    emailVisibility: visibilities.get(owner) ?? "shown"
  }))
}

/** People choose the name of their account themselves. */
const chosenName = (dice: Dice, profile: Profile): string =>
  (dice.chance(0.05) ? profile.givenName : profile.displayName) ?? "Unnamed"

/** Accounts of nobody in Entra ID: 6.8 % of the people. `localPart` gives a part of an address that nobody else has. */
export const ofStrangers = (dice: Dice, options: {
  readonly quota: Deal.Quota
  readonly localPart: (wanted: string) => string
}): ReadonlyArray<AtlassianPerson> =>
  strangers.flatMap(({ differs, share }) =>
    Array.from({ length: options.quota(share) }, (): AtlassianPerson => {
      const { displayName, localPart } = Names.draw(dice)
      return {
        accountId: dice.accountId(),
        accountType: "atlassian",
        active: true,
        displayName,
        emailVisibility: "shown",
        ...differs(options.localPart(localPart), dice)
      }
    })
  )

type Difference = Partial<AtlassianPerson> & Pick<AtlassianPerson, "emailAddress">

const strangers: ReadonlyArray<{
  readonly share: number
  readonly differs: (localPart: string, dice: Dice) => Difference
}> = [
  { share: 0.015, differs: (localPart) => ({ emailAddress: `${localPart}@agency.example` }) },
  // People who left, and whose user in Entra ID is long gone.
  { share: 0.03, differs: (localPart) => ({ active: false, emailAddress: `${localPart}@${domain}` }) },
  { share: 0.02, differs: (localPart) => ({ accountType: "customer", emailAddress: `${localPart}@customer.example` }) },
  {
    share: 0.003,
    differs: (_, dice) => ({
      accountType: "app",
      displayName: dice.pick(apps),
      emailAddress: `${dice.guid()}@apps.example`,
      emailVisibility: "withheld"
    })
  }
]
