import { assert, describe, it } from "@effect/vitest"
import type { LeaseRecord } from "@entra-assets/core/model/Lease"
import { LeaseStore, LeaseStoreError } from "@entra-assets/core/ports/LeaseStore"
import * as MemoryLeaseStore from "@entra-assets/core/sync/MemoryLeaseStore"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import { TestClock } from "effect/testing"
import * as HeldLease from "../../../src/sync/internal/HeldLease.ts"

const start = { owner: "run-1", mode: "start" } as const
const seconds = (n: number) => n * 1000

/** A store in memory that can be switched off, and hang. */
const unreliable = Effect.gen(function*() {
  const mood = yield* Ref.make<"well" | "failing" | "hanging">("well")
  const layer = Layer.effect(
    LeaseStore,
    Effect.map(LeaseStore, (store) => ({
      ...store,
      renew: (lease, millis) =>
        Effect.flatMap(Ref.get(mood), (mood) => {
          if (mood === "hanging") return Effect.never
          return mood === "well"
            ? store.renew(lease, millis)
            : Effect.fail(new LeaseStoreError({ reason: "StoreFailed", message: "switched off" }))
        })
    }))
  ).pipe(Layer.provideMerge(MemoryLeaseStore.layer))
  return { layer, mood }
})

const expiresAt = Effect.map(
  Effect.flatMap(LeaseStore, ({ read }) => read),
  (record: LeaseRecord | null) => record?.expiresAt
)

/** Another run takes the place, as after a pause in which this process stood still. */
const overtaken = Effect.gen(function*() {
  const store = yield* LeaseStore
  const record = yield* store.read
  if (record?.holder !== null && record !== null) yield* store.release({ ...record, holder: record.holder }, 0)
  yield* store.acquire({ owner: "run-2", holder: "other", millis: seconds(120), mode: "start" })
})

describe("while it is held", () => {
  it.effect("it is renewed every 30 s", () =>
    Effect.gen(function*() {
      const held = yield* HeldLease.hold(start)
      assert.strictEqual(held.fence, 1)
      assert.strictEqual(yield* expiresAt, seconds(120))
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual(yield* expiresAt, seconds(150))
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* expiresAt, seconds(30 + 3600 + 120))
    }).pipe(Effect.provide(MemoryLeaseStore.layer)))

  it.effect("nobody else gets it, and two slices have different holders", () =>
    Effect.gen(function*() {
      const store = yield* LeaseStore
      const held = yield* HeldLease.hold(start)
      const first = yield* store.read
      assert.strictEqual((yield* Effect.flip(HeldLease.hold({ owner: "run-2", mode: "start" })))._tag, "LeaseHeld")
      yield* held.release(seconds(60))
      const next = yield* HeldLease.hold({ owner: "run-1", mode: "resume" })
      assert.strictEqual(next.fence, 2)
      assert.notStrictEqual((yield* store.read)?.holder, first?.holder)
    }).pipe(Effect.provide(MemoryLeaseStore.layer)))

  it.effect("a write is permitted at once while the lease outlasts it, and after a renewal when it would not", () =>
    Effect.gen(function*() {
      const { layer, mood } = yield* unreliable
      yield* Effect.gen(function*() {
        const held = yield* HeldLease.hold(start, { renewEverySeconds: 110 })
        yield* TestClock.adjust("80 seconds")
        yield* held.permit(seconds(30))
        assert.strictEqual(yield* expiresAt, seconds(120), "40 s were left")
        yield* TestClock.adjust("5 seconds")
        yield* held.permit(seconds(30))
        assert.strictEqual(yield* expiresAt, seconds(85 + 145), "35 s were left, which is too few by none")

        yield* Ref.set(mood, "failing")
        assert.isTrue(yield* held.outlives(seconds(100)), "no renewal is needed")
      }).pipe(Effect.provide(layer))
    }))

  it.effect("outlives renews when that can help, and does not lengthen the lease otherwise", () =>
    Effect.gen(function*() {
      const held = yield* HeldLease.hold(start)
      yield* TestClock.adjust("10 seconds")
      assert.isTrue(yield* held.outlives(seconds(115)))
      assert.strictEqual(yield* expiresAt, seconds(130))
      assert.isFalse(yield* held.outlives(seconds(120)))
      assert.strictEqual(yield* expiresAt, seconds(130))
    }).pipe(Effect.provide(MemoryLeaseStore.layer)))

  it.effect("requests that may take longer than the lease make it longer", () =>
    Effect.gen(function*() {
      const held = yield* HeldLease.hold(start)
      yield* held.permit(seconds(300))
      assert.strictEqual(yield* expiresAt, seconds(335))
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual(yield* expiresAt, seconds(365))
    }).pipe(Effect.provide(MemoryLeaseStore.layer)))
})

