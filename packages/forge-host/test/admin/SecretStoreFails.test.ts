/** A save whose secret Forge did not take: what then stands in the settings, and what the audit log says of it. */
import { assert, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import * as Admin from "../../dev/Admin.ts"
import * as SimulatedSite from "../../dev/SimulatedSite.ts"
import * as BuiltApp from "../fixtures/BuiltApp.ts"

const { clientId, secret: clientSecret } = EntraSimulator.defaultApp

it.effect("the audit log says that it was begun: the answer alone may be lost", () =>
  Effect.gen(function*() {
    const bundle = yield* Effect.promise(() => BuiltApp.bundle("secretFailsApp.mts"))
    const organisation = yield* Generator.generate({ people: 5, seed: 1 })
    const site = yield* SimulatedSite.make({ organisation, seed: 1, bundle })
    const admin = Admin.make(site)
    const entra = { cloud: "global" as const, tenantId: "contoso.com", clientId, secretExpiresOn: null }
    assert.deepStrictEqual(yield* admin.refused("saveEntra", { version: 0, ...entra, clientSecret }), {
      _tag: "Unavailable",
      message:
        "The other fields were saved, but the client secret was not. Load the page again, and save the secret once more."
    })
    assert.deepStrictEqual(site.forge.kvs.secretNames(), [])
    const { settings } = yield* admin.ask("state", {})
    assert.deepInclude(settings, { version: 1, entra, hasSecret: false })
    const { entries } = yield* admin.ask("audit", { before: null })
    assert.deepStrictEqual(entries.map(({ action, changes, isDone }) => ({ action, changes, isDone })), [
      {
        action: "saveEntra",
        changes: [
          { field: "cloud", before: null, after: "global" },
          { field: "tenantId", before: null, after: "contoso.com" },
          { field: "clientId", before: null, after: clientId },
          { field: "clientSecret", before: null, after: "a new one" }
        ],
        isDone: false
      }
    ])
    const { kvs } = site.forge
    const written = [site.forge.logs(), kvs.keys().map((key) => kvs.get(key)), kvs.entity("settings", "settings")]
    assert.notInclude(JSON.stringify(written), clientSecret)
  }))
