/** What the set-up says of itself once it is complete: nothing that is not so. */
import { assert, describe, it } from "@effect/vitest"
import { AccountId } from "@entra-assets/core/model/Ids"
import { initial } from "@entra-assets/core/sync/Cadence"
import type { Run } from "@entra-assets/core/sync/Run"
import type { SettingsView, State } from "@entra-assets/forge-host/admin/AdminApi"
import { Budgets, Retention, SyncRules } from "@entra-assets/forge-host/app/SiteSettings"
import * as Schema from "effect/Schema"
import { completionOf } from "../src/setup/Completion.ts"
import { run } from "./fixtures/Runs.ts"

const ada = AccountId.make("ada")
const now = Date.UTC(2026, 0, 5, 12)

const settings: SettingsView = {
  version: 2,
  changed: null,
  entra: { cloud: "global", tenantId: "contoso.com", clientId: "app", secretExpiresOn: null },
  hasSecret: true,
  connection: { caller: { _tag: "App" }, connectedBy: ada, connectedAt: 1 },
  rules: Schema.decodeSync(SyncRules)({}),
  budgets: Schema.decodeSync(Budgets)({}),
  retention: Schema.decodeSync(Retention)({})
}
const schedule = { ...initial, on: true, firstPlanAppliedAt: 5, changed: { at: 6, by: ada } }

const calm: State = {
  now,
  appVersion: "1.0.0",
  accountId: ada,
  isLicensed: true,
  settings,
  hasDirectory: true,
  clouds: [],
  schedule,
  nextRun: { _tag: "Due" },
  lastTick: { schemaVersion: 1, at: now, outcome: "notYet", runId: null },
  statusTrouble: null,
  current: null,
  lastManual: null,
  lastScheduled: null,
  lastSuccess: { runId: "first", endedAt: 100 },
  accounts: null
}
const completion = (change: Partial<State>, current: Run | null = null) =>
  completionOf({ ...calm, current, ...change }, current, now)

describe("a complete set-up", () => {
  it("is told with how it goes on", () => {
    assert.strictEqual(completion({}), "scheduled")
    assert.strictEqual(completion({ schedule: { ...schedule, paused: { at: now, by: ada } } }), "paused")
    assert.strictEqual(completion({ schedule: { ...schedule, on: false, hasBeenOn: true } }), "off")
    const present = { caller: { _tag: "PresentUser" }, connectedBy: ada, connectedAt: 1 } as const
    assert.strictEqual(completion({ settings: { ...settings, connection: present } }), "byHand")
  })

  it("is not told while something keeps the next sync from succeeding", () => {
    assert.isNull(completion({ isLicensed: false }))
    assert.isNull(completion({}, run(now - 10, { state: "blocked", endedAt: null })))
    assert.isNull(completion({}, run(now - 10, { state: "interrupted", endedAt: null })))
    const failure = { cause: "entra.Unauthorized", message: "It failed.", nextStep: "Mend it." }
    assert.isNull(completion({ lastScheduled: run(now - 10, { state: "failed", failure }) }))
    assert.isNull(completion({ lastTick: null }))
    const entra = { cloud: "global", tenantId: "t", clientId: "c", secretExpiresOn: "2026-01-04" } as const
    assert.isNull(completion({ settings: { ...settings, entra } }))
  })

  it("is unproved from a change of the connection to the next sync that succeeds", () => {
    const changed = (what: "entra" | "budgets") => ({ ...settings, changed: { at: 200, by: ada, what: [what] } })
    assert.strictEqual(completion({ settings: changed("entra") }), "unproved")
    assert.strictEqual(completion({ settings: changed("budgets") }), "scheduled")
    assert.strictEqual(
      completion({ settings: changed("entra"), lastSuccess: { runId: "next", endedAt: 300 } }),
      "scheduled"
    )
  })
})
