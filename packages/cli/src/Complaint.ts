/** How the command says that something is wrong: one line on stderr, and a stack trace only for a mistake of ours. */
import { SourceError } from "@entra-assets/core/model/SourceError"
import { RunStopped } from "@entra-assets/core/sync/RunReport"
import * as Cause from "effect/Cause"
import * as CliError from "effect/cli/CliError"
import * as CliOutput from "effect/cli/CliOutput"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/gu, " ").trim()

const sentence = (error: unknown): string => {
  if (error instanceof RunStopped) {
    const { created, updated } = error.report
    return `The run stopped after ${created} created and ${updated} updated records. ${sentence(error.cause)}`
  }
  if (error instanceof SourceError) return `${error.message} ${error.nextStep}`
  return error instanceof Error ? error.message : String(error)
}

/** Says why the command ends, unless that was said already. */
export const print = (cause: Cause.Cause<unknown>): Effect.Effect<void> => {
  if (Cause.hasInterruptsOnly(cause)) {
    return Console.error("Stopped. Nothing is half-written.")
  }
  const error = Cause.findErrorOption(cause)
  if (Option.isNone(error)) {
    return Console.error(`This is a mistake in entra-assets; please report it.\n${Cause.pretty(cause)}`)
  }
  // The presenter has shown it.
  if (CliError.isCliError(error.value)) return Effect.void
  return Console.error(`entra-assets: ${oneLine(sentence(error.value))}`)
}

/** Errors of the command line as one line, without the whole help. */
export const presenter: CliOutput.Presenter = {
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Effect.forEach(
        event.errors,
        (error) => Console.error(`entra-assets: ${oneLine(error.message)} See ${event.commandPath.join(" ")} --help.`),
        { discard: true }
      )
      : CliOutput.defaultPresenter.present(event)
}
