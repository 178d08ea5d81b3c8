/** The object "Sync status": when it is written and what it says, and that it never stands in a run's way. On the packed app. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import * as Struct from "effect/Struct"
import * as Journey from "../../dev/Journey.ts"
import * as PackedSite from "../fixtures/PackedSite.ts"

const { clientId, secret } = EntraSimulator.defaultApp

/** Of real time. */
const patience = 90_000

/** A connected site where an admin has switched the status object on. */
const make = Effect.fnUntraced(function*(options: PackedSite.Options = {}) {
  const made = yield* PackedSite.connected(options)
  const { admin, atlassian, settled } = made
  const { settings: { rules, version } } = yield* admin.ask("state", {})
  yield* admin.ask("saveRules", { version, rules: { ...rules, syncStatus: true } })
  const objects = () => atlassian.assets.objects("Sync status")
  return {
    ...made,
    objects,
    /** What the objects say, beside what Assets itself keeps. */
    says: () => objects().map(({ values }) => Struct.omit(values, ["Key", "Created", "Updated"])),
    runNow: Effect.flatMap(admin.ask("runNow", {}), ({ id }) => settled(id)),
    saveRule: Effect.fnUntraced(function*(change: { readonly objectAllowance: number }) {
      const { settings } = yield* admin.ask("state", {})
      yield* admin.ask("saveRules", { version: settings.version, rules: { ...settings.rules, ...change } })
    }),
    saveEntra: Effect.fnUntraced(function*(clientSecret: string, secretExpiresOn: string | null = null) {
      const { settings: { version } } = yield* admin.ask("state", {})
      const { tenantId } = made.entra.tenant
      yield* admin.ask("saveEntra", { version, cloud: "global", tenantId, clientId, clientSecret, secretExpiresOn })
    }),
    /** Requests to Assets, and writes of objects among them, since the last time. */
    requests: () => {
      const count = (prefix: string) => {
        const names = Object.entries(atlassian.meter.snapshot().requests).filter(([name]) => name.startsWith(prefix))
        return names.reduce((sum, [, times]) => sum + times, 0)
      }
      const counted = { assets: count("assets."), writes: count("assets.objectCreate") + count("assets.objectUpdate") }
      atlassian.meter.reset()
      return counted
    }
  }
})

