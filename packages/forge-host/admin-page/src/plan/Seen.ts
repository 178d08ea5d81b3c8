/** Which plan somebody looks at: a run that begins anew may put another one of the same id in its place. */
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import type { SeenPlan } from "@entra-assets/forge-host/admin/AdminApi"

export const seenOf = ({ digest, id }: Pick<PlanHeader, "digest" | "id">): SeenPlan => ({ planId: id, digest })
