import { assert, describe, it } from "@effect/vitest"
import { AtlassianAccounts } from "@entra-assets/core/ports/AtlassianAccounts"
import { Cursor, page, restart } from "@entra-assets/core/ports/SourcePage"
import * as AccountSnapshot from "@entra-assets/core/sync/AccountSnapshot"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import type { Run } from "@entra-assets/core/sync/Run"
import { RunStore, type StartRequest } from "@entra-assets/core/sync/RunStore"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import * as Company from "../fixtures/Company.ts"
import { sourceError } from "../fixtures/FakeSources.ts"
import * as Gates from "../fixtures/Gates.ts"
import { account, accountId, range, record, user } from "../fixtures/People.ts"

const hour = 3_600_000
const accountsMaxAgeMillis = 20 * hour
const aged = { accountsMaxAgeMillis }

/** Six people, an account on each page of Jira's. */
const people = (input: Company.CompanyInput = {}) =>
  Company.make({
    ...Company.newcomers(6),
    jira: { accounts: range(6).map((n) => account(n)), pageSize: 1 },
    ...input
  })

/** The same, and the pages that Jira was asked for, which can be closed. */
const watched = Effect.fnUntraced(function*(closedUntil: Gates.ClosedUntil = () => null) {
  const company = yield* people()
  const { asked, layer } = Gates.accounts(closedUntil)
  return { company, asked, layer: company.layerWith(layer) }
})

/** A run from its start to its end that may use what an earlier one read. */
const sync = (company: Company.Company, request: Partial<StartRequest> = {}, options = aged) =>
  Effect.flatMap(company.start(request), ({ id }) => Company.withinAnHour(company.toEnd(id, options)))

const watermark = (run: Run) =>
  PlanStore.use((plans) => Effect.map(plans.header(run.planId), ({ watermark }) => watermark))

const snapshotKeys = ({ values }: Company.Company) =>
  Effect.map(values.keys, (keys) => keys.filter((key) => key.startsWith("account-snapshot")))

describe("a run that begins soon after another one read the accounts", () => {
  it.effect("reads none, and its plan says from when they are", () =>
    Effect.gen(function*() {
      const { asked, company, layer } = yield* watched()
      yield* Effect.gen(function*() {
        const preview = yield* sync(company, { goal: "preview" })
        assert.strictEqual(asked.length, 6)
        yield* TestClock.adjust(19 * hour)
        const run = yield* sync(company)
        assert.deepStrictEqual([run.state, run.counts.created, asked.length], ["succeeded", 6, 6])
        const { assets, graph, jira } = yield* watermark(run)
        assert.deepStrictEqual(jira, (yield* watermark(preview)).jira)
        assert.isAtLeast(graph.readStartedAt, 19 * hour)
        assert.isAtLeast(assets.readStartedAt, 19 * hour)
      }).pipe(Effect.provide(layer))
    }))

  it.effect("reads anew when it is too old, and the old pages go", () =>
    Effect.gen(function*() {
      const { asked, company, layer } = yield* watched()
      yield* Effect.gen(function*() {
        yield* sync(company, { goal: "preview" })
        yield* TestClock.adjust(accountsMaxAgeMillis)
        const run = yield* sync(company)
        assert.strictEqual(asked.length, 12)
        assert.strictEqual((yield* watermark(run)).jira.readStartedAt, accountsMaxAgeMillis)
        assert.strictEqual((yield* snapshotKeys(company)).length, 1 + 6)
      }).pipe(Effect.provide(layer))
    }))

  it.effect("of a schedule uses only what is younger than half of that", () =>
    Effect.gen(function*() {
      const { asked, company, layer } = yield* watched()
      yield* Effect.gen(function*() {
        yield* sync(company, { goal: "preview" })
        yield* TestClock.adjust(9 * hour)
        yield* sync(company, { trigger: "scheduled" })
        assert.strictEqual(asked.length, 6)
        yield* TestClock.adjust(hour)
        yield* sync(company, { trigger: "scheduled" })
        assert.strictEqual(asked.length, 12)
      }).pipe(Effect.provide(layer))
    }))

  it.effect("reads anew unless it is told how old they may be, and leaves nothing", () =>
    Effect.gen(function*() {
      const { asked, company, layer } = yield* watched()
      yield* Effect.gen(function*() {
        yield* sync(company, { goal: "preview" }, { accountsMaxAgeMillis: 0 })
        assert.deepStrictEqual(yield* snapshotKeys(company), [])
        yield* sync(company, {}, { accountsMaxAgeMillis: 0 })
        assert.strictEqual(asked.length, 12)
      }).pipe(Effect.provide(layer))
    }))

  it.effect("asks for those who are missing itself: an answer counts in the run that asked", () =>
    Effect.gen(function*() {
      const company = yield* people({
        jira: { accounts: [account(2)], gone: [accountId(1)] },
        assets: { employees: [record(1), record(2)] }
      })
      const lookedUp: Array<string> = []
      const counting = Layer.effect(
        AtlassianAccounts,
        AtlassianAccounts.useSync((atlassian) => ({
          ...atlassian,
          lookUp: (ids) => Effect.andThen(Effect.sync(() => lookedUp.push(...ids)), atlassian.lookUp(ids))
        }))
      )
      yield* Effect.gen(function*() {
        yield* sync(company, { goal: "preview" })
        const run = yield* sync(company)
        assert.strictEqual(run.counts.inactivated, 1)
        assert.deepStrictEqual(lookedUp, [accountId(1), accountId(1)])
      }).pipe(Effect.provide(company.layerWith(counting)))
    }))
})

