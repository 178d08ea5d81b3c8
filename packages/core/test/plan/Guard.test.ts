import { assert, describe, it } from "@effect/vitest"
import { userReader } from "@entra-assets/core/graph/GraphPayload"
import type { AtlassianAccount } from "@entra-assets/core/model/AtlassianAccount"
import { type Employee, ownedBy } from "@entra-assets/core/model/Employee"
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Settings from "@entra-assets/core/model/Settings"
import { proveGone } from "@entra-assets/core/model/Snapshot"
import * as Guard from "@entra-assets/core/plan/Guard"
import { plan } from "@entra-assets/core/plan/Plan"
import { boundAccount } from "@entra-assets/core/plan/Records"
import { blocks, nextSteps, Verdict } from "@entra-assets/core/plan/Verdict"
import type { World } from "@entra-assets/core/plan/World"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as NextDay from "@entra-assets/test-kit/NextDay"
import type { Organisation } from "@entra-assets/test-kit/Organisation"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { enact } from "../fixtures/Enact.ts"
import { account, accountId, entraId, linkedTo, range, record, settings, user } from "../fixtures/People.ts"
import { complete, entriesOf, world, type WorldInput } from "../fixtures/Worlds.ts"

interface Circumstances extends Partial<Guard.Circumstances> {
  readonly objectsNow?: number
  readonly guard?: typeof Settings.Settings.Encoded["guard"]
}

const limitsOf = (guard: Circumstances["guard"] = {}) => Settings.make({ ...settings, guard }).guard

const verdictOf = (world: World, { baseline, guard, objectAllowance, objectsNow }: Circumstances = {}) => {
  const tally = Guard.make(world, objectsNow ?? 0)
  for (const item of plan(world, settings)) tally.add(item)
  return tally.verdict(limitsOf(guard), { objectAllowance: objectAllowance ?? 50_000, baseline: baseline ?? null })
}

const stopsOf = (input: WorldInput, circumstances?: Circumstances) => verdictOf(world(input), circumstances).stops

const rulesOf = (input: WorldInput, circumstances?: Circumstances) =>
  stopsOf(input, circumstances).map(({ rule }) => rule)

/** A company whose records are true, but for those who have been disabled in Entra ID. Each is a department. */
const company = (size: number, disabled: number, fields: (n: number) => Partial<Employee> = () => ({})) => ({
  users: range(size).map((n) => user(n, { accountEnabled: n > disabled, department: `Department ${n}` })),
  accounts: range(size).map((n) => account(n)),
  employees: range(size).map((n) => record(n, { department: `Department ${n}`, ...fields(n) }))
})

describe("inactivations", () => {
  it("up to ten are nobody's business, and so are five percent", () => {
    assert.deepStrictEqual(rulesOf(company(20, 10)), [])
    assert.deepStrictEqual(rulesOf(company(400, 20)), [])
  })

  it("more than ten and more than five percent stop, with figures and three ids", () => {
    assert.deepStrictEqual(stopsOf(company(200, 11)), [{
      rule: "inactivations",
      detail: "11 people would become inactive, with 200 active records (5.5%); at most 10 may without approval.",
      count: 11,
      of: 200,
      percent: 5.5,
      limit: 10,
      examples: { entraIds: [entraId(1), entraId(2), entraId(3)], accountIds: [] }
    }])
  })

  it("more than 500 stop, whatever their share", () => {
    const wide = { inactivations: { percent: 100, above: 1000 } }
    assert.deepStrictEqual(rulesOf(company(1200, 500), { guard: wide }), [])
    assert.deepStrictEqual(rulesOf(company(1200, 501), { guard: wide }), ["inactivations"])
  })

  it("inactive and unmanaged records make no share smaller", () => {
    const { accounts, employees, users } = company(200, 11)
    const others = range(400).map((n) =>
      record(1000 + n, n % 2 === 0 ? { active: false } : { entraUserId: "not a GUID" })
    )
    assert.deepStrictEqual(stopsOf({ users, accounts, employees: [...employees, ...others] })[0]?.of, 200)
  })

  it("without any active record every share is the whole", () => {
    const stops = stopsOf(company(11, 11, () => ({ active: null })))
    assert.deepStrictEqual(stops.map(({ count, of, percent, rule }) => [rule, count, of, percent]), [
      ["inactivations", 11, 0, 100]
    ])
  })
})

