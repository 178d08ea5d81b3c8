/**
 * The planner checker: looks in one generated world after the other for a breach of a property. Each case has a seed of
 * its own, so that one can be looked at again without those before it.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Case, caseOf } from "./Case.ts"
import { scenes } from "./Generator.ts"
import { minimise } from "./Minimise.ts"
import { properties, type Property } from "./Properties.ts"
import type { Scene } from "./Scene.ts"
import { Shares } from "./Shares.ts"

export interface Options {
  readonly seed: string
  /** Number of the first case, from 1. */
  readonly first: number
  readonly cases: number
  readonly properties?: ReadonlyArray<Property>
}

export interface Failure {
  /** The number of the case. */
  readonly number: number
  readonly property: string
  readonly breaches: ReadonlyArray<string>
  /** The smallest world found in which the property breaks; the breaches are those of this one. */
  readonly scene: Scene
}

export interface Outcome {
  /** How many were looked at, the failing one included. */
  readonly cases: number
  readonly shares: Shares
  readonly failure: Failure | null
}

export const sceneOf = (seed: string, number: number): Effect.Effect<Scene> =>
  Arbitrary.sampleEffect(scenes, { count: 1, size: 30, seed: `${seed}/${number}` }).pipe(
    Effect.flatMap(([scene]) =>
      scene === undefined ? Effect.die(`case ${number} has no world`) : Effect.succeed(scene)
    ),
    Effect.orDie
  )

/** What breaks in this scene; a planner that throws breaks every property. */
const breachesOf = ({ breaches }: Property, planned: () => Case): ReadonlyArray<string> =>
  Result.getOrElse(
    Result.try({ try: () => breaches(planned()), catch: String }),
    (thrown) => [`it threw ${thrown}`]
  )

const failureOf = (number: number, property: Property, scene: Scene): Failure => {
  const breaches = (smaller: Scene) => breachesOf(property, () => caseOf(smaller))
  const smallest = minimise(scene, (smaller) => breaches(smaller).length > 0)
  return { number, property: property.name, breaches: breaches(smallest), scene: smallest }
}

/** Stops at the first breach. */
export const check = Effect.fnUntraced(function*(options: Options): Effect.fn.Return<Outcome> {
  const shares = new Shares()
  for (let done = 0; done < options.cases; done++) {
    const number = options.first + done
    const scene = yield* sceneOf(options.seed, number)
    const planned = Result.try({ try: () => caseOf(scene), catch: String })
    const broken = (options.properties ?? properties).find((property) =>
      breachesOf(property, () => Result.getOrThrow(planned)).length > 0
    )
    if (broken !== undefined) return { cases: done + 1, shares, failure: failureOf(number, broken, scene) }
    if (Result.isSuccess(planned)) shares.add(planned.success)
  }
  return { cases: options.cases, shares, failure: null }
})
