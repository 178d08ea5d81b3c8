/** A lost watermark means "changed since 1970" (Keycloak #46367). Here: the store that holds all of ours is empty. */
import { assert, describe } from "@effect/vitest"
import { runToEnd } from "@entra-assets/core/sync/RunSlice"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { ScheduleStore } from "@entra-assets/core/sync/ScheduleStore"
import * as Effect from "effect/Effect"
import { account, entraId } from "../fixtures/Truths.ts"
import { assertTold, changes, type Company, did, everybody, finds, joins, numbers, scenario } from "./Company.ts"

const beginning = everybody(12)

const lose = ({ durable }: Company) => Effect.orDie(durable.values.clear)

/** Accounts of which nobody in Entra ID knows. */
const strangers = numbers(40, 100).map((n) => ({ _tag: "AddAccount", account: account(n) }) as const)

describe("S7: the store is lost between two runs", () => {
  scenario(
    "and nothing has changed: nothing is written",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      yield* lose(company)
      const told = yield* company.sync
      assert.strictEqual(told.run.state, "succeeded")
      assert.deepStrictEqual(company.objects(), before)
      assert.lengthOf(company.assets.schemas(), 1)
      yield* company.putsRight
    })
  )

  scenario(
    "and a day has passed: that day is what is written",
    beginning,
    Effect.fnUntraced(function*(company) {
      yield* company.happens(
        changes(2, { jobTitle: "Head", mail: "renamed@x.io" }),
        changes(3, { accountEnabled: false }),
        { _tag: "DeletePerson", id: entraId(4) },
        ...joins(13)
      )
      yield* lose(company)
      const told = yield* company.putsRight
      assert.deepStrictEqual(did(told), { created: 1, updated: 1, inactivated: 2 })
    })
  )

  scenario(
    "a shrunken directory is no less suspicious without a history",
    everybody(40),
    Effect.fnUntraced(function*(company) {
      yield* lose(company)
      yield* company.happens(...numbers(20).map((n) => ({ _tag: "PurgePerson", id: entraId(n) }) as const))
      const before = company.objects()
      const told = yield* company.sync
      assertTold(told, "blocked", "guard.inactivations")
      assert.deepStrictEqual(company.objects(), before)
      yield* company.approve(told.run)
      yield* company.putsRight
    })
  )

  scenario(
    "with the store, many new strangers stop the run; without, there is nothing to compare with",
    beginning,
    Effect.fnUntraced(function*(company) {
      const before = company.objects()
      yield* company.happens(...strangers)
      assertTold(yield* company.sync, "blocked", "guard.unmatched_accounts")
      yield* lose(company)
      const told = yield* company.sync
      assert.strictEqual(told.run.state, "succeeded")
      assert.lengthOf(finds(told, "unmatched_account"), strangers.length)
      assert.deepStrictEqual(company.objects(), before)
      yield* company.putsRight
    })
  )

  scenario(
    "the schedule is off until somebody turns it on again",
    beginning,
    Effect.fnUntraced(function*(company) {
      const tick = ScheduleStore.use((schedule) => schedule.tick(company.settings))
      yield* company.work(ScheduleStore.use((schedule) => schedule.turnOn("admin-1")))
      yield* lose(company)
      assert.deepStrictEqual(yield* company.work(tick), { _tag: "Off", canTurnOn: false })
      assert.deepStrictEqual(yield* company.work(RunStore.use((runs) => runs.list())), [])
      yield* company.putsRight
      assert.deepStrictEqual(yield* company.work(tick), { _tag: "Off", canTurnOn: true })
    })
  )

  scenario(
    "an absence that had been seen once is seen for the first time",
    { ...beginning, settings: { absenceRuns: 2 } },
    Effect.fnUntraced(function*(company) {
      yield* company.happens({ _tag: "DeletePerson", id: entraId(4) })
      yield* company.sync
      yield* lose(company)
      const told = yield* company.sync
      assert.deepStrictEqual(did(told), {})
      assert.lengthOf(finds(told, "absence_unconfirmed"), 1)
      yield* company.putsRight
      assert.notInclude(company.active(), 4)
    })
  )
})

describe("S7: the store is lost in the middle of a run", () => {
  for (const operation of [20, 40, 60, 80]) {
    scenario(
      `killed at its operation ${operation}, while searches lag: nobody gets a second record`,
      { ...beginning, switches: { indexDelayMillis: 30_000 } },
      Effect.fnUntraced(function*(company) {
        yield* company.happens(...numbers(12, 13).flatMap((n) => joins(n)))
        const started = yield* company.work(
          RunStore.use((runs) => runs.start({ goal: "sync", trigger: "manual", startedBy: null }, company.settings))
        )
        const outcome = yield* company.process(
          runToEnd(started.id, { settings: company.settings }),
          { death: { operation, moment: "after" } }
        )
        assert.strictEqual(outcome._tag, "Killed")
        yield* lose(company)
        // Nobody knows of the run any more, and whoever starts next waits for its lease only.
        yield* Effect.sleep("2 minutes")
        const next = yield* company.work(
          RunStore.use((runs) => runs.start({ goal: "sync", trigger: "manual", startedBy: null }, company.settings))
        )
        const run = yield* company.work(runToEnd(next.id, { settings: company.settings }))
        assert.strictEqual(run.state, "succeeded")
        assert.lengthOf(company.objects(), 24)
        yield* company.putsRight
      })
    )
  }
})

describe("S7: the store is lost after an administrator renamed an attribute", () => {
  for (const nameIsUnique of [true, false]) {
    const names = `names are ${nameIsUnique ? "" : "not "}unique`

    for (const attribute of ["Entra User ID", "Atlassian Account ID"]) {
      scenario(
        `${attribute} (${names}): nothing starts, and it is told by its name`,
        { ...beginning, switches: { nameIsUnique } },
        Effect.fnUntraced(function*(company) {
          yield* company.happens({ _tag: "RenameAttribute", attribute, to: `Do not touch` })
          yield* company.putsRight
          const before = company.objects()
          yield* lose(company)
          const error = yield* company.refused
          assert.strictEqual(error.reason, "Misconfigured")
          assert.include(error.message, attribute)
          assert.deepStrictEqual(company.objects(), before)
          yield* company.happens({ _tag: "RenameAttribute", attribute, to: attribute })
          yield* company.putsRight
        })
      )
    }

    scenario(
      `Department (${names}): it is made again, and the renamed one is left alone`,
      { ...everybody(12, () => ({ department: "Research" })), switches: { nameIsUnique } },
      Effect.fnUntraced(function*(company) {
        yield* Effect.orDie(company.assets.renameAttribute("Employee", "Department", "Division"))
        yield* lose(company)
        const told = yield* company.sync
        assert.deepStrictEqual(did(told), { updated: 12 })
        for (const { values } of company.objects()) {
          assert.include(values, { Department: "Research", Division: "Research" })
        }
        yield* company.putsRight
      })
    )
  }
})
