/** What must hold in every world, however its people, accounts and records contradict each other. */
import { assert, describe, it } from "@effect/vitest"
import { ownedBy } from "@entra-assets/core/model/Employee"
import { FindingCode } from "@entra-assets/core/model/Finding"
import * as People from "@entra-assets/core/plan/People"
import { plan } from "@entra-assets/core/plan/Plan"
import { boundAccount, index } from "@entra-assets/core/plan/Records"
import { isComplete } from "@entra-assets/core/plan/World"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { enact } from "../fixtures/Enact.ts"
import { type Scene, scenes, worldOf } from "../fixtures/GeneratedWorlds.ts"
import { createsOf, entriesOf, findingsOf } from "../fixtures/Worlds.ts"

const planned = (scene: Scene) => {
  const items = Array.from(plan(worldOf(scene), { textLimit: 30 }))
  return { entries: entriesOf(items), findings: findingsOf(items) }
}

const distinct = (values: ReadonlyArray<unknown>) => assert.strictEqual(new Set(values).size, values.length)

const draws = { runs: 1000, size: 30, seed: "entra-assets" }

const always = (name: string, property: (scene: Scene) => void) =>
  it.prop(name, [scenes], ([scene]) => property(scene), { arbitrary: draws })

it.effect("the worlds are rich enough: everything that a plan can say is said in several", () =>
  Effect.gen(function*() {
    const seen = new Map<string, number>()
    const note = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)
    const sample = yield* Arbitrary.sampleEffect(scenes, { count: draws.runs, size: draws.size, seed: draws.seed })
    for (const scene of sample) {
      const { entries, findings } = planned(scene)
      for (const { code } of findings) note(code)
      for (const entry of entries) {
        note(entry._tag === "Inactivate" ? entry.cause : entry._tag)
        if (entry._tag === "Create" && entry.level > 0) note("report after manager")
        if (entry._tag === "Create" && entry.managerDeferred) note("second write")
      }
    }
    const all = [
      "Create",
      "Update",
      "Reactivate",
      "report after manager",
      "second write",
      "disabled_in_entra",
      "account_inactive",
      "gone_from_entra",
      "account_gone",
      ...FindingCode.literals.filter((code) => code !== "quota" && code !== "name_adjusted")
    ]
    assert.deepStrictEqual(all.filter((what) => (seen.get(what) ?? 0) < 3), [])
  }))

