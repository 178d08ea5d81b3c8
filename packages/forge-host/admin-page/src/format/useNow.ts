/** The app's time, which the browser's clock may be far from. */
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"

/** How far the app's clock is ahead of the browser's, in milliseconds, as of its last answer. */
export const useClockOffset = (): number => {
  const state = useQueryClient().getQueryState<{ readonly now: number }>(["state", {}])
  return state?.data === undefined ? 0 : state.data.now - state.dataUpdatedAt
}

/** Milliseconds since 1970, looked at again every so many milliseconds. */
export const useNow = (everyMillis = 30_000): number => {
  const offset = useClockOffset()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMillis)
    return () => clearInterval(timer)
  }, [everyMillis])
  return now + offset
}
