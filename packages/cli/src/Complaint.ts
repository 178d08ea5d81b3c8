/** How the command says that something is wrong: one line on stderr, and a stack trace only for a mistake of ours. */
import { sentence, SourceError } from "@entra-assets/core/model/SourceError"
import { RunStopped } from "@entra-assets/core/sync/Apply"
import * as Cause from "effect/Cause"
import * as CliError from "effect/cli/CliError"
import * as CliOutput from "effect/cli/CliOutput"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim()

const complain = (text: string): Effect.Effect<void> => Console.error(`entra-assets: ${oneLine(text)}`)

/** With what whoever helps asks for. */
const told = ({ details, message, nextStep }: RunStopped | SourceError): string =>
  `${sentence(details === undefined ? message : `${message.replace(/\.$/u, "")} (${details})`)} ${nextStep}`

const described = (error: unknown): string => {
  if (error instanceof RunStopped) {
    const { created, updated } = error.run.counts
    return `The run stopped after ${created} created and ${updated} updated records. ${told(error)}`
  }
  if (error instanceof SourceError) return told(error)
  return error instanceof Error ? error.message : String(error)
}

/** Says why the command ends, unless that was said already. */
export const print = (cause: Cause.Cause<unknown>): Effect.Effect<void> => {
  if (Cause.hasInterruptsOnly(cause)) return complain("stopped; nothing is half-written.")
  const error = Cause.findErrorOption(cause)
  if (Option.isNone(error)) {
    return Console.error(`entra-assets: this is a mistake of ours, please report it.\n${Cause.pretty(cause)}`)
  }
  // The presenter has shown it.
  return CliError.isCliError(error.value) ? Effect.void : complain(described(error.value))
}

const suggested = (suggestions: ReadonlyArray<string>): string =>
  suggestions.length === 0 ? "" : ` Did you mean ${suggestions.join(" or ")}?`

/** `"none" | "published"` in words. */
const choices = (expected: string): string =>
  expected.replace(/^Expected:?\s*/u, "").replaceAll("\"", "").split(" | ").join(" or ")

const misuse = (error: CliError.CliError): string => {
  switch (error._tag) {
    case "UnrecognizedOption":
      return `there is no flag ${error.option}.${suggested(error.suggestions)}`
    case "UnknownSubcommand":
      return `there is no command ${error.subcommand}.${suggested(error.suggestions)}`
    case "InvalidValue":
      return error.value === ""
        ? `--${error.option} needs a value.`
        : `--${error.option} ${error.value}: give ${choices(error.expected)}.`
    default:
      return `${error.message}.`
  }
}

/** Errors of the command line as one line, the first of them, without the whole help. */
export const presenter: CliOutput.Presenter = {
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? complain(`${event.errors.slice(0, 1).map(misuse).join("")} See --help.`)
      : CliOutput.defaultPresenter.present(event)
}
