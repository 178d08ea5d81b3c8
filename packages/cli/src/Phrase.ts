/** Numbers and times as people write them, in English. */

export const number = (value: number): string => value.toLocaleString("en")

/** `1 person`, `1,000 people`. */
export const counted = (value: number, one: string, many: string): string =>
  `${number(value)} ${value === 1 ? one : many}`

/** Roughly: `under 1 s`, `12 s`, `3 min`, `2 h 5 min`. */
export const duration = (millis: number): string => {
  const seconds = Math.round(millis / 1000)
  if (seconds < 1) return "under 1 s"
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
