/**
 * What has been true of whom, and when. A check of a write asks it whether what was written was true at some time since
 * the engine can have read it: the engine may be behind the times, but it must not make anything up.
 */
export interface Timeline<A> {
  /** Everything that is true from now on, by id; ids that are not named are gone. */
  readonly note: (now: number, present: ReadonlyMap<string, A>) => void
  /** Everybody who was ever there. */
  readonly ids: () => Iterable<string>
  /** All that was true of this id at some time from `since` on. `undefined`: it was not there. */
  readonly since: (id: string, since: number) => ReadonlyArray<A | undefined>
}

interface Chapter<A> {
  readonly from: number
  readonly value: A | undefined
}

/** What is noted first has always been true. */
export const make = <A>(): Timeline<A> => {
  const chapters = new Map<string, Array<Chapter<A>>>()
  const present = new Map<string, A>()
  let isFirst = true
  const write = (id: string, from: number, value: A | undefined) => {
    const known = chapters.get(id)
    if (known !== undefined) known.push({ from, value })
    else if (isFirst) chapters.set(id, [{ from: always, value }])
    else chapters.set(id, [{ from: always, value: undefined }, { from, value }])
  }
  return {
    note: (now, next) => {
      for (const [id, value] of next) {
        if (present.get(id) === value) continue
        present.set(id, value)
        write(id, now, value)
      }
      for (const id of present.keys()) {
        if (next.has(id)) continue
        present.delete(id)
        write(id, now, undefined)
      }
      isFirst = false
    },
    ids: () => chapters.keys(),
    since: (id, since) => {
      const known = chapters.get(id)
      if (known === undefined) return [undefined]
      return known.flatMap(({ value }, index) => (known[index + 1]?.from ?? never) >= since ? [value] : [])
    }
  }
}

const always = Number.NEGATIVE_INFINITY
const never = Number.POSITIVE_INFINITY
