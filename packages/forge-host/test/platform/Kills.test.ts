/** Invocations that die, once or always, whether they were ended or their memory was used up: on the packed app. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as PackedSite from "../fixtures/PackedSite.ts"

/** Of real time. */
const patience = 90_000

const requests = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 18, 21, 25]

describe("a slice that dies at its request", () => {
  for (const request of requests) {
    it.effect(`number ${request} does no harm, once or twice`, () =>
      Effect.gen(function*() {
        const { admin, forge, settled, sound } = yield* PackedSite.connected({ people: 50, seed: request })
        forge.killAtRequest(request, { functionKey: "consumer" }, request % 2 + 1)
        const { id } = yield* admin.ask("runNow", {})
        assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
        assert.isAtLeast(forge.usage().outcomes["Killed"] ?? 0, 1)
      }), patience)
  }
})

it.effect(
  "a run whose slices die again and again is not given up while each gets a little further",
  () =>
    Effect.gen(function*() {
      const { admin, forge, settled, sound } = yield* PackedSite.connected({ people: 1500 })
      forge.killAtRequest(60, { functionKey: "consumer" }, 30)
      const { id } = yield* admin.ask("runNow", {})
      assert.deepStrictEqual(sound(yield* settled(id)), PackedSite.allSound)
      assert.strictEqual(forge.usage().outcomes["Killed"], 30)
    }),
  patience
)

describe("a run that always dies at the same place", () => {
  for (const retryFailedEvents of [true, false]) {
    it.effect(
      `ends with the reason${retryFailedEvents ? ", also when Forge sends again what fails" : ""}`,
      () =>
        Effect.gen(function*() {
          const { admin, forge, settled, sound } = yield* PackedSite.connected({ switches: { retryFailedEvents } })
          const mend = forge.killAtRequest(20, { functionKey: "consumer" }, Infinity)
          const { id } = yield* admin.ask("runNow", {})
          const run = yield* settled(id, { every: "20 minutes", most: 40 })
          assert.deepStrictEqual([run.state, run.failure?.cause], ["failed", "forge.BrokenOff"])
          // Forge's own repetition once in each quarter of an hour, no more.
          assert.isAtMost(forge.usage().outcomes["Killed"] ?? 0, retryFailedEvents ? 60 : 26)
          yield* forge.advance("3 hours")
          assert.deepStrictEqual(forge.queue.pending(), [])
          mend()
          const { id: next } = yield* admin.ask("runNow", {})
          assert.deepStrictEqual(sound(yield* settled(next)), PackedSite.allSound)
        }),
      patience
    )
  }
})
