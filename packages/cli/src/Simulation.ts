/**
 * The main job, played through on made-up services: set up the schema, preview, apply, find nothing to do on the second
 * run, and follow the company through a second day.
 */
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import { decode as decodeSettings, type Settings } from "@entra-assets/core/model/Settings"
import type { PlanCounts, PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import { apply } from "@entra-assets/core/sync/Apply"
import { preview } from "@entra-assets/core/sync/Preview"
import type { RunReport } from "@entra-assets/core/sync/RunReport"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as NextDay from "@entra-assets/test-kit/NextDay"
import type { Organisation } from "@entra-assets/test-kit/Organisation"
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Redacted from "effect/Redacted"
import * as Struct from "effect/Struct"
import { withBars } from "./Bars.ts"
import type { Dump } from "./Dump.ts"
import * as Engine from "./Engine.ts"
import * as Minimum from "./Minimum.ts"
import * as Requests from "./Requests.ts"
import * as Samples from "./Samples.ts"
import { PreviewNumbers, RunNumbers } from "./SimulationReport.ts"
import type { Simulators } from "./Simulators.ts"
import type { SummaryInput } from "./Summary.ts"

export interface Options {
  readonly organisation: Organisation
  readonly simulators: Simulators
  readonly seed: string
  readonly publishedLimits: boolean
  /** Where the employees go after the first run. */
  readonly dump: Option.Option<Dump>
}

const previewNumbers = (counts: PlanCounts): PreviewNumbers => Struct.pick(counts, Struct.keys(PreviewNumbers.fields))

const runNumbers = (report: RunReport): RunNumbers => Struct.pick(report, Struct.keys(RunNumbers.fields))

const sourceNames = { graph: "Microsoft Graph", jira: "Jira", assets: "Assets" } as const

/** A source that was not read to its end explains why a plan does less than it could. */
const warnOfPartialReads = ({ watermark }: PlanHeader): Effect.Effect<void> =>
  Effect.forEach(Struct.keys(sourceNames), (source) => {
    const { complete, reason } = watermark[source]
    return complete ? Effect.void : Console.error(
      `${sourceNames[source]} was not read to its end, so nobody new gets a record: ${reason ?? "no reason known"}`
    )
  }, { discard: true })

/** One preview, applied. */
const sync = (title: string, settings: Settings) =>
  withBars(
    title,
    Effect.gen(function*() {
      const plan = yield* preview(settings)
      const report = yield* apply(plan.id, settings)
      return { plan, report }
    })
  ).pipe(Effect.tap(({ plan }) => warnOfPartialReads(plan)))

export const run = Effect.fn("Simulation.run")(function*(options: Options) {
  const { organisation, publishedLimits, simulators } = options
  const startedAt = yield* Clock.currentTimeMillis
  const app = EntraSimulator.defaultApp
  const settings = yield* Effect.orDie(decodeSettings({
    tenantId: organisation.tenantId,
    clientId: app.clientId,
    objectAllowance: simulators.atlassian.switches.objectAllowance
  }))
  const engine = Engine.layer({
    baseUrls: simulators.baseUrls,
    settings,
    clientSecret: Redacted.make(app.secret),
    cloudId: simulators.atlassian.cloudId,
    accessToken: Redacted.make(simulators.atlassian.appToken),
    directory: "create",
    publishedLimits
  }, KeyValueStore.layerMemory)

  return yield* Effect.gen(function*() {
    const api = yield* ApiClient.ApiClient
    const requests = Effect.map(api.usage, Requests.count)

    const first = yield* sync("First sync", settings)
    const firstRequests = yield* requests
    const firstSample = yield* Samples.take(first.plan.id)
    if (Option.isSome(options.dump)) yield* options.dump.value.write

    const beforeSecond = yield* requests
    yield* sync("Second sync", settings)
    const writes = Requests.since(beforeSecond, yield* requests).assetsWrite

    const tomorrow = yield* NextDay.nextDay(organisation, options.seed)
    yield* simulators.entra.tenant.setPeople(tomorrow.organisation.people)
    simulators.atlassian.setAccounts(tomorrow.organisation.accounts)
    const next = yield* sync("Next day", settings)
    const nextSample = yield* Samples.take(next.plan.id)

    const names = new Map(
      [...organisation.people, ...tomorrow.organisation.people].map((
        person
      ) => [person.id, person.displayName ?? person.userPrincipalName])
    )
    const input: SummaryInput = {
      report: {
        directory: { people: organisation.people.length, accounts: organisation.accounts.length },
        preview: previewNumbers(first.plan.counts),
        run: runNumbers(first.report),
        secondRun: { writes },
        nextDay: { preview: previewNumbers(next.plan.counts), run: runNumbers(next.report) },
        requests: firstRequests,
        resources: {
          wallMs: (yield* Clock.currentTimeMillis) - startedAt,
          peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024)
        }
      },
      sample: {
        nameOf: (entraId) => names.get(entraId) ?? entraId,
        firstDay: firstSample.entries,
        nextDay: nextSample.entries
      },
      minimum: Minimum.of(organisation, first.plan.counts.create + firstSample.deferredLinks),
      failures: [...first.report.failures, ...next.report.failures].map(({ attribute, entraId, message }) =>
        `${names.get(entraId) ?? entraId}${attribute === null ? "" : `, ${attribute}`}: ${message}`
      )
    }
    return input
  }).pipe(Effect.provide(engine))
})
