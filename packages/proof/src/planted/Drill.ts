/**
 * Puts the checkers to the test: a planted bug has to be found. A replay goes by what was recorded, and asks the product
 * without the bug as well, where the same number has to pass; a search looks for the first hit anew.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { ask, type Hit } from "./Checkers.ts"
import * as Copy from "./Copy.ts"
import type { Defect } from "./Defects.ts"

export type Verdict =
  | { readonly _tag: "Found"; readonly hit: Hit }
  /** The checker does not see the bug. */
  | { readonly _tag: "Missed" }
  /** Another promise broke than the one that was recorded, so the checker or the product has changed. */
  | { readonly _tag: "Different"; readonly hit: Hit }
  /** The checker says the same without the bug, so it proves nothing. */
  | { readonly _tag: "Unsound"; readonly hit: Hit }
  | { readonly _tag: "NotRecorded" }

export interface Drilled {
  readonly defect: Defect
  readonly verdict: Verdict
  readonly seconds: number
}

export const explain = ({ defect: { checker, name }, verdict }: Drilled): string => {
  switch (verdict._tag) {
    case "Found":
      return `found by the ${checker} checker, number ${verdict.hit.number}: ${verdict.hit.breaks}`
    case "Missed":
      return `MISSED by the ${checker} checker. Search for another number (--search --only ${name}), or mend the checker.`
    case "Different":
      return `found for another reason than recorded (${verdict.hit.breaks}). Record it anew (--search --only ${name}).`
    case "Unsound":
      return `number ${verdict.hit.number} breaks without the bug too (${verdict.hit.breaks}). Mend that first.`
    case "NotRecorded":
      return `NOT PROVED: nothing is recorded. Search for it (--search --only ${name}).`
  }
}

const searched = Effect.fnUntraced(function*({ checker, patch }: Defect, most: number) {
  const hit = yield* ask(yield* Copy.make(patch), checker, 1, most)
  return hit === null ? { _tag: "Missed" } as const : { _tag: "Found", hit } as const
})

const replayed = Effect.fnUntraced(function*({ checker, hit: recorded, patch }: Defect) {
  if (recorded === null) return { _tag: "NotRecorded" } as const
  const { number } = recorded
  const sound = yield* ask(yield* Copy.make(null), checker, number, 1)
  if (sound !== null) return { _tag: "Unsound", hit: sound } as const
  const hit = yield* ask(yield* Copy.make(patch), checker, number, 1)
  if (hit === null) return { _tag: "Missed" } as const
  return hit.breaks === recorded.breaks ? { _tag: "Found", hit } as const : { _tag: "Different", hit } as const
})

const timed = Effect.fnUntraced(function*<E, R>(defect: Defect, drill: Effect.Effect<Verdict, E, R | Scope.Scope>) {
  const startedAt = yield* Clock.currentTimeMillis
  const verdict = yield* Effect.scoped(drill)
  return { defect, verdict, seconds: ((yield* Clock.currentTimeMillis) - startedAt) / 1000 } satisfies Drilled
})

/** In so many cases or seeds at most. */
export const search = (defect: Defect, most: number) => timed(defect, searched(defect, most))
export const replay = (defect: Defect) => timed(defect, replayed(defect))
