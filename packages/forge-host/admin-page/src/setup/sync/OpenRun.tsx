/** Leads to all that is known of a run. */
import type { Run } from "@entra-assets/core/sync/Run"
import { RouteLink } from "../../frame/RouteLink.tsx"
import { useTexts } from "../../texts/useTexts.ts"

export const OpenRun = ({ run }: { readonly run: Run }) => {
  const { setup: { sync } } = useTexts()
  return <RouteLink to={{ view: "run", runId: run.id }}>{sync.openRun}</RouteLink>
}