describe("the status object", () => {
  it.effect("is made by the first run that counts, and is no employee", () =>
    Effect.gen(function*() {
      const { admin, forge, objects, runNow, says, site, sound } = yield* make()
      yield* Journey.preview(site, admin)
      yield* forge.advance("2 days")
      assert.deepStrictEqual(says(), [])
      const run = yield* runNow
      assert.deepStrictEqual(sound(run), PackedSite.allSound)
      const endedAt = Math.floor((run.endedAt ?? 0) / 60_000) * 60_000
      assert.deepStrictEqual(says(), [{
        Name: "Sync status",
        "Last success": new Date(endedAt).toISOString(),
        Outcome: "Succeeded"
      }])
      assert.deepInclude((yield* runNow).counts, { created: 0, updated: 0, inactivated: 0 })
      assert.lengthOf(objects(), 1)
    }), patience)

  it.effect("is not there unless an admin wants it", () =>
    Effect.gen(function*() {
      const { admin, atlassian, settled } = yield* PackedSite.connected()
      const { id } = yield* admin.ask("runNow", {})
      yield* settled(id)
      assert.deepStrictEqual(atlassian.assets.objects("Sync status"), [])
    }), patience)

  it.effect(
    "says that a run failed, why and what to do; a second failure of that kind writes nothing",
    () =>
      Effect.gen(function*() {
        const { objects, requests, runNow, saveEntra, says } = yield* make()
        yield* runNow
        const [before] = says()
        yield* saveEntra("a secret that Entra ID does not know")
        assert.strictEqual((yield* runNow).state, "failed")
        const [after] = says()
        assert.deepInclude(after, { Outcome: "Failed", "Last success": before?.["Last success"] })
        assert.match(String(after?.["Reason"]), /^The client secret is wrong\. Paste /u)
        requests()
        yield* runNow
        assert.strictEqual(requests().writes, 0)
        assert.strictEqual(objects()[0]?.writes, 2)
        yield* saveEntra(secret)
        yield* runNow
        assert.deepInclude(says()[0], { Outcome: "Succeeded" })
        assert.notProperty(says()[0], "Reason")
      }),
    patience
  )

  it.effect(
    "says that a run waits for an approval, until somebody approves or cancels it",
    () =>
      Effect.gen(function*() {
        const { admin, entra, forge, runNow, saveRule, says, settled } = yield* make()
        yield* saveRule({ objectAllowance: 1 })
        const blocked = yield* runNow
        assert.strictEqual(blocked.state, "blocked")
        assert.strictEqual(says()[0]?.["Outcome"], "Needs approval")
        assert.include(says()[0]?.["Reason"], "allowance")
        const { plan } = yield* admin.ask("run", { runId: blocked.id })
        yield* admin.ask("approve", { runId: blocked.id, digest: plan?.digest ?? "" })
        yield* settled(blocked.id)
        assert.strictEqual(says()[0]?.["Outcome"], "Succeeded")

        for (const person of entra.tenant.slots) {
          if (person !== undefined) yield* entra.tenant.setPerson({ ...person, accountEnabled: false })
        }
        const { id } = yield* runNow
        assert.strictEqual(says()[0]?.["Outcome"], "Needs approval")
        yield* admin.ask("cancel", { runId: id })
        yield* forge.advance("1 day")
        assert.strictEqual(says()[0]?.["Outcome"], "Succeeded")
      }),
    patience
  )

  it.effect(
    "learns from the daily tick when the secret ends, and costs a tick nothing else",
    () =>
      Effect.gen(function*() {
        const { forge, objects, requests, runNow, saveEntra, says } = yield* make()
        yield* runNow
        requests()
        yield* forge.advance("3 days")
        assert.deepStrictEqual(requests(), { assets: 0, writes: 0 })
        yield* saveEntra(secret, "2030-03-31")
        yield* forge.advance("26 hours")
        assert.strictEqual(says()[0]?.["Secret expires on"], "2030-03-31")
        assert.strictEqual(requests().writes, 1)
        yield* forge.advance("3 days")
        assert.deepStrictEqual(requests(), { assets: 0, writes: 0 })
        assert.strictEqual(objects()[0]?.writes, 2)
      }),
    patience
  )

  it.effect("that somebody deleted is made again", () =>
    Effect.gen(function*() {
      const { atlassian, objects, runNow, says } = yield* make()
      yield* runNow
      yield* atlassian.assets.deleteObject(objects()[0]?.id ?? "")
      yield* runNow
      assert.lengthOf(says(), 1)
      assert.deepInclude(says()[0], { Outcome: "Succeeded" })
    }), patience)

  it.effect(
    "stays when the app is uninstalled, and is found again by a new installation",
    () =>
      Effect.gen(function*() {
        const { admin, forge, objects, runNow, site } = yield* make()
        yield* runNow
        yield* forge.uninstall
        assert.lengthOf(objects(), 1)
        yield* Journey.setUp(site, admin)
        const { settings: { rules, version } } = yield* admin.ask("state", {})
        yield* admin.ask("connect", { version, adopt: true, takeOver: false })
        const { settings } = yield* admin.ask("state", {})
        yield* admin.ask("saveRules", { version: settings.version, rules: { ...rules, syncStatus: true } })
        yield* forge.advance("1 hour")
        yield* runNow
        assert.deepStrictEqual(objects().map(({ writes }) => writes), [2])
      }),
    patience
  )
})

