/** The app's time. */
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import * as AppTime from "./AppTime.ts"

const useTold = (): AppTime.Told | null => {
  const state = useQueryClient().getQueryState<{ readonly now: number }>(["state", {}])
  return state?.data === undefined ? null : { at: state.dataUpdatedAt, now: state.data.now }
}

/** From a time of the browser's clock to the app's. */
export const useAppTime = (): (millis: number) => number => {
  const told = useTold()
  return (millis) => AppTime.ofBrowser(told, millis)
}

/** Milliseconds since 1970, looked at again every so many milliseconds. */
export const useNow = (everyMillis = 30_000): number => {
  const told = useTold()
  const [looked, setLooked] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setLooked(Date.now()), everyMillis)
    return () => clearInterval(timer)
  }, [everyMillis])
  return AppTime.now(told, looked)
}
