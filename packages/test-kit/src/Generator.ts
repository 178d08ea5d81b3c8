/**
 * Makes a company up: a management tree of people in Entra ID, their Atlassian accounts, and the mess that real
 * companies have in small shares. Nothing but the options decides what comes out.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Accounts from "./internal/Accounts.ts"
import * as Deal from "./internal/Deal.ts"
import * as Dice from "./internal/Dice.ts"
import * as Hierarchy from "./internal/Hierarchy.ts"
import * as LocalParts from "./internal/LocalParts.ts"
import * as ManagerMess from "./internal/ManagerMess.ts"
import * as Names from "./internal/Names.ts"
import * as People from "./internal/People.ts"
import type { EntraPerson, Manager, Organisation } from "./Organisation.ts"

export interface Options {
  /** Users in Entra ID, guests and mailboxes included: a whole number, at least 1. */
  readonly people: number
  readonly seed: number | string
  /** Share of ordinary staff who have an Atlassian account, from 0 to 1; 0.85 unless said. */
  readonly accountShare?: number
}

/** From so many people on every kind of mess occurs. */
const sureFrom = 200

/**
 * The company of these options, always the same one. Jira never has more than 1.1 accounts for each person in Entra ID.
 * From 200 people on every kind of mess occurs at least once; fewer people have what fits. Options out of range are
 * a defect.
 */
export const generate = (options: Options): Effect.Effect<Organisation> => {
  const { accountShare = 0.85, people, seed } = options
  if (!Number.isSafeInteger(people) || people < 1) {
    return Effect.die(new RangeError(`people is a whole number from 1 on, not ${people}`))
  }
  if (!(accountShare >= 0 && accountShare <= 1)) {
    return Effect.die(new RangeError(`accountShare is a number from 0 to 1, not ${accountShare}`))
  }
  return Effect.map(Dice.seeded("Generator", seed), (dice) => make(dice, people, accountShare))
}

const make = (dice: Dice.Dice, size: number, accountShare: number): Organisation => {
  const quota = Deal.quota(dice, { size, sureFrom })
  // Rounded down where quota asks chance, which keeps the accounts of few people within 1.1 for each.
  const strangerQuota: Deal.Quota = (share) => size < sureFrom ? Math.floor(share * size) : quota(share)
  const localPart = LocalParts.make(new Set())
  const tenantId = dice.guid()

  const positions = Array.from({ length: size }, (_, position) => position)
  // The head, at position 0, is left in peace.
  const kinds = Deal.deal<number, People.Kind>(dice, positions.slice(1), [
    ...Deal.quotas(People.shares, quota),
    ["withoutAccount", quota(1 - accountShare)]
  ])
  const staff = positions.filter((position) => People.isStaff(kinds.get(position)))
  const nameKinds = Deal.deal(dice, staff.slice(1), Deal.quotas(Names.shares, quota))

  let neighbour = ""
  const users = positions.map((position) => {
    const kind = kinds.get(position)
    const name = Names.draw(dice, nameKinds.get(position))
    const person = People.make(dice, kind, name, { localPart, neighbour })
    if (kind === undefined) neighbour = person.profile.userPrincipalName
    return { ...person, id: dice.guid() }
  })
  const staffUsers = users.filter((_, position) => People.isStaff(kinds.get(position)))
  const posts = Arr.zip(staffUsers, Hierarchy.posts(dice, staffUsers.length, quota))
  const postOf = new Map(posts)
  const strayManagers = ManagerMess.make(dice, {
    reports: posts.flatMap(([user, post]) => !post.leads && user.logins.length > 0 ? [user.id] : []),
    withoutAccount: staffUsers.flatMap((user) => user.logins.length === 0 ? [user.id] : []),
    quota
  })
  const managerOf = (id: string, post: Hierarchy.Post | undefined): Manager | null => {
    const stray = strayManagers.get(id)
    if (stray !== undefined) return stray
    const manager = staffUsers[post?.manager ?? -1]
    return manager === undefined ? null : { kind: "user", id: manager.id }
  }

  return {
    tenantId,
    domain: People.domain,
    // By id, so that the order tells nothing about the tree.
    people: users.map((user): EntraPerson => {
      const post = postOf.get(user)
      return {
        id: user.id,
        ...user.profile,
        jobTitle: post?.jobTitle ?? null,
        department: post?.department ?? null,
        manager: managerOf(user.id, post)
      }
    }).sort((a, b) => a.id < b.id ? -1 : 1),
    accounts: [
      ...Accounts.ofPeople(dice, users, quota),
      ...Accounts.ofStrangers(dice, { quota: strangerQuota, localPart })
    ].sort((a, b) => a.accountId < b.accountId ? -1 : 1)
  }
}
