/**
 * The main job, played through on made-up services: set up the schema, preview, apply, find nothing to do on the second
 * run, and follow the company through a second day.
 */
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import * as NextDay from "@entra-assets/test-kit/NextDay"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Company from "./Company.ts"
import type { Dump } from "./Dump.ts"
import * as Minimum from "./Minimum.ts"
import * as Requests from "./Requests.ts"
import * as Samples from "./Samples.ts"
import type { SummaryInput } from "./Summary.ts"
import * as Sync from "./Sync.ts"

export interface Options extends Company.Company {
  readonly seed: string
  /** Where the employees go after the first run. */
  readonly dump: Option.Option<Dump>
}

export const run = Effect.fn("Simulation.run")(function*(options: Options) {
  const { organisation, simulators } = options
  const startedAt = yield* Clock.currentTimeMillis
  const settings = yield* Company.settingsOf(organisation, simulators.atlassian)

  return yield* Effect.gen(function*() {
    const api = yield* ApiClient.ApiClient
    const requests = Effect.map(api.usage, Requests.count)

    const first = yield* Sync.sync("First sync", settings)
    const firstRequests = yield* requests
    const firstSample = yield* Samples.take(first.plan.id)
    if (Option.isSome(options.dump)) yield* options.dump.value.write

    const beforeSecond = yield* requests
    yield* Sync.sync("Second sync", settings)
    const writes = Requests.since(beforeSecond, yield* requests).assetsWrite

    const tomorrow = yield* NextDay.nextDay(organisation, options.seed)
    yield* simulators.entra.tenant.setPeople(tomorrow.organisation.people)
    simulators.atlassian.setAccounts(tomorrow.organisation.accounts)
    const next = yield* Sync.sync("Next day", settings)
    const nextSample = yield* Samples.take(next.plan.id)

    const nameOf = Company.namesOf([...organisation.people, ...tomorrow.organisation.people])
    const input: SummaryInput = {
      report: {
        directory: { people: organisation.people.length, accounts: organisation.accounts.length },
        ...Sync.numbersOf(first),
        secondRun: { writes },
        nextDay: Sync.numbersOf(next),
        requests: firstRequests,
        resources: {
          wallMs: (yield* Clock.currentTimeMillis) - startedAt,
          peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024)
        }
      },
      sample: { nameOf, firstDay: firstSample.entries, nextDay: nextSample.entries },
      minimum: Minimum.of(organisation, {
        records: first.plan.counts.create,
        links: firstSample.deferredLinks
      }),
      failures: [...yield* Sync.failuresOf(first.run, nameOf), ...yield* Sync.failuresOf(next.run, nameOf)],
      stopped: next.stopped
    }
    return input
  }).pipe(Effect.provide(Company.engineOf(options, settings)))
})
