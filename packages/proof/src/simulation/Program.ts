/**
 * `npm run check:simulation`: from arguments to what it prints. It fails when a promise breaks in some history, and when
 * something that should have happened never did.
 */
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Flags from "../Flags.ts"
import { check, shortest } from "./Check.ts"
import { Coverage } from "./Coverage.ts"
import { Cut } from "./Cut.ts"
import { failureText, type Outcome, reportText } from "./Report.ts"
import { child, search } from "./Search.ts"

/** Found and printed. */
export class Broken extends Schema.TaggedError<Broken>()("Broken", { message: Schema.String }) {}

const decodeCut = Schema.decodeEffect(Schema.fromJsonString(Cut))

const cutOf = (text: string) =>
  Effect.mapError(
    decodeCut(text),
    () => new Flags.UsageError({ message: "--cut: give what a failure printed, in quotes." })
  )

/** A part of one history. */
const only = (seed: number, cut: Cut): Outcome => {
  const checked = check(seed, cut)
  const coverage = new Coverage()
  coverage.add(checked.seen)
  return { from: seed, seeds: 1, coverage, failed: checked.failure === null ? null : checked }
}

/**
 * `--seeds N` (300) `--from S` (1): checks so many seeds, up to the first that fails. `--shrink SECONDS` (20): how long
 * to look for a shorter history. `--cut JSON`: only a part of the history of seed S, as a failure prints it. `--every`
 * is for the processes that share the work.
 */
export const run = Effect.fn("check:simulation")(function*(args: ReadonlyArray<string>) {
  const flags = yield* Flags.read(args, ["seeds", "from", "shrink", "cut", "every"])
  const from = yield* Flags.count("from", flags("from"), 1)
  const cutText = flags("cut")
  const cut = cutText === undefined ? null : yield* cutOf(cutText)
  const seeds = yield* Flags.count("seeds", flags("seeds"), cut === null ? 300 : 1)
  const every = flags("every")
  if (every !== undefined) return yield* child(from, seeds, yield* Flags.count("every", every, 1))
  const seconds = yield* Flags.count("shrink", flags("shrink"), 20)
  const startedAt = yield* Clock.currentTimeMillis
  const outcome = cut === null ? yield* search(from, seeds) : only(from, cut)
  const { coverage, failed } = outcome
  const now = yield* Clock.currentTimeMillis
  yield* Console.log(reportText(outcome, (now - startedAt) / 1000).join("\n"))
  if (failed !== null && failed.failure !== null) {
    const clock = yield* Clock.Clock
    const until = now + seconds * 1000
    const { promise } = failed.failure
    const found = shortest(failed.seed, promise, {
      given: cut,
      mayGoOn: () => clock.currentTimeMillisUnsafe() < until
    })
    yield* Console.log(failureText(failed.seed, failed.failure, found).join("\n"))
  }
  if (failed !== null || coverage.unseen.length > 0) return yield* new Broken({ message: "failed" })
})
