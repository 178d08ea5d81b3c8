import { assert, it } from "@effect/vitest"
import { ConnectionReport } from "@entra-assets/forge-host/app/SetupReport"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Faults from "@entra-assets/test-kit/Faults"
import * as Respond from "@entra-assets/test-kit/Respond"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { ada, bob, make } from "../fixtures/SetupSite.ts"

const { clientId, secret } = EntraSimulator.defaultApp

const outcomes = ({ checks }: ConnectionReport): Record<string, string> =>
  Object.fromEntries(checks.map(({ check, outcome }) => [check, outcome]))
const failure = ({ checks }: ConnectionReport) => checks.find(({ outcome }) => outcome === "failed")

const allOk = { tenant: "ok", token: "ok", permission: "ok", sampleUser: "ok", assets: "ok" }
const noToken = { ...allOk, token: "failed", permission: "skipped", sampleUser: "skipped" }

it.effect("all is well; no name or address leaves", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const report = yield* site.test()
    assert.deepStrictEqual(outcomes(report), allOk)
    assert.include(report.checks.map(({ message }) => message), "10 users were read.")
    const json = yield* Schema.encodeEffect(Schema.fromJsonString(ConnectionReport))(report)
    assert.notInclude(json, "@")
    assert.notInclude(json, secret)
    for (const person of site.entra.tenant.slots) assert.notInclude(json, person?.displayName ?? "nobody")
    // Nothing was stored, and one token and one page were enough.
    assert.isNull(site.settings.now())
    assert.deepStrictEqual(Object.values(site.entra.meter.snapshot().requests), [1, 1])
  }))

it.effect("a domain of the tenant will do for its ID", () =>
  Effect.gen(function*() {
    const site = yield* make()
    assert.deepStrictEqual(outcomes(yield* site.test({ tenantId: site.entra.tenant.domain })), allOk)
  }))

it.effect.each(
  [
    ["acme", "neither a GUID nor a domain"],
    ["https://acme.com", "neither a GUID nor a domain"],
    ["12345678-1234-1234-1234-1234567890", "neither a GUID nor a domain"],
    ["common", "no single tenant"],
    ["Organizations", "no single tenant"]
  ] as const
)("what cannot be a tenant is not asked for: %s", ([tenantId, message]) =>
  Effect.gen(function*() {
    const site = yield* make()
    const report = yield* site.test({ tenantId })
    assert.deepStrictEqual(outcomes(report), { ...noToken, tenant: "failed", token: "skipped" })
    assert.include(failure(report)?.message, message)
    assert.deepStrictEqual(site.entra.meter.snapshot().requests, {})
  }))

it.effect("the wrong tenant, app, secret or cloud: each is told, with what to do", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const other = "00000000-0000-4000-8000-000000000000"
    const attempts = [
      [site.test({ tenantId: other }), "no tenant with this ID"],
      [site.test({ clientId: other }), "no app with this client ID"],
      [site.test({}, "its secret ID"), "client secret is wrong"],
      [site.test({}, ""), "no client secret"],
      [site.test({}, null), "no client secret"],
      [site.test({ cloud: "usGovernment" }), "in this cloud"]
    ] as const
    for (const [attempt, message] of attempts) {
      const report = yield* attempt
      assert.deepStrictEqual(outcomes(report), noToken)
      assert.include(failure(report)?.message, message)
      assert.isNotNull(failure(report)?.nextStep)
    }
    site.entra.faults.add({
      match: { host: site.entra.loginHost },
      behave: Faults.answer(() => Respond.json(400, { error: "invalid_request", error_codes: [900432] }))
    })
    assert.include(failure(yield* site.test())?.message, "another Microsoft cloud")
  }))

it.effect("an expired secret, a disabled app, Conditional Access", () =>
  Effect.gen(function*() {
    const site = yield* make()
    const app = EntraSimulator.defaultApp
    const cases = [
      [{ ...app, secretExpired: true }, "has expired"],
      [{ ...app, blocked: "disabled" }, "is disabled"],
      [{ ...app, blocked: "conditionalAccess" }, "Conditional Access"]
    ] as const
    for (const [registration, message] of cases) {
      yield* site.entra.tenant.setApp(registration)
      const report = yield* site.test()
      assert.deepStrictEqual(outcomes(report), noToken)
      assert.include(failure(report)?.message, message)
    }
  }))

it.effect("a token without the permission: the consent is missing", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.entra.tenant.setApp({ clientId, secret, roles: [] })
    const report = yield* site.test()
    assert.deepStrictEqual(outcomes(report), { ...allOk, permission: "failed", sampleUser: "skipped" })
    assert.include(failure(report)?.message, "User.Read.All")
    assert.include(failure(report)?.nextStep, "Grant admin consent")
  }))

it.effect("a tenant in which nobody can be seen is not one to sync", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.entra.switches.emptyList = true
    assert.deepStrictEqual(outcomes(yield* site.test()), { ...allOk, sampleUser: "failed" })
  }))

it.effect("an answer that is no list of users fails the sample, not the permission", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.entra.faults.add({
      match: { host: site.entra.graphHost },
      times: "always",
      behave: Faults.answer(() => Respond.json(200, { people: [] }))
    })
    assert.deepStrictEqual(outcomes(yield* site.test()), { ...allOk, sampleUser: "failed" })
  }))

it.effect("without a new secret, the stored one is tried", () =>
  Effect.gen(function*() {
    const site = yield* make()
    site.secrets.stored = Redacted.make(secret)
    assert.deepStrictEqual(outcomes(yield* site.test({}, null)), allOk)
  }))

it.effect("Assets: the first who is let in before connecting, and only the connected caller afterwards", () =>
  Effect.gen(function*() {
    const site = yield* make({ assetsRefusesApp: true })
    const assets = ({ checks }: ConnectionReport) => checks.find(({ check }) => check === "assets")
    assert.include(assets(yield* site.test())?.message, "in the connecting admin's name")
    yield* site.connect(ada)
    site.disable(ada)
    const report = yield* site.test({}, secret, bob)
    assert.deepStrictEqual(outcomes(report), { ...allOk, assets: "failed" })
    assert.include(assets(report)?.nextStep, "Any Jira admin")
  }))

it.effect("Assets: what is wrong with the schema", () =>
  Effect.gen(function*() {
    const site = yield* make()
    yield* site.connect()
    yield* site.atlassian.assets.removeAttribute("Employee", "Entra User ID")
    const report = yield* site.test()
    assert.deepStrictEqual(outcomes(report), { ...allOk, assets: "failed" })
    assert.include(failure(report)?.message, "Entra User ID")
  }))
