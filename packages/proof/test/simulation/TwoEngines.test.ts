/**
 * Two engines on one store, which know nothing of each other: every tick strikes in both, every message is delivered to
 * both, and people press the button at the same time; processes of both die.
 */
import { assert, it } from "@effect/vitest"
import * as FaultMix from "@entra-assets/test-kit/FaultMix"
import { play } from "../../src/simulation/History.ts"
import { day, type Drive, hour, type Script, type Step } from "../../src/simulation/Script.ts"
import { draw } from "../../src/simulation/ScriptDraw.ts"

const days = 50

/** Every message comes to both engines: at the same time, or while the other one is at work. */
const twice = (salt: number): Drive => ({
  death: null,
  fates: Array.from({ length: 8 }, (_, number) => ({
    delayMillis: 0,
    isLost: false,
    copies: [[0, 400, 2500, 20_000][number % 4] ?? 0],
    sliceMillis: [null, 15_000, 60_000][number % 3] ?? null,
    death: (salt + number) % 2 > 0 ? null : {
      operation: 5 + (salt * 7 + number * 13) % 40,
      moment: salt % 4 === 0 ? "before" : "after"
    },
    againMillis: 1000 * (number + 1)
  })),
  ifBlocked: "approve",
  decisionMillis: hour
})

/** The events of a seed's company, with a tick in both engines and somebody with a button every day. */
const shared = (seed: number): Script => {
  const script = draw(seed)
  const steps = Array.from({ length: days }, (_, today): ReadonlyArray<Step> => {
    const at = today * day + 9 * hour
    const drive = twice(today)
    return [
      { at, _tag: "Tick", drive },
      { at, _tag: "Tick", drive },
      { at: at + 300 * (today % 10), _tag: "Manual", goal: "sync", drive },
      { at: at + 900, _tag: "Manual", goal: today % 3 === 0 ? "preview" : "sync", drive }
    ]
  })
  return {
    ...script,
    days,
    rates: { ...FaultMix.none, indexDelayMillis: 30_000 },
    // A write of ours that is sent twice shows.
    switches: { ...script.switches, uniquesEnforced: false },
    steps: [
      ...steps.flat(),
      { at: hour, _tag: "Manual", goal: "sync", drive: twice(0) } as const,
      { at: 6 * hour, _tag: "Schedules", how: "turnOn" } as const,
      ...script.steps.filter((step) => step._tag === "Happens" && step.at < days * day)
    ].toSorted((left, right) => left.at - right.at)
  }
}

it.each([1, 2, 3])(
  "two engines on one store for 50 days: never two leases, never a write of ours lost or doubled (seed %i)",
  (seed) => {
    const { seen, violation } = play(shared(seed))
    // The lease is watched at every change, each write against its plan, the counters of each run against its writes, and
    // at the end Assets against the oracle: History and its modules say how.
    assert.isNull(violation)
    assert.isAtLeast(seen["days"] ?? 0, days - 1)
    assert.isAbove(seen["slice: Busy"] ?? 0, 50, "they met")
    assert.isAbove(seen["tick: Busy"] ?? 0, 5, "their ticks met")
    assert.isAbove(seen["kills"] ?? 0, 10, "and died")
    assert.isAbove(seen["writes"] ?? 0, 30)
  }
)
