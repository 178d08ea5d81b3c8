/** What must hold of the guard, whatever a plan does: it is monotone, and its trees are what climbing would find. */
import { assert, describe, it } from "@effect/vitest"
import type { Employee } from "@entra-assets/core/model/Employee"
import { finding } from "@entra-assets/core/model/Finding"
import type { GuardLimits } from "@entra-assets/core/model/GuardLimits"
import * as Guard from "@entra-assets/core/plan/Guard"
import { plan, type PlanItem } from "@entra-assets/core/plan/Plan"
import type { GuardRule, Verdict } from "@entra-assets/core/plan/Verdict"
import type { World } from "@entra-assets/core/plan/World"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type Scene, scenes, worldOf } from "../fixtures/GeneratedWorlds.ts"
import { account, accountId, entraId, objectId, range, record, settings, user } from "../fixtures/People.ts"
import { planOf, world } from "../fixtures/Worlds.ts"

const draws = { runs: 1000, size: 30, seed: "guard" }

const upTo = (maximum: number) => Schema.Int.check(Schema.isBetween({ minimum: 0, maximum }))
const Percent = Schema.Literals([0, 10, 25, 34, 50, 67, 100])

/** So small that a dozen people reach them. */
const Limits = Schema.Struct({
  enabled: Schema.Literal(true),
  inactivations: Schema.Struct({ most: upTo(8), above: upTo(3), percent: Percent }),
  group: Schema.Struct({ size: Schema.Literals([1, 2, 3, 5]), percent: Percent }),
  unmatched: Schema.Struct({ above: upTo(3), points: Percent }),
  blanked: Schema.Struct({ above: upTo(3), percent: Percent })
})

const size = 12
const numbers = range(size)
const people = <S extends Schema.Top>(item: S) => Schema.Array(item).check(Schema.isBetweenLength(size, size))

const mostly = <S extends Schema.Top>(schema: S) => Schema.Union([schema, schema, schema, Schema.Null])

/** What happens to a person in the smaller plan, in the larger one, or in both. */
const Fate = Schema.Literals(["never", "never", "never", "larger", "both"])
type Fate = typeof Fate.Type

/** Records that a plan meets, and what befalls the people. Manager 0 is nobody. */
const GeneratedPlan = Schema.Struct({
  limits: Limits,
  records: people(Schema.Struct({
    active: mostly(Schema.Literals([true, true, true, true, false])),
    department: mostly(Schema.Literals(["A", "A", " A", "B", ""])),
    manager: upTo(size),
    jobTitle: mostly(Schema.Literals(["Boss", "Boss", "Boss", ""])),
    isOurs: Schema.Literals([true, true, true, true, true, false])
  })),
  inactivated: people(Fate),
  blanked: people(Fate),
  unmatched: people(Fate),
  matched: upTo(size),
  created: upTo(3),
  allowance: Schema.Literals([0, 12, 14, 100]),
  baseline: Schema.NullOr(Schema.Struct({ count: upTo(4), others: upTo(20) })),
  noUsers: Schema.Literals([false, false, false, false, true]),
  /** Which reads ended early in the lesser world, and after how many people. */
  early: Schema.Literals(["users", "accounts", "employees"]),
  after: upTo(size)
})
type GeneratedPlan = typeof GeneratedPlan.Type

const plans = Arbitrary.schema(GeneratedPlan)

const recordsOf = ({ records }: GeneratedPlan): ReadonlyArray<Employee> =>
  records.map(({ isOurs, manager, ...fields }, index) =>
    record(index + 1, {
      ...fields,
      manager: manager === 0 ? null : objectId(manager),
      ...(!isOurs && { entraUserId: "somebody" })
    })
  )

const those = (fates: ReadonlyArray<Fate>, isLarger: boolean): ReadonlySet<number> =>
  new Set(numbers.filter((n) => fates[n - 1] === "both" || (isLarger && fates[n - 1] === "larger")))

/** Unmatched accounts have the numbers of the people, and the matched ones those after. */
const accountsOf = ({ matched }: GeneratedPlan, unmatched: ReadonlySet<number>) =>
  [...unmatched, ...range(matched).map((n) => size + n)].map((n) => account(n))

