import { assert, describe, it } from "@effect/vitest"
import type { AtlassianAccount } from "@entra-assets/core/model/AtlassianAccount"
import type { EntraUser } from "@entra-assets/core/model/EntraUser"
import { match, normaliseAddress } from "@entra-assets/core/plan/Matching"
import { index } from "@entra-assets/core/plan/Records"
import { account, accountId, entraId, objectId, record, user } from "../fixtures/People.ts"
import { world, type WorldInput } from "../fixtures/Worlds.ts"

const number = (id: string | null | undefined) => id === null || id === undefined ? "–" : Number(id.match(/\d+$/u)?.[0])

/** Pairs as `user ↔ account`, with `*` when there is a record already; findings as code and the accounts named. */
const matching = (input: WorldInput) => {
  const { findings, matches } = match(world(input), index(input.employees ?? []))
  return {
    pairs: matches.map(({ account, entraId, record }) =>
      `${number(entraId)} ↔ ${number(account?.accountId)}${record === null ? "" : "*"}`
    ),
    findings: findings.map(({ accountIds, code }) => `${code} ${accountIds.map(number).join(",")}`),
    full: findings
  }
}

const nobodysMail = { mail: null, userPrincipalName: "nobody@corp.example.com" }
const found = "ada@example.com"

/** Ada's account, and the ways in which a user can have her address, strongest first. */
const ada = account(1, { email: found })
const ways: ReadonlyArray<readonly [string, Partial<EntraUser>]> = [
  ["mail", { mail: found }],
  ["userPrincipalName", { userPrincipalName: found }],
  ["primary proxy address", { primaryProxyAddress: found }],
  ["alias", { aliases: ["other@example.com", found] }]
]
const holder = (n: number, fields: Partial<EntraUser>) => user(n, { ...nobodysMail, ...fields })

describe("the order of the rules", () => {
  for (const [name, fields] of ways) {
    it(`${name} alone binds`, () => {
      assert.deepStrictEqual(matching({ users: [holder(1, fields)], accounts: [ada] }).pairs, ["1 ↔ 1"])
    })
    it(`two people under ${name} refuse`, () => {
      const { findings, pairs } = matching({ users: [holder(1, fields), holder(2, fields)], accounts: [ada] })
      assert.deepStrictEqual({ findings, pairs }, { findings: ["ambiguous_match 1"], pairs: [] })
    })
  }

  for (const [position, [stronger, strong]] of ways.entries()) {
    for (const [weaker, weak] of ways.slice(position + 1)) {
      it(`${stronger} decides before ${weaker}, whoever is read first`, () => {
        const users = [holder(1, weak), holder(2, weak), holder(3, strong)]
        for (const order of [users, users.toReversed()]) {
          const { findings, pairs } = matching({ users: order, accounts: [ada] })
          assert.deepStrictEqual({ findings, pairs }, { findings: [], pairs: ["3 ↔ 1"] })
        }
      })
    }
  }

  it("one person under several rules is one candidate", () => {
    const all = { mail: found, userPrincipalName: found, primaryProxyAddress: found, aliases: [found, found] }
    assert.deepStrictEqual(matching({ users: [holder(1, all)], accounts: [ada] }).pairs, ["1 ↔ 1"])
    assert.deepStrictEqual(matching({ users: [holder(1, { aliases: [found, found] })], accounts: [ada] }).pairs, [
      "1 ↔ 1"
    ])
  })

  it("two candidates under the first rule refuse, though a weaker rule has only one", () => {
    const users = [holder(1, { mail: found }), holder(2, { mail: found }), holder(3, { userPrincipalName: found })]
    const { full, pairs } = matching({ users, accounts: [ada] })
    assert.deepStrictEqual(pairs, [])
    assert.deepStrictEqual(full.map(({ code, entraIds }) => [code, entraIds]), [
      ["ambiguous_match", [entraId(1), entraId(2)]]
    ])
  })

  it("a match of somebody who is bound already still counts as a candidate", () => {
    const users = [holder(1, { mail: found }), holder(2, { mail: found })]
    const { findings, pairs } = matching({
      users,
      accounts: [ada, account(9)],
      employees: [record(2, { atlassianAccountId: accountId(9) })]
    })
    assert.deepStrictEqual({ findings, pairs }, { findings: ["ambiguous_match 1"], pairs: ["2 ↔ 9*"] })
  })

  it("other mails only warn", () => {
    const { findings, full, pairs } = matching({ users: [holder(1, { otherMails: [found] })], accounts: [ada] })
    assert.deepStrictEqual({ findings, pairs }, { findings: ["unmatched_account 1"], pairs: [] })
    assert.deepStrictEqual(full[0]?.entraIds, [entraId(1)])
  })

  it("other mails never compete with a rule", () => {
    const users = [holder(1, { otherMails: [found] }), holder(2, { aliases: [found] })]
    const { findings, pairs } = matching({ users, accounts: [ada] })
    assert.deepStrictEqual({ findings, pairs }, { findings: [], pairs: ["2 ↔ 1"] })
  })

  for (const [name, fields] of ways) {
    it(`a guest is ${name === "mail" ? "found" : "not found"} by ${name}`, () => {
      const { findings, pairs } = matching({ users: [holder(1, { ...fields, isGuest: true })], accounts: [ada] })
      assert.deepStrictEqual(
        { findings, pairs },
        name === "mail" ? { findings: [], pairs: ["1 ↔ 1"] } : { findings: ["unmatched_account 1"], pairs: [] }
      )
    })
  }

  it("a disabled person is a candidate like any other", () => {
    assert.deepStrictEqual(matching({ users: [user(1, { accountEnabled: false })], accounts: [account(1)] }).pairs, [
      "1 ↔ 1"
    ])
  })
})

