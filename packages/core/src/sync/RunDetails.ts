/** What a run did, record by record, for as long as its details are kept. */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { KeyValueStore } from "effect/persistence/KeyValueStore"
import * as Stream from "effect/Stream"
import { type Finding, withNames } from "../model/Finding.ts"
import type { EntraId } from "../model/Ids.ts"
import { personOf } from "../plan/Entry.ts"
import * as OutcomeBook from "./internal/OutcomeBook.ts"
import type { StoredValueError } from "./internal/StoredValue.ts"
import { isOpen, type Outcome, type OutcomePage } from "./Outcome.ts"
import type { PlanPage } from "./PlanStore.ts"
import { refuse, type RunError } from "./RunError.ts"

const unstored = (runId: string) => ({ reason }: StoredValueError) => refuse(reason, runId)

/** The outcomes of one page of the plan; `null` when the run has not come to it, or they are kept no more. */
export const page = (runId: string, number: number): Effect.Effect<OutcomePage | null, RunError, KeyValueStore> =>
  Effect.mapError(OutcomeBook.load(runId, number), unstored(runId))

/** What came up while this page of the plan was written, with the names that it has. */
export const findingsOf = ({ items }: PlanPage, written: OutcomePage | null): ReadonlyArray<Finding> => {
  if (written === null || written.findings.length === 0) return []
  const people = new Map(items.flatMap((item) => item._tag === "Finding" ? [] : [[item.entraId, personOf(item)]]))
  return written.findings.map((finding) => withNames(finding, (entraId) => people.get(entraId)))
}

/** The outcomes of each page of the plan, in its order, as far as the run has come. */
export const pages = (runId: string): Stream.Stream<OutcomePage, RunError, KeyValueStore> =>
  Stream.paginate(0, (number) =>
    Effect.map(
      page(runId, number),
      (found) => [found === null ? [] : [found], found === null ? Option.none() : Option.some(number + 1)]
    ))

/** Records that were not written as planned. */
export const failures = (runId: string): Stream.Stream<Outcome, RunError, KeyValueStore> =>
  Stream.flatMap(
    pages(runId),
    ({ outcomes }) =>
      Stream.fromIterable(outcomes.filter(({ closing, write }) =>
        write.status === "failed" || write.status === "moved" || closing?.status === "failed" ||
        closing?.status === "moved"
      ))
  )

/** What came up while writing. */
export const findings = (runId: string): Stream.Stream<Finding, RunError, KeyValueStore> =>
  Stream.flatMap(pages(runId), (page) => Stream.fromIterable(page.findings))

/** What was done to one person's record. */
export const ofPerson = (runId: string, entraId: EntraId): Stream.Stream<Outcome, RunError, KeyValueStore> =>
  Stream.flatMap(
    pages(runId),
    ({ outcomes }) =>
      Stream.fromIterable(outcomes.filter((outcome) => outcome.entraId === entraId && !isOpen(outcome.write)))
  )
