import { assert, describe, it } from "@effect/vitest"
import type { Settings } from "@entra-assets/core/model/Settings"
import type { SourceReason } from "@entra-assets/core/model/SourceError"
import { plan } from "@entra-assets/core/plan/Plan"
import { RecordRefused } from "@entra-assets/core/ports/EmployeeWriter"
import { apply } from "@entra-assets/core/sync/Apply"
import type { Outcome } from "@entra-assets/core/sync/Outcome"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import { observe, type ProgressEvent } from "@entra-assets/core/sync/Progress"
import { noCounts, type Run } from "@entra-assets/core/sync/Run"
import * as RunDetails from "@entra-assets/core/sync/RunDetails"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { withinAnHour } from "../fixtures/Company.ts"
import { type AssetsInput, fakeAssets, type Write } from "../fixtures/FakeAssets.ts"
import { fakeAccounts, fakeDirectory, sourceError } from "../fixtures/FakeSources.ts"
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
      objectsNow: input.employees?.length ?? 0,
      guard: () => ({ stops: [], unmatched: null })
    })
  )

/** Everything that is stored, by key. */
const stored = Effect.gen(function*() {
  const store = yield* KeyValueStore.KeyValueStore
  return new Map(
    yield* Effect.forEach(yield* store.keys, (key) => Effect.map(store.get(key), (text) => [key, text ?? ""] as const))
  )
})

interface Options extends Omit<AssetsInput, "employees"> {
  readonly settings?: Partial<Settings>
}

/** Nobody is read again while a plan is applied. */
const elsewhere = Layer.merge(fakeDirectory({}).layer, fakeAccounts({}).layer)

/** Plans a world, and applies the plan to Assets as it was when it was read. */
const applied = Effect.fnUntraced(function*(input: WorldInput, options: Options = {}) {
  const { id } = yield* planned(input)
  const assets = fakeAssets({ ...options, employees: input.employees ?? [] })
  const events: Array<ProgressEvent> = []
  const result = yield* withinAnHour(
    observe(
      apply(id, { ...settings, ...options.settings }),
      Stream.runForEach((event) => Effect.sync(() => events.push(event)))
    ).pipe(Effect.provide(Layer.merge(assets.layer, elsewhere)), Effect.result)
  )
  const run = Result.isSuccess(result)
    ? result.success
    : result.failure._tag === "RunStopped"
    ? result.failure.run
    : null
  const failures: ReadonlyArray<Outcome> = run === null ? [] : yield* Stream.runCollect(RunDetails.failures(run.id))
  const findings = run === null ? [] : yield* Stream.runCollect(RunDetails.findings(run.id))
  return { ...assets, id, events, result, run, failures, findings, stored: yield* stored }
}, Effect.provide(stores))

const counts = ({ run }: { readonly run: Run | null }) => run?.counts
const none = noCounts

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
      assert.deepStrictEqual(counts(run), { ...none, created: 1, updated: 1, inactivated: 2, reactivated: 1 })
    }))

  it.effect("is nothing when nothing differs", () =>
    Effect.gen(function*() {
      const run = yield* applied({ ...newcomers([1, 2]), employees: [record(1), record(2)] })
      assert.strictEqual(run.calls.writes, 0)
      assert.deepStrictEqual(counts(run), none)
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
      assert.deepStrictEqual(run.findings.map(({ code, entraIds }) => [code, entraIds]), [["name_adjusted", [
        entraId(2)
      ]]])
    }))
})

describe("managers", () => {
  it.effect("are created before their reports, which are linked at once, whatever the speed of writes", () =>
    Effect.gen(function*() {
      const run = yield* applied(chain(10), { writeMillis: 100 })
      assert.deepStrictEqual(whom(run.writes), range(10).map(entraId))
      assert.deepStrictEqual(counts(run), { ...none, created: 10, managerLinks: 9 })
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
      assert.deepStrictEqual(counts(run), { ...none, created: 2, updated: 1, managerLinks: 3 })
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
        assert.deepStrictEqual(counts(run), { ...none, created: size, managerLinks: size })
      }))
  }

  it.effect("whose creation failed: the reports come without link, each with a finding", () =>
    Effect.gen(function*() {
      const run = yield* applied(chain(3), faulty([1], refused))
      assert.deepStrictEqual(whom(run.writes), [entraId(2), entraId(3)])
      assert.deepStrictEqual(run.findings.map(({ code, entraIds }) => [code, entraIds]), [["missing_manager", [
        entraId(2),
        entraId(1)
      ]]])
      assert.deepStrictEqual(counts(run), { ...none, created: 2, managerLinks: 1, failed: 1 })
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
      assert.deepStrictEqual(run.findings.map(({ code }) => code), ["missing_manager"])
      assert.deepStrictEqual(counts(run), { ...none, unchanged: 1, failed: 1 })
      const both = yield* applied({
        ...input,
        users: [user(1, { ...reportsTo(3), jobTitle: "Lead" }), user(2), user(3)]
      }, faulty([3], refused))
      assert.deepStrictEqual(both.writes.map(({ fields }) => fields), [{ jobTitle: "Lead" }])
    }))

  for (const [failing, other] of [[2, 1], [1, 2]] as const) {
    it.effect(`on a circle, of which ${failing} failed: the other is created, and its open link is a finding`, () =>
      Effect.gen(function*() {
        const run = yield* applied(circle(2), faulty([failing], refused))
        assert.deepStrictEqual(whom(run.writes), [entraId(other)])
        assert.deepStrictEqual(run.findings.map(({ code, entraIds }) => [code, entraIds]), [[
          "missing_manager",
          [entraId(other), entraId(failing)]
        ]])
      }))
  }
})

