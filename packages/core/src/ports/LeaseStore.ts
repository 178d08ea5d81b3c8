/**
 * Where the lease is kept: one record, changed atomically. `make` turns a host's compare-and-set into the service; the
 * rules are those of `model/Lease`. The clocks of hosts that share a store must agree to within the margin of the lease
 * (5 s): each judges by its own.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Lease from "../model/Lease.ts"

/** `StoreFailed`: no answer, so whether a change took effect is unknown. `Unreadable`: not the shape of this version. */
export class LeaseStoreError extends Schema.TaggedError<LeaseStoreError>()("LeaseStoreError", {
  reason: Schema.Literals(["StoreFailed", "Unreadable"]),
  /** What happened, and what the person can do. */
  message: Schema.String
}) {}

export class LeaseStore extends Context.Service<LeaseStore, {
  readonly acquire: (
    claim: Lease.Claim
  ) => Effect.Effect<Lease.Lease, Lease.LeaseHeld | Lease.LeaseLost | LeaseStoreError>
  /** From now on for so many milliseconds. */
  readonly renew: (
    lease: Lease.Lease,
    millis: number
  ) => Effect.Effect<Lease.Lease, Lease.LeaseLost | LeaseStoreError>
  /** 0 frees it; more keeps the place for the owner's next slice. */
  readonly release: (
    lease: Lease.Lease,
    keepMillis: number
  ) => Effect.Effect<void, Lease.LeaseLost | LeaseStoreError>
  /** `null` before the first acquire. */
  readonly read: Effect.Effect<Lease.LeaseRecord | null, LeaseStoreError>
}>()("@entra-assets/core/ports/LeaseStore") {}

/** What a host brings. A version stands for one state of the record and never comes back. */
export interface CompareAndSet<Version> {
  readonly read: Effect.Effect<
    { readonly record: Lease.LeaseRecord | null; readonly version: Version },
    LeaseStoreError
  >
  /** Writes if the record is still of this version; `false`, having changed nothing, when somebody was faster. */
  readonly replace: (version: Version, record: Lease.LeaseRecord) => Effect.Effect<boolean, LeaseStoreError>
}

export const make = <Version>(store: CompareAndSet<Version>): LeaseStore["Service"] => {
  /** Whoever loses a race decides anew by what is there now. */
  const change = <R extends Lease.LeaseRecord, E>(
    transition: (record: Lease.LeaseRecord | null, now: number) => Result.Result<R, E>
  ): Effect.Effect<R, E | LeaseStoreError> =>
    Effect.gen(function*() {
      while (true) {
        const { record, version } = yield* store.read
        const next = yield* Effect.fromResult(transition(record, yield* Clock.currentTimeMillis))
        if (yield* store.replace(version, next)) return next
      }
    })
  return LeaseStore.of({
    acquire: (claim) =>
      change((record, now) => Lease.acquire(record, claim, now)).pipe(Effect.withSpan("LeaseStore.acquire")),
    renew: (lease, millis) =>
      change((record, now) => Lease.renew(record, lease, millis, now)).pipe(Effect.withSpan("LeaseStore.renew")),
    release: (lease, keepMillis) =>
      change((record, now) => Lease.release(record, lease, keepMillis, now)).pipe(
        Effect.withSpan("LeaseStore.release"),
        Effect.asVoid
      ),
    read: Effect.map(store.read, ({ record }) => record)
  })
}
