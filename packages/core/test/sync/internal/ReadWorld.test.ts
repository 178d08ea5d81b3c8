import { assert, describe, it } from "@effect/vitest"
import type { EntraUser } from "@entra-assets/core/model/EntraUser"
import { AtlassianAccounts } from "@entra-assets/core/ports/AtlassianAccounts"
import { RecordRefused } from "@entra-assets/core/ports/EmployeeWriter"
import { EntraDirectory } from "@entra-assets/core/ports/EntraDirectory"
import { Cursor, page, restart, type SourcePage } from "@entra-assets/core/ports/SourcePage"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import * as Company from "../../fixtures/Company.ts"
import { sourceError } from "../../fixtures/FakeSources.ts"
import { account, accountId, entraId, range, record, settings, user } from "../../fixtures/People.ts"

const isSource = (key: string) => /-(?:users|accounts|employees|answers)-\d+$/u.test(key)

/** A company that notes from where its users were read. */
const watched = Effect.fnUntraced(function*(
  company: Company.Company,
  pages: (from: Cursor | null) => ReadonlyArray<SourcePage<EntraUser>>
) {
  const directory = yield* Effect.provide(EntraDirectory, company.layer)
  const from: Array<Cursor | null> = []
  const service = EntraDirectory.of({
    ...directory,
    users: (cursor) =>
      Stream.suspend(() => {
        from.push(cursor)
        // A page takes a second.
        return Stream.mapEffect(Stream.rechunk(Stream.fromIterable(pages(cursor)), 1), (page) =>
          Effect.as(Effect.sleep(1000), page))
      })
  })
  return {
    from,
    slice: (runId: string, seconds: number) =>
      Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        return yield* Company.withinAnHour(company.slice(runId, { deadline: now + seconds * 1000 }))
      }).pipe(Effect.provideService(EntraDirectory, service))
  }
})

const at = (cursor: Cursor | null) => Number(cursor ?? 0)
const cursor = (n: number) => Cursor.make(String(n))
/** A user on a page, ten in all. */
const onePerPage = (from: Cursor | null) => range(10).slice(at(from)).map((n) => page([user(n)], cursor(n)))

it.effect("a slice reads on where the last one ended, and what was read goes when there is a plan", () =>
  Effect.gen(function*() {
    const company = yield* Company.make(Company.newcomers(10))
    const { from, slice } = yield* watched(company, onePerPage)
    yield* Effect.gen(function*() {
      const { id } = yield* company.start({ goal: "preview" })
      let result = yield* slice(id, 7)
      const kept: Array<number> = []
      while (result._tag === "Continue") {
        kept.push(result.run.reading?.users.items ?? 0)
        assert.isAbove((yield* company.values.keys).filter(isSource).length, 0)
        result = yield* slice(id, 7)
      }
      assert.deepStrictEqual(kept, kept.toSorted((a, b) => a - b))
      assert.strictEqual(new Set(kept).size, kept.length, "every slice kept a page")
      assert.deepStrictEqual(from.map(at), [0, ...kept])
      assert.strictEqual(result.run.state, "succeeded")
      assert.strictEqual(result.run.plan?.create, 10)
      assert.deepStrictEqual((yield* company.values.keys).filter(isSource), [])
    }).pipe(Effect.provide(company.layer))
  }))

it.effect("a restart makes void what was stored, in this slice and in the next", () =>
  Effect.gen(function*() {
    const company = yield* Company.make({ ...Company.newcomers(4), entra: {} })
    // The cursor of the second page is not understood any more; by then person 3 has left and 4 has come.
    const { slice } = yield* watched(company, (from) =>
      from === null
        ? [page([user(1), user(2)], cursor(1)), page([user(3)], cursor(2)), page([], cursor(2)), page([], cursor(2))]
        : from === cursor(9)
        ? [page([user(1)], cursor(10)), page([user(4)], cursor(11))]
        : [restart(cursor(9)), page([user(1)], cursor(10)), page([user(4)], cursor(11))])
    yield* Effect.gen(function*() {
      const { id } = yield* company.start({ goal: "preview" })
      const first = yield* slice(id, 5)
      assert.deepStrictEqual([first._tag, first.run.reading?.users.items], ["Continue", 3])
      const { run } = yield* slice(id, 900)
      const { watermark } = yield* (yield* PlanStore).header(run.planId)
      assert.deepInclude(watermark.graph, { count: 2, complete: true, readStartedAt: 0 })
      assert.strictEqual(run.plan?.create, 2)
    }).pipe(Effect.provide(company.layer))
  }))

describe("a source that fails", () => {
  it.effect("after some pages: the plan says so, writes nothing, and a run is stopped", () =>
    Effect.gen(function*() {
      const company = yield* Company.make({
        entra: { users: range(5).map((n) => user(n)), pageSize: 2, error: sourceError("entra") },
        jira: { accounts: range(5).map((n) => account(n)) },
        assets: { employees: [record(1), record(2, { active: null })] }
      })
      const run = yield* company.sync()
      assert.deepStrictEqual([run.state, run.failure?.cause], ["blocked", "guard.incomplete_read"])
      const header = yield* Effect.provide(PlanStore.use((plans) => plans.header(run.planId)), company.layer)
      assert.deepInclude(header.watermark.graph, { complete: false, count: 5, reason: "entra: Unavailable" })
      assert.strictEqual(company.assets.calls.writes, 0)
    }))

  for (const reason of ["Unauthorized", "Forbidden", "Misconfigured"] as const) {
    it.effect(`${reason}, after some pages: the run fails, and nothing that was read stays`, () =>
      Effect.gen(function*() {
        const company = yield* Company.make({
          ...Company.newcomers(5),
          jira: { accounts: range(5).map((n) => account(n)), pageSize: 2, error: sourceError("jira", reason) }
        })
        const { failure, state } = yield* company.sync()
        assert.deepStrictEqual([state, failure], ["failed", {
          cause: `jira.${reason}`,
          message: `jira: ${reason}`,
          nextStep: "Try again later."
        }])
        assert.deepStrictEqual((yield* company.values.keys).filter(isSource), [])
      }))
  }
})