describe("a department", () => {
  /** The first six were all in Sales before the plan; whatever Entra ID says now does not matter. */
  const sales = (disabled: number, size = 6) =>
    company(100, disabled, (n) => n <= size ? { department: n % 2 === 0 ? "Sales" : " Sales " } : {})

  it("may lose a half, and no more", () => {
    assert.deepStrictEqual(rulesOf(sales(3)), [])
    assert.deepStrictEqual(stopsOf(sales(4)), [{
      rule: "department",
      group: { _tag: "Department", name: "Sales" },
      detail:
        "4 of the 6 active people in one department would become inactive (66.7%); at most 3 may without approval.",
      count: 4,
      of: 6,
      percent: 66.7,
      limit: 3,
      examples: { entraIds: [entraId(1), entraId(2), entraId(3)], accountIds: [] }
    }])
  })

  it("of fewer than five active people is not watched", () => {
    assert.deepStrictEqual(rulesOf(sales(4, 4)), [])
    const withInactive = company(100, 4, (n) => n <= 6 ? { department: "Sales", active: n <= 4 } : {})
    assert.deepStrictEqual(rulesOf(withInactive), [])
  })

  it("without a name is none", () => {
    assert.deepStrictEqual(rulesOf(company(10, 8, (n) => ({ department: n % 2 === 0 ? null : " " }))), [])
  })

  it("that loses most is shown, with the number of the others", () => {
    // A hundred departments of ten, of which the seventh loses 6, the eighth 7 and the ninth 8.
    const { accounts, employees } = company(1000, 0, (n) => ({ department: `Department ${n % 100}` }))
    const leaves = (n: number) => [7, 8, 9].includes(n % 100) && n < (n % 100 - 1) * 100
    const users = range(1000).map((n) => user(n, { accountEnabled: !leaves(n) }))
    const [stop, ...more] = stopsOf({ users, accounts, employees })
    assert.deepStrictEqual(more, [])
    assert.deepStrictEqual(stop && [stop.rule, stop.count, stop.of, stop.examples.entraIds], [
      "department",
      8,
      10,
      [entraId(9), entraId(109), entraId(209)]
    ])
    assert.deepStrictEqual(stop?.group, { _tag: "Department", name: "Department 9" })
    assert.deepStrictEqual(stop?.others, {
      count: 2,
      groups: [{ _tag: "Department", name: "Department 8" }, { _tag: "Department", name: "Department 7" }]
    })
    assert.match(stop?.detail ?? "", /, and 2 more such groups would lose too many\.$/)
  })
})

describe("a manager's tree", () => {
  const links = (managers: { readonly [report: number]: number }) => (n: number) => {
    const manager = managers[n]
    return manager === undefined ? {} : linkedTo(manager)
  }

  it("is the manager and everybody below", () => {
    // 9 leads 1 and 8; 8 leads 2, 3 and 4.
    const managers = links({ 1: 9, 8: 9, 2: 8, 3: 8, 4: 8 })
    assert.deepStrictEqual(rulesOf(company(30, 3, managers)), [])
    const [stop, ...more] = stopsOf(company(30, 4, managers))
    assert.deepStrictEqual(more, [])
    assert.deepStrictEqual(stop, {
      rule: "manager_tree",
      group: { _tag: "Manager", entraId: entraId(9), name: "Person 9", accountId: accountId(9) },
      detail: "4 of the 6 active people in the tree of one manager would become inactive (66.7%); " +
        "at most 3 may without approval.",
      count: 4,
      of: 6,
      percent: 66.7,
      limit: 3,
      examples: { entraIds: [entraId(1), entraId(2), entraId(3)], accountIds: [] }
    })
  })

  it("is the same for all in a circle, and counts nobody twice", () => {
    // 1 → 2 → 6 → 1, with 3 and 4 below 2 and 5 below itself.
    const managers = links({ 1: 2, 2: 6, 6: 1, 3: 2, 4: 2, 5: 5 })
    assert.deepStrictEqual(rulesOf(company(30, 2, managers)), [])
    const [stop] = stopsOf(company(30, 3, managers))
    assert.deepStrictEqual(stop && [stop.rule, stop.count, stop.of], ["manager_tree", 3, 5])
    assert.deepStrictEqual(stop?.examples.entraIds, [entraId(1), entraId(2), entraId(3)])
    assert.match(stop?.detail ?? "", /and 2 more such groups/)
  })

  it("does not reach through a record that is not ours", () => {
    const managers = links({ 1: 20, 2: 20, 3: 20, 4: 20, 5: 20 })
    const { accounts, employees, users } = company(30, 5, managers)
    const others = employees.map((employee) => ({
      ...employee,
      ...(employee.objectId === "1020" && { entraUserId: "x" })
    }))
    assert.deepStrictEqual(rulesOf({ users, accounts, employees }), ["manager_tree"])
    assert.deepStrictEqual(rulesOf({ users, accounts, employees: others }), [])
  })
})

