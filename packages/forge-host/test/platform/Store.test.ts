/** Forge's store and queue that fail, slow down, or lose their answers, and expired values. On the packed app. */
import { assert, describe, it } from "@effect/vitest"
import type { Run } from "@entra-assets/core/sync/Run"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import type { Admin, Refusal } from "../../dev/Admin.ts"
import * as Records from "../../dev/Records.ts"
import type { SimulatedSite } from "../../dev/SimulatedSite.ts"
import * as PackedSite from "../fixtures/PackedSite.ts"

/** Of real time, for all that happens meanwhile. */
const patience = 90_000

const twoDays = { every: "1 hour", most: 48 } as const

/** What the page does from where things stand, also after an attempt of which only a part was done. */
const connectAnew = Effect.fnUntraced(function*({ entra }: SimulatedSite, admin: Admin) {
  const { settings } = yield* admin.ask("state", {})
  const { version } = yield* admin.ask("saveEntra", {
    version: settings.version,
    cloud: "global",
    tenantId: entra.tenant.tenantId,
    clientId: EntraSimulator.defaultApp.clientId,
    clientSecret: EntraSimulator.defaultApp.secret,
    secretExpiresOn: null
  })
  const { result } = yield* admin.ask("connect", { version, adopt: true, takeOver: false })
  assert.strictEqual(result._tag, "Connected")
})

/** Tries again; an attempt of which the answer was lost has begun the run, which at the latest the daily tick goes on with. */
const begin = (admin: Admin, start: Effect.Effect<Run, Refusal>) =>
  start.pipe(
    Effect.catchIf(({ message }) => message.includes("run.Busy"), () => admin.ask("status", { runId: null })),
    Effect.retry({ times: 5 }),
    Effect.map((run) => {
      assert.isNotNull(run)
      return run
    })
  )

describe("a store that fails for a request in seven", () => {
  for (const seed of [1, 2, 3]) {
    it.effect(`set-up, preview and apply come to their end all the same (${seed})`, () =>
      Effect.gen(function*() {
        const made = yield* PackedSite.make({ seed })
        const { admin, forge, settled, sound, site } = made
        Object.assign(forge.switches, { kvsThrottledChance: 0.05, kvsFailsChance: 0.05, kvsAnswerLostChance: 0.05 })
        // An admin who is told that something did not answer tries again.
        const again = { times: 5 }
        yield* forge.install
        yield* Effect.retry(connectAnew(site, admin), again)
        const { id: previewed, planId } = yield* begin(admin, admin.ask("startPreview", {}))
        assert.strictEqual((yield* settled(previewed, twoDays)).state, "succeeded")
        const { digest } = yield* Effect.retry(admin.ask("planHeader", { planId }), again)
        const { id } = yield* begin(admin, admin.ask("applyPlan", { planId, digest }))
        assert.deepStrictEqual(sound(yield* settled(id, twoDays)), PackedSite.allSound)
        assert.notInclude(JSON.stringify(forge.logs()), "defect")
      }), patience)
  }
})

