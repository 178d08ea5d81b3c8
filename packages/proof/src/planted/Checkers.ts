/** The two checkers as commands: how to ask one for a search or for one number of it, and what it answers. */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as ChildProcess from "effect/process/ChildProcess"
import { ChildProcessSpawner } from "effect/process/ChildProcessSpawner"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { promises } from "../simulation/Promises.ts"

export const CheckerName = Schema.Literals(["planner", "simulation"])
export type CheckerName = typeof CheckerName.Type

/** What a checker found: the number of the case or seed, and the promise that breaks in it, in the checker's words. */
export const Hit = Schema.Struct({ number: Schema.Int, breaks: Schema.String })
export type Hit = typeof Hit.Type

/** It ended without an answer. */
export class CheckerError extends Schema.TaggedError<CheckerError>()("CheckerError", { output: Schema.String }) {
  override get message(): string {
    return `The checker itself failed:\n${this.output}`
  }
}

interface Checker {
  /** For so many numbers from this one on, up to the first hit. */
  readonly args: (from: number, count: number) => ReadonlyArray<string>
  /** From what it printed; `undefined` when that is no answer. */
  readonly answer: (output: string, isGood: boolean) => Hit | null | undefined
}

const planner: Checker = {
  args: (from, count) => ["--seed", "1", "--case", String(from), "--cases", String(count)],
  answer: (output, isGood) => {
    if (isGood) return null
    const found = /^BROKEN: (?<breaks>.+)$[^]*--case (?<number>\d+)/mu.exec(output)?.groups
    return found === undefined ? undefined : { number: Number(found["number"]), breaks: found["breaks"] ?? "" }
  }
}

/** What the simulation prints for each seed when it is asked as one of several processes: no search for a short history. */
const decodeChecked = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Struct({
  seed: Schema.Int,
  failure: Schema.NullOr(Schema.Struct({ promise: Schema.String }))
})))

const simulation: Checker = {
  args: (from, count) => ["--from", String(from), "--seeds", String(count), "--every", "1"],
  answer: (output, isGood) => {
    const last = isGood ? output.trimEnd().split("\n").at(-1) : undefined
    return Option.match(decodeChecked(last), {
      onNone: () => undefined,
      onSome: ({ failure, seed }) => {
        if (failure === null) return null
        const words = Object.entries(promises).find(([name]) => name === failure.promise)?.[1]
        return { number: seed, breaks: words ?? failure.promise }
      }
    })
  }
}

const checkers: { readonly [name in CheckerName]: Checker } = { planner, simulation }

/** Runs the checker of the copy at `root`; `null` when it finds nothing. */
export const ask = Effect.fnUntraced(
  function*(root: string, name: CheckerName, from: number, count: number) {
    const checker = checkers[name]
    const spawner = yield* ChildProcessSpawner
    const child = yield* spawner.spawn(
      ChildProcess.make(
        process.execPath,
        [`packages/proof/src/${name}/main.ts`, ...checker.args(from, count)],
        { cwd: root }
      )
    )
    const output = yield* Stream.mkString(Stream.decodeText(child.all))
    const hit = checker.answer(output, (yield* child.exitCode) === 0)
    return hit === undefined ? yield* new CheckerError({ output: output.slice(-2000) }) : hit
  },
  Effect.scoped
)
