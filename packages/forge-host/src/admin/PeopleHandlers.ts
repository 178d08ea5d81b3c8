/**
 * One person in the eyes of the sync. Whom an address leads to depends on everybody, so everybody is read; on a large
 * site that takes longer than the page can wait, and a preview answers instead.
 */
import type { SourceError } from "@entra-assets/core/model/SourceError"
import * as OnePerson from "@entra-assets/core/sync/OnePerson"
import type { PlanError } from "@entra-assets/core/sync/PlanStore"
import type { RunError } from "@entra-assets/core/sync/RunError"
import * as Effect from "effect/Effect"
import * as RunDriver from "../app/RunDriver.ts"
import { type AdminFailure, refused } from "./AdminError.ts"
import * as ConnectedSite from "./ConnectedSite.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import { inTime } from "./InTime.ts"
import { noted } from "./Noted.ts"

/** Of an invocation's time, for the answer: the dispatcher would not say what to do instead. */
const reserveMillis = 4000

const tooMany = refused(
  "person.TooMany",
  "Reading everybody takes longer than the page can wait.",
  "Make a preview, and look for the person there."
)

const tooManyPages = refused(
  "person.TooManyPages",
  "Searching the run takes longer than the page can wait.",
  "Open the run, and look for the person on its pages."
)

/** A preview waits by itself until a service or its budget lets it go on; the page cannot. */
const toPersonFailure = (failure: PlanError | RunError | SourceError): AdminFailure =>
  failure._tag === "SourceError" && failure.reason === "Throttled"
    ? refused(
      `${failure.source}.Throttled`,
      failure.message,
      "Make a preview, which waits until it may go on, and look for the person there."
    )
    : toFailure(failure)

export const peopleHandlers: AdminHandlers<"explainPerson" | "previewPerson" | "personInRun"> = {
  explainPerson: ({ subject }) =>
    Effect.gen(function*() {
      const site = yield* ConnectedSite.load
      return yield* OnePerson.explain(subject, site.settings).pipe(
        Effect.provide(RunDriver.ports(site)),
        Effect.mapError(toPersonFailure),
        inTime(reserveMillis, tooMany)
      )
    }),

  previewPerson: ({ subject }, by) =>
    Effect.gen(function*() {
      const site = yield* ConnectedSite.load
      const preview = OnePerson.preview(subject, site.settings).pipe(
        Effect.provide(RunDriver.ports(site)),
        Effect.mapError(toPersonFailure),
        inTime(reserveMillis, tooMany)
      )
      return yield* noted({ by, action: "previewPerson" }, preview, ({ plan }) => ({ subject: plan?.id ?? null }))
    }),

  personInRun: ({ runId, subject }) =>
    OnePerson.inRun(runId, subject).pipe(
      Effect.map(({ entries, findings }) => ({ lines: entries, findings })),
      Effect.mapError(toFailure),
      inTime(reserveMillis, tooManyPages)
    )
}
