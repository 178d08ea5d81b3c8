/** A stored plan for the page: its header, an index of all it holds, and its pages. */
import { standingOf } from "@entra-assets/core/sync/PlanStanding"
import { type PlanPage, PlanStore } from "@entra-assets/core/sync/PlanStore"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import * as Effect from "effect/Effect"
import * as SettingsStore from "../app/SettingsStore.ts"
import { toSettings } from "../app/SiteSettings.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import { lineOf } from "./IndexLine.ts"
import * as PlanPages from "./PlanPages.ts"
import * as SeenPlan from "./SeenPlan.ts"

/** Bytes of an answer; the last page may add some 30,000. */
const enough = 1_500_000

const linesOf = ({ items }: PlanPage, page: number) => items.map((item) => lineOf(item, page))

const header = (planId: string) => Effect.mapError(PlanStore.use((plans) => plans.header(planId)), toFailure)

export const planHandlers: AdminHandlers<"planHeader" | "planStanding" | "planIndex" | "planPage"> = {
  planHeader: ({ planId }) => header(planId),

  planStanding: ({ planId }) =>
    Effect.gen(function*() {
      const plan = yield* header(planId)
      const site = yield* Effect.mapError(SettingsStore.load, toFailure)
      const settings = site === null ? null : toSettings(site)
      const plans = yield* PlanStore
      const runs = yield* RunStore
      return standingOf(plan, {
        ...yield* Effect.mapError(runs.ofPlan(plan), toFailure),
        settingsHold: settings !== null && (yield* plans.isMadeUnder(plan, settings)),
        isGuardOn: site?.rules.guard.enabled ?? true,
        approval: yield* Effect.mapError(plans.approval(planId), toFailure)
      })
    }),

  planIndex: ({ digest, from, planId }) =>
    Effect.gen(function*() {
      const { pages } = yield* SeenPlan.header(planId, digest)
      const size = (page: PlanPage, number: number) => PlanPages.sizeOf(linesOf(page, number))
      const { next, taken } = yield* PlanPages.take({ planId, from, pages, size, enough })
      return { lines: taken.flatMap((page, number) => linesOf(page, from + number)), next }
    }),

  planPage: ({ digest, page, planId }) =>
    Effect.gen(function*() {
      yield* SeenPlan.header(planId, digest)
      const { items } = yield* Effect.mapError(PlanStore.use((plans) => plans.page(planId, page)), toFailure)
      return { items }
    })
}
