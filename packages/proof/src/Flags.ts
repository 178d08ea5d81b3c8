/** The flags of a checker: each with a value and a default, and one clear line for whatever else is given. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { parseArgs, type ParseArgsOptionsConfig } from "node:util"

/** The message is one line: what is wrong and what to give. */
export class UsageError extends Schema.TaggedError<UsageError>()("UsageError", { message: Schema.String }) {}

/** Gives the text of each flag; `undefined` where it was left out. Switches have no value: theirs is empty. */
export const read = <Name extends string, Switch extends string = never>(
  args: ReadonlyArray<string>,
  names: ReadonlyArray<Name>,
  switches: ReadonlyArray<Switch> = []
): Effect.Effect<(name: Name | Switch) => string | undefined, UsageError> =>
  Effect.fromResult(Result.try({
    try: () => {
      const options: ParseArgsOptionsConfig = Object.fromEntries([
        ...names.map((name) => [name, { type: "string" }] as const),
        ...switches.map((name) => [name, { type: "boolean" }] as const)
      ])
      const { values } = parseArgs({ args: [...args], options, allowPositionals: false })
      const given = new Map(Object.entries(values))
      return (name: Name | Switch) => {
        const value = given.get(name)
        return value === true ? "" : typeof value === "string" ? value : undefined
      }
    },
    catch: (cause) => new UsageError({ message: oneLine(cause, names, switches) })
  }))

const oneLine = (cause: unknown, names: ReadonlyArray<string>, switches: ReadonlyArray<string>): string => {
  const [first = "Wrong arguments"] = (cause instanceof Error ? cause.message : String(cause)).split(/[.\n]/u)
  const listed = (flags: ReadonlyArray<string>) => flags.map((name) => `--${name}`).join(", ")
  const without = switches.length === 0 ? "" : `, and ${listed(switches)} without`
  return `${first}. There are ${listed(names)}, each with a value${without}.`
}

/** A whole number of at least 1. */
export const count = (name: string, text: string | undefined, otherwise: number): Effect.Effect<number, UsageError> => {
  if (text === undefined) return Effect.succeed(otherwise)
  return /^[1-9]\d{0,8}$/u.test(text)
    ? Effect.succeed(Number(text))
    : Effect.fail(new UsageError({ message: `--${name} ${text}: give a whole number of at least 1.` }))
}
