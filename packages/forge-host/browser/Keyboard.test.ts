/** With the keyboard alone: in order, with a focus that can be seen, and that never gets lost. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import type { FrameLocator, Locator, Page } from "playwright-core"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"
import * as EntraForm from "./fixtures/EntraForm.ts"

const { clientId, secret } = EntraSimulator.defaultApp

const hasFocus = (target: Locator) => target.evaluate((element) => element === element.ownerDocument.activeElement)

/** A ring or a frame around what has the focus, or around the control that it is the inner part of. */
const isSeen = (target: Locator) =>
  target.evaluate((element) => {
    const around = [element, element.parentElement, element.nextElementSibling].filter((part) => part !== null)
    return around.some((part) => {
      const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(part)
      return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none"
    })
  })

const mostTabs = 40

/** Tabs on until it is there, and only forwards. */
const reach = async (page: Page, target: Locator) => {
  await target.waitFor()
  const focused = Browser.frameOf(page).locator(":focus")
  for (let tab = 0; tab < mostTabs && !(await hasFocus(target)); tab++) {
    const before = await focused.elementHandles()
    await page.keyboard.press("Tab")
    const [from] = before
    if (from === undefined || !(await from.isVisible())) continue
    const isForwards = await focused.evaluateAll(
      (after, before) =>
        after.every((next) => (before.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING) > 0),
      from
    )
    assert.isTrue(isForwards, `from ${await from.textContent()}`)
  }
  assert.isTrue(await hasFocus(target))
  assert.isTrue(await isSeen(target))
}

/** Somebody who cannot see the page would begin anew. */
const notLost = async (app: FrameLocator) => {
  const { activeElement, body } = await app.locator("body").evaluate((body) => ({
    activeElement: body.ownerDocument.activeElement?.textContent ?? "",
    body: body.ownerDocument.activeElement === body
  }))
  assert.isFalse(body, activeElement.slice(0, 40))
}

it.live("the whole set-up, from an empty site to synced people", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    const window = yield* open({ height: 1900 })
    const button = (app: FrameLocator, name: string | RegExp) => app.getByRole("button", { name })
    yield* window.use(async (app, page) => {
      await reach(page, button(app, "Create the schema"))
      await page.keyboard.press("Enter")
      await EntraForm.tenant(app).waitFor()
      assert.isTrue(await hasFocus(EntraForm.header(app)))
      await reach(page, EntraForm.tenant(app))
      await page.keyboard.type(site.entra.tenant.tenantId)
      await page.keyboard.press("Tab")
      await page.keyboard.type(clientId)
      await page.keyboard.press("Tab")
      await page.keyboard.type(secret)
      await page.keyboard.press("Tab")
      await page.keyboard.type("12312027")
      await reach(page, EntraForm.test(app))
      await page.keyboard.press("Space")
      await app.getByText("Everything works").waitFor()
      await notLost(app)
      await reach(page, EntraForm.save(app))
    })
    yield* window.screenshot("setup-keyboard-focus")
    yield* window.use(async (app, page) => {
      await page.keyboard.press("Enter")
      await button(app, "Start a preview").waitFor()
      assert.isTrue(await hasFocus(button(app, /Sync for the first time/u)))
      await reach(page, app.getByRole("checkbox", { name: "Syncs by hand put the next one off" }))
      await page.keyboard.press("Space")
      await reach(page, EntraForm.save(app))
      await page.keyboard.press("Enter")
      await app.getByText("Not saved yet.").waitFor({ state: "detached" })
      await notLost(app)
      await reach(page, button(app, "Start a preview"))
      await page.keyboard.press("Enter")
      await app.getByRole("heading", { name: "Preview under way" }).waitFor()
      await notLost(app)
      await app.getByRole("heading", { name: "Your preview is ready" }).waitFor({ timeout: 60_000 })
      await notLost(app)
      await reach(page, button(app, "Apply this plan"))
      await page.keyboard.press("Enter")
      await app.getByRole("dialog").waitFor()
      await page.keyboard.press("Escape")
      await app.getByRole("dialog").waitFor({ state: "detached" })
      assert.isTrue(await hasFocus(button(app, "Apply this plan")))
      await page.keyboard.press("Space")
      await reach(page, app.getByRole("dialog").getByRole("button", { name: /^Write \d+ changes$/u }))
      await page.keyboard.press("Enter")
      await app.getByRole("dialog").waitFor({ state: "detached" })
      await button(app, "Turn the schedule on").waitFor({ timeout: 60_000 })
      await notLost(app)
      await reach(page, button(app, "Turn the schedule on"))
      await page.keyboard.press("Enter")
      await app.getByText("Setup is complete").waitFor()
      await notLost(app)
      await reach(page, button(app, "Go to the overview"))
      await page.keyboard.press("Enter")
      await app.getByRole("tab", { name: "Overview", selected: true }).waitFor()
      await notLost(app)
    })
    const { schedule, settings } = yield* admin.ask("state", {})
    assert.isTrue(schedule.on && schedule.manualRunsCount)
    assert.strictEqual(settings.entra?.secretExpiresOn, "2027-12-31")
  }), 120_000)

