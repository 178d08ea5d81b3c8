import { assert, describe, it } from "@effect/vitest"
import type { EntraManager } from "@entra-assets/core/model/EntraUser"
import type { EntraId } from "@entra-assets/core/model/Ids"
import type { ManagerAnswer } from "@entra-assets/core/plan/World"
import {
  account,
  accountId,
  entraId,
  linkedTo,
  objectId,
  range,
  record,
  reportsTo,
  user,
  without
} from "../fixtures/People.ts"
import { planOf, type WorldInput } from "../fixtures/Worlds.ts"

const contact: { readonly manager: EntraManager } = { manager: { _tag: "Contact", id: "c1" } }

/** People by number with everything in order, of whom only some have a record. */
const people = (numbers: ReadonlyArray<number>, recorded: ReadonlyArray<number> = numbers) => ({
  users: numbers.map((n) => user(n)),
  accounts: numbers.map((n) => account(n)),
  employees: recorded.map((n) => record(n))
})

const asked = (n: number, manager: EntraManager | null): ReadonlyMap<EntraId, ManagerAnswer> =>
  new Map([[entraId(n), manager === null ? { _tag: "None" } : { _tag: "Manager", manager }]])

/** A test per world: the entries as text, and the codes of the findings. */
const worlds = (
  cases: ReadonlyArray<
    readonly [name: string, input: WorldInput, texts: ReadonlyArray<string>, codes?: ReadonlyArray<string>]
  >
) => {
  for (const [name, input, texts, codes = []] of cases) {
    it(name, () => {
      const plan = planOf(input)
      assert.deepStrictEqual({ texts: plan.texts, codes: plan.codes }, { texts, codes })
    })
  }
}

describe("creating", () => {
  it("holds every field, both account attributes and Active", () => {
    const { entries } = planOf({ users: [user(1, { jobTitle: null })], accounts: [account(1)] })
    assert.deepStrictEqual(entries, [{
      _tag: "Create",
      entraId: entraId(1),
      accountId: accountId(1),
      record: {
        name: "Person 1",
        fullName: "Person 1",
        email: "p1@example.com",
        userPrincipalName: "p1@corp.example.com",
        jobTitle: null,
        department: "Research",
        active: true,
        manager: null,
        managerAtlassianAccountId: null
      },
      level: 0,
      managerDeferred: false
    }])
  })

  it("somebody who is disabled creates an inactive record", () => {
    for (const one of [user(1, { accountEnabled: false }), without(user(1), "accountEnabled")]) {
      assert.deepStrictEqual(
        planOf({ users: [one], accounts: [account(1)] }).creates.map(({ record }) => record.active),
        [false]
      )
    }
  })

  worlds([
    ["nobody without an account", { users: [user(1)] }, []],
    ["nobody for an inactive account", { users: [user(1)], accounts: [account(1, { active: false })] }, []],
    [
      "nobody for whom a record stands already",
      {
        users: [user(1)],
        accounts: [account(1)],
        employees: [record(5, { entraUserId: entraId(1), atlassianAccountId: null })]
      },
      [
        "Update 1 name: Person 5 → Person 1, fullName: Person 5 → Person 1, email: p5@example.com → p1@example.com, " +
        "userPrincipalName: p5@corp.example.com → p1@corp.example.com, atlassianAccountId: null → account-1, jiraUser: account-5 → account-1"
      ]
    ]
  ])
})

describe("a bound record", () => {
  worlds([
    ["that says what it should is in no entry", people([1, 2]), []],
    [
      "is updated attribute by attribute",
      { ...people([1]), users: [user(1, { jobTitle: "Lead", department: null })] },
      [
        "Update 1 jobTitle: Engineer → Lead, department: Research → null"
      ]
    ],
    ["keeps what the payload does not mention", {
      ...people([1]),
      users: [without(without(user(1), "jobTitle"), "mail")]
    }, []],
    ["follows a new address", { ...people([1]), users: [user(1, { mail: "new@example.com" })] }, [
      "Update 1 email: p1@example.com → new@example.com"
    ]],
    ["stays active when the address is hidden", { ...people([1]), accounts: [account(1, { email: null })] }, []],
    [
      "is updated though its address leads to somebody else",
      {
        users: [user(1, { mail: "old@example.com", jobTitle: "Lead" }), user(2, { mail: "p1@example.com" })],
        accounts: [account(1)],
        employees: [record(1)]
      },
      ["Update 1 email: p1@example.com → old@example.com, jobTitle: Engineer → Lead"],
      ["binding_conflict"]
    ],
    ["gets Jira User and Name back when somebody changed them", {
      ...people([1]),
      employees: [record(1, { jiraUser: null, name: "X" })]
    }, ["Update 1 name: X → Person 1, jiraUser: null → account-1"]],
    [
      "that is unmanaged is left alone",
      { ...people([1]), employees: [record(1), record(2, { entraUserId: "17", name: "X" })] },
      [],
      [
        "unmanaged_record"
      ]
    ]
  ])
})

