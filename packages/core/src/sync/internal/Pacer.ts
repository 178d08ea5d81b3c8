/**
 * Says whether another write may begin: not after the run was cancelled, not when the slice's time is over, and not once
 * the service refuses us, stays away or asks for a long wait.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { isFinal, type SourceError } from "../../model/SourceError.ts"
import type { Wait } from "../../ports/LongWait.ts"
import * as LongWaits from "./LongWaits.ts"

export type Stop =
  | { readonly _tag: "Cancelled" }
  | { readonly _tag: "Deadline" }
  | { readonly _tag: "Refused"; readonly error: SourceError }
  | { readonly _tag: "Waits"; readonly wait: Wait }

/** So many writes in a row were not answered: it is the service, not the records. */
const unansweredInARow = 10
/** Before that it is given time, twice as much after each, up to this. */
const longestPauseMillis = 30_000
/** Whether somebody cancelled is asked at most this often. */
const pollMillis = 1000

export interface Options<E, R> {
  /** Milliseconds since 1970; nothing begins from then on. */
  readonly until: number
  readonly isCancelled: Effect.Effect<boolean, E, R>
}

export const make = <E, R>({ isCancelled, until }: Options<E, R>) => {
  let stop: Stop | null = null
  let polledAt = -Infinity
  let unanswered = 0
  return {
    /** Why no more writes begin; `null` while they do. */
    stop: (): Stop | null => stop,
    answered: (): void => {
      unanswered = 0
    },
    /**
     * A write was not answered, or was refused for a reason that is not the record's. One that is tried again counts
     * for nothing: those that were not answered come together then.
     */
    failed: (error: SourceError, isFirst: boolean): void => {
      if (isFirst) unanswered++
      if (isFinal(error.reason) || unanswered >= unansweredInARow) stop ??= { _tag: "Refused", error }
    },
    /** The service wants to be left alone; what is on its way meanwhile comes to its end. */
    waits: (wait: Wait): void => {
      if (stop === null) stop = { _tag: "Waits", wait }
      else if (stop._tag === "Waits") stop = { _tag: "Waits", wait: LongWaits.last([stop.wait, wait]) ?? wait }
    },
    mayBegin: Effect.gen(function*() {
      if (unanswered > 0) {
        const pause = Math.min(longestPauseMillis, 1000 * 2 ** unanswered)
        yield* Effect.sleep(Math.max(0, Math.min(pause, until - (yield* Clock.currentTimeMillis))))
      }
      if (stop !== null) return false
      const now = yield* Clock.currentTimeMillis
      if (now >= until) {
        stop = { _tag: "Deadline" }
      } else if (now - polledAt >= pollMillis) {
        polledAt = now
        if (yield* isCancelled) stop ??= { _tag: "Cancelled" }
      }
      return stop === null
    })
  }
}

export type Pacer<E, R> = ReturnType<typeof make<E, R>>
