/** A first preview that takes hours: when it goes on is told, and the page can be closed meanwhile. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

it.live("the page is closed, and opened again at the same step an hour later", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ people: 4000, publishedLimits: true, speed: 1 })
    yield* Journey.setUp(site, admin)
    const { settings: { version } } = yield* admin.ask("state", {})
    yield* admin.ask("saveBudgets", { version, budgets: { jiraPointsPerHour: 5000 } })
    const first = yield* open({ height: 1300 })
    yield* first.use(async (app) => {
      await app.getByText(/Jira lets the app read about 2,000 accounts an hour/u).waitFor()
      await app.getByText(/You can close this page meanwhile/u).waitFor()
      await app.getByRole("button", { name: "Start a preview" }).click()
      await app.getByRole("heading", { name: "Preview under way" }).waitFor()
    })
    const waiting = Effect.map(admin.ask("status", { runId: null }), (run) => run?.waiting ?? null)
    for (let minute = 0; minute < 10 && (yield* waiting) === null; minute++) yield* site.forge.advance("1 minute")
    // The site's time began at 8:00.
    yield* first.use((app) => app.getByText(/It goes on by itself at (?:Jan 5, 2026, )?9:\d\d AM/u).waitFor())
    yield* first.isAccessible
    yield* first.screenshot("setup-preview-waiting")
    yield* Effect.promise(() => first.page.close())
    yield* site.forge.advance("30 minutes")

    const again = yield* open()
    yield* again.use(async (app) => {
      await app.getByRole("heading", { name: "Preview under way" }).waitFor()
      await app.getByText(/It goes on by itself at/u).waitFor()
      assert.strictEqual(await app.getByRole("button", { name: "Start a preview" }).count(), 0)
    })
    yield* site.forge.advance("2 hours")
    yield* again.use((app) => app.getByRole("heading", { name: "Your preview is ready" }).waitFor())
  }), 120_000)