const newcomers = planOf({
  users: range(3).map((n) => user(100 + n)),
  accounts: range(3).map((n) => account(100 + n))
}).creates

/** Only records of ours that are not inactive become inactive, and only a value can be emptied. */
function* itemsOf(drawn: GeneratedPlan, isLarger: boolean): Generator<PlanItem> {
  const inactivated = those(drawn.inactivated, isLarger)
  const blanked = those(drawn.blanked, isLarger)
  for (const n of those(drawn.unmatched, isLarger)) {
    yield finding("unmatched_account", "Nobody.", { accountIds: [accountId(n)] })
  }
  yield* newcomers.slice(0, drawn.created)
  for (const [index, { active, isOurs, jobTitle }] of drawn.records.entries()) {
    const n = index + 1
    if (!isOurs) continue
    const target = { entraId: entraId(n), accountId: accountId(n), objectId: objectId(n), name: `Person ${n}` }
    const changes = blanked.has(n) ? [{ field: "jobTitle" as const, before: jobTitle, after: null }] : []
    if (inactivated.has(n) && active !== false) {
      const inactive = { field: "active" as const, before: active, after: false }
      yield { _tag: "Inactivate", ...target, cause: "disabled_in_entra", changes: [...changes, inactive] }
    } else if (changes.length > 0) {
      yield { _tag: "Update", ...target, changes }
    }
  }
}

const verdict = (world: World, items: Iterable<PlanItem>, limits: GuardLimits, more: {
  readonly objectsNow?: number
  readonly allowance?: number
  readonly baseline?: GeneratedPlan["baseline"]
} = {}): Verdict => {
  const { allowance = 50_000, baseline = null, objectsNow = size } = more
  const tally = Guard.make(world, objectsNow)
  for (const item of items) tally.add(item)
  return tally.verdict(limits, {
    objectAllowance: allowance,
    baseline: baseline && { count: baseline.count, accounts: baseline.count + baseline.others }
  })
}

const verdictOf = (drawn: GeneratedPlan, isLarger: boolean): Verdict => {
  const users = drawn.noUsers ? [] : [user(1)]
  const accounts = accountsOf(drawn, those(drawn.unmatched, isLarger))
  return verdict(world({ users, accounts, employees: recordsOf(drawn) }), itemsOf(drawn, isLarger), drawn.limits, drawn)
}

/** The plan of a world in which one source, with all that a source before it found, was read in part only. */
const lesserVerdictOf = (drawn: GeneratedPlan): Verdict => {
  const users = drawn.noUsers ? [] : [user(1)]
  const accounts = accountsOf(drawn, those(drawn.unmatched, false))
  const employees = recordsOf(drawn)
  const some = <A>(source: GeneratedPlan["early"], values: ReadonlyArray<A>) =>
    source === drawn.early ? values.slice(0, drawn.after) : values
  const read = world({
    users: some("users", users),
    accounts: some("accounts", accounts),
    employees: some("employees", employees),
    partial: [drawn.early]
  })
  // What is not read is not planned either.
  const planned = Array.from(itemsOf(drawn, false)).filter((_, index) => index < drawn.after)
  return verdict(read, planned, drawn.limits, drawn)
}

/** Each stop by its rule and, as an attribute has its own, the attribute. */
const reasons = ({ stops }: Verdict): ReadonlyArray<string> =>
  stops.map(({ detail, rule }) => rule === "blanked_attribute" ? detail.split(" would ")[0] ?? "" : rule)

const assertStops = (larger: Verdict, smaller: Verdict) => {
  assert.includeMembers(Array.from(reasons(larger)), Array.from(reasons(smaller)))
}

it.effect("the plans are rich enough: every rule stops some, and some pass", () =>
  Effect.gen(function*() {
    const seen = new Map<GuardRule | "none" | "only the larger", number>()
    const note = (what: GuardRule | "none" | "only the larger") => seen.set(what, (seen.get(what) ?? 0) + 1)
    const sample = yield* Arbitrary.sampleEffect(plans, { count: draws.runs, size: draws.size, seed: draws.seed })
    for (const drawn of sample) {
      const smaller = verdictOf(drawn, false)
      const larger = verdictOf(drawn, true)
      if (smaller.stops.length === 0) note(larger.stops.length === 0 ? "none" : "only the larger")
      for (const { rule } of smaller.stops) note(rule)
    }
    const all: ReadonlyArray<GuardRule | "none" | "only the larger"> = [
      "inactivations",
      "department",
      "manager_tree",
      "unmatched_accounts",
      "blanked_attribute",
      "object_allowance",
      "no_users",
      "none",
      "only the larger"
    ]
    assert.deepStrictEqual(all.filter((what) => (seen.get(what) ?? 0) < draws.runs / 100), [])
  }))

