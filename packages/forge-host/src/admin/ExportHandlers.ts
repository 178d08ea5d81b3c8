/** A stored plan as a file, in parts that the page puts together; the formats are core's. They hold personal data. */
import * as PlanExport from "@entra-assets/core/sync/PlanExport"
import * as Effect from "effect/Effect"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import * as PlanPages from "./PlanPages.ts"
import * as SeenPlan from "./SeenPlan.ts"

/** Bytes of an answer; the last page may add some 2,000,000, and the bridge carries 5 MB. */
const enough = 1_000_000

const partOf = { csv: PlanExport.csvPart, json: PlanExport.jsonPart }

export const exportHandlers: AdminHandlers<"exportPlan"> = {
  exportPlan: ({ digest, format, page, planId }) =>
    Effect.gen(function*() {
      const header = yield* SeenPlan.header(planId, digest)
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