it.effect("names of people stand in the plan's pages, and nowhere else", () =>
  Effect.gen(function*() {
    const run = yield* applied(chain(4), {
      ...faulty([1], refused),
      adjustsName: ({ entraUserId }) => entraUserId === entraId(4)
    })
    assert.sameMembers(run.findings.map(({ code }) => code), ["missing_manager", "name_adjusted"])
    const naming = Array.from(run.stored).flatMap(([key, text]) => /Person \d/u.test(text) ? [key] : [])
    assert.deepStrictEqual(naming, [`plan-${run.id}-page-0`])
  }))

describe("a create that is refused as duplicate", () => {
  for (const indexLagMillis of [0, 45_000]) {
    it.effect(`because its answer was lost is continued, ${indexLagMillis} ms of index lag later`, () =>
      Effect.gen(function*() {
        const run = yield* applied(chain(3), { indexLagMillis, ...faulty([1, 2], "lost") })
        assert.deepStrictEqual(run.writes.map(({ _tag }) => _tag), ["create", "create", "create"])
        assert.deepStrictEqual(counts(run), { ...none, created: 3, managerLinks: 2 })
        assert.isAtMost(run.calls.finds, 24)
      }))
  }

  it.effect("fails alone when the record stays out of sight", () =>
    Effect.gen(function*() {
      const run = yield* applied(newcomers([1, 2]), { indexLagMillis: 600_000, ...faulty([1], "lost") })
      assert.deepStrictEqual(counts(run), { ...none, created: 1, failed: 1 })
      assert.deepStrictEqual(run.failures.map(({ entraId }) => entraId), [entraId(1)])
      assert.strictEqual(run.calls.writes, 3 + 1, "three attempts, and the other person")
    }))

  it.effect("of a circle does not lose the second write", () =>
    Effect.gen(function*() {
      const run = yield* applied(circle(2), faulty([1], "lost"))
      assert.deepStrictEqual(run.writes.map(({ _tag }) => _tag), ["create", "create", "update"])
      assert.strictEqual(run.run?.counts.managerLinks, 2)
    }))
})

describe("a record that somebody else made after the plan", () => {
  for (const unique of [true, false]) {
    const meanwhile = (fields: Parameters<typeof record>[1]) =>
      Effect.gen(function*() {
        const { id } = yield* planned(newcomers([1]))
        const assets = fakeAssets({ employees: [record(1, fields)], unique })
        const { counts, id: runId } = yield* Effect.provide(apply(id, settings), Layer.merge(assets.layer, elsewhere))
        return { ...assets, counts, failures: yield* Stream.runCollect(RunDetails.failures(runId)) }
      }).pipe(Effect.provide(stores))

    describe(unique ? "Entra User ID is unique" : "Entra User ID is not unique", () => {
      it.effect("is left alone when it says something else: the row has moved", () =>
        Effect.map(meanwhile({ jobTitle: "Trainee" }), ({ calls, counts, failures }) => {
          assert.strictEqual(calls.writes, 0)
          assert.deepStrictEqual(counts, { ...none, moved: 1 })
          assert.deepStrictEqual(failures.map(({ entraId, write }) => [entraId, write.status]), [[entraId(1), "moved"]])
        }))

      it.effect("is left alone when it is bound to another account", () =>
        Effect.map(meanwhile({ atlassianAccountId: accountId(9) }), ({ calls, counts }) => {
          assert.strictEqual(calls.writes, 0)
          assert.deepStrictEqual(counts, { ...none, moved: 1 })
        }))

      it.effect("needs no write when it says what the plan says", () =>
        Effect.map(meanwhile({}), ({ calls, counts }) => {
          assert.strictEqual(calls.writes, 0)
          assert.deepStrictEqual(counts, { ...none, unchanged: 1 })
        }))
    })
  }

  it.effect("while the plan is being applied is met by the refusal of a duplicate, and left alone", () =>
    Effect.gen(function*() {
      const { id } = yield* planned(newcomers([1]))
      const assets = fakeAssets({ writeMillis: 1000 })
      const run = yield* withinAnHour(
        Effect.all([
          apply(id, settings),
          Effect.delay(assets.edit(objectId(1), record(1, { jobTitle: "Trainee" })), 500)
        ], { concurrency: 2 }).pipe(Effect.provide(Layer.merge(assets.layer, elsewhere)))
      )
      assert.deepStrictEqual(run[0].counts, { ...none, moved: 1 })
      assert.deepStrictEqual(assets.writes, [])
    }).pipe(Effect.provide(stores)))
})

