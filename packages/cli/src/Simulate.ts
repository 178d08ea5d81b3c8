/** `entra-assets simulate`: the command that shows the main job on made-up services. */
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as DirectorySource from "./DirectorySource.ts"
import * as Simulation from "./Simulation.ts"
import * as SimulationReport from "./SimulationReport.ts"
import * as Simulators from "./Simulators.ts"
import * as Summary from "./Summary.ts"
import { UsageError } from "./UsageError.ts"

/** A whole number from `least` to `most`, or one line that says so. */
const wholeNumber = (name: string, least: number, most: number) => (text: string): Effect.Effect<number, UsageError> => {
  const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most
    ? Effect.succeed(value)
    : Effect.fail(
      new UsageError({
        message: `--${name} ${text}: give a whole number from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}.`
      })
    )
}

const flags = {
  people: Flag.String("people").pipe(
    Flag.withDescription("Users in Entra ID, 1 to 1,000,000"),
    Flag.withDefault("1000")
  ),
  seed: Flag.String("seed").pipe(
    Flag.withDescription("The same seed makes the same company"),
    Flag.withDefault("1")
  ),
  csv: Flag.String("csv").pipe(Flag.withDescription("Read the company from this CSV file instead"), Flag.optional),
  limits: Flag.Literals("limits", ["none", "published"]).pipe(
    Flag.withDescription("Keep to the services' published limits; a large company then takes as long as in reality"),
    Flag.withDefault("none")
  ),
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("Print one JSON document to stdout, and everything else to stderr"),
    Flag.withDefault(false)
  ),
  dump: Flag.String("dump").pipe(
    Flag.withDescription("Write the employees after the first run to this file, one JSON object per line"),
    Flag.optional
  ),
  serve: Flag.Boolean("serve").pipe(
    Flag.withDescription("Keep the simulated services running until interrupted"),
    Flag.withDefault(false)
  ),
  port: Flag.String("port").pipe(
    Flag.withDescription("First of the services' consecutive ports; any free ports unless given"),
    Flag.optional
  )
}

const whereTheyAre = ({ atlassian, baseUrls, entra }: Simulators.Simulators): string => {
  const app = EntraSimulator.defaultApp
  return [
    "Simulated services:",
    ...Array.from(baseUrls, ([host, baseUrl]) => `  ${host.padEnd(28)} ${baseUrl}`),
    `  Tenant ID ${entra.tenant.tenantId}, client ID ${app.clientId}, client secret ${app.secret}`,
    `  Atlassian cloud ID ${atlassian.cloudId}, access token ${atlassian.appToken}, workspace ${atlassian.workspaceId}`
  ].join("\n")
}

export const simulate = Command.make(
  "simulate",
  flags,
  Effect.fn(
    function*({ csv, dump, json, limits, people, port, seed, serve }) {
      const size = yield* wholeNumber("people", 1, 1_000_000)(people)
      const firstPort = Option.isSome(port) ? yield* wholeNumber("port", 1, 65_000)(port.value) : undefined
      const publishedLimits = limits === "published"
      const organisation = yield* DirectorySource.load({ people: size, seed, csv })
      const simulators = yield* Simulators.start({
        organisation,
        publishedLimits,
        ...(firstPort !== undefined && { port: firstPort })
      })
      const tell = json ? Console.error : Console.log
      if (serve) yield* tell(whereTheyAre(simulators))
      const result = yield* Simulation.run({ organisation, simulators, seed, publishedLimits, dump })
      yield* Console.log(json ? SimulationReport.toJson(result.report) : Summary.render(result))
      if (serve) {
        yield* tell("The simulated services keep running. Press Ctrl-C to stop them.")
        return yield* Effect.never
      }
    },
    Effect.scoped
  )
).pipe(Command.withDescription("Sync a made-up company end to end, on simulated services"))
