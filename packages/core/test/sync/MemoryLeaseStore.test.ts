import { assert, it } from "@effect/vitest"
import type { Claim } from "@entra-assets/core/model/Lease"
import { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import * as MemoryLeaseStore from "@entra-assets/core/sync/MemoryLeaseStore"
import * as Array from "effect/Array"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"

const claim = (owner: string, fields: Partial<Claim> = {}): Claim => ({
  owner,
  holder: `${owner}-slice`,
  millis: 120_000,
  mode: "start",
  ...fields
})

it.effect("of many who start at once, exactly one gets it; the fence rises by one each time", () =>
  Effect.gen(function*() {
    const store = yield* LeaseStore
    for (let round = 1; round <= 5; round++) {
      const [taken, refused] = yield* Effect.partition(
        Array.range(1, 50),
        (n) => Effect.andThen(Effect.yieldNow, store.acquire(claim(`run-${n}`))),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(taken.map(({ fence }) => fence), [round])
      assert.lengthOf(refused, 49)
      yield* TestClock.adjust("2 minutes")
    }
  }).pipe(Effect.provide(MemoryLeaseStore.layer)))

it.effect("between its slices a run keeps its place, and others wait", () =>
  Effect.gen(function*() {
    const store = yield* LeaseStore
    assert.isNull(yield* store.read)
    const first = yield* store.acquire(claim("run-1"))
    const renewed = yield* store.renew(first, 120_000)
    yield* store.release(renewed, 60_000)
    assert.deepStrictEqual(yield* store.read, { fence: 1, owner: "run-1", holder: null, expiresAt: 60_000 })
    assert.strictEqual((yield* Effect.flip(store.acquire(claim("run-2"))))._tag, "LeaseHeld")
    assert.strictEqual((yield* Effect.flip(store.renew(renewed, 120_000)))._tag, "LeaseLost")

    const second = yield* store.acquire(claim("run-1", { holder: "next", mode: "resume" }))
    yield* store.release(second, 0)
    assert.strictEqual((yield* store.acquire(claim("run-2"))).fence, 3)
  }).pipe(Effect.provide(MemoryLeaseStore.layer)))