describe("addresses", () => {
  const same: ReadonlyArray<readonly [string, string, string]> = [
    ["case", "Ada@Example.COM", "ada@example.com"],
    ["surrounding space", "\t ada@example.com \n", "ada@example.com"],
    ["composition (NFC)", "zoe\u0308@example.com", "zo\u00eb@example.com"],
    ["case and composition at once", "ZOE\u0308@EXAMPLE.COM ", "zo\u00eb@example.com"]
  ]
  for (const [what, left, right] of same) {
    it(`are compared without regard to ${what}`, () => {
      assert.strictEqual(normaliseAddress(left), normaliseAddress(right))
      for (const [mail, email] of [[left, right], [right, left]]) {
        const input = { users: [user(1, { mail: mail ?? "" })], accounts: [account(1, { email: email ?? "" })] }
        assert.deepStrictEqual(matching(input).pairs, ["1 ↔ 1"])
      }
    })
  }

  it("that are blank lead to nobody", () => {
    const { findings, pairs } = matching({
      users: [user(1, { mail: "", aliases: [" "] })],
      accounts: [account(1, { email: " " })]
    })
    assert.deepStrictEqual({ findings, pairs }, { findings: ["hidden_email 1"], pairs: [] })
  })
})

describe("accounts that lead to nobody", () => {
  const cases: ReadonlyArray<readonly [string, AtlassianAccount, ReadonlyArray<string>]> = [
    ["an unknown address", account(1, { email: "stranger@example.com" }), ["unmatched_account 1"]],
    ["a hidden address", account(1, { email: null }), ["hidden_email 1"]],
    ["an inactive account", account(1, { active: false }), []],
    ["an inactive account with an unknown address", account(1, { active: false, email: "x@example.com" }), []]
  ]
  for (const [name, one, expected] of cases) {
    it(`${name}: ${expected.length === 0 ? "nothing" : expected.join()}`, () => {
      const { findings, pairs } = matching({ users: [user(1)], accounts: [one] })
      assert.deepStrictEqual({ findings, pairs }, { findings: expected, pairs: [] })
    })
  }
})

