/** Whether the page is as narrow as a telephone; style sheets write the same width as a media query. */
import { useSyncExternalStore } from "react"

const query = "(max-width: 600px)"

const subscribe = (listen: () => void) => {
  const media = window.matchMedia(query)
  media.addEventListener("change", listen)
  return () => media.removeEventListener("change", listen)
}

export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
