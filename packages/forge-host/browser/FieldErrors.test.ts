/** What the app itself finds wrong stands at its field, and the admin is led to the first; nothing is lost. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { FrameLocator, Locator } from "playwright-core"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"
import * as EntraForm from "./fixtures/EntraForm.ts"

/** The app's answer to the next call of an operation. */
const refusing = () => {
  const fields = new Map<string, { readonly [field: string]: string }>()
  return {
    refuse: (operation: string, wrong: { readonly [field: string]: string }) => void fields.set(operation, wrong),
    answers: (operation: string) => {
      const wrong = fields.get(operation)
      fields.delete(operation)
      return wrong === undefined ? undefined : { ok: false, error: { _tag: "InvalidInput", fields: wrong } }
    }
  }
}

const hasFocus = (field: Locator) => field.evaluate((element) => element === element.ownerDocument.activeElement)

/** Says what is wrong with it, to the eye and to a screen reader. */
const says = async (field: Locator, problem: string) => {
  await field.and(field.page().frameLocator("#page").locator(`[aria-invalid="true"]`)).waitFor()
  const description = await field.evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => element.ownerDocument.getElementById(id)?.textContent ?? "")
      .join(" ")
  )
  assert.include(description, problem)
}

describe("in the set-up", () => {
  it.live("what the app says of the connection stands at each field, and the first gets the focus", () =>
    Effect.gen(function*() {
      const { answers, refuse } = refusing()
      const { admin, open, site } = yield* Browser.make({ answers })
      yield* admin.ask("connect", { version: 0, adopt: false, takeOver: false })
      const window = yield* open({ height: 1900 })
      refuse("testConnection", { clientId: "Of another world." })
      yield* window.use(async (app) => {
        await EntraForm.fill(app, site)
        await EntraForm.test(app).click()
        await says(EntraForm.client(app), "Of another world.")
        assert.isTrue(await hasFocus(EntraForm.client(app)))
      })
      refuse("saveEntra", { clientSecret: "Too old.", tenantId: "Of nobody.", secretExpiresOn: "Too far away." })
      yield* window.use(async (app) => {
        await EntraForm.fill(app, site)
        await EntraForm.save(app).click()
        await says(EntraForm.tenant(app), "Of nobody.")
        await says(EntraForm.secret(app), "Too old.")
        await says(EntraForm.expiry(app), "Too far away.")
        assert.strictEqual(await app.getByText("Of another world.").count(), 0)
        assert.isTrue(await hasFocus(EntraForm.tenant(app)))
        // It can be mended where it stands.
        assert.isAbove((await EntraForm.secret(app).inputValue()).length, 0)
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-entra-refused")
      yield* window.use(async (app) => {
        await EntraForm.tenant(app).fill(site.entra.tenant.tenantId)
        await EntraForm.save(app).click()
        await app.getByRole("button", { name: "Start a preview" }).waitFor()
      })
    }))

  it.live("what belongs to no field is told all the same", () =>
    Effect.gen(function*() {
      const { answers, refuse } = refusing()
      const { admin, open, site } = yield* Browser.make({ answers })
      yield* admin.ask("connect", { version: 0, adopt: false, takeOver: false })
      const window = yield* open({ height: 1900 })
      refuse("saveEntra", { "": "The page is older than the app. Load it again." })
      yield* window.use(async (app) => {
        await EntraForm.fill(app, site)
        await EntraForm.save(app).click()
        await app.getByText("The page is older than the app. Load it again.").waitFor()
      })
    }))

  it.live("days from one sync to the next are whole ones from 1 to 100", () =>
    Effect.gen(function*() {
      const { answers, refuse } = refusing()
      const { admin, host, open, site } = yield* Browser.make({ answers })
      yield* Journey.setUp(site, admin)
      const window = yield* open()
      const days = (app: FrameLocator) => app.getByLabel("Days from one sync to the next")
      yield* window.use(async (app) => {
        for (const wrong of ["0", "101", "1.5", "-3", "a week", ""]) {
          await days(app).fill(wrong)
          await says(days(app), "Enter a whole number of days from 1 to 100.")
          await days(app).press("Enter")
        }
      })
      assert.notInclude(host.calls(), "setCadence")
      refuse("setCadence", { everyDays: "Not on this site." })
      yield* window.use(async (app) => {
        await days(app).fill("14")
        await EntraForm.save(app).click()
        await says(days(app), "Not on this site.")
        assert.isTrue(await hasFocus(days(app)))
        await days(app).press("ArrowRight")
        await days(app).fill("15")
        await EntraForm.save(app).click()
        await app.getByText("Not saved yet.").waitFor({ state: "detached" })
      })
      assert.strictEqual<number>((yield* admin.ask("state", {})).schedule.everyDays, 15)
    }))
})

describe("in the settings", () => {
  for (
    const [section, operation, label, field] of [
      ["limits", "saveRules", "Smallest department or team that counts", "guard.group.size"],
      ["requests", "saveBudgets", "Points that the app may use on this site", "jiraPointsPerHour"],
      ["storage", "saveRetention", "History", "summaries"]
    ] as const
  ) {
    it.live(`what the app says of a field stands there: ${section}`, () =>
      Effect.gen(function*() {
        const { answers, refuse } = refusing()
        const { open } = yield* Browser.make({ answers })
        const window = yield* open({ path: `/settings/${section}` })
        refuse(operation, { [field]: "Not so many here." })
        yield* window.use(async (app) => {
          const input = app.getByRole("textbox", { name: label })
          const before = Number((await input.inputValue()).replaceAll(/\D/gu, ""))
          await input.fill(String(before - 1))
          await app.getByRole("button", { name: "Save changes" }).click()
          await says(input, "Not so many here.")
          assert.isTrue(await hasFocus(input))
          assert.strictEqual(await input.inputValue(), String(before - 1))
          await input.fill(String(before - 2))
          await app.getByRole("button", { name: "Save changes" }).click()
          await app.getByText("Saved.", { exact: true }).waitFor()
        })
      }))
  }

  it.live("a field that is folded away is opened, and what is of no field here is told below", () =>
    Effect.gen(function*() {
      const { answers, refuse } = refusing()
      const { open } = yield* Browser.make({ answers })
      const window = yield* open({ path: "/settings/rules" })
      refuse("saveRules", { writeConcurrency: "Fewer, please.", "guard.group.size": "Of another section." })
      yield* window.use(async (app) => {
        await app.getByRole("textbox", { name: "Syncs before somebody becomes inactive" }).fill("2")
        await app.getByRole("button", { name: "Save changes" }).click()
        const folded = app.getByRole("textbox", { name: "Records written at once" })
        await says(folded, "Fewer, please.")
        assert.isTrue(await hasFocus(folded))
        await app.getByText("Of another section.").waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("settings-rules-refused")
    }))
})
