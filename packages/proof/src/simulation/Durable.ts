/**
 * What outlives every process of a simulated host: the values of its key-value store and the record of its lease. Each
 * single operation is atomic and takes effect at once; how long it takes, and whether it comes to it, is the process's.
 */
import type * as Lease from "@entra-assets/core/model/Lease"
import * as LeaseStore from "@entra-assets/core/ports/LeaseStore"
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"

export interface Durable {
  readonly values: KeyValueStore.MakeOptions
  readonly lease: LeaseStore.CompareAndSet<number>
  /** A copy of the texts, by key. */
  readonly dump: () => ReadonlyMap<string, string>
  readonly read: (key: string) => string | undefined
  readonly keys: () => Iterable<string>
  /** Calls back with every text that is stored. */
  readonly onText: (observe: (key: string, text: string) => void) => void
  /** The lease's record as it is. */
  readonly leaseNow: () => Lease.LeaseRecord | null
  /** Calls back with every change of the lease's record. */
  readonly onLease: (observe: (record: Lease.LeaseRecord) => void) => void
}

export const make = (): Durable => {
  const values = new Map<string, string>()
  const observers: Array<(record: Lease.LeaseRecord) => void> = []
  const readers: Array<(key: string, text: string) => void> = []
  let lease: Lease.LeaseRecord | null = null
  let version = 0
  return {
    values: {
      get: (key) => Effect.sync(() => values.get(key)),
      getUint8Array: (key) => Effect.sync(() => encoded(values.get(key))),
      set: (key, value) =>
        Effect.sync(() => {
          const text = typeof value === "string" ? value : new TextDecoder().decode(value)
          values.set(key, text)
          for (const observe of readers) observe(key, text)
        }),
      remove: (key) =>
        Effect.sync(() => {
          values.delete(key)
        }),
      clear: Effect.sync(() => values.clear()),
      size: Effect.sync(() => values.size),
      keys: Effect.sync(() => [...values.keys()])
    },
    lease: {
      read: Effect.sync(() => ({ record: lease, version })),
      replace: (expected, record) =>
        Effect.sync(() => {
          if (expected !== version) return false
          lease = record
          version++
          for (const observe of observers) observe(record)
          return true
        })
    },
    dump: () => new Map(values),
    read: (key) => values.get(key),
    keys: () => values.keys(),
    onText: (observe) => {
      readers.push(observe)
    },
    leaseNow: () => lease,
    onLease: (observe) => {
      observers.push(observe)
    }
  }
}

const encoded = (text: string | undefined): Uint8Array | undefined =>
  text === undefined ? undefined : new TextEncoder().encode(text)
