/**
 * Applies a plan page by page: first every entry, then the last links of circles of managers. It goes on where an earlier
 * slice stopped, and comes back to what is in doubt when everything else is done.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { KeyValueStore } from "effect/persistence/KeyValueStore"
import type { SourceError } from "../../model/SourceError.ts"
import type { Entry } from "../../plan/Entry.ts"
import { count, isOpen, sum } from "../Outcome.ts"
import type { PlanError, PlanStore } from "../PlanStore.ts"
import { noCounts, type Run, type RunCounts } from "../Run.ts"
import { wordless } from "./Conclusion.ts"
import * as OutcomeBook from "./OutcomeBook.ts"
import type { Stop } from "./Pacer.ts"
import { applyPage } from "./PageApplier.ts"
import type { Site } from "./PageTurn.ts"
import type { StoredValueError } from "./StoredValue.ts"

export type Position = Run["applying"]

/** `Later`: what is left is in doubt and cannot be settled before `dueAt`, in milliseconds since 1970. */
export type Result =
  | { readonly _tag: "Done" }
  | { readonly _tag: "Stopped"; readonly stop: Stop }
  | { readonly _tag: "Later"; readonly dueAt: number }

export interface Options<E> {
  readonly site: Site
  readonly plans: PlanStore["Service"]
  readonly planId: string
  readonly pages: number
  readonly from: Position
  /** Called after every page; everything before the position is settled. */
  readonly save: (position: Position, counts: RunCounts) => Effect.Effect<void, E>
  /** Nothing begins from then on. */
  readonly until: number
}

export const applyPlan = Effect.fnUntraced(function*<E>(
  { from, pages, planId, plans, save, site, until }: Options<E>
): Effect.fn.Return<Result, SourceError | StoredValueError | PlanError | E, KeyValueStore> {
  const countsOf: Array<RunCounts> = []
  let position = from

  const entriesOf = (page: number) =>
    Effect.map(plans.page(planId, page), ({ items }) => items.filter((item): item is Entry => item._tag !== "Finding"))

  const counts = () => countsOf.reduce(sum, noCounts)

  // Which records exist, and what was counted: an earlier slice may have been further than its last word says.
  for (let page = 0; page < pages; page++) {
    const found = yield* OutcomeBook.load(site.runId, page)
    if (found === null) break
    for (const outcome of found.outcomes) site.records.note(outcome)
    yield* site.progress.advance(found.outcomes.filter(({ write }) => !isOpen(write)).length)
    countsOf[page] = count(found.outcomes)
  }
  yield* save(position, counts())

  const hasOpenLinks = (page: number) =>
    Effect.map(
      OutcomeBook.load(site.runId, page),
      (found) => found?.outcomes.some(({ closing }) => closing !== null && isOpen(closing)) ?? false
    )

  /** Every page once; answers when to come back for what is open, `null` when nothing is. */
  const round = Effect.fnUntraced(function*(turn: OutcomeBook.Turn) {
    let dueAt: number | null = null
    let allSettled = true
    for (let page = position.page; page < pages; page++) {
      if (!(yield* site.pacer.mayBegin)) return null
      if (turn === "write" || (yield* hasOpenLinks(page))) {
        const applied = yield* applyPage(site, page, yield* entriesOf(page), turn).pipe(
          wordless,
          Effect.withSpan("Run.applyPage", { attributes: { page, turn } })
        )
        countsOf[page] = count(applied.outcomes)
        if (applied.dueAt !== null) {
          dueAt = Math.min(dueAt ?? Infinity, applied.dueAt)
          allSettled = false
        }
      }
      if (site.pacer.stop() !== null) allSettled = false
      if (allSettled) position = { ...position, page: page + 1 }
      yield* save(position, counts())
    }
    return dueAt
  })

  while (true) {
    const dueAt = yield* round(position.links ? "closing" : "write")
    const stop = site.pacer.stop()
    if (stop !== null) return { _tag: "Stopped", stop }
    if (dueAt !== null) {
      if (dueAt >= until) return { _tag: "Later", dueAt }
      yield* Effect.sleep(Math.max(0, dueAt - (yield* Clock.currentTimeMillis)))
    } else if (position.links) {
      return { _tag: "Done" }
    } else {
      position = { page: 0, links: true }
      yield* save(position, counts())
    }
  }
})
