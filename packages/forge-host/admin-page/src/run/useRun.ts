/** One run with what its numbers mean, looked at again and again as long as something may happen to it. */
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import type { RunView } from "@entra-assets/forge-host/admin/AdminApi"
import { useQueryClient, type UseQueryResult } from "@tanstack/react-query"
import { useEffect } from "react"
import { useAsk } from "../api/Queries.ts"
import { useResumed } from "../api/Resumed.ts"

const live = { activeMillis: 3000, idleMillis: 30_000 }

/** Somebody, or something, may still go on with it. */
const isOpen = ({ state }: Run): boolean => isActive(state) || state === "interrupted" || state === "blocked"

export interface AskedRun {
  readonly view: UseQueryResult<RunView>
  /** The newest that is known; `null` before the first answer. */
  readonly run: Run | null
}

export const useRun = (runId: string): AskedRun => {
  const client = useQueryClient()
  const view = useAsk("run", { runId })
  const known = view.data?.run ?? null
  const isResumed = useResumed(known)
  const status = useAsk("status", { runId }, {
    isEnabled: known !== null && isOpen(known),
    live: known !== null && (isActive(known.state) || (isResumed && known.state === "interrupted"))
      ? live.activeMillis :
      live.idleMillis
  })
  const run = status.data != null && status.dataUpdatedAt >= view.dataUpdatedAt ? status.data : known
  // What else is known of the run follows from its state.
  const isBehind = run !== null && known !== null && (run.state !== known.state || run.planId !== known.planId)
  useEffect(() => {
    if (isBehind) {
      void client.invalidateQueries({
        predicate: ({ queryKey: [name] }) =>
          name === "run" || name === "runPage" || name === "state" || name === "history"
      })
    }
  }, [client, isBehind])
  return { view, run }
}