describe("Active", () => {
  const inactive = record(1, { active: false })
  const stale = { jobTitle: "Lead" }
  worlds([
    ["disabled in Entra: inactive, and attributes are kept up to date", {
      ...people([1]),
      users: [user(1, { accountEnabled: false, ...stale })]
    }, [
      "Inactivate 1 (disabled_in_entra) jobTitle: Engineer → Lead, active: true → false"
    ]],
    ["disabled and inactive already: attributes are still kept up to date", {
      ...people([1]),
      users: [user(1, { accountEnabled: false, ...stale })],
      employees: [inactive]
    }, ["Update 1 jobTitle: Engineer → Lead"]],
    ["disabled in Entra while the account was not seen: inactive", {
      users: [user(1, { accountEnabled: false })],
      employees: [record(1)]
    }, ["Inactivate 1 (disabled_in_entra) active: true → false"]],
    ["disabled in Entra, in a read that ended early: Active stays, the rest is kept up to date", {
      ...people([1]),
      users: [user(1, { accountEnabled: false, ...stale })],
      partial: ["accounts"]
    }, ["Update 1 jobTitle: Engineer → Lead"]],
    ["account inactive, in a read that ended early: nothing", {
      ...people([1]),
      users: [user(1, stale)],
      accounts: [account(1, { active: false })],
      partial: ["users"]
    }, []],
    ["account inactive: only Active", {
      ...people([1]),
      users: [user(1, stale)],
      accounts: [account(1, { active: false })]
    }, [
      "Inactivate 1 (account_inactive) active: true → false"
    ]],
    ["account inactive and disabled in Entra: only Active", {
      users: [user(1, { accountEnabled: false, ...stale })],
      accounts: [account(1, { active: false })],
      employees: [record(1)]
    }, ["Inactivate 1 (account_inactive) active: true → false"]],
    ["account inactive, record too: nothing", {
      users: [user(1, stale)],
      accounts: [account(1, { active: false })],
      employees: [inactive]
    }, []],
    ["account gone: only Active", { users: [user(1, stale)], employees: [record(1)], goneAccounts: [1] }, [
      "Inactivate 1 (account_gone) active: true → false"
    ]],
    [
      "account gone, record inactive: nothing",
      { users: [user(1, stale)], employees: [inactive], goneAccounts: [1] },
      []
    ],
    ["gone from Entra: only Active, though the account lives on", {
      accounts: [account(1)],
      employees: [record(1, { jiraUser: null })],
      goneUsers: [1]
    }, [
      "Inactivate 1 (gone_from_entra) active: true → false"
    ]],
    ["gone from Entra, and Active never had a value", {
      accounts: [account(1)],
      employees: [record(1, { active: null })],
      goneUsers: [1]
    }, [
      "Inactivate 1 (gone_from_entra) active: null → false"
    ]],
    ["not seen in Entra, and nobody knows why: nothing", { accounts: [account(1)], employees: [record(1)] }, []],
    ["account not seen, and nobody knows why: attributes go on, Active stays", {
      users: [user(1, stale)],
      employees: [record(1)]
    }, [
      "Update 1 jobTitle: Engineer → Lead"
    ]],
    ["enabled and active again", { ...people([1]), employees: [inactive] }, ["Reactivate 1 active: false → true"]],
    ["enabled again while the account was not seen: nothing", { users: [user(1)], employees: [inactive] }, []],
    ["accountEnabled absent: Active stays", {
      ...people([1]),
      users: [without(user(1), "accountEnabled")],
      employees: [inactive]
    }, []],
    ["relinked to a new account after the old one had gone", {
      users: [user(1)],
      accounts: [account(2, { email: "p1@example.com" })],
      employees: [inactive],
      goneAccounts: [1]
    }, [
      "Reactivate 1 atlassianAccountId: account-1 → account-2, jiraUser: account-1 → account-2, active: false → true"
    ], ["relinked"]]
  ])
})

