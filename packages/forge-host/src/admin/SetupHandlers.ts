/** Testing the connection to Entra ID, and connecting to Assets. What is looked at and made there is the set-up's. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as SettingsStore from "../app/SettingsStore.ts"
import { Setup } from "../app/Setup.ts"
import { AdminFailure } from "./AdminError.ts"
import * as EntraInput from "./EntraInput.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"
import { noted } from "./Noted.ts"
import { hasSecret } from "./SettingsView.ts"

export const setupHandlers: AdminHandlers<"testConnection" | "assets" | "connect"> = {
  testConnection: (typed, by) =>
    Effect.gen(function*() {
      const setup = yield* Setup
      const stored = yield* Effect.mapError(SettingsStore.load, toFailure)
      const present = { entra: stored?.entra ?? null, hasSecret: yield* hasSecret(stored) }
      const { clientSecret, entra } = yield* EntraInput.check({ ...typed, secretExpiresOn: null }, present)
      const secret = clientSecret === null ? null : Redacted.make(clientSecret)
      return yield* Effect.mapError(setup.testConnection(by, { entra, secret }), toFailure)
    }),

  assets: (_, by) => Effect.mapError(Setup.use((setup) => setup.assets(by)), toFailure),

  connect: ({ adopt, takeOver, version }, by) =>
    Effect.gen(function*() {
      const before = yield* Effect.mapError(SettingsStore.load, toFailure)
      if ((before?.version ?? 0) !== version) {
        return yield* new AdminFailure({
          error: {
            _tag: "Stale",
            version: before?.version ?? 0,
            changed: before?.changed ?? null,
            message: "Somebody else has saved the settings meanwhile."
          }
        })
      }
      return yield* noted(
        { by, action: "connect" },
        Effect.mapError(Setup.use((setup) => setup.connect(by, { adopt, takeOver })), toFailure),
        ({ result }) => {
          if (result._tag !== "Connected") return "nothing"
          // Who had connected before, an earlier entry says: account ids stand where the weekly report looks for them.
          const caller = { before: before?.connection?.caller._tag ?? null, after: result.caller._tag }
          return { changes: [{ field: "caller", ...caller }] }
        },
        // Where it is not possible, that is no failure but the answer.
        () => false
      )
    })
}