describe("a bound record", () => {
  const bound = record(1)

  it("keeps its person when the address changes on either side, or is hidden", () => {
    for (const email of ["new@example.com", null]) {
      const { findings, pairs } = matching({
        users: [user(1, { mail: "newer@example.com" })],
        accounts: [account(1, { email })],
        employees: [bound]
      })
      assert.deepStrictEqual({ findings, pairs }, { findings: [], pairs: ["1 ↔ 1*"] })
    }
  })

  it("is found whatever the case and the spaces of its Entra User ID", () => {
    const employees = [
      record(1, { entraUserId: ` ${entraId(1).toUpperCase()} `, atlassianAccountId: ` ${accountId(1)} ` })
    ]
    assert.deepStrictEqual(matching({ users: [user(1)], accounts: [account(1)], employees }).pairs, ["1 ↔ 1*"])
  })

  it("is not taken over when the address leads to somebody else", () => {
    const { full, pairs } = matching({
      users: [user(1, { mail: "left@example.com" }), user(2, { mail: found })],
      accounts: [ada],
      employees: [bound]
    })
    assert.deepStrictEqual(pairs, ["1 ↔ 1*"])
    assert.deepStrictEqual(
      full.map(({ code, accountIds, entraIds, objectIds }) => ({ code, accountIds, entraIds, objectIds })),
      [
        {
          code: "binding_conflict",
          accountIds: [accountId(1)],
          entraIds: [entraId(1), entraId(2)],
          objectIds: [objectId(1)]
        }
      ]
    )
  })

  it("is in no conflict when the address leads to its own person too, or is somebody's other mail", () => {
    const own = [user(1, { mail: found }), user(2, { mail: found })]
    const other = [user(1, { mail: null }), user(2, { otherMails: [found] })]
    for (const users of [own, other]) {
      assert.deepStrictEqual(matching({ users, accounts: [ada], employees: [bound] }).findings, [])
    }
  })

  it("is in no conflict when its own person was not read", () => {
    const input = { users: [user(2, { aliases: [found] })], accounts: [ada], employees: [bound] }
    assert.deepStrictEqual(matching({ ...input, partial: ["users"] }).findings, [])
  })

  it("is kept, without account, when its account was not seen", () => {
    assert.deepStrictEqual(matching({ users: [user(1)], employees: [bound] }).pairs, ["1 ↔ –*"])
  })
})

describe("several accounts for one person", () => {
  const second = account(2, { email: "p1.alias@example.com" })
  const one = user(1, { aliases: ["p1.alias@example.com"] })

  it("two unbound ones are both refused", () => {
    const { findings, pairs } = matching({ users: [one], accounts: [account(1), second] })
    assert.deepStrictEqual({ findings, pairs }, { findings: ["second_account 1,2", "second_account 2,1"], pairs: [] })
  })

  it("a bound one stays and the other is named", () => {
    const { findings, pairs } = matching({ users: [one], accounts: [account(1), second], employees: [record(1)] })
    assert.deepStrictEqual({ findings, pairs }, { findings: ["second_account 2,1"], pairs: ["1 ↔ 1*"] })
  })

  it("a bound one stays even when it is inactive, or was not seen", () => {
    for (const accounts of [[account(1, { active: false }), second], [second]]) {
      const { findings, pairs } = matching({ users: [one], accounts, employees: [record(1)] })
      assert.deepStrictEqual(findings, ["second_account 2,1"])
      assert.deepStrictEqual(pairs, [accounts.length === 2 ? "1 ↔ 1*" : "1 ↔ –*"])
    }
  })

  it("another one replaces a bound one that is proven gone", () => {
    const { findings, pairs } = matching({
      users: [one],
      accounts: [second],
      employees: [record(1)],
      goneAccounts: [1]
    })
    assert.deepStrictEqual({ findings, pairs }, { findings: ["relinked 2,1"], pairs: ["1 ↔ 2*"] })
  })

  it("two others do not replace a bound one that is gone", () => {
    const { findings, pairs } = matching({
      users: [user(1, { aliases: ["p1.alias@example.com", "p1.third@example.com"] })],
      accounts: [second, account(3, { email: "p1.third@example.com" })],
      employees: [record(1)],
      goneAccounts: [1]
    })
    assert.deepStrictEqual({ findings, pairs }, {
      findings: ["second_account 2,3", "second_account 3,2"],
      pairs: ["1 ↔ –*"]
    })
  })

  it("an account that is bound elsewhere does not replace a gone one", () => {
    const { findings, pairs } = matching({
      users: [one, user(2, { mail: null })],
      accounts: [second],
      employees: [record(1), record(2)],
      goneAccounts: [1]
    })
    assert.deepStrictEqual({ findings, pairs }, { findings: ["binding_conflict 2"], pairs: ["2 ↔ 2*", "1 ↔ –*"] })
  })
})

