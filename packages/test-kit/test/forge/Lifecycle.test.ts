import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as ForgeApp from "../fixtures/ForgeApp.ts"

const ticks = (keys: ReadonlyArray<string>) => keys.filter((key) => key.startsWith("tick:"))

it.effect("an app is installed, ticks about every 24 hours, and is removed", () =>
  Effect.gen(function*() {
    const forge = yield* ForgeApp.make()
    yield* forge.install
    yield* forge.advance("10 minutes")
    // It asks to be called again, as one does while the app may not call Jira yet.
    assert.strictEqual(forge.kvs.get("avi:forge:installed:app"), 3)
    yield* forge.advance("3 days")
    assert.strictEqual(ticks(forge.kvs.keys()).length, 4)
    yield* forge.upgrade
    yield* forge.advance("1 minute")
    assert.strictEqual(forge.kvs.get("avi:forge:upgraded:app"), 1)
    const outcomes = yield* forge.uninstall
    assert.deepStrictEqual(outcomes.map(({ _tag }) => _tag), ["Returned"])
    assert.strictEqual(forge.kvs.get("uninstalled"), 1)
    yield* forge.advance("3 days")
    assert.strictEqual(ticks(forge.kvs.keys()).length, 4)
  }))

it.effect("a tick is missed or comes twice", () =>
  Effect.gen(function*() {
    const forge = yield* ForgeApp.make({ switches: { tickMissedChance: 1 } })
    yield* forge.install
    yield* forge.advance("2 days")
    assert.deepStrictEqual(ticks(forge.kvs.keys()), [])
    forge.switches.tickMissedChance = 0
    forge.switches.tickDuplicatedChance = 1
    yield* forge.advance("1 day")
    assert.strictEqual(ticks(forge.kvs.keys()).length, 2)
  }))
