import { assert, describe, it } from "@effect/vitest"
import { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Pruning from "@entra-assets/core/sync/Pruning"
import { defaultRetention, RunStore } from "@entra-assets/core/sync/RunStore"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Company from "../fixtures/Company.ts"
import { account, objectId, range, record, user } from "../fixtures/People.ts"

/** Half of 40 people have left: the guard stops a run. */
const massLeave = (input: Company.CompanyInput = {}) =>
  Company.make({
    entra: { users: range(40).map((n) => user(n, { accountEnabled: n > 20 })) },
    jira: { accounts: range(40).map((n) => account(n)) },
    assets: { employees: range(40).map((n) => record(n)) },
    ...input
  })

const blocked = Effect.fnUntraced(function*(company: Company.Company) {
  const { id } = yield* company.start()
  const { run } = yield* company.slice(id)
  assert.deepStrictEqual([run.state, run.failure?.cause], ["blocked", "guard.inactivations"])
  assert.strictEqual(company.assets.calls.writes, 0)
  return run
})

describe("starting", () => {
  it.effect("takes the lease and keeps it for the first slice; nobody else can start meanwhile", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(1))
      yield* Effect.gen(function*() {
        const run = yield* company.start()
        assert.deepStrictEqual([run.state, run.slices, run.planId], ["queued", 0, run.id])
        const { expiresAt, holder, owner } = (yield* (yield* LeaseStore).read) ?? assert.fail()
        assert.deepStrictEqual({ expiresAt, holder, owner }, { expiresAt: 120_000, holder: null, owner: run.id })
        const busy = yield* Effect.flip(company.start())
        assert.deepStrictEqual([busy.reason, busy.runId], ["Busy", run.id])
        assert.deepStrictEqual((yield* (yield* RunStore).list()).map(({ id }) => id), [run.id])
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("is possible again once the run has ended", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(1))
      yield* company.sync()
      assert.strictEqual((yield* company.sync()).counts.created, 0)
    }))

  it.effect("removes what a run had read that was broken off and is overtaken", () =>
    Effect.gen(function*() {
      const company = yield* Company.make({ ...Company.newcomers(30), assets: { writeMillis: 100 } })
      const { id } = yield* Effect.provide(company.start(), company.layer)
      const read = Effect.map(company.values.keys, (keys) => keys.filter((key) => /-(?:users|accounts)-/u.test(key)))
      const process = company.process(40)
      yield* process.run(Effect.exit(Effect.provide(company.slice(id), process.layer)))
      assert.isAbove((yield* read).length, 0)
      yield* TestClock.adjust("3 minutes")
      yield* Effect.provide(company.start(), company.layer)
      assert.deepStrictEqual(yield* read, [])
    }))
})

describe("a run that nobody works on any more", () => {
  it.effect("shows as interrupted once its lease has expired, and can go on", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(2))
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start()
        yield* TestClock.adjust("119 seconds")
        assert.strictEqual((yield* runs.get(id)).state, "queued")
        yield* TestClock.adjust("1 second")
        assert.strictEqual((yield* runs.get(id)).state, "interrupted")
        assert.strictEqual((yield* runs.list())[0]?.state, "interrupted")
        assert.strictEqual((yield* runs.last).manual?.state, "interrupted")
        assert.strictEqual((yield* company.slice(id)).run.state, "succeeded")
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("is overtaken when another one has begun", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(2))
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start()
        yield* TestClock.adjust("2 minutes")
        const other = yield* company.start()
        assert.strictEqual((yield* runs.get(id)).state, "interrupted")
        assert.strictEqual((yield* runs.get(other.id)).state, "queued")
        assert.strictEqual((yield* runs.cancel(id)).state, "cancelled")
        assert.strictEqual((yield* runs.get(other.id)).state, "queued", "which concerns nobody else")
      }).pipe(Effect.provide(company.layer))
    }))
})

