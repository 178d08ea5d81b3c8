/** What nobody may miss stands on every view, with its next step, and goes when it is over. */
import { assert, it } from "@effect/vitest"
import { isActive } from "@entra-assets/core/sync/Run"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import type { Admin } from "../dev/Admin.ts"
import * as CompanyLife from "../dev/admin/CompanyLife.ts"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"
import * as Visibility from "./fixtures/Visibility.ts"

const notices = "Notices"

/** A sync by hand, to its end. */
const runNow = Effect.fnUntraced(function*({ admin, site }: Pick<Awaited, "admin" | "site">) {
  const { id } = yield* admin.ask("runNow", {})
  return yield* Journey.settled(site, admin, id)
})
type Awaited = Effect.Success<ReturnType<typeof Browser.make>>

const expect = (window: Browser.Window, title: string | RegExp) =>
  window.use((app) => app.getByRole("region", { name: notices }).getByRole("heading", { name: title }).waitFor())

const gone = (window: Browser.Window, title: string) =>
  window.use((app) => app.getByRole("heading", { name: title }).waitFor({ state: "detached" }))

it.live("a sync that failed says why, and its notice goes after the next success", () =>
  Effect.gen(function*() {
    const made = yield* Browser.make()
    const { admin, open, site } = made
    yield* Journey.synced(site, admin)
    const window = yield* open()
    const broken = site.entra.faults.add({
      match: { host: site.entra.graphHost },
      times: "always",
      behave: Faults.badGateway
    })
    assert.strictEqual((yield* runNow(made)).state, "failed")
    yield* Visibility.lookUntil(window, (app) => app.getByRole("heading", { name: "The last sync failed" }))
    yield* window.use(async (app) => {
      const notices = app.getByRole("region", { name: "Notices" })
      await notices.getByText("Microsoft Graph is out of order.", { exact: true }).waitFor()
      assert.strictEqual(await notices.getByText("asked to").count(), 0)
    })
    yield* window.screenshot("banner-failed")
    yield* window.isAccessible
    yield* window.use(async (app, page) => {
      await app.getByRole("region", { name: notices }).getByRole("link", { name: "Open the sync" }).click()
      await page.waitForURL(/#\/runs\//u)
    })

    broken()
    assert.strictEqual((yield* runNow(made)).state, "succeeded")
    yield* Visibility.lookUntil(window, (app) => app.getByRole("heading", { name: "The last sync failed" }), "detached")
  }))

it.live("a service that refuses the app is named, and the notice leads to the set-up", () =>
  Effect.gen(function*() {
    const made = yield* Browser.make()
    const { admin, open, site } = made
    yield* Journey.synced(site, admin)
    yield* site.entra.tenant.setApp({ ...EntraSimulator.defaultApp, roles: [] })
    // The token that the app still has may know of the permission for an hour.
    yield* site.forge.advance("2 hours")
    yield* runNow(made)
    const window = yield* open({ path: "/settings/audit" })
    yield* expect(window, "Microsoft Entra ID refuses the app")
    yield* window.screenshot("banner-refused")
    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: "Open setup" }).click()
      await page.waitForURL(/#\/setup/u)
    })
  }))

it.live("a sync that the guard stopped waits for an approval, and leads to where that is given", () =>
  Effect.gen(function*() {
    const made = yield* Browser.make()
    const { admin, open, site } = made
    yield* Journey.synced(site, admin)
    yield* CompanyLife.departmentLeaves(site)
    assert.strictEqual((yield* runNow(made)).state, "blocked")
    const window = yield* open({ height: 1400 })
    yield* expect(window, "A sync waits for your approval")
    yield* window.use(async (app) => {
      await app.getByRole("row", { name: /Needs approval/u }).waitFor()
      await app.getByText(/^In \p{L}+, \d+ of \d+ active people would become inactive \(100%\)\.$/u).waitFor()
      await app.getByText(/^Below \p{L}+ \p{L}+, \d+ of \d+ active people/u).waitFor()
    })
    yield* window.screenshot("banner-blocked")
    yield* window.isAccessible
    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: "Review the changes" }).click()
      await page.waitForURL(/#\/runs\//u)
      await app.getByRole("button", { name: "Approve and continue" }).waitFor()
      // Where the changes are, it is told once.
      await app.getByRole("button", { name: "See every change in the preview" }).click()
      await app.getByRole("heading", { name: "A sync with this preview waits for approval" }).waitFor()
      await app.getByRole("heading", { name: "A sync waits for your approval" }).waitFor({ state: "detached" })
    })
  }))

it.live("a sync that was interrupted is resumed, and succeeds", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    site.forge.switches.eventLostChance = 1
    yield* admin.ask("runNow", {})
    yield* site.forge.advance("10 minutes")
    site.forge.switches.eventLostChance = 0
    const window = yield* open()
    yield* expect(window, "A sync was interrupted")
    yield* window.screenshot("banner-interrupted")
    yield* window.isAccessible
    yield* window.use((app) =>
      app.getByRole("region", { name: notices }).getByRole("button", { name: "Resume" }).click()
    )
    yield* gone(window, "A sync was interrupted")
    yield* window.use((app) => app.getByRole("row", { name: /^.* Sync .* Succeeded No changes/u }).waitFor())
  }))

