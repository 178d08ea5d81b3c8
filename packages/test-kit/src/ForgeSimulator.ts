/**
 * Forge in memory: runs the bundle that Forge's own bundler made, each invocation in a thread of its own, against
 * simulated Jira, Assets and Entra ID, in virtual time. The same seed and the same calls give the same run. It follows
 * the documented limits and counts what goes beyond them; what nobody could verify is a switch. Each invocation loads
 * the app anew, where Forge may keep a loaded app for the next; and computing takes no virtual time.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import type { AtlassianSimulator } from "./AtlassianSimulator.ts"
import * as Egress from "./forge/Egress.ts"
import type { PendingEvent } from "./forge/EventQueue.ts"
import * as EventQueue from "./forge/EventQueue.ts"
import type { Invocation, Outcome } from "./forge/Invocation.ts"
import type { LogLine, TraceEntry } from "./forge/Invocations.ts"
import * as Invocations from "./forge/Invocations.ts"
import type { KillFilter } from "./forge/KillPlan.ts"
import * as KvsApi from "./forge/KvsApi.ts"
import type { KvsContent } from "./forge/KvsContent.ts"
import * as KvsContents from "./forge/KvsContent.ts"
import * as KvsRows from "./forge/KvsRows.ts"
import * as KvsService from "./forge/KvsService.ts"
import * as Lifecycle from "./forge/Lifecycle.ts"
import type { PersonalDataReport } from "./forge/PersonalData.ts"
import * as PersonalData from "./forge/PersonalData.ts"
import * as RuntimeContext from "./forge/RuntimeContext.ts"
import * as Services from "./forge/Services.ts"
import * as SiteProxy from "./forge/SiteProxy.ts"
import * as Timeline from "./forge/Timeline.ts"
import { ForgeFailure } from "./ForgeFailure.ts"
import type { ForgeManifest } from "./ForgeManifest.ts"
import * as Manifest from "./ForgeManifest.ts"
import * as ForgeSwitches from "./ForgeSwitches.ts"
import type { UsageSnapshot, Violation } from "./ForgeUsage.ts"
import * as ForgeUsage from "./ForgeUsage.ts"
import * as Dice from "./internal/Dice.ts"
import * as Network from "./Network.ts"
import * as Respond from "./Respond.ts"
import type { Simulator } from "./Simulator.ts"

export type { KillFilter, KvsContent, LogLine, Outcome, PendingEvent, PersonalDataReport, TraceEntry }

export interface Options {
  /** Absolute path of a bundle such as `dist/app/index.cjs`. Bundles of other handler modules lie beside it. */
  readonly bundle: string
  readonly manifest: ForgeManifest
  readonly atlassian: AtlassianSimulator
  /** What `fetch` reaches, such as the simulator of Entra ID; the manifest has to allow it, too. */
  readonly simulators?: ReadonlyArray<Simulator>
  readonly seed?: number | string
  /** How long requests take, and whether they arrive when their sender has died. */
  readonly network?: Network.Network
  readonly switches?: Partial<ForgeSwitches.ForgeSwitches>
  /** Milliseconds since 1970 at which virtual time begins. */
  readonly startAt?: number
  /** Real time that an invocation may be busy without waiting for anything. */
  readonly mostTurn?: Duration.Input
  /** Learns of each thing that happens. */
  readonly trace?: (entry: TraceEntry) => void
}

export interface InvokeOptions {
  /** The user who is present. */
  readonly accountId?: string
  /** Second argument of the function, beside what every function gets. */
  readonly context?: Readonly<Record<string, unknown>>
}

export interface ResolveOptions {
  /** The user who looks at the page. */
  readonly accountId: string
  readonly license?: Readonly<Record<string, unknown>>
}

export interface ForgeSimulator {
  /** Virtual time in milliseconds since 1970. */
  readonly now: () => number
  readonly switches: ForgeSwitches.ForgeSwitches
  /** Calls a function, and lets time pass until it has ended. The value is what it returned, after JSON. */
  readonly invoke: (
    functionKey: string,
    event: unknown,
    options?: InvokeOptions
  ) => Effect.Effect<unknown, ForgeFailure>
  /**
   * Calls a function of the admin page's resolver as the bridge does, and lets time pass until it has answered. At most
   * 500 KB may be sent, and 5 MB come back.
   */
  readonly resolve: (
    functionKey: string,
    payload: unknown,
    options: ResolveOptions
  ) => Effect.Effect<unknown, ForgeFailure>
  readonly advance: (duration: Duration.Input) => Effect.Effect<void>
  /** Lets time pass until it holds, for so long at most, and says whether it did. */
  readonly runUntil: (holds: () => boolean, within: Duration.Input) => Effect.Effect<boolean>
  /** An effect of the test with the clock of the simulation, as of now; its sleeps let time pass. */
  readonly inVirtualTime: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

