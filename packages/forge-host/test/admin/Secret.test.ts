/** The client secret goes in and does not come out: whatever is asked, not in an answer, a log or a stored value. */
import { assert, it } from "@effect/vitest"
import { operations } from "@entra-assets/forge-host/admin/AdminApi"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import * as Journey from "../../dev/Journey.ts"
import * as AdminSite from "../fixtures/AdminSite.ts"

const { secret } = EntraSimulator.defaultApp

interface Ask {
  readonly name: string
  /** As it goes over the bridge. */
  readonly payload: object
}

const payloads = (request: Schema.Codec<object, unknown>) =>
  Arbitrary.sampleEffect(Arbitrary.schema(request), { count: 2, seed: "entra-assets" }).pipe(
    Effect.flatMap(Effect.forEach((payload) => Schema.encodeUnknownEffect(request)(payload)))
  )

/** Requests of every operation; those that take a secret get ours, and those about a plan or a run one that is there. */
const asks = (present: { readonly planId: string; readonly runId: string; readonly digest: string }) => {
  const known = { ...present, clientSecret: secret }
  const filled = (payload: object) => ({ ...payload, ...Record.filter(known, (_, name) => name in payload) })
  return Effect.forEach(
    Record.toEntries(operations),
    ([name, { request }]) =>
      Effect.map(
        payloads(request),
        (drawn): ReadonlyArray<Ask> =>
          drawn.flatMap((payload) =>
            typeof payload === "object" && payload !== null ? [{ name, payload: filled(payload) }] : []
          )
      )
  ).pipe(Effect.map((all) => all.flat()), Effect.orDie)
}

it.effect("no answer of any operation has it", () =>
  Effect.gen(function*() {
    const { admin, site } = yield* AdminSite.make()
    yield* Journey.setUp(site, admin)
    const { plan, run } = yield* Journey.preview(site, admin)
    const wrong = { cloud: "", tenantId: "", clientId: "", clientSecret: secret, secretExpiresOn: "" }
    const all: ReadonlyArray<Ask> = [
      { name: "saveEntra", payload: { version: 0, ...wrong } },
      { name: "testConnection", payload: wrong },
      { name: "saveRules", payload: { version: 0, rules: { textLimit: secret } } },
      ...yield* asks({ planId: plan.id, runId: run.id, digest: plan.digest })
    ]
    const answered = new Map<string, boolean>()
    for (const { name, payload } of all) {
      const reply = yield* admin.send(name, payload)
      answered.set(name, reply.ok || answered.get(name) === true)
      assert.notInclude(JSON.stringify(reply), secret, name)
      if (!reply.ok) assert.notStrictEqual(reply.error._tag, "Unexpected", `${name} ${JSON.stringify(payload)}`)
    }
    assert.isAbove([...answered.values()].filter((ok) => ok).length, 15)
    assert.notInclude(JSON.stringify(site.forge.logs()), secret)
    const { kvs } = site.forge
    assert.notInclude(JSON.stringify(kvs.keys().map((key) => [key, kvs.get(key)])), secret)
    assert.notInclude(JSON.stringify(kvs.entity("settings", "settings")), secret)
  }), 60_000)
