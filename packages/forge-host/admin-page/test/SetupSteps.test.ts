/** Which step of the set-up is next, what is typed while others save, and where a site stands before its first sync. */
import { assert, describe, it } from "@effect/vitest"
import { AccountId } from "@entra-assets/core/model/Ids"
import { initial, type Schedule } from "@entra-assets/core/sync/Cadence"
import type { Run } from "@entra-assets/core/sync/Run"
import type { SettingsView } from "@entra-assets/forge-host/admin/AdminApi"
import { Budgets, Retention, SyncRules } from "@entra-assets/forge-host/app/SiteSettings"
import * as Schema from "effect/Schema"
import * as EntraDraft from "../src/setup/EntraDraft.ts"
import { accountsInHour, stageOf } from "../src/setup/FirstSync.ts"
import { canSchedule, isDone, nextStep } from "../src/setup/Steps.ts"
import * as Runs from "./fixtures/Runs.ts"

const ada = AccountId.make("ada")
const guid = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
const entra = { cloud: "global", tenantId: "contoso.com", clientId: guid, secretExpiresOn: null } as const

const settings = (change: Partial<SettingsView> = {}): SettingsView => ({
  version: 0,
  changed: null,
  entra: null,
  hasSecret: false,
  connection: null,
  rules: Schema.decodeSync(SyncRules)({}),
  budgets: Schema.decodeSync(Budgets)({}),
  retention: Schema.decodeSync(Retention)({}),
  ...change
})

const connection = { caller: { _tag: "App" }, connectedBy: ada, connectedAt: 1 } as const
const presentOnly = { ...connection, caller: { _tag: "PresentUser" } } as const

const site = (change: Partial<SettingsView> = {}, schedule: Partial<Schedule> = {}) => ({
  hasDirectory: change.connection !== undefined,
  settings: settings(change),
  schedule: { ...initial, ...schedule }
})

describe("the next step", () => {
  it("is the first that is not done, whatever comes after it", () => {
    assert.strictEqual(nextStep(site()), "assets")
    assert.strictEqual(nextStep(site({ entra, hasSecret: true })), "assets")
    assert.strictEqual(nextStep(site({ connection })), "entra")
    assert.strictEqual(nextStep(site({ connection, entra })), "entra")
    assert.strictEqual(nextStep(site({ connection, entra, hasSecret: true })), "sync")
  })

  it("is told before the app has said that a step is done", () => {
    assert.strictEqual(nextStep(site(), "assets"), "entra")
  })

  it("is none once the schedule is on, or where there can be none", () => {
    const all = { entra, hasSecret: true }
    const applied = { firstPlanAppliedAt: 5 }
    assert.strictEqual(nextStep(site({ ...all, connection }, applied)), "sync")
    assert.isNull(nextStep(site({ ...all, connection }, { ...applied, on: true })))
    assert.isNull(nextStep(site({ ...all, connection: presentOnly }, applied)))
    assert.isFalse(canSchedule(site({ connection: presentOnly })))
    assert.isFalse(isDone("sync", site({ ...all, connection })))
  })

  it("is none, either, once somebody has turned the schedule off again", () => {
    const done = { connection, entra, hasSecret: true }
    const applied = { firstPlanAppliedAt: 5, changed: { at: 6, by: ada } }
    assert.strictEqual(nextStep(site(done, applied)), "sync", "how often was all that was said")
    assert.isNull(nextStep(site(done, { ...applied, hasBeenOn: true })))
  })
})