describe("unmatched accounts", () => {
  /** A hundred bound people, and accounts that nobody in Entra ID has. */
  const strangers = (count: number): WorldInput => {
    const { accounts, employees, users } = company(100, 0)
    const others = range(count).map((n) => account(1000 + n, n % 2 === 0 ? {} : { email: null }))
    return { users, employees, accounts: [...accounts, ...others, account(5000, { active: false, email: null })] }
  }

  it("may rise by twenty, or by ten points of the active accounts", () => {
    assert.deepStrictEqual(rulesOf(strangers(30), { baseline: { count: 10, accounts: 500 } }), [])
    assert.deepStrictEqual(rulesOf(strangers(100), { baseline: { count: 40, accounts: 100 } }), [])
  })

  it("rising by more stop, with ids of accounts", () => {
    assert.deepStrictEqual(stopsOf(strangers(100), { baseline: { count: 39, accounts: 100 } }), [{
      rule: "unmatched_accounts",
      before: { count: 39, accounts: 100 },
      detail:
        "Nobody is found for 100 of 200 active accounts (50%), after 39 of 100 in the last successful run; at most 98 may without approval.",
      count: 100,
      of: 200,
      percent: 50,
      limit: 98,
      examples: { entraIds: [], accountIds: [accountId(1001), accountId(1002), accountId(1003)] }
    }])
    assert.deepStrictEqual(rulesOf(strangers(31), { baseline: { count: 10, accounts: 110 } }), ["unmatched_accounts"])
    assert.deepStrictEqual(rulesOf(strangers(31), { baseline: { count: 0, accounts: 0 } }), ["unmatched_accounts"])
  })

  it("are exempt in the first run, and stand in the verdict for the next", () => {
    const { stops, unmatched } = verdictOf(world(strangers(90)))
    assert.deepStrictEqual(stops, [])
    assert.deepStrictEqual(unmatched, { count: 90, accounts: 190 })
  })

  it("are those that are ambiguous, too", () => {
    const twins = { users: [user(1), user(2, { mail: "p1@example.com" })], accounts: [account(1)] }
    assert.deepStrictEqual(verdictOf(world(twins)).unmatched, { count: 1, accounts: 1 })
  })

  it("are not known after an incomplete read", () => {
    assert.isNull(verdictOf(world({ ...strangers(90), partial: ["users"] })).unmatched)
  })
})

