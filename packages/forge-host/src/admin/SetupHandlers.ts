/** Testing the connection to Entra ID, and connecting to Assets. What is looked at and made there is the set-up's. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as AuditLog from "../app/AuditLog.ts"
import * as SettingsStore from "../app/SettingsStore.ts"
import { Setup } from "../app/Setup.ts"
import { Entra } from "../app/SiteSettings.ts"
import { AdminFailure, invalidInput } from "./AdminError.ts"
import { type AdminHandlers, toFailure } from "./Handler.ts"

const decodeEntra = Schema.decodeUnknownEffect(Entra)

export const setupHandlers: AdminHandlers<"testConnection" | "assets" | "connect"> = {
  testConnection: ({ clientSecret, ...typed }, by) =>
    Effect.gen(function*() {
      const setup = yield* Setup
      const entra = yield* Effect.mapError(
        decodeEntra({ ...typed, secretExpiresOn: null }),
        () => invalidInput({ clientId: "The client ID is a GUID, as the overview of the app registration shows it." })
      )
      const secret = clientSecret === undefined ? null : Redacted.make(clientSecret)
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
      const report = yield* Effect.mapError(Setup.use((setup) => setup.connect(by, { adopt, takeOver })), toFailure)
      if (report.result._tag === "Connected") {
        const { caller } = report.result
        const connection = before?.connection ?? null
        yield* AuditLog.append({
          by,
          action: "connect",
          subject: null,
          changes: [
            { field: "caller", before: connection?.caller._tag ?? null, after: caller._tag },
            { field: "connectedBy", before: connection?.connectedBy ?? null, after: by }
          ]
        })
      }
      return report
    })
}
