import { assert, it } from "@effect/vitest"
import { coverage } from "@entra-assets/core/plan/Coverage"
import { matched } from "@entra-assets/core/plan/Plan"
import { account, accountId, record, user } from "../fixtures/People.ts"
import { world, type WorldInput } from "../fixtures/Worlds.ts"

const of = (input: WorldInput) => {
  const all = world(input)
  return coverage(all, matched(all).matching)
}

it("people with an account, accounts with a person, and inactive accounts of nobody", () => {
  assert.deepStrictEqual(
    of({
      users: [user(1), user(2), user(3), user(4)],
      accounts: [
        account(1),
        // Bound, so inactive or not it is hers.
        account(2, { active: false }),
        account(5),
        account(6, { active: false }),
        // Of somebody who is in Entra ID no more.
        account(7)
      ],
      employees: [record(2), record(7)],
      goneUsers: [7]
    }),
    { people: 2, accounts: 3, inactive: 1 }
  )
})

it("an account that is not in Jira's list is nobody's", () => {
  assert.deepStrictEqual(
    of({ users: [user(1)], employees: [record(1, { atlassianAccountId: accountId(9) })] }),
    { people: 0, accounts: 0, inactive: 0 }
  )
})

it("is not known when a source was read in part", () => {
  assert.isNull(of({ users: [user(1)], accounts: [account(1)], partial: ["accounts"] }))
})
