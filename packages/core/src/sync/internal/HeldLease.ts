/**
 * The lease in the hands of one slice: taken, renewed in the background, and asked before each write. When it is lost,
 * `lost` fails and nothing is permitted any more. Closing the scope ends the renewals and gives nothing back: a request
 * may still be in flight, so what was not released runs out by itself.
 */
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Ref from "effect/Ref"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import { type Claim, type Lease, type LeaseHeld, LeaseLost } from "../../model/Lease.ts"
import { LeaseStore, type LeaseStoreError } from "../../ports/LeaseStore.ts"

export interface HeldLease {
  readonly fence: number
  /** Whether it lasts for longer than that from now. Renews it first when it would not and a renewal can help. */
  readonly outlives: (millis: number) => Effect.Effect<boolean>
  /** A `WritePermit`: goes on when the lease outlasts the attempt and the margin; else `lost` fails and this waits. */
  readonly permit: (timeoutMillis: number) => Effect.Effect<void>
  /** Waits; fails when the lease is lost. */
  readonly lost: Effect.Effect<never, LeaseLost>
  /** For the end of a slice, when no write is in flight: 0 frees it, more keeps the place for the run's next slice. */
  readonly release: (keepMillis: number) => Effect.Effect<void, LeaseLost | LeaseStoreError>
}

export interface HeldLeaseOptions {
  readonly leaseSeconds?: number | undefined
  readonly renewEverySeconds?: number | undefined
  /** What the lease has to last beyond the time-out of a write. */
  readonly marginMillis?: number | undefined
}

/** After a store that did not answer. */
const pause = "2 seconds"

/** Tells the slices of a run apart. */
const newHolder = Effect.map(Random.nextIntBetween(0, 2 ** 48), (random) => random.toString(16).padStart(12, "0"))

export const hold = Effect.fnUntraced(function*(
  claim: Pick<Claim, "owner" | "mode">,
  options: HeldLeaseOptions = {}
): Effect.fn.Return<HeldLease, LeaseHeld | LeaseLost | LeaseStoreError, LeaseStore | Scope.Scope> {
  const leaseMillis = (options.leaseSeconds ?? 120) * 1000
  const renewEveryMillis = (options.renewEverySeconds ?? 30) * 1000
  const marginMillis = options.marginMillis ?? 5000
  const store = yield* LeaseStore
  const taken = yield* store.acquire({ ...claim, holder: yield* newHolder, millis: leaseMillis })

  /** `null` when it is lost or released. */
  const current = yield* Ref.make<Lease | null>(taken)
  /** Longer than asked for where a single request may take that long. */
  const grantMillis = yield* Ref.make(leaseMillis)
  const renewing = yield* Semaphore.make(1)
  const lost = yield* Deferred.make<never, LeaseLost>()

  const ranOut = new LeaseLost({ owner: taken.owner, fence: taken.fence, present: null })
  const lose = (error: LeaseLost) => Effect.andThen(Ref.set(current, null), Deferred.fail(lost, error))

  const endsWithin = (millis: number) =>
    Effect.zipWith(
      Ref.get(current),
      Clock.currentTimeMillis,
      (lease, now) => lease === null || now + millis >= lease.expiresAt
    )

  /** A store that fails is asked again for as long as the lease lasts. */
  const renewNow = Effect.gen(function*() {
    const lease = yield* Ref.get(current)
    if (lease === null) return
    const left = lease.expiresAt - (yield* Clock.currentTimeMillis)
    yield* store.renew(lease, yield* Ref.get(grantMillis)).pipe(
      Effect.tapErrorTag("LeaseStoreError", ({ reason }) =>
        Effect.logWarning("The lease could not be renewed yet", {
          runId: lease.owner,
          fence: lease.fence,
          reason
        })),
      Effect.retry({ while: ({ _tag }) => _tag === "LeaseStoreError", schedule: Schedule.spaced(pause) }),
      Effect.timeoutOption(Duration.millis(left)),
      Effect.matchEffect({
        onFailure: (error) => lose(error._tag === "LeaseLost" ? error : ranOut),
        onSuccess: Option.match({
          onNone: () => lose(ranOut),
          // What was given up in the meantime stays given up.
          onSome: (renewed) => Ref.update(current, (lease) => lease === null ? null : renewed)
        })
      })
    )
  })

  /** One renewal serves all who wait for one. */
  const reach = Effect.fnUntraced(function*(millis: number) {
    if (!(yield* endsWithin(millis))) return true
    yield* renewing.withPermits(1)(Effect.when(renewNow, endsWithin(millis)))
    return !(yield* endsWithin(millis))
  })

  const keeper = yield* Effect.forkScoped(
    Effect.forever(Effect.delay(renewing.withPermits(1)(renewNow), renewEveryMillis))
  )

  const permit = Effect.fnUntraced(function*(timeoutMillis: number) {
    const millis = timeoutMillis + marginMillis
    yield* Ref.update(grantMillis, (granted) => Math.max(granted, millis + renewEveryMillis))
    const isCovered = yield* reach(millis)
    return yield* isCovered ? Effect.void : Effect.andThen(lose(ranOut), Effect.never)
  })

  const release = Effect.fnUntraced(function*(keepMillis: number) {
    yield* Fiber.interrupt(keeper)
    const lease = yield* renewing.withPermits(1)(Ref.getAndSet(current, null))
    if (lease === null) return yield* ranOut
    yield* store.release(lease, keepMillis)
  })

  return {
    fence: taken.fence,
    outlives: (millis) => millis < leaseMillis ? reach(millis) : Effect.map(endsWithin(millis), (ends) => !ends),
    permit,
    lost: Deferred.await(lost),
    release
  }
})
