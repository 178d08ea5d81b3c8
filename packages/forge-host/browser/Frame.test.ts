/** The frame that Jira gives the page: one that grows with it while Jira scrolls, or one in which the page scrolls. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { FrameLocator, Locator, Page } from "playwright-core"
import * as Journey from "../dev/Journey.ts"
import * as LargePlan from "../dev/LargePlan.ts"
import * as Browser from "./fixtures/Browser.ts"

const frames = ["grown", "fixed"] as const

const box = async (locator: Locator) => {
  const found = await locator.boundingBox()
  assert(found !== null)
  return found
}

/** Stands between Jira's head and the end of the window. */
const isInSight = async (page: Page, part: Locator) => {
  const header = await box(page.locator("header"))
  const { height, y } = await box(part)
  const window = page.viewportSize()
  assert(window !== null)
  assert.isAtLeast(y, Math.max(0, header.y + header.height))
  assert.isAtMost(y + height, window.height)
}

/** How far Jira's page and the page in the frame are scrolled. */
const scrolled = async (app: FrameLocator, page: Page) => [
  await page.evaluate(() => scrollY),
  await app.locator("html").evaluate((html) => html.scrollTop)
]

const decodeHeights = Schema.decodeUnknownSync(Schema.Array(Schema.Finite))

/** Of the frame, once it has stayed the same for half a second; a defect when it never does. */
const settledHeight = async (page: Page): Promise<number> => {
  const heights = decodeHeights(
    await page.evaluate(`new Promise((resolve) => {
      const { offsetHeight } = document.getElementById("page")
      const heights = []
      const look = () => {
        heights.push(document.getElementById("page").offsetHeight)
        const last = heights.slice(-30)
        if (heights.length > 600 || (last.length === 30 && last.every((height) => height === last[0]))) resolve(last)
        else requestAnimationFrame(look)
      }
      look()
    })`)
  )
  const [height] = heights
  assert(height !== undefined)
  assert.deepStrictEqual(heights, heights.map(() => height))
  return height
}

const heightOf = (app: FrameLocator) =>
  app.locator("body").evaluate((body) => Math.round(body.getBoundingClientRect().height))

/** The frame is as high as what is in it. */
const fits = async (app: FrameLocator, page: Page) => {
  const height = await settledHeight(page)
  assert.strictEqual(height, await heightOf(app))
  return height
}

