import { assert, describe, it } from "@effect/vitest"
import type { Settings } from "@entra-assets/core/model/Settings"
import type { SourceReason } from "@entra-assets/core/model/SourceError"
import { plan } from "@entra-assets/core/plan/Plan"
import { RecordRefused } from "@entra-assets/core/ports/EmployeeWriter"
import { apply } from "@entra-assets/core/sync/Apply"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import { observe, type ProgressEvent } from "@entra-assets/core/sync/Progress"
import type { RunReport } from "@entra-assets/core/sync/RunReport"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { type AssetsInput, fakeAssets, type Write } from "../fixtures/FakeAssets.ts"
import { sourceError } from "../fixtures/FakeSources.ts"
import {
  account,
  accountId,
  entraId,
  linkedTo,
  objectId,
  range,
  record,
  reportsTo,
  settings,
  user
} from "../fixtures/People.ts"
import { stores } from "../fixtures/Stores.ts"
import { world, type WorldInput } from "../fixtures/Worlds.ts"

const read = { readStartedAt: 0, count: 0, complete: true }

/** Saves the plan of a world. */
const planned = (input: WorldInput) =>
  PlanStore.use((store) =>
    store.save({
      items: plan(world(input), settings),
      settings,
      watermark: { graph: read, jira: read, assets: read },
      objectsNow: input.employees?.length ?? 0
    })
  )

interface Options extends Omit<AssetsInput, "employees"> {
  readonly settings?: Partial<Settings>
}

/** Plans a world, and applies the plan to Assets as it was when it was read. */
const applied = Effect.fnUntraced(function*(input: WorldInput, options: Options = {}) {
  const { id } = yield* planned(input)
  const assets = fakeAssets({ ...options, employees: input.employees ?? [] })
  const events: Array<ProgressEvent> = []
  const fiber = yield* observe(
    apply(id, { ...settings, ...options.settings }),
    Stream.runForEach((event) => Effect.sync(() => events.push(event)))
  ).pipe(Effect.provide(assets.layer), Effect.result, Effect.forkChild)
  yield* TestClock.adjust("1 hour")
  return { ...assets, id, events, result: yield* Fiber.join(fiber) }
}, Effect.provide(stores))

const reportOf = ({ result }: Effect.Success<ReturnType<typeof applied>>): RunReport => {
  if (Result.isSuccess(result)) return result.success
  if (result.failure._tag === "RunStopped") return result.failure.report
  return assert.fail(result.failure._tag)
}

const counts = ({ created, failed, inactivated, managerLinks, reactivated, updated }: RunReport) => ({
  created,
  updated,
  inactivated,
  reactivated,
  managerLinks,
  failed
})
const none = { created: 0, updated: 0, inactivated: 0, reactivated: 0, managerLinks: 0, failed: 0 }

/** Whom each write was for, in order. */
const whom = (writes: ReadonlyArray<Write>) =>
  writes.map(({ fields: { entraUserId }, objectId }) => entraUserId ?? objectId)

const newcomers = (numbers: ReadonlyArray<number>): WorldInput => ({
  users: numbers.map((n) => user(n)),
  accounts: numbers.map((n) => account(n))
})
/** 1 ← 2 ← 3 …: everybody reports to the number before. */
const chain = (count: number): WorldInput => ({
  ...newcomers(range(count)),
  users: range(count).map((n) => user(n, n === 1 ? {} : reportsTo(n - 1)))
})
const circle = (size: number): WorldInput => ({
  ...newcomers(range(size)),
  users: range(size).map((n) => user(n, reportsTo(n % size + 1)))
})

/** Faults for the records of these people. */
const faulty = (numbers: ReadonlyArray<number>, fault: NonNullable<ReturnType<NonNullable<AssetsInput["fault"]>>>) => ({
  fault: (fields: Write["fields"], existing: Write["objectId"] | null) =>
    numbers.some((n) => fields.entraUserId === entraId(n) || existing === objectId(n)) ? fault : undefined
})

