import { assert, describe, it } from "@effect/vitest"
import { concerning, only, type Subject } from "@entra-assets/core/plan/OnePerson"
import { plan, type PlanItem } from "@entra-assets/core/plan/Plan"
import { enact } from "../fixtures/Enact.ts"
import { type Scene, scenes, worldOf } from "../fixtures/GeneratedWorlds.ts"
import { account, accountId, entraId, linkedTo, objectId, record, reportsTo, user } from "../fixtures/People.ts"
import { entriesOf, entryTexts, findingsOf, world, type WorldInput } from "../fixtures/Worlds.ts"

const settings = { textLimit: 255 }

const planned = (input: WorldInput): ReadonlyArray<PlanItem> => Array.from(plan(world(input), settings))

/** What is written when nobody but person `n` is synced, and what is said. */
const alone = (n: number, input: WorldInput) => {
  const items = Array.from(only(planned(input), entraId(n)))
  return { items, texts: entryTexts(entriesOf(items)), codes: findingsOf(items).map(({ code }) => code) }
}

/** 1 reports to 2, who is new too; 3 has a record; nobody knows 4. */
const team: WorldInput = {
  users: [user(1, reportsTo(2)), user(2), user(3, { jobTitle: "Boss" })],
  accounts: [account(1), account(2), account(3), account(4)],
  employees: [record(3)]
}

describe("only", () => {
  it("keeps one person's entry and findings", () => {
    assert.deepStrictEqual(alone(3, team).texts, ["Update 3 jobTitle: Engineer → Boss"])
    assert.deepStrictEqual(alone(2, team).texts, ["Create 2"])
    const taken = { ...team, accounts: [account(3), account(4, { email: "p3@example.com" })] }
    assert.deepStrictEqual(alone(3, taken).codes, ["second_account"])
  })

  it("creates a report without the link to a manager whom only the whole plan creates", () => {
    const { codes, items } = alone(1, team)
    assert.deepStrictEqual(codes, ["missing_manager"])
    const [entry] = entriesOf(items)
    assert.strictEqual(entry?._tag, "Create")
    if (entry?._tag !== "Create") return
    assert.isNull(entry.record.manager)
    assert.isNull(entry.record.managerAtlassianAccountId)
    assert.deepStrictEqual([entry.level, entry.managerDeferred], [0, false])
    assert.deepStrictEqual(findingsOf(items)[0]?.entraIds, [entraId(1), entraId(2)])
  })

  it("links a manager who has a record", () => {
    const { codes, items } = alone(1, { ...team, users: [user(1, reportsTo(3)), user(3)] })
    const [entry] = entriesOf(items)
    assert.deepStrictEqual(codes, [])
    assert.deepStrictEqual(entry?._tag === "Create" && entry.record.manager, {
      entraId: entraId(3),
      objectId: objectId(3)
    })
  })

  it("needs no second write for one of a circle", () => {
    const circle = { users: [user(1, reportsTo(2)), user(2, reportsTo(1))], accounts: [account(1), account(2)] }
    for (const n of [1, 2]) {
      const [entry] = entriesOf(alone(n, circle).items)
      assert.strictEqual(entry?._tag === "Create" && entry.managerDeferred, false)
    }
  })

  it("leaves the link of a record as it is when the new manager is left out", () => {
    const moved: WorldInput = {
      users: [user(1, { ...reportsTo(2), jobTitle: "Boss" }), user(2), user(3)],
      accounts: [account(1), account(2), account(3)],
      employees: [record(1, linkedTo(3)), record(3)]
    }
    const { codes, texts } = alone(1, moved)
    assert.deepStrictEqual({ codes, texts }, {
      codes: ["missing_manager"],
      texts: ["Update 1 jobTitle: Engineer → Boss"]
    })
  })

  it("writes nothing when that link was all there was to write", () => {
    const moved: WorldInput = {
      users: [user(1, reportsTo(2)), user(2), user(3)],
      accounts: [account(1), account(2), account(3)],
      employees: [record(1, linkedTo(3)), record(3)]
    }
    assert.deepStrictEqual(alone(1, moved).items.at(-1), { _tag: "Unchanged", entraId: entraId(1) })
  })

  it("still clears the link of somebody who reports to nobody any more", () => {
    const freed: WorldInput = {
      users: [user(1), user(3)],
      accounts: [account(1), account(3)],
      employees: [record(1, linkedTo(3)), record(3)],
      managers: new Map([[entraId(1), { _tag: "None" }]])
    }
    assert.deepStrictEqual(alone(1, freed).texts, [
      "Update 1 managerAtlassianAccountId: account-3 → null, manager: 3 → nobody"
    ])
  })

  it("does not tell a manager of every report who cannot be linked to them", () => {
    const reports: WorldInput = { users: [user(1, reportsTo(2)), user(2)], accounts: [account(1)] }
    assert.deepStrictEqual(alone(2, reports).items, [])
    assert.deepStrictEqual(alone(1, reports).codes, ["missing_manager"])
  })

  it.prop("one person after the other comes to what all at once come to", [scenes], ([scene]) => {
    const itemsOf = (scene: Scene) => Array.from(plan(worldOf(scene), settings))
    let now = scene
    // The second time for managers who had no record the first time.
    for (const { id } of [...scene.users, ...scene.users]) {
      const entries = entriesOf(only(itemsOf(now), id))
      assert.isAtMost(entries.length, 1)
      now = { ...now, employees: enact(now.employees, entries) }
    }
    // Whoever is only in Assets, proved gone or not, is not among the users.
    const rest = entriesOf(itemsOf(now)).filter((entry) => scene.users.some(({ id }) => id === entry.entraId))
    assert.deepStrictEqual(rest, [])
  }, { arbitrary: { runs: 300, size: 30, seed: "entra-assets" } })
})

