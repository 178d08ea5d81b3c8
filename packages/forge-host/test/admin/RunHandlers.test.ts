/** Starting runs, deciding about them and looking at them, as the page does it. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import * as Journey from "../../dev/Journey.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

const connected = Effect.fnUntraced(function*(options: AdminSite.Options = {}) {
  const made = yield* AdminSite.make(options)
  yield* Journey.setUp(made.site, made.admin)
  return made
})

const actions = (entries: ReadonlyArray<{ readonly action: string; readonly subject: string | null }>) =>
  entries.map(({ action, subject }) => [action, subject])

describe("before the set-up is finished", () => {
  it.effect("no run starts, and the page is told which step is missing", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* AdminSite.make()
      for (const name of ["startPreview", "runNow"] as const) {
        assert.deepInclude(yield* admin.refused(name, {}), { _tag: "Refused", reason: "setup.Entra" })
      }
      yield* admin.ask("saveEntra", {
        version: 0,
        cloud: "global",
        tenantId: site.entra.tenant.tenantId,
        clientId: EntraSimulator.defaultApp.clientId,
        clientSecret: EntraSimulator.defaultApp.secret,
        secretExpiresOn: null
      })
      assert.deepInclude(yield* admin.refused("runNow", {}), { _tag: "Refused", reason: "setup.Assets" })
      assert.deepStrictEqual(site.forge.queue.pending(), [])
    }))
})

describe("a preview and its plan", () => {
  it.effect("the plan that was seen is applied, and page by page it says what became of it", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* connected()
      const { plan, run: previewed } = yield* Journey.preview(site, admin)
      assert.strictEqual(previewed.state, "succeeded")
      assert.isAbove(plan.counts.create, 0)

      const { id } = yield* admin.ask("applyPlan", { planId: plan.id, digest: plan.digest })
      const run = yield* Journey.settled(site, admin, id)
      assert.strictEqual(run.state, "succeeded")

      const view = yield* admin.ask("run", { runId: id })
      assert.strictEqual(view.plan?.digest, plan.digest)
      assert.isFalse(view.needsReconnection)
      const { lines, next } = yield* admin.ask("runPage", { runId: id, page: 0 })
      assert.isNull(next)
      assert.lengthOf(lines, plan.counts.create)
      for (const { entry, outcome } of lines) {
        assert.strictEqual(outcome?.entraId, entry.entraId)
        assert.strictEqual(outcome?.write.status, "written")
      }
      const [line] = lines
      assert(line !== undefined)
      const { entraId } = line.entry
      const person = yield* admin.ask("personInRun", { runId: id, subject: { entraId } })
      assert.deepStrictEqual(person.lines, [line])

      assert.deepStrictEqual((yield* admin.ask("history", { limit: 10, before: null })).map((run) => run.id), [
        id,
        previewed.id
      ])
      assert.deepStrictEqual(actions(yield* audit).slice(0, 2), [["applyPlan", id], ["startPreview", previewed.id]])
    }))

  it.effect("what came up while it was written names its people as the plan does", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* connected({ atlassian: { reservedCharactersInNames: true } })
      const { plan } = yield* Journey.preview(site, admin)
      const { items } = yield* admin.ask("planPage", { planId: plan.id, digest: plan.digest, page: 0 })
      const entry = items.find((item) => item._tag === "Create") ?? assert.fail()
      const person = site.entra.tenant.person(entry.entraId) ?? assert.fail()
      const displayName = "Rose Hatter, Ph.D."
      yield* site.entra.tenant.setPerson({ ...person, displayName })
      const { id } = yield* admin.ask("runNow", {})
      yield* Journey.settled(site, admin, id)
      const told = { findings: (yield* admin.ask("runPage", { runId: id, page: 0 })).findings }
      const own = yield* admin.ask("personInRun", { runId: id, subject: { entraId: entry.entraId } })
      for (const { findings } of [told, own]) {
        const adjusted = findings.filter(({ code, entraIds }) =>
          code === "name_adjusted" && entraIds[0] === entry.entraId
        )
        assert.deepStrictEqual(adjusted.map(({ named }) => named?.map(({ name }) => name)), [[displayName]])
      }
    }))

  it.effect("once no run is said to be under way, all is said that the last one has left", () =>
    Effect.gen(function*() {
      for (const people of [5, 6, 7]) {
        const { admin, site } = yield* connected({ people })
        const { plan } = yield* Journey.preview(site, admin)
        yield* admin.ask("applyPlan", { planId: plan.id, digest: plan.digest })
        const seen = yield* Effect.repeat(
          Effect.andThen(site.forge.advance("40 millis"), admin.ask("state", {})),
          { until: ({ current }) => current === null }
        )
        assert.isNotNull(seen.lastSuccess)
        assert.isNotNull(seen.schedule.firstPlanAppliedAt)
        assert.strictEqual(seen.lastManual?.state, "succeeded")
      }
    }))

  it.effect("another plan than the one that was seen is not applied", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* connected()
      const { plan } = yield* Journey.preview(site, admin)
      const error = yield* admin.refused("applyPlan", { planId: plan.id, digest: "another" })
      assert.deepInclude(error, { _tag: "Refused", reason: "plan.Changed" })
      assert.deepInclude(yield* admin.refused("applyPlan", { planId: "none", digest: plan.digest }), {
        _tag: "Refused",
        reason: "plan.NotFound"
      })
    }))

  it.effect("a plan of other settings is not applied", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* connected()
      const { plan } = yield* Journey.preview(site, admin)
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      yield* admin.ask("saveRules", { version, rules: { ...rules, textLimit: 100 } })
      assert.deepInclude(yield* admin.refused("applyPlan", { planId: plan.id, digest: plan.digest }), {
        _tag: "Refused",
        reason: "run.PlanRefused"
      })
    }))

  it.effect("but one from before the status object was switched on is", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* connected()
      const { plan } = yield* Journey.preview(site, admin)
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      assert.isFalse(rules.syncStatus)
      yield* admin.ask("saveRules", { version, rules: { ...rules, syncStatus: true } })
      assert.deepInclude((yield* audit)[0], {
        action: "saveRules",
        changes: [{ field: "syncStatus", before: "false", after: "true" }]
      })
      const { id } = yield* admin.ask("applyPlan", { planId: plan.id, digest: plan.digest })
      assert.strictEqual((yield* Journey.settled(site, admin, id)).state, "succeeded")
    }))
})

describe("while a run is active", () => {
  it.effect("no other one starts; it can be cancelled, once", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* connected()
      // Nobody works on it, so the answer to Cancel is that it is cancelled.
      site.forge.switches.eventLostChance = 1
      const { id } = yield* admin.ask("runNow", {})
      for (const name of ["startPreview", "runNow"] as const) {
        assert.deepInclude(yield* admin.refused(name, {}), {
          _tag: "Refused",
          reason: "run.Busy",
          message: `Another sync is active: run ${id}.`
        })
      }
      assert.strictEqual((yield* admin.ask("state", {})).current?.id, id)
      assert.strictEqual((yield* admin.ask("cancel", { runId: id })).state, "cancelled")
      assert.deepInclude(yield* admin.refused("cancel", { runId: id }), { _tag: "Refused", reason: "run.Ended" })
      assert.deepInclude(yield* admin.refused("resumeRun", { runId: id }), { _tag: "Refused", reason: "run.Ended" })
      assert.deepInclude(yield* admin.refused("run", { runId: "none" }), { _tag: "Refused", reason: "run.NotFound" })
      assert.deepStrictEqual(actions(yield* audit).slice(0, 2), [["cancel", id], ["runNow", id]])
    }))
})

describe("a run that somebody works on", () => {
  it.effect("ends as cancelled soon after it was cancelled", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* connected({ people: 400 })
      const { id } = yield* admin.ask("runNow", {})
      yield* site.forge.runUntil(() => site.atlassian.assets.objects("Employee").length > 0, "10 minutes")
      yield* admin.ask("cancel", { runId: id })
      const run = yield* Journey.settled(site, admin, id, { every: "2 seconds", most: 30 })
      assert.strictEqual(run.state, "cancelled")
      assert.strictEqual(site.atlassian.assets.objects("Employee").length, run.counts.created)
    }))
})

describe("a run that the guard stopped", () => {
  it.effect("goes on when somebody approves the plan that they have seen", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* connected()
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      yield* admin.ask("saveRules", { version, rules: { ...rules, objectAllowance: 1 } })
      const { id } = yield* admin.ask("runNow", {})
      const blocked = yield* Journey.settled(site, admin, id)
      assert.strictEqual(blocked.state, "blocked")
      const { approval, plan } = yield* admin.ask("run", { runId: id })
      assert.isNull(approval)
      assert.deepInclude(yield* admin.refused("approve", { runId: id, digest: "another" }), {
        _tag: "Refused",
        reason: "plan.Changed"
      })
      assert.strictEqual(site.atlassian.assets.objects("Employee").length, 0)

      yield* admin.ask("approve", { runId: id, digest: plan?.digest ?? "" })
      assert.strictEqual((yield* Journey.settled(site, admin, id)).state, "succeeded")
      assert.strictEqual(site.atlassian.assets.objects("Employee").length, plan?.counts.create)
      assert.deepStrictEqual(actions(yield* audit)[0], ["approve", id])
      const { approval: given } = yield* admin.ask("run", { runId: id })
      assert.strictEqual<string | null | undefined>(given?.by, site.adminId)
      assert.isAtLeast(given?.at ?? 0, blocked.updatedAt)
      assert.deepInclude(yield* admin.refused("approve", { runId: id, digest: plan?.digest ?? "" }), {
        _tag: "Refused",
        reason: "run.NotBlocked"
      })
    }))

  it.effect("is discarded, and the log calls it that; a preview is cancelled", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* connected()
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      yield* admin.ask("saveRules", { version, rules: { ...rules, objectAllowance: 1 } })
      const { id } = yield* admin.ask("runNow", {})
      yield* Journey.settled(site, admin, id)
      assert.strictEqual((yield* admin.ask("cancel", { runId: id })).state, "cancelled")
      assert.deepStrictEqual(actions(yield* audit)[0], ["discard", id])
      const preview = yield* admin.ask("startPreview", {})
      yield* admin.ask("cancel", { runId: preview.id })
      assert.deepStrictEqual(actions(yield* audit)[0], ["cancelPreview", preview.id])
    }))

  it.effect("waits also when there was a preview since; approved, it is the one that is under way", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* connected()
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      yield* admin.ask("saveRules", { version, rules: { ...rules, objectAllowance: 1 } })
      const { id } = yield* admin.ask("runNow", {})
      yield* Journey.settled(site, admin, id)
      yield* Journey.preview(site, admin)
      const current = Effect.map(admin.ask("state", {}), ({ current }) => current)
      assert.deepInclude(yield* current, { id, state: "blocked" })
      const { plan } = yield* admin.ask("run", { runId: id })
      site.forge.switches.eventLostChance = 1
      yield* admin.ask("approve", { runId: id, digest: plan?.digest ?? "" })
      assert.deepInclude(yield* current, { id, state: "planned" })
      assert.deepStrictEqual(yield* admin.ask("status", { runId: null }), yield* current)
      yield* site.forge.advance("3 minutes")
      assert.deepInclude(yield* current, { id, state: "interrupted" })
      site.forge.switches.eventLostChance = 0
      yield* admin.ask("resumeRun", { runId: id })
      assert.strictEqual((yield* Journey.settled(site, admin, id)).state, "succeeded")
      assert.isNull(yield* current)
    }))

  it.effect("and was approved and then cancelled in the middle does the rest at once when it is applied again", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* connected({ people: 400 })
      const { settings: { rules, version } } = yield* admin.ask("state", {})
      yield* admin.ask("saveRules", { version, rules: { ...rules, objectAllowance: 1 } })
      const { id } = yield* admin.ask("runNow", {})
      yield* Journey.settled(site, admin, id)
      const { plan } = yield* admin.ask("run", { runId: id })
      assert(plan !== null)
      const seen = { planId: plan.id, digest: plan.digest }
      yield* admin.ask("approve", { runId: id, digest: plan.digest })
      yield* site.forge.runUntil(() => site.atlassian.assets.objects("Employee").length > 0, "10 minutes")
      yield* admin.ask("cancel", { runId: id })
      const cancelled = yield* Journey.settled(site, admin, id, { every: "2 seconds", most: 30 })
      assert.isAbove(cancelled.counts.created, 0)
      const { check, since, stage } = yield* admin.ask("planStanding", { planId: plan.id })
      assert.deepStrictEqual([stage._tag, since?._tag, since?.run.id, check._tag], [
        "Ready",
        "CutShort",
        id,
        "Approved"
      ])
      const again = yield* admin.ask("applyPlan", seen)
      assert.strictEqual((yield* Journey.settled(site, admin, again.id)).state, "succeeded")
      assert.strictEqual(site.atlassian.assets.objects("Employee").length, plan.counts.create)
    }))
})

describe("when Forge's queue fails", () => {
  it.effect("a run that cannot be queued is cancelled, the page is told, and the log has who began it", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* connected()
      site.forge.switches.pushPartlyFailsChance = 1
      assert.deepInclude(yield* admin.refused("runNow", {}), {
        _tag: "Unavailable",
        message: "Atlassian did not take the run, so it was canceled. Try again in a minute."
      })
      const [run, ...others] = yield* admin.ask("history", { limit: 5, before: null })
      assert.deepStrictEqual([run?.state, others.length], ["cancelled", 0])
      assert.deepInclude((yield* audit)[0], { action: "runNow", subject: run?.id ?? null, isDone: true })
    }))

  it.effect("a run whose events were lost shows as interrupted, and goes on when somebody resumes it", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* connected()
      site.forge.switches.eventLostChance = 1
      const { id } = yield* admin.ask("runNow", {})
      assert.strictEqual((yield* admin.ask("resumeRun", { runId: id })).state, "queued")
      yield* site.forge.advance("5 minutes")
      assert.strictEqual((yield* admin.ask("status", { runId: id }))?.state, "interrupted")
      site.forge.switches.eventLostChance = 0
      yield* admin.ask("resumeRun", { runId: id })
      assert.strictEqual((yield* Journey.settled(site, admin, id)).state, "succeeded")
    }))

  it.effect("an interrupted run does not go on after another one has begun", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* connected()
      site.forge.switches.eventLostChance = 1
      const { id } = yield* admin.ask("runNow", {})
      yield* site.forge.advance("5 minutes")
      yield* admin.ask("startPreview", {})
      assert.deepInclude(yield* admin.refused("resumeRun", { runId: id }), {
        _tag: "Refused",
        reason: "run.Overtaken"
      })
    }))
})

describe("where only a present user may use Assets", () => {
  it.effect("nothing is queued, the open page drives the run, and there is no schedule", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* connected()
      assert.isTrue(yield* site.forge.resolve("presentUserOnly", {}, admin))
      const { id } = yield* admin.ask("runNow", {})
      assert.deepStrictEqual(site.forge.queue.pending(), [])
      let run = yield* admin.ask("driveRun", { runId: id })
      for (let slice = 0; slice < 20 && run.endedAt === null; slice++) run = yield* admin.ask("driveRun", { runId: id })
      assert.strictEqual(run.state, "succeeded")
      assert.strictEqual(site.atlassian.assets.objects("Employee").length, run.counts.created)
      assert.deepInclude(yield* admin.refused("turnOn", {}), { _tag: "Refused", reason: "schedule.PresentUserOnly" })
      assert.deepStrictEqual(site.forge.violations(), [])
    }))

  it.effect("a page does not drive what the app works on by itself", () =>
    Effect.gen(function*() {
      const { admin } = yield* connected()
      const { id } = yield* admin.ask("runNow", {})
      assert.deepInclude(yield* admin.refused("driveRun", { runId: id }), {
        _tag: "Refused",
        reason: "run.WorksAlone"
      })
    }))
})
