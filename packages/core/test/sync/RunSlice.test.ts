import { assert, describe, it } from "@effect/vitest"
import { EmployeeReader } from "@entra-assets/core/ports/EmployeeReader"
import { RecordRefused } from "@entra-assets/core/ports/EmployeeWriter"
import { LeaseStore, LeaseStoreError } from "@entra-assets/core/ports/LeaseStore"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Result from "effect/Result"
import { TestClock } from "effect/testing"
import * as Tracer from "effect/Tracer"
import * as Company from "../fixtures/Company.ts"
import { sourceError } from "../fixtures/FakeSources.ts"
import { entraId, range, reportsTo, user } from "../fixtures/People.ts"

const now = Clock.currentTimeMillis

describe("a deadline", () => {
  for (const seconds of [1, 3, 25, 900]) {
    it.effect(`of ${seconds} s: every slice ends before it, keeps what it did, and the run comes to its end`, () =>
      Effect.gen(function*() {
        const company = yield* Company.growing(60, {
          entra: { users: range(60).map((n) => user(n, n > 1 ? reportsTo(Math.ceil(n / 3)) : {})), pageSize: 7 }
        })
        yield* Effect.gen(function*() {
          const { id } = yield* company.start()
          let written = 0
          while (true) {
            const begun = yield* now
            const deadline = begun + seconds * 1000
            const result = yield* Company.withinAnHour(company.slice(id, { deadline }))
            assert.isAtMost(yield* now, deadline + 1000, "the clock of this test goes on by seconds")
            if (result._tag !== "Continue") {
              assert.deepStrictEqual([result._tag, result.run.state], ["Ended", "succeeded"])
              assert.strictEqual(result.run.counts.created, 60)
              break
            }
            const hasProgress = result.run.state !== "applying" || company.assets.writes.length > written ||
              result.notBefore > deadline
            assert.isTrue(hasProgress, "a slice that applies keeps a write, or waits for the index")
            written = company.assets.writes.length
            yield* TestClock.adjust(Math.max(0, result.notBefore - (yield* now)))
          }
        }).pipe(Effect.provide(company.layer))
        assert.strictEqual(company.assets.writes.length, 60)
      }))
  }
})

it.effect("what is older than the host keeps goes when a run ends", () =>
  Effect.gen(function*() {
    const company = yield* Company.make(Company.newcomers(1))
    yield* Effect.gen(function*() {
      const plans = yield* PlanStore
      const first = yield* company.start()
      yield* company.slice(first.id)
      yield* TestClock.adjust("2 days")
      const second = yield* company.start()
      yield* company.slice(second.id, { retention: { plans: 1, details: 1, summaries: 365 } })
      assert.strictEqual((yield* Effect.flip(plans.header(first.planId))).reason, "NotFound")
      assert.strictEqual((yield* plans.header(second.planId)).id, second.planId)
    }).pipe(Effect.provide(company.layer))
  }))

it.effect("a write that a deadline cuts may still arrive, so the next slice waits until it would have", () =>
  Effect.gen(function*() {
    const company = yield* Company.growing(4, {
      assets: { unique: false, writeMillis: 20_000 },
      settings: { indexLagSeconds: 0 }
    })
    yield* Effect.gen(function*() {
      const { id } = yield* company.start()
      while (true) {
        const result = yield* Company.withinAnHour(company.slice(id, { deadline: (yield* now) + 10_000 }))
        if (result._tag !== "Continue") {
          assert.deepStrictEqual([result.run.state, result.run.counts.created], ["succeeded", 4])
          break
        }
        assert.strictEqual((yield* Effect.flip(company.start())).reason, "Busy", "the place is kept")
        yield* TestClock.adjust(Math.max(0, result.notBefore - (yield* now)))
      }
      assert.strictEqual(company.assets.employees.size, 4)
    }).pipe(Effect.provide(company.layer))
  }))

