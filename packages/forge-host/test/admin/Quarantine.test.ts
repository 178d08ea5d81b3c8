/** Scheduled runs that fail wait longer and longer; a setting that an admin saves ends the wait. */
import { assert, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import * as Journey from "../../dev/Journey.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

it.effect("a wrong secret stops the schedule, and the right one starts it again", () =>
  Effect.gen(function*() {
    const { admin, site } = yield* AdminSite.make()
    yield* Journey.setUp(site, admin)
    const { id } = yield* admin.ask("runNow", {})
    yield* Journey.settled(site, admin, id)
    yield* admin.ask("turnOn", {})

    const { entra, version } = (yield* admin.ask("state", {})).settings
    assert(entra !== null)
    const wrong = yield* admin.ask("saveEntra", { version, ...entra, clientSecret: "another one's Value" })
    yield* site.forge.advance("3 days")
    const failed = yield* admin.ask("state", {})
    assert.strictEqual(failed.lastScheduled?.state, "failed")
    assert.strictEqual(failed.nextRun._tag, "Quarantined")
    // How old the records are follows from the last success, however many failed since.
    assert.strictEqual(failed.lastSuccess?.runId, id)

    const { secret: clientSecret } = EntraSimulator.defaultApp
    yield* admin.ask("saveEntra", { version: wrong.version, ...entra, clientSecret })
    assert.deepStrictEqual((yield* admin.ask("state", {})).nextRun, { _tag: "Due" })
    yield* site.forge.advance("2 days")
    const mended = yield* admin.ask("state", {})
    assert.strictEqual(mended.lastScheduled?.state, "succeeded")
    assert.strictEqual(mended.lastSuccess?.runId, mended.lastScheduled?.id)
    assert.deepStrictEqual(
      (yield* admin.ask("audit", { before: null })).entries.slice(0, 2).map(({ changes }) => changes),
      [
        [{ field: "clientSecret", before: "the earlier one", after: "a new one" }],
        [{ field: "clientSecret", before: "the earlier one", after: "a new one" }]
      ]
    )
  }))
