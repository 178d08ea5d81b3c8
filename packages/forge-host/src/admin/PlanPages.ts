/** Consecutive pages of a stored plan, as many as one answer has room and time for. */
import { type PlanPage, PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { toFailure } from "./Handler.ts"

/** Long before an answer has to be there: a page takes some seconds when Forge's store asks to slow down. */
const longestMillis = 6000

/** How many bytes it takes as JSON on the bridge. */
export const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

export interface Options {
  readonly planId: string
  /** The first page. */
  readonly from: number
  /** How many there are. */
  readonly pages: number
  /** Bytes that this page adds to the answer. */
  readonly size: (page: PlanPage, number: number) => number
  /** Bytes from which on no more page is added. */
  readonly enough: number
}

export interface Taken {
  readonly taken: ReadonlyArray<PlanPage>
  /** The first page that was not taken; `null` when all are. */
  readonly next: number | null
}

/** At least one, unless there is none. */
export const take = Effect.fnUntraced(function*({ enough, from, pages, planId, size }: Options) {
  const plans = yield* PlanStore
  const startedAt = yield* Clock.currentTimeMillis
  const taken: Array<PlanPage> = []
  let bytes = 0
  let number = from
  while (number < pages && bytes < enough) {
    const page = yield* Effect.mapError(plans.page(planId, number), toFailure)
    taken.push(page)
    bytes += size(page, number)
    number++
    if ((yield* Clock.currentTimeMillis) - startedAt >= longestMillis) break
  }
  return { taken, next: number < pages ? number : null } satisfies Taken
})
