import { assert, describe, it } from "@effect/vitest"
import * as Cadence from "@entra-assets/core/sync/Cadence"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

const hour = 3_600_000
const day = 24 * hour
const noon = Date.UTC(2026, 10, 2, 12)

const by = (at: number): Cadence.Change => ({ at, by: "account-1" })
const every = (days: number) => Cadence.CadenceDays.make(days)
const refused = { cause: "entra.Unauthorized", message: "Entra refused the secret.", nextStep: "Make a new secret." }
const blocked = { cause: "guard.inactivations", message: "600 would go.", nextStep: "Look at the plan." }

/** On since noon, and nothing has run yet. */
const on = (days: number): Cadence.Schedule => {
  const ready = Cadence.noteApplied(Cadence.setEveryDays(Cadence.initial, every(days), by(noon - day)), noon - day)
  return Result.getOrThrow(Cadence.turnOn(ready, by(noon)))
}
const verdictOf = (schedule: Cadence.Schedule, now: number) => Cadence.decide(schedule, now).verdict
const tagOf = (schedule: Cadence.Schedule, now: number) => verdictOf(schedule, now)._tag

describe("CadenceDays", () => {
  it("are whole days from 1 to 100", () => {
    const decode = Schema.decodeUnknownResult(Cadence.CadenceDays)
    for (const days of [1, 2, 100]) assert.isTrue(Result.isSuccess(decode(days)), String(days))
    for (const days of [0, 101, 1.5, -1, "7", null]) assert.isTrue(Result.isFailure(decode(days)), String(days))
  })
})

describe("on and off", () => {
  it("stays off until a first plan was applied, and says so", () => {
    assert.deepStrictEqual(verdictOf(Cadence.initial, noon), { _tag: "Off", canTurnOn: false })
    const refusal = Result.getOrThrow(Result.flip(Cadence.turnOn(Cadence.initial, by(noon))))
    assert.strictEqual(refusal._tag, "NoPlanApplied")
    assert.match(refusal.message, /preview.*apply/u)
  })

  it("stays off after a first plan too, until somebody turns it on; then the next tick begins a run", () => {
    const ready = Cadence.noteApplied(Cadence.initial, noon)
    assert.deepStrictEqual(verdictOf(ready, noon), { _tag: "Off", canTurnOn: true })
    const turnedOn = Result.getOrThrow(Cadence.turnOn(ready, by(noon)))
    assert.deepStrictEqual(verdictOf(turnedOn, noon), { _tag: "Due", dueAt: null })
    assert.deepStrictEqual(turnedOn.changed, by(noon))
    const turnedOff = Cadence.turnOff(turnedOn, by(noon))
    assert.strictEqual(tagOf(turnedOff, noon + 10 * day), "Off")
    assert.deepStrictEqual([ready.hasBeenOn, turnedOff.hasBeenOn], [false, true])
    assert.strictEqual(Cadence.noteApplied(ready, noon + day), ready, "only the first counts")
  })

  it("lets ticks pass while it is paused, and catches up once when it is resumed", () => {
    const paused = Cadence.pause(Cadence.noteScheduledSucceeded(on(1), noon, noon + hour), by(noon + 2 * hour))
    assert.deepStrictEqual(verdictOf(paused, noon + 10 * day), { _tag: "Paused", paused: by(noon + 2 * hour) })
    assert.strictEqual(Cadence.pause(paused, by(noon + day)), paused, "it knows who was first")
    const resumed = Cadence.resume(paused, by(noon + 10 * day))
    assert.strictEqual(tagOf(resumed, noon + 10 * day), "Due")
    const ran = Cadence.noteScheduledSucceeded(resumed, noon + 10 * day, noon + 10 * day + hour)
    assert.strictEqual(tagOf(ran, noon + 10 * day + 2 * hour), "NotYet")
  })

  it.effect("is stored as JSON", () =>
    Effect.gen(function*() {
      const json = Schema.fromJsonString(Cadence.Schedule)
      const failed = Cadence.noteScheduledFailed(on(7), refused, noon, noon + hour)
      const schedule = Cadence.pause(failed, by(noon))
      const stored = yield* Schema.encodeEffect(json)(schedule)
      assert.deepStrictEqual(yield* Schema.decodeEffect(json)(stored), schedule)
    }))
})

