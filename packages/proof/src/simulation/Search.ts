/** Checks many seeds, side by side in processes of their own, up to the first one that fails. */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as ChildProcess from "effect/process/ChildProcess"
import { ChildProcessSpawner } from "effect/process/ChildProcessSpawner"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { check, Checked } from "./Check.ts"
import { Coverage } from "./Coverage.ts"
import type { Outcome } from "./Report.ts"

const encode = Schema.encodeSync(Schema.fromJsonString(Checked))
const decode = Schema.decodeEffect(Schema.fromJsonString(Checked))

/** Histories never wait for the event loop, and what the platform wants to do between times has to be done some time. */
const breathe = Effect.callback<void>((resume) => {
  setImmediate(() => resume(Effect.void))
})

/** What a child process does: every so many seeds one, each with a line of what came of it. */
export const child = Effect.fnUntraced(function*(from: number, seeds: number, step: number) {
  for (let seed = from; seed < from + seeds; seed += step) {
    const checked = check(seed)
    yield* Console.log(encode(checked))
    if (checked.failure !== null) return
    yield* breathe
  }
})

const main = fileURLToPath(new URL("main.ts", import.meta.url))

const lines = (from: number, seeds: number, step: number) =>
  Stream.unwrap(Effect.gen(function*() {
    const spawner = yield* ChildProcessSpawner
    const args = ["--from", from, "--seeds", seeds, "--every", step].map(String)
    const process = yield* spawner.spawn(
      ChildProcess.make(globalThis.process.execPath, ["--max-semi-space-size=64", main, ...args], { stderr: "inherit" })
    )
    return Stream.splitLines(Stream.decodeText(process.stdout))
  }))

/** The failure of the lowest seed is the one that is told, however the processes take turns. */
export const search = Effect.fnUntraced(function*(from: number, seeds: number) {
  const coverage = new Coverage()
  const processes = Math.min(seeds, availableParallelism())
  let failed: Checked | null = null
  let done = 0
  const isBefore = (seed: number) => failed === null || seed < failed.seed
  const take = (checked: Checked) => {
    done++
    coverage.add(checked.seen)
    if (checked.failure !== null && isBefore(checked.seed)) failed = checked
  }
  if (processes === 1) {
    for (let seed = from; seed < from + seeds && isBefore(seed); seed++) {
      take(check(seed))
      yield* breathe
    }
  } else {
    yield* Effect.forEach(
      Array.from({ length: processes }, (_, number) => number),
      (number) =>
        lines(from + number, seeds - number, processes).pipe(
          Stream.mapEffect((line) => decode(line)),
          Stream.takeWhile(({ seed }) => isBefore(seed)),
          Stream.runForEach((checked) => Effect.sync(() => take(checked)))
        ),
      { concurrency: "unbounded", discard: true }
    )
  }
  return { from, seeds: done, coverage, failed } satisfies Outcome
})
