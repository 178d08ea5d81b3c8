/**
 * Where the keyboard goes on when what it was on is taken away and nobody has a place for it (`useKeptFocus`): at what
 * stands there instead, such as the button that has replaced one which has done its work.
 */

/** One step from an element to what surrounds it. */
interface Step {
  readonly parent: Element
  /** The place in it. */
  readonly at: number
}

const wayUp = (element: Element, top: Element): ReadonlyArray<Step> => {
  const steps: Array<Step> = []
  for (let inner = element; inner !== top;) {
    const parent = inner.parentElement
    if (parent === null) return []
    steps.push({ parent, at: Array.from(parent.children).indexOf(inner) })
    inner = parent
  }
  return steps
}

const focusable = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex='0']"

const isFocusable = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement && element.matches(focusable) && element.getClientRects().length > 0

const focusableIn = (element: Element): ReadonlyArray<HTMLElement> =>
  [element, ...element.querySelectorAll(focusable)].filter(isFocusable)

/** What stands there now; where nothing does any more, the last thing before it. */
const successor = ({ at, parent }: Step): HTMLElement | undefined => {
  const inPlace = parent.children[at]
  if (inPlace !== undefined) return focusableIn(inPlace)[0]
  const last = parent.lastElementChild
  return last === null ? undefined : focusableIn(last).at(-1)
}

/** Places that are kept on purpose go first. */
const restMillis = 50

/** Watches over what is inside `top`; `view` has the focus when the whole of it was replaced. Returns how to end it. */
export const followSuccessors = (top: HTMLElement, view: () => HTMLElement | null): () => void => {
  let kept: { readonly element: Element; readonly way: ReadonlyArray<Step> } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const onFocus = ({ target }: FocusEvent) => {
    kept = target instanceof Element ? { element: target, way: wayUp(target, top) } : null
  }
  // Somebody who points elsewhere has let go of it.
  const letGo = () => {
    kept = null
  }
  const following = (way: ReadonlyArray<Step>): HTMLElement | null => {
    const step = way.find(({ parent }) => parent.isConnected)
    if (step === undefined || step.parent.contains(view())) return view()
    return successor(step) ?? view()
  }
  const look = () => {
    // It is not taken from Jira around the page.
    if (kept === null || kept.element.isConnected || document.activeElement !== document.body || !document.hasFocus()) {
      return
    }
    // A dialog gives it back when it is gone.
    if (document.querySelector("[role='dialog']") === null) following(kept.way)?.focus({ preventScroll: true })
  }
  const observer = new MutationObserver(() => {
    if (document.activeElement !== document.body) return
    clearTimeout(timer)
    timer = setTimeout(look, restMillis)
  })
  // Dialogs stand beside the page.
  observer.observe(document.body, { childList: true, subtree: true })
  top.addEventListener("focusin", onFocus)
  document.addEventListener("pointerdown", letGo, true)
  return () => {
    clearTimeout(timer)
    observer.disconnect()
    top.removeEventListener("focusin", onFocus)
    document.removeEventListener("pointerdown", letGo, true)
  }
}
