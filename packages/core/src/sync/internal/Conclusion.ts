/** How the work of a slice ends, and what a run says of it. */
import * as Effect from "effect/Effect"
import type { SourceError } from "../../model/SourceError.ts"
import type { PlanHeader } from "../../plan/PlanHeader.ts"
import { nextSteps } from "../../plan/Verdict.ts"
import type { Wait } from "../../ports/LongWait.ts"
import type { PlanError } from "../PlanStore.ts"
import type { RunFailure, RunState } from "../Run.ts"
import { refuse } from "../RunError.ts"

/** `Later`: there is more to do, from `notBefore` on, in milliseconds since 1970; `waiting` when a service is why. */
export type Conclusion =
  | { readonly _tag: "End"; readonly state: RunState; readonly failure: RunFailure | null }
  | { readonly _tag: "Later"; readonly notBefore: number; readonly waiting: Wait | null }

export const end = (state: RunState, failure: RunFailure | null = null): Conclusion => ({ _tag: "End", state, failure })

export const later = (notBefore: number): Conclusion => ({ _tag: "Later", notBefore, waiting: null })

export const laterFor = (wait: Wait): Conclusion => ({ _tag: "Later", notBefore: wait.until, waiting: wait })

export const cancelled = end("cancelled")

export const failureOf = (error: SourceError): RunFailure => ({
  cause: `${error.source}.${error.reason}`,
  message: error.message,
  nextStep: error.nextStep,
  ...(error.details !== undefined && { details: error.details })
})

export const planFailed = (runId: string) => ({ message, reason }: PlanError) =>
  reason === "StoreFailed" ? Effect.fail(refuse(reason, runId)) : Effect.succeed(end("failed", {
    cause: `plan.${reason}`,
    message,
    nextStep: "Make a new preview."
  }))

export const unreadable = end("failed", {
  cause: "store.Unreadable",
  message: "What is stored about this run was written by another version.",
  nextStep: "Start a new run."
})

export const otherSettings = end("failed", {
  cause: "settings.changed",
  message: "The settings were changed while the run was under way.",
  nextStep: "Start a new run."
})

export const unexpected = end("failed", {
  cause: "unexpected",
  message: "Something went wrong that nobody has foreseen. What was written until then stays.",
  nextStep: "Run the sync again. If it happens again, report it with the id of this run."
})

/** A defect for the log: where it came from, but not its message, which may hold what a record says. */
export const described = (defect: unknown): { readonly defect: string; readonly at: ReadonlyArray<string> } =>
  defect instanceof Error
    ? { defect: defect.name, at: (defect.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line)).slice(0, 10) }
    : { defect: typeof defect, at: [] }

/** Leaves the message of a defect out, before a span keeps it. */
export const wordless = Effect.catchDefect((defect: unknown) => {
  const { at, defect: name } = described(defect)
  const bare = new Error("Its message is left out, since it may hold what a record says.")
  bare.name = name
  bare.stack = [name, ...at].join("\n")
  return Effect.die(bare)
})

export const blockedBy = ({ guard: { stops } }: PlanHeader): Conclusion => {
  const [first] = stops
  return end(
    "blocked",
    first === undefined ? null : {
      cause: `guard.${first.rule}`,
      message: stops.map(({ detail }) => detail).join(" "),
      nextStep: nextSteps[first.rule]
    }
  )
}