describe("an attribute", () => {
  const emptied = (size: number, count: number, fields: (n: number) => Partial<Employee> = () => ({})): WorldInput => {
    const { accounts, employees } = company(size, 0, fields)
    const users = range(size).map((n) =>
      user(n, { department: `Department ${n}`, ...(n <= count && { jobTitle: n % 2 === 0 ? null : " " }) })
    )
    return { users, accounts, employees }
  }

  it("may be emptied on twenty records, or on ten percent of those that have it", () => {
    assert.deepStrictEqual(rulesOf(emptied(40, 20)), [])
    assert.deepStrictEqual(rulesOf(emptied(300, 30)), [])
  })

  it("emptied on more stops, with its name", () => {
    // Sixty had none before.
    assert.deepStrictEqual(stopsOf(emptied(300, 85, (n) => n <= 60 ? { jobTitle: n % 2 === 0 ? "" : null } : {})), [{
      rule: "blanked_attribute",
      field: "jobTitle",
      detail:
        "Job Title would be emptied on 25 of the 240 records that have it (10.4%); at most 24 may without approval.",
      count: 25,
      of: 240,
      percent: 10.4,
      limit: 24,
      examples: { entraIds: [entraId(61), entraId(62), entraId(63)], accountIds: [] }
    }])
  })

  it("counts on somebody who becomes inactive as well", () => {
    const { accounts, employees } = company(200, 0)
    const users = range(200).map((n) =>
      user(n, { department: `Department ${n}`, ...(n <= 21 && { accountEnabled: false, jobTitle: null }) })
    )
    assert.deepStrictEqual(rulesOf({ users, accounts, employees }), ["inactivations", "blanked_attribute"])
  })

  it("may be the manager", () => {
    const { accounts, employees, users } = company(100, 0, (n) => n > 1 ? linkedTo(1) : {})
    const managers = new Map(range(25).map((n) => [entraId(n + 1), { _tag: "None" as const }]))
    const details = stopsOf({ users, accounts, employees, managers }).map(({ detail }) => detail.split(" on ")[0])
    assert.deepStrictEqual(details, ["Manager Atlassian Account ID would be emptied", "Manager would be emptied"])
  })
})

describe("the objects of the site", () => {
  const newcomers = { users: [user(1), user(2)], accounts: [account(1), account(2)] }

  it("may come up to the allowance", () => {
    assert.deepStrictEqual(rulesOf(newcomers, { objectsNow: 98, objectAllowance: 100 }), [])
    const [stop] = stopsOf(newcomers, { objectsNow: 99, objectAllowance: 100 })
    assert.deepStrictEqual(stop && [stop.rule, stop.count, stop.of, stop.examples.entraIds], [
      "object_allowance",
      101,
      100,
      [entraId(1), entraId(2)]
    ])
  })

  it("are no reason to stop a plan that creates none", () => {
    assert.deepStrictEqual(rulesOf(company(3, 1), { objectsNow: 200, objectAllowance: 100 }), [])
  })
})

describe("a read", () => {
  it("that ended early stops, whichever source it was", () => {
    for (const source of ["users", "accounts", "employees"] as const) {
      assert.deepStrictEqual(rulesOf({ ...company(3, 0), partial: [source] }), ["incomplete_read"])
    }
    const [stop] = stopsOf({ ...company(3, 0), partial: ["users", "employees"] })
    assert.strictEqual(
      stop?.detail,
      "The read of Entra ID and the Employee records ended early, so it is not known what is missing."
    )
  })

  it("that finds nobody in Entra ID stops while there are records", () => {
    assert.deepStrictEqual(rulesOf({ employees: company(3, 0).employees }), ["no_users"])
    assert.deepStrictEqual(rulesOf({ employees: [record(1, { entraUserId: "x" })] }), [])
    assert.deepStrictEqual(rulesOf({ accounts: [account(1)] }), [])
  })
})

describe("a verdict", () => {
  it("blocks when it has stops, unless the guard is off", () => {
    const stopped = verdictOf(world(company(200, 11)), { guard: { enabled: false } })
    assert.isNotEmpty(stopped.stops)
    assert.isTrue(blocks(stopped, limitsOf()))
    assert.isFalse(blocks(stopped, limitsOf({ enabled: false })))
    assert.isFalse(blocks(verdictOf(world(company(200, 10))), limitsOf()))
  })

  it("is stored as it is", () => {
    const verdict = verdictOf(world(company(200, 11)))
    assert.deepStrictEqual(Schema.decodeUnknownSync(Verdict)(JSON.parse(JSON.stringify(verdict))), verdict)
  })

  it("names no address and no name", () => {
    const everything = verdictOf(
      world({
        ...company(300, 299, () => ({ department: "Sales", ...linkedTo(300) })),
        users: range(300).map((n) => user(n, { accountEnabled: n > 299, jobTitle: null })),
        accounts: range(600).map((n) => account(n))
      }),
      { baseline: { count: 0, accounts: 300 } }
    )
    assert.includeMembers(everything.stops.map(({ rule }) => rule), [
      "inactivations",
      "department",
      "manager_tree",
      "unmatched_accounts",
      "blanked_attribute"
    ])
    for (const { detail, rule } of everything.stops) {
      assert.notMatch(detail, /@|Person|Sales/)
      assert.isNotEmpty(nextSteps[rule])
    }
  })
})