describe("partial snapshots", () => {
  for (const partial of ["users", "accounts", "employees"] as const) {
    it(`of ${partial}: no create, no absence, but updates go on`, () => {
      const { codes, texts } = planOf({
        users: [user(1), user(2, { jobTitle: "Lead" })],
        accounts: [account(1), account(2), account(3)],
        employees: [record(2), record(3), record(4)],
        partial: [partial]
      })
      assert.deepStrictEqual({ codes, texts }, { codes: [], texts: ["Update 2 jobTitle: Engineer → Lead"] })
    })
  }

  it("of employees: a manager whose record was not read keeps the link as it is", () => {
    const input = {
      users: [user(1, reportsTo(2)), user(2)],
      accounts: [account(1), account(2)],
      employees: [record(1, linkedTo(3))]
    }
    assert.deepStrictEqual(planOf({ ...input, partial: ["employees"] }).texts, [])
  })
})

describe("contradictory records", () => {
  const { accounts, employees, users } = people([1, 2, 3])
  worlds([
    [
      "two with one Entra id: neither is written, nor a third",
      {
        users: users.map((one) => ({ ...one, jobTitle: "Lead" })),
        accounts,
        employees: [...employees, record(4, { entraUserId: entraId(1), atlassianAccountId: accountId(2) })]
      },
      ["Update 3 jobTitle: Engineer → Lead"],
      ["binding_conflict", "binding_conflict"]
    ],
    [
      "two with one account: neither is written",
      {
        users: users.map((one) => ({ ...one, jobTitle: "Lead" })),
        accounts,
        employees: [record(1), record(2, { atlassianAccountId: accountId(1) }), record(3)]
      },
      ["Update 3 jobTitle: Engineer → Lead"],
      ["binding_conflict"]
    ]
  ])
})

describe("managers", () => {
  const linked = record(1, linkedTo(2))
  const both = { accounts: [account(1), account(2)], employees: [record(1), record(2)] }
  worlds([
    ["a new one", { ...both, users: [user(1, reportsTo(2)), user(2)] }, [
      "Update 1 managerAtlassianAccountId: null → account-2, manager: nobody → 2"
    ]],
    ["the same one", { ...both, employees: [linked, record(2)], users: [user(1, reportsTo(2)), user(2)] }, []],
    ["another one", {
      ...people([1, 2, 3]),
      users: [user(1, reportsTo(3)), user(2), user(3)],
      employees: [linked, record(2), record(3)]
    }, ["Update 1 managerAtlassianAccountId: account-2 → account-3, manager: 2 → 3"]],
    ["one who is created in the same plan", {
      ...both,
      employees: [record(1)],
      users: [user(1, reportsTo(2)), user(2)]
    }, [
      "Create 2",
      "Update 1 managerAtlassianAccountId: null → account-2, manager: nobody → 2 (new)"
    ]],
    ["one without a record: no link", {
      users: [user(1, reportsTo(9)), user(9)],
      accounts: [account(1)],
      employees: [linked]
    }, [
      "Update 1 managerAtlassianAccountId: account-2 → null, manager: ? → nobody"
    ], ["missing_manager"]],
    ["a contact: no link", { ...both, users: [user(1, contact), user(2)], employees: [linked, record(2)] }, [
      "Update 1 managerAtlassianAccountId: account-2 → null, manager: 2 → nobody"
    ], ["missing_manager"]],
    ["oneself: no link", {
      ...both,
      users: [user(1, reportsTo(1)), user(2)],
      employees: [record(1, linkedTo(1)), record(2)]
    }, [
      "Update 1 managerAtlassianAccountId: account-1 → null, manager: 1 → nobody"
    ], ["manager_cycle"]],
    ["absent, and nobody could say: the link stays", {
      ...both,
      users: [user(1), user(2)],
      employees: [linked, record(2)]
    }, []],
    ["absent, and Entra says there is none: the link goes", {
      ...both,
      users: [user(1), user(2)],
      employees: [linked, record(2)],
      managers: asked(1, null)
    }, ["Update 1 managerAtlassianAccountId: account-2 → null, manager: 2 → nobody"]],
    ["absent, and Entra names one when asked", {
      ...people([1, 2, 3]),
      employees: [linked, record(2), record(3)],
      managers: asked(1, { _tag: "User", id: entraId(3) })
    }, ["Update 1 managerAtlassianAccountId: account-2 → account-3, manager: 2 → 3"]],
    ["one whose record is inactive: the link stays", {
      users: [user(1, reportsTo(2)), user(2)],
      accounts: [account(1), account(2, { active: false })],
      employees: [linked, record(2, { active: false })]
    }, []],
    ["one who is gone, with the link still in Entra: the link stays", {
      users: [user(1, reportsTo(2))],
      accounts: [account(1)],
      employees: [linked, record(2, { active: false })],
      goneUsers: [2],
      goneAccounts: [2]
    }, []],
    [
      "one with two records: the link stays as it is",
      {
        ...both,
        users: [user(1, reportsTo(2)), user(2)],
        employees: [record(1, linkedTo(3)), record(2), record(3, { entraUserId: entraId(2) })]
      },
      [],
      ["binding_conflict", "missing_manager"]
    ],
    ["one whose account was relinked: the account id follows", {
      users: [user(1, reportsTo(2)), user(2)],
      accounts: [account(1), account(5, { email: "p2@example.com" })],
      employees: [linked, record(2)],
      goneAccounts: [2]
    }, [
      "Update 1 managerAtlassianAccountId: account-2 → account-5",
      "Update 2 atlassianAccountId: account-2 → account-5, jiraUser: account-2 → account-5"
    ], ["relinked"]],
    ["of somebody whose account is inactive: only Active, the link stays", {
      users: [user(1, reportsTo(3)), user(2), user(3)],
      accounts: [account(1, { active: false }), account(2), account(3)],
      employees: [linked, record(2), record(3)]
    }, ["Inactivate 1 (account_inactive) active: true → false"]]
  ])
})

