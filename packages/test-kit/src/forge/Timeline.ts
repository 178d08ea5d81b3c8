/**
 * Virtual time: what is to happen, in the order of time, and for the same time in the order in which it was put down.
 * Whoever steps it makes time jump from one to the next; nothing sleeps.
 */
import type * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

export interface Scheduled {
  readonly cancel: () => void
}

export interface Timeline {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** What lies in the past happens next. */
  readonly at: (time: number, happen: Effect.Effect<void>) => Scheduled
  /** When the next thing happens; `undefined` when nothing is to. */
  readonly next: () => number | undefined
  /** Lets the next thing happen. */
  readonly step: Effect.Effect<void>
  /** Time passes with nothing happening; never backwards. */
  readonly pass: (until: number) => void
}

interface Entry {
  readonly time: number
  readonly order: number
  happen: Effect.Effect<void> | undefined
}

const isBefore = (one: Entry, other: Entry): boolean =>
  one.time < other.time || (one.time === other.time && one.order < other.order)

export const make = (start: number): Timeline => {
  let now = start
  let order = 0
  /** A binary heap. */
  const heap: Array<Entry> = []

  const push = (entry: Entry): void => {
    let position = heap.push(entry) - 1
    while (position > 0) {
      const above = (position - 1) >> 1
      const parent = heap[above]
      if (parent === undefined || !isBefore(entry, parent)) break
      heap[position] = parent
      position = above
    }
    heap[position] = entry
  }

  const pop = (): Entry | undefined => {
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let position = 0
    for (;;) {
      const left = heap[2 * position + 1]
      const right = heap[2 * position + 2]
      if (left === undefined) break
      const [child, below] = right !== undefined && isBefore(right, left)
        ? [right, 2 * position + 2]
        : [left, 2 * position + 1]
      if (!isBefore(child, last)) break
      heap[position] = child
      position = below
    }
    heap[position] = last
    return first
  }

  const next = (): number | undefined => {
    while (heap[0] !== undefined && heap[0].happen === undefined) pop()
    return heap[0]?.time
  }

  return {
    now: () => now,
    at: (time, happen) => {
      const entry: Entry = { time: Math.max(now, time), order: ++order, happen }
      push(entry)
      return {
        cancel: () => {
          entry.happen = undefined
        }
      }
    },
    next,
    step: Effect.suspend(() => {
      next()
      const entry = pop()
      if (entry === undefined) return Effect.void
      now = entry.time
      return entry.happen ?? Effect.void
    }),
    pass: (until) => {
      now = Math.max(now, until)
    }
  }
}

/** Effect's clock as of this time. */
export const clock = (
  timeline: Timeline,
  sleep: (duration: Duration.Duration) => Effect.Effect<void>
): Clock.Clock => {
  const millis = () => timeline.now()
  const nanos = () => BigInt(timeline.now()) * 1_000_000n
  return {
    currentTimeMillisUnsafe: millis,
    currentTimeMillis: Effect.sync(millis),
    currentTimeNanosUnsafe: nanos,
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanosUnsafe: nanos,
    monotonicTimeNanos: Effect.sync(nanos),
    sleep
  }
}
