import { assert, describe, it } from "@effect/vitest"
import { explain } from "@entra-assets/core/plan/Explain"
import type { Subject } from "@entra-assets/core/plan/OnePerson"
import { plan } from "@entra-assets/core/plan/Plan"
import { account, accountId, entraId, objectId, range, record, reportsTo, user } from "../fixtures/People.ts"
import { world, type WorldInput } from "../fixtures/Worlds.ts"

const settings = { textLimit: 255 }
const of = (input: WorldInput, subject: Subject) => explain(world(input), settings, subject)
const ofAccount = (n: number, input: WorldInput) => of(input, { accountId: accountId(n) })
const ofUser = (n: number, input: WorldInput) => of(input, { entraId: entraId(n) })

const one: WorldInput = { users: [user(1)], accounts: [account(1)], employees: [record(1)] }
const shared = "shared@example.com"

/** A test per case: the decision, or its code when nobody is matched, and the summary. */
const cases = (
  explain: (n: number, input: WorldInput) => ReturnType<typeof ofUser>,
  all: ReadonlyArray<readonly [name: string, n: number, input: WorldInput, what: string, summary: string]>
) => {
  for (const [name, n, input, what, summary] of all) {
    it(name, () => {
      const { decision, summary: said } = explain(n, input)
      const decided = decision._tag === "Refused"
        ? decision.code
        : decision._tag === "Matched"
        ? `Matched by ${decision.rule}`
        : decision._tag
      assert.deepStrictEqual({ decided, said }, { decided: what, said: summary })
    })
  }
}

