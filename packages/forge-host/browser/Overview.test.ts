/** The overview: a site at a glance, and what an admin does from there. */
import { assert, it } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import type { Request } from "playwright-core"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"
import * as Visibility from "./fixtures/Visibility.ts"

/** So slow that a run goes on until the test lets time pass. */
const slow = 0.01

it.live("a synced site is seen at a glance: in light, in dark, and on a narrow screen", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    yield* site.forge.advance("3 days")

    for (
      const [name, options] of [
        ["overview", { height: 1400 }],
        ["overview-dark", { height: 1400, theme: "dark" }],
        ["overview-narrow", { height: 2400, width: 360 }]
      ] as const
    ) {
      const window = yield* open(options)
      yield* window.use(async (app) => {
        await app.getByRole("row", { name: /Apply a preview/u }).getByText("45 created").waitFor()
        await app.getByRole("img", { name: /Bars for \d syncs/u }).waitFor()
      })
      yield* window.screenshot(name)
      yield* window.isAccessible
    }
  }))

it.live("the numbers of the chart can be read as a table", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const window = yield* open({ height: 1400 })
    yield* window.use(async (app) => {
      await app.getByText("Show as a table").click()
      await app.getByRole("columnheader", { name: "Accounts without a person" }).waitFor()
      await app.getByRole("row", { name: /Jan 5, 2026, 8:0\d AM 44 1 1/u }).waitFor()
    })
    yield* window.isAccessible
  }))

it.live("when the history was removed because of its age, there is no chart, but what is new", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    yield* admin.ask("turnOff", {})
    const { version } = (yield* admin.ask("state", {})).settings
    yield* admin.ask("saveRetention", { version, retention: { plans: 1, details: 1, summaries: 30 } })
    yield* site.forge.advance("31 days")
    const { id } = yield* admin.ask("startPreview", {})
    yield* Journey.settled(site, admin, id)
    const window = yield* open({ height: 1400 })
    yield* window.use(async (app) => {
      await app.getByText("A preview is ready").waitFor()
      await app.getByText("Shown once a sync has succeeded.").waitFor()
    })
    yield* window.screenshot("overview-history-empty")
    yield* window.isAccessible
  }))

it.live("a sync is run after a look at the last plan, and watched until it has succeeded", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ speed: slow })
    yield* Journey.synced(site, admin)
    const window = yield* open({ height: 1400 })
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Run sync now" }).click()
      const dialog = app.getByRole("dialog", { name: "Run a sync now?" })
      await dialog.getByText(/The last plan was applied .* ago. What it has changed:/u).waitFor()
      await dialog.getByText("45", { exact: true }).waitFor()
    })
    yield* window.screenshot("overview-run-now")
    yield* window.isAccessible
    yield* window.use(async (app) => {
      await app.getByRole("dialog").getByRole("button", { name: "Run sync now" }).click()
      await app.getByRole("dialog").waitFor({ state: "detached" })
      await app.getByText("A sync of yours is under way.").waitFor()
    })
    yield* window.screenshot("overview-live")
    yield* window.isAccessible
    yield* site.forge.advance("2 minutes")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Run sync now" }).waitFor()
      await app.getByRole("row", { name: /Sync .* Succeeded No changes/u }).waitFor()
    })
  }))

it.live("a row of the history opens its run wherever it is clicked, and its plan where that is named", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const window = yield* open({ height: 1400 })
    yield* window.use(async (app, page) => {
      const row = app.getByRole("row", { name: /Apply a preview/u })
      await row.click()
      await page.waitForURL(/#\/runs\//u)
      await app.getByRole("button", { name: "Back to overview" }).click()
      await row.getByRole("link", { name: /Plan of/u }).click()
      await page.waitForURL(/#\/plans\//u)
    })
  }))

it.live("a preview is made and leads to what it found", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const window = yield* open({ height: 1400 })
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Preview changes" }).click()
      await app.getByRole("heading", { name: "A preview is ready" }).waitFor()
    })
    yield* window.screenshot("overview-preview-ready")
    yield* window.isAccessible
    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: "Review", exact: true }).click()
      await page.waitForURL(/#\/plans\//u)
    })
  }))

