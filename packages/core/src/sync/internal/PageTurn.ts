/**
 * One page of a plan in one of its two turns: its entries, what has become of them so far, and when to come back for
 * what is open. It is what looking at the records again and sending have in common.
 */
import type * as Effect from "effect/Effect"
import { finding } from "../../model/Finding.ts"
import type { ObjectId } from "../../model/Ids.ts"
import type { Settings } from "../../model/Settings.ts"
import type { Target } from "../../plan/Drift.ts"
import type { Entry, ManagerLink } from "../../plan/Entry.ts"
import type { EmployeeReader } from "../../ports/EmployeeReader.ts"
import { isOpen, type Outcome, type WriteState } from "../Outcome.ts"
import type { Tracker } from "../Progress.ts"
import type { EntryWriter } from "./EntryWriter.ts"
import type { HeldLease } from "./HeldLease.ts"
import { managerOf, type NewRecords } from "./NewRecords.ts"
import { type OutcomeBook, type Turn, withState } from "./OutcomeBook.ts"
import type { Pacer } from "./Pacer.ts"
import type { StoredValueError } from "./StoredValue.ts"

/** What the pages of one plan share while a slice applies them. */
export interface Site {
  readonly runId: string
  readonly settings: Settings
  /** How long a request may be on its way. */
  readonly requestMillis: number
  readonly reader: EmployeeReader["Service"]
  readonly writer: EntryWriter
  readonly records: NewRecords
  readonly pacer: Pacer<StoredValueError, never>
  readonly progress: Tracker
  readonly lease: Pick<HeldLease, "permit" | "outlives">
  /** Ends the slice: what is in doubt could not be recorded. */
  readonly giveUp: (error: StoredValueError) => Effect.Effect<never>
}

/** So often a write is sent that is never answered. */
export const attempts = 3
/** What is in doubt is looked for again after this time. */
export const lookAgainMillis = 10_000

/** An entry that is not settled. */
export interface Open {
  readonly index: number
  readonly entry: Entry
  readonly outcome: Outcome
  readonly state: WriteState
}

export const make = (
  { records, settings }: Pick<Site, "records" | "settings">,
  turn: Turn,
  entries: ReadonlyArray<Entry>,
  book: OutcomeBook
) => {
  let dueAt = Infinity
  for (const outcome of book.outcomes) records.note(outcome)

  /** The manager whose record this turn links; `undefined` when it leaves Manager alone. */
  const linkOf = (entry: Entry): ManagerLink | null | undefined =>
    turn === "write" ? managerOf(entry) : entry._tag === "Create" ? entry.record.manager : undefined

  return {
    turn,
    entries,
    book,
    lagMillis: settings.indexLagSeconds * 1000,
    linkOf,
    target: (entry: Entry): Target => {
      const link = linkOf(entry)
      return link === undefined ? { _tag: "Missing" } : records.target(link)
    },
    at: (index: number): Open | null => {
      const entry = entries[index]
      const outcome = book.outcomes[index]
      const state = outcome?.[turn] ?? null
      return entry === undefined || outcome === undefined || state === null || !isOpen(state)
        ? null
        : { index, entry, outcome, state }
    },
    settle: (index: number, outcome: Outcome, state: Partial<WriteState>): void => {
      const settled = withState(outcome, turn, state)
      book.settle(index, settled)
      records.note(settled)
    },
    noteMissingManager: (entry: Entry, objectId: ObjectId | null): void => {
      const link = linkOf(entry)
      if (link === undefined || link === null) return
      book.note(finding("missing_manager", "The record of the manager could not be created, so Manager was not set.", {
        entraIds: link.entraId === null ? [entry.entraId] : [entry.entraId, link.entraId],
        objectIds: objectId === null ? [] : [objectId]
      }))
    },
    /** Something is left that can be settled from then on. */
    later: (at: number): void => {
      dueAt = Math.min(dueAt, at)
    },
    /** When to look at what is still open; `null` when nothing is. */
    dueAt: (): number | null => Number.isFinite(dueAt) ? dueAt : null
  }
}

export type PageTurn = ReturnType<typeof make>
