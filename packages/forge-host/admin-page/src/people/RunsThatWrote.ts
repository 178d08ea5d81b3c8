/** Which runs have something to say of a person. */
import type { Run } from "@entra-assets/core/sync/Run"

const shown = 5

/** The last few that have ended and got so far as to write; previews and those that never had a plan are left out. */
export const haveWritten = <A extends Pick<Run, "endedAt" | "goal" | "plan">>(
  runs: ReadonlyArray<A>
): ReadonlyArray<A> =>
  runs.filter(({ endedAt, goal, plan }) => endedAt !== null && goal !== "preview" && plan !== null).slice(0, shown)
