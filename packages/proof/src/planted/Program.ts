/**
 * `npm run check:planted`: shows that the checkers find what they are for. Fails when a planted bug is not found where it
 * was recorded, or with `--search` when it is not found at all.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Flags from "../Flags.ts"
import { load } from "./Defects.ts"
import { type Drilled, explain, replay, search } from "./Drill.ts"

/** Some bug was not found; printed already. */
export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", { message: Schema.String }) {}

const line = (drilled: Drilled): string => {
  const { defect, seconds } = drilled
  return `${defect.name.padEnd(42)}${`${seconds.toFixed(1)} s`.padStart(8)}  ${explain(drilled)}`
}

/** As it belongs into `planted/index.json`. */
const toRecord = ({ defect: { checker, name }, verdict }: Drilled): string =>
  `  ${JSON.stringify(name)}: ${JSON.stringify({ checker, hit: verdict._tag === "Found" ? verdict.hit : null })}`

/**
 * `--only NAME` for one bug; `--search` to look for the first hit of each anew, in `--most N` (2000) cases or seeds, and
 * print what to record.
 */
export const run = Effect.fn("check:planted")(function*(args: ReadonlyArray<string>) {
  const flags = yield* Flags.read(args, ["only", "most"], ["search"])
  const only = flags("only")
  const most = yield* Flags.count("most", flags("most"), 2000)
  const isSearch = flags("search") !== undefined
  const defects = (yield* load).filter(({ name }) => only === undefined || name === only)
  if (defects.length === 0) {
    return yield* new Flags.UsageError({ message: `--only ${only}: there is no such bug in packages/proof/planted.` })
  }
  const drilled = yield* Effect.forEach(
    defects,
    (defect) =>
      Effect.tap(
        isSearch ? search(defect, most) : replay(defect),
        (drilled) => Console.log(line(drilled))
      ),
    { concurrency: 2 }
  )
  if (isSearch) {
    yield* Console.log(
      ["", "To record in packages/proof/planted/index.json:", drilled.map(toRecord).join(",\n")].join("\n")
    )
  }
  const found = drilled.filter(({ verdict }) => verdict._tag === "Found").length
  const how = isSearch ? `within ${most} cases or seeds` : "where recorded"
  yield* Console.log(`\n${found} of ${drilled.length} planted bugs found ${how}.`)
  if (found < drilled.length) return yield* new NotFound({ message: `${drilled.length - found} not found` })
})
