/** Why something cannot be done to a run, or nobody can tell. */
import * as Schema from "effect/Schema"

/**
 * `Busy`: another run is active; `runId` is its id. `NotFound`: no such run. `NotBlocked`: only a blocked run can be
 * approved. `Ended`: it has ended already. `Overtaken`: it was interrupted, and another run began since. `Unreadable`:
 * stored by another version. `StoreFailed`: the host's store did not answer. `Pruning`: what is old is being removed, and no run begins meanwhile.
 */
export class RunError extends Schema.TaggedError<RunError>()("RunError", {
  reason: Schema.Literals([
    "Busy",
    "Pruning",
    "NotFound",
    "NotBlocked",
    "Ended",
    "Overtaken",
    "PlanRefused",
    "Unreadable",
    "StoreFailed"
  ]),
  runId: Schema.String,
  message: Schema.String
}) {}

const messages: { readonly [reason in RunError["reason"]]: string } = {
  Busy: "Another sync is active. Wait for it, or cancel it.",
  Pruning: "The app is removing what is old. Try again in a minute.",
  NotFound: "There is no such run, or it was removed because of its age.",
  NotBlocked: "Only a run that the guard stopped can be approved.",
  Ended: "The run has ended already.",
  Overtaken: "The run was interrupted, and another one began since. Start a new one.",
  PlanRefused: "The plan cannot be applied.",
  Unreadable: "What is stored about this run was written by another version.",
  StoreFailed: "The store for runs did not answer. Check it and try again."
}

export const refuse = (reason: RunError["reason"], runId: string, message?: string) =>
  new RunError({ reason, runId, message: message ?? messages[reason] })
