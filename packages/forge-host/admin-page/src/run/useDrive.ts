/** Where only a present user may use Assets, the app cannot work by itself: as long as a run is shown, the page drives it. */
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import { worksAlone } from "@entra-assets/forge-host/AssetsCaller"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { ask } from "../api/Ask.ts"
import { useSite } from "../api/Site.ts"

/** From one slice to the next; and to the next attempt, after the app did not answer. */
const pauses = { ordinaryMillis: 1000, afterFailureMillis: 10_000 }

export const useDrive = ({ id, state }: Pick<Run, "id" | "state">): void => {
  const client = useQueryClient()
  const connection = useSite().data?.settings.connection ?? null
  const isOurs = connection !== null && !worksAlone(connection.caller) && isActive(state)
  useEffect(() => {
    if (!isOurs) return
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const drive = async () => {
      const next = await ask("driveRun", { runId: id }).catch(() => null)
      if (isGone) return
      if (next !== null) client.setQueryData(["status", { runId: id }], next)
      if (next === null || isActive(next.state)) {
        timer = setTimeout(() => void drive(), next === null ? pauses.afterFailureMillis : pauses.ordinaryMillis)
      }
    }
    void drive()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [client, id, isOurs])
}