it.effect("a plan that is applied twice writes nothing the second time", () =>
  Effect.gen(function*() {
    const { id } = yield* planned({
      ...chain(3),
      users: [user(1, reportsTo(2)), user(2, reportsTo(1)), user(3, reportsTo(2))]
    })
    const assets = fakeAssets({ unique: false })
    const once = withinAnHour(Effect.provide(apply(id, settings), Layer.merge(assets.layer, elsewhere)))
    yield* once
    const { length } = assets.writes
    const { counts } = yield* once
    assert.deepStrictEqual(assets.writes.slice(length), [])
    assert.deepStrictEqual(counts, { ...none, unchanged: 3 })
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
        assert.deepStrictEqual(counts(run), { ...none, [existing ? "updated" : "created"]: 10, failed: 20 })
        assert.sameDeepMembers(
          run.failures.map(({ attribute, entraId, message, objectId }) => ({ attribute, entraId, message, objectId })),
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
        assert.deepStrictEqual(counts(run), { ...none, created: 20, failed: 20 })
      }))
  }

  for (const [unique, indexLagMillis] of [[true, 0], [true, 60_000], [false, 0], [false, 60_000]] as const) {
    const index = `${indexLagMillis / 1000} s of index lag, ${unique ? "unique" : "not unique"} Entra User IDs`
    it.effect(`a write that took effect, and was not answered, is found and counted once (${index})`, () =>
      Effect.gen(function*() {
        const run = yield* applied({
          ...chain(6),
          accounts: range(8).map((n) => account(n)),
          users: [...(chain(6).users ?? []), user(7, { jobTitle: "Lead" }), user(8, { accountEnabled: false })],
          employees: [record(7), record(8)]
        }, { unique, indexLagMillis, ...faulty([2, 3, 5, 7, 8], "unanswered") })
        assert.deepStrictEqual(counts(run), { ...none, created: 6, updated: 1, inactivated: 1, managerLinks: 5 })
        assert.lengthOf(run.writes, 8)
        assert.strictEqual(run.employees.size, 8)
      }))
  }

  it.effect("stops the run after ten in a row, and says what was done", () =>
    Effect.gen(function*() {
      const run = yield* applied(newcomers(range(100)), faulty(range(100).slice(5), sourceError("assets")))
      assert.isTrue(Result.isFailure(run.result) && run.result.failure._tag === "RunStopped")
      assert.strictEqual(Result.isFailure(run.result) ? run.result.failure.message : "", "assets: Unavailable")
      assert.strictEqual(run.run?.state, "failed")
      assert.deepStrictEqual(counts(run), { ...none, created: 5, inDoubt: run.calls.writes - 5 })
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
        assert.strictEqual(run.run?.counts.created, run.writes.length)
      }))
  }
})

describe("a plan that cannot be applied", () => {
  it.effect("was made under other settings: nothing is written", () =>
    Effect.gen(function*() {
      const run = yield* applied(newcomers([1]), { settings: { tenantId: "other.example" } })
      assert.isTrue(
        Result.isFailure(run.result) && run.result.failure._tag === "RunError" &&
          run.result.failure.reason === "PlanRefused"
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
      assert.strictEqual(error._tag === "RunError" ? error.reason : "", "PlanRefused")
      assert.strictEqual(assets.calls.writes, 0)
    }).pipe(Effect.provide([stores, Layer.merge(assets.layer, elsewhere)]))
  })

  it.effect("is not there", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(apply("none", settings))
      assert.strictEqual(error._tag === "RunError" ? error.reason : "", "PlanRefused")
    }).pipe(Effect.provide([stores, Layer.merge(fakeAssets().layer, elsewhere)])))
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