describe("a glance at a run", () => {
  it.effect("reads its record alone while it moves, and sees that it was interrupted afterwards", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(2))
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start()
        yield* TestClock.adjust("119 seconds")
        assert.strictEqual((yield* runs.glance(id)).state, "queued")
        yield* TestClock.adjust("1 second")
        assert.strictEqual((yield* runs.glance(id)).state, "interrupted")
        assert.deepStrictEqual(yield* runs.glance(id), yield* runs.get(id))
        assert.strictEqual((yield* Effect.flip(runs.glance("nobody"))).reason, "NotFound")
      }).pipe(Effect.provide(company.layer))
    }))
})

describe("giving up", () => {
  const failure = { cause: "host.Gone", message: "The host is gone.", nextStep: "Look for it." }

  it.effect("ends a run that was broken off, with the reason and what it had done; another one can start", () =>
    Effect.gen(function*() {
      const company = yield* Company.make({ ...Company.newcomers(30), assets: { writeMillis: 100 } })
      const { id } = yield* Effect.provide(company.start(), company.layer)
      const process = company.process(40)
      yield* process.run(Effect.exit(Effect.provide(company.slice(id), process.layer)))
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        // Its lease still runs: a slice may be at work.
        assert.isNull((yield* runs.giveUp(id, failure)).endedAt)
        yield* TestClock.adjust("3 minutes")
        const run = yield* runs.giveUp(id, failure)
        assert.deepStrictEqual([run.state, run.failure], ["failed", failure])
        assert.isNotNull(run.endedAt)
        assert.deepStrictEqual(yield* runs.get(id), run)
        assert.strictEqual((yield* Effect.flip(runs.giveUp(id, failure))).reason, "Ended")
        assert.strictEqual((yield* company.start()).state, "queued")
      }).pipe(Effect.provide(company.layer))
    }))
})

describe("cancelling", () => {
  it.effect("a queued run ends it at once, and frees the place", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(2))
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* company.start()
        const run = yield* runs.cancel(id)
        assert.deepStrictEqual([run.state, run.endedAt], ["cancelled", 0])
        assert.strictEqual((yield* company.slice(id))._tag, "Ended")
        yield* company.start()
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("a run that was killed ends it with what it had written, and nothing that it had read stays", () =>
    Effect.gen(function*() {
      const company = yield* Company.make({
        ...Company.newcomers(40),
        assets: { writeMillis: 500 },
        settings: { writeConcurrency: 1 }
      })
      const { id } = yield* Effect.provide(company.start(), company.layer)
      const process = company.process()
      yield* Effect.forkChild(process.run(Effect.exit(Effect.provide(company.slice(id), process.layer))))
      yield* TestClock.adjust("8 seconds")
      yield* process.kill
      yield* TestClock.adjust("3 minutes")
      const run = yield* Effect.provide(RunStore.use((runs) => runs.cancel(id)), company.layer)
      assert.strictEqual(run.state, "cancelled")
      assert.isAbove(run.counts.created, 5, "as it was last put on record")
      assert.strictEqual(run.counts.created + run.counts.inDoubt, 40)
      assert.isAtMost(run.counts.created, company.assets.writes.length)
    }))

  it.effect("a blocked run ends it, and nobody can approve it any more", () =>
    Effect.gen(function*() {
      const company = yield* massLeave()
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* blocked(company)
        yield* TestClock.adjust("1 day")
        const discarded = yield* runs.cancel(id)
        assert.deepInclude(discarded, { state: "cancelled", failure: null, endedAt: 86_400_000 })
        assert.deepStrictEqual(yield* runs.get(id), discarded)
        assert.strictEqual((yield* Effect.flip(runs.approve(id, null))).reason, "NotBlocked")
        assert.strictEqual((yield* Effect.flip(runs.cancel(id))).reason, "Ended")
      }).pipe(Effect.provide(company.layer))
    }))
})

