/** Who asks Assets for the app: found out as the set-up connects, with what each one lacks. */
import { assert, it } from "@effect/vitest"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import {
  app,
  asAda,
  assertConnected,
  assertNotConnected,
  forbid,
  lacks,
  outcomes,
  presentUser
} from "../fixtures/SetupReports.ts"
import { ada, make } from "../fixtures/SetupSite.ts"

it.effect("the app itself, where Assets lets it", () =>
  Effect.gen(function*() {
    const site = yield* make()
    assert.deepStrictEqual((yield* site.assets()).state, { _tag: "Nothing" })
    const report = yield* site.connect()
    const { caller, connectedBy, worksAlone } = (yield* assertConnected(site, report)) ?? assert.fail()
    assert.deepStrictEqual({ caller, connectedBy, worksAlone }, { caller: app, connectedBy: ada, worksAlone: true })
    assert.deepStrictEqual(outcomes(report), ["writes", "reads", "reads"])
    assert.deepStrictEqual((yield* site.assets()).state, { _tag: "Ours", records: 0, bound: 0 })
  }))

it.effect("in the admin's name, where Assets refuses the app", () =>
  Effect.gen(function*() {
    const site = yield* make({ assetsRefusesApp: true })
    const report = yield* site.connect()
    const { caller, worksAlone } = (yield* assertConnected(site, report)) ?? assert.fail()
    assert.deepStrictEqual({ caller, worksAlone }, { caller: asAda, worksAlone: true })
    assert.deepStrictEqual(outcomes(report), ["refused", "writes", "reads"])
    assert.deepStrictEqual(lacks(report), ["access", null, null])
  }))

it.effect("only while somebody is present, where the app may not act in their name: no scheduled runs", () =>
  Effect.gen(function*() {
    const site = yield* make({ assetsRefusesApp: true })
    site.refuseImpersonation(ada)
    const report = yield* site.connect()
    const { caller, message, worksAlone } = (yield* assertConnected(site, report)) ?? assert.fail()
    assert.deepStrictEqual({ caller, worksAlone }, { caller: presentUser, worksAlone: false })
    assert.include(message, "no scheduled runs")
    assert.deepStrictEqual(outcomes(report), ["refused", "refused", "writes"])
    assert.include(report.callers[1]?.nextStep, "contributors")
  }))

it.effect("who may look and not create is passed over", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.switches.assetsRoles = new Map([[site.atlassian.appAccountId, "user"]])
    const report = yield* site.connect()
    assert.deepStrictEqual((yield* assertConnected(site, report))?.caller, asAda)
    assert.deepStrictEqual(outcomes(report), ["refusedWrite", "writes", "reads"])
    assert.deepStrictEqual(lacks(report), ["role", null, null])
  }))

it.effect("the next caller goes on with what the one before it had begun", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.faults.add({
      match: (request) =>
        site.byApp(request) && request.method === "POST" && request.url.includes("objecttypeattribute"),
      after: 3,
      times: "always",
      behave: forbid
    })
    const report = yield* site.connect()
    assert.deepStrictEqual((yield* assertConnected(site, report))?.caller, asAda)
    assert.strictEqual(site.atlassian.meter.count("assets.schemaCreate"), 1)
    assert.strictEqual(site.atlassian.meter.count("assets.objectTypeCreate"), 1)
    assert.strictEqual(site.atlassian.meter.count("assets.attributeCreate"), 11)
  }))

it.effect.each(["empty", "forbidden", "notFound"] as const)(
  "a plan without Assets is told: %s",
  (workspaces) =>
    Effect.gen(function*() {
      const site = yield* make({ workspaces })
      const { callers, state } = yield* site.assets()
      assert.deepInclude(state, { _tag: "Unavailable", missing: "plan" })
      assert.include("nextStep" in state ? state.nextStep : "", "Premium")
      assert.deepStrictEqual(outcomes({ callers }), ["refused", "refused", "refused"])
      const { result } = yield* site.connect()
      assert.strictEqual(result._tag, "Refused")
      assertNotConnected(site)
    })
)

it.effect.each([
  "read:servicedesk-request",
  "read:cmdb-schema:jira",
  "write:cmdb-schema:jira",
  "write:cmdb-type:jira",
  "read:cmdb-attribute:jira",
  "write:cmdb-attribute:jira",
  "read:cmdb-icon:jira",
  "read:cmdb-config:jira"
])("a missing scope is named: %s", (scope) =>
  Effect.gen(function*() {
    const site = yield* make({ missingScopes: [scope] })
    // What reads the schema is needed only once there is one.
    const { callers, result } = yield* site.connect()
    assert.include(JSON.stringify(result), scope)
    assert.deepStrictEqual(lacks({ callers }), ["scope", "scope", "scope"])
    assert.isTrue(callers.every(({ message }) => message.includes(scope)))
    assertNotConnected(site)
    site.atlassian.switches.missingScopes = []
    yield* assertConnected(site, yield* site.connect())
  }))

it.effect("without a role or a licence, each caller is told what is missing", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.switches.assetsRoles = new Map([[site.atlassian.appAccountId, "none"], [ada, "none"]])
    const noRole = yield* site.assets()
    assert.deepStrictEqual(lacks(noRole), ["role", "role", "role"])
    assert.deepInclude(noRole.state, { _tag: "Unavailable", missing: "role" })

    site.atlassian.switches.assetsRefusesApp = true
    site.disable(ada)
    const report = yield* site.connect()
    assert.deepStrictEqual(lacks(report), ["access", "access", "access"])
    assert.deepInclude(report.result, { _tag: "Refused", message: "Assets does not let you in." })
    assert.include(JSON.stringify(report.result), "Jira Service Management license")
  }))

it.effect("where the app finds Assets, it is not the plan that a person lacks", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.faults.add({
      match: (request) => !site.byApp(request) && request.url.includes("/servicedeskapi/"),
      times: "always",
      behave: forbid
    })
    const report = yield* site.connect()
    assert.deepStrictEqual((yield* assertConnected(site, report))?.caller, app)
    assert.deepStrictEqual(lacks(report), [null, "access", "access"])
  }))

it.effect("readers only: nobody got to create", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.switches.assetsRoles = new Map([[site.atlassian.appAccountId, "user"], [ada, "user"]])
    const report = yield* site.connect()
    assert.deepInclude(report.result, { _tag: "NotWritable", missing: "role" })
    assert.deepStrictEqual(outcomes(report), ["refusedWrite", "refusedWrite", "refusedWrite"])
    assert.lengthOf(site.atlassian.assets.schemas(), 0)
    assertNotConnected(site)
  }))

it.effect("while Assets is out of order nothing is concluded about callers", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.faults.add({ times: "always", behave: Faults.unavailable() })
    const fiber = yield* Effect.forkChild(site.connect())
    yield* TestClock.adjust("10 seconds")
    const report = yield* Fiber.join(fiber)
    assert.deepStrictEqual(lacks(report), ["time", "time", "time"])
    assert.deepInclude(report.found, { _tag: "Unavailable", missing: "time" })
  }))

it.effect("an answer that never comes ends in words before Forge ends the function", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.atlassian.faults.add({ match: { method: "POST" }, times: "always", behave: Faults.slow(7000) })
    const fiber = yield* Effect.forkChild(Effect.flip(site.connect()))
    yield* TestClock.adjust("22 seconds")
    assert.include((yield* Fiber.join(fiber)).nextStep, "goes on where it stopped")
    site.atlassian.faults.clear()
    yield* assertConnected(site, yield* site.connect())
  }))
