/**
 * Applies one page of a plan: looks at the records again, and sends what is due, managers before their reports. Every
 * entry that may be sent is recorded as in doubt before.
 */
import * as Arr from "effect/Array"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { KeyValueStore } from "effect/persistence/KeyValueStore"
import * as Result from "effect/Result"
import type { SourceError } from "../../model/SourceError.ts"
import { shorten } from "../../plan/Desired.ts"
import type { Target } from "../../plan/Drift.ts"
import type { Entry } from "../../plan/Entry.ts"
import type { Wait } from "../../ports/LongWait.ts"
import { WritePermit } from "../../ports/WritePermit.ts"
import { messageLimit, type Outcome } from "../Outcome.ts"
import type { Sent } from "./EntryWriter.ts"
import { giveWay } from "./LongWaits.ts"
import * as OutcomeBook from "./OutcomeBook.ts"
import { review } from "./PageReview.ts"
import { lookAgainMillis, make, type Open, type Site } from "./PageTurn.ts"
import type { StoredValueError } from "./StoredValue.ts"

export interface Applied {
  readonly outcomes: ReadonlyArray<Outcome>
  /** When to look at what is still open; `null` when nothing is. */
  readonly dueAt: number | null
}

/** The entries that may be sent side by side, step after step: one level of managers, or all changes of a page. */
const steps = (
  indices: ReadonlyArray<number>,
  entries: ReadonlyArray<Entry>
): ReadonlyArray<ReadonlyArray<number>> => {
  const level = (index: number) => {
    const entry = entries[index]
    return entry?._tag === "Create" ? entry.level : -1
  }
  return Arr.isReadonlyArrayNonEmpty(indices)
    ? Arr.groupWith(indices, (left, right) => level(left) === level(right))
    : []
}

export const applyPage = Effect.fnUntraced(function*(
  site: Site,
  number: number,
  entries: ReadonlyArray<Entry>,
  turn: OutcomeBook.Turn
): Effect.fn.Return<Applied, SourceError | StoredValueError, KeyValueStore> {
  const { lease, pacer, requestMillis, runId } = site
  const book = yield* OutcomeBook.open({ runId, page: number, entries, turn, requestMillis, lease })
  const page = make(site, turn, entries, book)

  /** Lets an attempt go once it is on record and the lease outlives it; else it never returns, and the slice ends. */
  const permit = (timeoutMillis: number) =>
    book.refresh.pipe(Effect.catch(site.giveUp), Effect.andThen(lease.permit(timeoutMillis)))

  const send = ({ entry, outcome }: Open, target: Target): Effect.Effect<Sent> => {
    const manager = target._tag === "Known" ? target.objectId : null
    if (turn === "write") return site.writer.write(entry, manager)
    return entry._tag !== "Create" || outcome.objectId === null || manager === null
      ? Effect.succeed({ _tag: "Nothing" })
      : site.writer.link(entry, outcome.objectId, manager)
  }

  const conclude = ({ entry, index, outcome, state }: Open, target: Target, sent: Sent, at: number): void => {
    switch (sent._tag) {
      case "Unanswered":
        if (sent.error === null) pacer.answered()
        else pacer.failed(sent.error, state.unanswered === 0)
        page.settle(index, outcome, { status: "inDoubt", quietAt: at, unanswered: state.unanswered + 1 })
        return page.later(at + Math.min(page.lagMillis, lookAgainMillis))
      case "Written": {
        for (const found of sent.findings) book.note(found)
        const linked = target._tag === "Known" ? target.objectId : null
        page.settle(index, { ...outcome, objectId: sent.objectId, ...(turn === "write" && { linked }) }, {
          status: "written",
          quietAt: at
        })
        if (target._tag === "Missing") page.noteMissingManager(entry, sent.objectId)
        return pacer.answered()
      }
      case "Nothing":
        page.settle(index, outcome, { status: "unchanged" })
        if (target._tag === "Missing") page.noteMissingManager(entry, outcome.objectId)
        return pacer.answered()
      case "Moved":
        page.settle(index, { ...outcome, message: sent.message }, { status: "moved" })
        return pacer.answered()
      case "Refused": {
        const { attribute } = sent
        const message = shorten(sent.message, messageLimit)
        page.settle(index, { ...outcome, message, ...(attribute !== null && { attribute }) }, { status: "failed" })
        return pacer.answered()
      }
    }
  }

  /** An attempt that was not answered may have come before the wait; without any attempt, all is as it was. */
  const giveUp = ({ index, outcome }: Open, wait: Wait, isSent: boolean, at: number): void => {
    page.settle(index, outcome, isSent ? { status: "inDoubt", quietAt: at } : {})
    page.later(wait.until)
    pacer.waits(wait)
  }

  const write = Effect.fnUntraced(function*(index: number) {
    const open = page.at(index)
    if (open === null || !(yield* pacer.mayBegin)) return
    const target = page.target(open.entry)
    if (target._tag === "Waits") return page.later((yield* Clock.currentTimeMillis) + lookAgainMillis)
    book.begin(index)
    let isSent = false
    const noted = (timeoutMillis: number) => Effect.andThen(permit(timeoutMillis), Effect.sync(() => isSent = true))
    const sent = yield* giveWay(Effect.provideService(send(open, target), WritePermit, noted))
    const now = yield* Clock.currentTimeMillis
    if (Result.isSuccess(sent)) conclude(open, target, sent.success, now)
    else giveUp(open, sent.failure, isSent, now)
    if (page.at(index) === null) yield* site.progress.advance(turn === "write" ? 1 : 0)
  })

  const open = entries.flatMap((_, index) => page.at(index) ?? [])
  if (open.length > 0) {
    const due = yield* review(site.reader, page, open)
    const settled = open.filter(({ index }) => page.at(index) === null).length
    yield* site.progress.advance(turn === "write" ? settled : 0)
    book.arm(due)
    yield* Effect.forEach(
      steps(due, entries),
      (step) => Effect.forEach(step, write, { concurrency: site.settings.writeConcurrency, discard: true }),
      { discard: true }
    ).pipe(Effect.onExit(() => book.close))
  } else {
    yield* book.close
  }
  return { outcomes: book.outcomes, dueAt: page.dueAt() }
})
