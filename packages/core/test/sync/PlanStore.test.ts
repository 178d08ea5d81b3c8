import { assert, describe, it } from "@effect/vitest"
import { finding } from "@entra-assets/core/model/Finding"
import type { Settings } from "@entra-assets/core/model/Settings"
import * as People from "@entra-assets/core/plan/People"
import { plan, type PlanItem } from "@entra-assets/core/plan/Plan"
import { planSchemaVersion, type Watermark } from "@entra-assets/core/plan/PlanHeader"
import type { Verdict } from "@entra-assets/core/plan/Verdict"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { createHash } from "node:crypto"
import { valueBytes } from "../../src/sync/internal/JsonPages.ts"
import { account, linkedTo, range, record, reportsTo, settings, user } from "../fixtures/People.ts"
import { stores } from "../fixtures/Stores.ts"
import { world } from "../fixtures/Worlds.ts"

const read = { readStartedAt: 1, count: 2, complete: true }
const watermark: Watermark = { graph: read, jira: read, assets: { ...read, complete: false } }

const passed: Verdict = { stops: [], unmatched: { count: 0, accounts: 7 } }
const stopped: Verdict = {
  stops: [{
    rule: "inactivations",
    detail: "2 of 6 active records would become inactive.",
    count: 2,
    of: 6,
    percent: 33.3,
    limit: 1,
    examples: { entraIds: [user(3).id], accountIds: [] }
  }],
  unmatched: { count: 0, accounts: 7 }
}

interface Saved {
  readonly id?: string
  readonly items?: Iterable<PlanItem>
  readonly settings?: Settings
  readonly watermark?: Watermark
  readonly objectsNow?: number
  readonly people?: People.PeopleTally
  readonly guard?: () => Verdict
}

const save = (input: Saved = {}) =>
  PlanStore.use((store) => store.save({ items: [], settings, watermark, objectsNow: 7, guard: () => passed, ...input }))

const stored = Effect.fnUntraced(function*(planId: string) {
  const store = yield* PlanStore
  const pages = yield* Stream.runCollect(store.pages(planId))
  return { header: yield* store.header(planId), items: pages.flatMap(({ items }) => items) }
})

/** Everything that a plan can hold: each entry, a change of each kind, and a finding. */
const everything = Array.from(plan(
  world({
    users: [
      user(1, { jobTitle: "Lead", ...reportsTo(2) }),
      user(2, reportsTo(1)),
      user(3, { accountEnabled: false }),
      user(4),
      user(6, reportsTo(7)),
      user(7, reportsTo(6))
    ],
    accounts: range(7).map((n) => account(n)),
    employees: [record(1), record(2, linkedTo(3)), record(3), record(4, { active: false }), record(5)],
    goneUsers: [5]
  }),
  settings
))

/** The longest values, in scripts that take three or four bytes a character. */
const large = (count: number) =>
  Array.from(plan(
    world({
      users: range(count).map((n) =>
        user(n, {
          displayName: "山".repeat(255),
          jobTitle: "\u{1f600}".repeat(127),
          department: `"\\\u0001`.repeat(85)
        })
      ),
      accounts: range(count).map((n) => account(n))
    }),
    settings
  ))

