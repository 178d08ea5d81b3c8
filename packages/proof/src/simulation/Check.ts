/** Checks one seed: plays its script, and plays it again, which has to come to the same. */
import * as Schema from "effect/Schema"
import * as Cut from "./Cut.ts"
import { play } from "./History.ts"
import { type PromiseName, promises } from "./Promises.ts"
import type { Script } from "./Script.ts"
import { draw } from "./ScriptDraw.ts"
import { shrink } from "./Shrink.ts"

const isPromise = (name: PropertyKey): name is PromiseName => Object.hasOwn(promises, name)

export const Failure = Schema.Struct({
  /** Its name as a text. */
  promise: Schema.String,
  message: Schema.String
})
export type Failure = typeof Failure.Type

export const Checked = Schema.Struct({
  seed: Schema.Int,
  failure: Schema.NullOr(Failure),
  /** How often each thing happened. */
  seen: Schema.Record(Schema.String, Schema.Int)
})
export type Checked = typeof Checked.Type

export const check = (seed: number, cut: Cut.Cut = {}): Checked => {
  const script = Cut.apply(draw(seed), cut)
  const { digest, seen, violation } = play(script)
  if (violation !== null) {
    return { seed, seen, failure: { promise: String(violation.invariant), message: violation.message } }
  }
  const again = play(script)
  return {
    seed,
    seen,
    failure: again.digest === digest
      ? null
      : { promise: "determinism", message: again.violation?.message ?? "the second history is another one" }
  }
}

export interface Shortest {
  readonly script: Script
  readonly cut: Cut.Cut
  readonly trace: ReadonlyArray<string>
}

/** The shortest history found that breaks the same promise, with what happens in it; the one that is given, if any. */
export const shortest = (
  seed: number,
  promise: string,
  { given, mayGoOn }: { readonly given: Cut.Cut | null; readonly mayGoOn: () => boolean }
): Shortest => {
  const script = draw(seed)
  const name = Number.isNaN(Number(promise)) ? promise : Number(promise)
  const cut = given ?? (!isPromise(name) || name === "determinism" ? {} : shrink({
    script,
    promise: name,
    breaks: (shorter) => play(shorter).violation?.invariant ?? null,
    mayGoOn
  }))
  const left = Cut.apply(script, cut)
  return { script: left, cut, trace: play(left, { trace: true }).trace }
}