describe("an account", () => {
  cases(ofAccount, [
    [
      "that is bound, and nothing to write",
      1,
      one,
      "Bound",
      "ENTRA-1 is linked to this person and this Atlassian account; the record says what it should."
    ],
    [
      "that is bound, with changes",
      1,
      { ...one, users: [user(1, { jobTitle: "Boss", department: null })] },
      "Bound",
      "ENTRA-1 is linked to this person and this Atlassian account; Job Title and Department would change."
    ],
    [
      "that is bound and inactive",
      1,
      { ...one, accounts: [account(1, { active: false })] },
      "Bound",
      "ENTRA-1 is linked to this person and this Atlassian account; the record would become inactive, because the Atlassian account is inactive."
    ],
    [
      "that is bound to somebody who was not read",
      1,
      { ...one, users: [], partial: ["users"] },
      "Bound",
      "ENTRA-1 is linked to this person and this Atlassian account; the person was not read, and nothing follows from that."
    ],
    [
      "of a new person",
      1,
      { users: [user(1)], accounts: [account(1)] },
      "Matched by mail",
      "The account's address p1@example.com is the person's email address; a record would be created, active."
    ],
    [
      "of a new person by an alias",
      1,
      { users: [user(2, { aliases: ["P1@example.com"] })], accounts: [account(1)] },
      "Matched by alias",
      "The account's address p1@example.com is the person's other mailbox address; a record would be created, active."
    ],
    [
      "for a record that was freed",
      1,
      { ...one, employees: [record(1, { atlassianAccountId: null, jiraUser: null })] },
      "Matched by mail",
      "The account's address p1@example.com is the person's email address, and ENTRA-1 is linked to no account; Atlassian Account ID and Jira User would change."
    ],
    [
      "that replaces one that is gone",
      2,
      { ...one, accounts: [account(2, { email: "p1@example.com" })], goneAccounts: [1] },
      "Matched by mail",
      "The account's address p1@example.com is the person's email address, and the account that ENTRA-1 was linked to is gone; Atlassian Account ID and Jira User would change."
    ],
    [
      "that was replaced",
      1,
      { ...one, accounts: [account(2, { email: "p1@example.com" })], goneAccounts: [1] },
      "replaced_account",
      "The Atlassian account of this record is gone; the record now follows the account with the person's address."
    ],
    [
      "with a hidden address",
      1,
      { users: [user(1)], accounts: [account(1, { email: null })] },
      "hidden_email",
      "The address of this account is hidden, so nobody can be found by it."
    ],
    [
      "whose address nobody has",
      1,
      { users: [user(2)], accounts: [account(1)] },
      "no_candidate",
      "Nobody in Entra ID has the address p1@example.com."
    ],
    [
      "whose address is an other mail",
      1,
      { users: [user(2, { otherMails: ["p1@example.com"] })], accounts: [account(1)] },
      "only_other_mails",
      "In Entra ID the address p1@example.com is an \"other email\" only, and those prove nothing."
    ],
    [
      "whose address is a guest's, but not as mail",
      1,
      { users: [user(2, { isGuest: true, aliases: ["p1@example.com"] })], accounts: [account(1)] },
      "guest_address",
      "A guest has this address, but not as their email address, and guests are found by that alone."
    ],
    [
      "whose address several people have",
      1,
      { users: [user(2, { mail: shared }), user(3, { mail: shared })], accounts: [account(1, { email: shared })] },
      "several_candidates",
      "2 people in Entra ID have the address shared@example.com as their email address."
    ],
    [
      "of somebody who is bound to another one",
      2,
      { ...one, accounts: [account(1), account(2, { email: "p1@example.com" })] },
      "second_account",
      "The person is linked to another Atlassian account already."
    ],
    [
      "of somebody who has several records",
      2,
      {
        users: [user(1)],
        accounts: [account(2, { email: "p1@example.com" })],
        employees: [record(1), record(2, { entraUserId: entraId(1) })]
      },
      "contested_account",
      "Records that contradict each other claim this account, so none is written."
    ],
    [
      "that leads to somebody who has several records",
      3,
      {
        users: [user(1)],
        accounts: [account(3, { email: "p1@example.com" })],
        employees: [record(1), record(2, { entraUserId: entraId(1) })]
      },
      "duplicated_records",
      "The person has several records, so none of them is written."
    ],
    [
      "that leads to somebody whose record claims a contested account",
      3,
      {
        users: [user(1), user(2)],
        accounts: [account(1), account(3, { email: "p1@example.com" })],
        employees: [record(1), record(2, { atlassianAccountId: accountId(1) })]
      },
      "contested_record",
      "The person's record is linked to an account that another record claims too, so neither is written."
    ],
    [
      "that is inactive",
      1,
      { users: [user(1)], accounts: [account(1, { active: false })] },
      "inactive_account",
      "The account is inactive, so nobody is linked to it."
    ],
    [
      "after a read that ended early",
      1,
      { users: [user(1)], accounts: [account(1)], partial: ["users", "employees"] },
      "incomplete_read",
      "Entra ID and Assets were not read to the end, so nobody new is linked."
    ],
    ["that is gone", 1, { goneAccounts: [1] }, "account_gone", "Jira does not know this account any more."],
    [
      "that nobody has heard of",
      1,
      {},
      "account_missing",
      "The account is not among the people's accounts in Jira; it may be an app or a customer."
    ],
    [
      "that may not have been read",
      1,
      { partial: ["accounts"] },
      "account_unknown",
      "The account is not among those that were read before the read ended early."
    ]
  ])

  it("has the candidates of every rule, in order, though the first decides", () => {
    const users = [user(1, { mail: shared }), user(2, { aliases: [shared] }), user(3, { otherMails: [shared] })]
    const { candidates, decision } = ofAccount(9, { users, accounts: [account(9, { email: shared })] })
    assert.deepStrictEqual(candidates, [
      { rule: "mail", count: 1, entraIds: [entraId(1)] },
      { rule: "userPrincipalName", count: 0, entraIds: [] },
      { rule: "primaryProxyAddress", count: 0, entraIds: [] },
      { rule: "alias", count: 1, entraIds: [entraId(2)] },
      { rule: "otherMails", count: 1, entraIds: [entraId(3)] }
    ])
    assert.deepInclude(decision, { _tag: "Matched", entraId: entraId(1), rule: "mail", address: shared })
  })

  it("names a few of very many candidates", () => {
    const users = range(30).map((n) => user(n, { mail: shared }))
    const { candidates, decision } = ofAccount(99, { users, accounts: [account(99, { email: shared })] })
    assert.deepInclude(candidates[0], { count: 30, entraIds: range(10).map(entraId) })
    assert.deepInclude(decision, { code: "several_candidates", entraIds: range(5).map(entraId) })
  })

  it("that leads to nobody has the nearest people", () => {
    const users = [user(1, { displayName: "Anna Meier", mail: "am@example.com" }), user(2)]
    const accounts = [account(9, { email: "anna.meier@example.com" })]
    assert.deepStrictEqual(ofAccount(9, { users, accounts }).nearestUsers.map(({ entraId }) => entraId), [entraId(1)])
    assert.deepStrictEqual(
      ofAccount(9, { users: [user(1, { mail: "anna.meier@example.com" })], accounts }).nearestUsers,
      []
    )
  })
})

describe("whoever is named by id alone", () => {
  const named = (explanation: ReturnType<typeof of>) => explanation.named.map(({ displayName }) => displayName)

  it("has a name: candidates, the person and their manager", () => {
    const users = [
      user(1, { displayName: "Anna", mail: shared, ...reportsTo(3) }),
      user(2, { displayName: "Ben", mail: shared }),
      user(3, { displayName: "Cleo" })
    ]
    assert.deepStrictEqual(named(ofAccount(9, { users, accounts: [account(9, { email: shared })] })), ["Anna", "Ben"])
    assert.deepStrictEqual(named(ofUser(1, { users, accounts: [account(1, { email: null })] })), ["Cleo"])
    const matched = ofUser(1, { users: users.slice(0, 1), accounts: [account(1, { email: shared })] })
    assert.deepStrictEqual(named(matched), ["Anna"])
  })
})

