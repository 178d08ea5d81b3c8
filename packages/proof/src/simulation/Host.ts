/**
 * A host as it may be: each tick, each click and each message of its queue is a process of its own, which can die. It
 * keeps to what hosts are asked to do, as well as its luck allows.
 */
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import * as RateLimits from "@entra-assets/core/http/RateLimits"
import type { Settings } from "@entra-assets/core/model/Settings"
import { CadenceDays } from "@entra-assets/core/sync/Cadence"
import * as PlanStore from "@entra-assets/core/sync/PlanStore"
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import { runSlice, type SliceResult } from "@entra-assets/core/sync/RunSlice"
import * as RunStore from "@entra-assets/core/sync/RunStore"
import * as ScheduleStore from "@entra-assets/core/sync/ScheduleStore"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Random from "effect/Random"
import * as Tracer from "effect/Tracer"
import type { Durable } from "./Durable.ts"
import * as Engine from "./Engine.ts"
import { pretty } from "./LogScan.ts"
import * as MortalProcess from "./MortalProcess.ts"
import type { PromiseName } from "./Promises.ts"
import type { RunWatch, Worker } from "./RunWatch.ts"
import * as ScheduleWatch from "./ScheduleWatch.ts"
import { calm, type Drive, type Fate, minute, type Script, type SettingsChange } from "./Script.ts"
import * as StoredPlan from "./StoredPlan.ts"
import type { Tally } from "./Tally.ts"
import type { VirtualClock } from "./VirtualTime.ts"
import type { World } from "./World.ts"

export interface Options {
  readonly script: Script
  readonly clock: VirtualClock
  readonly world: World
  readonly durable: Durable
  readonly client: HttpClient.HttpClient
  readonly watch: RunWatch
  readonly tally: Tally
  readonly logger: Logger.Logger<unknown, void>
  readonly tracer: Tracer.Tracer
  /** Looks for what must not be told. */
  readonly scan: (text: string) => void
  readonly note: (line: string) => void
  readonly violate: (promise: PromiseName, message: string) => void
}

type Stores = PlanStore.PlanStore | RunStore.RunStore | ScheduleStore.ScheduleStore

export interface Host {
  readonly tick: (drive: Drive) => Effect.Effect<void>
  /** Answers the run when it was seen to its end. */
  readonly manual: (goal: "sync" | "preview", drive: Drive) => Effect.Effect<Run | null>
  readonly apply: (planId: string, drive: Drive) => Effect.Effect<Run | null>
  readonly cancel: Effect.Effect<void>
  readonly save: (change: SettingsChange) => Effect.Effect<void>
  readonly setCadence: (everyDays: number, manualRunsCount: boolean) => Effect.Effect<void>
  /** What somebody does with the stores, in a process of its own; `null` when it came to nothing. */
  readonly click: <A, E>(what: string, work: Effect.Effect<A, E, Stores>) => Effect.Effect<A | null>
  /** From now on nothing dies, and every message comes once and at once. */
  readonly heal: () => void
  /** Waits until nothing works, and nothing is under way any more. */
  readonly settled: Effect.Effect<void>
  /** When the last process ended, and whether there is any. */
  readonly idleMillis: () => number
  readonly settings: () => Settings
  readonly jumped: () => void
}

type Delivered = SliceResult | { readonly _tag: "Killed" } | { readonly _tag: "Failed" }

/** So many messages are sent for one run. */
const mostMessages = 60
/** What the paths of Jira and Assets begin with. */
const longPath = /^\/ex\/jira\/[^/]+(?:\/jsm\/assets\/workspace\/[^/]+\/v1)?/u