describe("the keyboard goes on", () => {
  const goesOnAt = (app: FrameLocator, target: Locator) => app.locator(":focus").and(target).waitFor()
  const button = (app: FrameLocator, name: string) => app.getByRole("button", { name, exact: true })

  it.live("at what takes the place of a button that has done its work", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make({ speed: 0.01 })
      yield* Journey.synced(site, admin)
      const window = yield* open()
      yield* window.use(async (app) => {
        await button(app, "Preview changes").press("Enter")
        await button(app, "Follow").waitFor()
        assert.isTrue(await hasFocus(button(app, "Follow")))
      })
      yield* site.forge.advance("5 minutes")
      yield* window.use(async (app) => {
        await button(app, "Preview changes").waitFor()
        assert.isTrue(await hasFocus(button(app, "Run sync now")))
        await button(app, "Run sync now").press("Enter")
        await app.getByRole("dialog").getByRole("button", { name: "Run sync now" }).press("Enter")
        await app.getByRole("dialog").waitFor({ state: "detached" })
        await goesOnAt(app, button(app, "Follow"))
        // And on to another view, whose beginning is next.
        await button(app, "Follow").press("Enter")
        await button(app, "Back to overview").waitFor()
        await app.locator(":focus").press("Tab")
        assert.isTrue(await hasFocus(button(app, "Back to overview")))
      })
    }))

  it.live("beside a button that has nothing more to do", () =>
    Effect.gen(function*() {
      const { open } = yield* Browser.make()
      const window = yield* open({ path: "/settings/limits" })
      yield* window.use(async (app, page) => {
        const toggle = app.getByRole("checkbox", { name: "Stop unusual syncs" })
        await toggle.press("Space")
        await button(app, "Save changes").press("Enter")
        await app.getByText("Saved.", { exact: true }).waitFor()
        await goesOnAt(app, app.getByRole("status").filter({ hasText: "Saved." }))
        await page.keyboard.press("Shift+Tab")
        await notLost(app)
        await toggle.press("Space")
        await button(app, "Discard changes").press("Enter")
        await button(app, "Discard changes").and(app.locator(":disabled")).waitFor()
        await notLost(app)
      })
    }))

  it.live("and whoever is in Jira around the page stays there, until they come back", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make({ speed: 0.01 })
      yield* Journey.synced(site, admin)
      const window = yield* open()
      yield* window.use(async (app, page) => {
        await button(app, "Preview changes").press("Enter")
        await button(app, "Follow").waitFor()
        await page.getByRole("button", { name: "Dark theme" }).focus()
      })
      yield* site.forge.advance("5 minutes")
      yield* window.use(async (app, page) => {
        await button(app, "Preview changes").waitFor()
        assert.isTrue(await hasFocus(page.getByRole("button", { name: "Dark theme" })))
        await page.locator("iframe").focus()
        await goesOnAt(app, button(app, "Run sync now"))
      })
    }))

  it.live("and leads nobody away from Jira", () =>
    Effect.gen(function*() {
      const { open } = yield* Browser.make()
      const window = yield* open()
      yield* window.use(async (app, page) => {
        await button(app, "Create the schema").press("Enter")
        await page.getByRole("button", { name: "Dark theme" }).focus()
        await EntraForm.tenant(app).waitFor()
        assert.isTrue(await hasFocus(page.getByRole("button", { name: "Dark theme" })))
      })
    }))
})
