/** The app as Forge's bundler packed it, with the real manifest, from the first click to the next day's run. */
import { assert, it } from "@effect/vitest"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import * as Admin from "../dev/Admin.ts"
import * as Journey from "../dev/Journey.ts"
import * as Records from "../dev/Records.ts"
import * as SimulatedSite from "../dev/SimulatedSite.ts"

const kills = 5
const company = Generator.generate({ people: 2000, seed: 11 })

/** Preview and apply, and nothing comes in between. */
const undisturbed = Effect.scoped(Effect.gen(function*() {
  const site = yield* SimulatedSite.make({ organisation: yield* company, seed: 11 })
  const admin = Admin.make(site)
  yield* Journey.setUp(site, admin)
  const { id } = yield* admin.ask("runNow", {})
  yield* Journey.settled(site, admin, id)
  return Records.records(site)
}))

it.effect(
  "install, connect, preview, apply, schedule, the next day's run, history: with five kills",
  () =>
    Effect.gen(function*() {
      const site = yield* SimulatedSite.make({ organisation: yield* company, seed: 11, publishedLimits: true })
      const { atlassian, forge } = site
      const admin = Admin.make(site)

      const { result } = yield* Journey.setUp(site, admin)
      assert.strictEqual(result._tag, "Connected")

      const { plan, run: previewed } = yield* Journey.preview(site, admin)
      assert.strictEqual(previewed.state, "succeeded")
      assert.strictEqual(atlassian.assets.objects("Employee").length, 0)

      for (let kill = 0; kill < kills; kill++) forge.killAtRequest(60 + 90 * kill, { functionKey: "consumer" })
      const { id } = yield* admin.ask("applyPlan", { planId: plan.id, digest: plan.digest })
      const applied = yield* Journey.settled(site, admin, id)
      assert.strictEqual(applied.state, "succeeded")
      assert.strictEqual(applied.counts.created, plan.counts.create)
      assert.strictEqual(forge.usage().outcomes["Killed"], kills)

      yield* admin.ask("turnOn", {})
      yield* forge.advance("3 days")
      const [newest] = yield* admin.ask("history", { limit: 10, before: null })
      assert.deepInclude(newest, { trigger: "scheduled", state: "succeeded" })
      assert.strictEqual(newest?.counts.created, 0)

      assert.strictEqual(Records.twice(site), 0)
      assert.deepStrictEqual(Records.different(Records.records(site), yield* undisturbed), [])
      assert.deepStrictEqual(forge.violations(), [])
    }),
  120_000
)
