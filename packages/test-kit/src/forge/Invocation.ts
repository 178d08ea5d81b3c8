/** One invocation of a function, as the services of the platform know it. */
import type { ForgeFailure } from "../ForgeFailure.ts"
import type { Module } from "../ForgeManifest.ts"

/** Pushes that follow from one invocation that no event began, its own and those of every consumer after it. */
export interface Chain {
  pushes: number
}

export type Outcome =
  /** What the function returned, after JSON. */
  | { readonly _tag: "Returned"; readonly value: unknown }
  | { readonly _tag: "Failed"; readonly failure: ForgeFailure }

export interface Start {
  readonly functionKey: string
  /** The module that it is called for; `undefined` when a test calls the function itself. */
  readonly module: Module | undefined
  readonly event: unknown
  /** Second argument of the function, beside what every function gets. */
  readonly context?: Readonly<Record<string, unknown>>
  /** The user who is present. */
  readonly accountId?: string | undefined
  readonly license?: Readonly<Record<string, unknown>> | undefined
  readonly chain?: Chain
  readonly onEnd: (outcome: Outcome) => void
}

export interface Invocation extends Start {
  readonly id: string
  readonly startedAt: number
  readonly timeoutSeconds: number
  readonly chain: Chain
  /** So far. */
  requests: number
  egressCalls: number
  logLines: number
  logBytes: number
  readonly aborted: Set<number>
  ended: boolean
}
