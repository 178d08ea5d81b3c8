/**
 * A stored plan as a file: CSV for people with a spreadsheet, JSON for programs. Both come page by page, and fail before
 * the first text when there is no such plan. They hold personal data, as plans do.
 */
import * as Effect from "effect/Effect"
import * as Csv from "effect/encoding/Csv"
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { Finding } from "../model/Finding.ts"
import { Entry } from "../plan/Entry.ts"
import { PlanHeader } from "../plan/PlanHeader.ts"
import { neutralised } from "./internal/CsvCell.ts"
import { columns, rowsOf } from "./internal/PlanRows.ts"
import { type PlanError, type PlanPage, PlanStore } from "./PlanStore.ts"

/** Without it, Excel on Windows reads the file in the code page of the machine, and names lose their letters. */
const byteOrderMark = "\uFEFF"

/**
 * RFC 4180 with a line of column names, lines ended by CRLF, and a byte order mark. One row for every attribute that an
 * entry writes, and one for every finding. A text that a spreadsheet could take for a formula has an apostrophe before
 * it, so what has to be exact is to be read from the JSON.
 */
export const csv = (planId: string): Stream.Stream<string, PlanError, PlanStore> =>
  stored(planId, (store) =>
    store.pages(planId).pipe(
      Stream.map(({ items }) => items.flatMap(rowsOf).map(Record.map(neutralised))),
      Stream.flattenIterable,
      Stream.pipeThroughChannel(Csv.encodeString({ columns, headers: true })),
      Stream.mapArray((lines) => [lines.join("")]),
      (lines) => Stream.concat(Stream.make(byteOrderMark), lines)
    ))

/** Raised when the shape of the JSON changes. */
export const planDocumentVersion = 1

/** The whole JSON. The header's digest is of the plan as it is stored, not of this text. */
export const PlanDocument = Schema.Struct({
  schemaVersion: Schema.Literal(planDocumentVersion),
  header: PlanHeader,
  /** In the order in which they are applied. */
  entries: Schema.Array(Entry),
  findings: Schema.Array(Finding)
})
export type PlanDocument = typeof PlanDocument.Type

const encodeHeader = Schema.encodeEffect(Schema.fromJsonString(PlanHeader))

/** One JSON document, which `PlanDocument` decodes. The pages are read twice: for the entries, then for the findings. */
export const json = (planId: string): Stream.Stream<string, PlanError, PlanStore> =>
  stored(planId, (store, header) => {
    const list = (isWanted: (item: PlanPage["items"][number]) => boolean) =>
      store.pages(planId).pipe(
        Stream.map(({ items }) => items.filter(isWanted).map((item) => JSON.stringify(item)).join(",")),
        Stream.filter((texts) => texts !== ""),
        Stream.intersperse(",")
      )
    const start = Effect.map(
      Effect.orDie(encodeHeader(header)),
      (text) => `{"schemaVersion":${planDocumentVersion},"header":${text},"entries":[`
    )
    return Stream.fromEffect(start).pipe(
      Stream.concat(list(({ _tag }) => _tag !== "Finding")),
      Stream.concat(Stream.make(`],"findings":[`)),
      Stream.concat(list(({ _tag }) => _tag === "Finding")),
      Stream.concat(Stream.make("]}"))
    )
  })

const stored = (
  planId: string,
  text: (store: PlanStore["Service"], header: PlanHeader) => Stream.Stream<string, PlanError>
): Stream.Stream<string, PlanError, PlanStore> =>
  Stream.unwrap(
    PlanStore.use((store) => Effect.map(store.header(planId), (header) => text(store, header)))
  )