describe("a lease is lost", () => {
  it.effect("when another has taken it: that is said, and no write is permitted any more", () =>
    Effect.gen(function*() {
      const held = yield* HeldLease.hold(start)
      const write = yield* Ref.make(false)
      yield* overtaken
      const lost = yield* Effect.forkChild(Effect.flip(held.lost))
      yield* TestClock.adjust("30 seconds")
      assert.deepInclude(yield* Fiber.join(lost), { _tag: "LeaseLost", owner: "run-1", fence: 1 })
      assert.strictEqual((yield* Effect.flip(held.lost)).present?.owner, "run-2")
      yield* Effect.forkChild(Effect.andThen(held.permit(1), Ref.set(write, true)))
      yield* TestClock.adjust("1 day")
      assert.isFalse(yield* Ref.get(write))
      assert.isFalse(yield* held.outlives(1))
      assert.strictEqual((yield* Effect.flip(held.release(0)))._tag, "LeaseLost")
    }).pipe(Effect.provide(MemoryLeaseStore.layer)))

  it.effect("when a permit finds out: the write never goes, and whoever waits hears of it", () =>
    Effect.gen(function*() {
      const held = yield* HeldLease.hold(start, { renewEverySeconds: 119 })
      const write = yield* Ref.make(false)
      const slice = yield* Effect.forkChild(
        Effect.raceFirst(
          Effect.andThen(Effect.andThen(Effect.sleep("90 seconds"), held.permit(seconds(30))), Ref.set(write, true)),
          held.lost
        )
      )
      yield* overtaken
      yield* TestClock.adjust("90 seconds")
      assert.strictEqual((yield* Effect.flip(Fiber.join(slice)))._tag, "LeaseLost")
      assert.isFalse(yield* Ref.get(write))
    }).pipe(Effect.provide(MemoryLeaseStore.layer)))

  it.effect("when the process stood still for too long, though nobody took it", () =>
    Effect.gen(function*() {
      const held = yield* HeldLease.hold(start, { renewEverySeconds: 600 })
      yield* TestClock.adjust("120 seconds")
      assert.isFalse(yield* held.outlives(0))
      assert.strictEqual((yield* Effect.flip(held.lost))._tag, "LeaseLost")
    }).pipe(Effect.provide(MemoryLeaseStore.layer)))
})

describe("a store that does not answer", () => {
  for (const trouble of ["failing", "hanging"] as const) {
    it.effect(`loses the lease only when it runs out (${trouble})`, () =>
      Effect.gen(function*() {
        const { layer, mood } = yield* unreliable
        yield* Effect.gen(function*() {
          const held = yield* HeldLease.hold(start)
          const lost = yield* Effect.forkChild(Effect.flip(held.lost))
          yield* Ref.set(mood, trouble)
          yield* TestClock.adjust("119999 millis")
          assert.isUndefined(lost.pollUnsafe())
          yield* TestClock.adjust("1 millis")
          assert.strictEqual((yield* Fiber.join(lost))._tag, "LeaseLost")
        }).pipe(Effect.provide(layer))
      }))
  }

  it.effect("is asked again, and a write waits for it", () =>
    Effect.gen(function*() {
      const { layer, mood } = yield* unreliable
      yield* Effect.gen(function*() {
        const held = yield* HeldLease.hold(start)
        yield* Ref.set(mood, "failing")
        yield* TestClock.adjust("100 seconds")
        const write = yield* Effect.forkChild(held.permit(seconds(30)))
        yield* TestClock.adjust("10 seconds")
        assert.isUndefined(write.pollUnsafe())
        yield* Ref.set(mood, "well")
        yield* TestClock.adjust("2 seconds")
        yield* Fiber.join(write)
        assert.strictEqual(yield* expiresAt, seconds(112 + 120))
      }).pipe(Effect.provide(layer))
    }))
})

describe("the end of a slice", () => {
  it.effect("release frees the place, and a write afterwards is not permitted", () =>
    Effect.gen(function*() {
      const store = yield* LeaseStore
      const held = yield* HeldLease.hold(start)
      yield* held.release(0)
      assert.deepStrictEqual(yield* store.read, { fence: 1, owner: "run-1", holder: null, expiresAt: 0 })
      assert.isFalse(yield* held.outlives(0))
      const write = yield* Effect.forkChild(held.permit(1))
      yield* TestClock.adjust("1 hour")
      assert.isUndefined(write.pollUnsafe())
      assert.strictEqual(yield* expiresAt, 0, "nothing is renewed any more")
    }).pipe(Effect.provide(MemoryLeaseStore.layer)))

  it.effect("a scope that closes without a release lets it run out", () =>
    Effect.gen(function*() {
      yield* Effect.scoped(HeldLease.hold(start))
      yield* TestClock.adjust("119 seconds")
      assert.strictEqual(yield* expiresAt, seconds(120))
      assert.strictEqual((yield* Effect.flip(HeldLease.hold({ owner: "run-1", mode: "resume" })))._tag, "LeaseHeld")
      yield* TestClock.adjust("1 seconds")
      assert.strictEqual((yield* HeldLease.hold({ owner: "run-1", mode: "resume" })).fence, 2)
    }).pipe(Effect.provide(MemoryLeaseStore.layer)))
})