it.live("how often the schedule runs is changed, but not to what makes no sense", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const window = yield* open()
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Edit how often" }).click()
      const dialog = app.getByRole("dialog", { name: "How often to sync" })
      const days = dialog.getByLabel("Days from one sync to the next")
      for (const wrong of ["0", "101", "1.5", "daily", ""]) {
        await days.fill(wrong)
        await dialog.getByRole("button", { name: "Save" }).click()
        await dialog.getByText("Enter a whole number of days from 1 to 100.").waitFor()
      }
    })
    yield* window.screenshot("overview-cadence-wrong")
    yield* window.isAccessible
    yield* window.use(async (app) => {
      const dialog = app.getByRole("dialog", { name: "How often to sync" })
      await dialog.getByLabel("Days from one sync to the next").fill("7")
      await dialog.getByRole("button", { name: "Save" }).click()
      await app.getByText("Every 7 days").waitFor()
      await dialog.waitFor({ state: "hidden" })
    })
    assert.strictEqual((yield* admin.ask("state", {})).schedule.everyDays, 7)
  }))

it.live("the schedule is turned off, and on again", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const window = yield* open()
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Turn off" }).click()
      await app.getByText("None while the schedule is off").waitFor()
    })
    yield* window.screenshot("overview-schedule-off")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Turn on" }).click()
      await app.getByText(/On or after Jan \d+, 2026/u).waitFor()
    })
    assert.isTrue((yield* admin.ask("state", {})).schedule.on)
  }))

it.live("the next day's scheduled sync appears in the history by itself", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ speed: slow })
    yield* Journey.synced(site, admin)
    const window = yield* open()
    yield* window.use((app) => app.getByRole("row", { name: /Apply a preview/u }).waitFor())
    yield* site.forge.advance("1 day")
    yield* Visibility.lookUntil(window, (app) => app.getByRole("row", { name: /Sync The schedule Succeeded/u }).first())
  }))

it.live("without a licence everything can be seen, and nothing done", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    site.forge.switches.license = { active: false }
    const window = yield* open({ height: 1400 })
    yield* window.use(async (app) => {
      await app.getByText("Read-only: the app has no active license").waitFor()
      await app.getByText("None until the license is renewed").waitFor()
      await app.getByRole("row", { name: /Apply a preview/u }).waitFor()
      for (const name of ["Run sync now", "Preview changes", "Pause", "Turn off", "Edit how often"]) {
        assert.isTrue(await app.getByRole("button", { name }).isDisabled(), name)
      }
    })
    yield* window.screenshot("overview-read-only")
    yield* window.isAccessible
  }))

it.live("when the app's store does not answer, the page says so, and recovers", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    site.forge.switches.kvsFailsChance = 1
    const window = yield* open()
    yield* window.use((app) => app.getByRole("button", { name: "Try again" }).waitFor())
    yield* window.screenshot("overview-failing")
    yield* window.isAccessible
    site.forge.switches.kvsFailsChance = 0
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Try again" }).click()
      await app.getByRole("row", { name: /Apply a preview/u }).waitFor()
    })
  }))

it.live("somebody who is no Jira admin any more starts nothing", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const window = yield* open()
    site.forge.switches.jiraAdmins = []
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Preview changes" }).click()
      await app.getByRole("alert").getByText("You need to be a Jira administrator").waitFor()
    })
    yield* window.screenshot("overview-not-allowed")
    yield* window.isAccessible
  }))

it.live("a hidden page asks nothing, and asks as soon as it is seen again", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ speed: slow })
    yield* Journey.synced(site, admin)
    // Microsoft answers nobody, so the run goes on and on.
    site.entra.faults.add({ times: "always", behave: Faults.hang })
    yield* admin.ask("startPreview", {})
    const watching = yield* open()
    const hidden = yield* open()
    // From now on nothing changes but what only the run itself tells.
    const isReading = (window: Browser.Window) =>
      window.use((app) => app.getByRole("row", { name: /Reading/u }).waitFor())
    yield* Effect.all([isReading(watching), isReading(hidden)])

    const isLook = (request: Request) => request.postData()?.includes(`"functionKey":"status"`) === true
    const look = (window: Browser.Window) => window.use((_, page) => page.waitForRequest(isLook))
    yield* look(hidden)
    yield* Visibility.hide(hidden)
    const asked: Array<string> = []
    hidden.page.on("request", (request) => {
      if (request.url().endsWith("/bridge")) asked.push(request.postData() ?? "")
    })
    // What another page asks in the meantime is as often as this one would.
    yield* Effect.repeat(look(watching), { times: 3 })
    assert.deepStrictEqual(asked, [])

    const seenAgain = look(hidden)
    yield* Effect.all([seenAgain, Visibility.show(hidden)], { concurrency: 2 })
    assert.isNotEmpty(asked)
  }))
