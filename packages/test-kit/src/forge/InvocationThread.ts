/**
 * The worker thread of one invocation, as the simulator sees it: it runs in turns, each of which ends when the thread has
 * nothing left to do but wait, or with its death.
 */
import * as Effect from "effect/Effect"
import { Worker } from "node:worker_threads"
import type { Idle, InvocationData, Resume } from "./internal/WorkerMessages.ts"

export type Turn =
  | { readonly _tag: "Waits"; readonly idle: Idle }
  | {
    readonly _tag: "Died"
    readonly reason: "OutOfMemory" | "Threw" | "Stuck"
    readonly detail: string
    readonly stack?: string
  }

export interface InvocationThread {
  /** The first turn: the app is loaded and the function called. */
  readonly begin: (data: InvocationData) => Effect.Effect<Turn>
  readonly resume: (message: Resume) => Effect.Effect<Turn>
  /** How it died between two turns, if it did. */
  readonly death: () => Extract<Turn, { readonly _tag: "Died" }> | undefined
  readonly stop: Effect.Effect<void>
}

/** Has the next thread ready while others work: on a second core its start costs no time. */
export interface InvocationThreads {
  readonly take: () => InvocationThread
  /** Stops the one that nobody took. */
  readonly stop: Effect.Effect<void>
}

export interface Options {
  readonly memoryMB: number
  /** Real time that one turn may take. */
  readonly mostTurnMillis: number
}

/** This module runs as TypeScript in the repository and as JavaScript in the package, and so does the worker. */
const entry = new URL(`internal/InvocationWorker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url)

/** What one thread has compiled, the next need not: without, most of an invocation's cost is compiling. */
const boot = `const { enableCompileCache, flushCompileCache } = require("node:module")
enableCompileCache()
import(${JSON.stringify(entry.href)}).then(() => flushCompileCache())`

export const pool = (options: Options): InvocationThreads => {
  let spare: InvocationThread | undefined
  return {
    take: () => {
      const taken = spare ?? make(options)
      spare = make(options)
      return taken
    },
    stop: Effect.suspend(() => spare?.stop ?? Effect.void)
  }
}

const make = ({ memoryMB, mostTurnMillis }: Options): InvocationThread => {
  const worker = new Worker(boot, {
    eval: true,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMB }
  })
  let listener: (turn: Turn) => void = () => {}
  let died: Extract<Turn, { readonly _tag: "Died" }> | undefined
  const end = (turn: NonNullable<typeof died>) => {
    died ??= turn
    listener(died)
  }
  worker.on("message", (idle: Idle) => listener({ _tag: "Waits", idle }))
  worker.on("error", (error: unknown) => {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    const outOfMemory = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
    const stack = error instanceof Error && !outOfMemory ? error.stack : undefined
    end({
      _tag: "Died",
      reason: outOfMemory ? "OutOfMemory" : "Threw",
      detail,
      ...(stack !== undefined && { stack })
    })
  })
  worker.on("exit", (code) => end({ _tag: "Died", reason: "Threw", detail: `The process ended with code ${code}` }))

  const turn = (start: () => void) =>
    Effect.callback<Turn>((resume) => {
      if (died !== undefined) return resume(Effect.succeed(died))
      const tooLong = setTimeout(
        () => end({ _tag: "Died", reason: "Stuck", detail: `Busy for ${mostTurnMillis / 1000} s of real time` }),
        mostTurnMillis
      )
      listener = (turn) => {
        clearTimeout(tooLong)
        resume(Effect.succeed(turn))
      }
      start()
    })

  return {
    begin: (data) => turn(() => worker.postMessage(data, [])),
    resume: (message) => turn(() => worker.postMessage(message, [])),
    death: () => died,
    stop: Effect.promise(() => worker.terminate())
  }
}
