/** Notes inside the browser what takes how long; what people wait for is the moment when rows are drawn. */
import * as Schema from "effect/Schema"
import type { Frame, Page } from "playwright-core"

/** Runs before the scripts of each document. */
export const install = () => {
  const probe = { longestTask: 0 }
  Object.assign(window, { probe })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) probe.longestTask = Math.max(probe.longestTask, duration)
  }).observe({ type: "longtask", buffered: true })
  const watch = new MutationObserver(() => {
    if (document.querySelector("[role=row][aria-rowindex='2']") === null) return
    watch.disconnect()
    requestAnimationFrame(() => {
      setTimeout(() => {
        document.documentElement.dataset["firstRows"] = String(performance.timeOrigin + performance.now())
      })
    })
  })
  watch.observe(document, { childList: true, subtree: true })
}

const decodeNumber = Schema.decodeUnknownSync(Schema.Finite)

/** Milliseconds since 1970 at which the last byte of the first answer of a megabyte came: that is the index. */
export const indexCameAt = async (page: Page): Promise<number> =>
  decodeNumber(
    await page.evaluate(() => {
      for (const entry of performance.getEntriesByType("resource")) {
        if (entry instanceof PerformanceResourceTiming && entry.decodedBodySize > 1_000_000) {
          return performance.timeOrigin + entry.responseEnd
        }
      }
      return null
    })
  )

/** Milliseconds since 1970 at which the first rows were drawn. */
export const firstRowsAt = async (frame: Frame): Promise<number> => {
  const marked = frame.locator("html[data-first-rows]")
  return decodeNumber(Number(await marked.getAttribute("data-first-rows")))
}

/** Tasks of less than 50 ms are none to the browser. */
export const longestTask = async (frame: Frame): Promise<number> =>
  decodeNumber(await frame.evaluate("window.probe.longestTask"))

export const forget = (frame: Frame): Promise<unknown> => frame.evaluate("window.probe.longestTask = 0")
