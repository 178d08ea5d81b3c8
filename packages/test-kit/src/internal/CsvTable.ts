/**
 * A CSV file with a header, as rows with named cells, each with its line in the file. It knows nothing of what the
 * columns mean. Cells are trimmed; rows without any text do not count.
 */
import * as Effect from "effect/Effect"
import * as Csv from "effect/encoding/Csv"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { type DirectoryCsvError, problem } from "../DirectoryCsvError.ts"

export interface Row<Column extends string> {
  /** From 1; where the row begins. */
  readonly line: number
  /** Empty when the file has no such column. */
  readonly cell: (column: Column) => string
}

export const parse = Effect.fnUntraced(function*<Column extends string>(text: string, columns: {
  readonly needed: ReadonlyArray<Column>
  readonly optional: ReadonlyArray<Column>
}): Effect.fn.Return<ReadonlyArray<Row<Column>>, DirectoryCsvError> {
  const records = yield* decode(text).pipe(Effect.catch((error) => Effect.flip(brokenRow(text, error))))
  const [header, ...rows] = withLines(records).filter(({ cells }) => cells.some((cell) => cell !== ""))
  if (header === undefined) {
    return yield* problem("EmptyFile", { line: 1, column: null }, "the file is empty. Export it again.")
  }
  const { cells: names, line } = header
  for (const column of columns.needed) {
    if (!names.includes(column)) {
      return yield* problem(
        "MissingColumn",
        { line, column },
        "the header has no such column. Add it, with commas between the cells."
      )
    }
  }
  for (const column of [...columns.needed, ...columns.optional]) {
    if (names.indexOf(column) !== names.lastIndexOf(column)) {
      return yield* problem("RepeatedColumn", { line, column }, "the header has this column twice. Remove one.")
    }
  }
  for (const row of rows) {
    if (row.cells.length !== names.length) {
      return yield* problem(
        "BrokenRow",
        { line: row.line, column: null },
        `the row has ${row.cells.length} cells where the header has ${names.length}. Quote cells that hold a comma, ` +
          "and leave no cell out."
      )
    }
  }
  if (rows.length === 0) {
    return yield* problem("HeaderOnly", { line, column: null }, "no row follows the header. Export the employees too.")
  }
  return rows.map((row) => ({ line: row.line, cell: (column) => row.cells[names.indexOf(column)] ?? "" }))
})

/** A quote that is not closed takes in all the rest of the file, so no limit on the size of a record. */
const decode = (text: string): Effect.Effect<ReadonlyArray<Csv.Row>, Csv.CsvError> =>
  Stream.make(text).pipe(
    Stream.pipeThroughChannel(Csv.decodeString({ maxRecordSize: Infinity })),
    Stream.runCollect
  )

/** The decoder names lines only in its errors, so they are counted again: one for each break, inside cells too. */
const withLines = (records: ReadonlyArray<Csv.Row>) => {
  let next = 1
  return records.map((cells) => {
    const line = next
    next += 1 + (cells.join(" ").match(/\r\n|\r|\n/g)?.length ?? 0)
    return { line, cells: cells.map((cell) => cell.trim()) }
  })
}

const brokenRow = Effect.fnUntraced(function*(text: string, error: Csv.CsvError) {
  const names = yield* Effect.option(decode(text.split(/\r\n|\r|\n/, 1).join("")))
  const column = Option.getOrElse(names, () => [])[0]?.[(error.column ?? 0) - 1]?.trim() ?? null
  return problem(
    "BrokenRow",
    { line: error.line, column },
    "a quote is out of place or not closed. Put the whole cell in quotes and write a quote inside it twice."
  )
})
