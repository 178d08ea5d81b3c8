/**
 * Runs an effect to its end in virtual time, at once and on the spot: fibers are dispatched from one queue, and when
 * none can go on, the clock leaps to the next sleeper. Nothing waits for the event loop, so the same effect always runs
 * in the same order. An effect that does wait for a promise or a real timer stops the run: it would be another each time.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Scheduler from "effect/Scheduler"

/** A clock whose wall time can be set apart from the time that passes, as on real machines. */
export interface VirtualClock extends Clock.Clock {
  /** Moves the wall clock, forward or back; sleepers do not notice. */
  readonly jump: (millis: number) => void
  /** Milliseconds that have passed since the start, whatever the wall clock says. */
  readonly elapsedMillis: () => number
}

export interface Options {
  /** What the wall clock says at first, in milliseconds since 1970. */
  readonly startMillis?: number
  /** Tasks that may run at one instant; more are an endless loop. */
  readonly tasksPerInstant?: number
}

/** The fibers cannot go on, or will never stop. */
export class Stuck extends Error {
  override readonly name = "Stuck"
}

export const run = <A, E>(
  program: (clock: VirtualClock) => Effect.Effect<A, E>,
  { startMillis = 0, tasksPerInstant = 1_000_000 }: Options = {}
): Exit.Exit<A, E> => {
  const tasks = makeTasks()
  const sleepers = makeSleepers()
  const clock = makeClock(sleepers, startMillis)
  const services = Context.make(Clock.Clock, clock).pipe(Context.add(Scheduler.Scheduler, scheduler(tasks)))
  const fiber = Effect.runForkWith(services)(program(clock))
  let atThisInstant = 0
  for (;;) {
    const exit = fiber.pollUnsafe()
    if (exit !== undefined) return exit
    const task = tasks.next()
    if (task !== undefined) {
      if (++atThisInstant > tasksPerInstant) throw new Stuck(`No time passes after ${sleepers.now()} ms`)
      task()
    } else if (sleepers.wakeNext()) {
      atThisInstant = 0
    } else {
      throw new Stuck(`After ${sleepers.now()} ms everything waits for something that virtual time does not bring`)
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// tasks
// ---------------------------------------------------------------------------------------------------------------------

interface Tasks {
  readonly add: (task: () => void, priority: number) => void
  readonly next: () => (() => void) | undefined
}

/** First in, first out, among those of the lowest priority number. */
const makeTasks = (): Tasks => {
  const byPriority: Array<{ readonly priority: number; queue: Array<() => void>; taken: number }> = []
  return {
    add: (task, priority) => {
      const lane = byPriority.find((lane) => lane.priority === priority)
      if (lane !== undefined) {
        lane.queue.push(task)
        return
      }
      byPriority.push({ priority, queue: [task], taken: 0 })
      byPriority.sort((a, b) => a.priority - b.priority)
    },
    next: () => {
      for (const lane of byPriority) {
        const task = lane.queue[lane.taken]
        if (task === undefined) continue
        lane.taken++
        if (lane.taken === lane.queue.length) {
          lane.queue = []
          lane.taken = 0
        }
        return task
      }
      return undefined
    }
  }
}

const scheduler = (tasks: Tasks): Scheduler.Scheduler => ({
  executionMode: "async",
  shouldYield: (fiber) => fiber.currentOpCount >= opsBeforeYield,
  makeDispatcher: () => ({
    scheduleTask: tasks.add,
    flush: () => {
      for (let task = tasks.next(); task !== undefined; task = tasks.next()) task()
    }
  })
})

/** As many as Effect's own scheduler allows. */
const opsBeforeYield = 2048

// ---------------------------------------------------------------------------------------------------------------------
// time
// ---------------------------------------------------------------------------------------------------------------------

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

interface Sleepers {
  readonly now: () => number
  /** The returned function gives up sleeping. */
  readonly add: (millis: number, wake: () => void) => () => void
  /** Whether there was a sleeper to wake. */
  readonly wakeNext: () => boolean
}

const makeSleepers = (): Sleepers => {
  /** The last one wakes first, and among those of one instant the one that came first. */
  const sleepers: Array<Sleeper> = []
  let now = 0
  return {
    now: () => now,
    add: (millis, wake) => {
      const sleeper = { at: now + millis, wake }
      let low = 0
      let high = sleepers.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((sleepers[middle]?.at ?? 0) > sleeper.at) low = middle + 1
        else high = middle
      }
      sleepers.splice(low, 0, sleeper)
      return () => {
        const index = sleepers.indexOf(sleeper)
        if (index >= 0) sleepers.splice(index, 1)
      }
    },
    wakeNext: () => {
      const sleeper = sleepers.pop()
      if (sleeper === undefined) return false
      now = sleeper.at
      sleeper.wake()
      return true
    }
  }
}

const nanos = (millis: number): bigint => BigInt(Math.round(millis * 1_000_000))

const makeClock = (sleepers: Sleepers, startMillis: number): VirtualClock => {
  let offset = startMillis
  const currentTimeMillisUnsafe = () => Math.floor(sleepers.now() + offset)
  const currentTimeNanosUnsafe = () => nanos(currentTimeMillisUnsafe())
  const monotonicTimeNanosUnsafe = () => nanos(sleepers.now())
  return {
    jump: (millis) => {
      offset += millis
    },
    elapsedMillis: sleepers.now,
    currentTimeMillisUnsafe,
    currentTimeNanosUnsafe,
    monotonicTimeNanosUnsafe,
    currentTimeMillis: Effect.sync(currentTimeMillisUnsafe),
    currentTimeNanos: Effect.sync(currentTimeNanosUnsafe),
    monotonicTimeNanos: Effect.sync(monotonicTimeNanosUnsafe),
    sleep: (duration) => {
      const millis = Duration.toMillis(duration)
      if (millis === Number.POSITIVE_INFINITY) return Effect.never
      return millis <= 0
        ? Effect.yieldNow
        : Effect.callback((resume) => {
          const giveUp = sleepers.add(millis, () => resume(Effect.void))
          return Effect.sync(giveUp)
        })
    }
  }
}
