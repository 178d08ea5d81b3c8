/**
 * The thread of one invocation. It puts virtual time, seeded chance and Forge's globals in place before it loads the
 * app, calls the function, and from then on only does what the simulator wakes it up for.
 */
import { createRequire } from "node:module"
import { getHeapStatistics } from "node:v8"
import { parentPort } from "node:worker_threads"
import * as SeededChance from "./SeededChance.ts"
import * as VirtualTime from "./VirtualTime.ts"
import * as WorkerFetch from "./WorkerFetch.ts"
import type { Idle, InvocationData, Resume, WireResult } from "./WorkerMessages.ts"

const run = (port: NonNullable<typeof parentPort>, data: InvocationData): void => {
  let logs: Array<{ readonly level: string; readonly text: string }> = []
  let result: WireResult | undefined
  let turns = 0
  let heapBytes = 0

  const log = (level: string) => (...values: ReadonlyArray<unknown>): void => {
    logs.push({ level, text: values.map((value) => typeof value === "string" ? value : shown(value)).join(" ") })
  }

  const speak = (): void => {
    if (turns++ % 32 === 0 || result !== undefined) heapBytes = usedBytes()
    const idle: Idle = { ...WorkerFetch.take(), nextTimer: VirtualTime.nextTimer(), logs, heapBytes, result }
    logs = []
    VirtualTime.setRunning(false)
    port.postMessage(idle)
  }

  /** Timers that are due, one to a turn as Node does; then says that nothing is left to run. */
  const settle = (quietTurns: number): void => {
    VirtualTime.nextTurn(() => {
      if (VirtualTime.runDueTimer() || VirtualTime.hasImmediates()) return settle(0)
      // Web streams may take one more turn than they show.
      if (quietTurns < 2) return settle(quietTurns + 1)
      speak()
    })
  }

  const threw = (error: unknown): void => {
    result ??= error instanceof Error
      ? { _tag: "Threw", name: error.name, message: error.message, stack: error.stack ?? "" }
      : { _tag: "Threw", name: "Error", message: shown(error), stack: "" }
  }

  const metric = { incr() {}, incrBy() {}, decr() {}, decrBy() {}, set() {}, measure: () => ({ stop() {} }) }
  VirtualTime.install(data.now)
  SeededChance.install(data.seed)
  WorkerFetch.install()
  Object.assign(globalThis, {
    __forge_runtime__: {
      ...data.runtime,
      lambdaContext: {
        awsRequestId: crypto.randomUUID(),
        getRemainingTimeInMillis: () => data.deadline - VirtualTime.currentMillis()
      },
      metrics: { counter: () => metric, timing: () => metric, gauge: () => metric },
      realtime: {},
      featureFlags: () => false
    }
  })
  for (const level of ["debug", "error", "info", "log", "trace", "warn"] as const) console[level] = log(level)

  port.on("message", ({ answers, now }: Resume) => {
    VirtualTime.setNow(now)
    VirtualTime.setRunning(true)
    for (const { answer, id } of answers) WorkerFetch.answer(id, answer)
    settle(0)
  })

  const call = async (): Promise<void> => {
    const exported: unknown = createRequire(data.bundle)(data.bundle)
    const handler: unknown = typeof exported === "object" && exported !== null
      ? Reflect.get(exported, data.exportName)
      : undefined
    if (typeof handler !== "function") throw new Error(`The bundle exports no function ${data.exportName}`)
    const value: unknown = await Reflect.apply(handler, undefined, [data.event, data.context])
    VirtualTime.assertRunning()
    result = { _tag: "Returned", json: JSON.stringify(value) }
  }
  call().catch(threw)
  settle(0)
}

/** Buffers lie outside of the heap. */
const usedBytes = (): number => {
  const { external_memory, used_heap_size } = getHeapStatistics()
  return used_heap_size + external_memory
}

const shown = (value: unknown): string => {
  if (value instanceof Error) return value.stack ?? value.message
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}

const port = parentPort
port?.once("message", (data: InvocationData) => run(port, data))
