/**
 * What the simulator and the worker of one invocation say to each other. A worker speaks only when it has no work left
 * but to wait, and then says everything at once.
 */

/** The first message to a worker. */
export interface InvocationData {
  /** Absolute path of a CommonJS bundle, and the name of the function that it exports. */
  readonly bundle: string
  readonly exportName: string
  readonly seed: string
  /** Milliseconds since 1970, in virtual time: when it begins, and when Forge ends it. */
  readonly now: number
  readonly deadline: number
  /** Arguments of the function. */
  readonly event: unknown
  readonly context: unknown
  /** `__forge_runtime__`, as far as it is data. */
  readonly runtime: Readonly<Record<string, unknown>>
}

export interface WireRequest {
  /** Counts up within the invocation. */
  readonly id: number
  /** Which proxy it goes to: a product's, the platform's own (`stargate`), the store, or the world outside. */
  readonly remote: "jira" | "stargate" | "kvs" | "egress"
  readonly provider: "app" | "user" | "none"
  readonly accountId: string | undefined
  /** A path, or a whole URL for `egress`. */
  readonly target: string
  readonly method: string
  readonly headers: ReadonlyArray<readonly [string, string]>
  readonly body: string
}

export type WireAnswer =
  | {
    readonly _tag: "Response"
    readonly status: number
    readonly headers: ReadonlyArray<readonly [string, string]>
    readonly body: string
    /** The body breaks off. */
    readonly cut: boolean
  }
  /** `fetch` rejects. */
  | { readonly _tag: "Rejected"; readonly name: string; readonly message: string }

export interface Resume {
  readonly now: number
  readonly answers: ReadonlyArray<{ readonly id: number; readonly answer: WireAnswer }>
}

export type WireResult =
  /** JSON; `undefined` when the function returned nothing. */
  | { readonly _tag: "Returned"; readonly json: string | undefined }
  | { readonly _tag: "Threw"; readonly name: string; readonly message: string; readonly stack: string }

export interface Idle {
  readonly requests: ReadonlyArray<WireRequest>
  /** Requests whose sender gave up. */
  readonly aborted: ReadonlyArray<number>
  /** When the next timer is due; `undefined` without any. */
  readonly nextTimer: number | undefined
  readonly logs: ReadonlyArray<{ readonly level: string; readonly text: string }>
  readonly heapBytes: number
  /** Set once the function has ended. */
  readonly result: WireResult | undefined
}
