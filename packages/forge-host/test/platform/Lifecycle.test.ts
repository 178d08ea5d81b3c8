/** What may happen to an installation while it works: upgrade, licence, an admin who goes, uninstalling. On the packed app. */
import { assert, describe, it } from "@effect/vitest"
import { noCounts } from "@entra-assets/core/sync/Run"
import * as Effect from "effect/Effect"
import * as Admin from "../../dev/Admin.ts"
import * as Journey from "../../dev/Journey.ts"
import * as Records from "../../dev/Records.ts"
import * as PackedSite from "../fixtures/PackedSite.ts"

/** Of real time. */
const patience = 90_000

describe("uninstalling", () => {
  it.effect(
    "removes the secret and all that was stored, and leaves Assets as it is; a new installation adopts it",
    () =>
      Effect.gen(function*() {
        const { admin, atlassian, forge, settled, site, sound } = yield* PackedSite.connected()
        const { id } = yield* admin.ask("runNow", {})
        assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
        const before = Records.records(site)
        const objects = atlassian.assets.objects("Employee")

        const outcomes = yield* forge.uninstall
        assert.deepStrictEqual(outcomes.map(({ _tag }) => _tag), ["Returned"])
        assert.deepStrictEqual(forge.kvs.secretNames(), [])
        assert.deepStrictEqual(forge.kvs.keys(), [])
        assert.deepStrictEqual(forge.kvs.entityKeys("settings"), [])
        assert.deepStrictEqual(forge.kvs.entityKeys("lease"), [])
        assert.deepStrictEqual(atlassian.assets.objects("Employee"), objects)

        const found = yield* Journey.setUp(site, admin)
        assert.deepInclude(found.result, { _tag: "NeedsAdoption", records: objects.length, bound: objects.length })
        const { settings } = yield* admin.ask("state", {})
        const { result } = yield* admin.ask("connect", { version: settings.version, adopt: true, takeOver: false })
        assert.strictEqual(result._tag, "Connected")
        assert.deepStrictEqual(Records.records(site), before)
        const { id: next } = yield* admin.ask("runNow", {})
        const run = yield* settled(next)
        assert.strictEqual(run.state, "succeeded")
        assert.deepStrictEqual(run.counts, noCounts)
        assert.deepStrictEqual(Records.records(site), before)
      }),
    patience
  )

  it.effect("that dies at once has removed the secret first", () =>
    Effect.gen(function*() {
      const { forge } = yield* PackedSite.connected()
      forge.killAtRequest(3, { functionKey: "pre-uninstall" })
      yield* forge.uninstall
      assert.deepStrictEqual(forge.kvs.secretNames(), [])
    }), patience)
})

describe("in the middle of a run", () => {
  it.effect("an upgrade of the app does no harm", () =>
    Effect.gen(function*() {
      const { admin, forge, settled, sound } = yield* PackedSite.connected({ people: 150 })
      const { id } = yield* admin.ask("runNow", {})
      for (const _ of [1, 2, 3]) {
        yield* forge.advance("10 seconds")
        yield* forge.upgrade
      }
      assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
    }), patience)

  it.effect("an upgrade takes up a run that nobody goes on with", () =>
    Effect.gen(function*() {
      const { admin, forge, settled, sound } = yield* PackedSite.connected()
      yield* forge.advance("1 hour")
      forge.switches.eventLostChance = 1
      const { id } = yield* admin.ask("runNow", {})
      yield* forge.advance("10 minutes")
      forge.switches.eventLostChance = 0
      assert.strictEqual((yield* admin.ask("run", { runId: id })).run.state, "interrupted")
      yield* forge.upgrade
      assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
    }), patience)

  it.effect("the end of the license ends the run, and says so", () =>
    Effect.gen(function*() {
      const { admin, forge, settled } = yield* PackedSite.connected({ people: 150 })
      const { id } = yield* admin.ask("runNow", {})
      forge.killAtRequest(60, { functionKey: "consumer" })
      yield* forge.advance("20 seconds")
      forge.switches.license = { active: false }
      const run = yield* settled(id)
      assert.deepStrictEqual([run.state, run.failure?.cause], ["failed", "forge.Unlicensed"])
    }), patience)
})

describe("when the admin in whose name the app asks Assets", () => {
  const ways = ["loses access to Assets", "is deactivated"] as const
  for (const way of ways) {
    it.effect(`${way}, the run names them, and another admin takes over`, () =>
      Effect.gen(function*() {
        const { atlassian, forge, site, sound } = yield* PackedSite.make({
          atlassian: { assetsRefusesApp: true }
        })
        const [account, other] = atlassian.accounts().filter(({ active }) => active)
        assert(account !== undefined && other !== undefined)
        forge.switches.jiraAdmins = [account.accountId, other.accountId]
        const first = Admin.make(site, { accountId: account.accountId })
        const second = Admin.make(site, { accountId: other.accountId })
        const { result } = yield* Journey.setUp(site, first)
        assert(result._tag === "Connected")
        assert.strictEqual<string>(result.connectedBy, account.accountId)
        if (way === "is deactivated") atlassian.setAccount({ ...account, active: false })
        else forge.switches.withoutAssetsAccess = [account.accountId]
        const { id } = yield* second.ask("runNow", {})
        const failed = yield* Journey.settled(site, second, id)
        assert.strictEqual(failed.state, "failed")
        assert.strictEqual(failed.failure?.cause, "assets.NeedsReconnection")
        assert.notInclude(JSON.stringify(failed.failure), account.accountId)
        const { settings: { version } } = yield* second.ask("state", {})
        const asked = yield* second.ask("connect", { version, adopt: false, takeOver: false })
        assert.strictEqual(asked.result._tag, "NeedsTakeOver")
        const taken = yield* second.ask("connect", { version, adopt: false, takeOver: true })
        assert.strictEqual(taken.result._tag, "Connected")
        const { id: next } = yield* second.ask("runNow", {})
        assert.deepStrictEqual(sound(yield* Journey.settled(site, second, next)), PackedSite.allSound)
      }), patience)
  }
})
