import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Metric from "effect/Metric"
import { TestClock } from "effect/testing"
import * as Tracer from "effect/Tracer"
import * as Company from "../fixtures/Company.ts"
import { account, range, record, user } from "../fixtures/People.ts"

const company = Company.make({
  entra: { users: range(3).map((n) => user(n, { jobTitle: "Lead" })) },
  jira: { accounts: range(3).map((n) => account(n)) },
  assets: { employees: [record(1), record(2)] }
})

/** The number that a metric shows for these attributes. */
const shown = Effect.fnUntraced(function*(id: string, attributes: Record<string, string> = {}) {
  for (const snapshot of yield* Metric.snapshot) {
    const isMeant = Object.entries(attributes).every(([key, value]) => snapshot.attributes?.[key] === value)
    if (snapshot.id !== id || !isMeant) continue
    const { state } = snapshot
    if ("value" in state) return Number(state.value)
    if ("count" in state) return Number(state.count)
  }
  return 0
})

it.effect("a run counts itself, its records and its phases, and tells how old its data is", () =>
  Effect.gen(function*() {
    const { sync } = yield* company
    yield* sync()
    assert.strictEqual(yield* shown("entra_assets_runs_ended", { state: "succeeded", trigger: "manual" }), 1)
    assert.strictEqual(yield* shown("entra_assets_records", { outcome: "created" }), 1)
    assert.strictEqual(yield* shown("entra_assets_records", { outcome: "updated" }), 2)
    assert.strictEqual(yield* shown("entra_assets_phase_duration", { phase: "applying" }), 1)
    assert.strictEqual(yield* shown("entra_assets_watermark_age_seconds", { source: "graph" }), 0)
  }).pipe(Effect.provideService(Metric.MetricRegistry, new Map())))

it.effect("log lines and spans carry ids and numbers, no names and no addresses", () =>
  Effect.gen(function*() {
    const told: Array<string> = []
    const logger = Logger.make(({ date, logLevel, message }) =>
      void told.push(JSON.stringify([date, logLevel, message]))
    )
    const tracer = Tracer.make({
      span: (options) => {
        const span = new Tracer.NativeSpan(options)
        const end = span.end.bind(span)
        span.end = (time, exit) => {
          told.push(JSON.stringify([span.name, Object.fromEntries(span.attributes), Exit.isSuccess(exit)]))
          end(time, exit)
        }
        return span
      }
    })
    const { sync } = yield* company
    yield* TestClock.adjust("1 hour")
    const run = yield* sync().pipe(
      Effect.provide(Layer.mergeAll(Logger.layer([logger]))),
      Effect.withTracer(tracer)
    )

    const text = told.join("\n")
    assert.include(text, run.id)
    for (const span of ["RunSlice.runSlice", "Run.read", "Run.plan", "Run.apply", "Run.applyPage"]) {
      assert.include(text, `["${span}",`)
    }
    assert.notMatch(text, /example\.com|Engineer|Lead|Person/u)
  }))
