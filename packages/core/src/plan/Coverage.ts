/** How far accounts and people lead to each other: what is left on either side is why a plan has fewer people than it read. */
import * as Schema from "effect/Schema"
import type { Matching } from "./Matching.ts"
import { isComplete, type World } from "./World.ts"

export const Coverage = Schema.Struct({
  /** Of those in Entra ID, who have an account. */
  people: Schema.Int,
  /** Of those in Jira, that belong to somebody; also inactive ones. */
  accounts: Schema.Int,
  /** Inactive ones that belong to nobody: they bring nobody into Assets. */
  inactive: Schema.Int
})
export type Coverage = typeof Coverage.Type

/** `null` when a source was read in part, since then nobody knows. */
export const coverage = (world: World, { matches }: Matching): Coverage | null => {
  if (!isComplete(world)) return null
  const users = new Set(world.users.values.map(({ id }) => id))
  let people = 0
  let accounts = 0
  let inactive = 0
  for (const { active } of world.accounts.values) if (!active) inactive++
  for (const { account, entraId } of matches) {
    if (account === null) continue
    accounts++
    if (!account.active) inactive--
    if (users.has(entraId)) people++
  }
  return { people, accounts, inactive }
}
