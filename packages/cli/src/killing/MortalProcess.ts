/**
 * What one process of a host has, until it is killed. From then on nothing of it reaches a store, the lease or the
 * network: what is left of its fibers, finalizers too, is interrupted at the first attempt. A request that was under way
 * is the network's, and may still arrive.
 */
import { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import * as Context from "effect/Context"
import type * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as KeyValueStore from "effect/persistence/KeyValueStore"

/** What outlives every process. */
export type Host = HttpClient.HttpClient | KeyValueStore.KeyValueStore | LeaseStore | Digest.Digest

export interface MortalProcess {
  readonly services: Context.Context<Host>
  /** SIGKILL: no goodbye. */
  readonly kill: Effect.Effect<void>
}

export const make = (host: Context.Context<Host>): MortalProcess => {
  let isAlive = true
  const whileAlive = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.suspend(() => isAlive ? effect : Effect.interrupt)
  const values = Context.get(host, KeyValueStore.KeyValueStore)
  const leases = Context.get(host, LeaseStore)
  return {
    kill: Effect.sync(() => {
      isAlive = false
    }),
    services: host.pipe(
      Context.add(
        HttpClient.HttpClient,
        HttpClient.transform(Context.get(host, HttpClient.HttpClient), (response) => whileAlive(response))
      ),
      Context.add(
        KeyValueStore.KeyValueStore,
        KeyValueStore.make({
          get: (key) => whileAlive(values.get(key)),
          getUint8Array: (key) => whileAlive(values.getUint8Array(key)),
          set: (key, value) => whileAlive(values.set(key, value)),
          remove: (key) => whileAlive(values.remove(key)),
          clear: whileAlive(values.clear),
          clearPrefix: (prefix) => whileAlive(values.clearPrefix(prefix)),
          size: whileAlive(values.size),
          keys: whileAlive(values.keys)
        })
      ),
      Context.add(LeaseStore, {
        acquire: (claim) => whileAlive(leases.acquire(claim)),
        renew: (lease, millis) => whileAlive(leases.renew(lease, millis)),
        release: (lease, keepMillis) => whileAlive(leases.release(lease, keepMillis)),
        read: whileAlive(leases.read)
      })
    )
  }
}