const refused = new RecordRefused({ attribute: "Job Title", message: "The value is not allowed." })

describe("what is written", () => {
  it.effect("is exactly what the plan says, and only the attributes that changed", () =>
    Effect.gen(function*() {
      const run = yield* applied({
        users: [user(1), user(2, { jobTitle: null }), user(3, { accountEnabled: false }), user(4), user(5)],
        accounts: range(6).map((n) => account(n)),
        employees: [record(2), record(3), record(4, { active: false }), record(5), record(6)],
        goneUsers: [6]
      })
      assert.deepStrictEqual(
        run.writes.map(({ _tag, fields, objectId }) => ({ _tag, objectId: String(objectId), fields })),
        [
          {
            _tag: "create",
            objectId: "new-1",
            fields: {
              name: "Person 1",
              fullName: "Person 1",
              email: "p1@example.com",
              userPrincipalName: "p1@corp.example.com",
              jobTitle: "Engineer",
              department: "Research",
              active: true,
              entraUserId: entraId(1),
              atlassianAccountId: accountId(1),
              jiraUser: accountId(1)
            }
          },
          { _tag: "update", objectId: objectId(2), fields: { jobTitle: null } },
          { _tag: "update", objectId: objectId(3), fields: { active: false } },
          { _tag: "update", objectId: objectId(4), fields: { active: true } },
          { _tag: "update", objectId: objectId(6), fields: { active: false } }
        ]
      )
      assert.deepStrictEqual(counts(reportOf(run)), { ...none, created: 1, updated: 1, inactivated: 2, reactivated: 1 })
    }))

  it.effect("is nothing when nothing differs", () =>
    Effect.gen(function*() {
      const run = yield* applied({ ...newcomers([1, 2]), employees: [record(1), record(2)] })
      assert.strictEqual(run.calls.writes, 0)
      assert.deepStrictEqual(counts(reportOf(run)), none)
    }))

  it.effect("leaves nothing to do", () =>
    Effect.gen(function*() {
      const scene = {
        ...circle(3),
        employees: [record(9), record(3, { jobTitle: "Lead", manager: objectId(9) })],
        goneUsers: [9]
      }
      const { employees } = yield* applied(scene)
      const again = yield* applied({ ...scene, employees: Array.from(employees.values()) })
      assert.strictEqual(again.calls.writes, 0)
    }))

  it.effect("a Name that had to be adjusted is reported", () =>
    Effect.gen(function*() {
      const run = yield* applied(newcomers([1, 2]), { adjustsName: ({ entraUserId }) => entraUserId === entraId(2) })
      assert.deepStrictEqual(reportOf(run).findings.map(({ code, entraIds }) => [code, entraIds]), [["name_adjusted", [
        entraId(2)
      ]]])
    }))
})

