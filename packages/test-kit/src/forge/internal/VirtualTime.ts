/**
 * Time inside the worker of one invocation: `Date`, timers, `performance` and `process.hrtime` of a clock that stands
 * still while code runs. `setImmediate` stays real and is counted, which shows when nothing is left to run.
 */
import { createRequire } from "node:module"

const require = createRequire(import.meta.url)
const realDate = globalThis.Date
const realSetImmediate = globalThis.setImmediate
const realClearImmediate = globalThis.clearImmediate

type Callback = (...args: ReadonlyArray<unknown>) => unknown

let now = 0
let origin = 0
let nextId = 0
let pendingImmediates = 0
let running = true

/** Whether the app runs; between its turns the simulator thinks that it waits. */
export const setRunning = (runs: boolean): void => {
  running = runs
}

/** Code that goes on between its turns was woken up by something real, such as a file that was read. */
export const assertRunning = (): void => {
  if (running) return
  const error = new Error("The app went on outside of virtual time: it waited for real work, such as reading a file.")
  realSetImmediate(() => {
    throw error
  })
  throw error
}

export const setNow = (millis: number): void => {
  now = millis
}

export const currentMillis = (): number => now

// ---------------------------------------------------------------------------------------------------------------------
// timers
// ---------------------------------------------------------------------------------------------------------------------

/** What `setTimeout` and `setInterval` return: the part of `NodeJS.Timeout` that libraries use. */
class Timer {
  readonly id = ++nextId
  due: number
  order: number
  readonly delay: number
  readonly repeats: boolean
  readonly run: () => unknown

  constructor(run: () => unknown, delay: number, repeats: boolean) {
    this.run = run
    this.delay = delay
    this.repeats = repeats
    this.due = now + delay
    this.order = this.id
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hasRef(): boolean {
    return true
  }

  refresh(): this {
    timers.delete(this.id)
    this.due = now + this.delay
    this.order = ++nextId
    timers.set(this.id, this)
    return this
  }

  close(): this {
    timers.delete(this.id)
    return this
  }

  [Symbol.toPrimitive](): number {
    return this.id
  }
}

const timers = new Map<number, Timer>()

const start =
  (repeats: boolean) => (callback: Callback, delay: unknown = 1, ...args: ReadonlyArray<unknown>): Timer => {
    assertRunning()
    const millis = Number(delay)
    const timer = new Timer(
      () => callback(...args),
      millis >= 1 && millis <= 2 ** 31 - 1 ? Math.trunc(millis) : 1,
      repeats
    )
    timers.set(timer.id, timer)
    return timer
  }

const stop = (timer: unknown): void => {
  timers.delete(timer instanceof Timer ? timer.id : Number(timer))
}

const earliest = (): Timer | undefined => {
  let first: Timer | undefined
  for (const timer of timers.values()) {
    if (first === undefined || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) {
      first = timer
    }
  }
  return first
}

/** When the next timer is due. */
export const nextTimer = (): number | undefined => earliest()?.due

/** Runs the first timer that is due, if any is. */
export const runDueTimer = (): boolean => {
  const timer = earliest()
  if (timer === undefined || timer.due > now) return false
  if (timer.repeats) timer.refresh()
  else timers.delete(timer.id)
  timer.run()
  return true
}

// ---------------------------------------------------------------------------------------------------------------------
// immediates
// ---------------------------------------------------------------------------------------------------------------------

/** A turn of the real event loop that the app does not see. */
export const nextTurn = (run: () => void): void => {
  realSetImmediate(run)
}

export const hasImmediates = (): boolean => pendingImmediates > 0

const counted = new WeakSet<object>()

const setImmediate = (callback: Callback, ...args: ReadonlyArray<unknown>): NodeJS.Immediate => {
  pendingImmediates++
  const immediate = realSetImmediate(() => {
    counted.delete(immediate)
    pendingImmediates--
    callback(...args)
  })
  counted.add(immediate)
  return immediate
}

const clearImmediate = (immediate: NodeJS.Immediate | undefined): void => {
  if (immediate !== undefined && counted.delete(immediate)) pendingImmediates--
  realClearImmediate(immediate)
}

// ---------------------------------------------------------------------------------------------------------------------
// globals
// ---------------------------------------------------------------------------------------------------------------------

const VirtualDate = new Proxy(realDate, {
  apply: () => new realDate(now).toString(),
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now] : args, newTarget),
  get: (target, key, receiver) => key === "now" ? currentMillis : Reflect.get(target, key, receiver)
})

const sleep = <A>(delay?: number, value?: A, options?: { readonly signal?: AbortSignal }): Promise<A | undefined> =>
  new Promise((resolve, reject) => {
    const signal = options?.signal
    if (signal?.aborted === true) return reject(signal.reason)
    const timer = start(false)(() => resolve(value), delay)
    signal?.addEventListener("abort", () => {
      stop(timer)
      reject(signal.reason)
    }, { once: true })
  })

const timeoutSignal = (millis: number): AbortSignal => {
  const controller = new AbortController()
  start(false)(() => {
    controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"))
  }, millis)
  return controller.signal
}

const hrtime = Object.assign(
  (earlier?: readonly [number, number]): [number, number] => {
    const nanos = BigInt(now - origin) * 1_000_000n -
      (earlier === undefined ? 0n : BigInt(earlier[0]) * 1_000_000_000n + BigInt(earlier[1]))
    return [Number(nanos / 1_000_000_000n), Number(nanos % 1_000_000_000n)]
  },
  { bigint: () => BigInt(now - origin) * 1_000_000n }
)

/** From now on everything that this thread loads lives in virtual time, which begins at `millis`. */
export const install = (millis: number): void => {
  now = millis
  origin = millis
  const replaced = {
    setTimeout: start(false),
    setInterval: start(true),
    clearTimeout: stop,
    clearInterval: stop,
    setImmediate,
    clearImmediate
  }
  Object.assign(globalThis, replaced, { Date: VirtualDate })
  Object.assign(require("node:timers"), replaced)
  Object.assign(require("node:timers/promises"), { setTimeout: sleep })
  Object.defineProperties(performance, {
    now: { value: () => now - origin },
    timeOrigin: { value: origin }
  })
  Object.defineProperty(process, "hrtime", { value: hrtime })
  Object.defineProperty(process, "uptime", { value: () => (now - origin) / 1000 })
  Object.defineProperty(AbortSignal, "timeout", { value: timeoutSignal })
}