describe("switched on", () => {
  it.effect("it is there at once when a sync has ended before, and is the only one", () =>
    Effect.gen(function*() {
      const { admin, atlassian, settled } = yield* PackedSite.connected()
      const { id } = yield* admin.ask("runNow", {})
      yield* settled(id)
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      yield* admin.ask("saveRules", { version, rules: { ...rules, syncStatus: true } })
      const objects = () => atlassian.assets.objects("Sync status")
      assert.deepStrictEqual(objects().map(({ values }) => values["Outcome"]), ["Succeeded"])
      const { id: next } = yield* admin.ask("runNow", {})
      yield* settled(next)
      assert.lengthOf(objects(), 1)
    }), patience)

  it.effect("while Assets does not answer, the save is answered in time all the same", () =>
    Effect.gen(function*() {
      const { admin, atlassian, settled } = yield* PackedSite.connected()
      const { id } = yield* admin.ask("runNow", {})
      yield* settled(id)
      atlassian.faults.add({ times: "always", match: { path: /\/objecttype\//u }, behave: Faults.hang })
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      const saved = yield* admin.ask("saveRules", { version, rules: { ...rules, syncStatus: true } })
      assert.isTrue(saved.rules.syncStatus)
      assert.include((yield* admin.ask("state", {})).statusTrouble?.message, "in time")
    }), patience)
})

describe("no run fails because of it", () => {
  it.effect(
    "when the site has no room for another object; the page says so, and once there is room it is made",
    () =>
      Effect.gen(function*() {
        const { admin, atlassian, forge, objects, runNow, saveRule, site, sound } = yield* make()
        const trouble = Effect.map(admin.ask("state", {}), ({ statusTrouble }) => statusTrouble)
        const { plan } = yield* Journey.preview(site, admin)
        const { afterwards } = plan.objects
        yield* saveRule({ objectAllowance: afterwards })
        assert.isNull(yield* trouble)
        assert.deepStrictEqual(sound(yield* runNow), PackedSite.allSound)
        assert.strictEqual(atlassian.assets.objects().length, afterwards)
        const told = yield* trouble
        assert.include(told?.message, `its allowance is ${afterwards}`)
        assert.include(told?.nextStep, "raise the allowance")
        yield* forge.advance("5 minutes")
        yield* saveRule({ objectAllowance: afterwards + 1 })
        assert.lengthOf(objects(), 1)
        assert.isNull(yield* trouble)
      }),
    patience
  )

  it.effect("when Assets refuses it; the next tick makes up for it", () =>
    Effect.gen(function*() {
      const { atlassian, forge, objects, runNow, sound } = yield* make()
      const mend = atlassian.faults.add({
        times: "always",
        match: { path: /\/objecttype\/create$/u },
        behave: Faults.answer(() => Respond.json(403, { errorMessages: ["Not permitted"] }))
      })
      assert.deepStrictEqual(sound(yield* runNow), PackedSite.allSound)
      assert.lengthOf(objects(), 0)
      mend()
      yield* forge.advance("1 day")
      assert.lengthOf(objects(), 1)
    }), patience)

  it.effect("when Assets never answers", () =>
    Effect.gen(function*() {
      const { atlassian, objects, runNow, sound } = yield* make()
      atlassian.faults.add({
        times: "always",
        match: { path: /\/objecttype\/create$/u },
        behave: Faults.hang
      })
      assert.deepStrictEqual(sound(yield* runNow), PackedSite.allSound)
      assert.lengthOf(objects(), 0)
    }), patience)
})

it.effect("where only a present user may use Assets, the page's last slice writes it", () =>
  Effect.gen(function*() {
    const { admin, atlassian, says } = yield* make({
      people: 20,
      atlassian: { assetsRefusesApp: true },
      switches: { assetsRefusesImpersonation: true }
    })
    let run = yield* admin.ask("runNow", {})
    for (let slice = 0; slice < 20 && run.endedAt === null; slice++) {
      run = yield* admin.ask("driveRun", { runId: run.id })
    }
    assert.strictEqual(run.state, "succeeded")
    assert.deepInclude(says()[0], { Outcome: "Succeeded" })
    assert.strictEqual(atlassian.assets.objects("Sync status")[0]?.updatedBy, admin.accountId)
  }), patience)