describe("managers", () => {
  it.effect("are created before their reports, which are linked at once, whatever the speed of writes", () =>
    Effect.gen(function*() {
      const run = yield* applied(chain(10), { writeMillis: 100 })
      assert.deepStrictEqual(whom(run.writes), range(10).map(entraId))
      assert.deepStrictEqual(counts(reportOf(run)), { ...none, created: 10, managerLinks: 9 })
    }))

  it.effect("who exist are linked by their object, those of this plan by their new one", () =>
    Effect.gen(function*() {
      const run = yield* applied({
        ...newcomers([1, 2, 3]),
        users: [user(1, reportsTo(2)), user(2, reportsTo(3)), user(3, reportsTo(4))],
        accounts: range(4).map((n) => account(n)),
        employees: [record(1), record(4)]
      })
      const links = Array.from(
        run.employees.values(),
        ({ entraUserId, manager, managerAtlassianAccountId }) => [entraUserId, manager, managerAtlassianAccountId]
      )
      assert.sameDeepMembers(links, [
        [entraId(1), run.writes[1]?.objectId ?? null, accountId(2)],
        [entraId(2), run.writes[0]?.objectId ?? null, accountId(3)],
        [entraId(3), objectId(4), accountId(4)],
        [entraId(4), null, null]
      ])
      assert.deepStrictEqual(counts(reportOf(run)), { ...none, created: 2, updated: 1, managerLinks: 3 })
    }))

  for (const size of [2, 3]) {
    it.effect(`a circle of ${size} takes one second write, which sets nothing but the link`, () =>
      Effect.gen(function*() {
        const run = yield* applied(circle(size))
        assert.deepStrictEqual(run.writes.map(({ _tag }) => _tag), [
          ...Array.from({ length: size }, () => "create" as const),
          "update"
        ])
        assert.sameMembers(Object.keys(run.writes.at(-1)?.fields ?? {}), ["manager", "managerAtlassianAccountId"])
        const created = new Map(
          Array.from(run.employees.values(), ({ entraUserId, objectId }) => [entraUserId, objectId])
        )
        for (const n of range(size)) {
          const one = Array.from(run.employees.values()).find(({ entraUserId }) => entraUserId === entraId(n))
          assert.strictEqual(one?.manager, created.get(entraId(n % size + 1)))
          assert.strictEqual(one?.managerAtlassianAccountId, accountId(n % size + 1))
        }
        assert.deepStrictEqual(counts(reportOf(run)), { ...none, created: size, managerLinks: size })
      }))
  }

  it.effect("whose creation failed: the reports come without link, each with a finding", () =>
    Effect.gen(function*() {
      const run = yield* applied(chain(3), faulty([1], refused))
      assert.deepStrictEqual(whom(run.writes), [entraId(2), entraId(3)])
      const report = reportOf(run)
      assert.deepStrictEqual(report.findings.map(({ code, entraIds }) => [code, entraIds]), [["missing_manager", [
        entraId(2),
        entraId(1)
      ]]])
      assert.deepStrictEqual(counts(report), { ...none, created: 2, managerLinks: 1, failed: 1 })
      const [second] = Array.from(run.employees.values())
      assert.deepStrictEqual([second?.manager, second?.managerAtlassianAccountId], [null, null])
    }))

  it.effect("whose creation failed: an existing record keeps its link, and is not written for it", () =>
    Effect.gen(function*() {
      const input: WorldInput = {
        ...newcomers([1, 2, 3]),
        users: [user(1, reportsTo(3)), user(2), user(3)],
        employees: [record(1, linkedTo(2)), record(2)]
      }
      const run = yield* applied(input, faulty([3], refused))
      assert.deepStrictEqual(run.writes, [])
      assert.deepStrictEqual(reportOf(run).findings.map(({ code }) => code), ["missing_manager"])
      assert.deepStrictEqual(counts(reportOf(run)), { ...none, failed: 1 })
      const both = yield* applied({
        ...input,
        users: [user(1, { ...reportsTo(3), jobTitle: "Lead" }), user(2), user(3)]
      }, faulty([3], refused))
      assert.deepStrictEqual(both.writes.map(({ fields }) => fields), [{ jobTitle: "Lead" }])
    }))

  it.effect("on a circle that failed: the others are created, the open link is a finding", () =>
    Effect.gen(function*() {
      const run = yield* applied(circle(2), faulty([2], refused))
      assert.deepStrictEqual(whom(run.writes), [entraId(1)])
      assert.deepStrictEqual(reportOf(run).findings.map(({ code, entraIds }) => [code, entraIds]), [[
        "missing_manager",
        [entraId(1), entraId(2)]
      ]])
    }))
})

