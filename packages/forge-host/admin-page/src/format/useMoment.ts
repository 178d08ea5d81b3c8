/** A moment that has passed, as briefly as it is clear: of today only the time. */
import { useFormat } from "./Format.tsx"
import { useAppTime, useNow } from "./useNow.ts"

/** By the browser's clock. */
export const useMoment = (millis: number): string => {
  const format = useFormat()
  const now = useNow()
  const at = useAppTime()(millis)
  return format.date(at) === format.date(now) ? format.time(at) : format.dateTime(at)
}
