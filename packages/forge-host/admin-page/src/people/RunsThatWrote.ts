/** Which runs have something to say of a person. */
import type { Run } from "@entra-assets/core/sync/Run"

/** Of so many that have ended, so many are shown. */
export const looked = 10
const shown = 5

/** The last few that got so far as to have a plan. */
export const haveWritten = <A extends Pick<Run, "plan">>(runs: ReadonlyArray<A>): ReadonlyArray<A> =>
  runs.filter(({ plan }) => plan !== null).slice(0, shown)
