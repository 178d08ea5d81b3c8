/** The audit log and the support bundle, as the page reads them. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import * as Admin from "../../dev/Admin.ts"
import * as Journey from "../../dev/Journey.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

describe("the audit log", () => {
  it.effect("says who connected the app and by which caller, also as a file", () =>
    Effect.gen(function*() {
      const { admin, audit, site } = yield* AdminSite.make()
      yield* Journey.setUp(site, admin)
      const [entry] = yield* audit
      assert(entry !== undefined)
      assert.strictEqual(entry.action, "connect")
      assert.strictEqual<string | null>(entry.by, admin.accountId)
      assert.deepStrictEqual(entry.changes, [{ field: "caller", before: null, after: "App" }])

      const lines = yield* admin.ask("exportAudit", { before: null, format: "jsonLines" })
      assert.deepStrictEqual(lines.text.trim().split("\n").length, 2)
      const { next, text } = yield* admin.ask("exportAudit", { before: null, format: "csv" })
      assert.isNull(next)
      assert.include(text, `,${admin.accountId},connect,yes,,caller,,App\r\n`)
    }))
})

describe("the support bundle", () => {
  it.effect("says how things are, without a secret, a name, an address, or who started a run", () =>
    Effect.gen(function*() {
      const { admin, site } = yield* AdminSite.make({ people: 60 })
      yield* Journey.setUp(site, admin)
      const starter = site.atlassian.accounts().find(({ accountId, active }) => active && accountId !== admin.accountId)
        ?.accountId ?? ""
      site.forge.switches.jiraAdmins = [admin.accountId, starter]
      const { id } = yield* Admin.make(site, { accountId: starter }).ask("runNow", {})
      yield* Journey.settled(site, admin, id)
      const { text } = yield* admin.ask("supportBundle", {})
      assert.include(text, id)
      assert.include(text, `"worksAlone": true`)
      // Times can be read.
      assert.notMatch(text, /\b1\d{12}\b/u)
      assert.match(text, /"createdAt": "20\d\d-\d\d-\d\dT/u)
      assert.include(text, admin.accountId)
      assert.notInclude(text, starter)
      assert.notInclude(text, EntraSimulator.defaultApp.secret)
      for (const { values } of site.atlassian.assets.objects("Employee")) {
        assert.notInclude(text, String(values["Full Name"]))
        assert.notInclude(text, String(values["Email"]))
      }
    }))
})