it.effect("who is missing is asked for once, whatever the slices; the answers stand under the run", () =>
  Effect.gen(function*() {
    const company = yield* Company.make({
      entra: { gone: range(250).map(entraId), users: [user(300)] },
      jira: { accounts: [...range(250), 300].map((n) => account(n)) },
      assets: { employees: range(250).map((n) => record(n)) },
      settings: { guard: { ...settings.guard, enabled: false } }
    })
    const asked: Array<string> = []
    const directory = yield* Effect.provide(EntraDirectory, company.layer)
    const slow = EntraDirectory.of({
      ...directory,
      lookUp: (ids) =>
        Effect.suspend(() => {
          asked.push(...ids)
          return Effect.delay(directory.lookUp(ids), 2000)
        })
    })
    yield* Effect.gen(function*() {
      const { id } = yield* company.start()
      let slices = 1
      const slice = Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        return yield* Company.withinAnHour(company.slice(id, { deadline: now + 6000 }))
      }).pipe(Effect.provideService(EntraDirectory, slow))
      let result = yield* slice
      while (result._tag === "Continue") {
        slices++
        result = yield* slice
      }
      assert.isAbove(slices, 2)
      assert.strictEqual(result.run.counts.inactivated, 250)
      assert.isAtMost(asked.length, 250 + 100 * slices, "a portion that was cut is asked for again")
      assert.strictEqual(new Set(asked).size, 250)
    }).pipe(Effect.provide(company.layer))
  }))

describe("what is stored", () => {
  /** The largest value under each kind of key, in bytes, over all moments of a sync. */
  const largest = Effect.fnUntraced(function*(people: number, input: Company.CompanyInput = {}) {
    const company = yield* Company.make({
      entra: { users: range(people).map((n) => user(n)), pageSize: 999 },
      jira: { accounts: range(people).map((n) => account(n)), pageSize: 1000 },
      ...input
    })
    const sizes = new Map<string, number>()
    const encoder = new TextEncoder()
    const set = company.values.set
    Object.assign(company.values, {
      set: (key: string, value: string | Uint8Array) => {
        const kind = key.replaceAll(/\d{8}T\d{6}(?:\.?\d+)?Z-[0-9a-f]+/gu, "ID").replaceAll(/-\d+$/gu, "-N")
        const bytes = typeof value === "string" ? encoder.encode(value).length : value.length
        sizes.set(kind, Math.max(sizes.get(kind) ?? 0, bytes))
        return set(key, value)
      }
    })
    const run = yield* Company.withinAnHour(company.sync())
    assert.strictEqual(run.state, "succeeded")
    return { sizes, run }
  })

  it.effect("is never larger than 200 KiB, and no checkpoint grows with the directory", () =>
    Effect.gen(function*() {
      const small = yield* largest(100)
      const large = yield* largest(2000)
      assert.strictEqual(large.run.counts.created, 2000)
      for (const [kind, bytes] of large.sizes) {
        assert.isAtMost(bytes, 200 * 1024, kind)
        if (!kind.endsWith("-N")) assert.isAtMost(bytes - (small.sizes.get(kind) ?? 0), 50, kind)
      }
      assert.includeMembers([...large.sizes.keys()], ["run-ID-record", "run-ID-users-N", "run-ID-outcome-N", "runs"])
    }))

  it.effect("is not either when every record of a page is refused, at length", () =>
    Effect.gen(function*() {
      const people = 3000
      const { run, sizes } = yield* largest(people, {
        entra: { users: range(people).map((n) => user(n, { accountEnabled: false })) },
        jira: { accounts: range(people).map((n) => account(n)) },
        assets: {
          employees: range(people).map((n) => record(n)),
          fault: () => new RecordRefused({ attribute: "Active", message: "Assets refused this. ".repeat(50) })
        },
        settings: { guard: { ...settings.guard, enabled: false } }
      })
      assert.strictEqual(run.counts.failed, people)
      for (const [kind, bytes] of sizes) assert.isAtMost(bytes, 200 * 1024, kind)
    }))
})

it.effect("an account that nobody could be asked about keeps its person, and says so", () =>
  Effect.gen(function*() {
    const company = yield* Company.make({
      entra: { users: [user(1), user(2)] },
      jira: { accounts: [account(2)] },
      assets: { employees: [record(1), record(2)] }
    })
    const atlassian = yield* Effect.provide(AtlassianAccounts, company.layer)
    assert.strictEqual((yield* atlassian.lookUp([accountId(1)]))[0]?._tag, "Unknown")
    const run = yield* company.sync()
    assert.deepInclude(run.plan, { inactivate: 0, findings: { absence_unconfirmed: 1 } })
    yield* TestClock.adjust("1 second")
    assert.strictEqual(
      (yield* Effect.provide(RunStore.use((runs) => runs.get(run.id)), company.layer)).state,
      "succeeded"
    )
  }))
