/** Draws the script of a seed. It lives through the events in a world without an engine, to know whom they may be about. */
import * as FaultMix from "@entra-assets/test-kit/FaultMix"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Random from "effect/Random"
import * as Dice from "./Dice.ts"
import type { Event } from "./Event.ts"
import * as EventDraw from "./EventDraw.ts"
import type { Death } from "./MortalProcess.ts"
import {
  type Action,
  day,
  type Drive,
  type Fate,
  hour,
  minute,
  type Script,
  type SettingsChange,
  type Step
} from "./Script.ts"
import * as VirtualTime from "./VirtualTime.ts"
import * as World from "./World.ts"

/** How bad things are on this host: shares of messages, from 0 to 1. */
interface Luck {
  readonly death: number
  readonly late: number
  readonly lost: number
  readonly doubled: number
  readonly shortSlices: number
}

const lucks: ReadonlyArray<readonly [number, Luck]> = [
  [2, { death: 0, late: 0, lost: 0, doubled: 0, shortSlices: 0 }],
  [3, { death: 0.15, late: 0.1, lost: 0.02, doubled: 0.1, shortSlices: 0.3 }],
  [3, { death: 0.5, late: 0.2, lost: 0.03, doubled: 0.2, shortSlices: 0.5 }],
  [2, { death: 0.1, late: 0.5, lost: 0.1, doubled: 0.6, shortSlices: 0.2 }]
]

const death = (dice: Dice.Dice, most: number): Death => ({
  // Mostly early: that is where runs are short, and where the record of a run changes hands.
  operation: dice.chance(0.5) ? dice.between(1, 30) : dice.between(1, most),
  moment: dice.chance(0.5) ? "before" : "after"
})

const fate = (dice: Dice.Dice, luck: Luck): Fate => ({
  delayMillis: dice.chance(luck.late) ? dice.between(1, dice.chance(0.2) ? 2 * hour : 3 * minute) : 0,
  isLost: dice.chance(luck.lost),
  copies: dice.chance(luck.doubled)
    ? Array.from(
      { length: dice.between(1, 2) },
      () => dice.chance(0.5) ? dice.below(5000) : dice.chance(0.7) ? dice.below(5 * minute) : dice.below(2 * day)
    )
    : [],
  sliceMillis: dice.chance(luck.shortSlices)
    ? dice.pick([15_000, 25_000, 25_000, 60_000, 15 * minute]) ?? null
    : null,
  death: dice.chance(luck.death) ? death(dice, 160) : null,
  againMillis: dice.chance(0.9) ? dice.between(1000, 5 * minute) : null
})

const drive = (dice: Dice.Dice, luck: Luck): Drive => ({
  death: dice.chance(luck.death / 8) ? death(dice, 14) : null,
  fates: Array.from({ length: 8 }, () => fate(dice, luck)),
  ifBlocked: dice.weighted([[5, "approve"], [2, "cancel"], [2, "leave"]]) ?? "leave",
  decisionMillis: dice.chance(0.8) ? dice.between(minute, 3 * hour) : dice.between(day, 3 * day)
})

const settings = (dice: Dice.Dice): SettingsChange => ({
  writeConcurrency: dice.pick([1, 2, 8, 8]) ?? 8,
  indexLagSeconds: 60,
  absenceRuns: dice.pick([1, 1, 1, 2, 3]) ?? 1,
  objectAllowance: dice.chance(0.05) ? dice.between(5, 40) : 50_000
})

const manual = (dice: Dice.Dice, luck: Luck): Action =>
  dice.weighted<() => Action>([
    [4, () => ({ _tag: "Manual", goal: "sync", drive: drive(dice, luck) })],
    [3, () => ({ _tag: "Manual", goal: "preview", drive: drive(dice, luck) })],
    [3, () => ({
      _tag: "PreviewThenApply",
      waitMillis: dice.chance(0.7) ? dice.below(hour) : dice.below(2 * day),
      preview: drive(dice, luck),
      apply: drive(dice, luck)
    })]
  ])?.() ?? { _tag: "Cancel" }

/** What people and machines do on one day, beside the tick. */
const nowAndThen = (dice: Dice.Dice, manualRunsCount: boolean): ReadonlyArray<Action> => {
  const some: Array<Action> = []
  if (dice.chance(0.03)) {
    some.push({ _tag: "Schedules", how: dice.pick(["turnOff", "pause", "pause", "resume"] as const) ?? "resume" })
  }
  if (dice.chance(0.08)) some.push({ _tag: "Schedules", how: dice.pick(["turnOn", "resume"] as const) ?? "resume" })
  if (dice.chance(0.02)) {
    some.push({ _tag: "Cadence", everyDays: everyDays(dice), manualRunsCount })
  }
  if (dice.chance(0.02)) {
    const millis = dice.pick([hour, -hour, 5 * minute, -minute, 3 * day, -2 * day]) ?? hour
    some.push({ _tag: "ClockJumps", millis })
  }
  return some
}

