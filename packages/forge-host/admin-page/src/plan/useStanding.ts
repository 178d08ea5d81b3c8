/** What can be done with a plan, as far as the page knows. */
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { useHistory } from "../api/History.ts"
import { useAsk } from "../api/Queries.ts"
import { useCurrentRun, useSite } from "../api/Site.ts"
import { type Standing, standingOf } from "./Standing.ts"

export const useStanding = (plan: PlanHeader): Standing => {
  const { data: standing } = useAsk("planStanding", { planId: plan.id })
  const { data: runs = [] } = useHistory()
  const { data: site } = useSite()
  const current = useCurrentRun()
  return standingOf(plan, {
    settingsHold: standing?.settingsHold ?? null,
    runs,
    current,
    guard: { enabled: site?.settings.rules.guard.enabled ?? true }
  })
}
