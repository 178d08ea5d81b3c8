/** `entra-assets simulate`: the command that shows the main job on made-up services, and what happens on a bad day. */
import type { Organisation } from "@entra-assets/test-kit/Organisation"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Company from "./Company.ts"
import * as DirectorySource from "./DirectorySource.ts"
import * as Dump from "./Dump.ts"
import * as KilledSync from "./killing/KilledSync.ts"
import * as KillReport from "./killing/KillReport.ts"
import type { Screen } from "./Page.ts"
import { number } from "./Phrase.ts"
import * as Drift from "./scenarios/Drift.ts"
import * as DriftReport from "./scenarios/DriftReport.ts"
import * as MassLeave from "./scenarios/MassLeave.ts"
import * as MassLeaveReport from "./scenarios/MassLeaveReport.ts"
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
  scenario: Flag.Literals("scenario", ["mass-leave", "drift"]).pipe(
    Flag.withDescription("A bad day: most of a department leaves at once, or records are edited after the preview"),
    Flag.optional
  ),
  killEvery: Flag.String("kill-every").pipe(
    Flag.withMetavar("SECONDS"),
    Flag.withDescription("Kill the first sync after so much of its own work, again and again, in simulated time"),
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

const screen = (): Screen => {
  const { stdout } = process
  return stdout.isTTY
    ? { width: Math.min(stdout.columns, 120), colours: stdout.hasColors() }
    : { width: 100, colours: false }
}

/** What was found out, for machines and for people. */
interface Told {
  readonly json: () => string
  readonly page: (screen: Screen) => string
}

type Scenario = Option.Option<"mass-leave" | "drift">

interface Play extends Company.Company {
  readonly seed: string
  readonly scenario: Scenario
  readonly dump: Option.Option<Dump.Dump>
}

/** On services that stand on loopback. */
const play = Effect.fnUntraced(function*(options: Play) {
  switch (Option.getOrNull(options.scenario)) {
    case "mass-leave": {
      const result = yield* MassLeave.run(options)
      return {
        json: () => MassLeaveReport.toJson(result.report),
        page: (screen) => MassLeaveReport.render(result, screen)
      } satisfies Told
    }
    case "drift": {
      const result = yield* Drift.run(options)
      return {
        json: () => DriftReport.toJson(result.report),
        page: (screen) => DriftReport.render(result, screen)
      } satisfies Told
    }
    case null: {
      const result = yield* Simulation.run(options)
      return {
        json: () => SimulationReport.toJson(result.report),
        page: (screen) => Summary.render(result, screen)
      } satisfies Told
    }
  }
})

const tell = (json: boolean, told: Told) => Console.log(json ? told.json() : told.page(screen()))

/** What makes no sense together. */
const refuseTogether = (
  given: { readonly killEvery: boolean; readonly scenario: boolean; readonly serve: boolean; readonly port: boolean }
): Effect.Effect<void, UsageError> => {
  const { killEvery, port, scenario, serve } = given
  const other = !killEvery ? null : scenario ? "--scenario" : serve ? "--serve" : port ? "--port" : null
  return other === null
    ? Effect.void
    : Effect.fail(new UsageError({ message: `--kill-every: not together with ${other}. Leave out one of the two.` }))
}

/** In simulated time; ends with 1 when the run did not come through as it should. */
const kill = Effect.fnUntraced(function*(
  options: Omit<KilledSync.Options, "organisation">,
  organisation: Organisation,
  json: boolean
) {
  const report = yield* KilledSync.run({ ...options, organisation })
  yield* tell(json, {
    json: () => KillReport.toJson(report),
    page: (screen) => KillReport.render(report, screen)
  })
  const faults = KillReport.faults(report)
  if (faults.length > 0) return yield* new KilledSync.NotAsUndisturbed({ message: faults.join(" ") })
})

export const simulate = Command.make(
  "simulate",
  flags,
  Effect.fn(
    function*({ csv, dump, json, killEvery, limits, people, port, scenario, seed, serve }) {
      const size = yield* wholeNumber("people", 1, 1_000_000)(people)
      const firstPort = Option.isSome(port) ? yield* wholeNumber("port", 1, 65_000)(port.value) : undefined
      const seconds = Option.isSome(killEvery)
        ? yield* wholeNumber("kill-every", 1, 3600)(killEvery.value)
        : undefined
      yield* refuseTogether({
        killEvery: seconds !== undefined,
        scenario: Option.isSome(scenario),
        serve,
        port: firstPort !== undefined
      })
      const publishedLimits = limits === "published"
      const dumpFile = Option.isSome(dump) ? Option.some(yield* Dump.open(dump.value)) : Option.none()
      const organisation = yield* DirectorySource.load({ people: size, seed, csv })
      if (seconds !== undefined) {
        return yield* kill({ seed, publishedLimits, seconds, dump: dumpFile }, organisation, json)
      }
      const simulators = yield* Simulators.start({
        organisation,
        publishedLimits,
        ...(firstPort !== undefined && { port: firstPort })
      })
      yield* tell(json, yield* play({ organisation, simulators, seed, publishedLimits, scenario, dump: dumpFile }))
      if (serve) {
        const say = json ? Console.error : Console.log
        yield* say(`\nThe simulated services keep running; Ctrl-C stops them.\n\n${Simulators.describe(simulators)}`)
        return yield* Effect.never
      }
    },
    Effect.scoped
  )
).pipe(Command.withDescription("Sync a made-up company end to end, on simulated services"))
