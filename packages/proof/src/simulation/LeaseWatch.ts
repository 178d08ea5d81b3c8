/** Watches the lease's record: never two holders, and a fencing number that never falls (invariant 10). */
import type * as Lease from "@entra-assets/core/model/Lease"
import type { Durable } from "./Durable.ts"

export const watch = (durable: Durable, wallNow: () => number, violate: (message: string) => void): void => {
  let before: Lease.LeaseRecord | undefined
  durable.onLease((after) => {
    const last = before
    before = after
    if (last === undefined) return
    if (after.fence < last.fence) violate(`the fencing number fell from ${last.fence} to ${after.fence}`)
    const sameHold = after.fence === last.fence && after.owner === last.owner
    if (!sameHold && after.fence === last.fence) violate(`two holders share the fencing number ${after.fence}`)
    const isHeld = last.holder !== null && last.expiresAt > wallNow()
    if (isHeld && !sameHold) {
      violate(`${after.owner} took the lease from a slice of ${last.owner} that has it still`)
    }
    const isKept = last.holder === null && last.expiresAt > wallNow()
    if (isKept && after.owner !== last.owner) violate(`${after.owner} took the place that is kept for ${last.owner}`)
  })
}
