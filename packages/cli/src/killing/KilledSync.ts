/**
 * A first sync whose process is killed again and again: after so much of its own work each, wherever it is. Time then
 * passes the lease, and the next slice goes on. In the end the records have to be those of an undisturbed run.
 */
import { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import { RunStopped } from "@entra-assets/core/sync/Apply"
import { ProgressSink, track } from "@entra-assets/core/sync/Progress"
import type { Run } from "@entra-assets/core/sync/Run"
import { runSlice, runToEnd } from "@entra-assets/core/sync/RunSlice"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import type { Organisation } from "@entra-assets/test-kit/Organisation"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/testing/TestClock"
import { withBars } from "../Bars.ts"
import type { Dump } from "../Dump.ts"
import type { Services } from "../Simulators.ts"
import * as SyncNumbers from "../SyncNumbers.ts"
import type { KillReport, Slice } from "./KillReport.ts"
import * as MortalProcess from "./MortalProcess.ts"
import * as VirtualSite from "./VirtualSite.ts"

export interface Options {
  readonly organisation: Organisation
  readonly seed: string
  readonly publishedLimits: boolean
  readonly seconds: number
  /** Where the employees go at the end. */
  readonly dump: Option.Option<Dump>
}

/** The killed run did not come to what an undisturbed one comes to. */
export class NotAsUndisturbed extends Schema.TaggedError<NotAsUndisturbed>()("NotAsUndisturbed", {
  message: Schema.String
}) {}

/** So many slices that keep nothing, one after the other, are the end. */
const mostIdle = 3

const request = { goal: "sync", trigger: "manual", startedBy: null } as const

/** Creates the schema, as an administrator does before the first sync. */
const setUp = ({ engine, host }: VirtualSite.VirtualSite) =>
  VirtualSite.complete(Effect.void.pipe(Effect.provide(engine), Effect.provide(host)))

const requestsTo = ({ atlassian, entra }: Services): number =>
  [atlassian, entra].reduce(
    (sum, { meter }) => Object.values(meter.snapshot().requests).reduce((total, count) => total + count, sum),
    0
  )

const readIn = ({ reading }: Run): number =>
  reading === null ? 0 : reading.users.items + reading.accounts.items + reading.employees.items

/** How far a run has come; a slice that changes nothing of it has kept nothing. */
const position = ({ applying, counts, plan, reading }: Run) => ({ applying, counts, plan, reading })

const isOver = (run: Run): Effect.Effect<Run, RunStopped> =>
  run.state === "succeeded" ? Effect.succeed(run) : Effect.fail(new RunStopped({ run }))

/** What each record says, by Entra id; a manager's record is named by its own. */
const recordsOf = ({ atlassian }: Services) => {
  const objects = atlassian.assets.objects("Employee")
  const entraIds = new Map(objects.map(({ id, values }) => [id, values["Entra User ID"]]))
  const records = new Map(
    objects.map(({ values }) => {
      const { Manager: manager, ...others } = values
      return [String(values["Entra User ID"]), { ...others, manager: entraIds.get(String(manager)) }] as const
    })
  )
  return { records, twice: objects.length - records.size }
}

type Records = ReturnType<typeof recordsOf>["records"]

const differences = (one: Records, other: Records): number =>
  [...new Set([...one.keys(), ...other.keys()])].filter((id) => !Equal.equals(one.get(id), other.get(id))).length

const undisturbed = Effect.fnUntraced(function*(options: Options) {
  const site = yield* VirtualSite.make(options)
  yield* setUp(site)
  const runs = Context.get(site.host, RunStore)
  const before = requestsTo(site.services)
  const { createdAt, id } = yield* runs.start(request, site.settings)
  const work = Effect.flatMap(runToEnd(id, { settings: site.settings }), isOver)
  const run = yield* VirtualSite.complete(work.pipe(Effect.provide(site.engine), Effect.provide(site.host)))
  return {
    ...recordsOf(site.services),
    seconds: ((run.endedAt ?? createdAt) - createdAt) / 1000,
    requests: requestsTo(site.services) - before
  }
})

const killed = Effect.fnUntraced(function*(options: Options) {
  const site = yield* VirtualSite.make(options)
  yield* setUp(site)
  const { engine, host, services: { atlassian }, settings } = site
  const runs = Context.get(host, RunStore)
  const leases = Context.get(host, LeaseStore)
  const before = requestsTo(site.services)
  let writes = 0
  atlassian.assets.observe(() => {
    writes++
  })
  let run = yield* runs.start(request, settings)
  const progress = yield* track("apply", null)
  const slices: Array<Slice> = []
  let millis = 0
  let idle = 0

  while (true) {
    const begun = { run, writes, at: yield* Clock.currentTimeMillis }
    const process = MortalProcess.make(host)
    const slice = yield* VirtualSite.begin(
      runSlice(run.id, { settings }).pipe(
        Effect.provide(engine),
        Effect.provide(process.services),
        // A bar for each phase of each slice would be too much of it.
        Effect.provideService(ProgressSink, () => Effect.void)
      )
    )
    const exit = yield* slice.goOn(options.seconds * 1000)
    if (exit === undefined) {
      yield* process.kill
      yield* slice.abandon
    }
    run = exit === undefined ? yield* runs.get(run.id) : (yield* exit).run
    millis += Math.min(options.seconds * 1000, (run.endedAt ?? Infinity) - begun.at)
    slices.push({
      killed: exit === undefined,
      read: Math.max(0, readIn(run) - readIn(begun.run)),
      planned: begun.run.plan === null && run.plan !== null,
      writes: writes - begun.writes,
      kept: writes > begun.writes || !Equal.equals(position(run), position(begun.run))
    })
    yield* progress.advance(writes - begun.writes)
    idle = slices.at(-1)?.kept === true ? 0 : idle + 1
    if (run.endedAt !== null || idle === mostIdle) break
    // Nobody gave it back.
    const lease = yield* leases.read
    yield* TestClock.adjust(Math.max(0, (lease?.expiresAt ?? 0) - (yield* Clock.currentTimeMillis)) + 1)
  }
  yield* progress.finish
  if (Option.isSome(options.dump)) {
    // By then every record can be found.
    yield* TestClock.adjust(settings.indexLagSeconds * 1000)
    yield* VirtualSite.complete(options.dump.value.write.pipe(Effect.provide(engine), Effect.provide(host)))
  }
  return {
    ...recordsOf(site.services),
    run: slices.at(-1)?.killed === true ? run : yield* isOver(run),
    slices,
    seconds: millis / 1000,
    requests: requestsTo(site.services) - before
  }
})

export const run = Effect.fn("KilledSync.run")(function*(options: Options) {
  const { organisation, seconds, seed } = options
  const startedAt = yield* Clock.currentTimeMillis
  const [disturbed, calm] = yield* Effect.all([
    withBars("First sync, killed again and again", killed(options)),
    withBars("The same without a kill", undisturbed(options))
  ]).pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(VirtualSite.clock))
  const { run, slices } = disturbed
  const report: KillReport = {
    killEverySeconds: seconds,
    directory: { people: organisation.people.length, accounts: organisation.accounts.length },
    preview: SyncNumbers.ofPlan(run.plan ?? noPlan),
    run: SyncNumbers.ofRun(run.counts),
    kills: slices.filter(({ killed }) => killed).length,
    slices,
    employees: disturbed.records.size + disturbed.twice,
    twice: disturbed.twice,
    undisturbed: { employees: calm.records.size, different: differences(disturbed.records, calm.records) },
    seconds: { killed: disturbed.seconds, undisturbed: calm.seconds },
    requests: { killed: disturbed.requests, undisturbed: calm.requests },
    resources: {
      wallMs: (yield* Clock.currentTimeMillis) - startedAt,
      peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024)
    }
  }
  return report
})

const noPlan = {
  create: 0,
  update: 0,
  inactivate: 0,
  reactivate: 0,
  unchanged: 0,
  managerLinks: 0,
  findings: {},
  people: null
}
