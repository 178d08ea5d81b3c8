/** Saving settings, as the page does it. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import * as Admin from "../../dev/Admin.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

const { clientId, secret: clientSecret } = EntraSimulator.defaultApp

const entra = { cloud: "global" as const, tenantId: "contoso.com", clientId, secretExpiresOn: null }

describe("Entra ID", () => {
  it.effect("is saved with its secret, which does not come back", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* AdminSite.make()
      const before = yield* admin.ask("state", {})
      assert.deepInclude(before.settings, { version: 0, changed: null, entra: null, hasSecret: false })
      const saved = yield* admin.ask("saveEntra", { version: 0, ...entra, clientSecret })
      assert.deepInclude(saved, { version: 1, entra, hasSecret: true })
      assert.strictEqual<string | null | undefined>(saved.changed?.by, admin.accountId)
      assert.deepStrictEqual(saved.changed?.what, ["entra"])
      assert.deepStrictEqual((yield* admin.ask("state", {})).settings, saved)
      assert.lengthOf(site.forge.kvs.secretNames(), 1)
      const [entry] = yield* audit
      assert.strictEqual(entry?.action, "saveEntra")
      assert.strictEqual<string | null | undefined>(entry?.by, admin.accountId)
      assert.deepStrictEqual(entry?.changes, [
        { field: "cloud", before: null, after: "global" },
        { field: "tenantId", before: null, after: "contoso.com" },
        { field: "clientId", before: null, after: clientId },
        { field: "clientSecret", before: null, after: "a new one" }
      ])
    }))

  it.effect("is saved again without the secret, which stays", () =>
    Effect.gen(function*() {
      const { admin, audit } = yield* AdminSite.make()
      yield* admin.ask("saveEntra", { version: 0, ...entra, clientSecret })
      const saved = yield* admin.ask("saveEntra", { version: 1, ...entra, tenantId: "fabrikam.com" })
      assert.deepInclude(saved, { version: 2, hasSecret: true })
      assert.deepStrictEqual((yield* audit)[0]?.changes, [
        { field: "tenantId", before: "contoso.com", after: "fabrikam.com" }
      ])
    }))

  it.effect("is not saved while a field is wrong; each has its message", () =>
    Effect.gen(function*() {
      const { admin, audit, messages, site } = yield* AdminSite.make()
      const wrong = { cloud: "mars", tenantId: "contoso", clientId: "1", clientSecret: "", secretExpiresOn: "soon" }
      const found = yield* messages("saveEntra", { version: 0, ...wrong })
      assert.sameMembers(Object.keys(found), Object.keys(wrong))
      assert.deepInclude((yield* admin.ask("state", {})).settings, { version: 0, hasSecret: false })
      assert.deepStrictEqual(site.forge.kvs.secretNames(), [])
      assert.deepStrictEqual(yield* audit, [])
    }))
})

describe("somebody who has not seen the newest settings", () => {
  it.effect("is told who has saved since and when, and changes nothing", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* AdminSite.make()
      const [bob = ""] = site.atlassian.accounts().map(({ accountId }) => accountId)
      site.forge.switches.jiraAdmins = [admin.accountId, bob]
      const saved = yield* admin.ask("saveEntra", { version: 0, ...entra, clientSecret })
      const other = Admin.make(site, { accountId: bob })
      const error = yield* other.refused("saveEntra", { version: 0, ...entra, clientId, clientSecret: "another" })
      assert.deepInclude(error, { _tag: "Stale", version: 1, changed: saved.changed })
      for (const name of ["saveRules", "saveBudgets", "saveRetention"] as const) {
        const group = { rules: {}, budgets: {}, retention: {} }
        assert.strictEqual((yield* other.refused(name, { version: 0, ...group }))._tag, "Stale", name)
      }
      assert.deepStrictEqual((yield* admin.ask("state", {})).settings, saved)
      assert.lengthOf(yield* audit, 1)
    }))
})

describe("rules, budgets and retention", () => {
  it.effect("have defaults until somebody saves them, and the log says what changed", () =>
    Effect.gen(function*() {
      const { admin, audit } = yield* AdminSite.make()
      const { settings } = yield* admin.ask("state", {})
      assert.strictEqual(settings.rules.guard.inactivations.percent, 5)
      assert.strictEqual(settings.budgets.jiraPointsPerHour, 20_000)
      assert.deepStrictEqual(settings.retention, { plans: 7, details: 30, summaries: 365 })
      const rules = { ...settings.rules, objectAllowance: 100_000 }
      const one = yield* admin.ask("saveRules", { version: 0, rules })
      const two = yield* admin.ask("saveBudgets", { version: one.version, budgets: { jiraPointsPerHour: 30_000 } })
      const three = yield* admin.ask("saveRetention", {
        version: two.version,
        retention: { plans: 14, details: 30, summaries: 365 }
      })
      assert.deepInclude(three, { version: 3, rules, budgets: { jiraPointsPerHour: 30_000 } })
      assert.deepStrictEqual((yield* audit).map(({ action, changes }) => ({ action, changes })), [
        { action: "saveRetention", changes: [{ field: "plans", before: "7", after: "14" }] },
        { action: "saveBudgets", changes: [{ field: "jiraPointsPerHour", before: "20000", after: "30000" }] },
        { action: "saveRules", changes: [{ field: "objectAllowance", before: "50000", after: "100000" }] }
      ])
    }))

  it.effect("are not saved while a value is wrong; each has its message", () =>
    Effect.gen(function*() {
      const { admin, messages } = yield* AdminSite.make()
      const rules = {
        objectAllowance: 0,
        textLimit: "many",
        writeConcurrency: 65,
        indexLagSeconds: -1,
        absenceRuns: 1.5,
        guard: { enabled: "yes", inactivations: { percent: 101 }, group: { size: 0 } },
        surprise: true
      }
      assert.deepStrictEqual(yield* messages("saveRules", { version: 0, rules }), {
        objectAllowance: "Enter a whole number greater than 0.",
        textLimit: "Enter a whole number.",
        writeConcurrency: "Enter a whole number between 1 and 64.",
        indexLagSeconds: "Enter a whole number of at least 0.",
        absenceRuns: "Enter a whole number.",
        "guard.enabled": "Choose yes or no.",
        "guard.inactivations.percent": "Enter a whole number between 0 and 100.",
        "guard.group.size": "Enter a whole number greater than 0.",
        surprise: "There is no such setting."
      })
      assert.deepStrictEqual(yield* messages("saveBudgets", { version: 0, budgets: { jiraPointsPerHour: 100 } }), {
        jiraPointsPerHour: "Enter a whole number between 5,000 and 65,000."
      })
      assert.deepStrictEqual(
        yield* messages("saveRetention", { version: 0, retention: { plans: 0, details: 366, summaries: 29 } }),
        {
          plans: "Enter a whole number between 1 and 30.",
          details: "Enter a whole number between 1 and 365.",
          summaries: "Enter a whole number between 30 and 730."
        }
      )
      assert.strictEqual((yield* admin.ask("state", {})).settings.version, 0)
    }))
})
