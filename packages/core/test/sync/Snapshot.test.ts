import { assert, describe, it } from "@effect/vitest"
import { observe, type ProgressEvent } from "@entra-assets/core/sync/Progress"
import { collect } from "@entra-assets/core/sync/Snapshot"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { sourceError, sourceOf } from "../fixtures/FakeSources.ts"

interface Thing {
  readonly id: string
  readonly version: number
}

const thing = (id: string, version = 1): Thing => ({ id, version })
const read = (...source: Parameters<typeof sourceOf<Thing>>) =>
  collect("users", sourceOf(...source)(null), ({ id }) => id)

describe("collect", () => {
  it.effect("keeps every value of every page, also after empty ones", () =>
    Effect.gen(function*() {
      yield* TestClock.adjust("5 seconds")
      const snapshot = yield* read([[thing("a"), thing("b")], [], [thing("c")]])
      assert.deepStrictEqual(snapshot, {
        _tag: "Complete",
        values: [thing("a"), thing("b"), thing("c")],
        readStartedAt: 5000
      })
    }))

  it.effect("an empty source is complete", () =>
    Effect.map(read([[]]), ({ _tag, values }) => assert.deepStrictEqual([_tag, values], ["Complete", []])))

  it.effect("keeps an id once, as it was read last", () =>
    Effect.gen(function*() {
      const { values } = yield* read([[thing("a", 1), thing("b")], [thing("a", 2)]])
      assert.deepStrictEqual(values, [thing("a", 2), thing("b")])
    }))

  it.effect("discards what came before a restart", () =>
    Effect.gen(function*() {
      const { _tag, values } = yield* read([[thing("old"), thing("a")], "restart", [thing("a")]])
      assert.deepStrictEqual([_tag, values], ["Complete", [thing("a")]])
    }))

  it.effect("is partial, with the reason, when the source fails on the way", () =>
    Effect.gen(function*() {
      const snapshot = yield* read([[thing("a")]], sourceError("entra"))
      assert.deepStrictEqual(snapshot, {
        _tag: "Partial",
        values: [thing("a")],
        readStartedAt: 0,
        reason: "entra: Unavailable"
      })
    }))

  const failing = {
    "before the first value": read([[]], sourceError("entra")),
    "right after a restart": read([[thing("a")], "restart"], sourceError("entra")),
    "because we are refused": read([[thing("a")]], sourceError("entra", "Unauthorized")),
    "because a permission is missing": read([[thing("a")]], sourceError("entra", "Forbidden")),
    "because the schema is not ours": read([[thing("a")]], sourceError("entra", "Misconfigured"))
  }
  for (const [when, effect] of Object.entries(failing)) {
    it.effect(`fails when the source fails ${when}`, () =>
      Effect.map(Effect.result(effect), (result) => assert.isTrue(Result.isFailure(result))))
  }

  it.effect("counts what it has: neither repetitions nor what a restart voided", () =>
    Effect.gen(function*() {
      const events: Array<ProgressEvent> = []
      yield* observe(
        read([[thing("a"), thing("b")], "restart", [thing("a"), thing("a")], [thing("c")]]),
        Stream.runForEach((event) => Effect.sync(() => events.push(event)))
      )
      assert.deepStrictEqual(events.map(({ done, finished }) => [done, finished]), [[0, false], [2, true]])
    }))
})
