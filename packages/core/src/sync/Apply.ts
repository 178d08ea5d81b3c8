/** Applies a stored plan in one go: a run that writes exactly this plan, and nothing else. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Settings } from "../model/Settings.ts"
import type { LeaseStore } from "../ports/LeaseStore.ts"
import { Run } from "./Run.ts"
import type { RunError } from "./RunError.ts"
import { type Needed, runToEnd } from "./RunSlice.ts"
import { RunStore } from "./RunStore.ts"

/** The run did not come to its end; `run` says why, and what it had done by then. */
export class RunStopped extends Schema.TaggedError<RunStopped>()("RunStopped", { run: Run }) {
  override get message(): string {
    return this.run.failure?.message ?? `The run was ${this.run.state}.`
  }

  get details(): string | undefined {
    return this.run.failure?.details
  }

  get nextStep(): string {
    return this.run.failure?.nextStep ?? "Start a new run."
  }
}

/**
 * Succeeds also when single records failed or had moved, which the run counts. Fails when the plan is not as it was
 * stored or was made under other settings, when another run is active, and when the guard stops it.
 */
export const apply = Effect.fn("Apply.apply")(function*(
  planId: string,
  settings: Settings
): Effect.fn.Return<Run, RunStopped | RunError, Needed | LeaseStore> {
  const runs = yield* RunStore
  const { id } = yield* runs.start({ goal: "apply", trigger: "manual", startedBy: null, planId }, settings)
  const run = yield* runToEnd(id, { settings })
  return run.state === "succeeded" ? run : yield* new RunStopped({ run })
})