describe("absence", () => {
  it("says how somebody was deleted who is gone from Entra, where that is known", () => {
    const { entries } = planOf({
      accounts: [1, 2, 3].map((n) => account(n)),
      employees: [1, 2, 3].map((n) => record(n)),
      users: [user(3, { accountEnabled: false })],
      goneUsers: [1, 2],
      deletions: new Map([[entraId(1), "soft"], [entraId(3), "hard"]])
    })
    assert.deepStrictEqual<unknown>(
      entries.map((entry) => entry._tag === "Inactivate" && [entry.cause, entry.deletion]),
      [["gone_from_entra", "soft"], ["gone_from_entra", undefined], ["disabled_in_entra", undefined]]
    )
  })

  it("names the account that the record is bound to now, also when another one would take it over", () => {
    const { codes, entries } = planOf({
      users: [user(1)],
      accounts: [account(2, { email: "p1@example.com" })],
      employees: [record(1)],
      goneUsers: [1],
      goneAccounts: [1]
    })
    assert.deepStrictEqual(codes, ["relinked"])
    assert.deepStrictEqual<unknown>(
      entries.map((entry) => entry._tag === "Inactivate" && [entry.cause, entry.accountId]),
      [["gone_from_entra", accountId(1)]]
    )
  })

  it("that was not proved keeps the person, and is told with the record", () => {
    const { entries, findings } = planOf({
      users: [user(3)],
      accounts: [account(1), account(3)],
      employees: [1, 2, 3].map((n) => record(n)),
      unconfirmed: [
        { _tag: "User", id: entraId(1), why: "unrepeated" },
        { _tag: "Account", id: accountId(2), why: "unanswered" },
        { _tag: "Manager", id: entraId(3), why: "unanswered" }
      ]
    })
    assert.deepStrictEqual(entries, [])
    assert.deepStrictEqual(
      findings.map(({ accountIds, code, entraIds, objectIds }) => [code, ...accountIds, ...entraIds, ...objectIds]),
      [
        ["absence_unconfirmed", entraId(1), objectId(1)],
        ["absence_unconfirmed", accountId(2), objectId(2)],
        ["absence_unconfirmed", entraId(3), objectId(3)]
      ]
    )
    assert.include(findings[0]?.detail, "not yet in as many runs")
    assert.include(findings[1]?.detail, "neither")
  })
})

