/** How quick the admin page is with a plan of 100,000 entries, in Chromium on this machine: medians of five visits. */
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import type { Browser, Frame, Page } from "playwright-core"
import * as AdminHost from "../dev/admin/AdminHost.ts"
import * as Chromium from "../dev/admin/Chromium.ts"
import * as LargePlan from "../dev/LargePlan.ts"
import * as SimulatedSite from "../dev/SimulatedSite.ts"
import * as Probe from "./Probe.ts"

const size = 100_000
const visits = 5

/** In milliseconds. */
interface Figures {
  readonly firstRows: number
  readonly allRows: number
  readonly loading: number
  readonly scrolling: number
  readonly filtering: number
}

const number = new Intl.NumberFormat("en-US")

const shown = (frame: Frame, count: number) =>
  frame.getByText(`${number.format(count)} of ${number.format(size)} shown`).waitFor()

const scroll = async (frame: Frame, page: Page) => {
  const table = frame.getByRole("table", { name: "Every change" })
  await table.scrollIntoViewIfNeeded()
  await table.hover()
  for (let turn = 0; turn < 40; turn++) await page.mouse.wheel(0, 600)
  const rows = table.locator("[data-at]")
  await rows.first().press("End")
  await table.locator(`[aria-rowindex="${size + 1}"]`).waitFor()
  for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, -5000)
  await rows.last().press("Home")
  await table.locator("[aria-rowindex='2']").waitFor()
}

const filter = async (frame: Frame, { header: { counts } }: LargePlan.LargePlan) => {
  const search = frame.getByLabel("Search the list")
  await search.pressSequentially("elodie muller")
  await search.fill("")
  await shown(frame, size)
  const kind = frame.getByLabel("Kind")
  await kind.selectOption("Inactivate")
  await shown(frame, counts.inactivate)
  await kind.selectOption("")
  await shown(frame, size)
  const name = frame.getByRole("columnheader", { name: "Name" })
  for (const order of ["ascending", "descending", "none"]) {
    await name.getByRole("button").click()
    await frame.locator(`[role=columnheader][aria-sort=${order}]`).first().waitFor()
  }
}

const visit = async (browser: Browser, url: string, plan: LargePlan.LargePlan): Promise<Figures> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  try {
    await context.addInitScript(Probe.install)
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await page.goto(`${url}#/plans/${plan.header.id}`)
    const frame = await (await page.locator("#page").elementHandle())?.contentFrame()
    if (frame == null) throw new Error("There is no frame with the page.")
    await frame.waitForURL(/\/app\//u)
    const firstRowsAt = await Probe.firstRowsAt(frame)
    await shown(frame, size)
    const allRowsAt = Date.now()
    const cameAt = await Probe.indexCameAt(page)
    const loading = await Probe.longestTask(frame)
    await Probe.forget(frame)
    await scroll(frame, page)
    const scrolling = await Probe.longestTask(frame)
    await Probe.forget(frame)
    await filter(frame, plan)
    return {
      firstRows: firstRowsAt - cameAt,
      allRows: allRowsAt - cameAt,
      loading,
      scrolling,
      filtering: await Probe.longestTask(frame)
    }
  } finally {
    await context.close()
  }
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const measure = Effect.gen(function*() {
  const plan = LargePlan.make(size, Date.now())
  const site = yield* SimulatedSite.make({ organisation: yield* Generator.generate({ people: 5, seed: 1 }), seed: 1 })
  yield* site.forge.install
  const { url } = yield* AdminHost.make({ site, speed: 1, answers: plan.answers })
  const browser = yield* Chromium.launch
  const figures: Array<Figures> = []
  for (let turn = 0; turn < visits; turn++) figures.push(yield* Effect.promise(() => visit(browser, url, plan)))
  return figures
})

const millis = (figures: ReadonlyArray<Figures>, name: keyof Figures): string =>
  `${number.format(Math.round(median(figures.map((figure) => figure[name]))))} ms`

/** The browser tells of no task that is shorter. */
const task = (figures: ReadonlyArray<Figures>, name: "loading" | "scrolling" | "filtering"): string =>
  median(figures.map((figure) => figure[name])) === 0 ? "under 50 ms" : millis(figures, name)

if (Chromium.find() === null) {
  process.stdout.write("Admin page: not measured, because there is no Chromium. CHROMIUM may say where it is.\n")
} else {
  const figures = await Effect.runPromise(Effect.scoped(measure))
  process.stdout.write(
    [
      `Admin page with a plan of ${number.format(size)} entries, in Chromium (medians of ${visits} visits):`,
      `  first rows after the first part of the index came   ${millis(figures, "firstRows")} (aim 1,000 ms)`,
      `  all entries in the list, its other parts included   ${millis(figures, "allRows")}`,
      `  longest task while the list loads                   ${task(figures, "loading")}`,
      `  longest task while scrolling                        ${task(figures, "scrolling")} (aim 200 ms)`,
      `  longest task while searching, filtering, sorting    ${task(figures, "filtering")} (aim 200 ms)`,
      ""
    ].join("\n")
  )
}