export const make = Effect.fnUntraced(function*(options: Options): Effect.fn.Return<Host> {
  const { client, clock, durable, logger, note, scan, script, tally, tracer, violate, watch, world } = options
  const random = yield* Random.Random
  const stores = Layer.fresh(
    ScheduleStore.layer.pipe(Layer.provideMerge(RunStore.layer), Layer.provideMerge(PlanStore.layer))
  ).pipe(Layer.provide(Engine.digest))
  const limits = script.assetsPerMinute === null
    ? RateLimits.unlimited
    : { ...RateLimits.unlimited, shared: { assets: RateLimits.perMinute(script.assetsPerMinute) } }
  const settingsWith = (change: SettingsChange): Settings =>
    EntraAssets.settings({
      tenantId: world.entra.tenant.tenantId,
      clientId: EntraSimulator.defaultApp.clientId,
      ...change
    })
  let settings = settingsWith(script.settings)
  let isHealed = false
  let alive = 0
  let underWay = 0
  let idleSince = 0
  const schedule = ScheduleWatch.make({
    durable,
    now: clock.elapsedMillis,
    wallNow: () => clock.currentTimeMillisUnsafe(),
    manualRunsCount: script.steps.some((step) => step._tag === "Cadence" && step.manualRunsCount),
    violate
  })
  let ticks = 0

  const storeMillis = Effect.sync(() => Math.max(0, Math.round(random.nextDoubleUnsafe() * 50 - 30)))

  const begin = (what: string, death: MortalProcess.Death | null, worker?: Worker) => {
    const sentAt: Array<number> = []
    return MortalProcess.make({
      durable,
      client,
      storeMillis,
      ...(death !== null && !isHealed && { death }),
      onDeath: (kind, moment) => {
        tally.add(`death ${moment} ${kind}`)
        note(`${what}: dies ${moment} a ${kind}`)
      },
      onLease: (record) => {
        if (worker !== undefined) worker.lease = record
      },
      onRequest: (request) => {
        const { pathname } = new URL(request.url)
        note(`${request.method} ${pathname.replace(longPath, "")}`)
        tally.add("requests")
        if (worker !== undefined) watch.sending(worker, request)
        if (script.assetsPerMinute !== null && pathname.includes("/jsm/assets/")) budget(sentAt, script.assetsPerMinute)
      }
    })
  }

  /** Of one process: how many it sent within a minute. */
  const budget = (sentAt: Array<number>, most: number) => {
    const now = clock.elapsedMillis()
    sentAt.push(now)
    while ((sentAt[0] ?? now) <= now - minute) sentAt.shift()
    if (sentAt.length > most) {
      violate(12, `${sentAt.length} requests to Assets within a minute, and ${most} are allowed`)
    }
  }

  /** Lets a process work, whatever becomes of it; `undefined` when it was killed. */
  const live = <A, E, R>(
    process: MortalProcess.MortalProcess,
    work: Effect.Effect<A, E, R | MortalProcess.Services>,
    mostMillis: number | null = null
  ) =>
    Effect.gen(function*() {
      alive++
      const killer = mostMillis === null || isHealed
        ? undefined
        : yield* Effect.forkDetach(Effect.delay(
          Effect.suspend(() => {
            if (process.isAlive()) tally.add("killed at its time limit")
            return process.kill
          }),
          mostMillis
        ))
      const outcome = yield* process.run(
        work.pipe(
          Effect.provideService(Logger.CurrentLoggers, new Set([logger])),
          Effect.provideService(Tracer.Tracer, tracer)
        )
      )
      if (killer !== undefined) yield* Fiber.interrupt(killer)
      alive--
      idleSince = clock.elapsedMillis()
      tally.add("operations", process.operations())
      if (outcome._tag === "Killed") return undefined
      if (Exit.isFailure(outcome.exit)) scan(pretty(outcome.exit.cause))
      return outcome.exit
    })

  const inProcess = <A, E>(what: string, death: MortalProcess.Death | null, work: Effect.Effect<A, E, Stores>) =>
    Effect.map(live(begin(what, death), Effect.provide(work, stores)), (exit) => {
      note(`${what}: ${exit === undefined ? "killed" : Exit.isSuccess(exit) ? "done" : failureName(exit.cause)}`)
      return exit
    })

  const click: Host["click"] = (what, work) =>
    Effect.map(inProcess(what, null, work), (exit) => exit !== undefined && Exit.isSuccess(exit) ? exit.value : null)

  const slice = Effect.fnUntraced(function*(runId: string, fate: Fate) {
    const worker: Worker = { runId, lease: null, looked: new Map() }
    schedule.begins(runId)
    const deadline = fate.sliceMillis === null ? {} : { deadline: clock.currentTimeMillisUnsafe() + fate.sliceMillis }
    const exit = yield* live(
      begin(`slice of ${runId}`, fate.death, worker),
      runSlice(runId, { settings, ...deadline }).pipe(
        Effect.provide(Engine.layer({ world, settings, pageSize: script.pageSize, limits }))
      ),
      fate.sliceMillis
    )
    schedule.ends(runId)
    tally.add("slices")
    const result: Delivered = exit === undefined
      ? { _tag: "Killed" }
      : Exit.isSuccess(exit)
      ? exit.value
      : { _tag: "Failed" }
    tally.add(`slice: ${result._tag}`)
    const state = "run" in result ? ` ${result.run.state} ${JSON.stringify(result.run.counts)}` : ""
    const why = exit !== undefined && Exit.isFailure(exit) ? ` ${failureName(exit.cause)}` : ""
    note(`slice of ${runId}: ${result._tag}${state}${why}`)
    if (result._tag === "Busy" || result._tag === "Continue") tally.add(`state: ${result.run.state}`)
    if (result._tag === "Ended") over(result.run)
    return result
  })

  const over = (run: Run) => {
    tally.add(`run: ${run.goal} ${run.trigger} ${run.state}`)
    if (run.failure !== null) {
      tally.add(`cause: ${run.failure.cause}`)
      scan(`${run.failure.message} ${run.failure.nextStep}`)
    }
    for (const { code } of StoredPlan.outcomesOf(durable, run.id).findings) tally.add(`finding: ${code}`)
    watch.ended(run)
  }

  /** Something that goes on by itself, and is waited for before the end. */
  const aside = <A>(work: Effect.Effect<A>) =>
    Effect.suspend(() => {
      underWay++
      return Effect.forkDetach(Effect.ensuring(work, Effect.sync(() => underWay--)))
    })

  /** Message after message, until nothing is left to do or nobody is left to do it. */
  const drive = Effect.fnUntraced(function*(runId: string, { decisionMillis, fates, ifBlocked }: Drive) {
    let failures = 0
    for (let number = 0; number < mostMessages; number++) {
      const fate = isHealed ? calm : fates[number] ?? calm
      if (fate.delayMillis > 0) tally.add("message: late")
      yield* Effect.sleep(fate.delayMillis)
      if (fate.isLost && !isHealed) {
        tally.add("message: lost")
        note(`a message for ${runId} is lost`)
        return null
      }
      for (const copy of fate.copies) {
        tally.add("message: doubled")
        yield* aside(Effect.delay(slice(runId, { ...calm, sliceMillis: fate.sliceMillis }), copy))
      }
      const result = yield* slice(runId, fate)
      switch (result._tag) {
        case "Killed":
          tally.add("kills")
          if (fate.againMillis === null && !isHealed) return null
          yield* Effect.sleep(fate.againMillis ?? 1000)
          break
        case "Failed":
          if (++failures > 3) return null
          yield* Effect.sleep(5 * minute)
          break
        case "Busy":
          yield* Effect.sleep(15_000)
          break
        case "Continue":
          yield* Effect.sleep(Math.max(0, result.notBefore - clock.currentTimeMillisUnsafe()))
          break
        case "Ended": {
          if (result.run.state !== "blocked") return result.run
          const wasHealed = isHealed
          const decision = wasHealed ? "approve" : ifBlocked
          tally.add(`blocked: ${decision}`)
          if (decision === "leave") return result.run
          yield* Effect.sleep(wasHealed ? 1000 : decisionMillis)
          // What an old plan would write now is not what the oracle, which looked when everything healed, expects.
          if (isHealed !== wasHealed) return result.run
          const decided = yield* click(
            decision,
            RunStore.RunStore.use((runs) => decision === "approve" ? runs.approve(runId, "admin") : runs.cancel(runId))
          )
          if (decided !== null) tally.add(`state: ${decided.state}`)
          if (decided === null || !isActive(decided.state)) return decided
        }
      }
    }
    return null
  })

  const start = Effect.fnUntraced(function*(what: string, request: RunStore.StartRequest, path: Drive) {
    const exit = yield* inProcess(
      what,
      path.death,
      RunStore.RunStore.use((runs) => runs.start(request, settings))
    )
    if (exit === undefined || Exit.isFailure(exit)) {
      tally.add(`start: ${exit === undefined ? "killed" : "refused"}`)
      return null
    }
    watch.started(exit.value.id)
    schedule.begins(exit.value.id)
    schedule.ends(exit.value.id)
    return yield* drive(exit.value.id, path)
  })

  const tick = Effect.fnUntraced(function*(path: Drive) {
    const at = clock.elapsedMillis()
    const exit = yield* inProcess(
      "tick",
      path.death,
      ScheduleStore.ScheduleStore.use((schedules) => schedules.tick(settings))
    )
    // Now and then somebody looks.
    if (++ticks % 3 === 0) {
      const runs = (yield* click("look", RunStore.RunStore.use((runs) => runs.list({ limit: 4 })))) ?? []
      for (const { state } of runs) tally.add(`state: ${state}`)
      schedule.shown(runs)
    }
    if (exit === undefined || Exit.isFailure(exit)) return
    const told = exit.value
    tally.add(`tick: ${told._tag}`)
    note(`tick: ${told._tag}`)
    schedule.ticked(told, at)
    if (told._tag !== "Started") return
    watch.started(told.run.id)
    schedule.begins(told.run.id)
    schedule.ends(told.run.id)
    yield* drive(told.run.id, path)
  })

  return {
    tick: (path) => Effect.flatMap(aside(tick(path)), (fiber) => isHealed ? Fiber.join(fiber) : Effect.void),
    manual: (goal, path) => start(`start ${goal}`, { goal, trigger: "manual", startedBy: "admin" }, path),
    apply: (planId, path) =>
      Effect.suspend(() =>
        isHealed
          ? Effect.succeed(null)
          : start("start apply", { goal: "apply", trigger: "manual", startedBy: "admin", planId }, path)
      ),
    cancel: Effect.gen(function*() {
      const found = yield* click("list", RunStore.RunStore.use((runs) => runs.list({ limit: 2 })))
      const run = (found ?? []).find(({ state }) => isActive(state) || state === "blocked")
      if (run === undefined) return
      tally.add(`cancel: ${run.state}`)
      const ended = yield* click("cancel", RunStore.RunStore.use((runs) => runs.cancel(run.id)))
      if (ended !== null && ended.state === "cancelled" && !schedule.isAtWork(run.id)) over(ended)
    }),
    save: (change) =>
      Effect.suspend(() => {
        settings = settingsWith(change)
        return Effect.asVoid(
          click("save", ScheduleStore.ScheduleStore.use(({ settingSaved }) => settingSaved("admin")))
        )
      }),
    setCadence: (days, manualRunsCount) =>
      Effect.map(
        click(
          "cadence",
          ScheduleStore.ScheduleStore.use((schedules) =>
            Effect.andThen(
              schedules.setManualRunsCount(manualRunsCount, "admin"),
              schedules.setEveryDays(CadenceDays.make(days), "admin")
            )
          )
        ),
        (changed) => {
          if (changed !== null) schedule.everyDays(changed.everyDays)
        }
      ),
    click,
    heal: () => {
      isHealed = true
    },
    settled: Effect.gen(function*() {
      const isBusy = () => underWay > 0 || alive > 0
      while (isBusy()) yield* Effect.sleep(minute)
      yield* Effect.sleep(10 * minute)
    }),
    idleMillis: () => alive > 0 ? 0 : clock.elapsedMillis() - idleSince,
    settings: () => settings,
    jumped: schedule.jumped
  }
})

const failureName = (cause: Cause.Cause<unknown>): string => {
  const error = Cause.squash(cause)
  if (typeof error !== "object" || error === null) return "failed"
  const reason = "reason" in error && typeof error.reason === "string" ? `.${error.reason}` : ""
  return `failed with ${"_tag" in error ? String(error._tag) : error instanceof Error ? error.name : "?"}${reason}`
}
