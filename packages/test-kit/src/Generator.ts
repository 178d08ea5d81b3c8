/**
 * Makes a company up: a management tree of people in Entra ID, their Atlassian accounts, and the mess that real
 * companies have in small shares. Nothing but the options decides what comes out.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Accounts from "./internal/Accounts.ts"
import * as Deal from "./internal/Deal.ts"
import * as Departments from "./internal/Departments.ts"
import * as Dice from "./internal/Dice.ts"
import * as Hierarchy from "./internal/Hierarchy.ts"
import * as LocalParts from "./internal/LocalParts.ts"
import * as Names from "./internal/Names.ts"
import * as People from "./internal/People.ts"
import type { AtlassianPerson, EntraPerson, Organisation } from "./Organisation.ts"

export interface Options {
  /** Users in Entra ID, guests and mailboxes included: a whole number, at least 1. */
  readonly people: number
  readonly seed: number | string
  /** Share of ordinary staff who have an Atlassian account, from 0 to 1; 0.85 unless said. */
  readonly accountShare?: number
}

/** From so many people on every kind of mess occurs. */
const sureFrom = 200

const titleShares = { noTitle: 0.03, blankTitle: 0.005, noDepartment: 0.01 } as const

/**
 * The company of these options, always the same one. Jira never has more than 1.1 accounts for each person in Entra ID.
 * From 200 people on every kind of mess occurs at least once; fewer people have what fits. Options out of range are
 * a defect.
 */
export const generate = (options: Options): Effect.Effect<Organisation> =>
  Number.isSafeInteger(options.people) && options.people >= 1
    ? Effect.map(Dice.seeded("Generator", options.seed), (dice) => make(dice, options))
    : Effect.die(new RangeError(`people is a whole number from 1 on, not ${options.people}`))

const make = (dice: Dice.Dice, options: Options): Organisation => {
  const quota = (share: number): number => Deal.quota(dice, { share, size: options.people, sureFrom })
  const localPart = LocalParts.make(new Set())

  const positions = Arr.makeBy(options.people, (position) => position)
  // The head of the company, at position 0, is left in peace.
  const kinds = Deal.deal<number, People.Kind>(dice, positions.slice(1), [])
  return { tenantId: dice.guid(), domain: People.domain, people: [], accounts: [] }
}
