/** Invocations that die: at any of their first requests, at their time-out, without memory. On the packed app. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as PackedSite from "../fixtures/PackedSite.ts"

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
      }))
  }
})