describe("a reading that broke off", () => {
  it.effect("in a run that was cancelled is gone on with, and keeps its age", () =>
    Effect.gen(function*() {
      // After three pages Jira wants to be left alone for an hour.
      const { asked, company, layer } = yield* watched((now, request) => request === 4 && now < hour ? hour : null)
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start()
        assert.strictEqual((yield* company.slice(id, aged))._tag, "Continue")
        yield* runs.cancel(id)
        assert.strictEqual((yield* snapshotKeys(company)).length, 1 + 3)
        yield* TestClock.adjust(hour)
        const run = yield* sync(company)
        assert.deepStrictEqual([run.state, run.counts.created], ["succeeded", 6])
        assert.strictEqual(asked.length, 4 + 3)
        assert.deepInclude((yield* watermark(run)).jira, { readStartedAt: 0, count: 6 })
      }).pipe(Effect.provide(layer))
    }))

  it.effect("in a run that failed for another source is gone on with", () =>
    Effect.gen(function*() {
      const company = yield* people({ entra: { error: sourceError("entra", "Unauthorized") } })
      // The fourth page takes longer than Entra takes to refuse us.
      const asked: Array<number> = []
      const slow = Layer.effect(
        AtlassianAccounts,
        AtlassianAccounts.useSync((atlassian) => ({
          ...atlassian,
          accounts: (from) =>
            Stream.mapEffect(Stream.rechunk(atlassian.accounts(from), 1), (page) =>
              Effect.as(asked.push(1) === 4 ? Effect.sleep(1000) : Effect.void, page))
        }))
      )
      const failed = yield* Effect.provide(sync(company), company.layerWith(slow))
      assert.strictEqual(failed.failure?.cause, "entra.Unauthorized")
      const read = asked.length
      company.now.entra = {
        users: range(6).map((n) =>
          user(n)
        )
      }
      const run = yield* Effect.provide(sync(company), company.layerWith(slow))
      assert.deepStrictEqual([run.state, run.counts.created], ["succeeded", 6])
      assert.isAtMost(asked.length, read + 6)
    }))

  it.effect("because Jira refused us, or failed after some pages, is not used again", () =>
    Effect.gen(function*() {
      for (const reason of ["Unauthorized", "Unavailable"] as const) {
        const company = yield* people()
        company.now.jira = { ...company.now.jira, error: sourceError("jira", reason) }
        const failed = yield* Effect.provide(sync(company), company.process().layer)
        assert.strictEqual(failed.state, reason === "Unauthorized" ? "failed" : "blocked")
        assert.deepStrictEqual(yield* snapshotKeys(company), [])
        company.now.jira = { accounts: range(6).map((n) => account(n)) }
        const run = yield* Effect.provide(sync(company), company.process().layer)
        assert.deepStrictEqual([run.state, run.counts.created], ["succeeded", 6])
      }
    }))

  it.effect("or that found nobody, is not used again", () =>
    Effect.gen(function*() {
      const company = yield* people({ jira: {}, assets: { employees: [record(1)] } })
      assert.strictEqual((yield* Effect.provide(sync(company), company.process().layer)).state, "blocked")
      company.now.jira = { accounts: range(6).map((n) => account(n)) }
      const run = yield* Effect.provide(sync(company), company.process().layer)
      assert.deepStrictEqual([run.state, run.counts.created], ["succeeded", 5])
    }))

  it.effect("begins again when its cursor is not understood any more: what came before is void", () =>
    Effect.gen(function*() {
      const company = yield* people()
      const cursor = (n: number) => Cursor.make(String(n))
      let isSecondRun = false
      const service = Layer.effect(
        AtlassianAccounts,
        AtlassianAccounts.useSync((atlassian) => ({
          ...atlassian,
          accounts: (from) =>
            Stream.mapEffect(
              Stream.rechunk(
                Stream.fromIterable(
                  isSecondRun && from !== null
                    ? [restart(cursor(9)), page([account(3)], cursor(10)), page([account(4)], cursor(11))]
                    : [page([account(1), account(2)], cursor(1)), page([account(3)], cursor(2))]
                ),
                1
              ),
              (page) => Effect.as(isSecondRun || page.next === cursor(1) ? Effect.void : Effect.sleep("1 hour"), page)
            )
        }))
      )
      yield* Effect.gen(function*() {
        const { id } = yield* company.start()
        yield* Company.withinAnHour(company.slice(id, { ...aged, deadline: 10_000 }))
        assert.strictEqual((yield* AccountSnapshot.load)?.accounts.items, 2)
        yield* RunStore.use((runs) => runs.cancel(id))
        isSecondRun = true
        const run = yield* sync(company)
        assert.deepStrictEqual([run.state, run.counts.created], ["succeeded", 2], "persons 3 and 4")
      }).pipe(Effect.provide(company.layerWith(service)))
    }))

  it.effect("because its process died, at any moment, is gone on with by that run or by the next one", () =>
    Effect.gen(function*() {
      for (let diesAt = 1, isDone = false; !isDone; diesAt++) {
        const company = yield* people()
        const mortal = company.process(diesAt)
        const { id } = yield* Effect.provide(company.start({ goal: "preview" }), company.layer)
        yield* Company.withinAnHour(
          mortal.run(Effect.exit(Effect.provide(company.toEnd(id, aged), mortal.layer)))
        )
        isDone = mortal.moments() < diesAt
        yield* TestClock.adjust("3 minutes")
        if (diesAt % 2 === 0) {
          const resumed = yield* Company.withinAnHour(Effect.provide(company.toEnd(id, aged), company.layer))
          assert.deepInclude(resumed.plan, { create: 6 }, `${diesAt}`)
        }
        const run = yield* Effect.provide(sync(company), company.layer)
        assert.deepStrictEqual([run.state, run.counts.created], ["succeeded", 6], `${diesAt}`)
        // Nothing stands there but what the pointer names.
        const snapshot = yield* Effect.provide(AccountSnapshot.load, company.layer)
        assert.strictEqual((yield* snapshotKeys(company)).length, 1 + (snapshot?.accounts.parts ?? 0), `${diesAt}`)
      }
    }))
})