describe("due", () => {
  it("when N × 24 h − 6 h have passed since the tick that began the last run that succeeded", () => {
    for (const days of [1, 2, 7, 100]) {
      const ran = Cadence.noteScheduledSucceeded(on(days), noon, noon + 5 * hour)
      const dueAt = noon + days * day - 6 * hour
      assert.deepStrictEqual(verdictOf(ran, dueAt - 1), { _tag: "NotYet", dueAt })
      assert.deepStrictEqual(verdictOf(ran, dueAt), { _tag: "Due", dueAt })
    }
  })

  it("again at the next tick after a failure", () => {
    const ran = Cadence.noteScheduledSucceeded(on(7), noon, noon)
    const failed = Cadence.noteScheduledFailed(ran, refused, noon + 7 * day, noon + 7 * day + hour)
    assert.strictEqual(tagOf(failed, noon + 7 * day + 2 * hour), "Due")
  })

  it("not put off by a manual run, unless that is the setting", () => {
    const ran = Cadence.noteScheduledSucceeded(on(1), noon, noon)
    const manualAt = noon + 12 * hour
    assert.strictEqual(tagOf(Cadence.noteManualSucceeded(ran, manualAt, manualAt + hour), noon + day), "Due")
    const counting = Cadence.setManualRunsCount(ran, true, by(noon))
    assert.strictEqual(tagOf(Cadence.noteManualSucceeded(counting, manualAt, manualAt + hour), noon + day), "NotYet")
  })

  it("by the new number of days as soon as that is saved", () => {
    const ran = Cadence.noteScheduledSucceeded(on(100), noon, noon)
    assert.strictEqual(tagOf(Cadence.setEveryDays(ran, every(2), by(noon)), noon + 2 * day), "Due")
  })
})

describe("told twice, late or out of order", () => {
  const ran = Cadence.noteScheduledSucceeded(Cadence.noteScheduledSucceeded(on(1), noon, noon), noon + day, noon + day)

  it("a success changes nothing", () => {
    assert.deepStrictEqual(Cadence.noteScheduledSucceeded(ran, noon, noon + 2 * day), ran)
    const failed = Cadence.noteScheduledFailed(ran, refused, noon + 2 * day, noon + 2 * day)
    assert.deepStrictEqual(Cadence.noteScheduledSucceeded(failed, noon + day, noon + 2 * day), failed)
  })

  it("a failure changes nothing", () => {
    assert.deepStrictEqual(Cadence.noteScheduledFailed(ran, refused, noon, noon + 2 * day), ran)
    const failed = Cadence.noteScheduledFailed(ran, refused, noon + 2 * day, noon + 2 * day)
    assert.deepStrictEqual(Cadence.noteScheduledFailed(failed, refused, noon + 2 * day, noon + 3 * day), failed)
  })
})

describe("quarantine", () => {
  const failing = (...ticks: ReadonlyArray<number>) =>
    ticks.reduce((schedule, tick) => Cadence.noteScheduledFailed(schedule, refused, tick, tick), on(1))

  it("holds back from the second failure on, and says why and what to do", () => {
    const twice = failing(noon, noon + hour)
    assert.deepStrictEqual(verdictOf(twice, noon + 7 * hour - 1), {
      _tag: "Quarantined",
      until: noon + 7 * hour,
      quarantine: { ...refused, failures: 2, since: noon, lastFailedTickAt: noon + hour }
    })
    assert.strictEqual(tagOf(twice, noon + 7 * hour), "Due")
  })

  it("is lifted by a success, by a saved setting, and by another cause", () => {
    const twice = failing(noon, noon + hour)
    const now = noon + 2 * hour
    assert.strictEqual(tagOf(twice, now), "Quarantined")
    assert.isNull(Cadence.noteScheduledSucceeded(twice, now, now).quarantine)
    for (
      const lifted of [
        Cadence.noteManualSucceeded(twice, now, now),
        Cadence.noteSettingSaved(twice),
        Cadence.setEveryDays(twice, every(1), by(now)),
        Cadence.setManualRunsCount(twice, true, by(now)),
        Cadence.resume(Cadence.pause(twice, by(now)), by(now)),
        Result.getOrThrow(Cadence.turnOn(twice, by(now))),
        Cadence.noteScheduledFailed(twice, blocked, now, now)
      ]
    ) assert.notStrictEqual(tagOf(lifted, now + 1), "Quarantined")
  })

  it("tries at 0, 1, 7, 19 and 43 h when the host ticks every hour, then daily", () => {
    assert.deepStrictEqual(
      runsOf(on(1), ticks(100, hour), () => "fails").map((at) => (at - noon) / hour),
      [0, 1, 7, 19, 43, 67, 91]
    )
  })

  it("tries daily when the host ticks daily", () => {
    assert.lengthOf(runsOf(on(1), ticks(50, day), () => "fails"), 50)
  })
})

