/** One person, as the page asks about them. */
import { assert, it } from "@effect/vitest"
import { AccountId, EntraId } from "@entra-assets/core/model/Ids"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import * as Journey from "../../dev/Journey.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

it.effect("a person is explained, and synced alone", () =>
  Effect.gen(function*() {
    const { admin, audit, site } = yield* AdminSite.make()
    yield* Journey.setUp(site, admin)
    const { plan } = yield* Journey.preview(site, admin)
    const { lines } = yield* admin.ask("planIndex", { planId: plan.id, digest: plan.digest, from: 0 })
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

const somebody = { subject: { accountId: AccountId.make("712020:nobody") } }
const users = { path: /\/users\/search$/u }

it.effect("where reading everybody takes too long, the page is told in time to make a preview", () =>
  Effect.gen(function*() {
    const { admin, audit, site } = yield* AdminSite.make()
    yield* Journey.setUp(site, admin)
    const deeds = (yield* audit).length
    site.atlassian.faults.add({ match: users, times: "always", behave: Faults.hang })
    for (const name of ["explainPerson", "previewPerson"] as const) {
      const before = site.forge.now()
      assert.deepInclude(yield* admin.refused(name, somebody), {
        _tag: "Refused",
        reason: "person.TooMany",
        nextStep: "Make a preview, and look for the person there."
      })
      assert.isBelow(site.forge.now() - before, 25_000)
    }
    assert.lengthOf(yield* audit, deeds)
    assert.deepStrictEqual(site.forge.violations(), [])
  }))

it.effect("where a service asks to wait, the page is told that a preview waits for it", () =>
  Effect.gen(function*() {
    const { admin, site } = yield* AdminSite.make()
    yield* Journey.setUp(site, admin)
    site.atlassian.faults.add({ match: users, times: "always", behave: Faults.tooManyRequests("600") })
    assert.deepInclude(yield* admin.refused("explainPerson", somebody), {
      _tag: "Refused",
      reason: "jira.Throttled",
      nextStep: "Make a preview, which waits until it may go on, and look for the person there."
    })
  }))
