/**
 * What becomes of a schedule whose runs keep failing: it backs off, says why, and goes on trying. Only failures of the
 * same cause in a row count. Pure; times are milliseconds since 1970.
 */
import * as Schema from "effect/Schema"
import type { RunFailure } from "./Run.ts"

const hour = 3_600_000

/** What comes after the first failure in a row, the second, and so on; the last for all that follow. */
const waits = [0, 6 * hour, 12 * hour, 24 * hour] as const
const longestWait = 24 * hour

/** Failures of one cause in a row. The first alone holds nothing back. */
export const Quarantine = Schema.Struct({
  /** The same for failures of the same kind, such as `entra.Unauthorized`. */
  cause: Schema.String,
  /** What happened the last time, and what the person can do; without personal data. */
  message: Schema.String,
  nextStep: Schema.String,
  failures: Schema.Int.check(Schema.isGreaterThan(0)),
  /** The tick that began the first of them. */
  since: Schema.Int,
  /** The tick that began the last. */
  lastFailedTickAt: Schema.Int
})
export type Quarantine = typeof Quarantine.Type

/** When the next run may begin: so long after the tick that began the last one, so that ticks a day apart fit. */
export const until = ({ failures, lastFailedTickAt }: Quarantine): number =>
  lastFailedTickAt + (waits[failures - 1] ?? longestWait)

/** One more failure. Another cause starts anew. Told twice, or late after a newer one, it changes nothing. */
export const failed = (
  quarantine: Quarantine | null,
  { cause, message, nextStep }: RunFailure,
  tickAt: number
): Quarantine => {
  if (quarantine !== null && tickAt <= quarantine.lastFailedTickAt) return quarantine
  const earlier = quarantine?.cause === cause ? quarantine : { failures: 0, since: tickAt }
  return {
    cause,
    message,
    nextStep,
    failures: earlier.failures + 1,
    since: earlier.since,
    lastFailedTickAt: tickAt
  }
}

/** After the clock went back: what seems to come from the future counts from now on. */
export const rebase = (quarantine: Quarantine, now: number): Quarantine =>
  quarantine.lastFailedTickAt > now
    ? { ...quarantine, since: Math.min(quarantine.since, now), lastFailedTickAt: now }
    : quarantine
