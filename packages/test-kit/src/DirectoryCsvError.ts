/** Why a file of employees cannot become an organisation: always one problem, at one place in the file. */
import * as Schema from "effect/Schema"

export const Reason = Schema.Literals([
  "EmptyFile",
  "HeaderOnly",
  "MissingColumn",
  "RepeatedColumn",
  "BrokenRow",
  "BlankValue",
  "BadAddress",
  "BadDate",
  "DuplicateEmployeeKey",
  "UnknownParent",
  "TwoCurrentRows",
  "TwoNames",
  "TwoAddresses",
  "SharedAddress"
])
export type Reason = typeof Reason.Type

/** `message` is one line that says where and what to do. It quotes no cell, since cells are personal data. */
export class DirectoryCsvError extends Schema.TaggedError<DirectoryCsvError>()("DirectoryCsvError", {
  reason: Reason,
  /** Line of the file, from 1; a row whose cells hold line breaks counts by its first line. */
  line: Schema.Int,
  /** Name of the column; `null` when the problem is in none, or in one without a name. */
  column: Schema.NullOr(Schema.String),
  message: Schema.String
}) {}

/** `advice` says what is wrong in this place and what to do. */
export const problem = (
  reason: Reason,
  place: { readonly line: number; readonly column: string | null },
  advice: string
): DirectoryCsvError => {
  const { column, line } = place
  const where = column === null ? `Line ${line}` : `Line ${line}, column ${column}`
  return new DirectoryCsvError({ reason, line, column, message: `${where}: ${advice}` })
}
