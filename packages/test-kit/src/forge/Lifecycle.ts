/**
 * What the platform itself sets going: the installed and upgraded events, scheduled triggers, and the last call before an
 * app is removed.
 */
import * as Effect from "effect/Effect"
import type { ForgeManifest } from "../ForgeManifest.ts"
import * as Manifest from "../ForgeManifest.ts"
import type { ForgeSwitches } from "../ForgeSwitches.ts"
import type { Dice } from "../internal/Dice.ts"
import type { Outcome, Start } from "./Invocation.ts"
import * as Retry from "./Retry.ts"
import type { Scheduled, Timeline } from "./Timeline.ts"

const intervalMillis = { fiveMinute: 300_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const
const firstTickMillis = 300_000
const mostLifecycleRetries = 4

export interface Options {
  readonly manifest: ForgeManifest
  readonly timeline: Timeline
  readonly switches: ForgeSwitches
  readonly dice: Dice
  readonly cloudId: string
  readonly installationId: string
  readonly start: (start: Start) => void
}

export interface Lifecycle {
  /** Sends the installed event; scheduled triggers begin some five minutes later. */
  readonly install: () => void
  /** Sends the upgraded event. */
  readonly upgrade: () => void
  /** No tick comes any more, and the functions of `preUninstall` begin; `done` is called when all of them have ended. */
  readonly uninstall: (done: (outcomes: ReadonlyArray<Outcome>) => void) => void
}

export const make = (options: Options): Lifecycle => {
  const { cloudId, dice, installationId, manifest, start, switches, timeline } = options
  const modules = Manifest.modules(manifest)
  const ticks = new Map<string, Scheduled>()

  const send = (eventType: string): void => {
    for (const module of manifest.modules.trigger ?? []) {
      const target = modules.find(({ key, type }) => type === "trigger" && key === module.key)
      if (target !== undefined && module.events.includes(eventType)) call(target, eventType, 0)
    }
  }

  const call = (module: Manifest.Module, eventType: string, retryCount: number): void =>
    start({
      functionKey: module.function,
      module,
      event: {
        id: installationId,
        eventType,
        app: { id: manifest.app.id, version: "1.0.0" },
        context: { cloudId, moduleKey: module.key },
        contextToken: "simulated-context-token"
      },
      onEnd: (outcome) => {
        const retry = Retry.after(outcome, {
          retryCount,
          retryData: undefined,
          retryFailed: false,
          needsData: false,
          violate: () => {}
        })
        if (retry === undefined || retryCount >= mostLifecycleRetries) return
        timeline.at(
          timeline.now() + retry.afterMillis,
          Effect.sync(() => call(module, eventType, retryCount + 1))
        )
      }
    })

  const tick = (module: Manifest.Module): void =>
    start({
      functionKey: module.function,
      module,
      event: { context: { cloudId, moduleKey: module.key }, contextToken: "simulated-context-token" },
      onEnd: () => {}
    })

  /** The tick after `due`, which is its time before it is moved. */
  const scheduleTick = (module: Manifest.Module, interval: number, due: number): void => {
    const { tickJitterMillis } = switches
    const moved = due + dice.below(2 * tickJitterMillis + 1) - tickJitterMillis
    const next: Scheduled = timeline.at(
      moved,
      Effect.sync(() => {
        scheduleTick(module, interval, due + interval)
        if (dice.chance(switches.tickMissedChance)) return
        tick(module)
        if (dice.chance(switches.tickDuplicatedChance)) {
          timeline.at(timeline.now() + dice.below(60_000), Effect.sync(() => ticks.has(module.key) && tick(module)))
        }
      }).pipe(Effect.asVoid)
    )
    ticks.set(module.key, next)
  }

  return {
    install: () => {
      send("avi:forge:installed:app")
      for (const { interval, key } of manifest.modules.scheduledTrigger ?? []) {
        const module = modules.find((module) => module.type === "scheduledTrigger" && module.key === key)
        ticks.get(key)?.cancel()
        if (module !== undefined) {
          scheduleTick(module, intervalMillis[interval], timeline.now() + firstTickMillis)
        }
      }
    },
    upgrade: () => send("avi:forge:upgraded:app"),
    uninstall: (done) => {
      for (const scheduled of ticks.values()) scheduled.cancel()
      ticks.clear()
      const last = modules.filter(({ type }) => type === "preUninstall")
      const outcomes: Array<Outcome> = []
      const ended = () => {
        if (outcomes.length === last.length) done(outcomes)
      }
      ended()
      for (const module of last) {
        start({
          functionKey: module.function,
          module,
          event: { context: { cloudId, moduleKey: module.key }, contextToken: "simulated-context-token" },
          onEnd: (outcome) => {
            outcomes.push(outcome)
            ended()
          }
        })
      }
    }
  }
}
