/**
 * Whom Graph left out of a list although they were there, and when it did so last: a fault that nobody who reads the list
 * can notice.
 */
import type { EntraSimulator } from "@entra-assets/test-kit/EntraSimulator"

export interface Unlisted {
  /** Whether somebody was left out at that time or later, in milliseconds. */
  readonly since: (entraId: string, time: number) => boolean
}

export const watch = ({ switches }: EntraSimulator, now: () => number): Unlisted => {
  const last = new Map<string, number>()
  let missing = switches.missingFromList
  Object.defineProperty(switches, "missingFromList", {
    enumerable: true,
    get: () => missing,
    set: (ids: ReadonlySet<string>) => {
      missing = ids
      for (const id of ids) last.set(id, now())
    }
  })
  return { since: (entraId, time) => (last.get(entraId) ?? Number.NEGATIVE_INFINITY) >= time }
}