describe("an Entra user", () => {
  cases(ofUser, [
    [
      "who is bound",
      1,
      { ...one, users: [user(1, { accountEnabled: false })] },
      "Bound",
      "ENTRA-1 is linked to this person and this Atlassian account; the record would become inactive, because the person is disabled in Entra ID."
    ],
    [
      "who is bound and gone",
      1,
      { ...one, users: [], goneUsers: [1] },
      "Bound",
      "ENTRA-1 is linked to this person and this Atlassian account; the record would become inactive, because Entra ID does not know the person any more."
    ],
    [
      "who is new",
      1,
      { users: [user(1, { accountEnabled: false })], accounts: [account(1)] },
      "Matched by mail",
      "The account's address p1@example.com is the person's email address; a record would be created, inactive."
    ],
    [
      "whom no account leads to",
      1,
      { users: [user(1)], accounts: [account(2), account(3, { email: null })] },
      "no_account",
      "No Atlassian account has an address of this person; 1 hides its address."
    ],
    [
      "whose address is somebody else's by a stronger rule",
      1,
      {
        users: [user(1, { mail: null, aliases: [shared] }), user(2, { mail: shared })],
        accounts: [account(9, { email: shared })]
      },
      "weaker_rule",
      "The address is somebody else's email address, which goes first."
    ],
    [
      "whose account is bound to somebody else",
      1,
      { users: [user(1), user(2)], accounts: [account(2, { email: "p1@example.com" })], employees: [record(2)] },
      "bound_elsewhere",
      "The account with this person's address is linked to somebody else."
    ],
    [
      "with two accounts, of which one says why",
      1,
      {
        users: [user(1, { otherMails: ["p3@example.com"] }), user(2, { mail: "p1@example.com" })],
        accounts: [account(1), account(3)]
      },
      "several_candidates",
      "2 people in Entra ID have the address p1@example.com as their email address."
    ],
    [
      "whom two accounts lead to",
      1,
      { users: [user(1)], accounts: [account(1), account(2, { email: "p1@corp.example.com" })] },
      "second_account",
      "2 Atlassian accounts lead to the same person, so neither is linked."
    ],
    [
      "who is a guest, by an alias",
      1,
      { users: [user(1, { isGuest: true, aliases: [shared] })], accounts: [account(9, { email: shared })] },
      "guest_address",
      "A guest has this address, but not as their email address, and guests are found by that alone."
    ],
    [
      "who is gone, with a record that was freed",
      1,
      { employees: [record(1, { atlassianAccountId: null, jiraUser: null })], goneUsers: [1] },
      "user_gone",
      "Entra ID does not know this person any more, and no record is linked to them."
    ],
    ["whom nobody has heard of", 1, {}, "user_missing", "The person is not among the users of Entra ID."],
    [
      "who may not have been read",
      1,
      { partial: ["users"] },
      "user_unknown",
      "The person is not among those that were read before the read ended early."
    ]
  ])

  it("has the accounts that their addresses lead to, by rule", () => {
    const users = [user(1, { aliases: ["p3@example.com"], otherMails: ["p4@example.com"] })]
    const { leads } = ofUser(1, { users, accounts: [account(4), account(3), account(2), account(1)] })
    assert.deepStrictEqual(leads, [
      { rule: "mail", counts: true, address: "p1@example.com", accountId: accountId(1) },
      { rule: "alias", counts: true, address: "p3@example.com", accountId: accountId(3) },
      { rule: "otherMails", counts: false, address: "p4@example.com", accountId: accountId(4) }
    ])
  })

  it("whom nobody leads to has the nearest accounts", () => {
    const users = [user(1, { displayName: "Anna Meier", mail: "anna.meier@example.com" })]
    const accounts = [account(7), account(8, { email: "anna.meier@gmail.example" })]
    assert.deepStrictEqual(ofUser(1, { users, accounts }).nearestAccounts.map(({ accountId }) => accountId), [
      accountId(8)
    ])
  })
})

