/** The site as the app sees it, and the run that is under way. */
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { readHistoryAgain, readRunsAgain, useAsk } from "./Queries.ts"
import { useResumed } from "./Resumed.ts"

/** From one look to the next while the page is visible; while it is hidden, nobody looks. */
const live = { activeMillis: 3000, idleMillis: 30_000, siteMillis: 300_000 }

const isUnderWay = (run: Run | null): run is Run => run !== null && isActive(run.state)

/** It follows the run; now and then it is read again by itself, since other admins change things and days pass. */
export const useSite = () => useAsk("state", {}, { live: live.siteMillis })

/** Beside a run that works there can be no other; one that does not may be followed by a newer one. */
const useStatus = () => {
  const site = useSite()
  const known = site.data?.current ?? null
  const isKnownActive = isUnderWay(known)
  const isLive = useResumed(known) || isKnownActive
  const status = useAsk("status", { runId: isKnownActive ? known.id : null }, {
    isEnabled: site.data !== undefined,
    live: isLive ? live.activeMillis : live.idleMillis,
    isKept: false
  })
  return { known, seen: status.data, seenAt: status.dataUpdatedAt }
}

/**
 * `State.current`, and how far it has come: looked at every 3 s while it works, else every 30 s. That it has ended, or
 * another has begun, is told once all else that follows from it is known, so that nothing shows half of it.
 */
export const useCurrentRun = (): Run | null => {
  const { known, seen = null } = useStatus()
  return isUnderWay(seen) && seen.id === known?.id ? seen : known
}

/** What a change of tells that more of what the page shows has changed. One that has ended is nobody's concern any more. */
const markOf = (run: Run | null): string => run === null || run.endedAt !== null ? "" : `${run.id} ${run.state}`

/** To be used in one place: sees to it that what follows from the state of runs is read again when that changes. */
export const useFollowing = (): void => {
  const client = useQueryClient()
  const { known, seen, seenAt } = useStatus()
  const knownMark = markOf(known)
  const seenMark = seen === undefined ? knownMark : markOf(seen)
  /** What has been read again since the runs were so. */
  const readFor = useRef(knownMark)
  useEffect(() => {
    if (seenMark === knownMark) return
    readFor.current = seenMark
    void readRunsAgain(client)
  }, [client, knownMark, seenMark, seenAt])
  // They may have changed once more until the state was read.
  useEffect(() => {
    if (knownMark === readFor.current) return
    readFor.current = knownMark
    void readHistoryAgain(client)
  }, [client, knownMark])
}
