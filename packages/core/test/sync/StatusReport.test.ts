import { assert, describe, it } from "@effect/vitest"
import { SourceError } from "@entra-assets/core/model/SourceError"
import type { RunStatus } from "@entra-assets/core/model/SyncStatus"
import { StatusBoard } from "@entra-assets/core/ports/StatusBoard"
import { preview as previewPerson } from "@entra-assets/core/sync/OnePerson"
import { runToEnd } from "@entra-assets/core/sync/RunSlice"
import { RunStore, type StartRequest } from "@entra-assets/core/sync/RunStore"
import { current } from "@entra-assets/core/sync/StatusReport"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Company from "../fixtures/Company.ts"
import { account, accountId, range, record, user } from "../fixtures/People.ts"

/** A company whose runs tell a board, and what they told it. */
const make = Effect.fnUntraced(function*(
  input: Company.CompanyInput = {},
  board: (status: RunStatus) => Effect.Effect<void, SourceError> = () => Effect.void
) {
  const company = yield* Company.make(input)
  const told: Array<RunStatus> = []
  const telling = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.provideService(
      effect,
      StatusBoard,
      (status) => Effect.andThen(Effect.sync(() => told.push(status)), board(status))
    )
  const run = (request: Partial<StartRequest> = {}) => Company.withinAnHour(telling(company.sync(request)))
  return { company, told, telling, run }
})

const refused = new SourceError({
  source: "assets",
  reason: "Forbidden",
  message: "Assets refuses the caller",
  nextStep: "Ask an admin."
})

/** Half of the people lose their Entra account. */
const massLeave: Company.CompanyInput = {
  entra: { users: range(100).map((n) => user(n, { accountEnabled: n > 50 })) },
  jira: { accounts: range(100).map((n) => account(n)) },
  assets: { employees: range(100).map((n) => record(n)) }
}

describe("the board is told", () => {
  it.effect("of a success, with its time", () =>
    Effect.gen(function*() {
      const { company, run, told } = yield* make(Company.newcomers(3))
      yield* TestClock.adjust("1 hour")
      yield* run()
      const success = yield* RunStore.use((runs) => runs.lastSuccess).pipe(Effect.provide(company.layer))
      assert.deepStrictEqual(told, [{ lastSuccess: success?.endedAt ?? 0, outcome: "Succeeded", reason: null }])
      assert.isAtLeast(told[0]?.lastSuccess ?? 0, 3_600_000)
    }))

  it.effect("of a failure, with why and what to do but without ids of requests, and of the last success", () =>
    Effect.gen(function*() {
      const error = new SourceError({
        source: "entra",
        reason: "Unauthorized",
        message: "The client secret is wrong.",
        nextStep: "Save a new one.",
        details: "asked to list users, trace id 7ace"
      })
      const { company, run, told } = yield* make(Company.newcomers(1))
      yield* run()
      const lastSuccess = told[0]?.lastSuccess ?? assert.fail()
      company.now.entra = { ...company.now.entra, error }
      yield* TestClock.adjust("1 day")
      yield* run({ trigger: "scheduled" })
      assert.deepStrictEqual(told[1], {
        lastSuccess,
        outcome: "Failed",
        reason: "The client secret is wrong. Save a new one."
      })
    }))

  it.effect("of a run that waits for an approval, and of its success after that", () =>
    Effect.gen(function*() {
      const { company, run, telling, told } = yield* make(massLeave)
      const { id, state } = yield* run()
      assert.strictEqual(state, "blocked")
      assert.deepInclude(told[0], { lastSuccess: null, outcome: "Needs approval" })
      assert.match(told[0]?.reason ?? "", /^50 people would become inactive/u)
      yield* Company.withinAnHour(
        telling(Effect.andThen(
          RunStore.use((runs) => runs.approve(id, null)),
          runToEnd(id, { settings: company.settings })
        )).pipe(Effect.provide(company.layer))
      )
      assert.deepStrictEqual(told.map(({ outcome }) => outcome), ["Needs approval", "Succeeded"])
    }))

  it.effect("not of previews, nor of a plan for one person", () =>
    Effect.gen(function*() {
      const { company, run, telling, told } = yield* make(Company.newcomers(2))
      yield* run({ goal: "preview" })
      const { plan } = yield* Effect.provide(
        previewPerson({ accountId: accountId(1) }, company.settings),
        company.layer
      )
      yield* Company.withinAnHour(
        telling(Effect.gen(function*() {
          const started = yield* company.start({ goal: "apply", planId: plan?.id ?? "" })
          assert.strictEqual(started.scope, "person")
          assert.strictEqual((yield* company.toEnd(started.id)).counts.created, 1)
          assert.isNull(yield* current(255))
        })).pipe(Effect.provide(company.layer))
      )
      assert.deepStrictEqual(told, [])
    }))

  it.effect("in as many characters as it takes", () =>
    Effect.gen(function*() {
      const { run, told } = yield* make({ ...massLeave, settings: { textLimit: 20 } })
      yield* run()
      assert.isAtMost(told[0]?.reason?.length ?? 99, 20)
    }))
})

describe("a run ends as it would", () => {
  const boards: ReadonlyArray<readonly [string, Effect.Effect<void, SourceError>]> = [
    ["fails", Effect.fail(refused)],
    ["has a defect", Effect.die("unforeseen")],
    ["never answers", Effect.never]
  ]
  for (const [what, board] of boards) {
    it.effect(`when the board ${what}`, () =>
      Effect.gen(function*() {
        const { company, run, told } = yield* make(Company.newcomers(2), () => board)
        const before = yield* Clock.currentTimeMillis
        assert.strictEqual((yield* run()).state, "succeeded")
        assert.lengthOf(told, 1)
        assert.isBelow((yield* Clock.currentTimeMillis) - before, 10 * 60_000)
        // The place is free for the next one.
        assert.strictEqual((yield* Company.withinAnHour(company.sync())).state, "succeeded")
      }))
  }
})

it.effect("a run that was stopped and then cancelled needs no approval any more", () =>
  Effect.gen(function*() {
    const { company, run } = yield* make(massLeave)
    company.now.entra = { users: range(100).map((n) => user(n)) }
    yield* run()
    company.now.entra = massLeave.entra ?? {}
    const { id } = yield* run()
    yield* Effect.gen(function*() {
      assert.strictEqual((yield* current(255))?.outcome, "Needs approval")
      yield* RunStore.use((runs) => runs.cancel(id))
      assert.deepInclude(yield* current(255), { outcome: "Succeeded", reason: null })
    }).pipe(Effect.provide(company.layer))
  }))
