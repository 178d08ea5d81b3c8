import { assert, describe, it } from "@effect/vitest"
import { make } from "@entra-assets/core/plan/People"
import { plan } from "@entra-assets/core/plan/Plan"
import { account, record, settings, user } from "../fixtures/People.ts"
import { world, type WorldInput } from "../fixtures/Worlds.ts"

const totalsOf = (input: WorldInput) => {
  const read = world(input)
  const people = make(read)
  for (const item of plan(read, settings)) people.add(item)
  return people.totals()
}

describe("people after a plan", () => {
  it("nobody", () => assert.deepStrictEqual(totalsOf({}), { active: 0, inactive: 0 }))

  it("created, unchanged, inactivated and reactivated ones", () => {
    const totals = totalsOf({
      users: [user(1), user(2), user(3, { accountEnabled: false }), user(4), user(5, { accountEnabled: false })],
      accounts: [account(1), account(2), account(3), account(4), account(5)],
      employees: [record(2), record(3), record(4, { active: false })]
    })
    assert.deepStrictEqual(totals, { active: 3, inactive: 2 })
  })

  it("a record that says nothing of Active is not an active one, until a plan sets it", () => {
    const unknown = user(1, { accountEnabled: null })
    const employees = [record(1, { active: null })]
    const totals = { users: [unknown], accounts: [account(1)], employees }
    assert.deepStrictEqual(totalsOf(totals), { active: 0, inactive: 1 })
    assert.deepStrictEqual(totalsOf({ ...totals, users: [user(1)] }), { active: 1, inactive: 0 })
  })

  it("records that are not ours are no people, and several records of one person are each counted", () => {
    const employees = [record(1), record(2, { entraUserId: "someone" }), record(3, { entraUserId: user(1).id })]
    assert.deepStrictEqual(totalsOf({ users: [user(1)], accounts: [account(1)], employees }), {
      active: 2,
      inactive: 0
    })
  })

  for (const source of ["users", "accounts", "employees"] as const) {
    it(`nobody knows when ${source} were read in part`, () =>
      assert.isNull(totalsOf({ users: [user(1)], accounts: [account(1)], employees: [record(1)], partial: [source] })))
  }
})
