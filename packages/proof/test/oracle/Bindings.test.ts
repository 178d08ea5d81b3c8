/** The rules of matching, one small company each: who is bound to whom. */
import { assert, describe, it } from "@effect/vitest"
import { bindings, candidates } from "../../src/oracle/Bindings.ts"
import type { Truth } from "../../src/oracle/Truth.ts"
import { account, accountId, entraId, object, person, truth } from "../fixtures/Truths.ts"

/** By numbers: person → account. */
const bound = (fields: Partial<Truth>) =>
  Array.from(bindings(truth(fields)), ([person, account]) => [Number(person.slice(-12)), Number(account.slice(8))])

describe("whom an address finds", () => {
  const found = (address: string, ...people: ReadonlyArray<ReturnType<typeof person>>) =>
    candidates(people, address).map(({ id }) => Number(id.slice(-12)))

  it("by mail, then userPrincipalName, then primary proxy address, then alias", () => {
    const alias = person(1, { proxyAddresses: ["smtp:a@x.io"] })
    const primary = person(2, { proxyAddresses: ["SMTP:a@x.io"] })
    const upn = person(3, { userPrincipalName: "a@x.io" })
    const mail = person(4, { mail: "a@x.io" })
    assert.deepStrictEqual(found("a@x.io", alias, primary, upn, mail), [4])
    assert.deepStrictEqual(found("a@x.io", alias, primary, upn), [3])
    assert.deepStrictEqual(found("a@x.io", alias, primary), [2])
    assert.deepStrictEqual(found("a@x.io", alias), [1])
  })

  it("however it is spelt, but not a blank one, and not by other mails", () => {
    assert.deepStrictEqual(found(" ZOE\u0308@x.io", person(1, { mail: "zo\u00eb@X.io " })), [1])
    assert.deepStrictEqual(found(" ", person(1, { mail: " " })), [])
    assert.deepStrictEqual(found("a@x.io", person(1, { otherMails: ["a@x.io"] })), [])
  })

  it("guests by mail only", () => {
    const guest = { userType: "Guest", userPrincipalName: "a@x.io" } as const
    assert.deepStrictEqual(found("a@x.io", person(1, guest)), [])
    assert.deepStrictEqual(found("p1@x.io", person(1, guest)), [1])
  })
})

describe("an account without a record", () => {
  it("is bound to the one person whom its address finds", () => {
    assert.deepStrictEqual(bound({ people: [person(1), person(2)], accounts: [account(1)] }), [[1, 1]])
    assert.deepStrictEqual(bound({ people: [person(1)], accounts: [account(1, { emailVisibility: "hidden" })] }), [[
      1,
      1
    ]])
  })

  it("is bound to nobody when that is doubtful", () => {
    const twins = [person(1), person(2, { mail: "p1@x.io" })]
    assert.deepStrictEqual(bound({ people: twins, accounts: [account(1)] }), [])
    const second = account(2, { emailAddress: "p1@x.io" })
    assert.deepStrictEqual(bound({ people: [person(1)], accounts: [account(1), second] }), [])
    assert.deepStrictEqual(bound({ people: [person(1)], accounts: [account(1), second], objects: [object(1)] }), [[
      1,
      1
    ]])
  })

  it("is bound to nobody when it is inactive, withheld, or no person's", () => {
    for (const fields of [{ active: false }, { emailVisibility: "withheld" }, { accountType: "app" }] as const) {
      assert.deepStrictEqual(bound({ people: [person(1)], accounts: [account(1, fields)] }), [])
    }
  })
})

describe("a record", () => {
  it("keeps its account whatever happens to addresses", () => {
    const people = [person(1, { mail: "new@x.io" }), person(2, { mail: "p1@x.io" })]
    assert.deepStrictEqual(bound({ people, accounts: [account(1)], objects: [object(1)] }), [[1, 1]])
  })

  it("follows another account once its own is gone, or was cleared by hand", () => {
    const company = { people: [person(1)], accounts: [account(2, { emailAddress: "p1@x.io" })] }
    assert.deepStrictEqual(bound({ ...company, objects: [object(1)] }), [[1, 2]])
    assert.deepStrictEqual(bound({ ...company, objects: [object(1, { "Atlassian Account ID": null })] }), [[1, 2]])
    const former = [account(1, { active: false }), ...company.accounts]
    assert.deepStrictEqual(bound({ ...company, accounts: former, objects: [object(1)] }), [[1, 1]])
  })

  it("that contradicts another is bound to nobody, nor is whoever names its account", () => {
    const people = [person(1), person(2)]
    const accounts = [account(1), account(2)]
    const twice = [object(1), object(3, { "Entra User ID": entraId(1).toUpperCase(), "Atlassian Account ID": null })]
    assert.deepStrictEqual(bound({ people, accounts, objects: twice }), [[2, 2]])
    const sameAccount = [object(1), object(2, { "Atlassian Account ID": accountId(1) })]
    assert.deepStrictEqual(bound({ people, accounts, objects: sameAccount }), [])
  })
})