describe("save", () => {
  it.effect("what is read back is what was saved, in its order, without the unchanged", () =>
    Effect.gen(function*() {
      const { id } = yield* save({ items: everything })
      const { items } = yield* stored(id)
      const written = everything.filter(({ _tag }) => _tag !== "Unchanged")
      assert.deepStrictEqual(new Set(written.map(({ _tag }) => _tag)).size, 5)
      assert.deepStrictEqual<ReadonlyArray<PlanItem>>(items, written)
    }).pipe(Effect.provide(stores)))

  it.effect("the header has the watermark, the counts and the objects that the site will hold", () =>
    Effect.gen(function*() {
      yield* TestClock.adjust("90 seconds")
      const header = yield* save({ items: everything, settings: { ...settings, objectAllowance: 100 } })
      assert.deepStrictEqual((yield* stored(header.id)).header, header)
      const { counts, createdAt, objects, pages } = header
      assert.deepStrictEqual({ createdAt, pages, objects, watermark: header.watermark }, {
        createdAt: 90_000,
        pages: 1,
        objects: { now: 7, afterwards: 9, allowance: 100 },
        watermark
      })
      assert.deepStrictEqual(counts, {
        create: 2,
        update: 2,
        inactivate: 2,
        reactivate: 1,
        unchanged: 0,
        managerLinks: 4,
        findings: { manager_cycle: 2 },
        people: null
      })
      assert.match(header.id, /^19700101T000130Z-[0-9a-f]{6}$/u)
    }).pipe(Effect.provide(stores)))

  it.effect("no page is larger than a host stores, counted in bytes, and none is needlessly small", () =>
    Effect.gen(function*() {
      const items = large(500)
      const { id, pages } = yield* save({ items })
      const store = yield* KeyValueStore.KeyValueStore
      const sizes: Array<number> = []
      for (const key of yield* store.keys) {
        if (key.includes("page")) sizes.push(new TextEncoder().encode((yield* store.get(key)) ?? "").length)
      }
      assert.strictEqual(sizes.length, pages)
      assert.isTrue(sizes.every((size) => size <= valueBytes))
      assert.isAtMost(sizes.filter((size) => size < valueBytes * 0.9).length, 1)
      assert.deepStrictEqual<ReadonlyArray<PlanItem>>((yield* stored(id)).items, items)
    }).pipe(Effect.provide(stores)))

  it.effect("the guard is asked once, when every item has gone by", () =>
    Effect.gen(function*() {
      const asked: Array<number> = []
      let seen = 0
      function* watched(): Generator<PlanItem> {
        for (const item of everything) {
          seen++
          yield item
        }
      }
      const { guard } = yield* save({
        items: watched(),
        guard: () => {
          asked.push(seen)
          return stopped
        }
      })
      assert.deepStrictEqual(asked, [everything.length])
      assert.deepStrictEqual(guard, stopped)
    }).pipe(Effect.provide(stores)))

  it.effect("an empty plan has no page", () =>
    Effect.gen(function*() {
      const { id, pages } = yield* save({ items: [{ _tag: "Unchanged", entraId: user(1).id }] })
      assert.strictEqual(pages, 0)
      assert.deepStrictEqual((yield* stored(id)).items, [])
    }).pipe(Effect.provide(stores)))

  it.effect("a plan that fails or is interrupted on the way leaves nothing behind", () =>
    Effect.gen(function*() {
      const store = yield* KeyValueStore.KeyValueStore
      const fiber = yield* Effect.forkChild(
        save({ items: dying() }),
        { startImmediately: true }
      )
      assert.strictEqual((yield* Fiber.await(fiber))._tag, "Failure")
      assert.deepStrictEqual(yield* store.keys, [])
    }).pipe(Effect.provide(stores)))
})

describe("saving under a given id", () => {
  const keys = KeyValueStore.KeyValueStore.use((store) => Effect.map(store.keys, (keys) => keys.toSorted()))

  it.effect("replaces the plan that is there, with all its pages", () =>
    Effect.gen(function*() {
      const { pages } = yield* save({ id: "fixed", items: large(500) })
      assert.isAbove(pages, 2)
      const header = yield* save({ id: "fixed", items: everything })
      assert.strictEqual(header.id, "fixed")
      assert.deepStrictEqual(yield* keys, ["plan-fixed-header", "plan-fixed-page-0"])
      assert.deepStrictEqual<ReadonlyArray<PlanItem>>((yield* stored("fixed")).items, everything)
      assert.deepStrictEqual(yield* PlanStore.use((store) => store.check("fixed", settings)), header)
    }).pipe(Effect.provide(stores)))

  it.effect("is no plan until it is saved to its end, and can then be saved again", () =>
    Effect.gen(function*() {
      yield* save({ id: "fixed", items: everything })
      const fiber = yield* Effect.forkChild(save({ id: "fixed", items: dying() }), { startImmediately: true })
      assert.strictEqual((yield* Fiber.await(fiber))._tag, "Failure")
      assert.strictEqual((yield* Effect.flip(stored("fixed"))).reason, "NotFound")
      assert.deepStrictEqual(yield* PlanStore.use((store) => store.list), [])
      yield* save({ id: "fixed", items: everything })
      assert.deepStrictEqual<ReadonlyArray<PlanItem>>((yield* stored("fixed")).items, everything)
    }).pipe(Effect.provide(stores)))
})

/** Two pages, and then a planner that breaks. */
function* dying(): Generator<PlanItem> {
  yield* large(200)
  throw new Error("broken")
}

