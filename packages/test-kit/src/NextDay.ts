/**
 * An ordinary day in the life of a company: people come and go, change names, posts and managers. It works on any
 * organisation, made up or read from a file, and leaves the given one as it is.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as DayEvents from "./internal/DayEvents.ts"
import * as Deal from "./internal/Deal.ts"
import * as Dice from "./internal/Dice.ts"
import * as LocalParts from "./internal/LocalParts.ts"
import * as Staff from "./internal/Staff.ts"
import type { EntraPerson, Manager, Organisation } from "./Organisation.ts"

/** How many people each event happened to. Nobody has two events in one day. */
export interface Summary {
  /** New in Entra ID, with an account. */
  readonly hired: number
  /** Disabled in Entra ID, gone from it, or their account deactivated: one of the three. */
  readonly left: number
  /** New surname and addresses; the ids stay. Of every second one the account keeps its address. */
  readonly renamed: number
  /** New title; of every second one a new department too. */
  readonly retitled: number
  /** New manager. */
  readonly moved: number
}

export interface Day {
  readonly organisation: Organisation
  readonly summary: Summary
}

const shares = { hired: 0.01, moved: 0.005, left: 0.008, renamed: 0.004, retitled: 0.01 } as const
type Event = Exclude<keyof typeof shares, "hired">

/** From so many people on every event occurs, if so many have an account. */
const sureFrom = 50

/**
 * The organisation a day later: the same one for the same organisation and seed. Reports of a user who is gone have no
 * manager, as in Entra ID. Events but hires happen to enabled members with an active account.
 */
export const nextDay = (organisation: Organisation, seed: number | string): Effect.Effect<Day> =>
  // No account ever goes and every hire brings one, so their number tells the days of one seed apart.
  Effect.map(Dice.seeded(`NextDay ${organisation.accounts.length}`, seed), (dice) => live(dice, organisation))

const live = (dice: Dice.Dice, organisation: Organisation): Day => {
  const quota = Deal.quota(dice, { size: organisation.people.length, sureFrom })
  const localPart = LocalParts.make(takenLocalParts(organisation))
  const staff = Staff.colleagues(organisation)
  const leaders = new Set(organisation.people.flatMap(({ manager }) => manager?.kind === "user" ? [manager.id] : []))

  // Only people without reports move, so that no move closes a ring.
  const movable = staff.filter(({ person }) => !leaders.has(person.id))
  const movers = Deal.deal<Staff.Colleague, Event>(dice, movable, [["moved", quota(shares.moved)]])
  const { left, renamed, retitled } = shares
  const dealt = new Map<Staff.Colleague, Event>([
    ...movers,
    ...Deal.deal(
      dice,
      staff.filter((colleague) => !movers.has(colleague)),
      Deal.quotas({ left, renamed, retitled }, quota)
    )
  ])
  const those = (event: Event): ReadonlyArray<Staff.Colleague> =>
    [...dealt].flatMap(([colleague, other]) => other === event ? [colleague] : [])

  const calm = staff.flatMap((colleague) => dealt.has(colleague) ? [] : [colleague.person])
  const calmLeaders = calm.filter(({ id }) => leaders.has(id))
  const managerOtherThan = (id: string | undefined): EntraPerson | undefined =>
    pickOther(dice, calmLeaders, id) ?? pickOther(dice, calm, id)

  // A small company, with one event of each kind, sees another variant under another seed.
  const firstTurn = dice.below(6)
  const outcomes = {
    left: those("left").map((colleague, turn) => DayEvents.leave(colleague, firstTurn + turn)),
    renamed: those("renamed").map((colleague, turn) =>
      DayEvents.rename(dice, colleague, { accountFollows: (firstTurn + turn) % 2 === 0, localPart })
    ),
    retitled: those("retitled").map((colleague, turn) => DayEvents.retitle(dice, colleague, turn % 2 === 0)),
    moved: those("moved").flatMap((colleague) => {
      const manager = managerOtherThan(colleague.person.manager?.id)
      return manager === undefined ? [] : [DayEvents.move(colleague, manager)]
    })
  }
  const hires = Array.from(
    { length: quota(shares.hired) },
    () => DayEvents.hire(dice, { domain: organisation.domain, manager: managerOtherThan(undefined), localPart })
  )
  return {
    organisation: after(organisation, Object.values(outcomes).flat(), hires),
    summary: {
      hired: hires.length,
      left: outcomes.left.length,
      renamed: outcomes.renamed.length,
      retitled: outcomes.retitled.length,
      moved: outcomes.moved.length
    }
  }
}

/** One of `people`, but not the one with this id. */
const pickOther = (
  dice: Dice.Dice,
  people: ReadonlyArray<EntraPerson>,
  id: string | undefined
): EntraPerson | undefined => {
  const picked = Arr.isReadonlyArrayNonEmpty(people) ? dice.pick(people) : undefined
  return picked === undefined || picked.id !== id
    ? picked
    : pickOther(dice, people.filter((person) => person.id !== id), id)
}

const after = (
  organisation: Organisation,
  outcomes: ReadonlyArray<DayEvents.Outcome>,
  hires: ReadonlyArray<Staff.Colleague>
): Organisation => {
  const people = new Map(outcomes.map(({ id, person }) => [id, person]))
  const accounts = new Map(outcomes.map(({ account }) => [account.accountId, account]))
  const isGone = (manager: Manager | null): boolean => manager !== null && people.get(manager.id) === null
  return {
    ...organisation,
    people: [
      ...organisation.people
        .flatMap((person) => {
          const changed = people.get(person.id)
          return changed === null ? [] : [changed ?? person]
        })
        .map((person) => isGone(person.manager) ? { ...person, manager: null } : person),
      ...hires.map(({ person }) => person)
    ],
    accounts: [
      ...organisation.accounts.map((account) => accounts.get(account.accountId) ?? account),
      ...hires.map(({ account }) => account)
    ]
  }
}

const takenLocalParts = (organisation: Organisation): ReadonlySet<string> =>
  new Set(
    [
      ...organisation.people.flatMap(Staff.addressesOf),
      ...organisation.accounts.map(({ emailAddress }) => Staff.comparable(emailAddress))
    ].map((address) => address.slice(0, address.lastIndexOf("@")))
  )
