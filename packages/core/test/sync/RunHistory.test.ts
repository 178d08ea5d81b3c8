/** What the runs so far answer, and how little of them is read for it. */
import { assert, describe, it } from "@effect/vitest"
import { noCounts, type Run } from "@entra-assets/core/sync/Run"
import * as RunHistory from "@entra-assets/core/sync/RunHistory"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Company from "../fixtures/Company.ts"
import { account, range, record, user } from "../fixtures/People.ts"
import { run } from "../fixtures/Runs.ts"

const wrote = { ...noCounts, updated: 1 }

type Line = Effect.Success<Parameters<typeof RunHistory.make>[0]["index"]>[number]

/** The newest first; all but the newest were left as they are, unless their index lines say something else. */
const historyOf = (
  runs: ReadonlyArray<Run>,
  lines: { readonly [id: string]: Partial<Line> } = {},
  owner: Run | null = null
) => {
  const read: Array<string> = []
  const index = runs.map((known, at): Line => ({
    ...known,
    hasDetails: true,
    left: at === 0
      ? null
      : { state: known.state, hasWritten: known.counts.updated > 0, updatedAt: known.updatedAt },
    ...lines[known.id]
  }))
  const history = RunHistory.make({
    index: Effect.succeed(index),
    load: (runId) =>
      Effect.sync(() => {
        read.push(runId)
        return runs.find(({ id }) => id === runId) ?? null
      }),
    owner: Effect.succeed(owner)
  })
  return { history, read }
}

const idsOf = (runs: ReadonlyArray<Run>) => runs.map(({ id }) => id)

/** A year of them: each day a preview, somebody by themselves, a sync, and now and then one that failed. */
const aYear = Array.from({ length: 365 }, (_, day) => {
  const at = (365 - day) * 100
  return [
    run({ id: `person-${day}`, goal: "apply", scope: "person", trigger: "manual", createdAt: at + 3, counts: wrote }),
    run({ id: `preview-${day}`, goal: "preview", trigger: "manual", createdAt: at + 2 }),
    run({ id: `sync-${day}`, createdAt: at + 1, state: day % 10 === 3 ? "failed" : "succeeded", counts: wrote })
  ]
}).flat()

describe("the history of a year", () => {
  it.effect("tells the last syncs of everybody that succeeded, and reads them and the newest run", () =>
    Effect.gen(function*() {
      const { history, read } = historyOf(aYear)
      const runs = yield* history.list({ kinds: ["everybody"], states: ["succeeded"], limit: 20 })
      assert.lengthOf(runs, 20)
      assert.isTrue(runs.every(({ id, state }) => id.startsWith("sync-") && state === "succeeded"))
      assert.lengthOf(read, 20)
    }))

  it.effect("tells by outcome, page by page, each of them once", () =>
    Effect.gen(function*() {
      const { history, read } = historyOf(aYear)
      const failed: Array<string> = []
      for (let page: ReadonlyArray<Run> = [];;) {
        const before = page.at(-1)?.id
        page = yield* history.list({ states: ["failed"], limit: 10, ...(before !== undefined && { before }) })
        failed.push(...idsOf(page))
        if (page.length < 10) break
      }
      assert.deepStrictEqual(failed, idsOf(aYear.filter(({ state }) => state === "failed")))
      // The newest has to be looked at.
      assert.lengthOf(read, failed.length + 1)
    }))

  it.effect("tells what became of a plan however long ago that was", () =>
    Effect.gen(function*() {
      const { history, read } = historyOf(aYear)
      const { applied, since } = yield* history.ofPlan({ id: "sync-300", createdAt: 0 })
      assert.deepStrictEqual([applied?.id, since?.id], ["sync-300", "sync-0"])
      assert.lengthOf(read, 2)
    }))

  it.effect("tells what settled last", () =>
    Effect.gen(function*() {
      const { history, read } = historyOf(aYear)
      assert.strictEqual((yield* history.lastSettled)?.id, "sync-0")
      assert.deepStrictEqual(idsOf([(yield* history.last).manual].flatMap((run) => run ?? [])), ["person-0"])
      assert.lengthOf(read, 5 + 2)
    }))
})