describe("in every world", () => {
  always("the plan after the plan is empty", (scene) => {
    const employees = enact(scene.employees, planned(scene).entries)
    assert.deepStrictEqual(planned({ ...scene, employees }).entries, [])
  })

  always("the order of reading changes nothing", (scene) => {
    const texts = ({ entries, findings }: ReturnType<typeof planned>) => ({
      entries: entries.map((entry) => JSON.stringify(entry)).toSorted(),
      findings: findings.map(({ code }) => code).toSorted()
    })
    const { accounts, employees, users } = scene
    const other = {
      ...scene,
      users: users.toReversed(),
      accounts: accounts.toReversed(),
      employees: employees.toReversed()
    }
    assert.deepStrictEqual(texts(planned(other)), texts(planned(scene)))
  })

  always("each object is written once at most, and each Entra user has one record at most", (scene) => {
    const { entries } = planned(scene)
    distinct(entries.flatMap((entry) => entry._tag === "Create" ? [] : [entry.objectId]))
    distinct(entries.map(({ entraId }) => entraId))
    const recorded = new Set(scene.employees.flatMap((employee) => Option.toArray(ownedBy(employee))))
    for (const { entraId } of createsOf(entries)) assert.isFalse(recorded.has(entraId))
  })

  always("no write without a change", (scene) => {
    for (const entry of planned(scene).entries) {
      if (entry._tag === "Create") continue
      assert.isNotEmpty(entry.changes)
      distinct(entry.changes.map(({ field }) => field))
      for (const { after, before } of entry.changes) assert.notDeepEqual(before, after)
    }
  })

  always("a record never changes its Entra id, and an unmanaged one is never written", (scene) => {
    const owners = new Map(scene.employees.map((employee) => [employee.objectId, Option.getOrNull(ownedBy(employee))]))
    for (const entry of planned(scene).entries) {
      if (entry._tag === "Create") continue
      assert.strictEqual(owners.get(entry.objectId), entry.entraId)
      assert.isFalse(entry.changes.some(({ field }) => field === "entraUserId"))
    }
  })

  always("a record changes its account only when it was free or that account is gone", (scene) => {
    const { goneAccounts } = worldOf(scene)
    const bound = new Map(scene.employees.map((employee) => [employee.objectId, boundAccount(employee)]))
    for (const entry of planned(scene).entries) {
      if (entry._tag === "Create" || !entry.changes.some(({ field }) => field === "atlassianAccountId")) continue
      const before = bound.get(entry.objectId) ?? null
      assert.isTrue(before === null || goneAccounts.has(before))
    }
  })

  always("an account that a record of ours has gets no other", (scene) => {
    const claims = ({ employees }: Pick<Scene, "employees">) => {
      const managed = employees.filter((employee) => Option.isSome(ownedBy(employee)))
      return managed.map(boundAccount).filter((id) => id !== null)
    }
    const before = claims(scene)
    const after = claims({ employees: enact(scene.employees, planned(scene).entries) })
    for (const id of new Set(after)) {
      const times = (ids: typeof after) => ids.filter((other) => other === id).length
      assert.isAtMost(times(after), Math.max(1, times(before)))
    }
  })

  always("an ambiguous match, and a second account, write nothing", (scene) => {
    const { entries, findings } = planned(scene)
    const written = new Set(entries.map(({ accountId }) => accountId))
    for (const { accountIds: [account], code } of findings) {
      if ((code === "ambiguous_match" || code === "second_account") && account !== undefined) {
        assert.isFalse(written.has(account))
      }
    }
  })

  always("without a complete source nobody is created, bound anew, or inactivated for absence", (scene) => {
    if (scene.partial.length === 0) return
    for (const entry of planned(scene).entries) {
      if (entry._tag === "Create") assert.fail("created")
      assert.isFalse(entry.changes.some(({ field }) => field === "atlassianAccountId"))
      if (entry._tag !== "Inactivate") continue
      if (scene.partial.includes("users")) assert.notStrictEqual(entry.cause, "gone_from_entra")
      if (scene.partial.includes("accounts")) assert.notStrictEqual(entry.cause, "account_gone")
    }
  })

  always("only Active is written for the gone and for inactive accounts", (scene) => {
    for (const entry of planned(scene).entries) {
      if (entry._tag !== "Inactivate" || entry.cause === "disabled_in_entra") continue
      assert.deepStrictEqual(entry.changes.map(({ field, after }) => [field, after]), [["active", false]])
    }
  })

  always(
    "a bound record whose person and account were read says whether both are active, after a whole read",
    (scene) => {
      if (!isComplete(worldOf(scene))) return
      const records = index(enact(scene.employees, planned(scene).entries)).byAccountId
      for (const account of scene.accounts) {
        const record = records.get(account.accountId)
        const user = scene.users.find(({ id }) => id === record?.entraId)
        if (record === undefined || typeof user?.accountEnabled !== "boolean") continue
        assert.strictEqual(record.employee.active, user.accountEnabled && account.active)
      }
    }
  )

  always("people are counted as the records stand once it is applied", (scene) => {
    const world = worldOf(scene)
    const people = People.make(world)
    for (const item of plan(world, { textLimit: 30 })) people.add(item)
    if (!isComplete(world)) return assert.isNull(people.totals())
    const ours = enact(scene.employees, planned(scene).entries).filter((record) => Option.isSome(ownedBy(record)))
    const active = ours.filter((record) => record.active === true).length
    assert.deepStrictEqual(people.totals(), {
      active,
      inactive: ours.length - active
    })
  })

  always("managers are created before their reports, but for one in each circle", (scene) => {
    const created = new Set<string>()
    const { entries, findings } = planned(scene)
    const creates = createsOf(entries)
    for (const { entraId, managerDeferred, record: { manager } } of creates) {
      if (manager?.objectId === null && !managerDeferred) assert.isTrue(created.has(manager.entraId ?? ""))
      created.add(entraId)
    }
    const deferred = creates.filter(({ managerDeferred }) => managerDeferred)
    assert.isAtMost(deferred.length, findings.filter(({ code }) => code === "manager_cycle").length)
  })
})