it.effect("the counters never fall from slice to slice, though a page at the beginning stays open", () =>
  Effect.gen(function*() {
    const company = yield* Company.growing(600, {
      assets: {
        writeMillis: 500,
        fault: ({ entraUserId }) => entraUserId === entraId(1) ? sourceError("assets") : undefined
      },
      settings: { writeConcurrency: 8 }
    })
    /** As anybody sees it who looks meanwhile. */
    const seen: Array<number> = []
    const { set } = company.values
    const watched = KeyValueStore.make({
      ...company.values,
      set: (key, value) => {
        if (key.endsWith("-record")) seen.push(Number(/"created":(\d+)/u.exec(String(value))?.[1]))
        return set(key, value)
      }
    })
    yield* Effect.gen(function*() {
      const { id } = yield* company.start()
      while (true) {
        const result = yield* Company.withinAnHour(company.slice(id, { deadline: (yield* now) + 12_000 }))
        const { counts } = result.run
        assert.strictEqual(counts.created, company.assets.writes.length)
        if (result._tag !== "Continue") {
          assert.deepInclude(counts, { created: 599, failed: 1, inDoubt: 0 })
          break
        }
        yield* TestClock.adjust(Math.max(0, result.notBefore - (yield* now)))
      }
    }).pipe(Effect.provide(company.layerWith(Layer.succeed(KeyValueStore.KeyValueStore, watched))))
    assert.deepStrictEqual(seen, seen.toSorted((left, right) => left - right))
    assert.strictEqual(seen.at(-1), 599)
  }))

describe("a message", () => {
  it.effect("that comes twice changes nothing: the second slice is told that somebody works", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(10)
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        const first = yield* Effect.forkChild(company.slice(id))
        yield* TestClock.adjust("1 second")
        assert.strictEqual((yield* company.slice(id))._tag, "Busy")
        const { run } = yield* Company.withinAnHour(Fiber.join(first))
        assert.deepStrictEqual([run.state, run.counts.created, run.slices], ["succeeded", 10, 1])
      }).pipe(Effect.provide(company.layer))
      assert.strictEqual(company.assets.writes.length, 10)
    }))

  it.effect("that comes after the end changes nothing", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(3)
      const run = yield* Company.withinAnHour(company.sync())
      const late = yield* Effect.provide(company.slice(run.id), company.layer)
      assert.deepStrictEqual(late, { _tag: "Ended", run })
      assert.strictEqual(company.assets.writes.length, 3)
    }))

  it.effect("that comes after another run began changes nothing", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(3)
      yield* Effect.gen(function*() {
        const lost = yield* company.start()
        yield* TestClock.adjust("5 minutes")
        yield* company.start()
        const result = yield* company.slice(lost.id)
        assert.deepStrictEqual([result._tag, result.run.state], ["Ended", "interrupted"])
        assert.strictEqual(company.assets.writes.length, 0)
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("about a run that nobody knows is refused", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(1)
      const error = yield* Effect.flip(Effect.provide(company.slice("none"), company.layer))
      assert.strictEqual(error.reason, "NotFound")
    }))
})

describe("cancelling", () => {
  it.effect("between two writes: what was written is counted, and nothing more is sent", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(40)
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start()
        const slice = yield* Effect.forkChild(company.slice(id))
        yield* TestClock.adjust("3 seconds")
        assert.strictEqual((yield* runs.cancel(id)).state, "applying")
        const { run } = yield* Company.withinAnHour(Fiber.join(slice))
        assert.strictEqual(run.state, "cancelled")
        assert.isAbove(run.counts.created, 4)
        assert.strictEqual(run.counts.created, company.assets.writes.length)
        assert.isBelow(company.assets.writes.length, 20)
        assert.strictEqual(run.counts.inDoubt, 0)
        assert.strictEqual((yield* Effect.flip(runs.cancel(id))).reason, "Ended")
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("while sources are read", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(3)
      const slow = Layer.effect(
        KeyValueStore.KeyValueStore,
        KeyValueStore.KeyValueStore.useSync((store) => ({
          ...store,
          set: (key: string, value: string | Uint8Array) =>
            key.includes("-users-") ? Effect.delay(store.set(key, value), "1 minute") : store.set(key, value)
        }))
      ).pipe(Layer.provide(company.layer))
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start()
        const slice = yield* Effect.forkChild(Effect.provide(company.slice(id), slow))
        yield* TestClock.adjust("5 seconds")
        yield* runs.cancel(id)
        yield* TestClock.adjust("2 seconds")
        assert.strictEqual((yield* Fiber.join(slice)).run.state, "cancelled")
        assert.deepStrictEqual((yield* company.values.keys).filter((key) => key.includes("-users-")), [])
      }).pipe(Effect.provide(company.layer))
    }))
})

