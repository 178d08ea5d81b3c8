/** What the open page costs of Forge's store, which gives an installation 4,000 units a minute to read. On the packed app. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as PackedSite from "../fixtures/PackedSite.ts"

/** Of real time. */
const patience = 90_000

it.effect(
  "a look at a run takes two units, one at a site where none works a few more, and nothing is written",
  () =>
    Effect.gen(function*() {
      const { admin, forge, settled } = yield* PackedSite.connected({ people: 300 })
      /** Of 10 KB. */
      const units = Effect.fnUntraced(function*(look: Effect.Effect<unknown, unknown>) {
        const before = forge.usage()
        yield* look
        const after = forge.usage()
        assert.strictEqual(after.kvsWriteUnits, before.kvsWriteUnits)
        return after.kvsReadUnits - before.kvsReadUnits
      })
      // The first tick is over.
      yield* forge.advance("1 hour")
      const { id } = yield* admin.ask("runNow", {})
      const run = yield* settled(id)
      assert.strictEqual(run.state, "succeeded")
      yield* forge.advance("1 hour")
      // Jira was asked, which holds for some minutes.
      yield* admin.ask("state", {})
      assert.strictEqual(yield* units(admin.ask("status", { runId: id })), 2)
      assert.isAtMost(yield* units(admin.ask("status", { runId: null })), 4)
      assert.isAtMost(yield* units(admin.ask("state", {})), 20)
    }),
  patience
)
