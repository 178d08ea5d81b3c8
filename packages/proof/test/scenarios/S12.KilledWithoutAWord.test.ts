/** The platform kills the function at its time limit and nothing is logged (a Marketplace importer's limitations page). */
import { assert, describe } from "@effect/vitest"
import type { Run } from "@entra-assets/core/sync/Run"
import { runSlice, runToEnd } from "@entra-assets/core/sync/RunSlice"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import { type Company, everybody, joins, numbers, scenario } from "./Company.ts"

const beginning = everybody(4)

const turnOn = ({ work }: Company) => work(ScheduleStore.use((schedule) => schedule.turnOn("admin-1")))

const tick = ({ settings, work }: Company) => work(ScheduleStore.use((schedule) => schedule.tick(settings)))

/** The run that the next day's tick begins. */
const nextDay = Effect.fnUntraced(function*(company: Company): Effect.fn.Return<Run> {
  yield* Effect.sleep("1 day")
  const told = yield* tick(company)
  if (told._tag !== "Started") return yield* Effect.die(new Error(`the tick was ${told._tag}`))
  return told.run
})

const stateOf = ({ work }: Company, { id }: Run) =>
  work(Effect.map(RunStore.use((runs) => runs.get(id)), ({ state }) => state))

/** Sixty people join, and every write takes a while. */
const slowDay = Effect.fnUntraced(function*(company: Company) {
  yield* company.happens(...numbers(60, 5).flatMap((n) => joins(n)))
  company.atlassian.faults.add({
    match: { method: "POST", path: /\/object\/create$/u },
    times: "always",
    behave: Faults.slow(20_000, 5000)
  })
})

describe("S12: the process is killed at its time limit", () => {
  scenario(
    "the run shows as interrupted, and the next tick's run finishes the work",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* turnOn(company)
      yield* slowDay(company)
      const killed = yield* nextDay(company)
      const outcome = yield* company.process(runToEnd(killed.id, { settings: company.settings }), {
        limitMillis: 100_000
      })
      assert.strictEqual(outcome._tag, "Killed")
      const logged = company.logged().length
      const created = company.objects().length
      assert.isAbove(created, 4)
      assert.isBelow(created, 64)

      yield* Effect.sleep("3 minutes")
      assert.strictEqual(yield* stateOf(company, killed), "interrupted")
      assert.strictEqual(company.logged().length, logged, "a dead process says nothing")

      const next = yield* nextDay(company)
      const { quarantine } = yield* company.work(ScheduleStore.use((schedule) => schedule.get))
      assert.strictEqual(quarantine?.cause, "interrupted")
      assert.isNotEmpty(quarantine?.nextStep)
      const run = yield* company.work(runToEnd(next.id, { settings: company.settings }))
      assert.strictEqual(run.state, "succeeded")
      assert.lengthOf(company.objects(), 64)

      const history = yield* company.work(RunStore.use((runs) => runs.list()))
      assert.deepStrictEqual(
        history.map(({ id, state, trigger }) => [id, state, trigger]).slice(0, 2),
        [[next.id, "succeeded", "scheduled"], [killed.id, "interrupted", "scheduled"]]
      )
      assert.isNull((yield* company.work(ScheduleStore.use((schedule) => schedule.get))).quarantine)
      company.atlassian.faults.clear()
      yield* company.putsRight
    })
  )

  scenario(
    "the host tells its queue again: the same run goes on",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* turnOn(company)
      yield* slowDay(company)
      const killed = yield* nextDay(company)
      for (const _ of numbers(3)) {
        const outcome = yield* company.process(runToEnd(killed.id, { settings: company.settings }), {
          limitMillis: 60_000
        })
        if (outcome._tag === "Ended") break
        yield* Effect.sleep("2 minutes")
      }
      const run = yield* company.work(runToEnd(killed.id, { settings: company.settings }))
      assert.strictEqual(run.state, "succeeded")
      assert.isAbove(run.slices, 3)
      assert.strictEqual(run.counts.created, 60)
      assert.lengthOf(company.objects(), 64)
      company.atlassian.faults.clear()
      yield* company.putsRight
    })
  )

  scenario(
    "before it has read anything, and nobody ever goes on: no run stays active",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* turnOn(company)
      const killed = yield* nextDay(company)
      yield* company.process(runToEnd(killed.id, { settings: company.settings }), {
        death: { operation: 1, moment: "before" }
      })
      yield* Effect.sleep("3 minutes")
      assert.strictEqual(yield* stateOf(company, killed), "interrupted")
      yield* company.putsRight
      assert.strictEqual(yield* stateOf(company, killed), "interrupted")
    })
  )

  scenario(
    "three days in a row: the schedule says why it backs off, and success lifts it",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* turnOn(company)
      const states: Array<string> = []
      for (const _ of numbers(3)) {
        const run = yield* nextDay(company)
        yield* company.process(runToEnd(run.id, { settings: company.settings }), {
          death: { operation: 20, moment: "after" }
        })
        yield* Effect.sleep("1 hour")
        states.push((yield* tick(company))._tag)
      }
      assert.deepStrictEqual(states, ["Started", "Quarantined", "Quarantined"])
    })
  )
})

describe("S12: killed at any operation", () => {
  for (const operation of numbers(24).map((n) => 6 * n)) {
    const moment = operation % 4 === 0 ? "before" : "after"
    scenario(
      `${moment} its operation ${operation}: another slice brings the run to its end`,
      { ...beginning, switches: { indexDelayMillis: 45_000 } },
      Effect.fnUntraced(function*(company) {
        yield* company.happens(...numbers(4, 5).flatMap((n) => joins(n)))
        const run = yield* company.work(
          RunStore.use((runs) => runs.start({ goal: "sync", trigger: "manual", startedBy: null }, company.settings))
        )
        yield* company.process(runToEnd(run.id, { settings: company.settings }), { death: { operation, moment } })
        yield* Effect.sleep("121 seconds")
        const result = yield* company.work(runSlice(run.id, { settings: company.settings }))
        if (result._tag === "Continue") yield* company.work(runToEnd(run.id, { settings: company.settings }))
        assert.strictEqual(yield* stateOf(company, run), "succeeded")
        assert.lengthOf(company.objects(), 8)
        yield* company.putsRight
      })
    )
  }
})
