/**
 * Where only a present user may use Assets, the app cannot work by itself: as long as the page is open and visible, it
 * drives the run that is under way, slice after slice.
 */
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { worksAlone } from "@entra-assets/forge-host/AssetsCaller"
import { focusManager, useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { ask, AskError } from "./Ask.ts"
import { pauseAfter } from "./Pauses.ts"
import { useResumed } from "./Resumed.ts"

/** Resolves after so long, or as soon as the signal says that nobody waits any more. */
const sleep = (millis: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, millis)
    signal.addEventListener("abort", () => {
      clearTimeout(timer)
      resolve()
    }, { once: true })
  })

const visible = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (focusManager.isFocused() || signal.aborted) return resolve()
    const unsubscribe = focusManager.subscribe((isFocused) => {
      if (isFocused) resolve()
    })
    signal.addEventListener("abort", () => resolve(), { once: true })
    signal.addEventListener("abort", unsubscribe, { once: true })
  })

/** Another page may be at it, or something did not answer; anything else does not pass by itself. */
const mayPass = ({ reply }: AskError) =>
  reply._tag === "Unavailable" || (reply._tag === "Refused" && reply.reason === "run.Busy")

/** To be used once on the page. Says whether the run goes on only while the page is open. */
export const useDriver = (state: State, run: Run | null): boolean => {
  const client = useQueryClient()
  const [driven, setDriven] = useState<string | null>(null)
  const resumed = useResumed(run)
  const { connection } = state.settings
  const needsPage = connection !== null && !worksAlone(connection.caller)
  // What broke off while nobody looked waits for somebody to resume it; what this page drives goes on after a pause.
  const goesOn = run !== null &&
    (isActive(run.state) || (run.state === "interrupted" && (resumed || driven === run.id)))
  const runId = needsPage && state.isLicensed && goesOn ? run.id : null

  useEffect(() => {
    if (runId === null) return
    setDriven(runId)
    const gone = new AbortController()
    const drive = async () => {
      while (!gone.signal.aborted) {
        await visible(gone.signal)
        if (gone.signal.aborted) return
        const began = Date.now()
        try {
          const after = await ask("driveRun", { runId })
          client.setQueryData(["status", { runId }], after)
          if (!isActive(after.state)) break
          await sleep(pauseAfter(after, Date.now() - began), gone.signal)
        } catch (error) {
          if (!(error instanceof AskError) || !mayPass(error)) break
          await sleep(10_000, gone.signal)
        }
      }
      // Whatever ended it, a run that is resumed is driven again.
      if (!gone.signal.aborted) setDriven(null)
      await client.invalidateQueries({ queryKey: ["status"] })
    }
    void drive()
    return () => gone.abort()
  }, [client, runId])

  return runId !== null
}
