/** Text in columns without lines between them: `cli-table3` knows how wide each character is on a screen. */
import Table from "cli-table3"

export interface Column {
  /** Longer text is wrapped, longer words are cut; as wide as its text unless said. */
  readonly width?: number
  readonly align?: "left" | "right"
}

export type Row = ReadonlyArray<string>

const noLines = {
  "top": "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  "bottom": "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  "left": "",
  "left-mid": "",
  "mid": "",
  "mid-mid": "",
  "right": "",
  "right-mid": "",
  "middle": ""
}

/** Spaces before the first column and after each. */
export const gap = 2

/** The lines, indented by the gap and without spaces at their ends. */
export const lines = (columns: ReadonlyArray<Column>, rows: ReadonlyArray<Row>): ReadonlyArray<string> => {
  if (rows.length === 0) return []
  const table = new Table({
    chars: noLines,
    colWidths: columns.map(({ width }) => width === undefined ? null : width + gap),
    colAligns: columns.map(({ align = "left" }) => align),
    style: { "padding-left": 0, "padding-right": gap, head: [], border: [] },
    wordWrap: true
  })
  for (const row of rows) table.push([...row])
  return table.toString().split("\n").map((line) => (" ".repeat(gap) + line).trimEnd())
}
