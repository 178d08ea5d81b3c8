/**
 * Removes what is older than its retention also where no run comes to its end any more, which else sees to that. No run
 * begins meanwhile: the list of runs is written anew.
 */
import * as Effect from "effect/Effect"
import { LeaseStore } from "../ports/LeaseStore.ts"
import { newId } from "./internal/NewId.ts"
import { pruning, type Retention, RunStore } from "./RunStore.ts"

/** Longer than it takes; who dies is followed after that. */
const leaseMillis = 60_000

/** Does nothing while a run is under way, or could still go on. */
export const prune = Effect.fn("Pruning.prune")(
  function*(retention: Retention) {
    const leases = yield* LeaseStore
    const runs = yield* RunStore
    if ((yield* runs.underWay) !== null) return
    const holder = yield* newId
    yield* Effect.acquireUseRelease(
      leases.acquire({ owner: pruning, holder, millis: leaseMillis, mode: "start" }),
      () => runs.prune(retention),
      (lease) => Effect.ignore(leases.release(lease, 0))
    )
  },
  Effect.catchTag("LeaseHeld", () => Effect.void)
)
