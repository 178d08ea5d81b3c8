/** The simulation's result as a page that a person likes to read. Pure: text in, text out. */
import { type Change, type Entry, type ManagerLink } from "@entra-assets/core/plan/Entry"
import { fieldName } from "@entra-assets/core/model/Employee"
import { type FindingCode, nextSteps } from "@entra-assets/core/model/Finding"
import Table from "cli-table3"
import { styleText } from "node:util"
import type { PreviewNumbers, RequestNumbers, RunNumbers, SimulationReport } from "./SimulationReport.ts"

export interface Sample {
  /** Names by Entra id, of the people whom the samples mention. */
  readonly nameOf: (entraId: string) => string
  readonly firstDay: ReadonlyArray<Entry>
  readonly nextDay: ReadonlyArray<Entry>
}

export interface SummaryInput {
  readonly report: SimulationReport
  readonly sample: Sample
  /** The fewest requests that the same work can cost. */
  readonly minimum: RequestNumbers
  /** Failures of single records, as sentences. */
  readonly failures: ReadonlyArray<string>
}

const number = (value: number): string => value.toLocaleString("en")
const heading = (text: string): string => `\n${styleText("bold", text)}\n`
const counted = (value: number, one: string, many: string): string => `${number(value)} ${value === 1 ? one : many}`

const plain = {
  chars: {
    "top": "", "top-mid": "", "top-left": "", "top-right": "", "bottom": "", "bottom-mid": "", "bottom-left": "",
    "bottom-right": "", "left": "", "left-mid": "", "mid": "", "mid-mid": "", "right": "", "right-mid": "", "middle": " "
  },
  style: { "padding-left": 1, "padding-right": 1, head: [], border: [] }
}

const runLine = (run: RunNumbers): string =>
  [
    `${number(run.created)} created`,
    `${number(run.updated)} updated`,
    `${number(run.inactivated)} inactivated`,
    `${number(run.reactivated)} reactivated`,
    counted(run.managerLinks, "manager link", "manager links"),
    run.failed === 0 ? "0 failed" : styleText("red", `${number(run.failed)} failed`)
  ].join(", ")

const previewLine = (preview: PreviewNumbers): string =>
  [
    `${number(preview.create)} to create`,
    `${number(preview.update)} to update`,
    `${number(preview.inactivate)} to inactivate`,
    `${number(preview.reactivate)} to reactivate`,
    `${number(preview.unchanged)} unchanged`
  ].join(", ")

const shownValue = (value: string | boolean | null): string =>
  value === null ? "(empty)" : typeof value === "boolean" ? (value ? "yes" : "no") : value

const changeLine = (change: Change, nameOf: Sample["nameOf"]): string => {
  const manager = (link: ManagerLink | null) =>
    link === null ? "(empty)" : link.entraId === null ? `object ${link.objectId ?? "?"}` : nameOf(link.entraId)
  const [before, after] = change.field === "manager"
    ? [manager(change.before), manager(change.after)]
    : [shownValue(change.before), shownValue(change.after)]
  return `${fieldName(change.field)}: ${styleText("dim", before)} → ${after}`
}

const entryLines = (entry: Entry, nameOf: Sample["nameOf"]): ReadonlyArray<string> => {
  if (entry._tag === "Create") {
    const { department, jobTitle, manager, name } = entry.record
    const about = [jobTitle, department].filter((text) => text !== null).join(", ")
    const reports = manager?.entraId === undefined || manager.entraId === null ? "" : `, reports to ${nameOf(manager.entraId)}`
    return [`${styleText("green", "new")}          ${name}: ${about === "" ? "no title" : about}${reports}`]
  }
  const verb = {
    Update: styleText("yellow", "changed"),
    Inactivate: styleText("red", "inactive"),
    Reactivate: styleText("green", "active again")
  }[entry._tag]
  const cause = entry._tag === "Inactivate" ? ` (${entry.cause.replaceAll("_", " ")})` : ""
  return [
    `${verb}${" ".repeat(Math.max(1, 13 - { Update: 7, Inactivate: 8, Reactivate: 12 }[entry._tag]))}${entry.name}${cause}`,
    ...entry.changes
      .filter((change) => change.field !== "managerAtlassianAccountId")
      .map((change) => `             ${changeLine(change, nameOf)}`)
  ]
}

const findingCodes = (preview: PreviewNumbers) =>
  Object.entries(preview.findings).flatMap(([code, count]) => count === undefined || count === 0 ? [] : [{ code, count }])

const isFindingCode = (code: string): code is FindingCode => code in nextSteps

const findingLines = (preview: PreviewNumbers): string => {
  const table = new Table({ ...plain, colWidths: [8, 20, null], wordWrap: true })
  for (const { code, count } of findingCodes(preview)) {
    table.push([
      { content: number(count), hAlign: "right" },
      code.replaceAll("_", " "),
      isFindingCode(code) ? nextSteps[code] : ""
    ])
  }
  return table.toString()
}

const requestRows: ReadonlyArray<readonly [keyof RequestNumbers, string]> = [
  ["setup", "Schema set-up"],
  ["token", "Access token"],
  ["graph", "Microsoft Graph"],
  ["jira", "Jira"],
  ["assetsRead", "Assets, reading"],
  ["assetsWrite", "Assets, writing"]
]

const requestLines = (requests: RequestNumbers, minimum: RequestNumbers): string => {
  const table = new Table({ ...plain, head: ["", "requests", "at least"].map((text) => styleText("dim", text)) })
  for (const [key, label] of requestRows) {
    table.push([
      label,
      { content: number(requests[key]), hAlign: "right" },
      { content: number(minimum[key]), hAlign: "right" }
    ])
  }
  return table.toString()
}

export const render = ({ failures, minimum, report, sample }: SummaryInput): string => {
  const { directory, nextDay, preview, requests, resources, run, secondRun } = report
  const lines = [
    heading("Directory"),
    `  ${counted(directory.people, "person", "people")} in Entra ID, ${
      counted(directory.accounts, "account", "accounts")
    } in Jira`,
    heading("First run"),
    `  Preview   ${previewLine(preview)}`,
    `  Run       ${runLine(run)}`,
    ...sample.firstDay.flatMap((entry) => entryLines(entry, sample.nameOf)).map((line) => `    ${line}`),
    ...(failures.length === 0 ? [] : [heading("Not written"), ...failures.map((failure) => `  ${failure}`)]),
    heading("Second run, nothing changed"),
    `  ${secondRun.writes === 0 ? styleText("green", "0 writes") : styleText("red", counted(secondRun.writes, "write", "writes"))}`,
    heading("Next day"),
    `  Preview   ${previewLine(nextDay.preview)}`,
    `  Run       ${runLine(nextDay.run)}`,
    ...sample.nextDay.flatMap((entry) => entryLines(entry, sample.nameOf)).map((line) => `    ${line}`),
    ...(findingCodes(preview).length === 0
      ? []
      : [heading("Findings of the first preview, and what to do"), findingLines(preview)]),
    heading("Requests of the first preview and run"),
    requestLines(requests, minimum),
    "",
    `  ${(resources.wallMs / 1000).toFixed(1)} s in all, at most ${number(resources.peakRssMiB)} MiB of memory`,
    ""
  ]
  return lines.join("\n")
}