describe("the digest", () => {
  const digest = (input: Saved) => Effect.map(save(input), ({ digest }) => digest)
  const changed: ReadonlyArray<readonly [string, Saved]> = [
    ["an entry less", { items: everything.slice(0, -1) }],
    ["another order of entries", { items: everything.toReversed() }],
    ["another finding", { items: [...everything, finding("quota", "Too many.", {})] }],
    ["one character of one value", {
      items: everything.map((item) =>
        item._tag === "Create" ? { ...item, record: { ...item.record, name: `${item.record.name}.` } } : item
      )
    }],
    ["other settings", { settings: { ...settings, textLimit: 254 } }],
    ["another watermark", { watermark: { ...watermark, graph: { ...read, readStartedAt: 2 } } }],
    ["a partial source", { watermark: { ...watermark, graph: { ...read, complete: false } } }],
    ["another word of the guard", { guard: () => stopped }],
    ["other counts", { items: [...everything, { _tag: "Unchanged", entraId: user(4).id }] }],
    ["another number of objects", { objectsNow: 8 }]
  ]
  for (const [what, input] of changed) {
    it.effect(`changes with ${what}`, () =>
      Effect.gen(function*() {
        const [one, other] = [yield* digest({ items: everything }), yield* digest({ items: everything, ...input })]
        assert.match(one, /^[0-9a-f]{64}$/u)
        assert.notStrictEqual(one, other)
      }).pipe(Effect.provide(stores)))
  }

  it.effect("is the same for the same plan at another time", () =>
    Effect.gen(function*() {
      const one = yield* save({ items: everything })
      yield* TestClock.adjust("1 day")
      const other = yield* save({ items: everything })
      assert.strictEqual(one.digest, other.digest)
      assert.notStrictEqual(one.id, other.id)
    }).pipe(Effect.provide(stores)))

  it.effect("of settings does not depend on the order in which they were given", () =>
    Effect.gen(function*() {
      const { clientId, cloud, ...rest } = settings
      const other = yield* save({ settings: { ...rest, clientId, cloud } })
      assert.strictEqual(other.settingsDigest, (yield* save({ settings })).settingsDigest)
    }).pipe(Effect.provide(stores)))
})

describe("reading", () => {
  const reasonOf = Effect.fnUntraced(function*(planId: string) {
    const { reason } = yield* Effect.flip(stored(planId))
    return reason
  })

  it.effect("a plan that is not there is NotFound", () =>
    Effect.map(reasonOf("none"), (reason) => assert.strictEqual(reason, "NotFound")).pipe(Effect.provide(stores)))

  it.effect("a plan without one of its pages is NotFound", () =>
    Effect.gen(function*() {
      const { id } = yield* save({ items: everything })
      yield* KeyValueStore.KeyValueStore.use((store) => store.remove(`plan-${id}-page-0`))
      assert.strictEqual(yield* reasonOf(id), "NotFound")
    }).pipe(Effect.provide(stores)))

  for (const part of ["header", "page-0"]) {
    for (
      const [what, text] of [["text that is no JSON", "{"], [
        "another version",
        `{"schemaVersion":0,"items":[]}`
      ]] as const
    ) {
      it.effect(`a ${part} with ${what} is Unreadable`, () =>
        Effect.gen(function*() {
          const { id } = yield* save({ items: everything })
          yield* KeyValueStore.KeyValueStore.use((store) => store.set(`plan-${id}-${part}`, text))
          assert.strictEqual(yield* reasonOf(id), "Unreadable")
        }).pipe(Effect.provide(stores)))
    }
  }

  it.effect("a removed plan is gone, and only that one", () =>
    Effect.gen(function*() {
      const one = yield* save({ items: everything })
      const other = yield* save({ items: everything })
      yield* PlanStore.use((store) => store.remove(one.id))
      assert.strictEqual(yield* reasonOf(one.id), "NotFound")
      assert.isNotEmpty((yield* stored(other.id)).items)
    }).pipe(Effect.provide(stores)))
})

