/** The app's time, which the browser's clock may be far from. */
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"

/** Milliseconds since 1970, looked at again every so many milliseconds; never before the app's last answer. */
export const useNow = (everyMillis = 30_000): number => {
  const state = useQueryClient().getQueryState<{ readonly now: number }>(["state", {}])
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMillis)
    return () => clearInterval(timer)
  }, [everyMillis])
  return state?.data === undefined ? now : state.data.now + Math.max(0, now - state.dataUpdatedAt)
}
