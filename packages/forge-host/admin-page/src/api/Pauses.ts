/** How long the page waits before it drives a run further. */
import type { Run } from "@entra-assets/core/sync/Run"

/** A slice that was over so fast had nothing to do: another page works on the run. */
const leastMillis = 3000
/** The app answers at once as long as the run waits for somebody. */
const waitingMillis = 10_000

export const pauseAfter = ({ waiting }: Pick<Run, "waiting">, sliceMillis: number): number =>
  waiting === null ? Math.max(0, leastMillis - sliceMillis) : waitingMillis
