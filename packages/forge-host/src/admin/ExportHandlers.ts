/**
 * A stored plan as a file, in parts that the page puts together. The formats are core's: the CSV of `PlanExport.csv`, and
 * the document that `PlanExport.PlanDocument` decodes. They hold personal data, as plans do.
 */
import { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import * as PlanExport from "@entra-assets/core/sync/PlanExport"
import { type PlanPage, PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import * as PlanPages from "./PlanPages.ts"

/** Bytes of JSON in a part; the same as CSV takes up to three times as much. */
const enough = 1_000_000

/** The line of column names ends here. */
const lineEnd = "\r\n"

/** `page` is the next page of the plan. */
const csvPart = Effect.fnUntraced(function*({ id, pages }: PlanHeader, page: number) {
  const plans = yield* PlanStore
  const { next, taken } = yield* PlanPages.take({ planId: id, from: page, pages, size: PlanPages.sizeOf, enough })
  const text = yield* Stream.mkString(PlanExport.csv(id)).pipe(
    Effect.provideService(PlanStore, { ...plans, pages: () => Stream.fromIterable(taken) }),
    Effect.mapError(toFailure)
  )
  const names = text.indexOf(lineEnd)
  return { text: page === 0 ? text : names < 0 ? "" : text.slice(names + lineEnd.length), next }
})

const encodeHeader = Schema.encodeEffect(Schema.fromJsonString(PlanHeader))

/**
 * The pages of the plan are read twice, for the entries and then for the findings: `page` counts both readings, doubled,
 * and is odd when the list that it goes on with has something in it already.
 */
const jsonPart = Effect.fnUntraced(function*(header: PlanHeader, page: number) {
  const { id, pages } = header
  const reading = page < 2 * pages ? "entries" : "findings"
  const isFinding = reading === "findings"
  const before = isFinding ? pages : 0
  const from = Math.floor(page / 2) - before
  const { next, taken } = yield* PlanPages.take({ planId: id, from, pages, size: PlanPages.sizeOf, enough })
  const items = taken.flatMap(({ items }: PlanPage) => items.filter(({ _tag }) => (_tag === "Finding") === isFinding))
  const hasBegun = page % 2 === 1
  const list = (hasBegun && items.length > 0 ? "," : "") + items.map((item) => JSON.stringify(item)).join(",")
  const start = page > 0
    ? ""
    : `{"schemaVersion":${PlanExport.planDocumentVersion},"header":${yield* Effect.orDie(encodeHeader(header))},` +
      `"entries":[${pages === 0 ? `],"findings":[` : ""}`
  const end = next !== null ? "" : isFinding ? "]}" : `],"findings":[`
  const goesOn = next !== null
    ? 2 * (before + next) + (hasBegun || items.length > 0 ? 1 : 0)
    : isFinding
    ? null
    : 2 * pages
  return { text: start + list + end, next: goesOn }
})

export const exportHandlers: AdminHandlers<"exportPlan"> = {
  exportPlan: ({ format, page, planId }) =>
    Effect.gen(function*() {
      const header = yield* Effect.mapError(PlanStore.use((plans) => plans.header(planId)), toFailure)
      return yield* format === "csv" ? csvPart(header, page) : jsonPart(header, page)
    })
}
