/** The client secret of the app registration in Entra ID: in Forge's secret store and nowhere else. */
import { kvs } from "@forge/kvs"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as KvsCall from "./KvsCall.ts"

const key = "client-secret"

interface Stored {
  /** Of the settings that it was saved with. */
  readonly version: number
  readonly secret: string
}

/**
 * Settings and secret are written one after the other, the settings first. So one that is older than `version`, with
 * which the settings say that theirs was saved, belongs to others: the app was ended between the two writes. `null` for
 * that, and when there is none. A newer one is the next save's, of which the settings at hand do not know yet.
 */
export const load = (version: number): Effect.Effect<Redacted.Redacted | null, KvsCall.KvsError> =>
  Effect.map(
    KvsCall.call(() => kvs.getSecret<Stored>(key)),
    (stored) => stored === undefined || stored.version < version ? null : Redacted.make(stored.secret)
  )

export const save = (version: number, secret: Redacted.Redacted): Effect.Effect<void, KvsCall.KvsError> =>
  KvsCall.call(() => kvs.setSecret(key, { version, secret: Redacted.value(secret) } satisfies Stored))

export const remove: Effect.Effect<void, KvsCall.KvsError> = KvsCall.call(() => kvs.deleteSecret(key))
