/** Where the keyboard goes on, so that nobody has to begin anew at the top of the page. */

/** On purpose; somebody who is in Jira around the page meanwhile stays there. */
export const leadTo = (element: HTMLElement | null | undefined): void => {
  if (document.hasFocus()) element?.focus()
}

const focusable = "a[href], button, input, select, textarea, summary, [tabindex]"

const focusableIn = (element: Element): ReadonlyArray<HTMLElement> =>
  Array.from(element.querySelectorAll<HTMLElement>(focusable)).filter((inner) =>
    !inner.matches(":disabled") && inner.getClientRects().length > 0
  )

/**
 * What takes the place of something that was there: what stands there now or next, else the last before it. Where all
 * of a part was replaced that can have the focus itself (`tabIndex={-1}`), that part, such as the view.
 */
const successor = (was: Range, view: HTMLElement | null): HTMLElement | null => {
  let around: Node | null = was.startContainer
  for (; around instanceof HTMLElement && !around.contains(view); around = around.parentElement) {
    if (around.matches("[tabindex='-1']")) return around
    const inside = focusableIn(around)
    const found = inside.find((element) => was.comparePoint(element, 0) > 0) ?? inside.at(-1)
    if (found !== undefined) return found
  }
  return view
}

/**
 * When what has the focus inside `top` is taken away or disabled, its successor gets it, before anything else happens.
 * Returns how to end it.
 */
export const followFocus = (top: HTMLElement, view: () => HTMLElement | null): () => void => {
  let kept: Element | null = null
  // The browser keeps a range where it is, whatever comes and goes around it.
  const place = document.createRange()
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return
    kept = target
    place.setStartBefore(target)
    place.collapse(true)
  }
  // Somebody who points elsewhere has let go of it.
  const letGo = () => {
    kept = null
  }
  const look = () => {
    if (kept === null || (kept.isConnected && !kept.matches(":disabled")) || !document.hasFocus()) return
    const { activeElement, body } = document
    if (activeElement !== body && activeElement !== kept) return
    // A dialog keeps it, and gives it back when it is gone.
    if (document.querySelector("[role='dialog']") === null) successor(place, view())?.focus({ preventScroll: true })
  }
  const observer = new MutationObserver(look)
  // Dialogs stand beside the page.
  observer.observe(document.body, { attributeFilter: ["disabled"], childList: true, subtree: true })
  // It may have happened while somebody was elsewhere.
  window.addEventListener("focus", look)
  top.addEventListener("focusin", onFocus)
  document.addEventListener("pointerdown", letGo, true)
  return () => {
    observer.disconnect()
    window.removeEventListener("focus", look)
    top.removeEventListener("focusin", onFocus)
    document.removeEventListener("pointerdown", letGo, true)
  }
}
