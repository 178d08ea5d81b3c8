/** What a plan's view says once something has become of it, however many runs have been since. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { FrameLocator } from "playwright-core"
import * as Journey from "../dev/Journey.ts"
import * as PastRuns from "../dev/PastRuns.ts"
import type { SimulatedSite } from "../dev/SimulatedSite.ts"
import * as Browser from "./fixtures/Browser.ts"

const apply = (app: FrameLocator) => app.getByRole("button", { name: "Apply this plan" })
const notice = (app: FrameLocator, title: string) => app.getByRole("heading", { name: title })

/** More previews than any page of the history holds. */
const previewsSince = Effect.fnUntraced(function*(site: SimulatedSite) {
  const from = site.forge.now()
  yield* site.forge.advance("2 hours")
  PastRuns.put(
    site,
    Array.from(
      { length: 110 },
      (_, n) => PastRuns.run({ id: `since-${from}-${n}`, createdAt: from + (110 - n) * 60_000, goal: "preview" })
    )
  )
})

it.live("a plan that was applied stays so, and one that another sync overtook", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ people: 20 })
    yield* Journey.setUp(site, admin)
    const { plan: overtaken } = yield* Journey.preview(site, admin)
    const { plan: applied } = yield* Journey.preview(site, admin)
    const { id } = yield* admin.ask("applyPlan", { planId: applied.id, digest: applied.digest })
    yield* Journey.settled(site, admin, id)
    yield* previewsSince(site)
    const window = yield* open({ path: `/plans/${applied.id}` })
    yield* window.use(async (app, page) => {
      await notice(app, "This preview was applied").waitFor()
      assert.strictEqual(await apply(app).count(), 0)
      await app.getByRole("button", { name: "Open the sync" }).click()
      await page.waitForURL((url) => url.hash === `#/runs/${id}`)
    })
    const other = yield* open({ path: `/plans/${overtaken.id}`, height: 1200 })
    yield* other.use(async (app, page) => {
      await notice(app, "Another sync has run since this preview was made").waitFor()
      await apply(app).waitFor()
      await app.getByRole("button", { name: "Open the sync" }).waitFor()
      assert.include(page.url(), overtaken.id)
    })
    yield* other.isAccessible
    yield* other.screenshot("plan-overtaken")
  }))

it.live(
  "a plan whose sync was cut short says how much was written, and applied again it does the rest",
  () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make({ people: 400 })
      yield* Journey.setUp(site, admin)
      const { plan } = yield* Journey.preview(site, admin)
      const { id } = yield* admin.ask("applyPlan", { planId: plan.id, digest: plan.digest })
      yield* site.forge.runUntil(() => site.atlassian.assets.objects("Employee").length > 100, "10 minutes")
      yield* admin.ask("cancel", { runId: id })
      const { counts, state } = yield* Journey.settled(site, admin, id)
      assert.strictEqual(state, "cancelled")
      assert.isAbove(counts.created, 100)
      yield* previewsSince(site)
      const window = yield* open({ path: `/plans/${plan.id}`, height: 1200 })
      yield* window.use(async (app) => {
        await notice(app, "A sync with this preview ended early").waitFor()
        await app.getByText(`(${counts.created} changes)`).waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("plan-cut-short")
      yield* window.use(async (app, page) => {
        await apply(app).click()
        await app.getByRole("dialog").getByRole("button", { name: /^Write / }).click()
        await page.waitForURL((url) => url.hash.startsWith("#/runs/"))
        await app.getByText("Succeeded").first().waitFor({ timeout: 60_000 })
      })
      assert.lengthOf(site.atlassian.assets.objects("Employee"), plan.counts.create)
      const after = yield* open({ path: `/plans/${plan.id}` })
      yield* after.use((app) => notice(app, "This preview was applied").waitFor())
    }),
  120_000
)

it.live("a plan whose sync was interrupted leads to it; that it is resumed is told everywhere", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ people: 20 })
    yield* Journey.setUp(site, admin)
    const { plan } = yield* Journey.preview(site, admin)
    site.forge.switches.eventLostChance = 1
    const { id } = yield* admin.ask("applyPlan", { planId: plan.id, digest: plan.digest })
    yield* site.forge.advance("5 minutes")
    const window = yield* open({ path: `/plans/${plan.id}`, height: 1200 })
    yield* window.use(async (app) => {
      await notice(app, "A sync with this preview was interrupted").waitFor()
      assert.strictEqual(await apply(app).count(), 0)
    })
    yield* window.isAccessible
    yield* window.screenshot("plan-interrupted")
    // Forge loses what is to go on with it once more.
    yield* window.use(async (app, page) => {
      await app.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Resume" }).click()
      await app.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Resuming" }).waitFor()
      await app.getByRole("button", { name: "Open the sync" }).click()
      await page.waitForURL((url) => url.hash === `#/runs/${id}`)
      const resuming = app.getByRole("main").getByRole("button", { name: "Resuming" })
      await resuming.waitFor()
      assert.isTrue(await resuming.isDisabled())
      await app.getByRole("tab", { name: "Setup" }).click()
      await app.getByRole("heading", { name: "The run was interrupted" }).waitFor()
      assert.strictEqual(await app.getByRole("button", { name: "Resuming" }).count(), 2)
    })
    // Once another run has begun it cannot go on; nothing was written, so the plan is as it was.
    site.forge.switches.eventLostChance = 0
    yield* Journey.preview(site, admin)
    const after = yield* open({ path: `/plans/${plan.id}` })
    yield* after.use(async (app) => {
      await apply(app).waitFor()
      assert.strictEqual(await notice(app, "A sync with this preview was interrupted").count(), 0)
    })
  }))

it.live(
  "a plan that was approved and written in part says both, and goes on without another approval",
  () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make({ people: 400 })
      yield* Journey.setUp(site, admin)
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      yield* admin.ask("saveRules", { version, rules: { ...rules, objectAllowance: 1 } })
      const { plan } = yield* Journey.preview(site, admin)
      const seen = { planId: plan.id, digest: plan.digest }
      const { id } = yield* admin.ask("applyPlan", seen)
      yield* Journey.settled(site, admin, id)
      yield* admin.ask("approve", { runId: id, digest: plan.digest })
      yield* site.forge.runUntil(() => site.atlassian.assets.objects("Employee").length > 100, "10 minutes")
      yield* admin.ask("cancel", { runId: id })
      yield* Journey.settled(site, admin, id)
      const window = yield* open({ path: `/plans/${plan.id}`, height: 1200 })
      yield* window.use(async (app) => {
        await notice(app, "A sync with this preview ended early").waitFor()
        await notice(app, "This preview was approved").waitFor()
        assert.strictEqual(await app.getByText("Nothing has been written").count(), 0)
        assert.strictEqual(await app.getByRole("button", { name: "Make a new preview" }).count(), 1)
      })
      yield* window.isAccessible
      yield* window.screenshot("plan-approved-and-cut-short")
      yield* window.use(async (app, page) => {
        await apply(app).click()
        const dialog = app.getByRole("dialog")
        await dialog.waitFor()
        assert.strictEqual(await dialog.getByText("waits").count(), 0)
        await dialog.getByRole("button", { name: /^Write / }).click()
        await page.waitForURL((url) => url.hash.startsWith("#/runs/"))
        await app.getByText("Succeeded").first().waitFor({ timeout: 60_000 })
      })
    }),
  120_000
)
