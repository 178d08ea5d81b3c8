/** Whatever goes wrong, the page gets an answer that it can show. */
import { assert, it } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import * as Journey from "../../dev/Journey.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

it.effect(
  "a store that asks to slow down for long is told in time, and again when it has recovered",
  () =>
    Effect.gen(function*() {
      const { admin, site } = yield* AdminSite.make()
      yield* Journey.setUp(site, admin)
      site.forge.switches.kvsThrottledChance = 1
      for (const name of ["state", "history", "runNow", "audit", "supportBundle"]) {
        const before = site.forge.now()
        const reply = yield* admin.send(name, { limit: 10, before: null })
        assert(!reply.ok)
        assert.strictEqual(reply.error._tag, "Unavailable", name)
        assert.isBelow(site.forge.now() - before, 25_000)
      }
      site.forge.switches.kvsThrottledChance = 0
      assert.isNull((yield* admin.ask("state", {})).current)
    }),
  30_000
)

it.effect("a Jira that does not answer is told in time", () =>
  Effect.gen(function*() {
    const { admin, site } = yield* AdminSite.make()
    site.atlassian.faults.add({ behave: Faults.hang })
    const reply = yield* admin.send("pause", {})
    assert(!reply.ok)
    assert.strictEqual(reply.error._tag, "Unavailable")
  }))

it.effect("a payload that is no object, or far from one, is an answer, too", () =>
  Effect.gen(function*() {
    const { admin } = yield* AdminSite.make()
    for (const payload of [null, 7, "text", [], { runId: {} }, { runId: "" }]) {
      const reply = yield* admin.send("run", payload)
      assert(!reply.ok)
      assert.deepInclude(reply.error, { _tag: "Refused", reason: "page.Outdated" }, JSON.stringify(payload))
    }
  }))
