import { assert, it } from "@effect/vitest"
import { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import * as MemoryLeaseStore from "@entra-assets/core/sync/MemoryLeaseStore"
import * as Context from "effect/Context"
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as MortalProcess from "../../src/killing/MortalProcess.ts"

/** A host whose service counts what reaches it. */
const makeHost = Effect.gen(function*() {
  let requests = 0
  const client = HttpClient.make((request) =>
    Effect.sync(() => {
      requests++
      return HttpClientResponse.fromWeb(request, new Response("{}"))
    })
  )
  const context = yield* Layer.build(
    Layer.mergeAll(
      KeyValueStore.layerMemory,
      MemoryLeaseStore.layer,
      Digest.layerWebCrypto,
      Layer.succeed(HttpClient.HttpClient, client)
    )
  )
  return { context, requests: () => requests }
})

const claim = { owner: "run", holder: "slice", millis: 1000, mode: "start" } as const

/** Whatever a process can do to the world. */
const attempts: ReadonlyArray<readonly [what: string, attempt: Effect.Effect<unknown, unknown, MortalProcess.Host>]> = [
  ["save a value", KeyValueStore.KeyValueStore.use((values) => values.set("key", "value"))],
  ["read a value", KeyValueStore.KeyValueStore.use((values) => values.get("key"))],
  ["remove values", KeyValueStore.KeyValueStore.use((values) => values.clearPrefix("k"))],
  ["take the lease", LeaseStore.use((leases) => leases.acquire(claim))],
  ["read the lease", LeaseStore.use((leases) => leases.read)],
  ["send a request", HttpClient.get("https://example.com")]
]

it.effect.each(attempts)(
  "a living process can %s, a dead one is interrupted instead",
  ([, attempt]) =>
    Effect.gen(function*() {
      const host = yield* makeHost
      const process = MortalProcess.make(host.context)
      assert.isTrue(Exit.isSuccess(yield* Effect.exit(Effect.provide(attempt, process.services))))
      const before = host.requests()
      yield* process.kill
      const exit = yield* Effect.forkChild(Effect.provide(attempt, process.services)).pipe(Effect.flatMap(Fiber.await))
      assert.isTrue(Exit.hasInterrupts(exit))
      assert.strictEqual(host.requests(), before)
    })
)

it.effect("finalizers of a dead process save nothing", () =>
  Effect.gen(function*() {
    const { context } = yield* makeHost
    const process = MortalProcess.make(context)
    const values = Context.get(context, KeyValueStore.KeyValueStore)
    const work = Effect.never.pipe(
      Effect.onExit(() => KeyValueStore.KeyValueStore.use((mine) => mine.set("goodbye", "value"))),
      Effect.provide(process.services)
    )
    const fiber = yield* Effect.forkChild(work, { startImmediately: true })
    yield* process.kill
    yield* Fiber.interrupt(fiber)
    assert.isUndefined(yield* values.get("goodbye"))
  }))

it.effect("the next process of the host finds what the dead one had saved", () =>
  Effect.gen(function*() {
    const { context } = yield* makeHost
    const first = MortalProcess.make(context)
    yield* KeyValueStore.KeyValueStore.use((values) => values.set("key", "value")).pipe(Effect.provide(first.services))
    yield* first.kill
    const next = MortalProcess.make(context)
    const found = yield* KeyValueStore.KeyValueStore.use((values) => values.get("key")).pipe(
      Effect.provide(next.services)
    )
    assert.strictEqual(found, "value")
  }))
