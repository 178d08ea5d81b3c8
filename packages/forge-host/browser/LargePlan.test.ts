/** A plan of 100,000 entries: the page stays quick, and its document small. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import type { FrameLocator } from "playwright-core"
import * as LargePlan from "../dev/LargePlan.ts"
import * as Browser from "./fixtures/Browser.ts"

const size = 100_000
const plan = LargePlan.make(size, Date.UTC(2026, 0, 5, 8))

const list = (app: FrameLocator) => app.getByRole("region", { name: "Every change" })
const number = new Intl.NumberFormat("en-US")
const shown = (app: FrameLocator, count: number) =>
  list(app).getByText(`${number.format(count)} of ${number.format(size)} shown`).waitFor()

/** Rows of the list that the document has, with its head. */
const mostRows = 80

const isBounded = async (app: FrameLocator) => {
  const count = await list(app).locator("[aria-rowindex]").count()
  assert.isAbove(count, 5)
  assert.isAtMost(count, mostRows)
}

it.live("100,000 entries are scrolled, sorted, filtered and searched", () =>
  Effect.gen(function*() {
    const { open } = yield* Browser.make({ people: 5, speed: 1, answers: plan.answers })
    const window = yield* open({ path: `/plans/${plan.header.id}`, height: 1900 })
    yield* window.use(async (app) => {
      await shown(app, size)
      await isBounded(app)
    })
    yield* window.isAccessible
    yield* window.screenshot("plan-large")

    // To the end by keyboard; the row there is that of the last entry.
    yield* window.use(async (app) => {
      await list(app).locator("[data-at='0']").press("End")
      const last = list(app).locator(`[aria-rowindex="${size + 1}"]`)
      await last.waitFor()
      assert.isTrue(await last.getByRole("button").evaluate((button) => button === button.ownerDocument.activeElement))
      await last.getByRole("button").press("Enter")
      await last.getByText("What to do").waitFor()
      await isBounded(app)
      assert.strictEqual(
        await list(app).getByRole("table", { name: "Every change" }).getAttribute("aria-rowcount"),
        String(size + 1)
      )
    })
    yield* window.screenshot("plan-large-end")

    // By the wheel into the middle; what changes is read for the rows on view.
    yield* window.use(async (app) => {
      await list(app).locator("[data-at]").last().press("Home")
      await list(app).locator("[aria-rowindex='2']").waitFor()
      await list(app).getByRole("table").locator("> div").evaluate((scroller) => scroller.scrollTo(0, 1_000_000))
      await list(app).getByText(/@contoso\.com$/u).first().waitFor()
      await isBounded(app)
    })

    yield* window.use(async (app) => {
      await list(app).getByLabel("Kind").selectOption({
        label: `Inactive (${number.format(plan.header.counts.inactivate)})`
      })
      await shown(app, plan.header.counts.inactivate)
      await isBounded(app)
      await list(app).getByLabel("Kind").selectOption({ label: `All (${number.format(size)})` })
      await shown(app, size)
    })

    // Accents and capitals do not matter.
    yield* window.use(async (app) => {
      await list(app).getByLabel("Search the list").fill("elodie MULLER")
      const found = plan.lines.filter(({ name }) => name === "Élodie Müller").length
      assert.isAbove(found, 100)
      await shown(app, found)
      await list(app).getByLabel("Search the list").fill("")
      await shown(app, size)
    })

    yield* window.use(async (app) => {
      await list(app).getByRole("button", { name: "Name" }).click()
      const first = list(app).locator("[aria-rowindex='2']")
      await first.getByText("Anna Andersson").waitFor()
      await list(app).getByRole("button", { name: "Name" }).click()
      await first.getByText("Kateřina Straße").waitFor()
      await isBounded(app)
    })
  }))

it.live("100,000 entries are saved as a file, and half-way given up", () =>
  Effect.gen(function*() {
    const { open } = yield* Browser.make({ people: 5, speed: 1, answers: plan.answers })
    const window = yield* open({ path: `/plans/${plan.header.id}` })
    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: "Download CSV" }).click()
      const preparing = app.getByRole("status").filter({ hasText: "Preparing entra-sync-preview-2026-01-05.csv" })
      await preparing.waitFor()
      await app.getByRole("button", { name: "Cancel" }).click()
      await preparing.waitFor({ state: "detached" })
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        app.getByRole("button", { name: "Download CSV" }).click()
      ])
      assert.lengthOf(readFileSync(await download.path(), "utf8").trimEnd().split("\r\n"), size + 1)
      await app.getByText("entra-sync-preview-2026-01-05.csv is in your browser's downloads.").waitFor()
    })
  }))
