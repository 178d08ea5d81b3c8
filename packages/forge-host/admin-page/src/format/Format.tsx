/** Numbers, dates and times as the user's Jira profile has them: locale and time zone. */
import { createContext, type ReactNode, useContext, useMemo } from "react"

export interface Format {
  readonly number: (value: number) => string
  /** Of milliseconds since 1970: day and time. */
  readonly dateTime: (millis: number) => string
  readonly date: (millis: number) => string
  /** Of the day. */
  readonly time: (millis: number) => string
  /** Of a day written as YYYY-MM-DD, whatever the time zone. */
  readonly day: (day: string) => string
  /** From `now` to `millis`, in the largest fitting unit: "3 hours ago", "in 2 days". */
  readonly relative: (millis: number, now: number) => string
  /** Of a number of milliseconds: "1 hr 5 min". */
  readonly duration: (millis: number) => string
  /** `digits`: at most so many after the point. */
  readonly percent: (share: number, digits?: number) => string
  readonly list: (items: ReadonlyArray<string>) => string
  /** Which of the forms of a text goes with so many. */
  readonly plural: (count: number) => Intl.LDMLPluralRule
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000]
] as const

export const makeFormat = (locale: string, timeZone: string): Format => {
  const number = new Intl.NumberFormat(locale)
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" })
  // Not "yesterday": two days of the calendar may be less than 48 hours apart.
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always" })
  const relativeNow = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
  const list = new Intl.ListFormat(locale, { type: "conjunction" })
  const rules = new Intl.PluralRules(locale)
  const unit = (name: "day" | "hour" | "minute" | "second", value: number) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" }).format(value)
  return {
    number: (value) => number.format(value),
    dateTime: (millis) => dateTime.format(millis),
    date: (millis) => date.format(millis),
    time: (millis) => time.format(millis),
    day: (text) => day.format(Date.parse(`${text}T00:00:00Z`)),
    relative: (millis, now) => {
      const distance = millis - now
      const [name, size] = units.find(([, size]) => Math.abs(distance) >= size) ?? units[3]
      const count = Math.trunc(distance / size)
      return (count === 0 ? relativeNow : relative).format(count, name)
    },
    duration: (millis) => {
      const [name, size] = units.find(([, size]) => millis >= size) ?? units[3]
      const whole = Math.floor(millis / size)
      const next = units[units.findIndex(([other]) => other === name) + 1]
      if (next === undefined) return unit(name, Math.max(millis > 0 ? 1 : 0, whole))
      const rest = Math.floor((millis - whole * size) / next[1])
      return rest === 0 ? unit(name, whole) : `${unit(name, whole)} ${unit(next[0], rest)}`
    },
    percent: (share, digits = 0) =>
      new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(share),
    list: (items) => list.format(items),
    plural: (count) => rules.select(count)
  }
}

const FormatContext = createContext(makeFormat("en-US", "UTC"))

export interface FormatProviderProps {
  readonly locale: string
  readonly timeZone: string
  readonly children: ReactNode
}

export const FormatProvider = ({ children, locale, timeZone }: FormatProviderProps) => {
  const format = useMemo(() => makeFormat(locale, timeZone), [locale, timeZone])
  return <FormatContext.Provider value={format}>{children}</FormatContext.Provider>
}

export const useFormat = (): Format => useContext(FormatContext)
