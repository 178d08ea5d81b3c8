/** Bad moments: nothing old passes for new, nothing fails without a word, and what has been done so far is not lost. */
import { assert, describe, it } from "@effect/vitest"
import { isActive } from "@entra-assets/core/sync/Run"
import * as Effect from "effect/Effect"
import { readFile } from "node:fs/promises"
import type { FrameLocator } from "playwright-core"
import * as Journey from "../dev/Journey.ts"
import * as LargePlan from "../dev/LargePlan.ts"
import * as Bridge from "./fixtures/Bridge.ts"
import * as Browser from "./fixtures/Browser.ts"
import * as Visibility from "./fixtures/Visibility.ts"

const silent = (app: FrameLocator) => app.getByText(/^The app has not answered since/u)
const askAgain = (app: FrameLocator) =>
  app.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Try again" })
const appliedRow = (app: FrameLocator) => app.getByRole("row", { name: /Apply a preview/u })

describe("an app that does not answer any more", () => {
  it.live("is told once, beside what was there, until it answers again", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.synced(site, admin)
      for (const theme of ["light", "dark"] as const) {
        const window = yield* open({ height: 1400, theme })
        yield* window.use((app) => appliedRow(app).waitFor())
        yield* Bridge.silence(window)
        yield* Visibility.lookUntil(window, silent)
        yield* window.use(async (app) => {
          assert.strictEqual(await app.getByText(/out of date/u).count(), 1)
          assert.strictEqual(await app.getByRole("alert").count(), 0)
          await askAgain(app).click()
          // It cannot be pressed while it asks.
          await app.getByRole("region", { name: "Notices" }).locator("[aria-disabled=true]").waitFor({
            state: "detached"
          })
          await silent(app).waitFor()
          await appliedRow(app).waitFor()
        })
        yield* window.screenshot(`silence-${theme}`)
        yield* window.isAccessible
        yield* Bridge.restore(window)
        yield* window.use(async (app) => {
          await askAgain(app).click()
          await silent(app).waitFor({ state: "detached" })
        })
      }
    }))

  it.live("is believed again as soon as anything is answered", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.synced(site, admin)
      const window = yield* open()
      yield* window.use((app) => appliedRow(app).waitFor())
      yield* Bridge.silence(window)
      yield* Visibility.lookUntil(window, silent)
      yield* Bridge.restore(window)
      yield* Visibility.lookUntil(window, silent, "detached")
    }))
})

it.live("a part that cannot be read again says so itself, while the rest of the page is as it is", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const window = yield* open({ height: 1400 })
    yield* window.use((app) => appliedRow(app).waitFor())
    yield* Bridge.silence(window, ["history"])
    const history = (app: FrameLocator) => app.getByRole("region", { name: "History" })
    yield* Visibility.lookUntil(window, (app) => history(app).getByText(/^This could not be read again/u))
    yield* window.use(async (app) => {
      await appliedRow(app).waitFor()
      assert.strictEqual(await silent(app).count(), 0)
    })
    yield* window.screenshot("outdated-part")
    yield* window.isAccessible
    yield* Bridge.restore(window)
    yield* window.use(async (app) => {
      await history(app).getByRole("button", { name: "Try again" }).click()
      await history(app).getByText(/^This could not be read again/u).waitFor({ state: "detached" })
    })
  }))

it.live("what is in Assets is checked again, and says so when it could not be", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const window = yield* open({ path: "/setup", height: 1400 })
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: /Create the Assets schema/u }).click()
      await app.getByText(/The schema is in place/u).waitFor()
    })
    yield* Bridge.silence(window, ["assets"])
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Check again" }).click()
      await app.getByText(/^This could not be read again/u).waitFor()
      await app.getByText(/The schema is in place/u).waitFor()
    })
    yield* window.screenshot("outdated-assets")
    yield* window.isAccessible
    yield* Bridge.restore(window)
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Check again" }).click()
      await app.getByText(/^This could not be read again/u).waitFor({ state: "detached" })
    })
  }))

it.live("a page that is older than the app says so, whenever it finds out, and is loaded again", () =>
  Effect.gen(function*() {
    let isNewer = false
    const { admin, open, site } = yield* Browser.make({
      answers: (name) => isNewer && name === "state" ? { ok: true, value: "of another version" } : undefined
    })
    yield* Journey.synced(site, admin)
    const window = yield* open({ height: 1400 })
    yield* window.use((app) => appliedRow(app).waitFor())
    isNewer = true
    yield* Visibility.lookUntil(window, (app) => app.getByText("This page is older than the app."))
    yield* window.screenshot("other-version")
    yield* window.isAccessible
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Load the page again" }).click()
      await app.getByRole("alert").getByText("The app was updated").waitFor()
    })
    yield* window.screenshot("other-version-first")
    yield* window.isAccessible
    isNewer = false
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Load the page again" }).click()
      await appliedRow(app).waitFor()
    })
  }))

