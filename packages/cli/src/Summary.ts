/** The simulation's result as a page that a person likes to read. Pure: data in, text out. */
import { fieldName } from "@entra-assets/core/model/Employee"
import { type FindingCode, nextSteps } from "@entra-assets/core/model/Finding"
import type { Change, Entry, ManagerLink } from "@entra-assets/core/plan/Entry"
import { styleText } from "node:util"
import * as Columns from "./Columns.ts"
import type { Minimum } from "./Minimum.ts"
import { counted, number } from "./Phrase.ts"
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
  readonly minimum: Minimum
  /** Failures of single records, as sentences. */
  readonly failures: ReadonlyArray<string>
}

export interface Screen {
  /** Characters in a line. */
  readonly width: number
  readonly colours: boolean
}

/** Width of a column that is as wide as its text. */
const longest = (texts: ReadonlyArray<string>): number => Math.max(0, ...texts.map((text) => text.length))

/** Width of the last of three columns. */
const rest = (width: number, first: number, second: number): number =>
  Math.max(30, width - first - second - 4 * Columns.gap)

type Style = Parameters<typeof styleText>[0]
type Paint = (style: Style, text: string) => string

const paintOn = ({ colours }: Screen): Paint => (style, text) =>
  colours ? styleText(style, text, { validateStream: false }) : text

/** Only what happened; `nothing` when nothing did. */
const list = (parts: ReadonlyArray<readonly [number, string]>, nothing: string): string => {
  const happened = parts.filter(([count]) => count > 0)
  return happened.length === 0 ? nothing : happened.map(([count, what]) => `${number(count)} ${what}`).join(", ")
}

const previewed = ({ create, inactivate, reactivate, unchanged, update }: PreviewNumbers): string =>
  list([
    [create, "to create"],
    [update, "to update"],
    [inactivate, "to inactivate"],
    [reactivate, "to reactivate"],
    [unchanged, "unchanged"]
  ], "nobody to keep a record of")

const ran = (
  { created, failed, inactivated, managerLinks, reactivated, updated }: RunNumbers,
  paint: Paint
): string => {
  const done = list([
    [created, "created"],
    [updated, "updated"],
    [inactivated, "inactivated"],
    [reactivated, "reactivated"]
  ], "nothing to write")
  const links = managerLinks === 0 ? "" : `; ${number(managerLinks)} linked to their manager`
  return `${done}${links}; ${failed === 0 ? "0 failed" : paint("red", `${number(failed)} failed`)}`
}

// --- samples ---------------------------------------------------------------------------------------------------------

const causes: { readonly [cause: string]: string } = {
  disabled_in_entra: "disabled in Entra ID",
  gone_from_entra: "no longer in Entra ID",
  account_inactive: "Atlassian account deactivated",
  account_gone: "Atlassian account gone"
}

/** Says no more than another change of the same entry, or than the word before the name. */
const isSelfEvident = (change: Change, changes: ReadonlyArray<Change>): boolean =>
  change.field === "active" || change.field === "managerAtlassianAccountId" ||
  (change.field === "name" && changes.some(({ field }) => field === "fullName"))

const shown = (value: string | boolean | null): string =>
  value === null ? "(empty)" : typeof value === "boolean" ? (value ? "yes" : "no") : value

const managerShown = (link: ManagerLink | null, nameOf: Sample["nameOf"]): string =>
  link === null ? "(empty)" : link.entraId === null ? `object ${link.objectId ?? "unknown"}` : nameOf(link.entraId)

const changed = (change: Change, nameOf: Sample["nameOf"]): string => {
  const [before, after] = change.field === "manager"
    ? [managerShown(change.before, nameOf), managerShown(change.after, nameOf)]
    : [shown(change.before), shown(change.after)]
  return `${fieldName(change.field)}: ${before} → ${after}`
}

const introduced = ({ record }: Extract<Entry, { _tag: "Create" }>, nameOf: Sample["nameOf"]): string => {
  const manager = record.manager?.entraId ?? null
  const facts = [record.jobTitle, record.department, manager === null ? null : `reports to ${nameOf(manager)}`]
  return facts.filter((fact) => fact !== null).join(", ")
}

