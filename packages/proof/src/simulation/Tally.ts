/** Counts what happened, by name: for the report, and to see what never did. */
export interface Tally {
  readonly add: (what: string, count?: number) => void
  readonly counts: () => Readonly<Record<string, number>>
}

export const make = (): Tally => {
  const counts = new Map<string, number>()
  return {
    add: (what, count = 1) => {
      counts.set(what, (counts.get(what) ?? 0) + count)
    },
    counts: () => Object.fromEntries(counts)
  }
}
