/** Consecutive pages of a stored plan, as many as one answer has room and time for. */
import { type PlanPage, PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { toFailure } from "./Handler.ts"

/** Long before an answer has to be there: a page takes some seconds when Forge's store asks to slow down. */
const longestMillis = 6000

/** How many bytes it takes as JSON on the bridge. */
export const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** What one page adds to an answer. */
export interface Part<A> {
  readonly value: A
  /** In bytes. */
  readonly size: number
  /** What comes after it; `null` after the last. */
  readonly next: number | null
}

export interface Gathered<A> {
  readonly taken: ReadonlyArray<A>
  /** The first part that was not taken; `null` when all are. */
  readonly next: number | null
}

/** One part after the other, until they are enough or it is time to answer; at least one. */
export const gather = Effect.fnUntraced(function*<A, E, R>(
  { enough, from, part }: {
    readonly from: number
    /** Bytes from which on no more part is added. */
    readonly enough: number
    readonly part: (number: number) => Effect.Effect<Part<A>, E, R>
  }
): Effect.fn.Return<Gathered<A>, E, R> {
  const startedAt = yield* Clock.currentTimeMillis
  const taken: Array<A> = []
  let bytes = 0
  let next: number | null = from
  while (next !== null && bytes < enough) {
    const found: Part<A> = yield* part(next)
    taken.push(found.value)
    bytes += found.size
    next = found.next
    if ((yield* Clock.currentTimeMillis) - startedAt >= longestMillis) break
  }
  return { taken, next }
})

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

/** Pages that are read at the same time: one alone takes a third of a second. */
const atOnce = 8

/** At least one page, unless there is none. */
export const take = Effect.fnUntraced(function*({ enough, from, pages, planId, size }: Options) {
  const plans = yield* PlanStore
  const startedAt = yield* Clock.currentTimeMillis
  const taken: Array<PlanPage> = []
  let bytes = 0
  yield* Stream.range(from, pages - 1).pipe(
    Stream.mapEffect((number) => Effect.mapError(plans.page(planId, number), toFailure), { concurrency: atOnce }),
    Stream.runForEachWhile((page) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        bytes += size(page, from + taken.length)
        taken.push(page)
        return bytes < enough && now - startedAt < longestMillis
      })
    )
  )
  const next = from + taken.length
  return { taken, next: next < pages ? next : null } satisfies Gathered<PlanPage>
})