describe("a long export", () => {
  const size = 4000
  const plan = LargePlan.make(size, Date.UTC(2026, 0, 5, 8))
  const download = (app: FrameLocator) => app.getByRole("button", { name: "Download CSV" })

  it.live("outlasts a part that does not come", () =>
    Effect.gen(function*() {
      const { open } = yield* Browser.make({ people: 5, speed: 1, answers: plan.answers })
      const window = yield* open({ path: `/plans/${plan.header.id}`, height: 1900 })
      yield* window.use((app) => download(app).waitFor())
      yield* Bridge.silence(window, ["exportPlan"])
      yield* window.use(async (app) => {
        await download(app).click()
        await app.getByText(/is asked again/u).first().waitFor()
      })
      yield* window.screenshot("export-waiting")
      yield* window.isAccessible
      yield* Bridge.restore(window)
      yield* window.use(async (_, page) => {
        const text = await readFile(await (await page.waitForEvent("download")).path(), "utf8")
        assert.strictEqual(text.trim().split("\r\n").length, size + 1)
      })
    }))

  it.live("goes on where it stopped", () =>
    Effect.gen(function*() {
      const broken = { _tag: "Unexpected", reference: "r-1", message: "Something went wrong." }
      const parts: Array<number> = []
      let isBroken = true
      const { open } = yield* Browser.make({
        people: 5,
        speed: 1,
        answers: (name, payload) => {
          if (name !== "exportPlan") return plan.answers(name, payload)
          const { page } = Object(payload)
          parts.push(page)
          return isBroken && page === 4 ? { ok: false, error: broken } : plan.answers(name, payload)
        }
      })
      const window = yield* open({ path: `/plans/${plan.header.id}`, height: 1900 })
      yield* window.use(async (app) => {
        await download(app).click()
        await app.getByRole("alert").getByText("Something went wrong.").waitFor()
        await app.getByText("What has come so far is kept.").waitFor()
      })
      yield* window.screenshot("export-broken")
      yield* window.isAccessible
      isBroken = false
      yield* window.use(async (app, page) => {
        const saved = page.waitForEvent("download")
        await app.getByRole("button", { name: "Continue" }).click()
        const text = await readFile(await (await saved).path(), "utf8")
        assert.strictEqual(text.trim().split("\r\n").length, size + 1)
        await app.getByText(/is in your browser's downloads/u).waitFor()
      })
      assert.deepStrictEqual(parts, [0, 1, 2, 3, 4, 4, 5, 6, 7])
    }))

  it.live("is given up by whoever does not want to go on", () =>
    Effect.gen(function*() {
      const { open } = yield* Browser.make({ people: 5, speed: 1, answers: plan.answers })
      const window = yield* open({ path: `/plans/${plan.header.id}`, height: 1900 })
      yield* window.use((app) => download(app).waitFor())
      yield* Bridge.silence(window, ["exportPlan"])
      yield* window.use(async (app) => {
        await download(app).click()
        await app.getByText(/is asked again/u).first().waitFor()
        await app.getByRole("button", { name: "Cancel" }).click()
        await app.getByText(/is asked again/u).first().waitFor({ state: "detached" })
        assert.isTrue(await download(app).isEnabled())
      })
    }))
})

it.live("a page that may not drive the sync any further says so, and tries again when told to", () =>
  Effect.gen(function*() {
    const message = "The app has stumbled."
    let isRefused = false
    const { admin, open, site } = yield* Browser.make({
      atlassian: { assetsRefusesApp: true },
      switches: { assetsRefusesImpersonation: true },
      answers: (name) =>
        isRefused && name === "driveRun"
          ? { ok: false, error: { _tag: "Unexpected", reference: "r-1", message } }
          : undefined
    })
    yield* Journey.setUp(site, admin)
    const { id } = yield* admin.ask("runNow", {})
    yield* Effect.repeat(admin.ask("driveRun", { runId: id }), { while: ({ state }) => isActive(state) })
    isRefused = true
    const window = yield* open({ height: 1400 })
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Run sync now" }).click()
      await app.getByRole("dialog").getByRole("button", { name: "Run sync now" }).click()
      await app.getByText("The sync does not go on from this page").waitFor()
      await app.getByText(message).waitFor()
      assert.strictEqual(await app.getByText("Keep this page open").count(), 0)
      await app.getByRole("dialog").waitFor({ state: "detached" })
    })
    yield* window.screenshot("banner-halted")
    yield* window.isAccessible
    isRefused = false
    yield* window.use(async (app) => {
      await askAgain(app).click()
      await app.getByText("The sync does not go on from this page").waitFor({ state: "detached" })
      await app.getByRole("row", { name: /Succeeded No changes/u }).waitFor()
    })
  }))

it.live("a run that ends while the page finds out how it is going is not missed", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ speed: 1 })
    yield* Journey.setUp(site, admin)
    const window = yield* open({ path: "/setup", height: 1700 })
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Start a preview" }).click()
      await app.getByRole("heading", { name: "Preview under way" }).waitFor()
    })
    const state = yield* Bridge.hold(window, ["state"])
    // It is seen to work, and what was done so far is read.
    yield* site.forge.runUntil(
      () => site.forge.logs().some(({ text }) => text.includes("A slice of a run began")),
      "1 minute"
    )
    yield* window.use(async () => {
      for (let tenth = 0; state.held() === 0; tenth++) {
        assert.isBelow(tenth, 200)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    })
    yield* site.forge.advance("5 minutes")
    yield* state.letGo
    yield* window.use((app) => app.getByRole("heading", { name: "Your preview is ready" }).waitFor())
  }))

it.live("a new preview in the set-up is watched there", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ speed: 0.01 })
    yield* Journey.setUp(site, admin)
    yield* Journey.preview(site, admin)
    const { rules, version } = (yield* admin.ask("state", {})).settings
    yield* admin.ask("saveRules", { version, rules: { ...rules, textLimit: 100 } })
    const window = yield* open({ path: "/setup", height: 1600 })
    yield* window.use(async (app, page) => {
      await app.getByText("The settings have changed since this preview was made").waitFor()
      await app.getByRole("button", { name: "Make a new preview" }).press("Enter")
      await app.getByRole("heading", { name: "Preview under way" }).waitFor()
      assert.match(page.url(), /#\/setup/u)
    })
    yield* window.screenshot("setup-new-preview")
    yield* window.isAccessible
  }))