  /** Sends the installed event, and begins the schedule about five minutes later. */
  readonly install: Effect.Effect<void>
  /** Sends the upgraded event. */
  readonly upgrade: Effect.Effect<void>
  /** Ends the schedule and the queue, and lets time pass until `preUninstall` has ended. Stored data stays. */
  readonly uninstall: Effect.Effect<ReadonlyArray<Outcome>>

  /** Invocations that run now. */
  readonly running: () => ReadonlyArray<
    { readonly id: string; readonly functionKey: string; readonly startedAt: number }
  >
  /** Kills those that run now, and says how many. */
  readonly kill: (filter?: KillFilter) => Effect.Effect<number>
  /** Kills those that run at that virtual time. */
  readonly killAt: (time: number, filter?: KillFilter) => void
  /**
   * Kills the next `times` matching invocations just as they send their Nth request; the network says whether that still
   * arrives. The returned function takes it back.
   */
  readonly killAtRequest: (request: number, filter?: KillFilter, times?: number) => () => void

  readonly kvs: KvsContent
  readonly queue: {
    /** Events on their way, the next first. */
    readonly pending: () => ReadonlyArray<PendingEvent>
  }
  readonly personalData: { readonly reports: () => ReadonlyArray<PersonalDataReport> }
  readonly usage: () => UsageSnapshot
  readonly violations: () => ReadonlyArray<Violation>
  /** What functions wrote to the console, and what they threw. */
  readonly logs: () => ReadonlyArray<LogLine>
}

const mostRequestBytes = 500 * 1024
const mostAnswerBytes = 5 * 1024 * 1024

