/** The guard stops a run: the admin reads why, and approves it or lets it be. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Admin } from "../dev/Admin.ts"
import * as CompanyLife from "../dev/admin/CompanyLife.ts"
import * as Journey from "../dev/Journey.ts"
import type { SimulatedSite } from "../dev/SimulatedSite.ts"
import * as Browser from "./fixtures/Browser.ts"

/** After a first sync everybody in the largest department has left, and the next sync was stopped. */
const blocked = Effect.fnUntraced(function*(site: SimulatedSite, admin: Admin) {
  yield* Journey.synced(site, admin)
  yield* CompanyLife.departmentLeaves(site)
  const { id } = yield* admin.ask("runNow", {})
  const run = yield* Journey.settled(site, admin, id)
  assert.strictEqual(run.state, "blocked")
  return run
})

it.live("a stopped run says why, and goes on once somebody has typed that they mean it", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    const { id, plan } = yield* blocked(site, admin)
    const leaving = plan?.inactivate ?? 0
    assert.isAbove(leaving, 0)
    const window = yield* open({ path: `/runs/${id}`, height: 1300 })
    yield* window.use(async (app) => {
      await app.getByText("Needs approval").first().waitFor()
      await app.getByRole("heading", { name: "The safety check has stopped this run" }).waitFor()
      await app.getByRole("heading", { name: "Much of one department would become inactive" }).waitFor()
      await app.getByText(/^In \p{L}+, \d+ of \d+ active people would become inactive \(100%\)\. Up to \d+ would pass/u)
        .waitFor()
      await app.getByText(/It is the same with \p{L}/u).first().waitFor()
      await app.getByRole("region", { name: "What would happen" }).getByText(`${leaving}`, { exact: true }).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-blocked")
    const dark = yield* open({ path: `/runs/${id}`, theme: "dark", width: 360, height: 1500 })
    yield* dark.use((app) => app.getByRole("button", { name: "Approve and continue" }).waitFor())
    yield* dark.isAccessible
    yield* dark.screenshot("run-blocked-dark-narrow")

    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Approve and continue" }).click()
      const dialog = app.getByRole("dialog", { name: "Approve this plan?" })
      const confirm = dialog.getByRole("button", { name: "Approve and continue" })
      assert.isTrue(await confirm.isDisabled())
      await dialog.getByLabel("Type APPROVE to go on").fill("yes")
      assert.isTrue(await confirm.isDisabled())
      await dialog.getByLabel("Type APPROVE to go on").fill("APPROVE")
    })
    yield* window.isAccessible
    yield* window.screenshot("run-blocked-approve")
    yield* window.use(async (app) => {
      await app.getByRole("dialog").getByRole("button", { name: "Approve and continue" }).click()
      await app.getByText("Succeeded").first().waitFor()
      await app.getByText("Made inactive").waitFor()
    })
    const { run } = yield* admin.ask("run", { runId: id })
    assert.strictEqual(run.counts.inactivated, leaving)
    const me = site.atlassian.accounts().find(({ accountId }) => accountId === site.adminId)?.displayName
    yield* window.use(async (app) => {
      const stopped = app.getByRole("region", { name: "Why it was stopped" })
      await stopped.getByText(new RegExp(`^${me} approved it all the same: Jan \\d+, 2026`, "u")).waitFor()
      await stopped.getByRole("heading", { name: "Much of one department would become inactive" }).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-blocked-approved")
  }))

it.live("whoever starts another sync while one waits is told so, and finds the way to it", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    const { id, plan } = yield* blocked(site, admin)
    const window = yield* open({ height: 1300 })
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Run sync now" }).click()
      const dialog = app.getByRole("dialog", { name: "Run a sync now?" })
      await dialog.getByRole("heading", { name: "A sync waits for an approval" }).waitFor()
      await dialog.getByText(/^The last plan, made .* ago, waits for an approval/u).waitFor()
      await dialog.getByText(`${plan?.inactivate}`, { exact: true }).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("overview-run-now-waiting")
    yield* window.use(async (app, page) => {
      await app.getByRole("dialog").getByRole("link", { name: "Open the sync that waits" }).click()
      await page.waitForURL((url) => url.hash.endsWith(id))
    })
  }))

it.live("a stopped run is discarded, and nothing is written", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    const { id } = yield* blocked(site, admin)
    const window = yield* open({ path: `/runs/${id}` })
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Discard" }).click()
      await app.getByRole("dialog", { name: "Discard this run?" }).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-blocked-discard")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Discard the run" }).click()
      await app.getByRole("heading", { name: "Somebody discarded this run" }).waitFor()
      await app.getByText("Nothing was written.", { exact: true }).waitFor()
      await app.getByRole("region", { name: "Why it was stopped" }).waitFor()
      assert.strictEqual(await app.getByText(/What was written|Nothing had to be written|Not yet/u).count(), 0)
    })
    yield* window.isAccessible
    yield* window.screenshot("run-discarded")
    const log = yield* open({ path: "/settings/audit" })
    yield* log.use((app) => app.getByText("Discarded a sync that was stopped").waitFor())
    const { run } = yield* admin.ask("run", { runId: id })
    assert.strictEqual(run.state, "cancelled")
    assert.strictEqual(run.counts.inactivated, 0)
  }))

it.live("a stopped run cannot go on once the settings have changed, and leads to a new preview", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    const { id } = yield* blocked(site, admin)
    const { settings: { rules, version } } = yield* admin.ask("state", {})
    yield* admin.ask("saveRules", { version, rules: { ...rules, absenceRuns: rules.absenceRuns + 1 } })
    const window = yield* open({ path: `/runs/${id}`, height: 1300 })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { name: /^This sync cannot go on/u }).waitFor()
      await app.getByRole("button", { name: "Discard" }).waitFor()
      assert.strictEqual(await app.getByRole("button", { name: "Approve and continue" }).count(), 0)
    })
    yield* window.isAccessible
    yield* window.screenshot("run-blocked-outdated")
    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: "Make a new preview" }).click()
      await page.waitForURL((url) => !url.hash.endsWith(id))
      // It is still told that nothing has been written for the others since.
      await app.getByRole("region", { name: "Notices" }).getByText("A sync waits for your approval").waitFor({
        timeout: 60_000
      })
    })
  }))