describe("a create that is refused as duplicate", () => {
  for (const indexLagMillis of [0, 45_000]) {
    it.effect(`because its answer was lost is continued, ${indexLagMillis} ms of index lag later`, () =>
      Effect.gen(function*() {
        const run = yield* applied(chain(3), { indexLagMillis, ...faulty([1, 2], "lost") })
        assert.deepStrictEqual(run.writes.map(({ _tag }) => _tag), ["create", "create", "create"])
        assert.deepStrictEqual(counts(reportOf(run)), { ...none, created: 3, managerLinks: 2 })
        assert.isAtMost(run.calls.finds, 24)
      }))
  }

  it.effect("fails alone when the record stays out of sight", () =>
    Effect.gen(function*() {
      const run = yield* applied(newcomers([1, 2]), { indexLagMillis: 120_000, ...faulty([1], "lost") })
      const report = reportOf(run)
      assert.deepStrictEqual(counts(report), { ...none, created: 1, failed: 1 })
      assert.strictEqual(report.failures[0]?.attribute, "Entra User ID")
    }))

  it.effect("of a circle does not lose the second write", () =>
    Effect.gen(function*() {
      const run = yield* applied(circle(2), faulty([1], "lost"))
      assert.deepStrictEqual(run.writes.map(({ _tag }) => _tag), ["create", "create", "update"])
      assert.strictEqual(reportOf(run).managerLinks, 2)
    }))

  /** Somebody created the record of person 1 after the plan was made. */
  const meanwhile = (fields: Parameters<typeof record>[1], input = newcomers([1])) =>
    Effect.gen(function*() {
      const { id } = yield* planned(input)
      const assets = fakeAssets({ employees: [record(1, fields)] })
      const report = yield* Effect.provide(apply(id, settings), assets.layer)
      return { ...assets, report }
    }).pipe(Effect.provide(stores))

  it.effect("because the record appeared meanwhile brings that to what the plan says", () =>
    Effect.gen(function*() {
      const { writes } = yield* meanwhile({ jobTitle: "Trainee", atlassianAccountId: null })
      assert.deepStrictEqual(writes, [
        { _tag: "update", objectId: objectId(1), fields: { jobTitle: "Engineer", atlassianAccountId: accountId(1) } }
      ])
    }))

  it.effect("writes nothing when that says so already", () =>
    Effect.map(meanwhile({}), ({ report, writes }) => {
      assert.deepStrictEqual(writes, [])
      assert.strictEqual(report.failed, 0)
    }))

  it.effect("does not take over a record that is bound to another account", () =>
    Effect.map(meanwhile({ atlassianAccountId: accountId(9) }), ({ report, writes }) => {
      assert.deepStrictEqual(writes, [])
      assert.deepStrictEqual(report.failures.map(({ attribute }) => attribute), ["Atlassian Account ID"])
    }))
})

it.effect("a plan that is applied twice writes nothing the second time", () =>
  Effect.gen(function*() {
    const { id } = yield* planned({
      ...chain(3),
      users: [user(1, reportsTo(2)), user(2, reportsTo(1)), user(3, reportsTo(2))]
    })
    const assets = fakeAssets()
    yield* Effect.provide(apply(id, settings), assets.layer)
    const { length } = assets.writes
    yield* Effect.provide(apply(id, settings), assets.layer)
    assert.deepStrictEqual(assets.writes.slice(length), [])
  }).pipe(Effect.provide(stores)))

describe("a record that Assets refuses", () => {
  for (const existing of [false, true]) {
    it.effect(`fails alone, with the attribute's name (${existing ? "update" : "create"})`, () =>
      Effect.gen(function*() {
        const numbers = range(30)
        const run = yield* applied({
          users: numbers.map((n) => user(n, { jobTitle: "Lead" })),
          accounts: numbers.map((n) => account(n)),
          employees: existing ? numbers.map((n) => record(n)) : []
        }, faulty(range(20), refused))
        const report = reportOf(run)
        assert.deepStrictEqual(counts(report), { ...none, [existing ? "updated" : "created"]: 10, failed: 20 })
        assert.sameDeepMembers(
          [...report.failures],
          range(20).map((n) => ({
            entraId: entraId(n),
            objectId: existing ? objectId(n) : null,
            attribute: "Job Title",
            message: "The value is not allowed."
          }))
        )
      }))
  }
})