describe("the guard is monotone", () => {
  it.prop(
    "more inactivations, emptied values and unmatched accounts: every reason to stop stays",
    [plans],
    ([drawn]) => {
      assertStops(verdictOf(drawn, true), verdictOf(drawn, false))
    },
    { arbitrary: draws }
  )

  it.prop("figures never fall", [plans], ([drawn]) => {
    const larger = verdictOf(drawn, true).stops
    for (const { count, limit, of, rule } of verdictOf(drawn, false).stops) {
      assert.isAbove(count, limit)
      if (rule === "inactivations" || rule === "no_users" || rule === "object_allowance") {
        const other = larger.find((stop) => stop.rule === rule)
        assert.isAtLeast(other?.count ?? 0, count)
        assert.deepStrictEqual([other?.of, other?.limit], [of, limit])
      }
    }
  }, { arbitrary: draws })

  it.prop("a read that ends early: it stops, whatever little it plans", [plans], ([drawn]) => {
    assert.include(reasons(lesserVerdictOf(drawn)), "incomplete_read")
  }, { arbitrary: draws })

  /** The planner's own plans: in the larger one, more people are disabled and have lost their title. */
  const worse = Arbitrary.map(
    Arbitrary.schema(Schema.Struct({ disabled: people(Schema.Boolean), titleless: people(Schema.Boolean) })),
    ({ disabled, titleless }) => (scene: Scene): Scene => ({
      ...scene,
      users: scene.users.map((user, index) => ({
        ...user,
        ...(disabled[index] === true && { accountEnabled: false }),
        ...(titleless[index] === true && { jobTitle: null })
      }))
    })
  )

  it.prop("so it is with the plans of whole worlds", [scenes, worse, plans], ([scene, worsen, { limits }]) => {
    const guarded = (scene: Scene) => verdict(worldOf(scene), plan(worldOf(scene), settings), limits)
    assertStops(guarded(worsen(scene)), guarded(scene))
  }, { arbitrary: draws })
})

describe("a manager's tree", () => {
  /** By position, all managers above, the person included. */
  const above = (employees: ReadonlyArray<Employee>, start: Employee): ReadonlySet<Employee> => {
    const climbed = new Set<Employee>()
    for (let next: Employee | undefined = start; next !== undefined && !climbed.has(next);) {
      climbed.add(next)
      const { manager }: Employee = next
      next = employees.find(({ objectId }) => objectId === manager)
    }
    return climbed
  }

  it.prop("is everybody who comes to the manager by climbing", [plans], ([drawn]) => {
    const { percent, size } = drawn.limits.group
    const employees = recordsOf(drawn).filter((_, index) => drawn.records[index]?.isOurs === true)
    const inactivated = those(drawn.inactivated, true)
    const active = employees.filter((employee) => employee.active === true)
    const lost = active.filter(({ objectId: id }) => Array.from(inactivated, objectId).includes(id))
    const broken = employees.flatMap((manager) => {
      const isLeader = employees.some((other) => other !== manager && other.manager === manager.objectId)
      const inTree = (employee: Employee) => above(employees, employee).has(manager)
      const [count, of] = [lost.filter(inTree).length, active.filter(inTree).length]
      return isLeader && of >= size && count * 100 > percent * of ? [count] : []
    })
    const stop = verdictOf(drawn, true).stops.find(({ rule }) => rule === "manager_tree")
    assert.strictEqual(stop?.count ?? 0, Math.max(0, ...broken))
    assert.strictEqual(/and (\d+) more/.exec(stop?.detail ?? "")?.[1] ?? "0", String(Math.max(0, broken.length - 1)))
  }, { arbitrary: draws })
})
