/** The network of this host, in an app that sends what it is told. */
import { assert, it } from "@effect/vitest"
import * as Generator from "@entra-assets/test-kit/Generator"
import * as Effect from "effect/Effect"
import * as SimulatedSite from "../../dev/SimulatedSite.ts"
import * as BuiltApp from "../fixtures/BuiltApp.ts"

const made = Effect.gen(function*() {
  const organisation = yield* Generator.generate({ people: 5, seed: 1 })
  const bundle = yield* Effect.promise(() => BuiltApp.bundle("networkApp.mts"))
  const { adminId, forge } = yield* SimulatedSite.make({ organisation, seed: 1, bundle })
  return { forge, send: (payload: unknown) => forge.resolve("send", payload, { accountId: adminId }) }
})

it.effect(
  "what is more than an invocation may send to Microsoft is not sent, and told to come again",
  () =>
    Effect.gen(function*() {
      const { forge, send } = yield* made
      const url = "https://graph.microsoft.com/v1.0/users"
      const refused = [429, "120"]
      const signIn = [401, null]
      assert.deepStrictEqual(
        yield* send({ url, times: 5, egressLimit: 3 }),
        [signIn, signIn, signIn, refused, refused]
      )
      assert.strictEqual(forge.usage().egressCalls, 3)
      // The next invocation has its own.
      assert.deepStrictEqual(yield* send({ url, times: 1, egressLimit: 3 }), [signIn])
    }),
  20_000
)

it.effect("requests to the site do not count", () =>
  Effect.gen(function*() {
    const { forge, send } = yield* made
    const url = "https://api.atlassian.com/ex/jira/rest/api/3/mypermissions?permissions=ADMINISTER"
    assert.deepStrictEqual(yield* send({ url, times: 3, egressLimit: 1 }), [[200, null], [200, null], [200, null]])
    assert.strictEqual(forge.usage().egressCalls, 0)
    assert.deepStrictEqual(forge.violations(), [])
  }), 20_000)
