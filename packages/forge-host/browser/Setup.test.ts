/** From the empty site to synced people, as an admin does it who has never heard of Graph. */
import { assert, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import * as Browser from "./fixtures/Browser.ts"

const { clientId, secret } = EntraSimulator.defaultApp

it.live("from an empty site to synced people", () =>
  Effect.gen(function*() {
    const { open, site } = yield* Browser.make()
    const window = yield* open({ height: 1500 })
    yield* window.use(async (app) => {
      await app.getByText("Object schema").waitFor()
      await app.getByText("Entra Directory (key ENTRA)").waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("setup-assets")
    yield* window.use((app) => app.getByRole("button", { name: "Create the schema" }).click())

    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: /^Step 1.*Done$/u }).waitFor()
      await page.context().route("https://entra.microsoft.com/**", (route) => route.fulfill({ body: "Microsoft" }))
      const [portal] = await Promise.all([
        page.context().waitForEvent("page"),
        app.getByRole("button", { name: "Open the Entra admin center" }).click()
      ])
      assert.match(portal.url(), /^https:\/\/entra\.microsoft\.com\/.*ApplicationsListBlade$/u)
      await portal.close()
      await app.getByLabel("Directory (tenant) ID").fill(site.entra.tenant.tenantId)
      await app.getByLabel("Application (client) ID").fill(clientId)
      await app.getByLabel("Client secret (Value)").fill(secret)
    })
    yield* window.isAccessible
    yield* window.screenshot("setup-entra")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Test connection" }).click()
      await app.getByText("Everything works").waitFor()
    })
    yield* window.screenshot("setup-entra-tested")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Save", exact: true }).click()
      await app.getByRole("button", { name: "Start a preview" }).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("setup-sync")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Start a preview" }).click()
      await app.getByRole("heading", { name: "Preview under way" }).waitFor()
    })
    yield* window.screenshot("setup-preview-running")
    yield* window.use((app) => app.getByRole("heading", { name: "Your preview is ready" }).waitFor({ timeout: 60_000 }))
    yield* window.isAccessible
    yield* window.screenshot("setup-preview-ready")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Apply this plan" }).click()
      await app.getByRole("dialog").waitFor()
    })
    yield* window.screenshot("setup-apply")
    yield* window.use((app) => app.getByRole("button", { name: /^Write \d+ changes$/u }).click())
    yield* window.use((app) => app.getByRole("button", { name: "Turn the schedule on" }).waitFor({ timeout: 60_000 }))
    yield* window.isAccessible
    yield* window.screenshot("setup-applied")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Turn the schedule on" }).click()
      await app.getByText("Setup is complete").waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("setup-complete")
    assert.isAbove(site.atlassian.assets.objects("Employee").length, 0)
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Go to the overview" }).click()
      await app.getByRole("tab", { name: "Overview", selected: true }).waitFor()
    })
  }), 120_000)

it.live("goes on where it was left, on another day and another screen", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    const dark = yield* open({ theme: "dark", height: 1900 })
    yield* dark.use((app) => app.getByRole("button", { name: "Create the schema" }).click())
    yield* dark.use((app) => app.getByLabel("Client secret (Value)").fill(secret))
    yield* site.forge.advance("1 day")
    yield* dark.use(async (app, page) => {
      await page.reload()
      await app.getByLabel("Client secret (Value)").waitFor()
      // Nothing of what was typed is kept anywhere.
      assert.strictEqual(await app.getByLabel("Client secret (Value)").inputValue(), "")
      await app.getByLabel("Secret expires on (optional)").fill("2027-12-31")
    })
    yield* dark.isAccessible
    yield* dark.screenshot("setup-entra-dark")
    yield* dark.use(async (app) => {
      await app.getByLabel("Directory (tenant) ID").fill(site.entra.tenant.tenantId)
      await app.getByLabel("Application (client) ID").fill(clientId)
      await app.getByLabel("Client secret (Value)").fill(secret)
      await app.getByLabel("Client secret (Value)").press("Enter")
      await app.getByLabel("Days from one sync to the next").fill("0")
      await app.getByText("Enter a whole number of days from 1 to 100.").waitFor()
      await app.getByLabel("Days from one sync to the next").fill("7")
      await app.getByLabel("Syncs by hand put the next one off").check()
      await app.getByRole("button", { name: "Save", exact: true }).click()
      await app.getByRole("button", { name: "Start a preview" }).click()
    })
    const narrow = yield* open({ width: 360, height: 1600 })
    yield* narrow.use((app) => app.getByRole("heading", { name: "Your preview is ready" }).waitFor({ timeout: 60_000 }))
    yield* narrow.isAccessible
    yield* narrow.screenshot("setup-preview-narrow")
    yield* narrow.use(async (app) => {
      await app.getByRole("button", { name: /Connect Microsoft Entra ID/u }).click()
      await app.getByRole("button", { name: "Open the Entra admin center" }).waitFor()
    })
    yield* narrow.screenshot("setup-entra-narrow")
    const { schedule, settings } = yield* admin.ask("state", {})
    assert.strictEqual<number>(schedule.everyDays, 7)
    assert.isTrue(schedule.manualRunsCount)
    assert.strictEqual(settings.entra?.secretExpiresOn, "2027-12-31")
  }), 120_000)