describe("the limits", () => {
  it("have the defaults of the published promise", () => {
    assert.deepStrictEqual(limitsOf(), {
      enabled: true,
      inactivations: { most: 500, above: 10, percent: 5 },
      group: { size: 5, percent: 50 },
      unmatched: { above: 20, points: 10 },
      blanked: { above: 20, percent: 10 }
    })
    assert.strictEqual(settings.absenceRuns, 1)
  })

  it.effect("are refused where they mean nothing", () =>
    Effect.gen(function*() {
      for (
        const change of [
          { guard: { inactivations: { percent: 101 } } },
          { guard: { inactivations: { most: -1 } } },
          { guard: { group: { size: 0 } } },
          { guard: { unmatched: { points: 0.5 } } },
          { absenceRuns: 0 },
          { absenceRuns: 31 }
        ]
      ) {
        const refused = yield* Effect.result(Settings.decode({ ...settings, ...change }))
        assert.isTrue(Result.isFailure(refused), JSON.stringify(change))
      }
    }))
})

describe("an ordinary second day", () => {
  /** What a sync reads of a company, when the records are these. Whoever has a record and is missing is gone. */
  const read = ({ accounts, people }: Organisation, employees: ReadonlyArray<Employee>): World => {
    const toUser = userReader()
    const users = people.flatMap(({ manager, ...person }) =>
      Option.toArray(toUser({
        ...person,
        manager: manager && { id: manager.id, "@odata.type": `#microsoft.graph.${manager.kind}` }
      }))
    )
    const known = accounts.filter(({ accountType }) => accountType === "atlassian").map((one): AtlassianAccount => ({
      accountId: AccountId.make(one.accountId),
      email: one.emailVisibility === "withheld" ? null : one.emailAddress,
      active: one.active
    }))
    const everybody = complete([])
    const gone = <Id>(bound: ReadonlyArray<Id>, found: ReadonlyArray<Id>) => {
      const there = new Set(found)
      const missing = bound.filter((id) => !there.has(id))
      return new Map(missing.map((id) => [id, proveGone(everybody, { _tag: "NotFound", id })]))
    }
    const ids = employees.flatMap((employee) => Option.toArray(ownedBy(employee)))
    const bound = employees.map(boundAccount).filter((id) => id !== null)
    return {
      ...world({ users, accounts: known, employees }),
      goneUsers: gone(ids, users.map(({ id }) => id)),
      goneAccounts: gone(bound, known.map(({ accountId }) => accountId)),
      managers: new Map(
        users.flatMap((user) => user.manager === undefined ? [[user.id, { _tag: "None" as const }]] : [])
      )
    }
  }

  for (const people of [30, 200, 1000]) {
    it.effect(`passes, and so do those after it, in a company of ${people}`, () =>
      Effect.gen(function*() {
        let organisation = yield* Generator.generate({ people, seed: "guard" })
        let employees: ReadonlyArray<Employee> = []
        let baseline: Guard.Circumstances["baseline"] = null
        for (const day of range(8)) {
          const today = read(organisation, employees)
          const verdict = verdictOf(today, { baseline, objectsNow: employees.length })
          assert.deepStrictEqual(verdict.stops, [], `day ${day}`)
          employees = enact(employees, entriesOf(plan(today, settings)))
          baseline = verdict.unmatched
          organisation = (yield* NextDay.nextDay(organisation, "guard")).organisation
        }
        assert.isAbove(employees.filter(({ active }) => active === false).length, 0)
      }))
  }
})
