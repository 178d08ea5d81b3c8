import { assert, describe, it } from "@effect/vitest"
import type { Settings } from "@entra-assets/core/model/Settings"
import { PlanStore } from "@entra-assets/core/sync/PlanStore"
import { preview } from "@entra-assets/core/sync/Preview"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import * as Tracer from "effect/Tracer"
import { fakeAssets, type Sources } from "../fixtures/FakeAssets.ts"
import { fakeAccounts, fakeDirectory, sourceError } from "../fixtures/FakeSources.ts"
import { account, accountId, entraId, range, record, settings, user } from "../fixtures/People.ts"
import { stores } from "../fixtures/Stores.ts"
import { entryTexts } from "../fixtures/Worlds.ts"

interface Input extends Sources {
  readonly settings?: Partial<Settings>
}

/** The header, and the stored entries and findings as text. */
const previewed = Effect.fnUntraced(function*(sources: Input) {
  const ports = Layer.mergeAll(
    fakeDirectory(sources.entra ?? {}).layer,
    fakeAccounts(sources.jira ?? {}).layer,
    fakeAssets(sources.assets ?? {}).reader
  )
  const header = yield* Effect.provide(preview({ ...settings, ...sources.settings }), ports)
  const pages = yield* PlanStore.use((store) => Stream.runCollect(store.pages(header.id)))
  const items = pages.flatMap(({ items }) => items)
  return {
    header,
    texts: entryTexts(items.flatMap((item) => item._tag === "Finding" ? [] : [item])),
    findings: items.flatMap((item) => item._tag === "Finding" ? [item] : [])
  }
})

const newcomers = (count: number) => ({
  entra: { users: range(count).map((n) => user(n)) },
  jira: { accounts: range(count).map((n) => account(n)) }
})

describe("preview", () => {
  it.effect("stores the plan with its counts and its watermark", () =>
    Effect.gen(function*() {
      yield* TestClock.adjust("1 minute")
      const { header, texts } = yield* previewed({
        entra: { users: [user(1), user(2, { jobTitle: "Lead" }), user(3)], gone: [entraId(4)] },
        jira: { accounts: [account(1), account(2), account(3)], gone: [accountId(4)] },
        assets: { employees: [record(2), record(3), record(4)], objectCount: 40 }
      })
      assert.deepStrictEqual(texts, [
        "Create 1",
        "Update 2 jobTitle: Engineer → Lead",
        "Inactivate 4 (gone_from_entra) active: true → false"
      ])
      const { counts, coverage, objects, watermark } = header
      assert.deepStrictEqual(counts, {
        create: 1,
        update: 1,
        inactivate: 1,
        reactivate: 0,
        unchanged: 1,
        managerLinks: 0,
        findings: {},
        people: { active: 3, inactive: 1 }
      })
      assert.deepStrictEqual(objects, { now: 40, afterwards: 41, allowance: 50_000 })
      const read = { readStartedAt: 60_000, count: 3, complete: true }
      assert.deepStrictEqual(coverage, { people: 3, accounts: 3, inactive: 0 })
      assert.deepStrictEqual(watermark, { graph: read, jira: read, assets: read })
    }).pipe(Effect.provide(stores)))

  for (const [allowance, expected] of [[42, 0], [41, 1]] as const) {
    it.effect(`40 objects and 2 new ones under an allowance of ${allowance}: ${expected} quota finding`, () =>
      Effect.gen(function*() {
        const { findings, header } = yield* previewed({
          ...newcomers(2),
          assets: { objectCount: 40 },
          settings: { objectAllowance: allowance }
        })
        assert.strictEqual(findings.filter(({ code }) => code === "quota").length, expected)
        assert.strictEqual(header.counts.findings.quota ?? 0, expected)
      }).pipe(Effect.provide(stores)))
  }

  for (const source of ["entra", "jira", "assets"] as const) {
    it.effect(`says why ${source} was read in part, and neither creates nor inactivates anybody`, () =>
      Effect.gen(function*() {
        const { header, texts } = yield* previewed({
          entra: {
            ...newcomers(2).entra,
            gone: [entraId(4)],
            ...(source === "entra" ? { error: sourceError("entra") } : {})
          },
          jira: {
            ...newcomers(2).jira,
            gone: [accountId(4)],
            ...(source === "jira" ? { error: sourceError("jira") } : {})
          },
          assets: {
            employees: source === "assets" ? [record(2)] : [record(2), record(4)],
            ...(source === "assets" ? { error: sourceError("assets") } : {})
          }
        })
        const name = source === "entra" ? "graph" : source
        const reads = Object.entries(header.watermark).map(([read, { complete, reason }]) => [read, complete, reason])
        assert.deepStrictEqual(
          reads,
          ["graph", "jira", "assets"].map((read) =>
            read === name ? [read, false, `${source}: Unavailable`] : [read, true, undefined]
          )
        )
        assert.deepStrictEqual(texts, [])
      }).pipe(Effect.provide(stores)))
  }

  it.effect("stores nothing when a source refuses us", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(
        previewed({ ...newcomers(2), assets: { error: sourceError("assets", "Forbidden") } })
      )
      assert.strictEqual(error._tag === "SourceError" ? error.reason : "", "Forbidden")
      assert.deepStrictEqual(yield* KeyValueStore.KeyValueStore.use((store) => store.keys), [])
    }).pipe(Effect.provide(stores)))

  it.effect("no span keeps what was read: whoever refers to it would keep everybody in memory", () =>
    Effect.gen(function*() {
      const spans: Array<Tracer.NativeSpan> = []
      const tracer = Tracer.make({
        span: (options) => {
          const span = new Tracer.NativeSpan(options)
          spans.push(span)
          return span
        }
      })
      yield* Effect.withTracer(previewed(newcomers(1)), tracer)
      const results = spans.map(({ name, status }) =>
        [name, status._tag === "Ended" && Exit.isSuccess(status.exit) ? JSON.stringify(status.exit.value) : ""].join(
          " "
        )
      )
      assert.isTrue(results.some((result) => result.startsWith("Preview.preview ")))
      assert.deepStrictEqual(results.filter((result) => result.includes(entraId(1))), [])
    }).pipe(Effect.provide(stores)))
})
