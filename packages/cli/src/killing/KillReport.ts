/** What `--kill-every` found out: as one JSON document, and as a page. */
import * as Schema from "effect/Schema"
import * as Columns from "../Columns.ts"
import * as Page from "../Page.ts"
import { counted, number } from "../Phrase.ts"
import { DirectoryNumbers, PreviewNumbers, RunNumbers } from "../SyncNumbers.ts"
import * as Wording from "../Wording.ts"

/** What is there after a slice that was not there before. */
export const Slice = Schema.Struct({
  /** It was killed; else it came to the end of the run. */
  killed: Schema.Boolean,
  /** People, accounts and records on the pages that it read to their end. */
  read: Schema.Int,
  /** It made the plan. */
  planned: Schema.Boolean,
  /** Writes that took effect in Assets. */
  writes: Schema.Int,
  /** Whether anything was kept: a page of a source or of the plan, or a write. */
  kept: Schema.Boolean
})
export type Slice = typeof Slice.Type

export const KillReport = Schema.Struct({
  killEverySeconds: Schema.Int,
  directory: DirectoryNumbers,
  preview: PreviewNumbers,
  run: RunNumbers,
  kills: Schema.Int,
  slices: Schema.Array(Slice),
  /** Records in Assets, and how many of them have the Entra User ID of another. */
  employees: Schema.Int,
  twice: Schema.Int,
  /** The same company, synced without a kill. */
  undisturbed: Schema.Struct({
    employees: Schema.Int,
    /** Records that say something else, or are there in only one of the two. */
    different: Schema.Int
  }),
  /** Simulated time and requests of both runs; of the killed one without the waiting for the lease. */
  seconds: Schema.Struct({ killed: Schema.Finite, undisturbed: Schema.Finite }),
  requests: Schema.Struct({ killed: Schema.Int, undisturbed: Schema.Int }),
  resources: Schema.Struct({ wallMs: Schema.Int, peakRssMiB: Schema.Int })
})
export type KillReport = typeof KillReport.Type

export const toJson = Schema.encodeSync(Schema.fromJsonString(KillReport))

/** What is not as it should be, in sentences; nothing when all is well. */
export const faults = (report: KillReport): ReadonlyArray<string> => {
  const idle = report.slices.filter(({ kept }) => !kept).length
  return [
    ...(idle === 0 ? [] : [`${counted(idle, "slice", "slices")} kept nothing.`]),
    ...(report.slices.at(-1)?.killed === true ? ["The run did not come to its end."] : []),
    ...(report.twice === 0 ? [] : [`${counted(report.twice, "record is", "records are")} there twice.`]),
    ...(report.undisturbed.different === 0
      ? []
      : [`${counted(report.undisturbed.different, "record differs", "records differ")} from an undisturbed run.`])
  ]
}

const keptBy = ({ kept, planned, read, writes }: Slice): ReadonlyArray<string> =>
  kept
    ? [
      ...(read > 0 ? [`${number(read)} read`] : []),
      ...(planned ? ["the plan"] : []),
      ...(writes > 0 ? [`${number(writes)} written`] : []),
      ...(read === 0 && !planned && writes === 0 ? ["what was in doubt, settled"] : [])
    ]
    : ["nothing"]

/** Slices in a row that only read, or only wrote, with a number for each; others stand for themselves. */
interface Stretch {
  readonly what: "read" | "written" | "more"
  readonly first: number
  readonly values: Array<string>
}

const stretches = (slices: ReadonlyArray<Slice>): ReadonlyArray<Stretch> => {
  const found: Array<Stretch> = []
  for (const [index, slice] of slices.entries()) {
    const kept = keptBy(slice)
    const [value = "", what] = kept.length === 1 ? (kept[0] ?? "").split(" ") : []
    const last = found.at(-1)
    if (what !== "read" && what !== "written") found.push({ what: "more", first: index + 1, values: [kept.join(", ")] })
    else if (last?.what === what) last.values.push(value)
    else found.push({ what, first: index + 1, values: [value] })
  }
  return found
}

const sliceLines = (slices: ReadonlyArray<Slice>, width: number): Page.Lines => {
  const rows = stretches(slices).map(({ first, values, what }) =>
    [
      values.length === 1 ? number(first) : `${number(first)}–${number(first + values.length - 1)}`,
      what === "more" ? values.join("") : `${values.join(" ")} ${what}`
    ] as const
  )
  const range = Wording.longest(rows.map(([text]) => text))
  return Columns.lines([{ width: range, align: "right" }, { width: Wording.rest(width, range, 0) }], rows)
}

const seconds = (value: number): string => `${number(Math.round(value * 10) / 10)} s`

export const render = (report: KillReport, screen: Page.Screen): string => {
  const { directory, employees, kills, requests, resources, slices, twice, undisturbed } = report
  const page = Page.on(screen)
  const { paint, section, width } = page
  const good = (text: string, isGood: boolean) => paint(isGood ? "green" : "red", text)
  return [
    ...section("Directory", [Wording.directoryLine(directory)]),
    ...section(
      `First sync, each slice killed after ${seconds(report.killEverySeconds)} of its work`,
      Wording.syncLines(report, paint),
      [`  ${counted(slices.length, "slice", "slices")}, ${counted(kills, "kill", "kills")}. Each slice kept:`],
      sliceLines(slices, width)
    ),
    ...section(
      "Afterwards",
      Columns.lines([{}, {}], [
        [
          "Employees",
          `${number(employees)}, ${good(twice === 0 ? "none twice" : `${number(twice)} twice`, twice === 0)}`
        ],
        [
          "Undisturbed run",
          `${number(undisturbed.employees)}, ${
            good(
              undisturbed.different === 0 ? "all the same" : `${number(undisturbed.different)} different`,
              undisturbed.different === 0
            )
          }`
        ],
        [
          "Simulated time",
          `${seconds(report.seconds.killed)} of work; undisturbed ${seconds(report.seconds.undisturbed)}`
        ],
        ["Requests", `${number(requests.killed)}; undisturbed ${number(requests.undisturbed)}`]
      ])
    ),
    "",
    `  ${(resources.wallMs / 1000).toFixed(1)} s in all, at most ${number(resources.peakRssMiB)} MiB of memory`
  ].join("\n")
}
