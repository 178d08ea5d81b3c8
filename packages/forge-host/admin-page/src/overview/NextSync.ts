/** When the next scheduled sync comes, in words. */
import type { State } from "@entra-assets/forge-host/admin/AdminApi"
import type { Format } from "../format/Format.tsx"
import type { Texts } from "../texts/English.ts"

const day = 86_400_000

/** Ticks come once a day at about the same time: the first that is expected at or after `from`. */
export const expectedTick = (from: number, lastTickAt: number): number =>
  lastTickAt + Math.max(0, Math.ceil((from - lastTickAt) / day)) * day

export const nextSync = (
  { lastTick, nextRun }: Pick<State, "lastTick" | "nextRun">,
  { overview: { next } }: Texts,
  format: Format
): string => {
  switch (nextRun._tag) {
    case "Off":
      return nextRun.canTurnOn ? next.off : next.notYetPossible
    case "Paused":
      return next.paused
    case "NotYet": {
      if (lastTick === null) return next.onDate(format.date(nextRun.dueAt))
      const expected = expectedTick(nextRun.dueAt, lastTick.at)
      return next.on(format.date(expected), format.time(expected))
    }
    case "Quarantined":
      return next.quarantined(format.dateTime(nextRun.until))
    case "Due":
      return lastTick === null ? next.dueUnknown : next.due(format.time(lastTick.at))
  }
}