describe("a service that does not answer", () => {
  for (const reason of ["Unavailable", "Throttled", "InvalidResponse"] as const) {
    it.effect(`${reason}, now and then: those records fail alone`, () =>
      Effect.gen(function*() {
        const run = yield* applied(
          newcomers(range(40)),
          faulty(range(20).map((n) => 2 * n), sourceError("assets", reason))
        )
        assert.isTrue(Result.isSuccess(run.result))
        assert.deepStrictEqual(counts(reportOf(run)), { ...none, created: 20, failed: 20 })
      }))
  }

  it.effect("stops the run after ten in a row, with the report of what was done", () =>
    Effect.gen(function*() {
      const run = yield* applied(newcomers(range(100)), faulty(range(100).slice(5), sourceError("assets")))
      assert.isTrue(Result.isFailure(run.result) && run.result.failure._tag === "RunStopped")
      assert.strictEqual(
        Result.isFailure(run.result) ? run.result.failure.message : "",
        "The run stopped: assets: Unavailable"
      )
      assert.deepStrictEqual(counts(reportOf(run)), { ...none, created: 5, failed: 10 })
      assert.isAtMost(run.calls.writes, 5 + 10 + settings.writeConcurrency)
      assert.isTrue(run.events.at(-1)?.finished)
    }))

  const final: ReadonlyArray<SourceReason> = ["Unauthorized", "Forbidden", "Misconfigured"]
  for (const reason of final) {
    it.effect(`${reason} stops the run at once`, () =>
      Effect.gen(function*() {
        const run = yield* applied(newcomers(range(100)), {
          ...faulty([3], sourceError("assets", reason)),
          writeMillis: 10
        })
        assert.isTrue(Result.isFailure(run.result) && run.result.failure._tag === "RunStopped")
        assert.isAtMost(run.calls.writes, 3 + settings.writeConcurrency)
        assert.strictEqual(reportOf(run).created, run.writes.length)
      }))
  }
})

describe("a plan that cannot be applied", () => {
  it.effect("was made under other settings: nothing is written", () =>
    Effect.gen(function*() {
      const run = yield* applied(newcomers([1]), { settings: { tenantId: "other.example" } })
      assert.isTrue(
        Result.isFailure(run.result) && run.result.failure._tag === "PlanError" &&
          run.result.failure.reason === "OtherSettings"
      )
      assert.strictEqual(run.calls.writes, 0)
    }))

  it.effect("was altered in the store: nothing is written", () => {
    const assets = fakeAssets()
    return Effect.gen(function*() {
      const { id } = yield* planned(newcomers([1]))
      const store = yield* KeyValueStore.KeyValueStore
      yield* store.modify(`plan-${id}-page-0`, (page) => page.replace("\"active\":true", "\"active\":false"))
      const error = yield* Effect.flip(apply(id, settings))
      assert.strictEqual(error._tag === "PlanError" ? error.reason : "", "Altered")
      assert.strictEqual(assets.calls.writes, 0)
    }).pipe(Effect.provide([stores, assets.layer]))
  })

  it.effect("is not there", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(apply("none", settings))
      assert.strictEqual(error._tag === "PlanError" ? error.reason : "", "NotFound")
    }).pipe(Effect.provide([stores, fakeAssets().layer])))
})

it.effect("progress counts entries up to all of them", () =>
  Effect.gen(function*() {
    const { events } = yield* applied(newcomers(range(100)), { ...faulty([7], refused), writeMillis: 100 })
    assert.deepStrictEqual(events[0], {
      phase: "apply",
      done: 0,
      total: 100,
      rate: 0,
      remainingMillis: null,
      finished: false
    })
    assert.deepStrictEqual(events.map(({ done }) => done), events.map(({ done }) => done).toSorted((a, b) => a - b))
    assert.deepStrictEqual([events.at(-1)?.done, events.at(-1)?.finished], [100, true])
  }))
