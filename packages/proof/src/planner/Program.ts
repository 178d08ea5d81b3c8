/** `npm run check:planner`: from arguments to what it prints. It fails when a property breaks or a share is too small. */
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Flags from "../Flags.ts"
import { check } from "./Check.ts"
import { reportText } from "./Report.ts"

/** Found and printed. */
export class Broken extends Schema.TaggedError<Broken>()("Broken", { message: Schema.String }) {}

/**
 * `--cases N` (10000), `--seed S` (1), and `--case K` for the one case of that number, with its world made as small as
 * possible when it fails.
 */
export const run = Effect.fn("check:planner")(function*(args: ReadonlyArray<string>) {
  const flags = yield* Flags.read(args, ["cases", "seed", "case"])
  const seed = flags("seed") ?? "1"
  const cases = yield* Flags.count("cases", flags("cases"), flags("case") === undefined ? 10_000 : 1)
  const first = yield* Flags.count("case", flags("case"), 1)
  const startedAt = yield* Clock.currentTimeMillis
  const outcome = yield* check({ seed, first, cases })
  yield* Console.log(reportText(seed, outcome, ((yield* Clock.currentTimeMillis) - startedAt) / 1000))
  if (outcome.failure !== null || outcome.shares.rare.length > 0) return yield* new Broken({ message: "failed" })
})