describe("what became of a plan", () => {
  const plan = { id: "plan", createdAt: 1000 }
  const ofPlan = (
    runs: ReadonlyArray<Run>,
    lines?: Parameters<typeof historyOf>[1],
    owner?: Run
  ) => Effect.map(historyOf(runs, lines, owner).history.ofPlan(plan), ({ applied, since }) => [applied?.id, since?.id])

  it.effect("neither a preview of it nor a sync of it that came to nothing", () =>
    Effect.gen(function*() {
      const of = { planId: "plan", goal: "apply" } as const
      const made = run({ id: "plan", goal: "preview", createdAt: 900 })
      const failed = run({ ...of, id: "failed", createdAt: 1200, state: "failed" })
      const cut = run({ ...of, id: "cut", createdAt: 1100, state: "cancelled", counts: wrote })
      assert.deepStrictEqual(yield* ofPlan([failed, made]), [undefined, undefined])
      assert.deepStrictEqual(yield* ofPlan([failed, cut, made]), ["cut", undefined])
    }))

  it.effect("nor one that was interrupted before it wrote, unless it can go on", () =>
    Effect.gen(function*() {
      const of = { planId: "plan", goal: "apply" } as const
      const broken = run({ ...of, id: "broken", createdAt: 1200, state: "interrupted" })
      const cut = run({ ...of, id: "cut", createdAt: 1100, state: "cancelled", counts: wrote })
      assert.deepStrictEqual(yield* ofPlan([broken, cut]), ["cut", undefined])
      assert.deepStrictEqual(yield* ofPlan([broken, cut], {}, broken), ["broken", undefined])
    }))

  it.effect("another sync overtakes it that was for everybody, and wrote since", () =>
    Effect.gen(function*() {
      const other = run({ id: "other", createdAt: 1200, counts: wrote })
      assert.deepStrictEqual(yield* ofPlan([other]), [undefined, "other"])
      assert.deepStrictEqual(yield* ofPlan([run({}), { ...other, counts: noCounts }]), [undefined, undefined])
      assert.deepStrictEqual(yield* ofPlan([run({}), { ...other, scope: "person" }]), [undefined, undefined])
      const before = run({ id: "before", createdAt: 500, counts: wrote })
      assert.deepStrictEqual(yield* ofPlan([run({}), before]), [undefined, undefined])
      // It had to wait for its approval.
      const approved = { ...before, updatedAt: 1500 }
      assert.deepStrictEqual(yield* ofPlan([run({}), approved]), [undefined, "before"])
      assert.deepStrictEqual(yield* ofPlan([run({}), approved], { before: { left: null } }), [undefined, "before"])
    }))
})

describe("the run that somebody may want to see to", () => {
  const current = (runs: ReadonlyArray<Run>) => Effect.map(historyOf(runs).history.current, (run) => run?.id)

  it.effect("is the newest that waits for an approval, until a sync for everybody succeeds", () =>
    Effect.gen(function*() {
      const blocked = run({ id: "blocked", state: "blocked" })
      const preview = run({ id: "preview", goal: "preview" })
      const person = run({ id: "person", goal: "apply", scope: "person" })
      assert.strictEqual(yield* current([blocked]), "blocked")
      assert.strictEqual(yield* current([person, preview, blocked]), "blocked")
      assert.strictEqual(yield* current([preview, run({ id: "failed", state: "failed" }), blocked]), "blocked")
      assert.strictEqual(yield* current([{ ...person, state: "blocked" }, blocked]), "person")
      assert.isUndefined(yield* current([run({}), blocked]))
      assert.isUndefined(yield* current([run({}), { ...person, state: "blocked" }]))
      assert.isUndefined(yield* current([preview, run({}), blocked]))
      assert.isUndefined(yield* current([preview]))
    }))

  it.effect("is the one under way before any that waits; one that has ended is read once", () =>
    Effect.gen(function*() {
      const blocked = run({ id: "blocked", state: "blocked" })
      const preview = run({ id: "preview", goal: "preview" })
      const broken: Run = { ...preview, state: "interrupted" }
      assert.strictEqual((yield* historyOf([broken, blocked], {}, broken).history.current)?.id, "preview")
      const { history, read } = historyOf([preview, blocked], {}, preview)
      assert.strictEqual((yield* history.current)?.id, "blocked")
      assert.deepStrictEqual(read, ["blocked"])
    }))

  it.effect("is an older one once the newest was discarded; what was left otherwise is not read", () =>
    Effect.gen(function*() {
      const older = run({ id: "older", state: "blocked" })
      const newer = run({ id: "newer", state: "cancelled" })
      const { history, read } = historyOf([
        run({ id: "preview", goal: "preview" }),
        newer,
        run({ id: "failed", state: "failed" }),
        older
      ], {
        newer: { left: { state: "blocked", hasWritten: false } }
      })
      assert.strictEqual((yield* history.current)?.id, "older")
      assert.deepStrictEqual(read, ["preview", "newer", "older"])
    }))
})

