/** What holds on every view: nothing jumps while it loads, and times are those of the user's Jira profile. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

const decodeShift = Schema.decodeUnknownSync(Schema.Finite)

/** Of the frame since it was loaded: what Chromium calls the cumulative layout shift. */
const layoutShift = ({ page }: Browser.Window) =>
  Effect.promise(async () => {
    return decodeShift(
      await Browser.frameOf(page).evaluate(`new Promise((resolve) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) sum += value
        }).observe({ type: "layout-shift", buffered: true })
        requestAnimationFrame(() => setTimeout(() => resolve(sum), 0))
      })`)
    )
  })

/** At most so much is called good (web.dev, "Cumulative Layout Shift"). */
const good = 0.1

it.live("nothing jumps while a view loads", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    const run = yield* Journey.synced(site, admin)
    const [account] = site.atlassian.accounts()
    for (
      const [path, heading] of [
        ["/", "History"],
        ["/setup", "Setup is complete"],
        [`/runs/${run.id}`, "Changes"],
        [`/plans/${run.planId}`, "Every change"],
        [`/people/${account?.accountId ?? ""}`, "What recent runs did"],
        ["/settings/limits", "Check before every sync"],
        ["/settings/audit", "Audit log"]
      ] as const
    ) {
      // The browser reckons by the height of the frame; here that is what an admin sees of it, and stays the same.
      const window = yield* open({ path, height: 1000, frame: "fixed" })
      yield* window.use((app) => app.getByRole("heading", { name: heading }).first().waitFor())
      yield* window.use((app) => app.getByRole("status", { name: "Loading" }).first().waitFor({ state: "detached" }))
      const shift = yield* layoutShift(window)
      assert.isAtMost(shift, good, path)
    }
  }))

it.live("dates and numbers are those of the user's locale and time zone", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ locale: "de-DE", timeZone: "Asia/Tokyo" })
    yield* Journey.synced(site, admin)
    // The site's time begins at 8:00 in UTC.
    const window = yield* open()
    yield* window.use((app) => app.getByRole("row", { name: /05\.01\.2026, 17:0\d/u }).first().waitFor())
  }))
