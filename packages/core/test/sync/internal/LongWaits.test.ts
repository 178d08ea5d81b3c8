import { assert, describe, it } from "@effect/vitest"
import { EmployeeWriter } from "@entra-assets/core/ports/EmployeeWriter"
import { LongWait } from "@entra-assets/core/ports/LongWait"
import { WritePermit } from "@entra-assets/core/ports/WritePermit"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import { TestClock } from "effect/testing"
import * as Company from "../../fixtures/Company.ts"
import { sourceError } from "../../fixtures/FakeSources.ts"
import * as Gates from "../../fixtures/Gates.ts"
import { account, range } from "../../fixtures/People.ts"

const now = Clock.currentTimeMillis
const opensAt = 3_600_000

/** From its third request on, until the hour is over. */
const afterTwo: Gates.ClosedUntil = (now, request) => request > 2 && now < opensAt ? opensAt : null

/** Jira lets ten people be read by one page each. */
const reading = Effect.gen(function*() {
  const company = yield* Company.growing(10, {
    jira: { accounts: range(10).map((n) => account(n)), pageSize: 1 }
  })
  const jira = Gates.accounts(afterTwo)
  return { company, jira, layer: company.layerWith(jira.layer) }
})

describe("while sources are read", () => {
  it.effect("the slice ends, the other sources are read to their end, and the run says what it waits for", () =>
    Effect.gen(function*() {
      const { company, jira, layer } = yield* reading
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start()
        const waits = yield* company.slice(id)
        assert.deepInclude(waits, { _tag: "Continue", notBefore: opensAt })
        assert.deepStrictEqual(waits.run.waiting, { api: "jira", until: opensAt })
        assert.deepInclude(waits.run.reading?.accounts, { items: 2, done: false })
        assert.deepInclude(waits.run.reading?.users, { items: 10, done: true })

        yield* TestClock.adjust(opensAt - 1 - (yield* now))
        assert.deepInclude(yield* runs.get(id), { state: "reading", waiting: { api: "jira", until: opensAt } })
        assert.strictEqual((yield* Effect.flip(company.start())).reason, "Busy", "the place is kept")
        const early = yield* company.slice(id)
        assert.deepInclude(early, { _tag: "Continue", notBefore: opensAt })
        assert.strictEqual(early.run.slices, 1)
        assert.strictEqual(jira.asked.length, 3, "nothing is asked before")

        yield* TestClock.adjust(120_000)
        assert.strictEqual((yield* runs.get(id)).state, "reading")
        const run = yield* Company.withinAnHour(company.toEnd(id))
        assert.deepStrictEqual([run.state, run.counts.created, run.waiting], ["succeeded", 10, null])
        assert.strictEqual(jira.asked.length, 3 + 8)
      }).pipe(Effect.provide(layer))
    }))

  it.effect("nobody who comes late finds the run gone: it shows as interrupted only two minutes after the wait", () =>
    Effect.gen(function*() {
      const { company, layer } = yield* reading
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start()
        yield* company.slice(id)
        yield* TestClock.adjust(opensAt + 119_000)
        assert.strictEqual((yield* runs.get(id)).state, "reading")
        yield* TestClock.adjust(2000)
        assert.strictEqual((yield* runs.get(id)).state, "interrupted")
        assert.strictEqual((yield* Company.withinAnHour(company.toEnd(id))).state, "succeeded")
      }).pipe(Effect.provide(layer))
    }))

  it.effect("whoever works to the end sleeps until then", () =>
    Effect.gen(function*() {
      const { company, layer } = yield* reading
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        const run = yield* Effect.forkChild(company.toEnd(id))
        yield* TestClock.adjust(opensAt - 1)
        assert.strictEqual(company.assets.writes.length, 0)
        yield* TestClock.adjust(60_001)
        assert.deepInclude(yield* Fiber.join(run), { state: "succeeded", slices: 2 })
      }).pipe(Effect.provide(layer))
    }))

  it.effect("a wait without end is 61 minutes at most", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(1)
      const { layer } = Gates.accounts(() => Infinity)
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        assert.deepInclude(yield* company.slice(id), { _tag: "Continue", notBefore: 61 * 60_000 })
      }).pipe(Effect.provide(company.layerWith(layer)))
    }))

  it.effect("the log says that it waits, for whom and until when", () =>
    Effect.gen(function*() {
      const lines: Array<string> = []
      const logger = Logger.map(Logger.formatLogFmt, (line) => lines.push(line))
      const { company, layer } = yield* reading
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        yield* company.slice(id)
      }).pipe(Effect.provide(Layer.merge(layer, Logger.layer([logger]))))
      const line = lines.find((line) => line.includes("the run waits")) ?? ""
      assert.include(line, `waitsFor\\":\\"jira`)
      assert.include(line, `notBefore\\":${opensAt}`)
    }))
})

