import { assert, it } from "@effect/vitest"
import { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as SimulatorHttpClient from "@entra-assets/test-kit/SimulatorHttpClient"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpClient from "effect/http/HttpClient"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Durable from "../../src/simulation/Durable.ts"
import * as MortalProcess from "../../src/simulation/MortalProcess.ts"
import * as VirtualTime from "../../src/simulation/VirtualTime.ts"

/** A service that counts, 100 ms away. */
const host = (arrivesAlone = false) => {
  const state = { requests: 0 }
  const client = SimulatorHttpClient.make([{
    hosts: ["service.example"],
    handle: () =>
      Effect.sync(() => {
        state.requests++
        return Respond.json(200, {})
      })
  }], { network: { passage: Effect.succeed({ thereMillis: 100, backMillis: 100, arrivesAlone }) } })
  const durable = Durable.make()
  const start = (death?: MortalProcess.Death) =>
    MortalProcess.make({ durable, client, storeMillis: Effect.succeed(10), ...(death !== undefined && { death }) })
  return { durable, start, state }
}

const set = (key: string, value: string) =>
  Effect.flatMap(KeyValueStore.KeyValueStore, (store) => store.set(key, value))
const request = HttpClient.get("https://service.example/")
const claim = { owner: "run", holder: "slice", millis: 60_000, mode: "start" } as const

const expectSuccess = <E>(exit: Exit.Exit<void, E>) => assert.isTrue(Exit.isSuccess(exit), String(exit))

it("what a process stored is there for the next one", () =>
  expectSuccess(VirtualTime.run(() =>
    Effect.gen(function*() {
      const { start } = host()
      assert.strictEqual((yield* start().run(set("a", "1")))._tag, "Ended")
      const read = Effect.flatMap(KeyValueStore.KeyValueStore, (store) => store.get("a"))
      assert.deepStrictEqual(yield* start().run(read), { _tag: "Ended", exit: Exit.succeed("1") })
    })
  )))

it("after its death neither finalizers nor late fibers take effect", () =>
  expectSuccess(VirtualTime.run(() =>
    Effect.gen(function*() {
      const { durable, start, state } = host()
      const process = start()
      const ended: Array<string> = []
      const late = (name: string) =>
        Effect.all([set(name, "late"), Effect.exit(request)]).pipe(
          Effect.ensuring(Effect.sync(() => ended.push(name)))
        )
      const work = Effect.gen(function*() {
        const leases = yield* LeaseStore
        const lease = yield* leases.acquire(claim)
        yield* Effect.forkDetach(Effect.andThen(Effect.sleep("5 minutes"), late("fiber")))
        yield* Effect.sleep("1 hour").pipe(
          Effect.ensuring(Effect.ignore(late("finalizer"))),
          Effect.ensuring(Effect.ignore(leases.release(lease, 0)))
        )
      })
      const outcome = yield* Effect.forkChild(process.run(work))
      yield* Effect.sleep("1 second")
      yield* process.kill
      yield* Effect.sleep("1 second")
      assert.deepStrictEqual(outcome.pollUnsafe(), Exit.succeed({ _tag: "Killed" } as const))
      yield* Effect.sleep("1 hour")
      assert.deepStrictEqual([durable.dump().size, state.requests], [0, 0])
      assert.deepStrictEqual(ended.toSorted(), ["fiber", "finalizer"])
      const { record } = yield* durable.lease.read
      assert.strictEqual(record?.holder, "slice")
    }).pipe(Effect.orDie)
  )))

it("it can die before or after any operation takes effect", () =>
  expectSuccess(VirtualTime.run(() =>
    Effect.gen(function*() {
      const work = Effect.all([set("a", "1"), set("b", "2"), request], { discard: true })
      const seen: Array<string> = []
      for (const operation of [1, 2, 3, 4]) {
        for (const moment of ["before", "after"] as const) {
          const { durable, start, state } = host()
          const { _tag } = yield* start({ operation, moment }).run(work)
          seen.push(`${_tag} ${durable.dump().size} ${state.requests}`)
        }
      }
      assert.deepStrictEqual(seen, [
        "Killed 0 0",
        "Killed 1 0",
        "Killed 1 0",
        "Killed 2 0",
        "Killed 2 0",
        "Killed 2 1",
        "Ended 2 1",
        "Ended 2 1"
      ])
    })
  )))

it("a request that is under way arrives without its sender, as the network says", () =>
  expectSuccess(VirtualTime.run(() =>
    Effect.gen(function*() {
      for (const arrivesAlone of [true, false]) {
        const { start, state } = host(arrivesAlone)
        const process = start()
        yield* Effect.forkChild(process.run(request))
        yield* Effect.sleep(50)
        yield* process.kill
        yield* Effect.sleep(1000)
        assert.strictEqual(state.requests, arrivesAlone ? 1 : 0)
      }
    })
  )))

it("latency between two processes lets the compare-and-set of the lease decide", () =>
  expectSuccess(VirtualTime.run(() =>
    Effect.gen(function*() {
      const { start } = host()
      const acquire = (holder: string) =>
        start().run(Effect.flatMap(LeaseStore, (leases) => leases.acquire({ ...claim, owner: holder, holder })))
      const outcomes = yield* Effect.all([acquire("one"), acquire("two")], { concurrency: "unbounded" })
      const winners = outcomes.filter((outcome) => outcome._tag === "Ended" && Exit.isSuccess(outcome.exit))
      assert.lengthOf(winners, 1)
    })
  )))
