/** When the next scheduled sync comes, or why there is none, in words. */
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import type { Format } from "../format/Format.tsx"
import { hasLostAssets, type Seen } from "../frame/BannerRules.ts"
import type { Texts } from "../texts/English.ts"

const day = 86_400_000

/** A tick that is so late is still waited for. */
const late = 3_600_000

/** Ticks come once a day at about the same time: the first that is expected at or after `from`. */
export const expectedTick = (from: number, lastTickAt: number): number =>
  lastTickAt + Math.max(0, Math.ceil((from - lastTickAt) / day)) * day

export interface Words {
  readonly texts: Texts
  readonly format: Format
  readonly now: number
}

export const nextSync = (
  state: Pick<State, "isLicensed" | "lastTick"> & Seen,
  { format, now, texts: { overview: { next } } }: Words
): string => {
  const { isLicensed, lastTick, nextRun } = state
  if (nextRun._tag === "Off") return nextRun.canTurnOn ? next.off : next.notYetPossible
  if (nextRun._tag === "Paused") return next.paused
  if (!isLicensed) return next.unlicensed
  if (hasLostAssets(state)) return next.lostAssets
  if (nextRun._tag === "Quarantined") return next.quarantined(format.dateTime(nextRun.until))
  const dueAt = nextRun._tag === "NotYet" ? nextRun.dueAt : null
  if (lastTick === null) return next.onDate(format.date(dueAt ?? now))
  const expected = expectedTick(dueAt ?? now - late, lastTick.at)
  return next.on(format.date(expected), format.time(expected))
}
