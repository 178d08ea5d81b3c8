/**
 * Deals kinds out to items, at most one to each, like cards: how many of each kind is known, who gets them is chance.
 */
import * as Rec from "effect/Record"
import type { Dice } from "./Dice.ts"

/** How many get a kind, from its share. */
export type Quota = (share: number) => number

/**
 * How many of `size` a share makes. From `sureFrom` on it is at least one; below, chance decides about the fraction.
 */
export const quota = (dice: Dice, options: { readonly size: number; readonly sureFrom: number }): Quota => (share) => {
  const exact = share * options.size
  if (options.size < options.sureFrom) return Math.floor(exact) + (dice.chance(exact % 1) ? 1 : 0)
  return share === 0 ? 0 : Math.max(1, Math.round(exact))
}

export const quotas = <K extends string>(
  shares: Rec.ReadonlyRecord<K, number>,
  quota: Quota
): ReadonlyArray<readonly [kind: K, count: number]> =>
  Rec.toEntries(shares).map(([kind, share]) => [kind, quota(share)] as const)

/** Earlier kinds go first; when no item is left, the rest of the kinds go without. */
export const deal = <A, K>(
  dice: Dice,
  items: ReadonlyArray<A>,
  quotas: Iterable<readonly [kind: K, count: number]>
): ReadonlyMap<A, K> => {
  const dealt = new Map<A, K>()
  const rest = [...items]
  for (const [kind, count] of quotas) {
    for (const item of draw(dice, rest, count)) dealt.set(item, kind)
  }
  return dealt
}

/** Takes up to `count` items out of `rest`; the last item fills each gap. */
const draw = <A>(dice: Dice, rest: Array<A>, count: number): ReadonlyArray<A> => {
  const drawn: Array<A> = []
  while (drawn.length < count) {
    const at = dice.below(rest.length)
    const item = rest[at]
    const last = rest.pop()
    if (item === undefined || last === undefined) break
    if (at < rest.length) rest[at] = last
    drawn.push(item)
  }
  return drawn
}