it.live("when Assets no longer lets the connecting admin in, another one is asked to take over", () =>
  Effect.gen(function*() {
    const made = yield* Browser.make({ atlassian: { assetsRefusesApp: true } })
    const { admin, open, site } = made
    yield* Journey.synced(site, admin)
    const connecting = site.atlassian.accounts().find(({ accountId }) => accountId === site.adminId)
    site.forge.switches.withoutAssetsAccess = [site.adminId]
    yield* runNow(made)
    const window = yield* open()
    yield* expect(window, "The app has lost its connection to Assets")
    yield* window.use((app) =>
      app.getByText(new RegExp(`^${connecting?.displayName} connected the app`, "u")).waitFor()
    )
    yield* window.use((app) => app.getByText("None until the app is connected to Assets again").waitFor())
    yield* window.screenshot("banner-reconnect")
    yield* window.isAccessible
    yield* window.use(async (app, page) => {
      // Its own view says who that was, too, and not by an id.
      await app.getByRole("link", { name: "Open the sync" }).click()
      await app.getByText(new RegExp(`^${connecting?.displayName} had connected the app`, "u")).waitFor()
      await app.getByText("Details for support").click()
      await app.getByText(/^Assets .* asked to /u).waitFor()
      assert.strictEqual(await app.getByText(site.adminId).count(), 0)
      await app.getByRole("button", { name: "Back to overview" }).click()
      await app.getByRole("button", { name: "Reconnect" }).click()
      await page.waitForURL(/#\/setup/u)
    })
  }))

const saveExpiry = Effect.fnUntraced(function*(admin: Admin, secretExpiresOn: string) {
  const { entra, version } = (yield* admin.ask("state", {})).settings
  assert(entra !== null)
  yield* admin.ask("saveEntra", { version, ...entra, secretExpiresOn })
})

it.live("from 30 days before the secret ends, everybody is told; and when it has ended", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    yield* saveExpiry(admin, "2026-01-12")
    const window = yield* open()
    yield* expect(window, "The client secret expires in 7 days, on Jan 12, 2026")
    yield* window.screenshot("banner-secret")
    yield* window.isAccessible
    yield* admin.ask("turnOff", {})
    yield* site.forge.advance("9 days")
    const later = yield* open({ theme: "dark" })
    yield* expect(later, "The client secret expired on Jan 12, 2026")
    yield* later.screenshot("banner-secret-ended-dark")
    yield* later.isAccessible
  }))

it.live("when Forge does not call for days, the schedule's silence is told", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    site.forge.switches.tickMissedChance = 1
    yield* site.forge.advance("5 days")
    const window = yield* open()
    yield* expect(window, "Atlassian has not called the app for days")
    yield* window.screenshot("banner-ticks-missing")
    yield* window.isAccessible
  }))

it.live("scheduled syncs that keep failing are held back, and the notice says until when", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    site.entra.faults.add({ match: { host: site.entra.graphHost }, times: "always", behave: Faults.badGateway })
    // Until shortly after the third tick.
    yield* site.forge.advance("74 hours")
    assert.strictEqual((yield* admin.ask("state", {})).nextRun._tag, "Quarantined")
    const window = yield* open({ height: 1400 })
    yield* expect(window, "Scheduled syncs keep failing and are held back")
    yield* window.use(async (app) => {
      await app.getByText(/^Not before Jan/u).waitFor()
      await app.getByRole("row", { name: /The schedule Failed/u }).first().waitFor()
    })
    yield* window.screenshot("banner-quarantined")
    yield* window.isAccessible
  }))

it.live("where only a present admin may use Assets, the open page does the work, and says so", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({
      atlassian: { assetsRefusesApp: true },
      switches: { assetsRefusesImpersonation: true, jiraAdmins: [] }
    })
    site.forge.switches.jiraAdmins = [site.adminId]
    yield* Journey.setUp(site, admin)
    // The first sync is driven by a page that is not before us.
    const { id } = yield* admin.ask("runNow", {})
    yield* Effect.repeat(admin.ask("driveRun", { runId: id }), { while: ({ state }) => isActive(state) })

    const window = yield* open({ height: 1400 })
    yield* window.use(async (app) => {
      await app.getByText(/there are no scheduled syncs/u).waitFor()
      await app.getByRole("button", { name: "Run sync now" }).click()
      await app.getByRole("dialog").getByRole("button", { name: "Run sync now" }).click()
    })
    yield* expect(window, "Keep this page open")
    yield* window.use((app) => app.getByRole("dialog").waitFor({ state: "detached" }))
    yield* window.screenshot("banner-keep-open")
    yield* window.isAccessible
    yield* window.use((app) => app.getByRole("row", { name: /Succeeded No changes/u }).waitFor())
    yield* gone(window, "Keep this page open")
  }))
