/** Which part of the frame is to be seen in the browser's window; only the browser knows, since Jira is of another origin. */
import { useEffect, useState } from "react"

/**
 * Measures it once, into `--sight-top` and `--sight-height`. An observer without a root reports what is left of an element
 * within the browser's window, be it in frames of other origins; this element fills the frame.
 */
const measure = (then: () => void) => {
  const filler = document.createElement("div")
  filler.style.cssText = "position: fixed; inset: 0; visibility: hidden"
  const observer = new IntersectionObserver(([entry]) => {
    end()
    if (entry === undefined) return
    const { style } = document.documentElement
    style.setProperty("--sight-top", `${entry.intersectionRect.top}px`)
    style.setProperty("--sight-height", `${entry.intersectionRect.height}px`)
    then()
  })
  const end = () => {
    observer.disconnect()
    filler.remove()
  }
  document.body.append(filler)
  observer.observe(filler)
  return end
}

/** Whether it has been measured since the component came. */
export const useSight = (): boolean => {
  const [isMeasured, setMeasured] = useState(false)
  useEffect(() => measure(() => setMeasured(true)), [])
  return isMeasured
}