describe("the lease", () => {
  it.effect("that cannot be renewed ends the slice: it begins no write that could outlive it, and stores nothing more", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(100, { assets: { writeMillis: 2000 } })
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        const noAnswer = new LeaseStoreError({ reason: "StoreFailed", message: "switched off" })
        const slice = yield* Effect.forkChild(
          Effect.provideService(company.slice(id), LeaseStore, {
            ...company.leases,
            renew: () => Effect.fail(noAnswer)
          })
        )
        yield* TestClock.adjust("84 seconds")
        const { length } = company.assets.writes
        assert.isAbove(length, 60)
        yield* TestClock.adjust("35 seconds")
        assert.isAtMost(company.assets.writes.length, length + 2, "those that were on their way")
        const stored = yield* company.values.get(`run-${id}-outcome-0`)
        assert.strictEqual((yield* company.leases.read)?.holder === null, false)

        // At that very moment somebody else goes on.
        yield* TestClock.adjust("2 seconds")
        const { _tag, run } = yield* Fiber.join(slice)
        assert.deepStrictEqual([_tag, run.state], ["Continue", "interrupted"])
        assert.strictEqual(yield* company.values.get(`run-${id}-outcome-0`), stored)
        const other = yield* Company.withinAnHour(company.slice(id))
        assert.strictEqual(other.run.counts.created, 100)
        assert.strictEqual(company.assets.writes.length, 100)
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("is never two engines', whose slices come as they like; together they do the work once", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(50)
      const engines = [company.process(), company.process()]
      const { id } = yield* Effect.provide(company.start(), company.layer)
      const holders = new Set<string>()
      const watch = Effect.gen(function*() {
        while (true) {
          const record = yield* company.leases.read
          if (record !== null && record.holder !== null) holders.add(`${record.fence} ${record.holder}`)
          yield* Effect.sleep(100)
        }
      })
      const work = Effect.fnUntraced(function*(engine: (typeof engines)[number], seconds: number) {
        while (true) {
          const deadline = (yield* now) + seconds * 1000
          const result = yield* Effect.provide(company.slice(id, { deadline }), engine.layer)
          if (result._tag === "Ended") return result.run
          yield* Effect.sleep(300)
        }
      })
      const [first, second] = yield* Company.withinAnHour(
        Effect.raceFirst(
          Effect.all(engines.map((engine, index) => work(engine, 7 + index * 4)), { concurrency: 2 }),
          watch
        )
      )
      assert.deepStrictEqual(first, second)
      assert.strictEqual(first?.counts.created, 50)
      assert.strictEqual(company.assets.writes.length, 50)
      assert.strictEqual(new Set(Array.from(holders, (holder) => holder.split(" ")[0])).size, holders.size)
      assert.isAbove(holders.size, 2)
    }))
})

