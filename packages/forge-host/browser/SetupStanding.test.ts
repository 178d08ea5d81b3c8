/** The set-up before its end and after it: what it says of itself is so, and where things lead to is said. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import type { FrameLocator } from "playwright-core"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"
import * as EntraForm from "./fixtures/EntraForm.ts"
import * as Visibility from "./fixtures/Visibility.ts"

const { defaultApp } = EntraSimulator
const step = (app: FrameLocator, number: number) =>
  app.getByRole("button", { name: new RegExp(`^Step ${number}:`, "u") })

describe("before the first sync", () => {
  it.live("the overview says what it will be, and the first preview leads back to the set-up", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.setUp(site, admin)
      yield* Journey.preview(site, admin)
      const window = yield* open({ height: 1200 })
      yield* window.use(async (app, page) => {
        await page.waitForURL(/#\/setup$/u)
        await app.getByRole("tab", { name: "Overview" }).click()
        await app.getByRole("heading", { name: "There is nothing to look after yet" }).waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("overview-before-setup")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Go to the setup" }).click()
        await app.getByRole("button", { name: "Review every change" }).click()
        await app.getByRole("heading", { name: "Every change" }).waitFor()
        await app.getByRole("tab", { name: "Setup", selected: true }).waitFor()
        await app.getByRole("button", { name: "Back to setup" }).click()
        await app.getByRole("heading", { name: "Your preview is ready" }).waitFor()
      })
    }))
})

describe("after it", () => {
  it.live("a schedule that was turned off is no step that is missing, and none that keeps anybody up to date", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.synced(site, admin)
      const window = yield* open({ height: 1200, path: "/setup" })
      yield* window.use((app) => app.getByText("People are synced, and the schedule keeps them up to date.").waitFor())
      yield* admin.ask("turnOff", {})
      yield* Visibility.lookUntil(window, (app) => app.getByText(/^People are synced\. The schedule is off/u))
      yield* window.use(async (app) => {
        assert.include(await step(app, 3).textContent(), "Done")
        await app.getByText("The schedule is off: syncs are started by hand.").waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-schedule-off")
    }))

  it.live("nothing is called complete while a sync waits, or while Assets lets the app in no more", () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make({ atlassian: { assetsRefusesApp: true } })
      yield* Journey.synced(site, admin)
      const window = yield* open({ height: 1200, path: "/setup" })
      yield* window.use((app) => app.getByText("Setup is complete").waitFor())
      site.forge.switches.withoutAssetsAccess = [site.adminId]
      yield* Effect.flatMap(admin.ask("runNow", {}), ({ id }) => Journey.settled(site, admin, id))
      yield* Visibility.lookUntil(window, (app) => app.getByText("Setup is complete"), "detached")
      yield* window.use(async (app) => {
        assert.include(await step(app, 1).textContent(), "Needs attention")
        await app.getByText("Assets refused the app at the last sync.", { exact: false }).waitFor()
        assert.strictEqual(await app.getByText("Syncs also run while nobody is present.").count(), 0)
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-connection-lost")
    }))
})

it.live("of a person nothing can be said while Entra ID refuses the app, and the way leads to the step that mends it", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    yield* site.entra.tenant.setApp({ ...defaultApp, secretExpired: true })
    // The token that the app has is used as long as it holds.
    yield* site.forge.advance("2 hours")
    const window = yield* open({ path: `/people/${site.adminId}` })
    const view = (app: FrameLocator) => app.getByRole("group")
    yield* window.use(async (app) => {
      await view(app).getByRole("heading", { name: "Microsoft Entra ID refuses the app" }).waitFor()
      await view(app).getByText(/The client secret has expired/u).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("person-refused")
    yield* window.use(async (app) => {
      await view(app).getByRole("button", { name: "Open setup" }).click()
      await EntraForm.secret(app).waitFor()
    })
  }))