describe("a plan may be applied", () => {
  const reasonOf = (planId: string, under: Settings = settings) =>
    PlanStore.use((store) => Effect.map(Effect.flip(store.check(planId, under)), ({ reason }) => reason))

  /** As somebody would who can write to the store. */
  const tamper = (key: string, from: string, to: string) =>
    KeyValueStore.KeyValueStore.use((store) => store.modify(key, (text) => text.replace(from, to)))

  it.effect("when it is as it was saved, under the same settings", () =>
    Effect.gen(function*() {
      const header = yield* save({ items: large(500) })
      assert.deepStrictEqual(yield* PlanStore.use((store) => store.check(header.id, settings)), header)
    }).pipe(Effect.provide(stores)))

  it.effect("when it is from before people were counted: its digest is the one that it always had", () =>
    Effect.gen(function*() {
      const { digest, id } = yield* save({ items: everything })
      yield* tamper(`plan-${id}-header`, `,"people":null`, "")
      const header = yield* PlanStore.use((store) => store.check(id, settings))
      assert.isNull(header.counts.people)

      const { get } = yield* KeyValueStore.KeyValueStore
      const sha256 = (text: string | undefined) => createHash("sha256").update(text ?? "").digest("hex")
      const covered = (yield* get(`plan-${id}-header`))
        ?.replace(`"id":"${id}","`, `"`)
        .replace(`"createdAt":${header.createdAt},`, "")
        .replace(`"digest":"${digest}",`, "")
      assert.strictEqual(digest, sha256([covered, sha256(yield* get(`plan-${id}-page-0`))].join("\n")))
    }).pipe(Effect.provide(stores)))

  it.effect("when it says how many people there are afterwards, but not when that was altered", () =>
    Effect.gen(function*() {
      const people = People.make(world({ accounts: [account(8)], employees: [record(1)] }))
      const { counts, id } = yield* save({ items: everything, people })
      assert.isNotNull(counts.people)
      assert.deepStrictEqual((yield* PlanStore.use((store) => store.check(id, settings))).counts, counts)
      yield* tamper(`plan-${id}-header`, `"active":2,"inactive":1`, `"active":3,"inactive":0`)
      assert.strictEqual(yield* reasonOf(id), "Altered")
    }).pipe(Effect.provide(stores)))

  it.effect("but not when a setting has changed since, whichever it is", () =>
    Effect.gen(function*() {
      const { id } = yield* save({ items: everything })
      const others: ReadonlyArray<Settings> = [
        { ...settings, objectAllowance: 1 },
        { ...settings, tenantId: "fabrikam.example" },
        { ...settings, guard: { ...settings.guard, enabled: false } }
      ]
      for (const other of others) assert.strictEqual(yield* reasonOf(id, other), "OtherSettings")
    }).pipe(Effect.provide(stores)))

  const alterations: ReadonlyArray<readonly [what: string, part: string, from: string, to: string]> = [
    ["an entry", "page-0", `"after":false`, `"after":true`],
    ["what the guard said", "header", `"stops":[{`, `"stops":[],"were":[{`],
    ["a count", "header", `"inactivate":2`, `"inactivate":0`],
    ["the number of objects", "header", `"now":7`, `"now":6`],
    ["when a source was read", "header", `"readStartedAt":1`, `"readStartedAt":2`]
  ]
  for (const [what, part, from, to] of alterations) {
    it.effect(`but not when ${what} was altered`, () =>
      Effect.gen(function*() {
        const { id } = yield* save({ items: everything, guard: () => stopped })
        yield* tamper(`plan-${id}-${part}`, from, to)
        assert.strictEqual(yield* reasonOf(id), "Altered")
      }).pipe(Effect.provide(stores)))
  }

  it.effect("but not when it is another plan under this name", () =>
    Effect.gen(function*() {
      const [one, other] = [yield* save({ items: everything }), yield* save()]
      yield* KeyValueStore.KeyValueStore.use((store) =>
        Effect.flatMap(store.get(`plan-${other.id}-header`), (text) => store.set(`plan-${one.id}-header`, text ?? ""))
      )
      assert.strictEqual(yield* reasonOf(one.id), "Altered")
    }).pipe(Effect.provide(stores)))

  it.effect("but not without one of its pages", () =>
    Effect.gen(function*() {
      const { id } = yield* save({ items: everything })
      yield* KeyValueStore.KeyValueStore.use((store) => store.remove(`plan-${id}-page-0`))
      assert.strictEqual(yield* reasonOf(id), "NotFound")
    }).pipe(Effect.provide(stores)))
})

