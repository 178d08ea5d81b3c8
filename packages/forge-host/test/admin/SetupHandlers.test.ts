/** Testing the connection and connecting, as the page does it. What the set-up finds is tested with it. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import * as Admin from "../../dev/Admin.ts"
import * as Journey from "../../dev/Journey.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

const { clientId, secret: clientSecret } = EntraSimulator.defaultApp

describe("testing the connection", () => {
  it.effect("of what is typed, before anything is saved", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* AdminSite.make()
      const typed = { cloud: "global", tenantId: site.entra.tenant.tenantId, clientId }
      const { checks } = yield* admin.ask("testConnection", { ...typed, clientSecret })
      assert.deepStrictEqual(checks.map(({ outcome }) => outcome), ["ok", "ok", "ok", "ok", "ok"])
      const wrong = yield* admin.ask("testConnection", { ...typed, clientSecret: "wrong~value" })
      assert.deepInclude(wrong.checks.find(({ check }) => check === "token"), { outcome: "failed" })
      assert.strictEqual((yield* admin.ask("state", {})).settings.version, 0)
    }))

  it.effect("of what is typed with the secret that is stored", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* AdminSite.make()
      yield* Journey.setUp(site, admin)
      const typed = { cloud: "global", tenantId: site.entra.tenant.tenantId, clientId }
      const { checks } = yield* admin.ask("testConnection", typed)
      assert.deepStrictEqual(checks.map(({ outcome }) => outcome), ["ok", "ok", "ok", "ok", "ok"])
    }))

  it.effect("is not tried while a field is wrong; each has its message", () =>
    Effect.gen(function*() {
      const { messages } = yield* AdminSite.make()
      const wrong = { cloud: "mars", tenantId: "contoso", clientId: "1" }
      assert.sameMembers(Object.keys(yield* messages("testConnection", wrong)), [...Object.keys(wrong), "clientSecret"])
    }))
})

describe("connecting", () => {
  it.effect("is possible before anything was said about Entra ID, which can be saved afterwards", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* AdminSite.make()
      const { result } = yield* admin.ask("connect", { version: 0, adopt: false, takeOver: false })
      assert.strictEqual(result._tag, "Connected")
      const { hasDirectory, settings } = yield* admin.ask("state", {})
      assert.isTrue(hasDirectory)
      assert.isNull(settings.entra)
      assert.deepInclude(yield* admin.refused("startPreview", {}), { _tag: "Refused", reason: "setup.Entra" })
      const saved = yield* admin.ask("saveEntra", {
        version: settings.version,
        cloud: "global",
        tenantId: site.entra.tenant.tenantId,
        clientId,
        clientSecret,
        secretExpiresOn: null
      })
      assert.deepStrictEqual(saved.connection, settings.connection)
      assert.strictEqual((yield* admin.ask("startPreview", {})).state, "queued")
    }))

  it.effect("makes the schema once, and is refused in view of older settings", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* AdminSite.make()
      assert.strictEqual((yield* admin.ask("assets", {})).state._tag, "Nothing")
      const { result } = yield* Journey.setUp(site, admin)
      assert.strictEqual(result._tag, "Connected")
      assert.strictEqual((yield* admin.ask("assets", {})).state._tag, "Ours")
      assert.isTrue((yield* admin.ask("state", {})).hasDirectory)
      const again = { adopt: false, takeOver: false }
      assert.deepInclude(yield* admin.refused("connect", { version: 1, ...again }), { _tag: "Stale", version: 2 })
      assert.deepStrictEqual((yield* audit).map(({ action }) => action), ["connect", "saveEntra"])
      assert.lengthOf(site.atlassian.assets.schemas(), 1)
    }))

  it.effect("in the place of another admin takes one more word", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* AdminSite.make()
      yield* Journey.setUp(site, admin)
      const bob = site.atlassian.accounts().find(({ accountId, active }) => active && accountId !== admin.accountId)
      const other = Admin.make(site, { accountId: bob?.accountId ?? "" })
      site.forge.switches.jiraAdmins = [admin.accountId, other.accountId]
      const { settings: { version } } = yield* other.ask("state", {})
      const asked = yield* other.ask("connect", { version, adopt: false, takeOver: false })
      assert.strictEqual(asked.result._tag, "NeedsTakeOver")
      assert.lengthOf(yield* audit, 2)
      const taken = yield* other.ask("connect", { version, adopt: false, takeOver: true })
      assert.strictEqual(taken.result._tag, "Connected")
      const { settings } = yield* other.ask("state", {})
      assert.strictEqual<string | undefined>(settings.connection?.connectedBy, other.accountId)
      assert.strictEqual<string | null | undefined>((yield* audit)[0]?.by, other.accountId)
    }))
})
