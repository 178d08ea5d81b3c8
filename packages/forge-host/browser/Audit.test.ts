/** The audit log and the support bundle: read on the page, and as files. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import type { Download } from "playwright-core"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

const textOf = async (download: Download) => readFileSync(await download.path(), "utf8")

const saved = (window: Browser.Window, button: string) =>
  window.use(async (app, page) => {
    const download = page.waitForEvent("download")
    await app.getByRole("button", { name: button }).click()
    const file = await download
    await app.getByText(`${file.suggestedFilename()} is in your browser's downloads.`).waitFor()
    return { name: file.suggestedFilename(), text: await textOf(file) }
  })

describe("the audit log", () => {
  it.live("is empty at first", () =>
    Effect.gen(function*() {
      const { open } = yield* Browser.make()
      const window = yield* open({ path: "/settings/audit" })
      yield* window.use((app) => app.getByText("Nobody has done anything yet").waitFor())
      yield* window.isAccessible
      yield* window.screenshot("audit-empty")
    }))

  it.live("says who did what, and goes to the run", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.synced(site, admin)
      yield* admin.ask("setCadence", { everyDays: 3, manualRunsCount: true })
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      yield* admin.ask("saveRules", {
        version,
        rules: { ...rules, absenceRuns: 2, guard: { ...rules.guard, blanked: { above: 30, percent: 12 } } }
      })
      const window = yield* open({ path: "/settings/audit" })
      yield* window.use(async (app) => {
        const newest = await app.getByRole("listitem").filter({
          hasText: "Changed settings: Matching and Safety limits"
        }).first().innerText()
        assert.include(newest, "Syncs before somebody becomes inactive: 1 sync → 2 syncs")
        assert.include(newest, "Share of people who have the detail: 10% → 12%")
        assert.include(newest, "Always allowed to lose a detail: 20 people → 30 people")
        await app.getByText("Days from one sync to the next: 1 → 3").waitFor()
        await app.getByText("Schedule: off → on").waitFor()
        await app.getByText("Client secret: not set → a new one").waitFor()
        await app.getByText("Applied a preview").waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("audit")
      const dark = yield* open({ path: "/settings/audit", theme: "dark" })
      yield* dark.use((app) => app.getByText("Turned the schedule on").waitFor())
      yield* dark.isAccessible
      yield* dark.screenshot("audit-dark")
      yield* window.use(async (app, page) => {
        await app.getByRole("listitem").filter({ hasText: "Applied a preview" }).getByRole("link").click()
        await page.waitForURL(/#\/runs\//u)
      })
    }))

  it.live("of many entries is shown and saved part by part; each line of the files is there", () =>
    Effect.gen(function*() {
      const { admin, open } = yield* Browser.make()
      const deeds = 103
      for (let days = 1; days <= deeds; days++) {
        yield* admin.ask("setCadence", { everyDays: days % 100 + 1, manualRunsCount: days % 2 === 0 })
      }
      const window = yield* open({ path: "/settings/audit" })
      yield* window.use(async (app) => {
        await app.getByText("Changed the schedule").first().waitFor()
        assert.strictEqual(await app.getByText("Changed the schedule").count(), 100)
        await app.getByRole("button", { name: "Show more" }).click()
        await app.getByText("Changed the schedule").nth(deeds - 1).waitFor()
        assert.strictEqual(await app.getByRole("button", { name: "Show more" }).count(), 0)
      })

      const csv = yield* saved(window, "Download CSV")
      assert.match(csv.name, /^entra-sync-audit-log-\d{4}-\d\d-\d\d\.csv$/u)
      assert.isTrue(csv.text.startsWith("\uFEFFTime,Account ID,Action,Done,Subject,Setting,Before,After\r\n"))
      const rows = csv.text.trimEnd().split("\r\n").slice(1)
      assert.strictEqual(rows.filter((row) => row.includes(",setCadence,yes,,everyDays,")).length, deeds)
      for (const row of rows) {
        assert.match(row, new RegExp(`^\\d{4}-[^,]+Z,${admin.accountId},setCadence,yes,,\\w+,[^,]*,[^,]*$`, "u"))
      }

      const jsonLines = yield* saved(window, "Download JSON Lines")
      assert.match(jsonLines.name, /\.jsonl$/u)
      const entries: ReadonlyArray<unknown> = jsonLines.text.trimEnd().split("\n").map((line) => JSON.parse(line))
      assert.lengthOf(entries, deeds)
      for (const entry of entries) assert.deepInclude(entry, { action: "setCadence", by: admin.accountId })
      yield* window.screenshot("audit-saved")
    }))
})

describe("the support bundle", () => {
  it.live("is saved, and holds no secret, no name and no address", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.synced(site, admin)
      const window = yield* open({ path: "/settings/support" })
      const { name, text } = yield* saved(window, "Download support bundle")
      assert.match(name, /^entra-sync-support-.*\.json$/u)
      const bundle: unknown = JSON.parse(text)
      assert.containsAllKeys(bundle, ["appVersion", "settings", "schedule", "assets", "runs"])
      assert.notInclude(text, EntraSimulator.defaultApp.secret)
      const employees = site.atlassian.assets.objects("Employee")
      assert.isAbove(employees.length, 0)
      for (const { values } of employees) {
        assert.notInclude(text, String(values["Full Name"]))
        assert.notInclude(text, String(values["Email"]))
      }
      yield* window.isAccessible
      yield* window.screenshot("support-saved")
    }))

  it.live("is asked for again by itself while the app does not answer", () =>
    Effect.gen(function*() {
      const { open, site } = yield* Browser.make()
      const window = yield* open({ path: "/settings/support" })
      yield* window.use((app) => app.getByRole("heading", { name: "Support bundle" }).waitFor())
      site.forge.switches.kvsFailsChance = 1
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Download support bundle" }).click()
        await app.getByRole("status").filter({ hasText: "The app did not answer, and is asked again." }).waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("support-unavailable")
      yield* window.use(async (app, page) => {
        const download = page.waitForEvent("download")
        site.forge.switches.kvsFailsChance = 0
        assert.match((await download).suggestedFilename(), /^entra-sync-support-/u)
        await app.getByText("is in your browser's downloads.").waitFor()
      })
    }))
})
