/**
 * Where only a present user may use Assets, the app cannot work by itself: as long as the page is open and visible, it
 * drives the run that is under way, slice after slice.
 */
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import { worksAlone } from "@entra-assets/forge-host/AssetsCaller"
import { focusManager, useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { ask } from "./Ask.ts"
import { AskError, mayPass } from "./AskError.ts"
import { pauseAfter } from "./Pauses.ts"
import { readRunsAgain } from "./Queries.ts"
import { useResumed } from "./Resumed.ts"
import { sleep } from "./Sleep.ts"

const visible = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (focusManager.isFocused() || signal.aborted) return resolve()
    const unsubscribe = focusManager.subscribe((isFocused) => {
      if (isFocused) resolve()
    })
    signal.addEventListener("abort", () => resolve(), { once: true })
    signal.addEventListener("abort", unsubscribe, { once: true })
  })

/** Another page is at it. */
const isBusy = ({ reply }: AskError) => reply._tag === "Refused" && reply.reason === "run.Busy"

/** What keeps this page from driving a run further. */
export interface Halt {
  readonly runId: string
  readonly error: AskError
  readonly driveAgain: () => void
}

export interface Driver {
  /** The run goes on only while the page is open. */
  readonly isDriving: boolean
  /** It does not go on, since the app refuses this page. */
  readonly halt: Halt | null
}

/** To be used once on the page. */
export const useDriver = (state: State, run: Run | null): Driver => {
  const client = useQueryClient()
  const [halted, setHalted] = useState<Pick<Halt, "runId" | "error"> | null>(null)
  const [driven, setDriven] = useState<string | null>(null)
  const resumed = useResumed(run)
  const { connection } = state.settings
  const needsPage = connection !== null && !worksAlone(connection.caller)
  // What broke off while nobody looked waits for somebody to resume it; what this page drives goes on after a pause.
  const goesOn = run !== null &&
    (isActive(run.state) || (run.state === "interrupted" && (resumed || driven === run.id)))
  const runId = needsPage && state.isLicensed && goesOn ? run.id : null
  const halt = halted !== null && halted.runId === runId ? halted : null
  const isHalted = halt !== null

  useEffect(() => {
    if (runId === null || isHalted) return
    setDriven(runId)
    const gone = new AbortController()
    const drive = async () => {
      let refusal: AskError | null = null
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
          if (!(error instanceof AskError)) throw error
          if (!mayPass(error) && !isBusy(error)) {
            refusal = error
            break
          }
          await sleep(10_000, gone.signal)
        }
      }
      // Whatever ended it, a run that is resumed is driven again.
      if (!gone.signal.aborted) setDriven(null)
      // The run may have ended, or somebody else may have connected the app anew: then nothing is the matter.
      await client.invalidateQueries({ queryKey: ["status"] })
      await readRunsAgain(client)
      if (refusal !== null && !gone.signal.aborted) setHalted({ runId, error: refusal })
    }
    void drive()
    return () => gone.abort()
  }, [client, runId, isHalted])

  return {
    isDriving: runId !== null && !isHalted,
    halt: halt === null ? null : { ...halt, driveAgain: () => setHalted(null) }
  }
}