describe("a store that does not answer for a while", () => {
  const noAnswer = new KeyValueStore.KeyValueStoreError({ method: "set", message: "switched off" })
  for (const kind of ["outcome-0", "record", "users-0", "page-0", "header", "last-success", "schedule-runs"]) {
    it.effect(`when ${kind} is stored: the slice fails, and a later one goes on`, () =>
      Effect.gen(function*() {
        for (let fails = 1; fails < 8; fails++) {
          const company = yield* Company.growing(12, { assets: { unique: false } })
          let times = 0
          const failing = KeyValueStore.make({
            ...company.values,
            set: (key, value) =>
              key.endsWith(kind) && ++times === fails ? Effect.fail(noAnswer) : company.values.set(key, value)
          })
          const { id } = yield* Effect.provide(company.start(), company.layer)
          const first = yield* Company.withinAnHour(
            Effect.result(
              Effect.provide(
                company.slice(id),
                company.layerWith(Layer.succeed(KeyValueStore.KeyValueStore, failing))
              )
            )
          )
          if (times >= fails) {
            assert.strictEqual(Result.isFailure(first) ? first.failure.reason : "", "StoreFailed", `${kind} ${fails}`)
          }
          const run = yield* Company.withinAnHour(Effect.provide(company.toEnd(id), company.layer))
          assert.deepStrictEqual([run.state, run.counts.created], ["succeeded", 12], `${kind} ${fails}`)
          assert.strictEqual(company.assets.writes.length, 12)
          const schedule = yield* Effect.provide(ScheduleStore.use((store) => store.get), company.layer)
          assert.isNotNull(schedule.firstPlanAppliedAt)
        }
      }))
  }
})

describe("logs and spans", () => {
  it.effect("hold ids and numbers only, also where something goes wrong", () =>
    Effect.gen(function*() {
      const lines: Array<string> = []
      const logger = Logger.map(Logger.formatLogFmt, (line) => lines.push(line))
      const spans: Array<Tracer.NativeSpan> = []
      const tracer = Tracer.make({
        span: (options) => {
          const span = new Tracer.NativeSpan(options)
          spans.push(span)
          return span
        }
      })
      const company = yield* Company.growing(12, {
        assets: {
          fault: ({ entraUserId }) =>
            entraUserId === entraId(3)
              ? new RecordRefused({ attribute: "Email", message: "p3@example.com is taken." })
              : undefined
        }
      })
      const odd = company.layerWith(
        Layer.effect(
          EmployeeReader,
          EmployeeReader.useSync((reader) => ({
            ...reader,
            objectCount: Effect.die(new TypeError("Person 1 <p1@example.com> has no name."))
          }))
        )
      )
      const failed = yield* Effect.gen(function*() {
        yield* Company.withinAnHour(company.sync())
        const { id } = yield* company.start()
        return (yield* company.slice(id)).run
      }).pipe(Effect.provide(odd), Effect.withTracer(tracer), Effect.provide(Logger.layer([logger])))
      assert.deepStrictEqual([failed.state, failed.failure?.cause], ["failed", "unexpected"])
      assert.isTrue(lines.some((line) => line.includes("TypeError")), "where it came from is said")
      assert.isTrue(spans.some(({ name }) => name === "RunSlice.runSlice"))
      const texts = spans.map(({ attributes, name, status }) =>
        JSON.stringify([
          name,
          [...attributes],
          status._tag === "Ended" && Exit.isFailure(status.exit) ? Cause.pretty(status.exit.cause) : ""
        ])
      )
      assert.deepStrictEqual(
        [...lines, ...texts].filter((text) => /@example|Person \d|Engineer|Research/u.test(text)),
        []
      )
    }))
})

describe("the settings", () => {
  it.effect("that were changed meanwhile refuse the whole run", () =>
    Effect.gen(function*() {
      const company = yield* Company.growing(3)
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        const { run } = yield* company.slice(id, { settings: { ...company.settings, textLimit: 100 } })
        assert.deepStrictEqual([run.state, run.failure?.cause], ["failed", "settings.changed"])
        assert.strictEqual(company.assets.calls.writes, 0)
      }).pipe(Effect.provide(company.layer))
    }))
})
