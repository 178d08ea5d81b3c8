import { assert, describe, it } from "@effect/vitest"
import { finding } from "@entra-assets/core/model/Finding"
import type { Settings } from "@entra-assets/core/model/Settings"
import { plan, type PlanItem } from "@entra-assets/core/plan/Plan"
import type { Watermark } from "@entra-assets/core/plan/PlanHeader"
import { pageBytes, PlanStore } from "@entra-assets/core/sync/PlanStore"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { account, linkedTo, range, record, reportsTo, settings, user } from "../fixtures/People.ts"
import { stores } from "../fixtures/Stores.ts"
import { world } from "../fixtures/Worlds.ts"

const read = { readStartedAt: 1, count: 2, complete: true }
const watermark: Watermark = { graph: read, jira: read, assets: { ...read, complete: false } }

interface Saved {
  readonly items?: Iterable<PlanItem>
  readonly settings?: Settings
  readonly watermark?: Watermark
}

const save = (input: Saved = {}) =>
  PlanStore.use((store) => store.save({ items: [], settings, watermark, objectsNow: 7, ...input }))

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
        findings: { manager_cycle: 2 }
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
      assert.isTrue(sizes.every((size) => size <= pageBytes))
      assert.isAtMost(sizes.filter((size) => size < pageBytes * 0.9).length, 1)
      assert.deepStrictEqual<ReadonlyArray<PlanItem>>((yield* stored(id)).items, items)
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
        PlanStore.use((plans) => plans.save({ items: dying(), settings, watermark, objectsNow: 0 })),
        { startImmediately: true }
      )
      assert.strictEqual((yield* Fiber.await(fiber))._tag, "Failure")
      assert.deepStrictEqual(yield* store.keys, [])
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
    ["a partial source", { watermark: { ...watermark, graph: { ...read, complete: false } } }]
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
