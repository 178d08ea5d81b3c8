/** What the answers of Assets to each caller mean together. */
import type { CallerProbe } from "@entra-assets/forge-host/app/SetupReport"

/** Somebody is let in, but nobody in whose name runs could go on alone. */
export const letsOnlyPresent = (callers: ReadonlyArray<CallerProbe>): boolean => {
  const letIn = callers.filter(({ outcome }) => outcome === "reads" || outcome === "writes")
  return letIn.length > 0 && letIn.every(({ worksAlone }) => !worksAlone)
}
