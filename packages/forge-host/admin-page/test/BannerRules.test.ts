import { assert, describe, it } from "@effect/vitest"
import { AccountId } from "@entra-assets/core/model/Ids"
import type { NextRun } from "@entra-assets/forge-host/admin/AdminApi"
import { failureOf, isToldBy, secretEnds, stepOf, ticksMissingSince, troubleOf } from "../src/frame/BannerRules.ts"
import { run } from "./fixtures/Runs.ts"

const ada = AccountId.make("ada")
const day = 86_400_000
const noon = Date.UTC(2026, 0, 5, 12)

const failed = (createdAt: number, cause: string) =>
  run(createdAt, { state: "failed", failure: { cause, message: "It failed.", nextStep: "Do it again." } })

const calm: Parameters<typeof troubleOf>[0] = {
  lastManual: null,
  lastScheduled: null,
  lastSuccess: null,
  nextRun: { _tag: "Due" },
  settings: { changed: null, connection: null }
}
const quarantined: NextRun = { _tag: "Quarantined", until: noon, message: "It failed.", nextStep: "Mend it." }

describe("the trouble that is told", () => {
  it("is none on a calm site", () => assert.isNull(troubleOf(calm, null)))

  it("is the newest failure, until a sync for everybody has succeeded", () => {
    const older = failed(1, "core.Unexpected")
    const newer = failed(2, "core.Unexpected")
    const seen = { ...calm, lastManual: newer, lastScheduled: older }
    assert.deepStrictEqual(troubleOf(seen, null), { _tag: "Failed", run: newer })
    assert.deepStrictEqual(troubleOf({ ...seen, lastSuccess: { runId: "a", endedAt: 1 } }, null), {
      _tag: "Failed",
      run: newer
    })
    assert.isNull(troubleOf({ ...seen, lastSuccess: { runId: "b", endedAt: 3 } }, null))
  })

  it("names who refuses the app", () => {
    const refused = failed(1, "jira.Forbidden")
    assert.deepStrictEqual(troubleOf({ ...calm, lastManual: refused }, null), {
      _tag: "Refused",
      source: "jira",
      run: refused
    })
  })

  it("is over for the connection once somebody has changed that, and not by anything else", () => {
    const saved = (at: number, what: "entra" | "budgets") => ({ at, by: null, what: [what] })
    const connected = (connectedAt: number) => ({ caller: { _tag: "App" as const }, connectedBy: ada, connectedAt })
    const tag = (cause: string, settings: Partial<typeof calm.settings>) =>
      troubleOf({ ...calm, lastManual: failed(1, cause), settings: { ...calm.settings, ...settings } }, null)?._tag
    assert.strictEqual(tag("entra.Unauthorized", { changed: saved(2000, "entra") }), "Mended")
    assert.strictEqual(tag("entra.Unauthorized", { changed: saved(1000, "entra") }), "Refused")
    assert.strictEqual(tag("entra.Unauthorized", { changed: saved(2000, "budgets") }), "Refused")
    assert.strictEqual(tag("entra.Unauthorized", { connection: connected(2000) }), "Refused")
    assert.strictEqual(tag("assets.NeedsReconnection", { connection: connected(2000) }), "Mended")
    assert.strictEqual(tag("core.Unexpected", { changed: saved(2000, "entra") }), "Failed")
  })

  it("is told once where a view says all of it", () => {
    const blocked = { _tag: "Blocked", run: run(2, { state: "blocked" }) } as const
    assert.isTrue(isToldBy({ view: "run", runId: "run of 2" }, blocked))
    assert.isTrue(isToldBy({ view: "plan", planId: "plan" }, blocked))
    assert.isFalse(isToldBy({ view: "plan", planId: "another" }, blocked))
    assert.isFalse(isToldBy({ view: "overview" }, blocked))
    assert.isFalse(isToldBy({ view: "plan", planId: "plan" }, failureOf(failed(2, "core.Unexpected"))))
  })

  it("is mended in the set-up where that is a help", () => {
    assert.strictEqual(stepOf(failureOf(failed(1, "entra.Forbidden"))), "entra")
    assert.strictEqual(stepOf(failureOf(failed(1, "entra.Misconfigured"))), "entra")
    assert.strictEqual(stepOf(failureOf(failed(1, "assets.NeedsReconnection"))), "assets")
    assert.isNull(stepOf(failureOf(failed(1, "jira.Forbidden"))))
    assert.isNull(stepOf(failureOf(failed(1, "core.Unexpected"))))
  })

  it("is the lost connection even while the schedule is held back for it", () => {
    const lost = failed(1, "assets.NeedsReconnection")
    assert.strictEqual(troubleOf({ ...calm, lastScheduled: lost, nextRun: quarantined }, null)?._tag, "Reconnect")
  })

  it("is one notice for a schedule that is held back and the failure that it is held back for", () => {
    const last = failed(1, "entra.Unavailable")
    assert.deepStrictEqual(troubleOf({ ...calm, lastScheduled: last, nextRun: quarantined }, null), {
      _tag: "Quarantined",
      next: quarantined,
      run: last
    })
  })

  it("is the run that stopped before any older one; while one works, nothing", () => {
    const seen = { ...calm, lastScheduled: failed(1, "entra.Unavailable"), nextRun: quarantined }
    assert.strictEqual(troubleOf(seen, run(2, { state: "blocked" }))?._tag, "Blocked")
    assert.strictEqual(troubleOf(seen, run(2, { state: "interrupted" }))?._tag, "Interrupted")
    assert.isNull(troubleOf(seen, run(2, { state: "reading" })))
  })
})

describe("the end of the secret", () => {
  const ends = (secretExpiresOn: string | null) => {
    const entra = { cloud: "global" as const, tenantId: "t", clientId: "c", secretExpiresOn }
    return secretEnds({ settings: { entra } }, noon)?.daysLeft ?? null
  }

  it("is told from 30 days before", () => {
    assert.strictEqual(ends("2026-02-04"), 30)
    assert.isNull(ends("2026-02-05"))
    assert.isNull(ends(null))
  })

  it("counts whole days, to today and beyond", () => {
    assert.strictEqual(ends("2026-01-06"), 1)
    assert.strictEqual(ends("2026-01-05"), 0)
    assert.strictEqual(ends("2026-01-04"), -1)
  })
})

describe("missing ticks", () => {
  const schedule = { on: true, paused: null, changed: { at: noon, by: null } }
  const tick = { schemaVersion: 1 as const, at: noon, outcome: "notYet" as const, runId: null }

  it("are told after more than three days", () => {
    assert.isNull(ticksMissingSince({ schedule, lastTick: tick }, noon + 3 * day))
    assert.strictEqual(ticksMissingSince({ schedule, lastTick: tick }, noon + 3 * day + 1), noon)
  })

  it("are told where there never was one, since the schedule was turned on", () =>
    assert.strictEqual(ticksMissingSince({ schedule, lastTick: null }, noon + 4 * day), noon))

  it("are nobody's concern while the schedule is off or paused", () => {
    for (const change of [{ on: false }, { paused: { at: noon, by: null } }]) {
      assert.isNull(ticksMissingSince({ schedule: { ...schedule, ...change }, lastTick: tick }, noon + 9 * day))
    }
  })
})
