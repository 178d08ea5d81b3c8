/** What admins set about the schedule. When a run is due, core decides; the daily tick begins it. */
import type { AccountId } from "@entra-assets/core/model/Ids"
import { CadenceDays, type Schedule } from "@entra-assets/core/sync/Cadence"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import * as AuditChanges from "../app/AuditChanges.ts"
import type { AuditAction } from "../app/AuditEntry.ts"
import { worksAlone } from "../AssetsCaller.ts"
import { type AdminFailure, invalidInput, refused } from "./AdminError.ts"
import * as ConnectedSite from "./ConnectedSite.ts"
import { type AdminHandlers, type Services, toFailure } from "./Handler.ts"
import { noted } from "./Noted.ts"

const decodeDays = Schema.decodeUnknownEffect(CadenceDays)

const presentUserOnly = refused(
  "schedule.PresentUserOnly",
  "Assets lets the app in only while an admin looks at this page, so there are no scheduled runs.",
  "Start a sync by hand, and keep the page open until it has ended."
)

/** What the audit log shows of it. */
const shown = ({ on, paused, ...schedule }: Schedule) => ({
  schedule: paused !== null ? "paused" : on ? "on" : "off",
  ...Struct.pick(schedule, ["everyDays", "manualRunsCount"])
})

const change = (
  action: AuditAction,
  by: AccountId,
  to: (schedules: ScheduleStore["Service"]) => Effect.Effect<Schedule, AdminFailure>
): Effect.Effect<Schedule, AdminFailure, Services> =>
  Effect.gen(function*() {
    const schedules = yield* ScheduleStore
    const before = yield* Effect.mapError(schedules.get, toFailure)
    return yield* noted(
      { by, action },
      to(schedules),
      (after) => ({ changes: AuditChanges.between(shown(before), shown(after)) })
    )
  })

export const scheduleHandlers: AdminHandlers<"setCadence" | "turnOn" | "turnOff" | "pause" | "resume"> = {
  setCadence: ({ everyDays, manualRunsCount }, by) =>
    Effect.gen(function*() {
      const days = yield* Effect.mapError(
        decodeDays(everyDays),
        () => invalidInput({ everyDays: "Enter a whole number of days from 1 to 100." })
      )
      return yield* change("setCadence", by, (schedules) =>
        Effect.mapError(schedules.setCadence({ everyDays: days, manualRunsCount }, by), toFailure))
    }),

  turnOn: (_, by) =>
    Effect.gen(function*() {
      const { connection } = yield* ConnectedSite.load
      if (!worksAlone(connection.caller)) return yield* presentUserOnly
      return yield* change("turnOn", by, (schedules) =>
        Effect.mapError(schedules.turnOn(by), (error) =>
          error._tag === "NoPlanApplied" ? refused("schedule.NoPlanApplied", error.message) : toFailure(error)))
    }),

  turnOff: (_, by) => change("turnOff", by, (schedules) => Effect.mapError(schedules.turnOff(by), toFailure)),
  pause: (_, by) => change("pause", by, (schedules) => Effect.mapError(schedules.pause(by), toFailure)),
  resume: (_, by) => change("resume", by, (schedules) => Effect.mapError(schedules.resume(by), toFailure))
}
