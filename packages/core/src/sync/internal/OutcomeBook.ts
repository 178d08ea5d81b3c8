/**
 * The outcomes of one page of a plan while it is being applied. It is saved before anything is sent, when the page ends
 * or has to be left, and at most every few seconds in between; whatever is about to be sent then counts as in doubt.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Semaphore from "effect/Semaphore"
import type { Finding } from "../../model/Finding.ts"
import type { Entry } from "../../plan/Entry.ts"
import { count, type Outcome, OutcomePage, sum, untried, type WriteState } from "../Outcome.ts"
import { noCounts, runSchemaVersion } from "../Run.ts"
import type { HeldLease } from "./HeldLease.ts"
import { outcomeKey } from "./RunValues.ts"
import * as StoredValue from "./StoredValue.ts"

/** So old may the saved page be when a request is sent. */
const freshMillis = 5000
/** For so long the lease has to last when the page is left. */
const closeMillis = 5000

/** The first write of an entry, or the one that closes its circle of managers. */
export type Turn = "write" | "closing"

const stored = StoredValue.of(OutcomePage)

export const load = Effect.fnUntraced(function*(runId: string, page: number) {
  return yield* stored.get(yield* KeyValueStore.KeyValueStore, outcomeKey(runId, page))
})

/** What a run has done so far, over all pages that were begun. */
export const countAll = Effect.fnUntraced(function*(runId: string) {
  let counts = noCounts
  for (let page = 0;; page++) {
    const found = yield* load(runId, page)
    if (found === null) return counts
    counts = sum(counts, count(found.outcomes))
  }
})

export interface Options {
  readonly runId: string
  readonly page: number
  readonly entries: ReadonlyArray<Entry>
  readonly turn: Turn
  /** How long a request may be on its way. */
  readonly requestMillis: number
  /** Without it nothing is saved: the page may be another slice's by then. */
  readonly lease: Pick<HeldLease, "permit" | "outlives">
}

export const open = Effect.fnUntraced(function*({ entries, lease, page, requestMillis, runId, turn }: Options) {
  const store = yield* KeyValueStore.KeyValueStore
  const saving = yield* Semaphore.make(1)
  const found = yield* stored.get(store, outcomeKey(runId, page))
  const outcomes: Array<Outcome> = found === null ? entries.map(untried) : [...found.outcomes]
  const findings: Array<Finding> = found === null ? [] : [...found.findings]
  /** Those that may be sent from now on, and those that are on their way. */
  const armed = new Set<number>()
  const sent = new Set<number>()
  let savedAt = -Infinity
  let isSaved = found !== null

  const inDoubt = (outcome: Outcome, quietAt: number): Outcome => {
    const state = outcome[turn]
    return state === null ? outcome : { ...outcome, [turn]: { ...state, status: "inDoubt", quietAt } }
  }

  const write = Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    const quietAt = now + freshMillis + requestMillis
    yield* stored.set(store, outcomeKey(runId, page), {
      schemaVersion: runSchemaVersion,
      outcomes: outcomes.map((outcome, index) =>
        armed.has(index) || sent.has(index) ? inDoubt(outcome, quietAt) : outcome
      ),
      findings
    })
    savedAt = now
    isSaved = true
  })

  /** A slice that may not save any more does not come back from this. */
  const save = Effect.andThen(lease.permit(0), write)

  const isStale = Effect.map(Clock.currentTimeMillis, (now) => now - savedAt >= freshMillis)

  return {
    outcomes,
    note: (finding: Finding): void => {
      findings.push(finding)
      isSaved = false
    },
    settle: (index: number, outcome: Outcome): void => {
      armed.delete(index)
      sent.delete(index)
      outcomes[index] = outcome
      isSaved = false
    },
    /** These may be sent from now on; the first attempt puts that on record. */
    arm: (indices: Iterable<number>): void => {
      for (const index of indices) armed.add(index)
    },
    /** This one is about to be sent. */
    begin: (index: number): void => {
      armed.delete(index)
      sent.add(index)
    },
    /** Asked before every attempt: what is saved has to say that it is in doubt until well after it has ended. */
    refresh: Effect.flatMap(
      isStale,
      (stale) =>
        stale
          ? saving.withPermits(1)(Effect.flatMap(isStale, (stillStale) => stillStale ? save : Effect.void))
          : Effect.void
    ),
    /** What was not sent waits again; what is on its way stays in doubt. A finalizer, so it does not wait for a lease. */
    close: Effect.suspend(() => {
      if (armed.size > 0) isSaved = false
      armed.clear()
      return isSaved && sent.size === 0
        ? Effect.void
        : saving.withPermits(1)(Effect.asVoid(Effect.when(write, lease.outlives(closeMillis))))
    })
  }
})

export type OutcomeBook = Effect.Success<ReturnType<typeof open>>

export const withState = (outcome: Outcome, turn: Turn, state: Partial<WriteState>): Outcome => {
  const before = outcome[turn]
  return before === null ? outcome : { ...outcome, [turn]: { ...before, ...state } }
}
