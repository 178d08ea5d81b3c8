/**
 * One person in the eyes of the sync. Whom an address leads to depends on everybody, so everybody is read; on a large
 * site that takes longer than the page can wait, and a preview answers instead.
 */
import * as OnePerson from "@entra-assets/core/sync/OnePerson"
import * as Effect from "effect/Effect"
import * as AuditLog from "../app/AuditLog.ts"
import { type AdminFailure, refused } from "./AdminError.ts"
import * as ConnectedSite from "./ConnectedSite.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"

const tooMany = refused(
  "person.TooMany",
  "Reading everybody took longer than 20 seconds, and the page cannot wait longer.",
  "Make a preview, and look for the person there."
)

const tooManyPages = refused(
  "person.TooManyPages",
  "The run is too large to be searched within 20 seconds.",
  "Open the run, and look for the person on its pages."
)

const inTime = (otherwise: AdminFailure) => <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.timeoutOrElse(effect, { duration: "20 seconds", orElse: () => Effect.fail(otherwise) })

export const peopleHandlers: AdminHandlers<"explainPerson" | "previewPerson" | "personInRun"> = {
  explainPerson: ({ subject }) =>
    Effect.gen(function*() {
      const site = yield* ConnectedSite.load
      return yield* OnePerson.explain(subject, site.settings).pipe(
        Effect.provide(ConnectedSite.ports(site)),
        Effect.mapError(toFailure),
        inTime(tooMany)
      )
    }),

  previewPerson: ({ subject }, by) =>
    Effect.gen(function*() {
      const site = yield* ConnectedSite.load
      const preview = yield* OnePerson.preview(subject, site.settings).pipe(
        Effect.provide(ConnectedSite.ports(site)),
        Effect.mapError(toFailure),
        inTime(tooMany)
      )
      yield* AuditLog.append({ by, action: "previewPerson", subject: preview.plan?.id ?? null, changes: [] })
      return preview
    }),

  personInRun: ({ runId, subject }) =>
    OnePerson.inRun(runId, subject).pipe(
      Effect.map(({ entries, findings }) => ({ lines: entries, findings })),
      Effect.mapError(toFailure),
      inTime(tooManyPages)
    )
}