describe("what the snapshot holds goes", () => {
  /** Slice after slice, for a day. */
  const waitADay = (company: Company.Company, runId: string) =>
    Effect.forEach(range(24), () => Effect.andThen(TestClock.adjust(hour), company.slice(runId, aged)))

  const old = Effect.fnUntraced(function*() {
    const { company, layer } = yield* watched((now, request) =>
      request >= 4 && now < 24 * hour + 60_000 ? Infinity : null
    )
    return { company, layer }
  })

  it.effect("after 24 hours, but not while a run reads it", () =>
    Effect.gen(function*() {
      const { company, layer } = yield* old()
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start({ goal: "preview" })
        yield* company.slice(id, aged)
        yield* waitADay(company, id)
        yield* runs.prune()
        assert.strictEqual((yield* snapshotKeys(company)).length, 1 + 3)
        yield* TestClock.adjust(2 * 60_000)
        assert.deepInclude((yield* Company.withinAnHour(company.toEnd(id, aged))).plan, { create: 6 })
        assert.deepStrictEqual(yield* snapshotKeys(company), [])
      }).pipe(Effect.provide(layer))
    }))

  it.effect("after 24 hours when its run was interrupted; then the run reads anew", () =>
    Effect.gen(function*() {
      const { company, layer } = yield* old()
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start({ goal: "preview" })
        yield* company.slice(id, aged)
        yield* TestClock.adjust(25 * hour)
        yield* runs.prune()
        assert.deepStrictEqual(yield* snapshotKeys(company), [])
        const run = yield* Company.withinAnHour(company.toEnd(id, aged))
        assert.deepInclude(run.plan, { create: 6 })
        assert.strictEqual((yield* watermark(run)).jira.readStartedAt, 25 * hour)
      }).pipe(Effect.provide(layer))
    }))

  it.effect("when a host clears it, even while a run goes on, which then reads anew", () =>
    Effect.gen(function*() {
      const { company, layer } = yield* old()
      yield* Effect.gen(function*() {
        const { id } = yield* company.start({ goal: "preview" })
        yield* company.slice(id, aged)
        yield* AccountSnapshot.clear
        assert.deepStrictEqual(yield* snapshotKeys(company), [])
        yield* TestClock.adjust(25 * hour)
        const run = yield* Company.withinAnHour(company.toEnd(id, aged))
        assert.deepInclude(run.plan, { create: 6 })
      }).pipe(Effect.provide(layer))
    }))

  it.effect("when a page of it is missing: the run fails, and the next one reads anew", () =>
    Effect.gen(function*() {
      const { asked, company, layer } = yield* watched()
      yield* Effect.gen(function*() {
        yield* sync(company, { goal: "preview" })
        const [, first = ""] = yield* snapshotKeys(company)
        yield* company.values.remove(first)
        assert.strictEqual((yield* sync(company)).failure?.cause, "store.Unreadable")
        assert.deepInclude(yield* sync(company), { state: "succeeded" })
        assert.strictEqual(asked.length, 12)
      }).pipe(Effect.provide(layer))
    }))

  it.effect("when another version stored it: the next run reads anew", () =>
    Effect.gen(function*() {
      const { asked, company, layer } = yield* watched()
      yield* Effect.gen(function*() {
        yield* sync(company, { goal: "preview" })
        yield* company.values.set("account-snapshot", `{"schemaVersion":0}`)
        assert.deepInclude(yield* sync(company), { state: "succeeded" })
        assert.strictEqual(asked.length, 12)
        assert.strictEqual((yield* snapshotKeys(company)).length, 1 + 6)
      }).pipe(Effect.provide(layer))
    }))
})

it.effect("two slices at once read the accounts once", () =>
  Effect.gen(function*() {
    const company = yield* people()
    let pages = 0
    const slow = Layer.effect(
      AtlassianAccounts,
      AtlassianAccounts.useSync((atlassian) => ({
        ...atlassian,
        accounts: (from) =>
          Stream.mapEffect(Stream.rechunk(atlassian.accounts(from), 1), (page) =>
            Effect.as(Effect.delay(Effect.sync(() => pages++), "1 second"), page))
      }))
    )
    yield* Effect.gen(function*() {
      const { id } = yield* company.start({ goal: "preview" })
      const results = yield* Company.withinAnHour(
        Effect.all([company.slice(id, aged), company.slice(id, aged)], { concurrency: 2 })
      )
      assert.deepStrictEqual(
        results.map(({ _tag }) =>
          _tag
        ).sort(),
        ["Busy", "Ended"]
      )
      assert.strictEqual(pages, 6)
    }).pipe(Effect.provide(company.layerWith(slow)))
  }))
