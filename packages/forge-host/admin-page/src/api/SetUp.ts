/** Whether the set-up is finished. */
import type { State } from "@entra-assets/forge-host/admin/AdminApi"

/** Entra and Assets are connected, and a first plan was applied. */
export const isSetUp = ({ hasDirectory, schedule, settings }: State): boolean =>
  settings.entra !== null && settings.connection !== null && hasDirectory && schedule.firstPlanAppliedAt !== null
