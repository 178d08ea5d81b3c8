/** The lease in memory, for the engines of one process. Another process knows nothing of it. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import type { LeaseRecord } from "../model/Lease.ts"
import * as LeaseStore from "../ports/LeaseStore.ts"

const make = Effect.map(Ref.make<LeaseRecord | null>(null), (present) =>
  LeaseStore.make<LeaseRecord | null>({
    // Every change makes a new record, so the record is its own version.
    read: Effect.map(Ref.get(present), (record) => ({ record, version: record })),
    replace: (version, next) => Ref.modify(present, (record) => record === version ? [true, next] : [false, record])
  }))

export const layer: Layer.Layer<LeaseStore.LeaseStore> = Layer.effect(LeaseStore.LeaseStore, make)
