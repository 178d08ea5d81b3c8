/** What the simulation prints: how much it lived through and how fast, and what it found with the way to see it again. */
import type { Checked, Failure, Shortest } from "./Check.ts"
import type { Coverage } from "./Coverage.ts"
import { promises } from "./Promises.ts"
import { type Action, calm, day, type Drive, hour, minute, type Step } from "./Script.ts"

export interface Outcome {
  readonly from: number
  readonly seeds: number
  readonly coverage: Coverage
  readonly failed: Checked | null
}

/** The promise in words; its number, where it has one. */
const inWords = ({ promise }: Failure): string => {
  const words = Object.entries(promises).find(([name]) => name === promise)?.[1] ?? promise
  return Number.isNaN(Number(promise)) ? `${promise}: ${words}` : `invariant ${promise}: ${words}`
}

const when = (millis: number): string => {
  const [days, hours, minutes] = [
    Math.floor(millis / day),
    Math.floor(millis / hour) % 24,
    Math.floor(millis / minute) % 60
  ]
  return `day ${days} ${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`
}

/** Only what is out of the ordinary. */
const driveText = ({ fates, ...path }: Drive) => ({
  ...path,
  fates: fates.map((fate) =>
    Object.fromEntries(
      Object.entries(fate).filter(([field, value]) =>
        JSON.stringify(value) !== JSON.stringify(Object.entries(calm).find(([name]) => name === field)?.[1])
      )
    )
  )
})

const plainly = (action: Action): object =>
  "drive" in action
    ? { ...action, drive: driveText(action.drive) }
    : action._tag === "PreviewThenApply"
    ? { ...action, preview: driveText(action.preview), apply: driveText(action.apply) }
    : action

const stepText = ({ at, ...action }: Step): string => `  ${when(at)}  ${JSON.stringify(plainly(action))}`

/** So many of the last things that happened are shown. */
const shown = 60

export const failureText = (
  seed: number,
  failure: Failure,
  { cut, script, trace }: Shortest
): ReadonlyArray<string> => {
  const { assetsPerMinute, days, pageSize, people, rates, settings, steps, switches } = script
  const isWhole = Object.keys(cut).length === 0
  return [
    "",
    `BROKEN: ${inWords(failure)}`,
    `  ${failure.message}`,
    "",
    `The shortest history found of seed ${seed}: ${people} people, ${days} days, ${steps.length} steps`,
    `  ${JSON.stringify({ pageSize, assetsPerMinute, settings, switches, faults: rates })}`,
    ...steps.map(stepText),
    "",
    `The end of it, in milliseconds:`,
    ...trace.slice(-shown).map((line) => `  ${line}`),
    "",
    `Replay: npm run check:simulation -- --from ${seed} --seeds 1${isWhole ? "" : ` --cut '${JSON.stringify(cut)}'`}`
  ]
}

export const reportText = ({ coverage, failed, from, seeds }: Outcome, seconds: number): ReadonlyArray<string> => [
  `${seeds} ${seeds === 1 ? "seed" : "seeds"} from ${from}, each lived through twice, in ${seconds.toFixed(1)} s (${
    Math.round(seeds * 60 / Math.max(seconds, 0.001))
  } seeds a minute)`,
  `${coverage.count("days")} virtual days: ${coverage.count("slices")} slices, ${
    coverage.count("kills")
  } of them killed, ${coverage.count("requests")} requests, ${coverage.count("writes")} writes`,
  "",
  "How often each thing happened:",
  ...coverage.table,
  ...(coverage.unseen.length === 0 || failed !== null ? [] : ["", `NEVER SEEN: ${coverage.unseen.join(", ")}`])
]
