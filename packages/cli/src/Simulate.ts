/** `entra-assets simulate`: the command that shows the main job on made-up services. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as DirectorySource from "./DirectorySource.ts"
import * as Dump from "./Dump.ts"
import { number } from "./Phrase.ts"
import * as Simulation from "./Simulation.ts"
import * as SimulationReport from "./SimulationReport.ts"
import * as Simulators from "./Simulators.ts"
import * as Summary from "./Summary.ts"
import { UsageError } from "./UsageError.ts"

/** A whole number from `least` to `most`, or one line that says so. */
const wholeNumber =
  (name: string, least: number, most: number) => (text: string): Effect.Effect<number, UsageError> => {
    const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN
    return value >= least && value <= most
      ? Effect.succeed(value)
      : Effect.fail(
        new UsageError({
          message: `--${name} ${text === "" ? "\"\"" : text}: give a whole number from ${number(least)} to ${
            number(most)
          }.`
        })
      )
  }

const flags = {
  people: Flag.String("people").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription("Users in Entra ID; 1000 unless given"),
    Flag.withDefault("1000")
  ),
  seed: Flag.String("seed").pipe(
    Flag.withMetavar("S"),
    Flag.withDescription("The same seed makes the same company; 1 unless given"),
    Flag.withDefault("1")
  ),
  csv: Flag.String("csv").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("Read the company from this CSV file instead of making one up"),
    Flag.optional
  ),
  limits: Flag.Literals("limits", ["none", "published"]).pipe(
    Flag.withDescription("Keep to the services' published limits; a large company then takes as long as in reality"),
    Flag.withDefault("none")
  ),
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("Print one JSON document to stdout, and everything else to stderr"),
    Flag.withDefault(false)
  ),
  dump: Flag.String("dump").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("Write the employees after the first run to this file, one JSON object per line"),
    Flag.optional
  ),
  serve: Flag.Boolean("serve").pipe(
    Flag.withDescription("Keep the simulated services running until interrupted"),
    Flag.withDefault(false)
  ),
  port: Flag.String("port").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription("First of the services' consecutive ports; any free ports unless given"),
    Flag.optional
  )
}

const screen = (): Summary.Screen => {
  const { stdout } = process
  return stdout.isTTY
    ? { width: Math.min(stdout.columns, 120), colours: stdout.hasColors() }
    : { width: 100, colours: false }
}

export const simulate = Command.make(
  "simulate",
  flags,
  Effect.fn(
    function*({ csv, dump, json, limits, people, port, seed, serve }) {
      const size = yield* wholeNumber("people", 1, 1_000_000)(people)
      const firstPort = Option.isSome(port) ? yield* wholeNumber("port", 1, 65_000)(port.value) : undefined
      const publishedLimits = limits === "published"
      const dumpFile = Option.isSome(dump) ? Option.some(yield* Dump.open(dump.value)) : Option.none()
      const organisation = yield* DirectorySource.load({ people: size, seed, csv })
      const simulators = yield* Simulators.start({
        organisation,
        publishedLimits,
        ...(firstPort !== undefined && { port: firstPort })
      })
      const result = yield* Simulation.run({ organisation, simulators, seed, publishedLimits, dump: dumpFile })
      yield* Console.log(json ? SimulationReport.toJson(result.report) : Summary.render(result, screen()))
      if (serve) {
        const tell = json ? Console.error : Console.log
        yield* tell(`\nThe simulated services keep running; Ctrl-C stops them.\n\n${Simulators.describe(simulators)}`)
        return yield* Effect.never
      }
    },
    Effect.scoped
  )
).pipe(Command.withDescription("Sync a made-up company end to end, on simulated services"))