/** So many ticks from noon on. */
const ticks = (count: number, apart: number) => Array.from({ length: count }, (_, n) => noon + n * apart)

/** When runs began, with this outcome each; a run ends before the next tick. */
const runsOf = (
  schedule: Cadence.Schedule,
  ticks: ReadonlyArray<number>,
  outcome: (tick: number, index: number) => "succeeds" | "fails"
): ReadonlyArray<number> => {
  const began: Array<number> = []
  for (const [index, tick] of ticks.entries()) {
    const decision = Cadence.decide(schedule, tick)
    schedule = decision.schedule
    if (decision.verdict._tag !== "Due") continue
    began.push(tick)
    const ended = tick + hour / 10
    schedule = outcome(tick, index) === "succeeds"
      ? Cadence.noteScheduledSucceeded(schedule, tick, ended)
      : Cadence.noteScheduledFailed(schedule, refused, tick, ended)
  }
  return began
}

/** Of 50 daily ticks, how much each is early or late (h), whether it is missed, and whether a run then fails. */
const Days = Schema.Array(
  Schema.Struct({
    jitter: Schema.Finite.check(Schema.isBetween({ minimum: -2, maximum: 2 })),
    missed: Schema.Literals([true, false, false, false]),
    fails: Schema.Literals([true, false, false])
  })
).check(Schema.isBetweenLength(50, 50))
const draws = { arbitrary: { runs: 300, seed: "cadence" } }

describe("daily ticks that come up to 2 h early or late, for 50 days", () => {
  for (const days of [1, 2, 7, 100]) {
    it.prop(`every ${days} days: each ${days}th tick begins a run, no other does`, [Days], ([drawn]) => {
      const ticks = drawn.map(({ jitter }, n) => noon + n * day + jitter * hour)
      const expected = ticks.filter((_, n) => n % days === 0)
      assert.deepStrictEqual(runsOf(on(days), ticks, () => "succeeds"), expected)
    }, draws)

    it.prop(`every ${days} days with missed ticks: the first tick after them catches up, once`, [Days], ([drawn]) => {
      const numbers = drawn.flatMap(({ missed }, n) => missed ? [] : [n])
      const timeOf = (n: number) => noon + n * day + (drawn[n]?.jitter ?? 0) * hour
      const expected = numbers.reduce<ReadonlyArray<number>>((began, n) => {
        const last = began.at(-1)
        return last === undefined || n - last >= days ? [...began, n] : began
      }, [])
      assert.deepStrictEqual(runsOf(on(days), numbers.map(timeOf), () => "succeeds"), expected.map(timeOf))
    }, draws)

    it.prop(
      `every ${days} days with failures: none comes early after a success, and none is given up`,
      [Days],
      ([drawn]) => {
        const ticks = drawn.map(({ jitter }, n) => noon + n * day + jitter * hour)
        const fails = (index: number) => drawn[index]?.fails === true
        const began = new Set(runsOf(on(days), ticks, (_, index) => fails(index) ? "fails" : "succeeds"))
        let lastSuccess: number | null = null
        let failures = 0
        for (const [index, tick] of ticks.entries()) {
          const isDue: boolean = lastSuccess === null || index - lastSuccess >= days
          if (!began.has(tick)) {
            // Ticks are at least 20 h apart, so only the wait of a day can last until the next one.
            assert.isTrue(!isDue || failures >= 4, "a tick passed")
            // ... and never beyond it.
            if (isDue) assert.isTrue(began.has(ticks[index - 1] ?? 0), "two ticks passed")
            continue
          }
          assert.isTrue(isDue, "too early")
          failures = fails(index) ? failures + 1 : 0
          if (!fails(index)) lastSuccess = index
        }
      },
      draws
    )
  }

  it("a shift of all ticks by an hour, as in spring and autumn, changes nothing", () => {
    for (const shift of [-hour, hour]) {
      const shifted = ticks(50, day).map((tick, n) => n < 25 ? tick : tick + shift)
      for (const days of [1, 2, 7]) {
        assert.deepStrictEqual(
          runsOf(on(days), shifted, () => "succeeds"),
          shifted.filter((_, n) => n % days === 0)
        )
      }
    }
  })
})

