/** What `--scenario drift` shows: as one JSON document, and as a page. */
import type { Entry } from "@entra-assets/core/plan/Entry"
import * as Schema from "effect/Schema"
import * as Columns from "../Columns.ts"
import * as Page from "../Page.ts"
import { DirectoryNumbers, PreviewNumbers, RunNumbers, SyncNumbers } from "../SyncNumbers.ts"
import * as Wording from "../Wording.ts"

/** What an administrator did to one record, after the plan was made. */
export const Edit = Schema.Struct({
  entraId: Schema.String,
  attribute: Schema.String,
  before: Schema.NullOr(Schema.String),
  after: Schema.NullOr(Schema.String),
  /** The plan did not write the record because of it. */
  leftAlone: Schema.Boolean
})
export type Edit = typeof Edit.Type

export const DriftReport = Schema.Struct({
  scenario: Schema.Literal("drift"),
  directory: DirectoryNumbers,
  first: SyncNumbers,
  preview: PreviewNumbers,
  edits: Schema.Array(Edit),
  /** Of the plan, on the edited records and all the others. */
  run: RunNumbers,
  next: SyncNumbers,
  later: Schema.Struct({ writes: Schema.Int })
})
export type DriftReport = typeof DriftReport.Type

export const toJson = Schema.encodeSync(Schema.fromJsonString(DriftReport))

export interface DriftResult {
  readonly report: DriftReport
  readonly nameOf: Wording.NameOf
  readonly planned: ReadonlyArray<Entry>
  readonly corrected: ReadonlyArray<Entry>
  /** Records that were not written as planned, as sentences. */
  readonly failures: ReadonlyArray<string>
}

const editLines = (edits: DriftReport["edits"], nameOf: Wording.NameOf, { paint, width }: Page.Page): Page.Lines => {
  const name = 22
  const fate = Wording.longest(["left alone", "written"])
  return Columns.lines(
    [{ width: name }, { width: fate }, { width: Wording.rest(width, name, fate) }],
    edits.map(({ after, attribute, before, entraId, leftAlone }) => [
      nameOf(entraId),
      leftAlone ? paint("yellow", "left alone") : "written",
      `${attribute}: ${before ?? "(empty)"} → ${after ?? "(empty)"}`
    ])
  )
}

export const render = (
  { corrected, failures, nameOf, planned, report }: DriftResult,
  screen: Page.Screen
): string => {
  const { directory, edits, first, later, next, preview, run } = report
  const page = Page.on(screen)
  const { paint, section } = page
  return [
    ...section("Directory", [Wording.directoryLine(directory)]),
    ...section("First sync", Wording.syncLines(first, paint)),
    ...section(
      "Titles change in Entra ID, and a plan is made",
      [`  Preview   ${Wording.previewed(preview)}`],
      Wording.sampleLines(planned, nameOf, page)
    ),
    ...section(
      "Before it is applied, an administrator edits records by hand",
      editLines(edits, nameOf, page)
    ),
    ...section(
      "The plan is applied",
      [`  Run       ${Wording.ran(run, paint)}`],
      failures.map((failure) => `  ${failure}`)
    ),
    ...section(
      "The next sync puts them right",
      Wording.syncLines(next, paint),
      Wording.sampleLines(corrected, nameOf, page)
    ),
    ...section("Another sync, with nothing changed", [Wording.writesLine(later.writes, paint)])
  ].join("\n")
}