describe("what was read", () => {
  it("is both sides, where they are matched, and the record", () => {
    const input = { ...one, accounts: [account(1, { email: null })] }
    for (const { read } of [ofAccount(1, input), ofUser(1, input)]) {
      assert.deepStrictEqual(read, {
        sources: {
          graph: { readStartedAt: 0, count: 1, complete: true },
          jira: { readStartedAt: 0, count: 1, complete: true },
          assets: { readStartedAt: 0, count: 1, complete: true }
        },
        account: { id: accountId(1), presence: "present", value: account(1, { email: null }) },
        user: { id: entraId(1), presence: "present", deletion: null, value: user(1) },
        records: [record(1)]
      })
    }
  })

  it("tells gone, unconfirmed, missing and unknown apart", () => {
    const read = (input: WorldInput) => {
      const { account, user } = ofAccount(1, { employees: [record(1)], ...input }).read
      return [account?.presence, user?.presence, account?.value, user?.value]
    }
    assert.deepStrictEqual(read({ goneUsers: [1], goneAccounts: [1] }), ["gone", "gone", null, null])
    const unconfirmed = [
      { _tag: "User", id: entraId(1), why: "unanswered" },
      { _tag: "Account", id: accountId(1), why: "unrepeated" }
    ] as const
    assert.deepStrictEqual(read({ unconfirmed }), ["unconfirmed", "unconfirmed", null, null])
    assert.deepStrictEqual(read({}), ["missing", "missing", null, null])
    assert.deepStrictEqual(read({ partial: ["users", "accounts"] }), ["unknown", "unknown", null, null])
  })

  it("says how somebody who is gone was deleted, where that is known", () => {
    const gone: WorldInput = { ...one, users: [], goneUsers: [1] }
    const deletion = (input: WorldInput) => ofUser(1, input).read.user?.deletion
    assert.strictEqual(deletion({ ...gone, deletions: new Map([[entraId(1), "soft"]]) }), "soft")
    assert.isNull(deletion(gone))
  })

  it("says which source ended early, and why", () => {
    const { graph, jira } = ofUser(1, { ...one, partial: ["users"] }).read.sources
    assert.deepInclude(graph, { complete: false, reason: "The source stopped answering." })
    assert.deepInclude(jira, { complete: true })
  })

  it("is every record that names them, also those that contradict each other", () => {
    const input = { ...one, employees: [record(1), record(2, { entraUserId: entraId(1) })] }
    const { change, findings, read } = ofUser(1, input)
    assert.deepStrictEqual(read.records.map(({ objectId }) => objectId), [objectId(1), objectId(2)])
    assert.deepStrictEqual(findings.map(({ code }) => code), ["binding_conflict"])
    assert.isNull(change)
  })
})

describe("of somebody with two accounts, of which neither is linked", () => {
  const twice: WorldInput = {
    users: [user(1)],
    accounts: [
      account(1, { displayName: "Person 1" }),
      account(2, { email: "p1@corp.example.com", displayName: "Person 1" })
    ]
  }
  const explained = of(twice, { accountId: accountId(2) })

  it("the other account is told, with its address", () => {
    assert.deepStrictEqual(explained.decision._tag === "Refused" && explained.decision.accountIds, [accountId(1)])
    assert.deepStrictEqual(explained.accounts, [account(1, { displayName: "Person 1" })])
  })

  it("the person is among what was read, since both lead to them", () => {
    assert.strictEqual(explained.read.user?.value?.id, entraId(1))
    assert.deepStrictEqual(explained.read.records, [])
  })

  it("what is found is told once for each account, and nothing changes", () => {
    assert.deepStrictEqual(explained.findings.map(({ accountIds }) => accountIds), [[accountId(2), accountId(1)]])
    assert.isNull(explained.change)
  })
})

it("the findings are those about the person, on either side", () => {
  const input: WorldInput = {
    users: [user(1, reportsTo(2)), user(2), user(3, reportsTo(1))],
    accounts: [account(1), account(3), account(4, { email: "p1@example.com" })],
    employees: [record(1), record(3)]
  }
  const codes = (subject: Subject) => of(input, subject).findings.map(({ code }) => code)
  assert.deepStrictEqual(codes({ entraId: entraId(1) }), ["second_account", "missing_manager"])
  assert.deepStrictEqual(codes({ accountId: accountId(1) }), ["second_account", "missing_manager"])
  assert.deepStrictEqual(codes({ accountId: accountId(4) }), ["second_account"])
  assert.deepStrictEqual(codes({ entraId: entraId(3) }), [])
})

it("the guard is asked when every item has passed it", () => {
  const input = world(one)
  let passed = 0
  function* items() {
    for (const item of plan(input, settings)) {
      passed++
      yield item
    }
  }
  const verdict = () => ({ stops: [], unmatched: { count: passed, accounts: 1 } })
  const { guard } = explain(input, settings, { entraId: entraId(1) }, { items: items(), verdict })
  assert.deepStrictEqual(guard, { stops: [], unmatched: { count: 1, accounts: 1 } })
  assert.isNull(ofUser(1, one).guard)
})
