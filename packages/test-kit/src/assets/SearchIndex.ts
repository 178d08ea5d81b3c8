/**
 * What AQL can see: every object as it was some time ago. With no delay that is the present; with one, each write
 * stays invisible to searches until it is due on the clock.
 */
import type { ObjectRow } from "./AssetsModel.ts"

export interface SearchIndex {
  /** Changes whenever a search may give another answer than before. */
  readonly revision: () => number
  /** Takes note of a write; `null` is an object that is not there. */
  readonly write: (before: ObjectRow | null, after: ObjectRow | null, now: number, delayMillis: number) => void
  /** Lets every write that is due by now become visible. */
  readonly settle: (now: number) => void
  /** The version of an object that searches see, when that is not the present one. */
  readonly override: (id: number) => ObjectRow | null | undefined
  /** The ids whose visible version is not the present one. */
  readonly overridden: () => Iterable<number>
  /** Says that something beside objects changed. */
  readonly touch: () => void
}

interface Waiting {
  readonly due: number
  readonly id: number
  readonly row: ObjectRow | null
}

export const make = (): SearchIndex => {
  let revision = 0
  let waiting: Array<Waiting> = []
  const visible = new Map<number, ObjectRow | null>()
  return {
    revision: () => revision,
    touch: () => {
      revision++
    },
    write: (before, after, now, delayMillis) => {
      revision++
      const id = (after ?? before)?.id
      if (id === undefined || (delayMillis <= 0 && !visible.has(id))) return
      if (!visible.has(id)) visible.set(id, before)
      waiting.push({ due: now + delayMillis, id, row: after })
    },
    settle: (now) => {
      if (waiting.length === 0) return
      const due = waiting.filter((entry) => entry.due <= now)
      if (due.length === 0) return
      revision++
      waiting = waiting.filter((entry) => entry.due > now)
      const stillWaiting = new Set(waiting.map((entry) => entry.id))
      for (const { id, row } of due) {
        if (stillWaiting.has(id)) visible.set(id, row)
        else visible.delete(id)
      }
    },
    override: (id) => visible.get(id),
    overridden: () => visible.keys()
  }
}
