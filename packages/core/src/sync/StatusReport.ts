/** How the sync stands, by what runs came to; and telling it to the host's status board. */
import * as Effect from "effect/Effect"
import { sentence } from "../model/SourceError.ts"
import type { RunStatus, SyncOutcome } from "../model/SyncStatus.ts"
import { shorten } from "../plan/Desired.ts"
import { StatusBoard } from "../ports/StatusBoard.ts"
import type { Run, RunFailure, RunState } from "./Run.ts"
import { RunStore } from "./RunStore.ts"

const outcomes: { readonly [state in RunState]?: SyncOutcome } = {
  succeeded: "Succeeded",
  blocked: "Needs approval",
  failed: "Failed"
}

const sentences = ({ message, nextStep }: RunFailure): string => `${sentence(message)} ${nextStep}`

/** Of a run that succeeded, and left something undone. */
const left = ({ counts: { failed, inDoubt } }: Run): string | null => {
  const count = failed + inDoubt
  if (count === 0) return null
  return `${count} ${count === 1 ? "record was" : "records were"} not written. The run's details say why.`
}

const reasonOf = (run: Run): string | null => {
  if (run.state === "succeeded") return left(run)
  return run.failure === null ? null : sentences(run.failure)
}

/** `textLimit`: the longest text that the board takes. `null` before the first run that counts. */
export const current = Effect.fn("StatusReport.current")(function*(textLimit: number) {
  const runs = yield* RunStore
  const run = yield* runs.lastSettled
  const outcome = run === null ? undefined : outcomes[run.state]
  if (run === null || outcome === undefined) return null
  const reason = reasonOf(run)
  // What another version has stored is passed over, as in lists of runs.
  const success = yield* Effect.catchIf(
    runs.lastSuccess,
    ({ reason }) => reason === "Unreadable",
    () => Effect.succeed(null)
  )
  const status: RunStatus = {
    lastSuccess: success?.endedAt ?? null,
    outcome,
    reason: reason === null ? null : shorten(reason, textLimit)
  }
  return status
})

/** Whether this run may have changed how the sync stands. */
const isTold = ({ goal, scope, state }: Run): boolean =>
  goal !== "preview" && scope === "everybody" && outcomes[state] !== undefined

export interface TellOptions {
  readonly textLimit: number
  /** For how long this may take. */
  readonly millis: number
}

/** To be called when a run has ended, or was stopped; the run is stored as such. Never fails. */
export const tell = Effect.fn("StatusReport.tell")(
  function*(run: Run, { millis, textLimit }: TellOptions) {
    const board = yield* StatusBoard
    if (board === null || !isTold(run) || millis <= 0) return
    const shown = Effect.flatMap(current(textLimit), (status) => status === null ? Effect.void : board(status))
    yield* Effect.timeoutOrElse(shown, {
      duration: millis,
      orElse: () => Effect.logWarning("The status was not shown in time", { runId: run.id })
    })
  },
  (effect, run) =>
    effect.pipe(
      Effect.catch(({ reason }) => Effect.logWarning("The status could not be shown", { runId: run.id, reason })),
      Effect.catchDefect(() => Effect.logError("Showing the status met a defect", { runId: run.id }))
    )
)
