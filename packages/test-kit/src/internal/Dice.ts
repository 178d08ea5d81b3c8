/**
 * Seeded chance: the same seed throws the same numbers for ever. Draws are plain calls, so that a company of a hundred
 * thousand people costs no effect per draw; only the seeding is one.
 */
import type * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

export interface Dice {
  /** A whole number from 0 to `limit` - 1. */
  readonly below: (limit: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <A>(items: Arr.NonEmptyReadonlyArray<A>) => A
  /** A version 4 GUID in lower case. */
  readonly guid: () => string
  /** An Atlassian account id: 24 hex digits as of old, or `712020:` and a GUID. */
  readonly accountId: () => string
}

/** `purpose` keeps two users of one seed from throwing the same numbers, and so from making the same ids. */
export const seeded = (purpose: string, seed: number | string): Effect.Effect<Dice> =>
  Random.Random.pipe(Effect.map(fromRandom), Random.withSeed(`${purpose} ${seed}`))

const fromRandom = (random: Random.Random): Dice => {
  const below = (limit: number): number => Math.floor(random.nextDoubleUnsafe() * limit)
  const hex = (digits: 3 | 4): string => below(16 ** digits).toString(16).padStart(digits, "0")
  const long = (): string => hex(4) + hex(4)
  const guid = (): string => `${long()}-${hex(4)}-4${hex(3)}-${"89ab".charAt(below(4))}${hex(3)}-${hex(4)}${long()}`
  return {
    below,
    chance: (probability) => random.nextDoubleUnsafe() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
    guid,
    accountId: () => below(2) === 0 ? long() + long() + long() : `712020:${guid()}`
  }
}
