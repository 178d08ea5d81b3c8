/** Forge ends a function in the middle, loses an event, or Jira asks for a pause: what the admin sees of it. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

it.live("a run that is killed goes on by itself while the page watches, and finishes", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ people: 600 })
    yield* Journey.setUp(site, admin)
    const { id } = yield* admin.ask("runNow", {})
    yield* site.forge.runUntil(() => site.atlassian.assets.objects("Employee").length > 150, "10 minutes")
    assert.isAbove(yield* site.forge.kill({ functionKey: "consumer" }), 0)
    const window = yield* open({ path: `/runs/${id}` })
    yield* window.use((app) => app.getByRole("heading", { name: "Under way" }).waitFor())
    yield* site.forge.advance("10 minutes")
    yield* window.use(async (app) => {
      await app.getByText("Succeeded").first().waitFor()
      await app.getByRole("region", { name: "What was done" }).waitFor()
    })
    const { run } = yield* admin.ask("run", { runId: id })
    assert.isAbove(run.slices, 1)
    assert.strictEqual(site.atlassian.assets.objects("Employee").length, run.plan?.create)
    yield* window.screenshot("run-killed")
  }))

it.live("a run that nothing works on any more is resumed by hand", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    site.forge.switches.eventLostChance = 1
    const { id } = yield* admin.ask("runNow", {})
    yield* site.forge.advance("5 minutes")
    const window = yield* open({ path: `/runs/${id}` })
    yield* window.use((app) => app.getByRole("heading", { name: "This run was interrupted" }).waitFor())
    yield* window.isAccessible
    yield* window.screenshot("run-interrupted")
    site.forge.switches.eventLostChance = 0
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Resume" }).click()
      await app.getByText("Succeeded").first().waitFor()
    })
    assert.strictEqual((yield* admin.ask("run", { runId: id })).run.state, "succeeded")
  }))

it.live("a run that has used up the app's share of Jira's limit says until when it waits, and why", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ people: 4000, publishedLimits: true, speed: 1 })
    yield* Journey.setUp(site, admin)
    const { settings: { version } } = yield* admin.ask("state", {})
    yield* admin.ask("saveBudgets", { version, budgets: { jiraPointsPerHour: 5000 } })
    const { id } = yield* admin.ask("startPreview", {})
    const waiting = Effect.map(admin.ask("status", { runId: id }), (run) => run?.waiting ?? null)
    for (let minute = 0; minute < 10 && (yield* waiting) === null; minute++) yield* site.forge.advance("1 minute")
    const window = yield* open({ path: `/runs/${id}` })
    yield* window.use(async (app) => {
      await app.getByText(/the share of Jira.s hourly limit that the app may use is used up/u).waitFor()
      await app.getByText(/It goes on by itself at/u).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-waiting")
    yield* site.forge.advance("2 hours")
    yield* window.use((app) => app.getByRole("heading", { name: "The preview is ready" }).waitFor())
  }))
