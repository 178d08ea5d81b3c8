/** Key-value store and lease on Forge's stores, as the simulator has them. */
import { assert, beforeAll, describe, it } from "@effect/vitest"
import * as AtlassianSimulator from "@entra-assets/test-kit/AtlassianSimulator"
import * as ForgeManifest from "@entra-assets/test-kit/ForgeManifest"
import * as ForgeSimulator from "@entra-assets/test-kit/ForgeSimulator"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { parse } from "yaml"
import * as BuiltApp from "../fixtures/BuiltApp.ts"

let bundle = ""
beforeAll(async () => {
  bundle = await BuiltApp.bundle("storeApp.mts")
})

const manifestText = readFileSync(resolve(import.meta.dirname, "../../../../manifest.yml"), "utf8")

const app = Effect.fnUntraced(function*(switches: ForgeSimulator.Options["switches"] = {}) {
  const atlassian = yield* AtlassianSimulator.make({ organisation: { accounts: [] } })
  const forge = yield* ForgeSimulator.make({
    bundle,
    manifest: yield* ForgeManifest.decode(parse(manifestText)),
    atlassian,
    seed: 3,
    switches
  })
  const ask = (operation: string, payload: unknown = {}) =>
    forge.resolve(operation, payload, { accountId: atlassian.adminAccountId })
  return { ask, forge }
})

const decodeKeys = Schema.decodeUnknownEffect(Schema.Struct({ value: Schema.Array(Schema.String) }))

/** So mixed that it does not get small. */
const noise = (length: number) => {
  let state = 1
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return String.fromCharCode(33 + (state % 90))
  }).join("")
}

describe("key-value store", () => {
  it.effect("a short text, one of 200 KiB and one of a megabyte come back as they were", () =>
    Effect.gen(function*() {
      const { ask, forge } = yield* app()
      for (const [key, text] of [["short", "ü → 1"], ["page", noise(200 * 1024)], ["large", noise(450 * 1024)]]) {
        assert.deepStrictEqual(yield* ask("set", { key, text }), { value: null })
        assert.deepStrictEqual(yield* ask("get", { key }), { value: text })
      }
      assert.deepStrictEqual(forge.violations(), [])
    }))

  it.effect("a key that was never set is undefined", () =>
    Effect.gen(function*() {
      const { ask } = yield* app()
      assert.deepStrictEqual(yield* ask("get", { key: "nobody" }), { value: null })
    }))

  it.effect("keys are those that were set, however many and however large", () =>
    Effect.gen(function*() {
      const { ask } = yield* app()
      yield* ask("fill", { key: "run-" })
      yield* ask("set", { key: "page", text: noise(300 * 1024) })
      const { value } = yield* decodeKeys(yield* ask("keys"))
      assert.sameMembers([...value], [...Array.from({ length: 120 }, (_, number) => `run-${number}`), "page"])
    }))

  it.effect("what is removed leaves nothing behind", () =>
    Effect.gen(function*() {
      const { ask, forge } = yield* app()
      yield* ask("set", { key: "run-1-page", text: noise(300 * 1024) })
      yield* ask("set", { key: "run-10-page", text: noise(10_000) })
      yield* ask("set", { key: "plan-1", text: "short" })
      yield* ask("clearPrefix", { key: "run-1-" })
      assert.deepStrictEqual(yield* ask("get", { key: "run-1-page" }), { value: null })
      assert.deepStrictEqual(yield* ask("get", { key: "run-10-page" }), { value: noise(10_000) })
      yield* ask("remove", { key: "run-10-page" })
      yield* ask("remove", { key: "plan-1" })
      yield* ask("remove", { key: "never-set" })
      assert.deepStrictEqual(forge.kvs.keys(), [])
    }))

  it.effect("what a store that failed has removed by half is removed by the next attempt, to the last part", () =>
    Effect.gen(function*() {
      const { ask, forge } = yield* app()
      const keys = Array.from({ length: 40 }, (_, number) => `run-${number}`)
      yield* Effect.forEach(keys, (key) => ask("set", { key, text: noise(10_000) }))
      const rows = () => forge.kvs.keys().length
      const all = rows()
      assert.isAbove(all, keys.length)
      forge.switches.kvsFailsChance = 0.9
      for (let attempt = 0; attempt < 50 && rows() === all; attempt++) yield* ask("clearPrefix", { key: "run-" })
      assert.isAbove(rows(), 0)
      assert.isBelow(rows(), all)
      forge.switches.kvsFailsChance = 0
      yield* ask("clearPrefix", { key: "run-" })
      assert.deepStrictEqual(forge.kvs.keys(), [])
    }))

  it.effect("a store that stumbles is asked again", () =>
    Effect.gen(function*() {
      const { ask } = yield* app({ kvsThrottledChance: 0.2, kvsFailsChance: 0.1, kvsAnswerLostChance: 0.1 })
      for (const number of [1, 2, 3, 4, 5]) {
        assert.deepStrictEqual(yield* ask("set", { key: `k${number}`, text: noise(5000) }), { value: null })
        assert.deepStrictEqual(yield* ask("get", { key: `k${number}` }), { value: noise(5000) })
      }
    }))

  it.effect("one that stays away is told", () =>
    Effect.gen(function*() {
      const { ask } = yield* app({ kvsFailsChance: 1 })
      assert.deepStrictEqual(yield* ask("get", { key: "k" }), { failed: "KeyValueStoreError" })
    }))
})

describe("lease", () => {
  it.effect("of two that start at once, one gets it", () =>
    Effect.gen(function*() {
      const { ask } = yield* app()
      const answers = yield* Effect.all([ask("start", { owner: "a" }), ask("start", { owner: "b" })], {
        concurrency: "unbounded"
      })
      assert.sameMembers(answers.map((answer) => Object.keys(Object(answer)).join()), ["value", "failed"])
      assert.deepInclude(answers, { failed: "LeaseHeld" })
    }))

  it.effect("is there after it was given back, with nobody who holds it", () =>
    Effect.gen(function*() {
      const { ask } = yield* app()
      assert.deepStrictEqual(yield* ask("lease"), { value: { record: null } })
      yield* ask("startAndRelease", { owner: "a" })
      assert.nestedInclude(yield* ask("lease"), {
        "value.record.owner": "a",
        "value.record.holder": null,
        "value.record.fence": 1
      })
    }))

  it.effect("an answer that got lost counts for what it did", () =>
    Effect.gen(function*() {
      const { ask, forge } = yield* app({ kvsAnswerLostChance: 0.5 })
      for (let round = 0; round < 10; round++) {
        const answer = yield* ask("start", { owner: `run-${round}` })
        if (JSON.stringify(answer).includes("LeaseStoreError")) continue
        assert.nestedInclude(answer, { "value.owner": `run-${round}`, "value.holder": `run-${round}-1` })
        yield* forge.advance("61 seconds")
      }
    }))
})
