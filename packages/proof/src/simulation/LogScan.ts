/**
 * Reads every line that is logged for what must not stand in logs: secrets, tokens and addresses (invariant 11). It
 * looks at lines as a console would show them, with their annotations, spans and causes.
 */
import * as Cause from "effect/Cause"
import * as Logger from "effect/Logger"

export interface LogScan {
  /** In place of every other logger. */
  readonly logger: Logger.Logger<unknown, void>
  /** The lines as they were logged. */
  readonly lines: () => ReadonlyArray<string>
}

export interface Options {
  /** Texts that must not be logged. */
  readonly secrets: ReadonlyArray<string>
  /** The names of people. */
  readonly names?: () => Iterable<string>
  /** Told what was found, without repeating it. */
  readonly violate: (message: string) => void
}

const address = /[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/u
const token = /simulated[.-][\w~-]{6,}/u

/** What a line or any other text gives away; `undefined` for nothing. */
export const leak = (
  text: string,
  secrets: ReadonlyArray<string>,
  names: Iterable<string> = []
): string | undefined => {
  if (secrets.some((secret) => text.includes(secret))) return "a secret"
  if (token.test(text)) return "a token"
  if (address.test(text)) return "an address"
  for (const name of names) if (text.includes(name)) return "a name"
  return undefined
}

/** A cause as a console would show it, without where in the code it came from: paths look like addresses. */
export const pretty = (cause: Cause.Cause<unknown>): string =>
  Cause.pretty(cause).split("\n").filter((line) => !/^\s+at /u.test(line)).join("\n")

export const make = ({ names = () => [], secrets, violate }: Options): LogScan => {
  const lines: Array<string> = []
  const scan = (line: string) => {
    lines.push(line)
    const found = leak(line, secrets, names())
    if (found !== undefined) violate(`${found} was logged`)
  }
  return { logger: Logger.map(Logger.formatLogFmt, scan), lines: () => lines }
}
