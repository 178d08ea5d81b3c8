/** What the view of people works out by itself. */
import { assert, describe, it } from "@effect/vitest"
import { AccountId, EntraId } from "@entra-assets/core/model/Ids"
import { userDetail, userName } from "../src/people/Names.ts"
import * as PersonId from "../src/people/PersonId.ts"
import { haveWritten } from "../src/people/RunsThatWrote.ts"

const entraId = EntraId.make("1b2c3d4e-0000-4000-8000-123456789abc")
const accountId = AccountId.make("712020:1b2c3d4e-0000-4000-8000-123456789abc")

describe("an id that is typed", () => {
  it("of Entra is a GUID in any case", () => {
    assert.deepStrictEqual(PersonId.parse(` ${entraId.toUpperCase()} `), { entraId })
  })
  it("of an Atlassian account is new or old", () => {
    assert.deepStrictEqual(PersonId.parse(accountId), { accountId })
    assert.deepStrictEqual(PersonId.parse("5b10a2844c20165700ede21g"), {
      accountId: AccountId.make("5b10a2844c20165700ede21g")
    })
  })
  it.each(["", "anna", "anna@contoso.com", "Anna Meier", "1b2c3d4e-0000"])("is not %j", (typed) => {
    assert.isNull(PersonId.parse(typed))
  })
})

it("people have a name and what tells them apart, at worst their id", () => {
  const other = EntraId.make("2b2c3d4e-0000-4000-8000-123456789abc")
  const named = [
    { entraId, displayName: "Anna", userPrincipalName: "anna@contoso.com" },
    { entraId: other, displayName: null, userPrincipalName: "ben@contoso.com" }
  ]
  assert.deepStrictEqual([userName(named, entraId), userDetail(named, entraId)], ["Anna", "anna@contoso.com"])
  assert.deepStrictEqual([userName(named, other), userDetail(named, other)], ["ben@contoso.com", null])
  assert.deepStrictEqual([userName([], entraId), userDetail([], entraId)], [entraId, null])
})

it("the last five runs that could write have something to say", () => {
  const plan = {
    create: 0,
    update: 0,
    inactivate: 0,
    reactivate: 0,
    unchanged: 0,
    managerLinks: 0,
    findings: {},
    people: null
  }
  const runs = [
    { id: "never read to the end", plan: null },
    ...["1", "2", "3", "4", "5", "6"].map((id) => ({ id, plan }))
  ]
  assert.deepStrictEqual(haveWritten(runs).map(({ id }) => id), ["1", "2", "3", "4", "5"])
})
