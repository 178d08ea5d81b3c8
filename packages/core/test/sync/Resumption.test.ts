/**
 * A process dies anywhere, and another one goes on: whatever the moment, every person is written once, and the run
 * knows what it did.
 */
import { assert, describe, it } from "@effect/vitest"
import type { RunCounts } from "@entra-assets/core/sync/Run"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Company from "../fixtures/Company.ts"
import { account, entraId, range, record, reportsTo, user } from "../fixtures/People.ts"

/** 1 ⇄ 2, both new; 3 → 1 is new; 4 → 3 has a record that changes; 5 has left. */
const company = (unique: boolean, indexLagMillis: number) =>
  Company.make({
    entra: {
      users: [
        user(1, reportsTo(2)),
        user(2, reportsTo(1)),
        user(3, reportsTo(1)),
        user(4, { ...reportsTo(3), jobTitle: "Lead" }),
        user(5, { accountEnabled: false })
      ],
      pageSize: 3
    },
    jira: { accounts: range(5).map((n) => account(n)), pageSize: 3 },
    assets: { employees: [record(4), record(5)], unique, indexLagMillis, writeMillis: 300 },
    settings: { writeConcurrency: 2, indexLagSeconds: 60 }
  })

const expected = {
  created: 3,
  updated: 1,
  inactivated: 1,
  reactivated: 0,
  managerLinks: 4,
  moved: 0,
  failed: 0,
  inDoubt: 0
}

/** Kills a process at that moment; the lease runs out, and another process goes on. */
const killedAt = Effect.fnUntraced(function*(company: Company.Company, moments: ReadonlyArray<number>) {
  const { id } = yield* Effect.provide(company.start(), company.layer)
  let last = 0
  for (const moment of moments) {
    const process = company.process(moment)
    yield* Company.withinAnHour(process.run(Effect.exit(Effect.provide(company.toEnd(id), process.layer))))
    yield* TestClock.adjust("3 minutes")
    last = process.moments()
  }
  const process = company.process()
  const run = yield* Company.withinAnHour(Effect.provide(company.toEnd(id), process.layer))
  return { run, wasAlive: moments.some((moment) => last < moment) }
})

const check = ({ assets }: Company.Company, counts: RunCounts, when: string) => {
  const byPerson = new Map(Array.from(assets.employees.values(), (one) => [one.entraUserId, one]))
  assert.strictEqual(assets.employees.size, 5, `${when}: nobody twice`)
  assert.sameMembers([...byPerson.keys()], range(5).map(entraId), when)
  const link = (n: number) => byPerson.get(entraId(n))?.manager
  const object = (n: number) => byPerson.get(entraId(n))?.objectId
  assert.deepStrictEqual([1, 2, 3, 4].map(link), [2, 1, 1, 3].map(object), `${when}: managers`)
  assert.strictEqual(byPerson.get(entraId(4))?.jobTitle, "Lead", when)
  assert.strictEqual(byPerson.get(entraId(5))?.active, false, when)
  const { unchanged: _, ...rest } = counts
  assert.deepStrictEqual(rest, expected, `${when}: counters`)
}

// The two in between tell nothing new about most moments, so these take every third.
for (const [unique, lag, step] of [[true, 0, 1], [true, 60_000, 3], [false, 0, 3], [false, 60_000, 1]] as const) {
  const name = `${unique ? "unique" : "not unique"} Entra User IDs, an index that lags ${lag / 1000} s behind`
  describe(name, () => {
    it.effect("one process dies, at any moment", () =>
      Effect.gen(function*() {
        for (let moment = 1, wasAlive = false; !wasAlive; moment += step) {
          const made = yield* company(unique, lag)
          const result = yield* killedAt(made, [moment])
          assert.strictEqual(result.run.state, "succeeded", `killed at ${moment}`)
          check(made, result.run.counts, `killed at ${moment}`)
          wasAlive = result.wasAlive
        }
      }), 60_000)

    it.effect("one process after the other dies", () =>
      Effect.gen(function*() {
        for (
          const moments of [[11, 11, 11, 11, 11], [60, 23, 40, 17, 55], [90, 80, 70, 60], [85, 31, 32, 33, 34, 35]]
        ) {
          const made = yield* company(unique, lag)
          const result = yield* killedAt(made, moments)
          check(made, result.run.counts, `killed at ${moments.join(", ")}`)
        }
      }))
  })
}
