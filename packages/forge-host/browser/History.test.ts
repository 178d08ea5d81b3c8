/** What the overview tells of a site that has had hundreds of runs. */
import { assert, it } from "@effect/vitest"
import { noCounts, type Run } from "@entra-assets/core/sync/Run"
import * as Effect from "effect/Effect"
import type { FrameLocator } from "playwright-core"
import * as Journey from "../dev/Journey.ts"
import * as PastRuns from "../dev/PastRuns.ts"
import * as Browser from "./fixtures/Browser.ts"

const day = 86_400_000

/**
 * For 120 days: a sync each day, which fails every tenth; then two previews and somebody by themselves. The newest
 * first.
 */
const aThirdOfAYear = (now: number, startedBy: string): ReadonlyArray<Run> =>
  Array.from({ length: 120 }, (_, ago) => {
    const at = now - (ago + 1) * day
    const people = { active: 15 - Math.floor(ago / 10), inactive: 1 }
    const plan = PastRuns.counts({ create: 1, findings: { unmatched_account: 1, hidden_email: 1 }, people })
    return [
      PastRuns.run({
        id: `person-${ago}`,
        createdAt: at + 7_200_000,
        goal: "apply",
        scope: "person",
        trigger: "manual",
        startedBy,
        counts: { ...noCounts, updated: 1 }
      }),
      ...[3, 2].map((hour) =>
        PastRuns.run({
          id: `preview-${ago}-${hour}`,
          createdAt: at + hour * 1_800_000,
          goal: "preview",
          trigger: "manual",
          startedBy,
          plan
        })
      ),
      ago % 10 === 4
        ? PastRuns.run({
          id: `sync-${ago}`,
          createdAt: at,
          state: "failed",
          plan: null,
          failure: { cause: "entra.Unavailable", message: "Microsoft Graph did not answer.", nextStep: "Wait." }
        })
        : PastRuns.run({ id: `sync-${ago}`, createdAt: at, plan, counts: { ...noCounts, created: 1 } })
    ]
  }).flat()

const history = (app: FrameLocator) => app.getByRole("table", { name: "History" })
/** Without the head. */
const rows = (app: FrameLocator) => history(app).getByRole("row").filter({ has: app.getByRole("rowheader") })
const chart = (app: FrameLocator) => app.getByRole("region", { name: "People over the last syncs" })

it.live("the chart has the last syncs of everybody, and the history is searched by kind and outcome", () =>
  Effect.gen(function*() {
    const { admin, open, site } = yield* Browser.make({ people: 20 })
    PastRuns.put(site, aThirdOfAYear(site.forge.now(), site.adminId))
    yield* Journey.synced(site, admin)
    const window = yield* open({ height: 1900 })
    yield* window.use(async (app) => {
      await chart(app).getByText("Show as a table").click()
      // That of today and those of 19 days, beside previews, single people and failures.
      const syncs = chart(app).getByRole("row").filter({ has: app.getByRole("rowheader") })
      await syncs.nth(19).waitFor()
      assert.strictEqual(await syncs.count(), 20)
      assert.deepStrictEqual(await syncs.first().getByRole("cell").allTextContents(), ["13", "1", "2"])
      await chart(app).getByText("Show as a table").click()
      await rows(app).nth(9).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("history")

    yield* window.use(async (app) => {
      await app.getByLabel("Outcome").selectOption("Failed")
      await rows(app).filter({ hasText: "Succeeded" }).first().waitFor({ state: "detached" })
      await rows(app).nth(9).waitFor()
      await app.getByRole("button", { name: "Show more" }).click()
      await rows(app).nth(11).waitFor()
      assert.strictEqual(await rows(app).filter({ hasText: "Failed" }).count(), 12)
    })
    yield* window.isAccessible
    yield* window.screenshot("history-failed")
    yield* window.use(async (app) => {
      await app.getByLabel("What").selectOption("Previews")
      await app.getByRole("heading", { name: "No run fits" }).waitFor()
    })
    yield* window.isAccessible
    yield* window.screenshot("history-none")
    yield* window.use(async (app) => {
      await app.getByRole("button", { name: "Show all" }).click()
      await rows(app).nth(9).waitFor()
      await app.getByLabel("What").selectOption("Syncs of one person")
      await rows(app).filter({ hasText: "Preview" }).first().waitFor({ state: "detached" })
      await rows(app).nth(9).waitFor()
    })
    const dark = yield* open({ theme: "dark", width: 360, height: 3000 })
    yield* dark.use((app) => rows(app).nth(9).waitFor())
    yield* dark.isAccessible
    yield* dark.screenshot("history-narrow")
  }))
