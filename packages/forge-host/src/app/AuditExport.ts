/** Entries of the audit log as parts of a file: CSV for a spreadsheet, one JSON document a line for programs. */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Csv from "effect/encoding/Csv"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Struct from "effect/Struct"
import { AuditEntry } from "./AuditEntry.ts"

/** Without it, Excel on Windows reads the file in the code page of the machine. */
const byteOrderMark = "\uFEFF"

/** The columns, in their order, of a row that says nothing. */
const emptyRow = {
  Time: "",
  "Account ID": "",
  Action: "",
  /** Whether it was done, as far as is known. */
  Done: "",
  Subject: "",
  Setting: "",
  Before: "",
  After: ""
}

const columns = Struct.keys(emptyRow)

/** One for each setting that was changed, or one without. */
const rowsOf = ({ action, at, by, changes, isDone, subject }: AuditEntry): ReadonlyArray<typeof emptyRow> => {
  const row = {
    ...emptyRow,
    Time: DateTime.formatIso(DateTime.makeUnsafe(at)),
    "Account ID": by ?? "",
    Action: action,
    Done: isDone ? "yes" : "not known",
    Subject: subject ?? ""
  }
  if (changes.length === 0) return [row]
  return changes.map(({ after, before, field }) => ({
    ...row,
    Setting: field,
    Before: before ?? "",
    After: after ?? ""
  }))
}

/** RFC 4180, lines ended by CRLF; the first part begins with a byte order mark and the names of the columns. */
export const csv = (entries: ReadonlyArray<AuditEntry>, isFirst: boolean): Effect.Effect<string> =>
  Stream.fromIterable(entries).pipe(
    Stream.map(rowsOf),
    Stream.flattenIterable,
    Stream.pipeThroughChannel(Csv.encodeString({ columns, headers: isFirst })),
    Stream.mkString,
    Effect.map((text) => isFirst ? byteOrderMark + text : text)
  )

const encode = Schema.encodeEffect(Schema.fromJsonString(AuditEntry))

/** Lines ended by LF. */
export const jsonLines = (entries: ReadonlyArray<AuditEntry>): Effect.Effect<string> =>
  Effect.map(
    Effect.forEach(entries, (entry) => Effect.orDie(encode(entry))),
    (lines) => lines.map((line) => `${line}\n`).join("")
  )
