/** A plan as an admin reads it: what a sync would do, to whom, what is worth a look, and the decision to do it. */
import { assert, it } from "@effect/vitest"
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import type { FrameLocator, Page } from "playwright-core"
import * as CompanyLife from "../dev/admin/CompanyLife.ts"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

const list = (app: FrameLocator) => app.getByRole("region", { name: "Every change" })
const rows = (app: FrameLocator) => list(app).getByRole("row")

const downloaded = async (page: Page, start: () => Promise<void>) => {
  const [download] = await Promise.all([page.waitForEvent("download"), start()])
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") }
}

const changesOf = ({ create, inactivate, reactivate, update }: {
  readonly create: number
  readonly update: number
  readonly inactivate: number
  readonly reactivate: number
}) => create + update + inactivate + reactivate

it.live("a preview is read, searched and saved as a file, and then applied", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    const { plan } = yield* Journey.preview(site, admin)
    const { create, findings } = plan.counts
    const { items } = yield* admin.ask("planPage", { planId: plan.id, digest: plan.digest, page: 0 })
    const all = changesOf(plan.counts) + Object.values(findings).reduce((sum, count) => sum + (count ?? 0), 0)
    const window = yield* open({ path: `/plans/${plan.id}`, height: 1800 })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { name: "Preview", exact: true }).waitFor()
      await list(app).getByText(`${all} of ${all} shown`).waitFor()
      await rows(app).nth(1).waitFor()
      // Where those are who were read, and are in none of the totals.
      await app.getByText(/^\d+ with a linked Atlassian account, \d+ without:/u).waitFor()
      await app.getByText(/^\d+ with a person in Entra ID, \d+ without a person.*\.$/u).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("plan")

    // One kind, by name, and one of them in full.
    yield* window.use(async (app) => {
      await app.getByLabel("Kind").selectOption({ label: `New (${create})` })
      await list(app).getByText(`${create} of ${all} shown`).waitFor()
      await list(app).getByRole("button", { name: "Name" }).click()
      await list(app).getByRole("columnheader", { name: "Name", exact: true }).and(app.locator("[aria-sort=ascending]"))
        .waitFor()
      const names = await list(app).locator("[data-at]").allTextContents()
      assert.deepStrictEqual(names, names.toSorted((a, b) => a.localeCompare(b, "en")))
      await rows(app).nth(1).getByRole("button").click()
      await rows(app).nth(1).getByRole("rowheader", { name: "Sign-in name" }).waitFor()
      // The next row is reached by the arrow, and opened by Enter.
      await app.locator("[data-at='0']").press("ArrowDown")
      await app.locator("[data-at='1']").press("Enter")
      await rows(app).nth(2).or(app.locator("[data-at='1'][aria-expanded=true]")).first().waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("plan-entry-open")

    yield* window.use(async (app) => {
      await app.getByLabel("Search the list").fill("no such person")
      await app.getByRole("heading", { name: "Nothing fits" }).waitFor()
      await app.getByRole("button", { name: "Show everything" }).click()
      await list(app).getByText(`${all} of ${all} shown`).waitFor()
    })

    // What is worth a look: whom it is about, and where they are in the list.
    const managers = findings.missing_manager ?? 0
    assert.isAbove(managers, 0)
    yield* window.use(async (app) => {
      const panel = app.getByRole("region", { name: "Worth a look" })
      await panel.getByRole("button", { name: "Show whom: Managers who cannot be linked" }).click()
      await panel.getByText("The manager has no record, because no Atlassian account leads to them.").first().waitFor()
      await panel.getByRole("button", { name: "Show whom: Accounts with a hidden address" }).click()
      await panel.getByText("The address of this account is hidden, so nobody can be found by it.").waitFor()
    })
    const hidden = site.atlassian.accounts().find(({ accountId }) =>
      items.some((item) =>
        item._tag === "Finding" && item.code === "hidden_email" && item.accountIds.includes(AccountId.make(accountId))
      )
    )
    assert(hidden !== undefined)
    yield* window.use(async (app) => {
      await app.getByLabel("Search the list").fill(hidden.displayName)
      await app.getByLabel("Kind").selectOption({ label: `Worth a look (${all - changesOf(plan.counts)})` })
      await list(app).getByRole("button", { name: hidden.displayName }).first().waitFor()
      await list(app).getByText("The address of this account is hidden, so nobody can be found by it.").waitFor()
      await app.getByLabel("Search the list").fill("")
    })
    yield* window.screenshot("plan-findings-in-list")
    yield* window.isAccessible
    yield* window.screenshot("plan-findings")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Show in the list: Managers who cannot be linked" }).click()
      await list(app).getByText(`${managers} of ${all} shown`).waitFor()
    })

    const csv = yield* window.use((app, page) =>
      downloaded(page, () => app.getByRole("button", { name: "Download CSV" }).click())
    )
    assert.match(csv.name, /^entra-sync-preview-\d{4}-\d\d-\d\d\.csv$/u)
    assert.include(csv.text, "Kind,Entra User ID,")
    const json = yield* window.use((app, page) =>
      downloaded(page, () => app.getByRole("button", { name: "Download JSON" }).click())
    )
    assert.lengthOf(JSON.parse(json.text).entries, changesOf(plan.counts))

    const dark = yield* open({ path: `/plans/${plan.id}`, theme: "dark", height: 1800 })
    yield* dark.use((app) => rows(app).nth(1).waitFor())
    yield* dark.isAccessible
    yield* dark.screenshot("plan-dark")
    const narrow = yield* open({ path: `/plans/${plan.id}`, width: 360, height: 2600 })
    yield* narrow.use(async (app) => {
      await rows(app).filter({ hasText: "New" }).first().getByRole("button").click()
      await app.getByRole("columnheader", { name: "Value" }).waitFor()
    })
    yield* narrow.isAccessible
    yield* narrow.screenshot("plan-narrow")
    yield* narrow.use(async (app) => {
      await app.getByRole("button", { name: "Show in the list: Accounts with a hidden address" }).click()
      await list(app).getByText(/^The address of this account is hidden/u).first().waitFor()
    })
    yield* narrow.screenshot("plan-narrow-findings")

    // Applying shows the numbers once more, and leads to the run.
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Apply this plan" }).click()
      const dialog = app.getByRole("dialog", { name: "Apply this plan?" })
      await dialog.getByText("New records").locator("..").getByText(String(create)).waitFor()
      await dialog.getByRole("button", { name: "Cancel" }).click()
      await dialog.waitFor({ state: "detached" })
      await app.getByRole("button", { name: "Apply this plan" }).click()
      await dialog.waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("plan-confirm")
    yield* window.use(async (app, page) => {
      await app.getByRole("dialog").getByRole("button", { name: `Write ${changesOf(plan.counts)} changes` }).click()
      await page.waitForURL((url) => url.hash.startsWith("#/runs/"))
      await app.getByText("Succeeded").first().waitFor()
    })
    const after = yield* open({ path: `/plans/${plan.id}` })
    yield* after.use(async (app) => {
      await app.getByRole("heading", { name: "This preview was applied" }).waitFor()
      assert.strictEqual(await app.getByRole("button", { name: "Apply this plan" }).count(), 0)
      await app.getByRole("button", { name: "Make a new preview" }).waitFor()
    })
    yield* after.isAccessible
    yield* after.screenshot("plan-applied")
  }))

