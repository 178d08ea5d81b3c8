/** The measurements as a table for people: the median of each part's runs, numbers with their units. */
import Table from "cli-table3"
import * as Result from "effect/Result"
import * as Part from "./Part.ts"
import type { Measurement } from "./Peak.ts"
import type { NotFinished } from "./Process.ts"

/** What one run of one part came to. */
export interface Run {
  readonly people: number
  readonly part: Part.Part
  readonly outcome: Result.Result<Measurement, NotFinished>
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const rounded = (value: number): string =>
  value.toLocaleString("en", { maximumFractionDigits: value < 1 ? 3 : value < 100 ? 1 : 0 })

const right = (content: string) => ({ content, hAlign: "right" }) as const

const row = (people: number, part: Part.Part, runs: ReadonlyArray<Run>) => {
  const start = [right(people.toLocaleString("en")), Part.labels[part]]
  const failure = runs.map(({ outcome }) => outcome).find(Result.isFailure)
  if (failure !== undefined) return [...start, { content: `did not finish: ${failure.failure.message}`, colSpan: 4 }]
  const done = runs.flatMap(({ outcome }) => Result.isSuccess(outcome) ? [outcome.success] : [])
  const seconds = median(done.map((run) => run.seconds))
  return [
    ...start,
    right(`${rounded(seconds)} s`),
    right(`${rounded(Math.round(people / seconds))} people/s`),
    right(`${rounded(median(done.map((run) => run.peakHeapMiB)))} MiB`),
    right(`${rounded(median(done.map((run) => run.peakRssMiB)))} MiB`)
  ]
}

export const render = (runs: ReadonlyArray<Run>): string => {
  const table = new Table({
    head: ["people", "part", "time", "speed", "peak heap", "peak RSS"],
    style: { head: [], border: [], compact: true }
  })
  const sizes = new Set(runs.map(({ people }) => people))
  for (const people of sizes) {
    for (const part of Part.parts) {
      table.push(row(people, part, runs.filter((run) => run.people === people && run.part === part)))
    }
  }
  return table.toString()
}