describe("concerning", () => {
  const subject = (of: Subject, input: WorldInput) => {
    const { entries, findings } = concerning(planned(input), of)
    return { texts: entryTexts(entries.map(({ entry }) => entry)), codes: findings.map(({ code }) => code) }
  }

  it("finds a person by either id", () => {
    const update = { texts: ["Update 3 jobTitle: Engineer → Boss"], codes: [] }
    assert.deepStrictEqual(subject({ entraId: entraId(3) }, team), update)
    assert.deepStrictEqual(subject({ accountId: accountId(3) }, team), update)
    assert.deepStrictEqual(subject({ accountId: accountId(4) }, team), { texts: [], codes: ["unmatched_account"] })
  })

  it("finds the account that a record had before", () => {
    const relinked: WorldInput = {
      users: [user(1)],
      accounts: [account(2, { email: "p1@example.com" })],
      employees: [record(1)],
      goneAccounts: [1]
    }
    const [old, now] = [subject({ accountId: accountId(1) }, relinked), subject({ accountId: accountId(2) }, relinked)]
    assert.deepStrictEqual(old.codes, ["relinked"])
    assert.deepStrictEqual(old, now)
  })

  it("has nothing of somebody who stayed as they were", () => {
    assert.deepStrictEqual(subject({ entraId: entraId(9) }, team), { texts: [], codes: [] })
    assert.deepStrictEqual(
      subject({ entraId: entraId(1) }, { users: [user(1)], accounts: [account(1)], employees: [record(1)] }),
      { texts: [], codes: [] }
    )
  })

  it("has the outcome beside the entry", () => {
    const items = planned(team)
    const outcomes = [2, 1].map((n) => ({ entraId: entraId(n), status: `outcome ${n}` }))
    const outcomeOf = (n: number) =>
      concerning(items, { entraId: entraId(n) }, outcomes).entries.map(({ outcome }) => outcome)
    assert.deepStrictEqual(outcomeOf(1), [{ entraId: entraId(1), status: "outcome 1" }])
    assert.deepStrictEqual(outcomeOf(3), [null])
  })
})
