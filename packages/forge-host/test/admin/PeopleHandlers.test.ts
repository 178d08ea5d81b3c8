/** One person, as the page asks about them. */
import { assert, it } from "@effect/vitest"
import { AccountId, EntraId } from "@entra-assets/core/model/Ids"
import * as Effect from "effect/Effect"
import * as Journey from "../../dev/Journey.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

it.effect("a person is explained, and synced alone", () =>
  Effect.gen(function*() {
    const { admin, audit, site } = yield* AdminSite.make()
    yield* Journey.setUp(site, admin)
    const { plan } = yield* Journey.preview(site, admin)
    const { lines } = yield* admin.ask("planIndex", { planId: plan.id, from: 0 })
    const entraId = lines.find(({ kind }) => kind === "Create")?.entraId
    assert(entraId !== null && entraId !== undefined)

    const explanation = yield* admin.ask("explainPerson", { subject: { entraId } })
    assert.strictEqual(explanation.change?._tag, "Create")
    const preview = yield* admin.ask("previewPerson", { subject: { entraId } })
    assert.strictEqual(preview.explanation.summary, explanation.summary)
    assert.deepInclude(preview.plan, { scope: "person" })
    const { digest = "", id: planId = "" } = preview.plan ?? {}
    const { id } = yield* admin.ask("applyPlan", { planId, digest })
    assert.strictEqual((yield* Journey.settled(site, admin, id)).state, "succeeded")
    assert.deepStrictEqual(
      site.atlassian.assets.objects("Employee").map(({ values }) => values["Entra User ID"]),
      [entraId]
    )
    assert.deepStrictEqual((yield* audit).slice(0, 2).map(({ action }) => action), ["applyPlan", "previewPerson"])
  }))

it.effect("of somebody whom nobody knows there is an explanation, and no plan", () =>
  Effect.gen(function*() {
    const { admin, site } = yield* AdminSite.make()
    yield* Journey.setUp(site, admin)
    const subjects = [
      { accountId: AccountId.make("712020:nobody") },
      { entraId: EntraId.make("00000000-0000-4000-8000-000000000000") }
    ]
    for (const subject of subjects) {
      assert.strictEqual((yield* admin.ask("explainPerson", { subject })).decision._tag, "Refused")
      assert.isNull((yield* admin.ask("previewPerson", { subject })).plan)
    }
  }))

it.effect("nobody is asked about before the set-up is finished", () =>
  Effect.gen(function*() {
    const { admin } = yield* AdminSite.make()
    const subject = { accountId: AccountId.make("712020:nobody") }
    assert.deepInclude(yield* admin.refused("explainPerson", { subject }), { _tag: "Refused", reason: "setup.Entra" })
  }))
