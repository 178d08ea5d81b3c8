/** The lease store of core on real files: core itself has no file system to test it with. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import type { Claim, Lease } from "@entra-assets/core/model/Lease"
import { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import * as FileLeaseStore from "@entra-assets/core/sync/FileLeaseStore"
import * as Array from "effect/Array"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import * as Path from "effect/Path"
import { TestClock } from "effect/testing"
import { rmSync } from "node:fs"
import * as Folder from "./fixtures/Folder.ts"

const claim = (owner: string, fields: Partial<Claim> = {}): Claim => ({
  owner,
  holder: `${owner}-slice`,
  millis: 120_000,
  mode: "start",
  ...fields
})

/** The store as one more process has it, on a file system with these changes. */
const open = (
  directory: string,
  change: (fs: FileSystem.FileSystem) => Partial<FileSystem.FileSystem> = () => ({})
) => {
  const fileSystem = Layer.effect(
    FileSystem.FileSystem,
    Effect.map(FileSystem.FileSystem, (fs) => ({ ...fs, ...change(fs) }))
  ).pipe(Layer.provide(NodeFileSystem.layer))
  return Layer.build(Layer.provide(Layer.fresh(FileLeaseStore.layerFile(directory)), [fileSystem, Path.layer])).pipe(
    Effect.map(Context.get(LeaseStore))
  )
}

const renewed = (store: LeaseStore["Service"], lease: Lease, times: number) =>
  Effect.reduce(Array.range(1, times), () => lease, (lease) => store.renew(lease, 120_000))

const version = (n: number) => `lease-${String(n).padStart(12, "0")}.json`

it.effect("of many processes that start at once, exactly one gets it; the fence rises by one each time", () =>
  Effect.gen(function*() {
    const folder = yield* Folder.make
    const stores = yield* Effect.forEach(Array.range(1, 20), () => open(folder.path))
    for (let round = 1; round <= 20; round++) {
      const [taken, refused] = yield* Effect.partition(
        stores,
        (store) => store.acquire(claim(`run-${round}`)),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(taken.map(({ fence }) => fence), [round])
      assert.deepStrictEqual(refused.map(({ _tag }) => _tag), refused.map(() => "LeaseHeld" as const))
      yield* TestClock.adjust("2 minutes")
    }
  }))

it.effect("two processes see the same lease, and only its holder changes it", () =>
  Effect.gen(function*() {
    const folder = yield* Folder.make
    const [one, two] = [yield* open(folder.join("state/lease")), yield* open(folder.join("state/lease"))]
    assert.isNull(yield* two.read)
    const lease = yield* one.acquire(claim("run-1"))
    assert.deepStrictEqual(yield* two.read, lease)
    assert.strictEqual((yield* Effect.flip(two.acquire(claim("run-2"))))._tag, "LeaseHeld")
    yield* one.release(yield* one.renew(lease, 120_000), 60_000)
    assert.strictEqual((yield* Effect.flip(one.renew(lease, 120_000)))._tag, "LeaseLost")
    const resumed = yield* two.acquire(claim("run-1", { holder: "two", mode: "resume" }))
    yield* two.release(resumed, 0)
    assert.strictEqual((yield* one.acquire(claim("run-2"))).fence, 3)
  }))

describe("the files", () => {
  it.effect("are the last eight versions, whatever else lies in the directory", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      folder.write("notes.txt", "not ours")
      const store = yield* open(folder.path)
      const lease = yield* store.acquire(claim("run-1"))
      assert.deepStrictEqual(folder.names(), [version(1), "notes.txt"])
      assert.strictEqual(
        folder.read(version(1)),
        `{"schemaVersion":1,"fence":1,"owner":"run-1","holder":"run-1-slice","expiresAt":120000}`
      )
      yield* renewed(store, lease, 41)
      assert.deepStrictEqual(folder.names(), [...Array.range(35, 42).map(version), "notes.txt"])
    }))

  it.effect("that a dead process left half-way are passed over, and removed later", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const store = yield* open(folder.path)
      const lease = yield* store.acquire(claim("run-1"))
      folder.write("lease-000000000002.beef.tmp", "")
      yield* renewed(store, lease, 9)
      assert.isTrue(folder.names().every((name) => name.endsWith(".json")), folder.names().join(" "))
    }))

  it.effect("leave nothing behind when a change is interrupted", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const reached = yield* Deferred.make<void>()
      const store = yield* open(folder.path, () => ({
        link: () => Effect.andThen(Deferred.succeed(reached, undefined), Effect.never)
      }))
      const acquiring = yield* Effect.forkChild(store.acquire(claim("run-1")))
      yield* Deferred.await(reached)
      assert.lengthOf(folder.names(), 1)
      yield* Fiber.interrupt(acquiring)
      assert.deepStrictEqual(folder.names(), [])
    }))
})