const everyDays = (dice: Dice.Dice): number =>
  dice.weighted([[1, 1], [3, 2], [3, 3], [4, 7], [2, 14], [1, dice.between(1, 100)]]) ?? 1

/** Of a company and its host. */
interface Habits {
  /** How often somebody runs something by hand, as a share of days. */
  readonly busy: number
  readonly manualRunsCount: boolean
  readonly tickAt: number
}

const daySteps = function*(
  dice: Dice.Dice,
  luck: Luck,
  { busy, manualRunsCount, tickAt }: Habits
): Generator<Action & { readonly at: number }> {
  const tick = (at: number) => ({ _tag: "Tick", drive: drive(dice, luck), at }) as const
  const at = Math.max(0, tickAt + dice.between(-2 * hour, 2 * hour))
  if (!dice.chance(0.05)) yield tick(at)
  if (dice.chance(0.1)) yield tick(at + (dice.chance(0.5) ? dice.below(2000) : dice.below(5 * hour)))
  if (dice.chance(busy)) {
    const when = dice.chance(0.4) ? at + dice.below(3 * minute) : at + dice.between(-6 * hour, 12 * hour)
    yield { ...manual(dice, luck), at: Math.max(0, when) }
    if (dice.chance(0.3)) yield { ...manual(dice, luck), at: Math.max(0, when + dice.below(minute)) }
  }
  if (dice.chance(0.03)) {
    yield { _tag: "Saves", settings: settings(dice), at: at + dice.below(dice.chance(0.5) ? minute : 12 * hour) }
  }
  if (dice.chance(0.03)) yield { _tag: "Cancel", at: at + dice.below(dice.chance(0.8) ? minute : day) }
  for (const action of nowAndThen(dice, manualRunsCount)) yield { ...action, at: at + dice.below(12 * hour) }
}

const switches = (dice: Dice.Dice): Script["switches"] => ({
  uniquesEnforced: dice.chance(0.6),
  uniqueIgnoresCase: dice.chance(0.3),
  nameIsUnique: false,
  booleansAreText: dice.chance(0.5),
  deletedAccounts: dice.chance(0.5) ? "gone" : "formerUser",
  bulkEmailShape: dice.chance(0.5) ? "array" : "object",
  reservedCharactersInNames: dice.chance(0.2),
  assetsSendsRetryAfter: dice.chance(0.5)
})

const drawing = (seed: number, clock: VirtualTime.VirtualClock) =>
  Effect.gen(function*() {
    const dice = yield* Dice.make
    const people = dice.between(5, 40)
    const days = dice.between(30, 90)
    const organisation = yield* Generator.generate({ people, seed })
    const world = yield* World.make({ organisation, now: clock.elapsedMillis })
    const luck = dice.weighted(lucks) ?? { death: 0, late: 0, lost: 0, doubled: 0, shortSlices: 0 }
    const busy = dice.pick([0.02, 0.06, 0.15]) ?? 0.1
    const lively = dice.pick([1, 2, 4]) ?? 2
    const manualRunsCount = dice.chance(0.15)
    const tickAt = dice.below(24) * hour
    const steps: Array<Step> = [
      { at: 0, _tag: "Cadence", everyDays: everyDays(dice), manualRunsCount },
      { at: 1, _tag: "Manual", goal: "sync", drive: drive(dice, luck) },
      // Whoever wants a schedule tries again, until a first plan was applied.
      { at: 6 * hour, _tag: "Schedules", how: "turnOn" },
      { at: 3 * day, _tag: "Schedules", how: "turnOn" }
    ]
    for (let today = 0; today < days; today++) {
      const midnight = today * day
      for (const { at, ...action } of daySteps(dice, luck, { busy, manualRunsCount, tickAt: midnight + tickAt })) {
        steps.push({ ...action, at })
      }
      for (let count = dice.below(lively + 1); count > 0; count--) {
        // Some of them in the middle of a run.
        const at = dice.chance(0.3) ? midnight + tickAt + dice.below(hour) : midnight + dice.below(day)
        const story: ReadonlyArray<Event> = yield* EventDraw.next(dice, world)
        for (const event of story) {
          steps.push({ at, _tag: "Happens", event })
          yield* world.apply(event)
        }
      }
      yield* Effect.sleep(day)
    }
    const script: Script = {
      seed,
      people,
      days,
      pageSize: dice.between(3, 50),
      switches: switches(dice),
      settings: settings(dice),
      assetsPerMinute: dice.chance(0.15) ? dice.between(60, 600) : null,
      rates: dice.chance(0.15) ? FaultMix.none : yield* FaultMix.draw,
      steps: steps.toSorted((left, right) => left.at - right.at)
    }
    return script
  }).pipe(Random.withSeed(seed))

export const draw = (seed: number): Script => {
  const exit = VirtualTime.run((clock) => drawing(seed, clock))
  if (Exit.isFailure(exit)) throw new Error(`The script of seed ${seed} cannot be drawn: ${String(exit.cause)}`)
  return exit.value
}
