/** How an invocation ended when it did not return. */
import * as Schema from "effect/Schema"

export const reasons = ["Threw", "TimedOut", "OutOfMemory", "Killed", "TooLarge", "Stuck"] as const

/**
 * `TooLarge`: what the page sent or was sent is beyond the bridge's limits. `Stuck`: the function used up a minute of
 * real time without waiting for anything.
 */
export class ForgeFailure extends Schema.TaggedError<ForgeFailure>()("ForgeFailure", {
  reason: Schema.Literals(reasons),
  functionKey: Schema.String,
  /** What it threw, or what happened. */
  detail: Schema.String
}) {
  override get message(): string {
    return `${this.functionKey}: ${this.reason}${this.detail === "" ? "" : `: ${this.detail}`}`
  }
}
