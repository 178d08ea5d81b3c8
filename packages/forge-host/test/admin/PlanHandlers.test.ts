/** A plan of several pages as the page of the app loads it: its index, its pages, and as files. */
import { assert, describe, it } from "@effect/vitest"
import type { PlanHeader } from "@entra-assets/core/plan/PlanHeader"
import * as PlanExport from "@entra-assets/core/sync/PlanExport"
import type { IndexLine } from "@entra-assets/forge-host/admin/AdminApi"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Admin } from "../../dev/Admin.ts"
import * as Journey from "../../dev/Journey.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

/** So many that no file fits one answer. */
const people = 4000

const previewed = Effect.gen(function*() {
  const made = yield* AdminSite.make({ people })
  yield* Journey.setUp(made.site, made.admin)
  const { plan } = yield* Journey.preview(made.site, made.admin)
  return { ...made, plan }
})

/** Every part of the file. */
const parts = Effect.fnUntraced(function*(admin: Admin, { digest, id }: PlanHeader, format: "csv" | "json") {
  const texts: Array<string> = []
  let page: number | null = 0
  while (page !== null) {
    const { next, text }: { readonly text: string; readonly next: number | null } = yield* admin.ask("exportPlan", {
      planId: id,
      digest,
      format,
      page
    })
    texts.push(text)
    page = next
  }
  return texts
})

const decodeDocument = Schema.decodeEffect(Schema.fromJsonString(PlanExport.PlanDocument))

describe("a plan for 4,000 people", () => {
  it.effect("has an index that leads to each entry, and files that hold them all", () =>
    Effect.gen(function*() {
      const { admin, plan, site } = yield* previewed
      assert.isAbove(plan.pages, 5)
      const { counts } = plan
      const entries = counts.create + counts.update + counts.inactivate + counts.reactivate
      const findings = Object.values(counts.findings).reduce((sum, count) => sum + (count ?? 0), 0)

      const lines: Array<IndexLine> = []
      let from: number | null = 0
      while (from !== null) {
        const part: { readonly lines: ReadonlyArray<IndexLine>; readonly next: number | null } = yield* admin.ask(
          "planIndex",
          { planId: plan.id, digest: plan.digest, from }
        )
        lines.push(...part.lines)
        from = part.next
      }
      assert.lengthOf(lines.filter(({ kind }) => kind === "Create"), counts.create)
      assert.lengthOf(lines.filter(({ kind }) => kind === "Finding"), findings)
      assert.isTrue(lines.every(({ detail, name }) => name !== null || detail !== undefined))
      const aboutPeople = lines.filter(({ entraId, kind }) => kind === "Finding" && entraId !== null)
      assert.isNotEmpty(aboutPeople)
      assert.isTrue(aboutPeople.every(({ name }) => name !== null))
      const last = lines.findLast(({ kind }) => kind === "Create")
      const { items } = yield* admin.ask("planPage", { planId: plan.id, digest: plan.digest, page: last?.page ?? 0 })
      assert.isTrue(items.some((item) => item._tag === "Create" && item.record.name === last?.name))

      const json = yield* parts(admin, plan, "json")
      assert.isAbove(json.length, 2)
      const document = yield* decodeDocument(json.join(""))
      assert.deepStrictEqual(document.header, plan)
      assert.lengthOf(document.entries, entries)
      assert.lengthOf(document.findings, findings)

      const csv = yield* parts(admin, plan, "csv")
      assert.isAbove(csv.length, 1)
      const rows = csv.join("").trim().split("\r\n")
      assert.isTrue(rows[0]?.startsWith("Kind,Entra User ID,"))
      assert.lengthOf(rows.filter((row) => row.startsWith("Kind,")), 1)
      const ids = (kind: string) =>
        new Set(rows.filter((row) => row.startsWith(`${kind},`)).map((row) => row.split(",")[1]))
      assert.strictEqual(ids("Create").size, counts.create)
      assert.deepStrictEqual(site.forge.violations(), [])
    }), 60_000)
})

describe("a plan that is not there", () => {
  it.effect("is refused with what to do", () =>
    Effect.gen(function*() {
      const { admin } = yield* AdminSite.make()
      const gone = { _tag: "Refused" as const, reason: "plan.NotFound" }
      assert.deepInclude(yield* admin.refused("planHeader", { planId: "gone" }), gone)
      assert.deepInclude(yield* admin.refused("planStanding", { planId: "gone" }), gone)
      assert.deepInclude(yield* admin.refused("planIndex", { planId: "gone", digest: "", from: 0 }), gone)
      assert.deepInclude(yield* admin.refused("planPage", { planId: "gone", digest: "", page: 0 }), gone)
      assert.deepInclude(
        yield* admin.refused("exportPlan", { planId: "gone", digest: "", page: 0, format: "csv" }),
        gone
      )
    }))

  it.effect("what is shown and what is filed is of the plan that was looked at, and of no other", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* AdminSite.make()
      yield* Journey.setUp(site, admin)
      const { plan } = yield* Journey.preview(site, admin)
      const other = { planId: plan.id, digest: "another" }
      const changed = { _tag: "Refused" as const, reason: "plan.Changed" }
      assert.deepInclude(yield* admin.refused("planIndex", { ...other, from: 0 }), changed)
      assert.deepInclude(yield* admin.refused("planPage", { ...other, page: 0 }), changed)
      assert.deepInclude(yield* admin.refused("exportPlan", { ...other, page: 0, format: "csv" }), changed)
    }))
})

describe("a plan from before the settings changed", () => {
  it.effect("is known to hold no more; what plans are not made from does not matter", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* AdminSite.make({ people: 5 })
      yield* Journey.setUp(site, admin)
      const { plan } = yield* Journey.preview(site, admin)
      const standing = admin.ask("planStanding", { planId: plan.id })
      assert.strictEqual((yield* standing).stage._tag, "Ready")
      const { settings } = yield* admin.ask("state", {})
      const { version } = yield* admin.ask("saveRetention", {
        version: settings.version,
        retention: { ...settings.retention, plans: 9 }
      })
      assert.strictEqual((yield* standing).stage._tag, "Ready")
      yield* admin.ask("saveRules", { version, rules: { ...settings.rules, absenceRuns: 3 } })
      assert.strictEqual((yield* standing).stage._tag, "OtherSettings")
      assert.include(
        yield* admin.refused("applyPlan", { planId: plan.id, digest: plan.digest }),
        { _tag: "Refused", reason: "run.PlanRefused" }
      )
    }))
})

describe("a plan without an entry", () => {
  it.effect("is a file, too", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* AdminSite.make({ people: 5 })
      yield* Journey.setUp(site, admin)
      const { id } = yield* admin.ask("runNow", {})
      yield* Journey.settled(site, admin, id)
      const { plan } = yield* Journey.preview(site, admin)
      assert.strictEqual(plan.counts.create, 0)
      const { entries } = yield* decodeDocument((yield* parts(admin, plan, "json")).join(""))
      assert.deepStrictEqual(entries, [])
      yield* parts(admin, plan, "csv")
      const { next } = yield* admin.ask("planIndex", { planId: plan.id, digest: plan.digest, from: 0 })
      assert.isNull(next)
    }))
})