describe("a binding that was cleared by hand", () => {
  for (const atlassianAccountId of [null, "", "  "]) {
    it(`${JSON.stringify(atlassianAccountId)} is free for the account that matches`, () => {
      const { findings, pairs } = matching({
        users: [user(1)],
        accounts: [account(2, { email: "p1@example.com" })],
        employees: [record(1, { atlassianAccountId })]
      })
      assert.deepStrictEqual({ findings, pairs }, { findings: [], pairs: ["1 ↔ 2*"] })
    })
  }

  it("also frees the account for another person", () => {
    const { findings, pairs } = matching({
      users: [user(1, { mail: null }), user(2)],
      accounts: [account(1, { email: "p2@example.com" })],
      employees: [record(1, { atlassianAccountId: null })]
    })
    assert.deepStrictEqual({ findings, pairs }, { findings: [], pairs: ["2 ↔ 1"] })
  })
})

describe("records that contradict each other", () => {
  const twin = record(7, { entraUserId: entraId(1), atlassianAccountId: accountId(7) })

  it("an Entra user with two records gets no third, whichever account leads to them", () => {
    const { pairs } = matching({ users: [user(1)], accounts: [account(1), account(7)], employees: [record(1), twin] })
    assert.deepStrictEqual(pairs, [])
  })

  it("the account of such a record is bound, so nobody else gets it", () => {
    const { pairs } = matching({
      users: [user(1, { mail: null }), user(7)],
      accounts: [account(7)],
      employees: [record(1), twin]
    })
    assert.deepStrictEqual(pairs, [])
  })

  it("a record that shares its account with such a record is left alone as well", () => {
    const { pairs } = matching({
      users: [user(1), user(2)],
      accounts: [account(7)],
      employees: [record(1), twin, record(2, { atlassianAccountId: accountId(7) })]
    })
    assert.deepStrictEqual(pairs, [])
  })

  it("two records of one account are both left alone, and the account goes to nobody else", () => {
    const { pairs } = matching({
      users: [user(1, { mail: null }), user(2, { mail: null }), user(3, { mail: "p1@example.com" })],
      accounts: [account(1)],
      employees: [record(1), record(2, { atlassianAccountId: accountId(1) })]
    })
    assert.deepStrictEqual(pairs, [])
  })

  it("a person whose record is contested is not given another account", () => {
    const { pairs } = matching({
      users: [user(1, { aliases: ["p3@example.com"] }), user(2)],
      accounts: [account(1), account(3)],
      employees: [record(1), record(2, { atlassianAccountId: accountId(1) })]
    })
    assert.deepStrictEqual(pairs, [])
  })
})

describe("a partial snapshot", () => {
  for (const partial of ["users", "accounts", "employees"] as const) {
    it(`of ${partial} makes no new binding, and says nothing of accounts it cannot judge`, () => {
      const { findings, pairs } = matching({
        users: [user(1), user(2)],
        accounts: [account(1), account(2), account(3), account(4, { email: null })],
        employees: [record(2)],
        partial: [partial]
      })
      assert.deepStrictEqual({ findings, pairs }, { findings: [], pairs: ["2 ↔ 2*"] })
    })
  }
})