describe("the runs of a company", () => {
  it.effect("has the newest first, and the last manual and the last scheduled run that was no preview", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(1))
      const ids: Array<string> = []
      for (const request of [{ trigger: "scheduled" }, {}, { goal: "preview" }] as const) {
        ids.unshift((yield* company.sync(request)).id)
        yield* TestClock.adjust("1 hour")
      }
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        assert.deepStrictEqual((yield* runs.list()).map(({ id }) => id), ids)
        assert.deepStrictEqual((yield* runs.list({ limit: 1 })).map(({ id }) => id), ids.slice(0, 1))
        const older = yield* runs.list({ limit: 1, before: ids[0] ?? "" })
        assert.deepStrictEqual(older.map(({ id }) => id), ids.slice(1, 2))
        assert.deepStrictEqual(yield* runs.list({ before: "nobody" }), [])
        const { manual, scheduled } = yield* runs.last
        assert.deepStrictEqual([manual?.id, scheduled?.id], [ids[1], ids[2]])
        assert.strictEqual((yield* runs.lastSuccess)?.runId, ids[1])
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("says of a run that another version stored that it cannot be read, and shows the others", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(1))
      const old = yield* company.sync({ trigger: "scheduled" })
      yield* TestClock.adjust("1 hour")
      const recent = yield* company.sync()
      yield* company.values.set(`run-${old.id}-record`, `{"schemaVersion":0}`)
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        assert.strictEqual((yield* Effect.flip(runs.get(old.id))).reason, "Unreadable")
        assert.deepStrictEqual((yield* runs.list()).map(({ id }) => id), [recent.id])
        assert.deepStrictEqual(yield* runs.last, { manual: recent, scheduled: null })
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("are told as they are now, whatever they were when the next one began", () =>
    Effect.gen(function*() {
      // Half of 40 people have left: the guard stops each run.
      const company = yield* Company.make({
        entra: { users: range(40).map((n) => user(n, { accountEnabled: n > 20 })) },
        jira: { accounts: range(40).map((n) => account(n)) },
        assets: { employees: range(40).map((n) => record(n)) }
      })
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const next = Effect.gen(function*() {
          const { id } = yield* company.start()
          yield* company.slice(id)
          yield* TestClock.adjust("1 minute")
          return id
        })
        const [discarded, approved, waiting] = [yield* next, yield* next, yield* next]
        const preview = yield* company.start({ goal: "preview" })
        yield* TestClock.adjust("1 hour")
        const newest = yield* company.start({ goal: "preview" })
        yield* runs.cancel(newest.id)
        yield* runs.cancel(discarded)
        yield* runs.approve(approved, null)
        const ids = (...states: ReadonlyArray<Run["state"]>) =>
          Effect.map(runs.list({ states }), (found) => found.map(({ id }) => id))
        assert.deepStrictEqual(yield* ids("planned"), [approved])
        yield* company.toEnd(approved)
        assert.deepStrictEqual(yield* ids("planned"), [])
        assert.deepStrictEqual(yield* ids("succeeded"), [approved])
        assert.deepStrictEqual(yield* ids("blocked"), [waiting])
        assert.deepStrictEqual(yield* ids("interrupted"), [preview.id])
        assert.deepStrictEqual(yield* ids("cancelled"), [newest.id, discarded])
        assert.strictEqual((yield* runs.lastSettled)?.id, approved)
      }).pipe(Effect.provide(company.layer))
    }))
})
