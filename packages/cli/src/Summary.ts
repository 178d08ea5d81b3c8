/** The simulation's result as a page that a person likes to read. Pure: data in, text out. */
import { type FindingCode, nextSteps } from "@entra-assets/core/model/Finding"
import type { Entry } from "@entra-assets/core/plan/Entry"
import * as Columns from "./Columns.ts"
import type { Minimum } from "./Minimum.ts"
import * as Page from "./Page.ts"
import { number } from "./Phrase.ts"
import type { RequestNumbers, SimulationReport } from "./SimulationReport.ts"
import type { PreviewNumbers } from "./SyncNumbers.ts"
import * as Wording from "./Wording.ts"

export interface Sample {
  /** Names of the people whom the samples mention. */
  readonly nameOf: Wording.NameOf
  readonly firstDay: ReadonlyArray<Entry>
  readonly nextDay: ReadonlyArray<Entry>
}

export interface SummaryInput {
  readonly report: SimulationReport
  readonly sample: Sample
  readonly minimum: Minimum
  /** Failures of single records, as sentences. */
  readonly failures: ReadonlyArray<string>
  /** Why the guard stopped the next day's run, which was then approved; empty when it did not. */
  readonly stopped: string
}

const isFindingCode = (code: string): code is FindingCode => code in nextSteps

const findingLines = ({ findings }: PreviewNumbers, width: number): ReadonlyArray<string> => {
  const rows = Object.entries(findings).flatMap(([code, count]) =>
    isFindingCode(code) && count > 0 ? [[number(count), code.replaceAll("_", " "), nextSteps[code]] as const] : []
  )
  const count = Wording.longest(rows.map(([text]) => text))
  const code = Wording.longest(rows.map(([, text]) => text))
  return Columns.lines(
    [{ width: count, align: "right" }, { width: code }, { width: Wording.rest(width, count, code) }],
    rows
  )
}

const requestNames: ReadonlyArray<readonly [keyof RequestNumbers, string]> = [
  ["token", "Access token"],
  ["graph", "Microsoft Graph"],
  ["jira", "Jira"],
  ["assetsRead", "Assets, reading"],
  ["assetsWrite", "Assets, writing"],
  ["setup", "Assets, set-up"]
]

const requestLines = (requests: RequestNumbers, minimum: Minimum): ReadonlyArray<string> =>
  Columns.lines(
    [{}, { align: "right" }, { align: "right" }],
    [
      ["", "sent", "at least"],
      ...requestNames.map(([key, label]) => [
        label,
        number(requests[key]),
        key === "setup" ? "" : number(minimum[key])
      ])
    ]
  )

/** What somebody has to know who did not expect the guard. */
const approvedLines = (stopped: string, { paint, width }: Page.Page): Page.Lines =>
  stopped === "" ? [] : Columns.lines([{}, { width: width - 14 }], [
    [paint("yellow", "Guard   "), stopped],
    ["", "Nothing was written until it was approved; here the simulation does that itself."]
  ])

export const render = ({ failures, minimum, report, sample, stopped }: SummaryInput, screen: Page.Screen): string => {
  const { directory, nextDay, preview, requests, resources, secondRun } = report
  const page = Page.on(screen)
  const { paint, section, width } = page
  return [
    ...section("Directory", [Wording.directoryLine(directory)]),
    ...section(
      "First sync",
      Wording.syncLines(report, paint),
      Wording.sampleLines(sample.firstDay, sample.nameOf, page)
    ),
    ...section("Not written", failures.map((failure) => `  ${failure}`)),
    ...section("Second sync, with nothing changed", [Wording.writesLine(secondRun.writes, paint)]),
    ...section(
      "Next day",
      Wording.syncLines(nextDay, paint),
      approvedLines(stopped, page),
      Wording.sampleLines(sample.nextDay, sample.nameOf, page)
    ),
    ...section("Findings of the first preview, and what to do", findingLines(preview, width)),
    ...section("Requests of the first sync", requestLines(requests, minimum)),
    "",
    `  ${(resources.wallMs / 1000).toFixed(1)} s in all, at most ${number(resources.peakRssMiB)} MiB of memory`
  ].join("\n")
}
