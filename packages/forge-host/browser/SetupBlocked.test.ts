/** The safety check stops the very first sync: the admin reads why and decides without leaving the set-up. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Admin } from "../dev/Admin.ts"
import * as Journey from "../dev/Journey.ts"
import * as Browser from "./fixtures/Browser.ts"

/** The site may have fewer objects in Assets than there are people. */
const nearlyFull = Effect.fnUntraced(function*(admin: Admin) {
  const { rules, version } = (yield* admin.ask("state", {})).settings
  yield* admin.ask("saveRules", { version, rules: { ...rules, objectAllowance: 40 } })
})

it.live(
  "more people than the site has room for: told with the preview, and approved where it waits",
  () =>
    Effect.gen(function*() {
      const { admin, open, site } = yield* Browser.make()
      yield* Journey.setUp(site, admin)
      yield* nearlyFull(admin)
      const window = yield* open({ height: 1700 })
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Start a preview" }).click()
        await app.getByRole("heading", { name: "Your preview is ready" }).waitFor({ timeout: 60_000 })
        await app.getByRole("heading", { name: /^The safety check will stop this sync/u }).waitFor()
        await app.getByText(/The site would hold \d+ Assets objects, and may hold 40\./u).waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-preview-would-block")
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Apply this plan" }).click()
        await app.getByRole("dialog").getByText("The safety check will stop it first, and ask for approval.").waitFor()
        await app.getByRole("dialog").getByRole("button", { name: /^Write \d+ changes$/u }).click()
        await app.getByRole("heading", { name: "The sync waits for an approval" }).waitFor({ timeout: 60_000 })
        await app.getByRole("heading", { name: "There would be more objects in Assets than the site may have" })
          .waitFor()
      })
      yield* window.isAccessible
      yield* window.screenshot("setup-blocked")
      assert.lengthOf(site.atlassian.assets.objects("Employee"), 0)
      yield* window.use(async (app) => {
        await app.getByRole("button", { name: "Approve and continue" }).click()
        const dialog = app.getByRole("dialog", { name: "Approve this plan?" })
        await dialog.getByLabel("Type APPROVE to go on").fill("APPROVE")
        await dialog.getByRole("button", { name: "Approve and continue" }).click()
        // All the while in the set-up, and to its end.
        await app.getByRole("button", { name: "Turn the schedule on" }).click({ timeout: 60_000 })
        await app.getByText("Setup is complete").waitFor()
      })
      assert.isAbove(site.atlassian.assets.objects("Employee").length, 40)
      assert.isTrue((yield* admin.ask("state", {})).schedule.on)
    }),
  120_000
)

it.live("the admin looks at the changes, comes back, and discards it", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.setUp(site, admin)
    yield* nearlyFull(admin)
    const { id } = yield* admin.ask("runNow", {})
    assert.strictEqual((yield* Journey.settled(site, admin, id)).state, "blocked")
    const window = yield* open({ width: 360, height: 1500, theme: "dark" })
    yield* window.use((app) => app.getByRole("button", { name: "Approve and continue" }).waitFor())
    yield* window.isAccessible
    yield* window.screenshot("setup-blocked-dark-narrow")
    yield* window.use(async (app, page) => {
      await app.getByRole("button", { name: "Review every change" }).click()
      await app.getByRole("heading", { name: "Every change" }).waitFor()
      await page.goBack()
      await app.getByRole("button", { name: "Discard" }).click()
      await app.getByRole("dialog").getByRole("button", { name: "Discard the run" }).click()
      await app.getByText("The last run was canceled").waitFor()
      await app.getByText("Nothing was written. Start again whenever you like.").waitFor()
      await app.getByRole("button", { name: "Start a preview" }).waitFor()
    })
    assert.lengthOf(site.atlassian.assets.objects("Employee"), 0)
  }))
