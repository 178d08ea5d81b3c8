/**
 * One process of a host, which can die at any await. From its death on nothing of it takes effect: finalizers and fibers
 * that are still about can neither write to a store, nor touch the lease, nor send a request; each attempt is an
 * interruption, so that they come to their end. A request that was under way may still reach its service, as the
 * network decides.
 */
import type * as Lease from "@entra-assets/core/model/Lease"
import * as LeaseStore from "@entra-assets/core/ports/LeaseStore"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import type { Durable } from "./Durable.ts"

export type Services = HttpClient.HttpClient | KeyValueStore.KeyValueStore | LeaseStore.LeaseStore

/** At which operation on a store, the lease or the network the process dies; they are counted together, from 1. */
export interface Death {
  readonly operation: number
  /** `before` the operation takes effect, or `after` it did and before anybody is told. */
  readonly moment: "before" | "after"
}

export type Operation = "request" | "store" | "lease"

export interface Options {
  readonly durable: Durable
  /** The network beyond the process. */
  readonly client: HttpClient.HttpClient
  /** How long one operation on a store takes, in milliseconds. */
  readonly storeMillis: Effect.Effect<number>
  readonly death?: Death
  /** Told of every request that leaves. */
  readonly onRequest?: (request: HttpClientRequest.HttpClientRequest) => void
  /** Told of every record of the lease that it has set. */
  readonly onLease?: (record: Lease.LeaseRecord) => void
  /** Told what kind of operation it died at. */
  readonly onDeath?: (kind: Operation, moment: Death["moment"]) => void
}

export type Outcome<A, E> = { readonly _tag: "Ended"; readonly exit: Exit.Exit<A, E> } | { readonly _tag: "Killed" }

export interface MortalProcess {
  readonly services: Context.Context<Services>
  /** Dies now, wherever its fibers are. */
  readonly kill: Effect.Effect<void>
  readonly isAlive: () => boolean
  /** Operations that were begun so far. */
  readonly operations: () => number
  /** Lets the process do this, until it is done or the process dies; then nobody waits for what is left of it. */
  readonly run: <A, E, R>(
    work: Effect.Effect<A, E, R | Services>
  ) => Effect.Effect<Outcome<A, E>, never, Exclude<R, Services>>
}

export const make = (options: Options): MortalProcess => {
  const { client, death, durable, onDeath, onLease, onRequest, storeMillis } = options
  const died = Deferred.makeUnsafe<void>()
  let alive = true
  let operations = 0

  const die = () => {
    alive = false
    Deferred.doneUnsafe(died, Effect.void)
  }
  const whileAlive = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => alive ? effect : Effect.interrupt)
  const operation = <A, E>(kind: Operation, effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    whileAlive(Effect.suspend(() => {
      operations++
      const fatal = operations === death?.operation ? death.moment : undefined
      if (fatal !== undefined) onDeath?.(kind, fatal)
      if (fatal === "before") die()
      return whileAlive(effect).pipe(
        Effect.exit,
        Effect.flatMap((exit) => {
          if (fatal === "after") die()
          return whileAlive(exit)
        })
      )
    }))
  const stored = <A, E>(effect: Effect.Effect<A, E>, kind: Operation = "store"): Effect.Effect<A, E> =>
    operation(
      kind,
      Effect.flatMap(storeMillis, (millis) => millis > 0 ? Effect.delay(whileAlive(effect), millis) : effect)
    )

  const { lease, values } = durable
  const services = Context.make(
    HttpClient.HttpClient,
    HttpClient.transform(client, (response, request) =>
      operation(
        "request",
        Effect.suspend(() => {
          onRequest?.(request)
          return response
        })
      ))
  ).pipe(
    Context.add(
      KeyValueStore.KeyValueStore,
      KeyValueStore.make({
        get: (key) => stored(values.get(key)),
        getUint8Array: (key) => stored(values.getUint8Array(key)),
        set: (key, value) => stored(values.set(key, value)),
        remove: (key) => stored(values.remove(key)),
        clear: stored(values.clear),
        size: stored(values.size),
        keys: stored(values.keys)
      })
    ),
    Context.add(
      LeaseStore.LeaseStore,
      LeaseStore.make({
        read: stored(lease.read, "lease"),
        replace: (version, record) =>
          stored(
            Effect.tap(lease.replace(version, record), (done) => Effect.sync(() => done && onLease?.(record))),
            "lease"
          )
      })
    )
  )

  return {
    services,
    kill: Effect.sync(die),
    isAlive: () => alive,
    operations: () => operations,
    run: Effect.fnUntraced(function*<A, E, R>(work: Effect.Effect<A, E, R | Services>) {
      const fiber = yield* Effect.forkDetach(Effect.provideContext(work, services))
      const outcome = yield* Effect.raceFirst(
        Effect.map(Fiber.await(fiber), (exit): Outcome<A, E> => ({ _tag: "Ended", exit })),
        Effect.as(Deferred.await(died), killed)
      )
      if (outcome._tag === "Killed") yield* Effect.forkDetach(Fiber.interrupt(fiber))
      // The last thing that it did may have been its death.
      return alive ? outcome : killed
    })
  }
}

const killed = { _tag: "Killed" } as const
