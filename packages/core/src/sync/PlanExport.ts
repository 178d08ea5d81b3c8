/**
 * A stored plan as a file: CSV for people with a spreadsheet, JSON for programs. Both come in parts, one for each page
 * that is read, as a stream or one by one where a host cannot stream. They hold personal data, as plans do.
 */
import * as Effect from "effect/Effect"
import * as Csv from "effect/encoding/Csv"
import * as Option from "effect/Option"
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { Finding } from "../model/Finding.ts"
import { Entry } from "../plan/Entry.ts"
import { PlanHeader } from "../plan/PlanHeader.ts"
import { neutralised } from "./internal/CsvCell.ts"
import { columns, rowsOf } from "./internal/PlanRows.ts"
import { type PlanError, PlanStore } from "./PlanStore.ts"

/** All parts joined are the file. */
export interface Part {
  readonly text: string
  /** What to ask for next, which means nothing else; `null` after the last part. */
  readonly next: number | null
}

/** 0 asks for the first part. Fails with `NotFound` for what was never `next`, and when the plan is gone. */
type PartOf = (header: PlanHeader, part: number) => Effect.Effect<Part, PlanError, PlanStore>

const itemsOf = (planId: string, page: number) =>
  PlanStore.use((store) => Effect.map(store.page(planId, page), ({ items }) => items))

/** Fails before the first text when there is no such plan. */
const stream = (planId: string, partOf: PartOf): Stream.Stream<string, PlanError, PlanStore> =>
  Stream.unwrap(
    Effect.map(PlanStore.use((store) => store.header(planId)), (header) =>
      Stream.paginate(0, (part) =>
        Effect.map(partOf(header, part), ({ next, text }) => [[text], Option.fromNullOr(next)])))
  )

/** Without it, Excel on Windows reads the file in the code page of the machine, and names lose their letters. */
const byteOrderMark = "\uFEFF"

/** A page of the plan; of a plan that has none, the names of the columns. */
export const csvPart: PartOf = Effect.fnUntraced(function*({ id, pages }, page) {
  const isFirst = page === 0
  const items = isFirst && pages === 0 ? [] : yield* itemsOf(id, page)
  const lines = yield* Stream.fromIterable(items.flatMap(rowsOf).map(Record.map(neutralised))).pipe(
    Stream.pipeThroughChannel(Csv.encodeString({ columns, headers: isFirst })),
    Stream.mkString
  )
  return { text: isFirst ? byteOrderMark + lines : lines, next: page + 1 < pages ? page + 1 : null }
})

/**
 * RFC 4180 with a line of column names, lines ended by CRLF, and a byte order mark. One row for every attribute that an
 * entry writes, and one for every finding. A text that a spreadsheet could take for a formula has an apostrophe before
 * it, so what has to be exact is to be read from the JSON.
 */
export const csv = (planId: string): Stream.Stream<string, PlanError, PlanStore> => stream(planId, csvPart)

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

const betweenLists = `],"findings":[`

const beginning = (header: PlanHeader) =>
  Effect.map(
    Effect.orDie(encodeHeader(header)),
    (text) => `{"schemaVersion":${planDocumentVersion},"header":${text},"entries":[`
  )

/**
 * The pages are read twice: for the entries, then for the findings. `part` counts both readings, doubled, and is odd
 * when the list that it goes on with has something in it already.
 */
export const jsonPart: PartOf = Effect.fnUntraced(function*(header, part) {
  const { id, pages } = header
  const start = part === 0 ? yield* beginning(header) : ""
  if (part === 0 && pages === 0) return { text: `${start}${betweenLists}]}`, next: null }
  const step = Math.floor(part / 2)
  const hasBegun = part % 2 === 1
  const isFinding = step >= pages
  const items = yield* itemsOf(id, isFinding ? step - pages : step)
  const texts = items.filter(({ _tag }) => (_tag === "Finding") === isFinding).map((item) => JSON.stringify(item))
  const list = (hasBegun && texts.length > 0 ? "," : "") + texts.join(",")
  if (step === 2 * pages - 1) return { text: `${list}]}`, next: null }
  if (step === pages - 1) return { text: start + list + betweenLists, next: 2 * pages }
  return { text: start + list, next: 2 * (step + 1) + (hasBegun || texts.length > 0 ? 1 : 0) }
})

/** One JSON document, which `PlanDocument` decodes. */
export const json = (planId: string): Stream.Stream<string, PlanError, PlanStore> => stream(planId, jsonPart)