describe("a store that does not work at all", () => {
  it.effect("is told to the admin, and leaves nothing behind", () =>
    Effect.gen(function*() {
      const { admin, forge } = yield* PackedSite.connected()
      for (const change of [{ kvsFailsChance: 1 }, { kvsThrottledChance: 1 }, { kvsAnswerLostChance: 1 }]) {
        Object.assign(forge.switches, { kvsFailsChance: 0, kvsThrottledChance: 0, kvsAnswerLostChance: 0 }, change)
        for (const name of ["state", "startPreview", "runNow", "pause"] as const) {
          const error = yield* admin.refused(name, {})
          assert.strictEqual(error._tag, "Unavailable", `${name}: ${JSON.stringify(error)}`)
        }
      }
      assert.notInclude(forge.logs().map(({ text }) => text).join("\n"), "defect")
    }), patience)

  it.effect(
    "a minute without room in the store's limits costs a run that minute and no slice",
    () =>
      Effect.gen(function*() {
        const { admin, forge, settled, sound } = yield* PackedSite.connected({ people: 150 })
        const { id } = yield* admin.ask("runNow", {})
        while (!forge.running().some(({ functionKey }) => functionKey === "consumer")) yield* forge.advance("1 second")
        yield* forge.advance("3 seconds")
        Object.assign(forge.switches, { kvsThrottledChance: 1 })
        yield* forge.advance("50 seconds")
        Object.assign(forge.switches, { kvsThrottledChance: 0 })
        const run = yield* settled(id)
        assert.deepStrictEqual(sound(run), PackedSite.allSound)
        assert.strictEqual(run.slices, 1)
      }),
    patience
  )

  it.effect(
    "in the middle of a run, for half an hour: the run goes on afterwards, and events do not multiply",
    () =>
      Effect.gen(function*() {
        const { admin, forge, settled, sound } = yield* PackedSite.connected({ people: 150 })
        const { id } = yield* admin.ask("runNow", {})
        yield* forge.advance("20 seconds")
        Object.assign(forge.switches, { kvsFailsChance: 1 })
        yield* forge.advance("30 minutes")
        assert.isAtMost(forge.queue.pending().length + forge.running().length, 2)
        Object.assign(forge.switches, { kvsFailsChance: 0 })
        assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
        assert.isAtMost(forge.usage().invocations["consumer"] ?? 0, 40)
      }),
    patience
  )
})

describe("a queue that fails", () => {
  const changes = [
    { pushPartlyFailsChance: 0.3 },
    { queueAnswerLostChance: 0.3 },
    { pushPartlyFailsChance: 0.3, queueAnswerLostChance: 0.3, eventLostChance: 0.3 }
  ]
  for (const change of changes) {
    it.effect(`${Object.keys(change).join(", ")}: at the latest the daily tick goes on`, () =>
      Effect.gen(function*() {
        const { admin, forge, settled, sound } = yield* PackedSite.connected({ seed: 5 })
        Object.assign(forge.switches, change)
        for (const request of [20, 40, 60]) forge.killAtRequest(request, { functionKey: "consumer" })
        // Of a run that is cancelled because it was not queued, an event may have come through all the same.
        const { id } = yield* admin.ask("runNow", {}).pipe(
          Effect.tapError(() => forge.advance("1 minute")),
          Effect.retry({ times: 5 })
        )
        assert.deepStrictEqual(
          sound(yield* settled(id, { every: "1 hour", most: 50 })),
          PackedSite.allSound
        )
      }), patience)
  }

  it.effect(
    "a chain that has used up its pushes ends, and the daily tick begins a new one",
    () =>
      Effect.gen(function*() {
        const { admin, forge, settled, sound } = yield* PackedSite.connected()
        // The first tick is over.
        yield* forge.advance("1 hour")
        forge.switches.eventLostChance = 1
        const { id } = yield* admin.ask("runNow", {})
        forge.switches.eventLostChance = 0
        forge.killAtRequest(60, { functionKey: "consumer" })
        yield* Effect.ignore(forge.invoke("consumer", { body: { runId: id, slice: 0, pushes: 1000 } }))
        assert.deepStrictEqual(forge.queue.pending(), [])
        yield* forge.advance("10 minutes")
        assert.strictEqual((yield* admin.ask("run", { runId: id })).run.state, "interrupted")
        assert.deepStrictEqual(sound(yield* settled(id, { every: "1 hour", most: 50 })), PackedSite.allSound)
      }),
    patience
  )
})

describe("expired values that can still be read", () => {
  it.effect("change nothing: a run follows another, and is taken over from a dead one", () =>
    Effect.gen(function*() {
      const { admin, forge, settled, site, sound } = yield* PackedSite.connected({
        switches: { expiryLagMillis: 48 * 3_600_000 }
      })
      forge.killAtRequest(40, { functionKey: "consumer" })
      const { id } = yield* admin.ask("runNow", {})
      assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
      yield* admin.ask("turnOn", {})
      yield* forge.advance("3 days")
      assert.strictEqual(Records.twice(site), 0)
      assert.strictEqual((yield* admin.ask("history", { limit: 1, before: null }))[0]?.state, "succeeded")
      const { id: next } = yield* admin.ask("startPreview", {})
      assert.strictEqual((yield* settled(next)).state, "succeeded")
    }), patience)
})
