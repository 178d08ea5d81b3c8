/** What `--scenario mass-leave` shows: as one JSON document, and as a page. */
import type { Entry } from "@entra-assets/core/plan/Entry"
import { nextSteps, Stop } from "@entra-assets/core/plan/Verdict"
import * as Schema from "effect/Schema"
import * as Columns from "../Columns.ts"
import * as Page from "../Page.ts"
import { counted, number } from "../Phrase.ts"
import { DirectoryNumbers, PreviewNumbers, RunNumbers, SyncNumbers } from "../SyncNumbers.ts"
import * as Wording from "../Wording.ts"

export const MassLeaveReport = Schema.Struct({
  scenario: Schema.Literal("mass-leave"),
  directory: DirectoryNumbers,
  first: SyncNumbers,
  left: Schema.Struct({
    /** `null` for people of the whole company, when no department is large enough. */
    department: Schema.NullOr(Schema.String),
    /** People in it before. */
    of: Schema.Int,
    deleted: Schema.Int,
    disabled: Schema.Int
  }),
  blocked: Schema.Struct({
    preview: PreviewNumbers,
    /** Writes until the approval. */
    writes: Schema.Int,
    /** The rules that stopped the run, with their figures and up to three examples. */
    stops: Schema.Array(Schema.Struct({ ...Stop.fields, nextStep: Schema.String }))
  }),
  approved: Schema.Struct({ run: RunNumbers }),
  later: Schema.Struct({ writes: Schema.Int })
})
export type MassLeaveReport = typeof MassLeaveReport.Type

export const toJson = Schema.encodeSync(Schema.fromJsonString(MassLeaveReport))

export const explained = (stops: ReadonlyArray<Stop>): MassLeaveReport["blocked"]["stops"] =>
  stops.map((stop) => ({ ...stop, nextStep: nextSteps[stop.rule] }))

export interface MassLeaveResult {
  readonly report: MassLeaveReport
  readonly nameOf: Wording.NameOf
  readonly sample: ReadonlyArray<Entry>
  readonly failures: ReadonlyArray<string>
}

const leftLine = ({ deleted, department, disabled, of }: MassLeaveReport["left"]): string =>
  `  ${number(deleted + disabled)} of ${counted(of, "person", "people")} in ${department ?? "the company"}: ${
    number(deleted)
  } deleted, ${number(disabled)} disabled`

const stopLines = (
  { stops }: MassLeaveReport["blocked"],
  nameOf: Wording.NameOf,
  { paint, width }: Page.Page
): Page.Lines => {
  const rule = Wording.longest(stops.map((stop) => stop.rule))
  return Columns.lines(
    [{ width: rule }, { width: Wording.rest(width, rule, 0) }],
    stops.flatMap(({ detail, examples: { accountIds, entraIds }, nextStep, rule }) => [
      [paint("red", rule.replaceAll("_", " ")), detail],
      ...[...entraIds.map((id) => `${nameOf(id)} (${id})`), ...accountIds].map((who, index) => [
        "",
        `${index === 0 ? "Such as " : "        "}${who}`
      ]),
      ["", nextStep]
    ])
  )
}

export const render = ({ failures, nameOf, report, sample }: MassLeaveResult, screen: Page.Screen): string => {
  const { approved, blocked, directory, first, later, left } = report
  const page = Page.on(screen)
  const { paint, section } = page
  return [
    ...section("Directory", [Wording.directoryLine(directory)]),
    ...section("First sync", Wording.syncLines(first, paint)),
    ...section("Overnight they leave Entra ID", [leftLine(left)]),
    ...section(
      "Next sync, stopped by the guard",
      [
        `  Preview   ${Wording.previewed(blocked.preview)}`,
        `  Run       ${paint("red", "blocked")}; ${counted(blocked.writes, "write", "writes")}`
      ],
      stopLines(blocked, nameOf, page)
    ),
    ...section(
      "The same run, approved",
      [`  Run       ${Wording.ran(approved.run, paint)}`],
      Wording.sampleLines(sample, nameOf, page)
    ),
    ...section("Not written", failures.map((failure) => `  ${failure}`)),
    ...section("Another sync, with nothing changed", [Wording.writesLine(later.writes, paint)])
  ].join("\n")
}
