/** The client secret of the app registration in Entra ID: in Forge's secret store and nowhere else. */
import { kvs } from "@forge/kvs"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as KvsCall from "./KvsCall.ts"

const key = "client-secret"

const Stored = Schema.Struct({
  /** Of the settings that it was saved with. */
  version: Schema.Int,
  secret: Schema.String
})
const decode = Schema.decodeUnknownOption(Stored)

/**
 * Settings and secret are written one after the other, the settings first. So one that is older than `version`, with
 * which the settings say that theirs was saved, belongs to others: the app was ended between the two writes. `null` for
 * that, when there is none, and for what another version of the app has stored. A newer one is the next save's, of which the settings at hand do not know yet.
 */
export const load = (version: number): Effect.Effect<Redacted.Redacted | null, KvsCall.KvsError> =>
  Effect.map(
    KvsCall.call(() => kvs.getSecret<unknown>(key)),
    (stored) =>
      decode(stored).pipe(
        Option.filter((saved) => saved.version >= version),
        Option.map(({ secret }) => Redacted.make(secret)),
        Option.getOrNull
      )
  )

export const save = (version: number, secret: Redacted.Redacted): Effect.Effect<void, KvsCall.KvsError> =>
  KvsCall.call(() => kvs.setSecret(key, { version, secret: Redacted.value(secret) } satisfies typeof Stored.Type))

export const remove: Effect.Effect<void, KvsCall.KvsError> = KvsCall.call(() => kvs.deleteSecret(key))
