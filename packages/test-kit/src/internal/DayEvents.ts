/**
 * What can happen to one person in a day: each event says how their user and their account are afterwards.
 */
import type { EntraPerson } from "../Organisation.ts"
import { type Department, departments } from "./Departments.ts"
import type { Dice } from "./Dice.ts"
import * as Names from "./Names.ts"
import type { Colleague } from "./Staff.ts"

export interface Outcome {
  /** Of the user. */
  readonly id: string
  /** `null`: gone from Entra ID. */
  readonly person: EntraPerson | null
  readonly account: Colleague["account"]
}

const outcome = (colleague: Colleague, changes: Partial<Outcome>): Outcome => ({
  id: colleague.person.id,
  ...colleague,
  ...changes
})

/** In turn: disabled in Entra ID, gone from it, account deactivated. One department acts, the others come later. */
export const leave = (colleague: Colleague, turn: number): Outcome => {
  switch (turn % 3) {
    case 0:
      return outcome(colleague, { person: { ...colleague.person, accountEnabled: false } })
    case 1:
      return outcome(colleague, { person: null })
    default:
      return outcome(colleague, { account: { ...colleague.account, active: false } })
  }
}

/** A new surname brings new addresses; the old ones stay as aliases. The account's address follows, or not. */
export const rename = (dice: Dice, colleague: Colleague, options: {
  readonly accountFollows: boolean
  readonly localPart: (wanted: string) => string
}): Outcome => {
  const { account, person } = colleague
  const givenName = person.givenName ?? person.displayName ?? ""
  const name = Names.remarried(dice, givenName, person.surname ?? "")
  const localPart = options.localPart(name.localPart)
  const moved = (address: string): string => `${localPart}${address.slice(address.lastIndexOf("@"))}`
  const mail = person.mail === null ? null : moved(person.mail)
  const userPrincipalName = moved(person.userPrincipalName)
  return outcome(colleague, {
    person: {
      ...person,
      displayName: name.displayName,
      surname: name.surname,
      mail,
      userPrincipalName,
      proxyAddresses: mail === null ? person.proxyAddresses : [
        `SMTP:${mail}`,
        ...person.proxyAddresses.map((address) => address.replace(/^SMTP:/, "smtp:"))
      ]
    },
    account: options.accountFollows
      ? { ...account, displayName: name.displayName, emailAddress: mail ?? userPrincipalName }
      : account
  })
}

/** Another title, and when `elsewhere` another department too. */
export const retitle = (dice: Dice, colleague: Colleague, elsewhere: boolean): Outcome => {
  const { person } = colleague
  const team = dice.pick(departments)
  const jobTitle = dice.pick(team.titles)
  return jobTitle === person.jobTitle || team.name === person.department
    ? retitle(dice, colleague, elsewhere)
    : outcome(colleague, { person: { ...person, jobTitle, department: elsewhere ? team.name : person.department } })
}

export const move = (colleague: Colleague, manager: EntraPerson): Outcome =>
  outcome(colleague, { person: { ...colleague.person, manager: { kind: "user", id: manager.id } } })

/** Somebody new, who signs in to Atlassian on the first day. */
export const hire = (dice: Dice, options: {
  readonly domain: string
  readonly manager: EntraPerson | undefined
  readonly localPart: (wanted: string) => string
}): Colleague => {
  const { domain, manager } = options
  const { displayName, givenName, localPart, surname } = Names.draw(dice)
  const mail = `${options.localPart(localPart)}@${domain}`
  const team: Department = departments.find(({ name }) => name === manager?.department) ?? dice.pick(departments)
  return {
    person: {
      id: dice.guid(),
      displayName,
      givenName,
      surname,
      userPrincipalName: mail,
      mail,
      otherMails: [],
      proxyAddresses: [`SMTP:${mail}`],
      jobTitle: dice.pick(team.titles),
      department: manager?.department ?? team.name,
      accountEnabled: true,
      userType: "Member",
      externalUserState: null,
      manager: manager === undefined ? null : { kind: "user", id: manager.id }
    },
    account: {
      accountId: dice.accountId(),
      accountType: "atlassian",
      active: true,
      displayName,
      emailAddress: mail,
      emailVisibility: "shown"
    }
  }
}