it.live("a plan that the safety check would stop says so, and its sync waits for approval", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    yield* CompanyLife.departmentLeaves(site)
    const { plan } = yield* Journey.preview(site, admin)
    assert.isAbove(plan.guard.stops.length, 0)
    const window = yield* open({ path: `/plans/${plan.id}`, height: 1400 })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { name: "The safety check will stop this sync until somebody approves it" })
        .waitFor()
      await rows(app).nth(1).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("plan-would-block")
    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: "Apply this plan" }).click()
      await app.getByRole("dialog").getByText("ask for approval").waitFor()
      await app.getByRole("dialog").getByRole("button", { name: /^Write / }).click()
      await page.waitForURL((url) => url.hash.startsWith("#/runs/"))
      await app.getByText("Needs approval").first().waitFor()
    })
    const waiting = yield* open({ path: `/plans/${plan.id}` })
    yield* waiting.use(async (app, page) => {
      await app.getByRole("heading", { name: "A sync with this preview waits for approval" }).waitFor()
      await app.getByRole("button", { name: "Open the sync" }).click()
      await page.waitForURL((url) => url.hash.startsWith("#/runs/"))
    })
  }))

it.live("a preview is made anew when settings have changed, and when it is gone", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    const { plan } = yield* Journey.preview(site, admin)
    const { settings } = yield* admin.ask("state", {})
    yield* admin.ask("saveRules", { version: settings.version, rules: { ...settings.rules, absenceRuns: 3 } })
    const window = yield* open({ path: `/plans/${plan.id}` })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { name: "The settings have changed since this preview was made" }).waitFor()
      assert.strictEqual(await app.getByRole("button", { name: "Apply this plan" }).count(), 0)
    })
    yield* window.isAccessible
    yield* window.screenshot("plan-stale")
    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: "Make a new preview" }).click()
      await page.waitForURL((url) => url.hash.startsWith("#/runs/"))
    })
    const gone = yield* open({ path: "/plans/gone" })
    yield* gone.use(async (app) => {
      await app.getByRole("heading", { name: "This preview is not kept any more" }).waitFor()
      await app.getByText("Previews are kept for 7 days.").waitFor()
    })
    yield* gone.isAccessible
    yield* gone.screenshot("plan-gone")
  }))

it.live("with nothing to change, everybody is up to date", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const { plan } = yield* Journey.preview(site, admin)
    const window = yield* open({ path: `/plans/${plan.id}`, height: 1200 })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { name: "Everybody is up to date" }).waitFor()
      assert.strictEqual(await app.getByRole("button", { name: "Apply this plan" }).count(), 0)
    })
    yield* window.isAccessible
    yield* window.screenshot("plan-empty")
  }))

it.live("without a licence a preview can be read, but not applied", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    const { plan } = yield* Journey.preview(site, admin)
    site.forge.switches.license = { isActive: false, active: false }
    const window = yield* open({ path: `/plans/${plan.id}` })
    yield* window.use(async (app) => {
      await app.getByText("Applying is off until the license is renewed.").waitFor()
      assert.isTrue(await app.getByRole("button", { name: "Apply this plan" }).isDisabled())
      await rows(app).nth(1).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("plan-read-only")
  }))

it.live("a preview that is still being made appears by itself", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ people: 400, speed: 1 })
    yield* Journey.setUp(site, admin)
    const { planId } = yield* admin.ask("startPreview", {})
    const window = yield* open({ path: `/plans/${planId}` })
    yield* window.use((app) => app.getByRole("heading", { name: "The preview is being made" }).waitFor())
    yield* window.isAccessible
    yield* window.screenshot("plan-in-making")
    yield* Journey.settled(site, admin, planId)
    yield* window.use((app) => app.getByRole("heading", { name: "Preview", exact: true }).waitFor())
  }))