describe("the order of creates", () => {
  it("puts managers before their reports, whatever the order of reading", () => {
    // 1 ← 2 ← 3 ← … ← 20
    const chain = range(20).map((n) => user(n, n === 1 ? {} : reportsTo(n - 1)))
    const accounts = range(20).map((n) => account(n))
    for (
      const [users, read] of [[chain, accounts], [chain, accounts.toReversed()], [
        chain.toReversed(),
        accounts
      ]] as const
    ) {
      const { creates } = planOf({ users, accounts: read })
      assert.deepStrictEqual(
        creates.map(({ entraId, level }) => [entraId, level]),
        range(20).map((n) => [entraId(n), n - 1])
      )
      assert.isFalse(creates.some(({ managerDeferred }) => managerDeferred))
    }
  })

  it("puts creates before changes", () => {
    const { entries } = planOf({ ...people([1, 2], [1]), users: [user(1, { jobTitle: "Lead" }), user(2)] })
    assert.deepStrictEqual(entries.map(({ _tag }) => _tag), ["Create", "Update"])
  })

  it("a manager who has a record is linked at once, and holds nobody up", () => {
    const { creates } = planOf({ ...people([1, 2], [1]), users: [user(1), user(2, reportsTo(1))] })
    assert.deepStrictEqual(creates.map(({ level, record }) => ({ level, manager: record.manager })), [
      { level: 0, manager: { entraId: entraId(1), objectId: objectId(1) } }
    ])
  })
})

describe("whom a finding is about", () => {
  it("has their names: of the record as in entries, else of Entra ID, and none of somebody nobody knows", () => {
    const { findings } = planOf({
      users: [
        user(1, { ...reportsTo(2), displayName: "Ada in Entra ID" }),
        user(2, { displayName: " Bob in Entra ID " }),
        user(3, reportsTo(9)),
        user(4, { ...reportsTo(5) }),
        user(5, { displayName: null })
      ],
      accounts: [account(1), account(3), account(4)],
      employees: [record(1), record(3), record(4)]
    })
    assert.deepStrictEqual(
      findings.map(({ code, named = [] }) => [code, ...named.map(({ entraId, name }) => [entraId, name])]),
      [
        ["missing_manager", [entraId(1), "Person 1"], [entraId(2), "Bob in Entra ID"]],
        ["missing_manager", [entraId(3), "Person 3"]],
        ["missing_manager", [entraId(4), "Person 4"], [entraId(5), "p5@corp.example.com"]]
      ]
    )
  })

  /** The accounts beside each name, of the findings of this code. */
  const accountsBeside = (code: string, input: WorldInput) =>
    planOf(input).findings.flatMap((finding) => finding.code === code ? finding.named ?? [] : []).map((
      { accountIds, name }
    ) => [name, accountIds])

  it("has the account beside each name, so that the name goes with the account", () => {
    assert.deepStrictEqual(
      accountsBeside("missing_manager", {
        users: [user(1, reportsTo(2)), user(2), user(3, reportsTo(2))],
        accounts: [account(1), account(3)],
        employees: [record(1)]
      }),
      [["Person 3", [accountId(3)]], ["Person 2", undefined], ["Person 1", [accountId(1)]], ["Person 2", undefined]],
      "by the record, by the address, and none of somebody without"
    )
    assert.deepStrictEqual(
      accountsBeside("relinked", {
        users: [user(1)],
        accounts: [account(1)],
        employees: [record(1, { atlassianAccountId: accountId(9) })],
        goneAccounts: [9]
      }),
      [["Person 1", [accountId(9), accountId(1)]]],
      "the one that is gone, and the one that follows it"
    )
  })

  it("has the accounts of all records that stand for the same person; and no name where these are too many", () => {
    const twins = (count: number) =>
      accountsBeside("binding_conflict", {
        users: [user(1)],
        employees: range(count).map((n) => ({ ...record(n), entraUserId: entraId(1) }))
      })
    assert.deepStrictEqual(twins(3), [["Person 1", range(3).map((n) => accountId(n))]])
    assert.deepStrictEqual(twins(100), [])
  })

  it("has no names where it is about accounts", () => {
    const { findings } = planOf({ users: [], accounts: [account(1)] })
    assert.deepStrictEqual(findings.map((finding) => [finding.code, "named" in finding]), [[
      "unmatched_account",
      false
    ]])
  })

  it("has what accounts are called in Jira and their addresses, as far as these are known", () => {
    const { findings } = planOf({
      accounts: [
        account(1, { displayName: "Ada" }),
        account(2, { displayName: "Bob", email: null }),
        account(3, { email: null })
      ]
    })
    assert.deepStrictEqual(findings.map(({ accounts }) => accounts), [
      [{ accountId: accountId(1), name: "Ada", email: "p1@example.com" }],
      [{ accountId: accountId(2), name: "Bob" }],
      undefined
    ])
  })

  it("has the record's name for an account that Jira does not list", () => {
    const { findings } = planOf({
      employees: [record(1)],
      users: [user(1)],
      unconfirmed: [{ _tag: "Account", id: accountId(1), why: "unanswered" }]
    })
    assert.deepStrictEqual(findings.map(({ accounts, code }) => [code, accounts]), [
      ["absence_unconfirmed", [{ accountId: accountId(1), name: "Person 1" }]]
    ])
  })
})