/** Threads that still run are ended with the scope. */
export const make = (options: Options): Effect.Effect<ForgeSimulator, never, Scope.Scope> =>
  Effect.gen(function*() {
    const { atlassian, manifest, simulators = [], trace = () => {} } = options
    const seed = String(options.seed ?? 1)
    const dice = (purpose: string) => Dice.seeded(`forge ${purpose}`, seed)
    const random = yield* Random.Random.pipe(Random.withSeed(`forge services ${seed}`))
    const timeline = Timeline.make(options.startAt ?? Date.UTC(2026, 0, 5, 8))
    const switches = ForgeSwitches.make(options.switches)
    const usage = ForgeUsage.make()
    const services = Services.make(timeline, random)
    const scopes = Manifest.scopes(manifest, { impersonating: false })
    const rows = KvsRows.make(timeline.now, () => switches.expiryLagMillis)

    const kvs = KvsService.make({
      api: KvsApi.make({ manifest, rows }),
      scopes,
      switches,
      usage,
      dice: yield* dice("store"),
      now: timeline.now
    })
    const site = SiteProxy.make({ atlassian, manifest, switches })
    const personalData = PersonalData.make({ scopes, switches, now: timeline.now })
    const runtime = RuntimeContext.make({ manifest, cloudId: atlassian.cloudId, seed, switches })

    const queue = EventQueue.make({
      manifest,
      timeline,
      switches,
      usage,
      dice: yield* dice("queue"),
      start: (start) => invocations.start(start)
    })

    const platform = (invocation: Invocation, request: Parameters<typeof personalData.answer>[0]): Response => {
      if (request.target === "/app/report-accounts") return personalData.answer(request)
      return queue.answer(invocation, request) ?? Respond.json(404, { code: 404, message: "Not Found" })
    }

    const invocations: Invocations.Invocations = Invocations.make({
      bundle: options.bundle,
      manifest,
      timeline,
      services,
      network: options.network ?? Network.latency({ minMillis: 15, maxMillis: 300, arrivesAlone: 0.5 }),
      usage,
      egress: Egress.make(manifest, simulators),
      serve: (invocation, request) => {
        if (request.remote === "kvs") return kvs(invocation, request)
        if (request.remote === "jira") return site(invocation, request)
        return Effect.sync(() => platform(invocation, request))
      },
      describe: runtime.describe,
      seed,
      mostTurnMillis: Duration.toMillis(options.mostTurn ?? "60 seconds"),
      trace
    })
    yield* Effect.addFinalizer(() => invocations.stopAll)

    const lifecycle = Lifecycle.make({
      manifest,
      timeline,
      switches,
      dice: yield* dice("schedule"),
      cloudId: atlassian.cloudId,
      installationId: runtime.installationId,
      start: invocations.start
    })

    // --- time ---------------------------------------------------------------------------------------------------------

    /** Several effects of a test may let time pass at once: they take turns. */
    const gate = yield* Semaphore.make(1)

    const stepOnce = (holds: () => boolean, until: number) =>
      Effect.suspend((): Effect.Effect<boolean | undefined> => {
        if (holds()) return Effect.succeed(true)
        const next = timeline.next()
        if (next !== undefined && next <= until) return Effect.as(timeline.step, undefined)
        if (Number.isFinite(until)) timeline.pass(until)
        return Effect.succeed(false)
      }).pipe(Effect.uninterruptible, gate.withPermits(1))

    const drive = Effect.fnUntraced(function*(holds: () => boolean, until: number) {
      for (;;) {
        const reached = yield* stepOnce(holds, until)
        if (reached !== undefined) return reached
      }
    })

    const runUntil = (holds: () => boolean, within: Duration.Input) =>
      Effect.suspend(() => drive(holds, timeline.now() + Duration.toMillis(within)))

    const never = () => false
    const advance = (duration: Duration.Input) => Effect.asVoid(runUntil(never, duration))

    const invoked = Effect.fnUntraced(function*(start: Omit<Parameters<typeof invocations.start>[0], "onEnd">) {
      let outcome: Outcome | undefined
      invocations.start({
        ...start,
        onEnd: (ended) => {
          outcome = ended
        }
      })
      yield* drive(() => outcome !== undefined, Infinity)
      return yield* ended(start.functionKey, outcome)
    })

    const modules = Manifest.modules(manifest)

    /** What is too large for the bridge. */
    const within = (limit: string, most: number, functionKey: string, value: unknown) =>
      Effect.suspend(() => {
        const bytes = Buffer.byteLength(JSON.stringify(value) ?? "")
        if (bytes <= most) return Effect.void
        const detail = `${bytes} bytes, more than ${most}`
        usage.violate({ limit, functionKey, invocationId: "bridge", at: timeline.now(), detail })
        return Effect.fail(new ForgeFailure({ functionKey, reason: "TooLarge", detail }))
      })

    const resolve: ForgeSimulator["resolve"] = Effect.fnUntraced(function*(functionKey, payload, asked) {
      const page = modules.find(({ type }) => type === "jira:adminPage")
      if (page === undefined) {
        return yield* new ForgeFailure({ functionKey, reason: "Threw", detail: "The manifest has no page" })
      }
      const call = { functionKey, payload }
      yield* within("bridgeRequest", mostRequestBytes, functionKey, call)
      const value = yield* invoked({
        functionKey: page.function,
        module: page,
        event: { call, context: runtime.pageContext(page, asked) },
        accountId: asked.accountId,
        license: asked.license
      })
      yield* within("bridgeAnswer", mostAnswerBytes, functionKey, value)
      return value
    })

    const clock = Timeline.clock(timeline, advance)

    return {
      now: timeline.now,
      switches,
      invoke: (functionKey, event, { accountId, context } = {}) =>
        invoked({
          functionKey,
          module: modules.find((module) => module.function === functionKey),
          event,
          accountId,
          ...(context !== undefined && { context })
        }),
      resolve,
      advance,
      runUntil,
      inVirtualTime: (effect) =>
        effect.pipe(Effect.provideService(Clock.Clock, clock), Effect.provideService(Random.Random, random)),
      install: Effect.sync(lifecycle.install),
      upgrade: Effect.sync(lifecycle.upgrade),
      uninstall: Effect.suspend(() => {
        let outcomes: ReadonlyArray<Outcome> | undefined
        queue.clear()
        lifecycle.uninstall((ended) => {
          outcomes = ended
        })
        return Effect.map(drive(() => outcomes !== undefined, Infinity), () => {
          queue.clear()
          return outcomes ?? []
        })
      }),
      running: () => invocations.running().map(({ functionKey, id, startedAt }) => ({ functionKey, id, startedAt })),
      kill: (filter = {}) => invocations.kill(filter).pipe(Effect.uninterruptible, gate.withPermits(1)),
      killAt: (time, filter = {}) => {
        timeline.at(time, Effect.asVoid(invocations.kill(filter)))
      },
      killAtRequest: invocations.killPlan.atRequest,
      kvs: KvsContents.make(rows),
      queue: { pending: queue.pending },
      personalData: { reports: personalData.reports },
      usage: usage.snapshot,
      violations: usage.violations,
      logs: invocations.logs
    }
  })

const ended = (functionKey: string, outcome: Outcome | undefined): Effect.Effect<unknown, ForgeFailure> => {
  if (outcome === undefined) {
    return Effect.fail(new ForgeFailure({ functionKey, reason: "Stuck", detail: "Nothing was left to happen" }))
  }
  return outcome._tag === "Returned" ? Effect.succeed(outcome.value) : Effect.fail(outcome.failure)
}
