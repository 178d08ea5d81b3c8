/** What an admin sees of a run: while it works, when it has ended, and when it went wrong. */
import { assert, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

it.live("a run that has ended says what it did, to whom, and what it took", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    const run = yield* Journey.synced(site, admin)
    const window = yield* open({ path: `/runs/${run.id}`, height: 2400 })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { name: "Sync", exact: true }).waitFor()
      await app.getByText("Succeeded").first().waitFor()
      await app.getByText("25 of ").waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-finished")

    // More of them, then one in full.
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Show more" }).click()
      await app.getByText("45 of 45").waitFor()
      await app.getByLabel("Outcome").selectOption({ label: `Done (${run.counts.created})` })
      const line = app.getByRole("region", { name: "Changes" }).getByRole("listitem").first()
      await line.getByRole("button").click()
      await line.getByText("Full Name").waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-change-open")

    const dark = yield* open({ path: `/runs/${run.id}`, theme: "dark", height: 1400 })
    yield* dark.use((app) => app.getByText("25 of ").waitFor())
    yield* dark.isAccessible
    yield* dark.screenshot("run-finished-dark")
    const narrow = yield* open({ path: `/runs/${run.id}`, width: 360, height: 1800 })
    yield* narrow.use((app) => app.getByText("25 of ").waitFor())
    yield* narrow.screenshot("run-finished-narrow")

    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Back to overview" }).click()
      await app.getByRole("heading", { name: "About this run" }).waitFor({ state: "detached" })
    })
  }))

it.live("what is worth a look says who reports to whom, leads to people, and says how many there are", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ people: 200 })
    const run = yield* Journey.synced(site, admin)
    const { plan } = yield* admin.ask("run", { runId: run.id })
    const managers = plan?.counts.findings.missing_manager ?? 0
    assert.isAbove(managers, 3)
    assert.isAbove(plan?.counts.findings.manager_cycle ?? 0, 0)
    const window = yield* open({ path: `/runs/${run.id}`, height: 2600 })
    yield* window.use(async (app, page) => {
      const worth = app.getByRole("region", { name: "Worth a look" })
      await worth.getByText(`3 of ${managers} shown`).waitFor()
      await worth.getByText(/^\W*(?<who>\p{L}[^,]+) reports to [^,]+, who reports to /u).first().waitFor()
      const line = worth.getByRole("listitem").filter({ hasText: /^[^,]+ reports to [^,]+$/u }).first()
      await line.getByRole("button").first().click()
      await page.waitForURL(/#\/people\//u)
      await page.goBack()
      await worth.waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-worth-a-look")
  }))

it.live("a preview leads to its plan", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    const { run } = yield* Journey.preview(site, admin)
    const window = yield* open({ path: `/runs/${run.id}` })
    yield* window.use((app) => app.getByRole("heading", { name: "The preview is ready" }).waitFor())
    yield* window.isAccessible
    yield* window.screenshot("run-preview")
    yield* window.use((app) => app.getByRole("button", { name: "Open the preview" }).click())
    yield* window.use((_, page) => page.waitForURL((url) => url.hash.includes(`/plans/${run.planId}`)))
  }))

