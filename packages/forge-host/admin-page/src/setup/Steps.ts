/** The steps of the set-up, and how far a site has come with them. */
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { worksAlone } from "@entra-assets/forge-host/AssetsCaller"
import { isSetUp } from "../api/SetUp.ts"
import { type SetupStep, setupSteps as steps } from "../Route.ts"

/** In their order. */
export { steps }
export type StepName = SetupStep

export type Progress = Pick<State, "hasDirectory" | "schedule" | "settings">

/** Runs begin by themselves, or Assets does not let the app in while nobody is there. */
export const canSchedule = ({ settings: { connection } }: Pick<Progress, "settings">): boolean =>
  connection !== null && worksAlone(connection.caller)

export const isDone = (step: StepName, { hasDirectory, schedule, settings }: Progress): boolean => {
  switch (step) {
    case "assets":
      return settings.connection !== null && hasDirectory
    case "entra":
      return settings.entra !== null && settings.hasSecret
    case "sync":
      return schedule.firstPlanAppliedAt !== null &&
        // Turned off again, it is off on purpose.
        (schedule.on || schedule.hasBeenOn || !canSchedule({ settings }))
  }
}

/** Nothing is left to do. */
export const isComplete = (state: State): boolean => isSetUp(state) && steps.every((step) => isDone(step, state))

/** Which step to go on with; `null` when all are done. `done`: one that is done, though the app has not said so yet. */
export const nextStep = (state: Progress, done?: StepName): StepName | null =>
  steps.find((step) => step !== done && !isDone(step, state)) ?? null
