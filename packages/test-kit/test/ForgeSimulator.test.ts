import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { TraceEntry } from "../src/ForgeSimulator.ts"
import * as ForgeApp from "./fixtures/ForgeApp.ts"

/** A few hours of everything at once, with faults. */
const live = Effect.fnUntraced(function*(seed: number) {
  const trace: Array<TraceEntry> = []
  const forge = yield* ForgeApp.make({
    seed,
    trace: (entry) => trace.push(entry),
    switches: {
      eventDuplicatedChance: 0.3,
      eventLostChance: 0.1,
      eventSpreadMillis: 60_000,
      kvsThrottledChance: 0.05,
      kvsAnswerLostChance: 0.05
    }
  })
  yield* forge.install
  const page = (count: number) =>
    Effect.exit(forge.resolve("parallel", { url: "https://echo.example/", count }, { accountId: "ann" }))
  const events = ["a", "b", "c"].map((name) => ({ body: { action: "seen", name } }))
  yield* Effect.all([
    page(20),
    page(10),
    Effect.exit(forge.run("push", { events })),
    Effect.exit(forge.run("push", { events: [{ body: { action: "fails", until: 2 } }] }))
  ], { concurrency: "unbounded" })
  yield* forge.advance("3 hours")
  return { trace, keys: forge.kvs.keys() }
})

it.effect("the same seed and the same calls give the same run", () =>
  Effect.gen(function*() {
    const first = yield* live(1)
    assert.isAbove(first.trace.length, 100)
    assert.deepStrictEqual(yield* live(1), first)
    assert.notDeepEqual((yield* live(2)).trace, first.trace)
  }))