describe("the list", () => {
  it.effect("has every plan, the newest first, and nothing else that is in the store", () =>
    Effect.gen(function*() {
      yield* KeyValueStore.KeyValueStore.use((store) => store.set("run-1-record", "{}"))
      const saved = []
      for (const items of [everything, [], large(200)]) {
        saved.unshift(yield* save({ items }))
        yield* TestClock.adjust("1 hour")
      }
      assert.deepStrictEqual(yield* PlanStore.use((store) => store.list), saved.map(Result.succeed))
    }).pipe(Effect.provide(stores)))

  it.effect("says of a plan of another version that it cannot be read, and has the others", () =>
    Effect.gen(function*() {
      const old = yield* save()
      yield* KeyValueStore.KeyValueStore.use((store) => store.set(`plan-${old.id}-header`, `{"schemaVersion":0}`))
      yield* TestClock.adjust("1 hour")
      const header = yield* save()
      const [first, second] = yield* PlanStore.use((store) => store.list)
      assert.deepStrictEqual(first, Result.succeed(header))
      assert.isTrue(
        second !== undefined && Result.isFailure(second) && second.failure.reason === "Unreadable" &&
          second.failure.planId === old.id
      )
    }).pipe(Effect.provide(stores)))
})

describe("an approval", () => {
  const approve = (planId: string) => PlanStore.use((store) => store.approve(planId, { by: "account-1", at: 90 }))
  const approval = (planId: string) => PlanStore.use((store) => store.approval(planId))

  it.effect("is of the plan as it stands, and says who gave it and when", () =>
    Effect.gen(function*() {
      const { digest, id } = yield* save({ items: everything })
      assert.isNull(yield* approval(id))
      const given = yield* approve(id)
      assert.deepStrictEqual(given, { schemaVersion: planSchemaVersion, digest, by: "account-1", at: 90 })
      assert.deepStrictEqual(yield* approval(id), given)
    }).pipe(Effect.provide(stores)))

  it.effect("does not hold for another plan under the same id", () =>
    Effect.gen(function*() {
      yield* save({ id: "fixed", items: everything })
      yield* approve("fixed")
      yield* save({ id: "fixed", items: everything.slice(1) })
      assert.isNull(yield* approval("fixed"))
    }).pipe(Effect.provide(stores)))

  it.effect("holds when the same plan is saved once more", () =>
    Effect.gen(function*() {
      yield* save({ id: "fixed", items: everything })
      const given = yield* approve("fixed")
      yield* TestClock.adjust("1 minute")
      yield* save({ id: "fixed", items: everything })
      assert.deepStrictEqual(yield* approval("fixed"), given)
    }).pipe(Effect.provide(stores)))

  it.effect("cannot be given to a plan that is not there, and goes with its plan", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(approve("none"))).reason, "NotFound")
      const { id } = yield* save()
      yield* approve(id)
      yield* PlanStore.use((store) => store.remove(id))
      assert.deepStrictEqual(yield* KeyValueStore.KeyValueStore.use((store) => store.keys), [])
    }).pipe(Effect.provide(stores)))
})

describe("retention", () => {
  const day = 86_400_000
  const removeBefore = (millis: number, keep: ReadonlyArray<string> = []) =>
    PlanStore.use((store) => store.removeBefore(millis, new Set(keep)))
  const left = Effect.gen(function*() {
    const keys = yield* KeyValueStore.KeyValueStore.use((store) => store.keys)
    return Array.from(new Set(keys)).toSorted()
  })
  const saveOnDay = Effect.fnUntraced(function*(number: number) {
    yield* TestClock.setTime(number * day)
    return (yield* save({ items: everything })).id
  })

  it.effect("removes the plans from before a time, with their approvals, but for those that are kept", () =>
    Effect.gen(function*() {
      const [first, second, third] = [yield* saveOnDay(1), yield* saveOnDay(2), yield* saveOnDay(3)]
      yield* PlanStore.use((store) => store.approve(first, { by: null, at: 0 }))
      yield* removeBefore(3 * day, [second])
      assert.deepStrictEqual(
        yield* left,
        [second, third].flatMap((id) => [`plan-${id}-header`, `plan-${id}-page-0`])
      )
    }).pipe(Effect.provide(stores)))

  it.effect("leaves nothing of old plans that were never finished or cannot be read, and touches nothing else", () =>
    Effect.gen(function*() {
      const store = yield* KeyValueStore.KeyValueStore
      const [unreadable, unfinished] = [yield* saveOnDay(1), yield* saveOnDay(1)]
      yield* store.set(`plan-${unreadable}-header`, "{}")
      yield* store.remove(`plan-${unfinished}-header`)
      yield* store.set(`run-${unfinished}-record`, "{}")
      yield* removeBefore(2 * day)
      assert.deepStrictEqual(yield* left, [`run-${unfinished}-record`])
    }).pipe(Effect.provide(stores)))
})
