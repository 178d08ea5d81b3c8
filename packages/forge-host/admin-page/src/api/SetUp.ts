/** Whether the set-up is finished. */
import type { State } from "@entra-assets/forge-host/admin/AdminApi"

/** Entra and Assets are connected, and a first plan was applied. */
export const isSetUp = ({ hasDirectory, schedule, settings }: State): boolean =>
  settings.entra !== null && settings.connection !== null && hasDirectory && schedule.firstPlanAppliedAt !== null

/** Where the admin looks after the app: from then on the overview, until then the set-up. */
export const homeOf = (state: State): { readonly view: "overview" | "setup" } => ({
  view: isSetUp(state) ? "overview" : "setup"
})