describe("a clock that jumps", () => {
  const ran = (days: number) => Cadence.noteScheduledSucceeded(on(days), noon, noon)

  it("back: the last run counts as one of now, and this is what is to be stored", () => {
    const now = noon - 30 * day
    const { schedule, verdict } = Cadence.decide(ran(7), now)
    assert.deepStrictEqual(verdict, { _tag: "NotYet", dueAt: now + 7 * day - 6 * hour })
    assert.strictEqual(schedule.lastSucceededTickAt, now)
    assert.strictEqual(tagOf(schedule, now + 7 * day), "Due")
  })

  it("back: a quarantine does not last longer than it would have", () => {
    const failed = [noon, noon + hour, noon + 9 * hour].reduce(
      (schedule, tick) => Cadence.noteScheduledFailed(schedule, refused, tick, tick),
      on(1)
    )
    const now = noon - 30 * day
    const { schedule, verdict } = Cadence.decide(failed, now)
    assert.deepInclude(verdict, { _tag: "Quarantined", until: now + 12 * hour })
    assert.strictEqual(tagOf(schedule, now + 12 * hour), "Due")
    assert.isNull(Cadence.noteManualSucceeded(failed, now, now + hour).quarantine)
  })

  it("back during a run: it counts as one of now", () => {
    const now = noon - day
    assert.strictEqual(Cadence.noteScheduledSucceeded(on(7), noon, now).lastSucceededTickAt, now)
  })

  it("forward: one run, as after missed ticks; and back again: the next after N days", () => {
    const wrong = noon + 300 * day
    assert.strictEqual(tagOf(ran(7), wrong), "Due")
    const caughtUp = Cadence.noteScheduledSucceeded(ran(7), wrong, wrong)
    assert.strictEqual(tagOf(caughtUp, wrong + day), "NotYet")
    const { schedule } = Cadence.decide(caughtUp, noon + 2 * day)
    const daily = Array.from({ length: 28 }, (_, n) => noon + (2 + n) * day)
    assert.deepStrictEqual(
      runsOf(schedule, daily, () => "succeeds").map((at) => (at - noon) / day),
      [9, 16, 23]
    )
  })

  it("changes nothing that need not be changed", () => {
    const schedule = ran(1)
    assert.strictEqual(Cadence.decide(schedule, noon).schedule, schedule)
  })

  const Jumps = Schema.Array(
    Schema.Struct({
      jump: Schema.Literals([0, 0, 0, 0, 0, -400, -30, -1, -0.5, -0.04, 0.04, 0.5, 1, 30, 400]),
      fails: Schema.Literals([true, false, false])
    })
  ).check(Schema.isBetweenLength(30, 60))

  it.prop("however: no tick finds it further off than N days or a day's quarantine", [Jumps, Cadence.CadenceDays], ([
    drawn,
    everyDays
  ]) => {
    let schedule = on(everyDays)
    let now = noon
    for (const { fails, jump } of drawn) {
      now += day + Math.round(jump * day)
      const decision = Cadence.decide(schedule, now)
      schedule = decision.schedule
      const { verdict } = decision
      if (verdict._tag === "NotYet") assert.isAtMost(verdict.dueAt, now + everyDays * day - 6 * hour)
      else if (verdict._tag === "Quarantined") assert.isAtMost(verdict.until, now + day)
      else {
        assert.strictEqual(verdict._tag, "Due")
        schedule = fails
          ? Cadence.noteScheduledFailed(schedule, refused, now, now)
          : Cadence.noteScheduledSucceeded(schedule, now, now)
        if (!fails) assert.strictEqual(tagOf(schedule, now), "NotYet", "a second run at the same tick")
      }
    }
  }, draws)
})
