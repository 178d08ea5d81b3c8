/** A few entries of a plan, chosen so that each kind of change is seen. */
import type { Entry } from "@entra-assets/core/plan/Entry"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** At most `each` entries of each kind, in the plan's order, and how many links the plan leaves for a second write. */
export const take = Effect.fnUntraced(function*(planId: string, each: number) {
  const store = yield* PlanStore
  const taken = { Create: 0, Update: 0, Inactivate: 0, Reactivate: 0 }
  const entries: Array<Entry> = []
  let deferredLinks = 0
  yield* Stream.runForEach(store.pages(planId), (page) =>
    Effect.sync(() => {
      for (const item of page.items) {
        if (item._tag === "Finding") continue
        if (item._tag === "Create" && item.managerDeferred) deferredLinks++
        if (taken[item._tag]++ < each) entries.push(item)
      }
    }))
  return { entries, deferredLinks }
})