/** A process that stands still before it links, from `reached` until `goOn`. */
const beforeLinking = Effect.fnUntraced(function*(path: string) {
  const reached = yield* Deferred.make<void>()
  const goOn = yield* Deferred.make<void>()
  const asleep = yield* open(path, (fs) => ({
    link: (from, to) =>
      Deferred.succeed(reached, undefined).pipe(Effect.andThen(Deferred.await(goOn)), Effect.andThen(fs.link(from, to)))
  }))
  return { asleep, goOn, reached }
})

describe("a process that stood still", () => {
  it.effect("before it could link: the name is free again, and yet it does not win", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const awake = yield* open(folder.path)
      const first = yield* awake.acquire(claim("run-1"))
      yield* TestClock.adjust("2 minutes")

      const { asleep, goOn, reached } = yield* beforeLinking(folder.path)
      // Run 2 finds the lease of run 1 expired, writes version 2 and stands still.
      const starting = yield* Effect.forkChild(Effect.flip(asleep.acquire(claim("run-2"))))
      yield* Deferred.await(reached)
      // Run 3 takes it and goes on for so long that version 2 is removed, as a later change would.
      const third = yield* awake.acquire(claim("run-3"))
      yield* renewed(awake, third, 7)
      rmSync(folder.join(version(2)))
      yield* Deferred.succeed(goOn, undefined)
      assert.strictEqual((yield* Fiber.join(starting))._tag, "LeaseHeld")
      assert.include(folder.names(), version(2), "the link was made")
      assert.strictEqual((yield* awake.read)?.owner, "run-3")
      assert.strictEqual((yield* awake.renew(third, 1000)).fence, first.fence + 1)
    }))

  it.effect("for so long that its half-written file was removed: it reads again", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const awake = yield* open(folder.path)
      const { asleep, goOn, reached } = yield* beforeLinking(folder.path)
      const starting = yield* Effect.forkChild(Effect.flip(asleep.acquire(claim("run-2"))))
      yield* Deferred.await(reached)
      yield* renewed(awake, yield* awake.acquire(claim("run-3")), 20)
      yield* Deferred.succeed(goOn, undefined)
      assert.strictEqual((yield* Fiber.join(starting))._tag, "LeaseHeld")
      assert.deepStrictEqual(folder.names(), Array.range(14, 21).map(version))
    }))

  it.effect("before it could read the version it had found: it reads a newer one", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const awake = yield* open(folder.path)
      const lease = yield* awake.acquire(claim("run-1"))
      const asleep = yield* open(folder.path, (fs) => ({
        readFileString: (path) =>
          Effect.suspend(() => path.endsWith(version(1)) ? Effect.orDie(renewed(awake, lease, 20)) : Effect.void).pipe(
            Effect.andThen(fs.readFileString(path))
          )
      }))
      assert.deepStrictEqual(yield* asleep.read, yield* awake.read)
      assert.notInclude(folder.names(), version(1))
    }))
})

describe("says what is wrong", () => {
  for (
    const [name, text] of [
      ["of another version", `{"schemaVersion":2,"fence":1,"owner":"run-1","holder":null,"expiresAt":0}`],
      ["damaged", ""]
    ] as const
  ) {
    it.effect(`with a record that is ${name}`, () =>
      Effect.gen(function*() {
        const folder = yield* Folder.make
        folder.write(version(3), text)
        const store = yield* open(folder.path)
        const error = yield* Effect.flip(store.acquire(claim("run-1")))
        assert.deepInclude(error, { _tag: "LeaseStoreError", reason: "Unreadable" })
        assert.include(error.message, version(3))
      }))
  }

  it.effect("with a directory that is gone, or cannot be made", () =>
    Effect.gen(function*() {
      const folder = yield* Folder.make
      const store = yield* open(folder.join("lease"))
      rmSync(folder.join("lease"), { recursive: true })
      assert.deepInclude(yield* Effect.flip(store.acquire(claim("run-1"))), {
        _tag: "LeaseStoreError",
        reason: "StoreFailed"
      })
      assert.deepInclude(yield* Effect.flip(store.read), { reason: "StoreFailed" })
      folder.write("file", "")
      assert.strictEqual((yield* Effect.flip(open(folder.join("file/lease")))).reason, "StoreFailed")
    }))
})