describe("in a frame that grows and in one of fixed height", () => {
  for (const frame of frames) {
    it.live(`a dialog opens where the admin looks: ${frame}`, () =>
      Effect.gen(function*() {
        const { admin, open, site } = yield* Browser.make()
        yield* Journey.synced(site, admin)
        yield* site.forge.advance("3 days")
        for (
          const [name, size] of [["", { width: 1000, height: 640 }], ["-narrow", { width: 360, height: 640 }]] as const
        ) {
          const window = yield* open({ ...size, frame })
          yield* window.use(async (app, page) => {
            await app.getByRole("img", { name: /Bars for \d syncs/u }).waitFor()
            const change = app.getByRole("button", { name: "Edit how often" })
            await change.evaluate((button) => button.scrollIntoView({ block: "center" }))
            const before = await scrolled(app, page)
            assert.isAbove(Math.max(...before), 100)
            await change.click()
            const dialog = app.getByRole("dialog", { name: "How often to sync" })
            await dialog.waitFor()
            assert.deepStrictEqual(await scrolled(app, page), before)
            assert.isTrue(await dialog.evaluate((element) => element.contains(element.ownerDocument.activeElement)))
          })
          yield* window.isAccessible
          yield* window.screenshot(`frame-${frame}-dialog${name}`)
          yield* window.use(async (app, page) => {
            const dialog = app.getByRole("dialog")
            await isInSight(page, dialog.getByRole("heading"))
            await isInSight(page, dialog.getByRole("button", { name: "Save" }))
            const before = await scrolled(app, page)
            await page.keyboard.press("Escape")
            await dialog.waitFor({ state: "detached" })
            assert.deepStrictEqual(await scrolled(app, page), before)
          })
        }
      }))

    it.live(`all of a dialog can be reached in a low window: ${frame}`, () =>
      Effect.gen(function*() {
        const { admin, open, site } = yield* Browser.make()
        yield* Journey.synced(site, admin)
        const window = yield* open({ height: 300, frame })
        yield* window.use(async (app, page) => {
          await app.getByRole("button", { name: "Edit how often" }).click()
          const dialog = app.getByRole("dialog", { name: "How often to sync" })
          for (const part of [dialog.getByRole("button", { name: "Save" }), dialog.getByRole("heading")]) {
            await part.scrollIntoViewIfNeeded()
            await isInSight(page, part)
          }
        })
      }))

    it.live(`a view begins at its top, however far down the admin was: ${frame}`, () =>
      Effect.gen(function*() {
        const { admin, open, site } = yield* Browser.make()
        yield* Journey.synced(site, admin)
        yield* site.forge.advance("3 days")
        const window = yield* open({ width: 1000, height: 500, frame })
        yield* window.use(async (app, page) => {
          const title = app.getByRole("heading", { level: 1 })
          await app.getByRole("img", { name: /Bars for \d syncs/u }).waitFor()
          await app.getByRole("row", { name: /Apply a preview/u }).getByRole("rowheader").getByRole("link").click()
          await app.getByRole("heading", { name: "Changes" }).waitFor()
          await isInSight(page, title)
          await isInSight(page, app.getByRole("button", { name: "Back to overview" }))

          // What is to be seen does not move.
          await app.getByRole("tab", { name: "People" }).click()
          await app.getByRole("searchbox").first().waitFor()
          assert.deepStrictEqual(await scrolled(app, page), [0, 0])
        })
      }))

    it.live(`a plan of 100,000 entries has few rows in the document: ${frame}`, () =>
      Effect.gen(function*() {
        const plan = LargePlan.make(100_000, Date.UTC(2026, 0, 5, 8))
        const { open } = yield* Browser.make({ people: 5, speed: 1, answers: plan.answers })
        const window = yield* open({ path: `/plans/${plan.header.id}`, frame })
        yield* window.use(async (app, page) => {
          await app.getByText("100,000 of 100,000 shown").waitFor()
          await app.getByRole("button", { name: "Show in the list" }).first().click()
          await isInSight(page, app.getByRole("heading", { name: "Every change" }))
          const rows = app.getByRole("table", { name: "Every change" }).locator("[aria-rowindex]")
          await rows.nth(5).getByRole("button").press("End")
          await rows.last().getByRole("button").and(app.locator(":focus")).waitFor()
          assert.isAtMost(await rows.count(), 80)
          assert.isAtMost(await settledHeight(page), 4000)
        })
      }))
  }
})

describe("the frame", () => {
  it.live("is as high as what is in it, grows and shrinks with it, and comes to rest", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.synced(site, admin)
      yield* site.forge.advance("3 days")
      const window = yield* open()
      yield* window.use(async (app, page) => {
        await app.getByRole("img", { name: /Bars for \d syncs/u }).waitFor()
        const before = await fits(app, page)
        await app.getByText("Show as a table").click()
        const open = await fits(app, page)
        assert.isAbove(open, before)
        await app.getByText("Show as a table").click()
        assert.strictEqual(await fits(app, page), before)
        await app.getByRole("tab", { name: "People" }).click()
        await app.getByRole("searchbox").first().waitFor()
        assert.isBelow(await fits(app, page), before)
        await page.setViewportSize({ width: 360, height: 700 })
        await fits(app, page)
      })
    }))

  for (const measuredBy of ["lowestElement", "taggedElement"] as const) {
    it.live(`is as high as what is to be seen of a long plan, should Jira measure it by ${measuredBy}`, () =>
      Effect.gen(function*() {
        const plan = LargePlan.make(100_000, Date.UTC(2026, 0, 5, 8))
        const { open } = yield* Browser.make({ people: 5, speed: 1, answers: plan.answers })
        const window = yield* open({ path: `/plans/${plan.header.id}`, measuredBy })
        yield* window.use(async (app, page) => {
          await app.getByText("100,000 of 100,000 shown").waitFor()
          // A few rows stand ready below those that are to be seen.
          assert.isAtMost(Math.abs(await settledHeight(page) - await heightOf(app)), 500)
        })
      }))
  }
})
