/** Seeded chance for drawing histories, as plain calls. Every draw comes from the one `Random` that it was made of. */
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

export interface Dice {
  /** A whole number from 0 to `limit` - 1. */
  readonly below: (limit: number) => number
  /** A whole number from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <A>(items: ReadonlyArray<A>) => A | undefined
  /** One of the alternatives, each as often as its weight says. */
  readonly weighted: <A>(alternatives: ReadonlyArray<readonly [weight: number, value: A]>) => A | undefined
  /** A version 4 GUID in lower case. */
  readonly guid: () => string
}

export const make: Effect.Effect<Dice> = Effect.map(Random.Random, (random) => {
  const below = (limit: number) => Math.floor(random.nextDoubleUnsafe() * limit)
  const hex = (digits: number): string => Array.from({ length: digits }, () => below(16).toString(16)).join("")
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (probability) => random.nextDoubleUnsafe() < probability,
    pick: (items) => items[below(items.length)],
    weighted: (alternatives) => {
      let left = below(alternatives.reduce((sum, [weight]) => sum + weight, 0))
      for (const [weight, value] of alternatives) {
        if (left < weight) return value
        left -= weight
      }
      return undefined
    },
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab".charAt(below(4))}${hex(3)}-${hex(12)}`
  }
})
