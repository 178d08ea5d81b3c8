/** A stored plan as a file, in parts that the page puts together; the formats are core's. They hold personal data. */
import * as PlanExport from "@entra-assets/core/sync/PlanExport"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Effect from "effect/Effect"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import * as PlanPages from "./PlanPages.ts"

/** Bytes of an answer; the last page may add some 2,000,000, and the bridge carries 5 MB. */
const enough = 1_000_000

const partOf = { csv: PlanExport.csvPart, json: PlanExport.jsonPart }

export const exportHandlers: AdminHandlers<"exportPlan"> = {
  exportPlan: ({ format, page, planId }) =>
    Effect.gen(function*() {
      const header = yield* Effect.mapError(PlanStore.use((plans) => plans.header(planId)), toFailure)
      const { next, taken } = yield* PlanPages.gather({
        from: page,
        enough,
        part: (number) =>
          Effect.map(Effect.mapError(partOf[format](header, number), toFailure), ({ next, text }) => ({
            value: text,
            size: PlanPages.sizeOf(text),
            next
          }))
      })
      return { text: taken.join(""), next }
    })
}
