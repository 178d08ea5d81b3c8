/** A run that has to wait for points of Jira for hours: on the packed app. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Admin from "../../dev/Admin.ts"
import * as PackedSite from "../fixtures/PackedSite.ts"

/** More accounts than the least share of an hour pays for. */
const people = 3500
const accountReads = "jira.users.search"

it.effect(
  "a run that waits for points says for what and until when, costs next to nothing, and can be cancelled",
  () =>
    Effect.gen(function*() {
      const { admin, atlassian, forge, settled, site } = yield* PackedSite.connected({ people })
      const colleague = atlassian.accounts().find(({ active }) => active)?.accountId ?? assert.fail()
      forge.switches.jiraAdmins = [admin.accountId, colleague]
      const { settings: { version } } = yield* admin.ask("state", {})
      yield* admin.ask("saveBudgets", { version, budgets: { jiraPointsPerHour: 5000 } })

      const { id } = yield* admin.ask("startPreview", {})
      yield* forge.advance("5 minutes")
      const { run } = yield* admin.ask("run", { runId: id })
      assert.deepInclude(run, { state: "reading", slices: 1 })
      assert.strictEqual(run.waiting?.api, "jira")
      // The hour of the clock is over then.
      const minutesLeft = ((run.waiting?.until ?? 0) - forge.now()) / 60_000
      assert.isAbove(minutesLeft, 50)
      assert.isBelow(minutesLeft, 60)
      assert.strictEqual((yield* admin.ask("status", { runId: id }))?.waiting?.api, "jira")

      const spent = forge.usage().gigabyteSeconds
      yield* forge.advance("40 minutes")
      assert.isBelow(forge.usage().gigabyteSeconds - spent, 12)
      assert.deepInclude(yield* Admin.make(site, { accountId: colleague }).refused("runNow", {}), {
        _tag: "Refused",
        reason: "run.Busy"
      })
      assert.strictEqual((yield* admin.ask("cancel", { runId: id })).state, "cancelled")

      // What was read is not read again: neither after the wait, nor for the next run.
      const { id: next } = yield* admin.ask("startPreview", {})
      const done = yield* settled(next, { every: "10 minutes", most: 30 })
      assert.strictEqual(done.state, "succeeded")
      assert.isAtMost(done.requests[accountReads] ?? 0, 3)
      const { id: third } = yield* admin.ask("startPreview", {})
      const quick = yield* settled(third, { every: "1 minute", most: 5 })
      assert.strictEqual(quick.state, "succeeded")
      assert.isUndefined(quick.requests[accountReads])
      assert.deepStrictEqual(forge.violations(), [])
    }),
  60_000
)
