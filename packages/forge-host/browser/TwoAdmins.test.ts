/** Two admins at once: each sees what the other does, and nobody starts a second run. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Journey from "../dev/Journey.ts"
import type { SimulatedSite } from "../dev/SimulatedSite.ts"
import * as Browser from "./fixtures/Browser.ts"
import * as Visibility from "./fixtures/Visibility.ts"

/** Makes somebody else of the company a Jira admin, too. */
const colleagueOf = ({ adminId, atlassian, forge }: SimulatedSite) => {
  const colleague = atlassian.accounts().find(({ accountId, accountType, active }) =>
    active && accountType === "atlassian" && accountId !== adminId
  )
  assert(colleague !== undefined)
  forge.switches.jiraAdmins = [adminId, colleague.accountId]
  return colleague
}

it.live("while one admin's sync runs, the other one is told whose it is, and follows it", () =>
  Effect.gen(function*() {
    // So slow that the sync goes on until the test lets time pass.
    const { admin, open, site } = yield* Browser.make({ speed: 0.01 })
    yield* Journey.synced(site, admin)
    const colleague = colleagueOf(site)
    const mine = yield* open()
    yield* mine.use((app) => app.getByRole("button", { name: "Preview changes" }).waitFor())
    const theirs = yield* open({ user: colleague.accountId })
    yield* theirs.use(async (app) => {
      await app.getByRole("button", { name: "Run sync now" }).click()
      await app.getByRole("dialog").getByRole("button", { name: "Run sync now" }).click()
      await app.getByText("A sync of yours is under way.").waitFor()
    })

    // My page has not noticed yet.
    yield* mine.use(async (app) => {
      await app.getByRole("button", { name: "Preview changes" }).click()
      await app.getByText(`A sync, started by ${colleague.displayName}, is under way.`).waitFor()
      assert.strictEqual(await app.getByRole("button", { name: "Preview changes" }).count(), 0)
    })
    yield* mine.screenshot("overview-busy")
    yield* mine.isAccessible
    yield* mine.use(async (app, page) => {
      await app.getByRole("button", { name: "Follow" }).click()
      await page.waitForURL(/#\/runs\//u)
    })
    yield* site.forge.advance("2 minutes")
    yield* theirs.use((app) => app.getByRole("button", { name: "Run sync now" }).waitFor())
  }))

it.live("one admin pauses the schedule, and the other one sees by whom and goes on with it", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make()
    yield* Journey.synced(site, admin)
    const colleague = colleagueOf(site)
    const mine = yield* open()
    const theirs = yield* open({ user: colleague.accountId })
    yield* mine.use((app) => app.getByRole("button", { name: "Pause" }).waitFor())
    yield* theirs.use(async (app) => {
      await app.getByRole("button", { name: "Pause" }).click()
      await app.getByText("None while the schedule is paused").waitFor()
    })

    yield* Visibility.lookUntil(mine, (app) => app.getByText(new RegExp(`By ${colleague.displayName} since Jan`, "u")))
    yield* mine.screenshot("overview-paused")
    yield* mine.isAccessible
    yield* mine.use(async (app) => {
      await app.getByRole("button", { name: "Resume" }).click()
      await app.getByText(/On or after/u).waitFor()
    })
    assert.isNull((yield* admin.ask("state", {})).schedule.paused)
  }))
