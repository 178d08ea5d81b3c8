/** The client secret of the app registration in Entra ID: in Forge's secret store and nowhere else. */
import { kvs } from "@forge/kvs"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as KvsCall from "./KvsCall.ts"

const key = "client-secret"

/** `null` when there is none. */
export const load: Effect.Effect<Redacted.Redacted | null, KvsCall.KvsError> = Effect.map(
  KvsCall.call(() => kvs.getSecret<string>(key)),
  (secret) => secret === undefined ? null : Redacted.make(secret)
)

export const save = (secret: Redacted.Redacted): Effect.Effect<void, KvsCall.KvsError> =>
  KvsCall.call(() => kvs.setSecret(key, Redacted.value(secret)))

export const remove: Effect.Effect<void, KvsCall.KvsError> = KvsCall.call(() => kvs.deleteSecret(key))
