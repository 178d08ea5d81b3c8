/** The site as the app sees it, and the run that is under way. */
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { readRunsAgain, useAsk } from "./Queries.ts"
import { useResumed } from "./Resumed.ts"

/** From one look to the next while the page is visible; while it is hidden, nobody looks. */
const live = { activeMillis: 3000, idleMillis: 30_000, siteMillis: 300_000 }

const isUnderWay = (run: Run | null): run is Run => run !== null && isActive(run.state)

/** It follows the run; now and then it is read again by itself, since other admins change things and days pass. */
export const useSite = () => useAsk("state", {}, { live: live.siteMillis })

/** What a change of tells that more of what the page shows has changed. */
const markOf = (run: Run | null): string => run === null ? "" : `${run.id} ${run.state}`

/** `State.current` as it is now; looked at every 3 s while it works, else every 30 s. */
export const useCurrentRun = (): Run | null => {
  const site = useSite()
  const known = site.data?.current ?? null
  const isKnownActive = isUnderWay(known)
  const isLive = useResumed(known) || isKnownActive
  const client = useQueryClient()
  // Beside a run that works there can be no other; one that does not may be followed by a newer one.
  const { data: seen } = useAsk("status", { runId: isKnownActive ? known.id : null }, {
    isEnabled: site.data !== undefined,
    live: isLive ? live.activeMillis : live.idleMillis,
    isKept: false
  })
  const run = seen === undefined ? known : seen
  const hasChanged = seen !== undefined && markOf(seen) !== markOf(known)
  const mark = markOf(run)
  useEffect(() => {
    if (hasChanged) void readRunsAgain(client)
  }, [client, mark, hasChanged])
  return run !== null && (isActive(run.state) || run.state === "interrupted" || run.state === "blocked") ? run : null
}