const describe = (entry: Entry, nameOf: Sample["nameOf"]): ReadonlyArray<string> => {
  if (entry._tag === "Create") return [introduced(entry, nameOf)]
  const changes = entry.changes.flatMap((change) =>
    isSelfEvident(change, entry.changes) ? [] : [changed(change, nameOf)]
  )
  return entry._tag === "Inactivate" ? [causes[entry.cause] ?? entry.cause, ...changes] : changes
}

const words: { readonly [tag in Entry["_tag"]]: readonly [Style, string] } = {
  Create: ["green", "new"],
  Update: ["yellow", "changed"],
  Inactivate: ["red", "inactive"],
  Reactivate: ["green", "active again"]
}

const sampleLines = (
  entries: ReadonlyArray<Entry>,
  nameOf: Sample["nameOf"],
  paint: Paint,
  width: number
): ReadonlyArray<string> => {
  const verb = longest(entries.map((entry) => words[entry._tag][1]))
  const name = 22
  const columns = [{ width: verb }, { width: name }, { width: rest(width, verb, name) }]
  return Columns.lines(
    columns,
    entries.flatMap((entry) => {
      const [style, word] = words[entry._tag]
      const [first = "", ...rest] = describe(entry, nameOf)
      const who = entry._tag === "Create" ? entry.record.name : entry.name
      return [[paint(style, word), who, first], ...rest.map((line) => ["", "", line])]
    })
  )
}

// --- findings and requests -------------------------------------------------------------------------------------------

const isFindingCode = (code: string): code is FindingCode => code in nextSteps

const findingLines = ({ findings }: PreviewNumbers, width: number): ReadonlyArray<string> => {
  const rows = Object.entries(findings).flatMap(([code, count]) =>
    isFindingCode(code) && count > 0 ? [[number(count), code.replaceAll("_", " "), nextSteps[code]] as const] : []
  )
  const count = longest(rows.map(([text]) => text))
  const code = longest(rows.map(([, text]) => text))
  return Columns.lines([{ width: count, align: "right" }, { width: code }, { width: rest(width, count, code) }], rows)
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

export const render = ({ failures, minimum, report, sample }: SummaryInput, screen: Screen): string => {
  const { directory, nextDay, preview, requests, resources, run, secondRun } = report
  const { width } = screen
  const paint = paintOn(screen)
  const section = (title: string, ...paragraphs: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
    const written = paragraphs.filter((lines) => lines.length > 0)
    return written.length === 0 ? [] : ["", paint("bold", title), ...written.flatMap((lines) => ["", ...lines])]
  }
  const people = counted(directory.people, "person", "people")
  const accounts = counted(directory.accounts, "account", "accounts")
  const writes = counted(secondRun.writes, "write", "writes")
  return [
    ...section("Directory", [`  ${people} in Entra ID, ${accounts} in Jira`]),
    ...section(
      "First sync",
      [`  Preview   ${previewed(preview)}`, `  Run       ${ran(run, paint)}`],
      sampleLines(sample.firstDay, sample.nameOf, paint, width)
    ),
    ...section("Not written", failures.map((failure) => `  ${failure}`)),
    ...section("Second sync, with nothing changed", [`  ${paint(secondRun.writes === 0 ? "green" : "red", writes)}`]),
    ...section(
      "Next day",
      [`  Preview   ${previewed(nextDay.preview)}`, `  Run       ${ran(nextDay.run, paint)}`],
      sampleLines(sample.nextDay, sample.nameOf, paint, width)
    ),
    ...section("Findings of the first preview, and what to do", findingLines(preview, width)),
    ...section("Requests of the first sync", requestLines(requests, minimum)),
    "",
    `  ${(resources.wallMs / 1000).toFixed(1)} s in all, at most ${number(resources.peakRssMiB)} MiB of memory`
  ].join("\n")
}