describe("a run that the guard stopped", () => {
  it.effect("goes on with exactly its plan once it is approved", () =>
    Effect.gen(function*() {
      const company = yield* massLeave()
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id, planId } = yield* blocked(company)
        const plans = yield* PlanStore
        const { digest } = yield* plans.header(planId)
        // Meanwhile others leave too; nobody approved that.
        company.now.entra = { users: range(40).map((n) => user(n, { accountEnabled: n > 30 })) }
        yield* company.assets.edit(objectId(1), { active: null })
        assert.strictEqual((yield* runs.approve(id, "admin")).state, "planned")
        const { run } = yield* company.slice(id)
        assert.strictEqual(run.state, "succeeded")
        assert.deepInclude(run.counts, { inactivated: 19, moved: 1 }, "an approval survives refused rows")
        assert.strictEqual((yield* plans.header(planId)).digest, digest)
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("can be approved once, and not while another run works", () =>
    Effect.gen(function*() {
      const company = yield* massLeave()
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* blocked(company)
        const other = yield* company.start({ goal: "preview" })
        assert.strictEqual((yield* Effect.flip(runs.approve(id, null))).reason, "Busy")
        yield* company.slice(other.id)
        yield* runs.approve(id, null)
        assert.strictEqual((yield* Effect.flip(runs.approve(id, null))).reason, "NotBlocked")
        assert.strictEqual((yield* Effect.flip(runs.approve(other.id, null))).reason, "NotBlocked")
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("is the one under way once it is approved, also when another has begun and ended since", () =>
    Effect.gen(function*() {
      const company = yield* massLeave({ assets: { employees: range(40).map((n) => record(n)), writeMillis: 3000 } })
      const preview = { goal: "preview" } as const
      const { id } = yield* Effect.provide(blocked(company), company.layer)
      yield* company.sync(preview)
      yield* Effect.provide(RunStore.use((runs) => runs.approve(id, null)), company.layer)
      const process = company.process(100)
      yield* Company.withinAnHour(process.run(Effect.exit(Effect.provide(company.slice(id), process.layer))))
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        assert.deepInclude(yield* runs.underWay, { id, state: "applying" })
        yield* TestClock.adjust("3 minutes")
        assert.deepInclude(yield* runs.underWay, { id, state: "interrupted" })
        yield* Pruning.prune(defaultRetention)
        assert.deepInclude(yield* runs.underWay, { id, state: "interrupted" })
        const next = yield* company.start(preview)
        assert.deepInclude(yield* runs.underWay, { id: next.id })
        const { inactivated } = (yield* runs.get(id)).counts
        assert.isAbove(inactivated, 0)
        assert.strictEqual(inactivated, company.assets.calls.writes, "what it had written is counted all the same")
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("cannot be approved while what is old is being removed, which is no run", () =>
    Effect.gen(function*() {
      const company = yield* massLeave()
      yield* Effect.gen(function*() {
        const { id } = yield* blocked(company)
        const leases = yield* LeaseStore
        yield* leases.acquire({ owner: "pruning", holder: "it", millis: 60_000, mode: "start" })
        const runs = yield* RunStore
        assert.isNull(yield* runs.underWay)
        assert.strictEqual((yield* Effect.flip(runs.approve(id, null))).reason, "Pruning")
        assert.strictEqual((yield* Effect.flip(company.start())).reason, "Pruning")
        yield* TestClock.adjust("1 minute")
        assert.strictEqual((yield* runs.approve(id, null)).state, "planned")
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("gives its approval to no other plan, the same as it may be", () =>
    Effect.gen(function*() {
      const company = yield* massLeave()
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* blocked(company)
        yield* runs.approve(id, null)
        yield* runs.cancel(id)
        yield* blocked(company)
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("does not go on under other settings", () =>
    Effect.gen(function*() {
      const company = yield* massLeave()
      yield* Effect.gen(function*() {
        const { id } = yield* blocked(company)
        yield* (yield* RunStore).approve(id, null)
        const { run } = yield* company.slice(id, { settings: { ...company.settings, objectAllowance: 60_000 } })
        assert.deepStrictEqual([run.state, run.failure?.cause], ["failed", "settings.changed"])
        assert.strictEqual(company.assets.calls.writes, 0)
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("would not have been stopped with the guard off", () =>
    Effect.gen(function*() {
      const company = yield* massLeave()
      const off = { ...company.settings, guard: { ...company.settings.guard, enabled: false } }
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        const { id } = yield* runs.start({ goal: "sync", trigger: "manual", startedBy: null }, off)
        assert.strictEqual((yield* company.slice(id, { settings: off })).run.counts.inactivated, 20)
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("as a preview shows what the guard says, and as an apply of that preview is stopped", () =>
    Effect.gen(function*() {
      const company = yield* massLeave()
      yield* Effect.gen(function*() {
        const preview = yield* company.start({ goal: "preview" })
        assert.strictEqual((yield* company.slice(preview.id)).run.state, "succeeded")
        const apply = yield* company.start({ goal: "apply", planId: preview.planId })
        assert.strictEqual((yield* company.slice(apply.id)).run.state, "blocked")
      }).pipe(Effect.provide(company.layer))
    }))
})

describe("the history", () => {
  it.effect("is kept to its limits: plans for 7 days, details for 30, summaries for a year", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(1))
      const preview = yield* company.sync({ goal: "preview" })
      const first = yield* company.sync()
      const keysOf = (id: string) => Effect.map(company.values.keys, (keys) => keys.filter((key) => key.includes(id)))
      const after = Effect.fnUntraced(function*(days: number) {
        yield* TestClock.adjust(`${days} days`)
        yield* company.sync()
      })
      yield* after(8)
      assert.deepStrictEqual(yield* keysOf(`plan-${preview.planId}`), [])
      assert.isAbove((yield* keysOf(`plan-${first.planId}`)).length, 0, "as long as its details are shown")
      assert.deepInclude(yield* keysOf(first.id), `run-${first.id}-outcome-0`)
      yield* after(23)
      assert.deepStrictEqual(yield* keysOf(first.id), [`run-${first.id}-record`])
      yield* after(340)
      assert.deepStrictEqual(yield* keysOf(first.id), [])
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        assert.strictEqual((yield* Effect.flip(runs.get(first.id))).reason, "NotFound")
        assert.lengthOf(yield* runs.list(), 3)
      }).pipe(Effect.provide(company.layer))
    }))

  it.effect("loses what is old little by little, the oldest first, so that it gets done however often it is interrupted", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(1))
      const ids: Array<string> = []
      for (let day = 0; day < 30; day++) {
        ids.push((yield* company.sync({ goal: "preview" })).id)
        yield* TestClock.adjust("1 minute")
      }
      yield* TestClock.adjust("400 days")
      const { prune } = yield* Effect.provide(RunStore, company.layer)
      const known = Effect.map(company.values.get("runs"), (index = "") => ids.filter((id) => index.includes(id)))
      const process = company.process(60)
      yield* process.run(Effect.exit(Effect.provide(RunStore.use((runs) => runs.prune()), process.layer)))
      assert.deepStrictEqual(yield* known, ids.slice(25))
      yield* prune()
      assert.deepStrictEqual(yield* known, [])
    }))

  it.effect("without some plans: what became of their entries goes with them, and the runs stay", () =>
    Effect.gen(function*() {
      const company = yield* Company.make(Company.newcomers(1))
      const first = yield* company.sync()
      const second = yield* company.sync()
      yield* Effect.gen(function*() {
        const runs = yield* RunStore
        yield* runs.forget(new Set([first.planId]))
        assert.deepStrictEqual((yield* runs.list()).map(({ id }) => id), [second.id, first.id])
      }).pipe(Effect.provide(company.layer))
      const keys = yield* company.values.keys
      assert.deepStrictEqual(keys.filter((key) => key.includes(first.id)), [`run-${first.id}-record`])
      assert.isNotEmpty(keys.filter((key) => key.startsWith(`plan-${second.planId}-`)))
    }))
})
