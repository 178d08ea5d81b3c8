/** An admin's deed that Forge ends in the middle, at each of its requests: no harm is done, and it can be seen. On the packed app. */
import { assert, describe, it } from "@effect/vitest"
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as PackedSite from "../fixtures/PackedSite.ts"

const { clientId, secret } = EntraSimulator.defaultApp

/** Of real time. */
const patience = 90_000

/** Does it anew, ended at the first request, then at the second, until it comes to its end; and looks each time. */
const endedAtEach = Effect.fnUntraced(function*(
  { forge }: Pick<Effect.Success<ReturnType<typeof PackedSite.connected>>, "forge">,
  attempt: (number: number) => Effect.Effect<
    { readonly deed: Effect.Effect<unknown, unknown>; readonly look: Effect.Effect<void, unknown> },
    unknown
  >
) {
  for (let number = 1;; number++) {
    assert.isBelow(number, 60)
    const { deed, look } = yield* attempt(number)
    const spare = forge.killAtRequest(number, { functionKey: "resolver" })
    const exit = yield* Effect.exit(deed)
    spare()
    yield* look
    if (Exit.isSuccess(exit)) return number
    // A run that was begun is in nobody's way for long.
    yield* forge.advance("5 minutes")
  }
})

describe("ended in the middle", () => {
  it.effect(
    "saving the connection leaves no new fields with the secret of before, and stands in the audit log",
    () =>
      Effect.gen(function*() {
        const made = yield* PackedSite.connected({ people: 5 })
        const { admin, entra } = made
        const { tenantId } = entra.tenant
        const save = Effect.fnUntraced(function*(clientSecret: string, secretExpiresOn: string | null) {
          const { settings: { version } } = yield* admin.ask("state", {})
          return admin.ask("saveEntra", { version, cloud: "global", tenantId, clientId, clientSecret, secretExpiresOn })
        })
        /** Whether Entra ID lets the app in with what is stored. */
        const isLetIn = Effect.gen(function*() {
          const { checks } = yield* admin.ask("testConnection", { cloud: "global", tenantId, clientId })
          return checks.some(({ check, outcome }) => check === "token" && outcome === "ok")
        })
        const attempts = yield* endedAtEach(made, (number) =>
          Effect.gen(function*() {
            const day = `2030-01-${String(number).padStart(2, "0")}`
            yield* yield* save(secret, null)
            const look = Effect.gen(function*() {
              const { settings } = yield* admin.ask("state", {})
              const isSaved = settings.entra?.secretExpiresOn === day
              if (settings.hasSecret) assert.strictEqual(yield* isLetIn, !isSaved, `request ${number}`)
              else assert.isTrue(isSaved, `request ${number}`)
              const { entries: [line] } = yield* admin.ask("audit", { before: null })
              if (isSaved) assert.include(JSON.stringify(line), day)
            })
            return { deed: yield* save("a wrong secret", day), look }
          }))
        assert.isAbove(attempts, 3)
      }),
    patience
  )

  it.effect("starting a run leaves none that is not in the audit log", () =>
    Effect.gen(function*() {
      const made = yield* PackedSite.connected({ people: 5 })
      const { admin } = made
      const look = Effect.gen(function*() {
        const runs = yield* admin.ask("history", { limit: 100, before: null })
        const { entries } = yield* admin.ask("audit", { before: null })
        const lines = entries.filter(({ action }) => action === "startPreview")
        const known = new Set(lines.flatMap(({ subject }) => subject ?? []))
        const others = runs.filter(({ id }) => !known.has(id))
        assert.isAtMost(others.length, lines.filter(({ isDone }) => !isDone).length)
      })
      const attempts = yield* endedAtEach(made, () => Effect.succeed({ deed: admin.ask("startPreview", {}), look }))
      assert.isAbove(attempts, 3)
    }), patience)
})
