/** Settings: every section, wrong input, two admins at once, and a site without a licence. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Admin from "../dev/Admin.ts"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

const limits = { path: "/settings/limits" }

describe("each section", () => {
  it.live("can be reached from the others, in light and dark and on a narrow window", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.synced(site, admin)
      const window = yield* open({ path: "/settings" })
      for (
        const [section, heading] of [
          ["Matching", "How an account finds its person"],
          ["Safety limits", "Check before every sync"],
          ["Jira requests", "Share of Jira's hourly limit"],
          ["Storage", "How long the app keeps what it did"],
          ["Alerts", "Hear of trouble without opening this page"],
          ["Audit log", "Audit log"],
          ["Support", "Support bundle"]
        ] as const
      ) {
        yield* window.use(async (app) => {
          await app.getByRole("navigation", { name: "Settings" }).getByRole("button", { name: section }).click()
          await app.getByRole("heading", { level: 2, name: heading }).waitFor()
        })
        // Of the accounts that the last sync found.
        if (section === "Jira requests") {
          yield* window.use((app) => app.getByText(/accounts of your site takes/u).waitFor())
        }
        if (section === "Audit log") yield* window.use((app) => app.getByText("Turned the schedule on").waitFor())
        yield* window.isAccessible
        yield* window.screenshot(`settings-${section.toLowerCase().replaceAll(" ", "-")}`)
      }
      const dark = yield* open({ ...limits, theme: "dark" })
      yield* dark.use((app) => app.getByRole("checkbox", { name: "Stop unusual syncs" }).waitFor())
      yield* dark.isAccessible
      yield* dark.screenshot("settings-limits-dark")
      const narrow = yield* open({ path: "/settings/audit", width: 360, height: 780 })
      yield* narrow.use((app) => app.getByText("Turned the schedule on").waitFor())
      yield* narrow.isAccessible
      yield* narrow.screenshot("settings-audit-narrow")
      yield* narrow.use((app) => app.getByRole("button", { name: "Safety limits" }).click())
      yield* narrow.use((app) => app.getByRole("textbox", { name: "Share of all people" }).waitFor())
      yield* narrow.screenshot("settings-limits-narrow")
      const overflow = yield* narrow.use((app) =>
        app.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth)
      )
      assert.strictEqual(overflow, 0)
    }))
})

describe("a setting", () => {
  it.live("is changed, says what follows, is kept while the admin looks elsewhere, and goes back to its default", () =>
    Effect.gen(function*() {
      const { admin, open } = yield* Browser.make()
      const window = yield* open(limits)
      const consequence = (share: string) =>
        `If more than ${share} of people (and more than 10 people) would become inactive, the sync stops and waits for approval.`
      yield* window.use(async (app) => {
        await app.getByText(consequence("5%")).waitFor()
        assert.isTrue(await app.getByRole("button", { name: "Save changes" }).isDisabled())
        await app.getByRole("textbox", { name: "Share of all people" }).fill("8")
        await app.getByText(consequence("8%")).waitFor()
        await app.getByRole("button", { name: "Storage" }).click()
        await app.getByRole("textbox", { name: "Previews" }).waitFor()
        await app.getByRole("tab", { name: "People" }).click()
        await app.getByRole("tab", { name: "Settings" }).click()
        const unsaved = app.getByRole("button", { name: "Safety limits Not saved" })
        const heightOf = async (name: string) => (await app.getByRole("button", { name }).boundingBox())?.height
        assert.strictEqual(await heightOf("Safety limits Not saved"), await heightOf("Storage"), "nothing moves")
        await unsaved.click()
        await app.getByText(consequence("8%")).waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("settings-limits-unsaved")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Save changes" }).click()
        await app.getByText("Saved.", { exact: true }).waitFor()
      })
      assert.strictEqual((yield* admin.ask("state", {})).settings.rules.guard.inactivations.percent, 8)
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Use default: Share of all people" }).click()
        await app.getByText(consequence("5%")).waitFor()
        await app.getByRole("button", { name: "Save changes" }).click()
        await app.getByText("Saved.", { exact: true }).waitFor()
      })
      assert.strictEqual((yield* admin.ask("state", {})).settings.rules.guard.inactivations.percent, 5)
    }))

  it.live("that tells Jira Automation how the sync stands is switched on", () =>
    Effect.gen(function*() {
      const { admin, open } = yield* Browser.make()
      const window = yield* open({ path: "/settings/alerts" })
      yield* window.use(async (app) => {
        const toggle = app.getByRole("checkbox", { name: `Keep a "Sync status" object in Assets` })
        assert.isFalse(await toggle.isChecked())
        await toggle.focus()
        await toggle.press("Space")
        await app.getByRole("button", { name: "Save changes" }).click()
        await app.getByText("Saved.", { exact: true }).waitFor()
      })
      assert.isTrue((yield* admin.ask("state", {})).settings.rules.syncStatus)
    }))

  it.live("that tells Jira Automation how the sync stands says so where the site has no room for the object", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.synced(site, admin)
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      const objectAllowance = site.atlassian.assets.objects().length
      yield* admin.ask("saveRules", { version, rules: { ...rules, objectAllowance } })
      const window = yield* open({ path: "/settings/alerts" })
      yield* window.use(async (app) => {
        const toggle = app.getByRole("checkbox", { name: `Keep a "Sync status" object in Assets` })
        await toggle.focus()
        await toggle.press("Space")
        await app.getByRole("button", { name: "Save changes" }).click()
        await app.getByText(`The "Sync status" object could not be written`).waitFor()
        await app.getByText(/raise the allowance in the settings/u).waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("settings-alerts-no-room")
    }))

  it.live("can be switched off as a whole, which the page warns of", () =>
    Effect.gen(function*() {
      const { admin, open } = yield* Browser.make()
      const window = yield* open(limits)
      yield* window.use(async (app) => {
        const toggle = app.getByRole("checkbox", { name: "Stop unusual syncs" })
        assert.isTrue(await toggle.isChecked())
        await toggle.focus()
        await toggle.press("Space")
        await app.getByText("Unusual syncs are not stopped").waitFor()
        await app.getByText("would become inactive, this is listed as unusual, and the sync goes on.").first().waitFor()
        assert.strictEqual(await app.getByText("waits for approval").count(), 0)
      })
      yield* window.isAccessible
      yield* window.screenshot("settings-limits-off")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Save changes" }).click()
        await app.getByText("Saved.", { exact: true }).waitFor()
      })
      assert.isFalse((yield* admin.ask("state", {})).settings.rules.guard.enabled)
    }))
})

describe("wrong input", () => {
  it.live("is marked at each field, and not sent", () =>
    Effect.gen(function*() {
      const { admin, host, open } = yield* Browser.make()
      const window = yield* open(limits)
      yield* window.use(async (app) => {
        await app.getByRole("textbox", { name: "Share of all people" }).fill("101")
        await app.getByText("Enter a whole number between 0 and 100.").waitFor()
        await app.getByRole("textbox", { name: "Most people in one sync" }).fill("many")
        await app.getByText("Enter a whole number.").waitFor()
        await app.getByRole("textbox", { name: "Smallest department or team that counts" }).fill("0")
        await app.getByText("Enter a whole number greater than 0.").waitFor()
        await app.getByRole("button", { name: "Save changes" }).click()
        // The first that is wrong is where to go on.
        assert.isTrue(
          await app.getByRole("textbox", { name: "Share of all people" }).evaluate((field) =>
            field === field.ownerDocument.activeElement
          )
        )
      })
      yield* window.isAccessible
      yield* window.screenshot("settings-limits-wrong")
      assert.notInclude(host.calls(), "saveRules")
      yield* window.use(async (app) => {
        await app.getByRole("textbox", { name: "Share of all people" }).fill("10")
        await app.getByRole("textbox", { name: "Most people in one sync" }).fill("1,500")
        await app.getByRole("textbox", { name: "Smallest department or team that counts" }).fill("8")
        await app.getByRole("button", { name: "Save changes" }).click()
        await app.getByText("Saved.", { exact: true }).waitFor()
      })
      const { rules: { guard } } = (yield* admin.ask("state", {})).settings
      assert.deepInclude(guard, {
        inactivations: { most: 1500, above: 10, percent: 10 },
        group: { size: 8, percent: 50 }
      })
    }))

  it.live("opens the advanced settings in which it stands, and says what Jira's points mean", () =>
    Effect.gen(function*() {
      const { open } = yield* Browser.make()
      const window = yield* open({ path: "/settings/rules" })
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Show advanced settings" }).click()
        await app.getByRole("textbox", { name: "Records written at once" }).fill("65")
        await app.getByText("Enter a whole number between 1 and 64.").waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("settings-rules-advanced")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Jira requests" }).click()
        await app.getByText("Reading 10,000 accounts takes 20,010 points: more than one hour's share").waitFor()
        await app.getByRole("textbox", { name: "Points that the app may use on this site" }).fill("30000")
        await app.getByText("within one hour's share, so a sync does not wait").waitFor()
      })
    }))
})

describe("two admins", () => {
  it.live("the second is told who changed what, loads it, and saves what they typed", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      const bob = site.atlassian.accounts().find(({ accountId, active }) => active && accountId !== admin.accountId)
      assert(bob !== undefined)
      site.forge.switches.jiraAdmins = [admin.accountId, bob.accountId]
      const window = yield* open(limits)
      yield* window.use(async (app) => {
        await app.getByRole("textbox", { name: "Share of all people" }).fill("8")
        await app.getByRole("textbox", { name: "Most people in one sync" }).fill("400")
      })
      const { rules, version } = (yield* admin.ask("state", {})).settings
      const inactivations = { ...rules.guard.inactivations, percent: 7, above: 12 }
      yield* Admin.make(site, { accountId: bob.accountId }).ask("saveRules", {
        version,
        rules: { ...rules, guard: { ...rules.guard, inactivations } }
      })
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Save changes" }).click()
        await app.getByText(`${bob.displayName} changed the settings`).waitFor()
        await app.getByText("Share of all people: 5% → 7%").waitFor()
        await app.getByText("Always allowed to become inactive: 10 people → 12 people").waitFor()
        assert.strictEqual(await app.getByRole("textbox", { name: "Share of all people" }).inputValue(), "8")
      })
      yield* window.isAccessible
      yield* window.screenshot("settings-stale")
      assert.strictEqual((yield* admin.ask("state", {})).settings.rules.guard.inactivations.percent, 7)
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Load the newest settings" }).click()
        await app.getByText(`${bob.displayName} has meanwhile changed this from 5% to 7%`).waitFor()
        assert.strictEqual(await app.getByRole("textbox", { name: "Share of all people" }).inputValue(), "8")
        assert.strictEqual(
          await app.getByRole("textbox", { name: "Always allowed to become inactive" }).inputValue(),
          "12"
        )
      })
      yield* window.isAccessible
      yield* window.screenshot("settings-stale-loaded")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Save changes" }).click()
        await app.getByText("Saved.", { exact: true }).waitFor()
      })
      assert.deepStrictEqual((yield* admin.ask("state", {})).settings.rules.guard.inactivations, {
        percent: 8,
        above: 12,
        most: 400
      })
    }))
})

describe("without a licence", () => {
  it.live("everything can be seen and nothing changed, and the page says why", () =>
    Effect.gen(function*() {
      const { open, site } = yield* Browser.make()
      site.forge.switches.license = { isActive: false, active: false }
      const window = yield* open(limits)
      yield* window.use(async (app) => {
        await app.getByText("Settings cannot be changed until the license is renewed.").waitFor()
        assert.isTrue(await app.getByRole("textbox", { name: "Share of all people" }).isDisabled())
        assert.isTrue(await app.getByRole("checkbox", { name: "Stop unusual syncs" }).isDisabled())
        assert.isTrue(await app.getByRole("button", { name: "Save changes" }).isDisabled())
      })
      yield* window.isAccessible
      yield* window.screenshot("settings-read-only")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Support" }).click()
        assert.isFalse(await app.getByRole("button", { name: "Download support bundle" }).isDisabled())
      })
    }))
})