describe("circles of managers", () => {
  /** Each reports to the next, and the last to the first. */
  const circle = (size: number) => range(size).map((n) => user(n, reportsTo(n % size + 1)))
  const accounts = range(9).map((n) => account(n))
  for (const size of [2, 3, 9]) {
    it(`of ${size} new people: one finding, and one second write`, () => {
      const { codes, creates } = planOf({ users: circle(size), accounts: accounts.slice(0, size) })
      assert.deepStrictEqual(codes, ["manager_cycle"])
      assert.deepStrictEqual(creates.map(({ managerDeferred }) => managerDeferred), [
        true,
        ...Array.from({ length: size - 1 }, () => false)
      ])
      assert.isTrue(creates.every(({ record }) => record.manager !== null))
    })

    it(`of ${size} of whom some have a record: one finding, and no second write`, () => {
      const { codes, creates } = planOf({
        users: circle(size),
        accounts: accounts.slice(0, size),
        employees: [record(2)]
      })
      assert.deepStrictEqual(codes, ["manager_cycle"])
      assert.isFalse(creates.some(({ managerDeferred }) => managerDeferred))
    })

    it(`of ${size} who all have their records and links: one finding, nothing to write`, () => {
      const employees = range(size).map((n) => record(n, linkedTo(n % size + 1)))
      const { codes, texts } = planOf({ users: circle(size), accounts: accounts.slice(0, size), employees })
      assert.deepStrictEqual({ codes, texts }, { codes: ["manager_cycle"], texts: [] })
    })
  }

  it("two circles are two findings and two second writes", () => {
    const users = [...circle(2), user(3, reportsTo(4)), user(4, reportsTo(3)), user(5, reportsTo(3))]
    const { codes, creates } = planOf({ users, accounts })
    assert.deepStrictEqual(codes.filter((code) => code === "manager_cycle").length, 2)
    assert.deepStrictEqual(creates.filter(({ managerDeferred }) => managerDeferred).map(({ entraId }) => entraId), [
      entraId(1),
      entraId(3)
    ])
  })

  it("a circle that passes somebody without an account is no circle", () => {
    const { codes } = planOf({ users: circle(3), accounts: accounts.slice(0, 2) })
    assert.deepStrictEqual(codes, ["missing_manager"])
  })
})

describe("long values", () => {
  it("are cut with a finding each run, and not written again", () => {
    const users = [user(1, { displayName: `${"x".repeat(254)}\u{1f600}` })]
    const first = planOf({ users, accounts: [account(1)] })
    assert.deepStrictEqual(first.codes, ["truncated_value"])
    const cut = "x".repeat(254)
    const again = planOf({ users, accounts: [account(1)], employees: [record(1, { name: cut, fullName: cut })] })
    assert.deepStrictEqual({ codes: again.codes, texts: again.texts }, { codes: ["truncated_value"], texts: [] })
  })

  it("a Name that Assets made us adjust is not written again", () => {
    const employees = [record(1, { name: "Dr Who", fullName: "Dr. Who" })]
    assert.deepStrictEqual(
      planOf({ users: [user(1, { displayName: "Dr. Who" })], accounts: [account(1)], employees }).texts,
      []
    )
  })
})
