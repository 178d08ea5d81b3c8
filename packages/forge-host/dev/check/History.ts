/** One history of the app on a site: set up, one sync of everybody, and as many of its invocations killed as wanted. */
import type { Run } from "@entra-assets/core/sync/Run"
import type { Organisation } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Admin from "../Admin.ts"
import * as Journey from "../Journey.ts"
import * as Records from "../Records.ts"
import * as SimulatedSite from "../SimulatedSite.ts"

export interface Options {
  readonly organisation: Organisation
  readonly seed: number
  readonly kills: number
  readonly objectAllowance: number
}

export interface History {
  readonly run: Run
  readonly records: ReadonlyMap<string, string>
  readonly twice: number
  readonly kills: number
  readonly minutes: number
  readonly usage: ReturnType<SimulatedSite.SimulatedSite["forge"]["usage"]>
  readonly violations: ReturnType<SimulatedSite.SimulatedSite["forge"]["violations"]>
  /** Points of Jira's quota. */
  readonly points: number
}

/** Kills come so many seconds after each other at the least and at the most, as long as a slice works. */
const between = { minimum: 2, maximum: 40 }

/** A run of such a size waits hours for its share of Jira's points. */
const most = { hours: 72 }

const isConsumer = ({ functionKey }: { readonly functionKey: string }) => functionKey === "consumer"

export const live = Effect.fn("History.live")(function*(
  { kills, objectAllowance, organisation, seed }: Options
) {
  return yield* Effect.scoped(Effect.gen(function*() {
    const site = yield* SimulatedSite.make({
      organisation,
      seed,
      publishedLimits: true,
      atlassian: { objectAllowance, refuseAboveAllowance: true }
    })
    const { atlassian, forge } = site
    const admin = Admin.make(site)
    yield* Journey.setUp(site, admin)
    const { settings } = yield* admin.ask("state", {})
    yield* admin.ask("saveRules", { version: settings.version, rules: { ...settings.rules, objectAllowance } })

    const startedAt = forge.now()
    const { id } = yield* admin.ask("runNow", {})
    let killed = 0
    while (killed < kills && forge.now() - startedAt < most.hours * 3_600_000) {
      yield* forge.advance(yield* Random.nextIntBetween(between.minimum * 1000, between.maximum * 1000))
      if (forge.running().some(isConsumer)) killed += yield* forge.kill({ functionKey: "consumer" })
      const run = yield* admin.ask("status", { runId: id })
      if (run !== null && run.endedAt !== null) break
    }
    const run = yield* Journey.settled(site, admin, id, { every: "5 minutes", most: most.hours * 12 })
    return {
      run,
      records: Records.records(site),
      twice: Records.twice(site),
      kills: killed,
      minutes: ((run.endedAt ?? forge.now()) - startedAt) / 60_000,
      usage: forge.usage(),
      violations: forge.violations(),
      points: atlassian.meter.snapshot().points
    } satisfies History
  })).pipe(Random.withSeed(`kills ${seed}`))
})
