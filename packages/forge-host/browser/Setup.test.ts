/** From the empty site to synced people, as an admin does it who has never heard of Graph. */
import { assert, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import * as Browser from "./fixtures/Browser.ts"

const { clientId, secret } = EntraSimulator.defaultApp

it.live("from an empty site to synced people", () =>
  Effect.gen(function*() {
    const { open, site } = yield* Browser.make()
    const window = yield* open()
    yield* window.use(async (app) => {
      await app.getByText("Object schema").waitFor()
      await app.getByText("Entra Directory (key ENTRA)").waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("setup-assets")
    yield* window.use((app) => app.getByRole("button", { name: "Create the schema" }).click())

    yield* window.use(async (app) => {
      await app.getByRole("button", { name: /^Step 1.*Done$/u }).waitFor()
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
      await app.getByRole("button", { name: "Apply", exact: true }).click()
      await app.getByRole("dialog").waitFor()
    })
    yield* window.screenshot("setup-apply")
    yield* window.use((app) => app.getByRole("button", { name: /^Apply \d+ changes$/u }).click())
    yield* window.use((app) => app.getByRole("button", { name: "Turn the schedule on" }).waitFor({ timeout: 60_000 }))
    yield* window.isAccessible
    yield* window.screenshot("setup-applied")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Turn the schedule on" }).click()
      await app.getByText("Set-up is complete").waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("setup-complete")
    assert.isAbove(site.atlassian.assets.objects("Employee").length, 0)
  }), 120_000)
