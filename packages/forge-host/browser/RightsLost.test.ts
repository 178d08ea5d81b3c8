/** The right to change something ends while the page is open: the admin is told when they act, and loses nothing. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Browser from "./fixtures/Browser.ts"
import * as EntraForm from "./fixtures/EntraForm.ts"
import * as Visibility from "./fixtures/Visibility.ts"

it.live("somebody who is no Jira admin any more is told so, and what they typed stays", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    const window = yield* open({ path: "/settings/limits" })
    yield* window.use((app) => app.getByRole("textbox", { name: "Share of all people" }).fill("8"))
    site.forge.switches.jiraAdmins = []
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Save changes" }).click()
      const alert = app.getByRole("alert").filter({ hasText: "You need to be a Jira administrator" }).last()
      await alert.waitFor()
      // Where they look: right above the button that they have pressed.
      const [said, button] = await Promise.all(
        [alert, app.getByRole("button", { name: "Save changes" })].map((part) => part.boundingBox())
      )
      assert(said != null && button != null)
      assert.isBelow(button.y - (said.y + said.height), 50)
      assert.strictEqual(await app.getByRole("textbox", { name: "Share of all people" }).inputValue(), "8")
    })
    yield* window.isAccessible
    yield* window.screenshot("settings-not-allowed")
    site.forge.switches.jiraAdmins = [site.adminId]
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Save changes" }).click()
      await app.getByText("Saved.", { exact: true }).waitFor()
      await app.getByText("You need to be a Jira administrator").first().waitFor({ state: "detached" })
    })
    assert.strictEqual((yield* admin.ask("state", {})).settings.rules.guard.inactivations.percent, 8)
  }))

it.live("a licence that ends in the middle of the set-up stops nothing but the saving", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* admin.ask("connect", { version: 0, adopt: false, takeOver: false })
    const window = yield* open({ height: 1900 })
    yield* window.use((app) => EntraForm.fill(app, site))
    site.forge.switches.license = { isActive: false, active: false }
    yield* window.use(async (app) => {
      await EntraForm.save(app).click()
      await app.getByRole("heading", { name: "The app has no license" }).waitFor()
      await app.getByText("Read-only: the app has no active license").waitFor()
      await app.getByText("Not available while the app has no license.").waitFor()
      assert.isTrue(await EntraForm.tenant(app).isDisabled())
      assert.strictEqual(await EntraForm.tenant(app).inputValue(), site.entra.tenant.tenantId)
    })
    yield* window.isAccessible
    yield* window.screenshot("setup-license-ended")
    site.forge.switches.license = { isActive: true, active: true }
    yield* Visibility.lookUntil(window, (app) => app.getByText("Read-only: the app has no active license"), "detached")
    yield* window.use(async (app) => {
      await EntraForm.save(app).click()
      await app.getByRole("button", { name: "Start a preview" }).waitFor()
    })
  }))
