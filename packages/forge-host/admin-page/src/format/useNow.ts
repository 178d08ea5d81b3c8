/** The app's time, which the browser's clock may be far from. */
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"

/** From a time of the browser's clock to the app's; never before the app's last answer. */
export const useAppTime = (): (millis: number) => number => {
  const state = useQueryClient().getQueryState<{ readonly now: number }>(["state", {}])
  return (millis) => state?.data === undefined ? millis : state.data.now + Math.max(0, millis - state.dataUpdatedAt)
}

/** Milliseconds since 1970, looked at again every so many milliseconds. */
export const useNow = (everyMillis = 30_000): number => {
  const appTime = useAppTime()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMillis)
    return () => clearInterval(timer)
  }, [everyMillis])
  return appTime(now)
}