describe("what is typed about Entra ID", () => {
  const stored = settings({ version: 1, entra, hasSecret: true })
  const typed = EntraDraft.enter(EntraDraft.begin(stored), "tenantId", "fabrikam.com")
  const saved = (change: Partial<SettingsView>, what: "entra" | "budgets") =>
    settings({ ...stored, version: 2, changed: { at: 2, by: ada, what: [what] }, ...change })

  it("leaves the stored secret alone as long as the field is empty", () => {
    const values = EntraDraft.valuesOf(typed, "global")
    assert.notProperty(EntraDraft.request(values), "clientSecret")
    assert.deepStrictEqual(EntraDraft.problems(values, stored, 0), {})
    const replaced = EntraDraft.enter(typed, "clientSecret", guid)
    assert.hasAllKeys(EntraDraft.problems(EntraDraft.valuesOf(replaced, "global"), stored, 0), ["clientSecret"])
  })

  it("is tested before it is saved, but for the day on which the secret expires", () => {
    const enter = (field: EntraDraft.EntraField, text: string) =>
      EntraDraft.enter(EntraDraft.begin(stored), field, text)
    assert.isTrue(EntraDraft.isToBeTested(typed))
    assert.isTrue(EntraDraft.isToBeTested(enter("clientSecret", "another")))
    assert.isFalse(EntraDraft.isToBeTested(enter("secretExpiresOn", "2028-01-01")))
    assert.isFalse(EntraDraft.isToBeTested(enter("clientSecret", " ")))
    assert.isFalse(EntraDraft.isToBeTested(enter("tenantId", "contoso.com")))
  })

  it("has no day of the earlier secret, and says which one goes", () => {
    const known = settings({ ...stored, entra: { ...entra, secretExpiresOn: "2027-01-01" } })
    const replaced = EntraDraft.enter(EntraDraft.begin(known), "clientSecret", "another")
    assert.strictEqual(EntraDraft.dayDropped(replaced), "2027-01-01")
    assert.strictEqual(EntraDraft.valuesOf(replaced, "global").secretExpiresOn, "")
    const withDay = EntraDraft.enter(replaced, "secretExpiresOn", "2028-01-01")
    assert.isNull(EntraDraft.dayDropped(withDay))
    assert.strictEqual(EntraDraft.valuesOf(withDay, "global").secretExpiresOn, "2028-01-01")
    assert.isNull(EntraDraft.dayDropped(EntraDraft.begin(known)))
  })

  it("needs a secret where none is stored", () => {
    const values = EntraDraft.valuesOf(EntraDraft.begin(settings()), "global")
    assert.hasAllKeys(EntraDraft.problems(values, settings(), 0), ["tenantId", "clientId", "clientSecret"])
  })

  it("follows a save of something else, and stands against a save of the same", () => {
    const others = saved({}, "budgets")
    assert.strictEqual(EntraDraft.follow(typed, others).seen, others)
    const replaced = saved({ entra: { ...entra, tenantId: "adatum.com" } }, "entra")
    assert.strictEqual(EntraDraft.follow(typed, replaced).seen, stored)
    assert.strictEqual(EntraDraft.follow(EntraDraft.begin(stored), replaced).seen, replaced)
    assert.strictEqual(EntraDraft.follow(typed, saved({}, "entra")).seen, stored)
    assert.deepStrictEqual(EntraDraft.differences(stored, replaced), [
      { field: "tenantId", before: "contoso.com", after: "adatum.com" }
    ])
  })

  it("stays after what is stored now was loaded", () => {
    const replaced = saved({ entra: { ...entra, tenantId: "adatum.com", secretExpiresOn: "2028-01-01" } }, "entra")
    const { secretExpiresOn, tenantId } = EntraDraft.valuesOf(EntraDraft.rebase(typed, replaced), "global")
    assert.deepStrictEqual([tenantId, secretExpiresOn], ["fabrikam.com", "2028-01-01"])
  })
})

describe("before the first sync", () => {
  const connected = site({ connection, entra, hasSecret: true })
  const nothing = { current: null, newest: null, preview: null }
  const run = (id: string, state: Run["state"], createdAt: number) =>
    Runs.run(createdAt, { id, state, goal: "preview" })
  const blocked = run("blocked", "blocked", 10)

  it("nothing is there until somebody has looked", () => {
    assert.deepStrictEqual(stageOf(site(), nothing), { _tag: "NotReady" })
    assert.deepStrictEqual(stageOf(connected, nothing), { _tag: "Nothing", ended: null })
    const failed = run("failed", "failed", 5)
    assert.deepStrictEqual(stageOf(connected, { ...nothing, newest: failed }), { _tag: "Nothing", ended: failed })
  })

  it("a sync that waits for an approval comes first, unless somebody has looked again since", () => {
    const before = run("before", "succeeded", 5)
    const since = run("since", "succeeded", 15)
    const waits = { current: blocked, newest: blocked, preview: before }
    assert.deepStrictEqual(stageOf(connected, waits), { _tag: "Waits", run: blocked })
    assert.deepStrictEqual(stageOf(connected, { current: blocked, newest: since, preview: since }), {
      _tag: "Previewed",
      preview: since,
      ended: null
    })
    const working = run("working", "reading", 20)
    assert.deepStrictEqual(stageOf(connected, { current: working, newest: working, preview: since }), {
      _tag: "UnderWay",
      run: working
    })
  })
})

it("an hour's share of Jira's points reads whole pages of accounts", () => {
  assert.strictEqual(accountsInHour(20_000), 9000)
  assert.strictEqual(accountsInHour(2000), 1000)
})
