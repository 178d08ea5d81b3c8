/**
 * Whether and when Forge calls a function again: because it returned an `InvocationError` of `@forge/events`, which is
 * the plain object `{ _retry: true, retryOptions }`, or because it failed.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Outcome } from "./Invocation.ts"

/** What the function is told when it is called again. */
export interface RetryContext {
  readonly retryCount: number
  readonly retryReason: string
  readonly retryData?: unknown
}

export interface Retry {
  readonly afterMillis: number
  readonly context: RetryContext
}

const longestWaitSeconds = 900
const mostRetryDataBytes = 4096

const decodeRequest = Schema.decodeUnknownOption(Schema.Struct({
  _retry: Schema.Literal(true),
  retryOptions: Schema.optionalKey(Schema.Struct({
    retryAfter: Schema.optionalKey(Schema.Number),
    retryReason: Schema.optionalKey(Schema.String),
    retryData: Schema.optionalKey(Schema.Unknown)
  }))
}))

const failureReasons = {
  TimedOut: "FUNCTION_TIME_OUT",
  OutOfMemory: "FUNCTION_OUT_OF_MEMORY",
  Threw: "FUNCTION_PLATFORM_UNKNOWN_ERROR",
  Killed: "FUNCTION_PLATFORM_UNKNOWN_ERROR",
  TooLarge: "FUNCTION_PLATFORM_UNKNOWN_ERROR",
  Stuck: "FUNCTION_TIME_OUT"
} as const

export interface Options {
  /** How often it was called again before. */
  readonly retryCount: number
  readonly retryData: unknown
  readonly retryFailed: boolean
  /** Of a function that may run for more than 55 seconds; a public app notes that it cannot do without `retryData`. */
  readonly needsData: boolean
  readonly violate: (limit: string, detail: string) => void
}

/** `undefined`: it is not called again. A failed one waits 5 s, 10 s, 20 s and so on, up to 15 minutes. */
export const after = (
  outcome: Outcome,
  { needsData, retryCount, retryData, retryFailed, violate }: Options
): Retry | undefined => {
  const backoff = (retryReason: string): Retry => ({
    afterMillis: Math.min(longestWaitSeconds, 5 * 2 ** retryCount) * 1000,
    context: { retryCount: retryCount + 1, retryReason, ...(retryData !== undefined && { retryData }) }
  })
  if (outcome._tag === "Failed") return retryFailed ? backoff(failureReasons[outcome.failure.reason]) : undefined
  const request = decodeRequest(outcome.value)
  if (Option.isNone(request)) return undefined
  const { retryAfter = 1, retryData: data, retryReason = "FUNCTION_RETRY_REQUEST" } = request.value.retryOptions ?? {}
  if (retryAfter > longestWaitSeconds) violate("retryAfter", `${retryAfter} seconds`)
  const wrong = data === undefined
    ? needsData ? "missing" : undefined
    : Buffer.byteLength(JSON.stringify(data)) > mostRetryDataBytes
    ? `more than ${mostRetryDataBytes} bytes`
    : undefined
  if (wrong !== undefined) {
    violate("retryData", wrong)
    return retryFailed ? backoff("FUNCTION_PLATFORM_UNKNOWN_ERROR") : undefined
  }
  return {
    afterMillis: Math.min(longestWaitSeconds, Math.max(1, retryAfter)) * 1000,
    context: { retryCount: retryCount + 1, retryReason, ...(data !== undefined && { retryData: data }) }
  }
}