describe("cancelling a run that waits", () => {
  it.effect("ends it at once, and another one may start", () =>
    Effect.gen(function*() {
      const { company, jira, layer } = yield* reading
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start()
        yield* company.slice(id)
        assert.deepInclude(yield* runs.cancel(id), { state: "cancelled", waiting: null })
        assert.deepInclude(yield* company.slice(id), { _tag: "Ended" })
        assert.strictEqual((yield* company.start()).state, "queued")
        assert.strictEqual(jira.asked.length, 3)
      }).pipe(Effect.provide(layer))
    }))

  it.effect("while its slice is just ending, leaves it to a next slice that comes at once", () =>
    Effect.gen(function*() {
      const { company } = yield* reading
      const jira = Gates.accounts(afterTwo)
      const { set } = company.values
      const cancelledMeanwhile = KeyValueStore.make({
        ...company.values,
        set: (key, value) =>
          key.endsWith("-record") && String(value).includes(`"until":${opensAt}`)
            ? Effect.andThen(set(key, value), set(key.replace("-record", "-cancel"), "cancelled"))
            : set(key, value)
      })
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        const result = yield* company.slice(id)
        assert.deepInclude(result, { _tag: "Continue", notBefore: yield* now })
        const ended = yield* company.slice(id)
        assert.deepStrictEqual([ended._tag, ended.run.state, ended.run.waiting], ["Ended", "cancelled", null])
        assert.strictEqual(jira.asked.length, 3)
      }).pipe(
        Effect.provide(
          company.layerWith(Layer.merge(jira.layer, Layer.succeed(KeyValueStore.KeyValueStore, cancelledMeanwhile)))
        )
      )
    }))
})

describe("while a plan is applied", () => {
  it.effect("writes on their way come to their end, nothing more begins, and nothing is in doubt or doubled", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(20, { assets: { unique: false }, settings: { writeConcurrency: 4 } })
      // The seventh is told to wait while three others are on their way.
      const assets = Gates.writer((now, request) => request >= 7 && now < opensAt ? opensAt : null)
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        const waits = yield* Company.withinAnHour(company.slice(id))
        assert.deepInclude(waits, { _tag: "Continue", notBefore: opensAt })
        assert.deepStrictEqual(waits.run.waiting, { api: "assets", until: opensAt })
        assert.strictEqual(waits.run.counts.created, company.assets.writes.length)
        assert.deepInclude(waits.run.counts, { created: 6, inDoubt: 0 })
        assert.isAtMost(assets.asked.length, 8, "those that began side by side")

        yield* TestClock.adjust(opensAt - (yield* now))
        const { run } = yield* Company.withinAnHour(company.slice(id))
        assert.deepStrictEqual([run.state, run.counts.created, run.counts.inDoubt], ["succeeded", 20, 0])
        assert.strictEqual(company.assets.writes.length, 20)
      }).pipe(Effect.provide(company.layerWith(assets.layer)))
    }))

  it.effect("a write that had an attempt without an answer stays in doubt until it was looked for", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(3, { assets: { unique: false }, settings: { writeConcurrency: 1 } })
      let attempts = 0
      /** The first attempt takes effect and its answer is lost; before the second there is a long wait. */
      const unlucky = Layer.effect(
        EmployeeWriter,
        EmployeeWriter.useSync((assets) => ({
          ...assets,
          create: Effect.fnUntraced(function*(fields) {
            const written = yield* assets.create(fields)
            if (++attempts !== 2) return written
            const longWait = yield* LongWait
            yield* longWait({ api: "assets", until: opensAt })
            const permit = yield* WritePermit
            yield* permit(30_000)
            return yield* sourceError("assets")
          })
        }))
      )
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        const waits = yield* Company.withinAnHour(company.slice(id))
        assert.deepInclude(waits.run.counts, { created: 1, inDoubt: 1 })
        yield* TestClock.adjust(opensAt - (yield* now))
        const { run } = yield* Company.withinAnHour(company.slice(id))
        assert.deepStrictEqual([run.state, run.counts.created, run.counts.inDoubt], ["succeeded", 3, 0])
        assert.strictEqual(company.assets.writes.length, 3)
      }).pipe(Effect.provide(company.layerWith(unlucky)))
    }))

  it.effect("two slices at once: one waits for the other, and both for the service", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(8)
      const assets = Gates.writer(afterTwo)
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        yield* Company.withinAnHour(company.slice(id))
        const early = yield* Effect.all([company.slice(id), company.slice(id)], { concurrency: 2 })
        for (const result of early) {
          assert.isTrue(result._tag === "Busy" || (result._tag === "Continue" && result.notBefore === opensAt))
        }
        yield* TestClock.adjust(opensAt - (yield* now))
        const results = yield* Company.withinAnHour(
          Effect.all([company.slice(id), company.slice(id)], { concurrency: 2 })
        )
        assert.deepStrictEqual(results.map(({ _tag }) => _tag).sort(), ["Busy", "Ended"])
        assert.strictEqual(company.assets.writes.length, 8)
      }).pipe(Effect.provide(company.layerWith(assets.layer)))
    }))

  it.effect("a process that dies at any moment of it leaves a run that goes on, and creates everybody once", () =>
    Effect.gen(function*() {
      let isDone = false
      for (let diesAt = 1; !isDone; diesAt += 3) {
        const company = yield* Company.growing(6, { assets: { unique: false } })
        const from = yield* now
        const closed: Gates.ClosedUntil = (now, request) =>
          request === 4 && now < from + opensAt ? from + opensAt : null
        const assets = Gates.writer(closed)
        const mortal = company.process(diesAt)
        const { id } = yield* Effect.provide(company.start(), company.layer)
        const first = yield* Company.withinAnHour(
          mortal.run(
            Effect.exit(Effect.provide(company.slice(id), assets.layer.pipe(Layer.provideMerge(mortal.layer))))
          )
        )
        isDone = Option.isSome(first) && mortal.moments() < diesAt
        // Whoever died may have said until when to wait, or not.
        yield* TestClock.adjust("2 hours")
        const run = yield* Company.withinAnHour(Effect.provide(company.toEnd(id), company.layer))
        assert.deepStrictEqual([run.state, run.counts.created, run.waiting], ["succeeded", 6, null], `${diesAt}`)
        assert.strictEqual(company.assets.writes.length, 6, `${diesAt}`)
      }
    }))
})
