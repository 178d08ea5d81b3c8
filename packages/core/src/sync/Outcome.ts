/**
 * What became of a plan's entries, in one page for each page of the plan. Before an entry is sent it is recorded as in
 * doubt, so that a process that dies leaves no write behind that nobody looks for.
 */
import * as Schema from "effect/Schema"
import { Finding } from "../model/Finding.ts"
import { EntraId, ObjectId } from "../model/Ids.ts"
import type { Entry } from "../plan/Entry.ts"
import { noCounts, type RunCounts, runSchemaVersion } from "./Run.ts"

/**
 * Entries on a page of a plan, and characters of what Assets says of one that it refused: with so many, an outcome page
 * takes less than 200 KiB, whatever becomes of its entries.
 */
export const mostEntries = 200
export const messageLimit = 200

/**
 * `waiting`: not sent. `inDoubt`: it may have been sent, and no answer is recorded. `written`: by this run. `unchanged`:
 * the record said so already. `moved`: left alone, because it was changed after the plan was made. `failed`: refused, or
 * never answered.
 */
export const OutcomeStatus = Schema.Literals(["waiting", "inDoubt", "written", "unchanged", "moved", "failed"])
export type OutcomeStatus = typeof OutcomeStatus.Type

/** One write: its fate, and what is needed to settle it. */
export const WriteState = Schema.Struct({
  status: OutcomeStatus,
  /** By when the last request that may carry it has come to its end; milliseconds since 1970. */
  quietAt: Schema.Int,
  /** Requests to which no answer came. */
  unanswered: Schema.Int
})
export type WriteState = typeof WriteState.Type

export const notSent: WriteState = { status: "waiting", quietAt: 0, unanswered: 0 }

/** Still to be sent, or to be looked for. */
export const isOpen = ({ status }: WriteState): boolean => status === "waiting" || status === "inDoubt"

export const Outcome = Schema.Struct({
  kind: Schema.Literals(["Create", "Update", "Inactivate", "Reactivate"]),
  entraId: EntraId,
  /** `null` while a new record has none that is known. */
  objectId: Schema.NullOr(ObjectId),
  write: WriteState,
  /** The manager's object that this write linked. */
  linked: Schema.NullOr(ObjectId),
  /** The write that closes a circle of managers, once everybody has a record; `null` where there is none. */
  closing: Schema.NullOr(WriteState),
  /** Of a write that failed or had to be left: the attribute's name, where Assets named one, and why. */
  attribute: Schema.optionalKey(Schema.String),
  message: Schema.optionalKey(Schema.String)
})
export type Outcome = typeof Outcome.Type

export const OutcomePage = Schema.Struct({
  schemaVersion: Schema.Literal(runSchemaVersion),
  /** One for each entry of the plan's page, in its order. */
  outcomes: Schema.Array(Outcome),
  /** What came up while writing; without names, which the plan has. */
  findings: Schema.Array(Finding)
})
export type OutcomePage = typeof OutcomePage.Type

/** The outcome of an entry that nobody has tried yet. */
export const untried = (entry: Entry): Outcome => ({
  kind: entry._tag,
  entraId: entry.entraId,
  objectId: entry._tag === "Create" ? null : entry.objectId,
  write: notSent,
  linked: null,
  closing: entry._tag === "Create" && entry.managerDeferred ? notSent : null
})

const counterOf = {
  Create: "created",
  Update: "updated",
  Inactivate: "inactivated",
  Reactivate: "reactivated"
} as const

/** Adds up outcomes, as the run's counters show them. */
export const count = (outcomes: Iterable<Outcome>): RunCounts => {
  const counts = { ...noCounts }
  for (const { closing, kind, linked, write } of outcomes) {
    if (write.status === "written") counts[counterOf[kind]]++
    else if (write.status !== "waiting") counts[write.status]++
    if (write.status === "written" && linked !== null) counts.managerLinks++
    if (closing?.status === "written") counts.managerLinks++
    else if (closing !== null && closing.status !== "waiting" && closing.status !== "unchanged") {
      counts[closing.status]++
    }
  }
  return counts
}

export const sum = (left: RunCounts, right: RunCounts): RunCounts => ({
  created: left.created + right.created,
  updated: left.updated + right.updated,
  inactivated: left.inactivated + right.inactivated,
  reactivated: left.reactivated + right.reactivated,
  managerLinks: left.managerLinks + right.managerLinks,
  unchanged: left.unchanged + right.unchanged,
  moved: left.moved + right.moved,
  failed: left.failed + right.failed,
  inDoubt: left.inDoubt + right.inDoubt
})