it.live("a run is watched, and cancelled in the middle; what was written stays", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ people: 1500, speed: 1 })
    yield* Journey.setUp(site, admin)
    const { id } = yield* admin.ask("runNow", {})
    yield* site.forge.runUntil(() => site.atlassian.assets.objects("Employee").length > 400, "10 minutes")
    const window = yield* open({ path: `/runs/${id}` })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { name: "Under way" }).waitFor()
      await app.getByText("Writing to Assets").waitFor()
      await app.getByRole("region", { name: "Done so far" }).waitFor()
      await app.getByText(/ changes a minute/u).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-live")
    const dark = yield* open({ path: `/runs/${id}`, theme: "dark", width: 360 })
    yield* dark.use((app) => app.getByText(/ changes a minute/u).waitFor())
    yield* dark.screenshot("run-live-dark-narrow")

    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Cancel" }).click()
      await app.getByRole("dialog", { name: "Cancel this run?" }).getByText(/written so far .* stays/u).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-cancel")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Cancel the run" }).click()
      await app.getByText("Somebody canceled this run").waitFor()
    })
    const { run } = yield* admin.ask("run", { runId: id })
    assert.strictEqual(run.state, "cancelled")
    assert.isAbove(run.counts.created, 0)
    assert.strictEqual(site.atlassian.assets.objects("Employee").length, run.counts.created)
    yield* window.use(async (app) => {
      await app.getByLabel("Outcome").selectOption("pending")
      await app.getByRole("listitem").filter({ hasText: "Not done" }).first().waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-cancelled")
  }))

it.live("what Assets refused is found by its outcome, with the reason", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    site.atlassian.faults.add({
      match: { method: "POST", path: /object\/create$/u },
      after: 30,
      times: 2,
      behave: Faults.answer(() =>
        Respond.json(400, { errorMessages: [], errors: { rlabs_insight_attribute_1: "This value is not allowed." } })
      )
    })
    const { id } = yield* admin.ask("runNow", {})
    const { counts } = yield* Journey.settled(site, admin, id)
    assert.strictEqual(counts.failed, 2)
    const window = yield* open({ path: `/runs/${id}`, height: 1100 })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { name: "Not everything could be written: 2 changes" }).waitFor()
      const changes = app.getByRole("region", { name: "Changes" })
      await changes.getByLabel("Outcome").selectOption({ label: "Failed (2)" })
      await changes.getByText("2 of 2").waitFor()
      await changes.getByRole("button", { name: /Failed$/u }).first().click()
      await changes.getByText("This value is not allowed.").waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-partly-failed")
  }))

it.live("without a licence a run can be seen, but not decided", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    site.forge.switches.eventLostChance = 1
    const { id } = yield* admin.ask("runNow", {})
    yield* site.forge.advance("5 minutes")
    site.forge.switches.license = { active: false }
    const window = yield* open({ path: `/runs/${id}` })
    yield* window.use(async (app) => {
      await app.getByText("Not available while the app has no license.").waitFor()
      assert.isTrue(await app.getByRole("button", { name: "Resume" }).isDisabled())
      assert.isTrue(await app.getByRole("button", { name: "Cancel" }).isDisabled())
    })
    yield* window.isAccessible
    yield* window.screenshot("run-read-only")
  }))

it.live("a run that failed says why, and what to do", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const { settings: { version } } = yield* admin.ask("state", {})
    yield* admin.ask("saveEntra", {
      version,
      cloud: "global",
      tenantId: site.entra.tenant.tenantId,
      clientId: EntraSimulator.defaultApp.clientId,
      clientSecret: "not-the-secret",
      secretExpiresOn: null
    })
    const { id } = yield* admin.ask("runNow", {})
    const run = yield* Journey.settled(site, admin, id)
    assert.strictEqual(run.state, "failed")
    const window = yield* open({ path: `/runs/${id}` })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { name: "What went wrong" }).waitFor()
      await app.getByText(run.failure?.nextStep ?? "").waitFor()
      await app.getByText("The client secret is wrong.", { exact: true }).waitFor()
      await app.getByRole("button", { name: "Open setup" }).waitFor()
      assert.isFalse(await app.getByText(/AADSTS7000215/u).isVisible())
      await app.getByText("Details for support").click()
      await app.getByText(/^asked to list users, AADSTS7000215/u).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-failed")
  }))

it.live("of a run that nobody knows it is not said that there was one", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    const window = yield* open({ path: "/runs/20200101-none" })
    yield* window.use(async (app) => {
      await app.getByRole("heading", { name: "There is no such run" }).waitFor()
      await app.getByText("Runs are kept for 365 days, which").waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("run-not-kept")
  }))
