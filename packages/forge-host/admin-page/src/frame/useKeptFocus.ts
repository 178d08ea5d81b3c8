/** A place for the focus when what had it is gone, so that nobody has to begin anew at the top of the page. */
import { type RefObject, useEffect, useRef } from "react"

const isLost = ({ activeElement, body }: Document): boolean =>
  activeElement === null || activeElement === body || activeElement.matches(":disabled")

/** `mark`: changes with what may have had the focus. The place needs `tabIndex={-1}`. */
export const useKeptFocus = <E extends HTMLElement>(mark: unknown): RefObject<E> => {
  const place = useRef<E>(null)
  useEffect(() => {
    if (document.hasFocus() && isLost(document)) place.current?.focus({ preventScroll: true })
  }, [mark])
  return place
}
