/** The site as the app sees it, and the run that is under way. */
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { useAsk } from "./Queries.ts"

const isUnderWay = (run: Run | null | undefined): boolean => run != null && isActive(run.state)

const live = { activeMillis: 3000, idleMillis: 30_000 }

export const useSite = () => useAsk("state", {})

/** Of the newest run when it is active, interrupted or blocked; looked at every 3 s while it works, else every 30 s. */
export const useCurrentRun = (): Run | null => {
  const site = useSite()
  const known = site.data?.current ?? null
  const client = useQueryClient()
  const status = useAsk("status", { runId: known?.id ?? null }, {
    isEnabled: site.data !== undefined,
    live: isUnderWay(known) ? live.activeMillis : live.idleMillis
  })
  const run = status.data === undefined ? known : status.data
  // What else the page shows follows from it.
  const mark = run === null ? "" : `${run.id} ${run.state}`
  const knownMark = known === null ? "" : `${known.id} ${known.state}`
  useEffect(() => {
    if (status.data !== undefined && mark !== knownMark) {
      void client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name === "state" || name === "history" })
    }
  }, [client, mark, knownMark, status.data])
  return run !== null && (isUnderWay(run) || run.state === "interrupted" || run.state === "blocked") ? run : null
}
