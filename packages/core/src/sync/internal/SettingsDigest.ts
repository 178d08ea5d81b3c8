/** What a plan or a run was made under: SHA-256, in hex, of the settings as JSON. The secret is not among them. */
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Settings } from "../../model/Settings.ts"

const encode = Schema.encodeEffect(Schema.fromJsonString(Settings))

export const settingsDigest = Effect.fnUntraced(function*(settings: Settings) {
  const digest = yield* Digest.Digest
  return yield* digest.digestHex(Digest.sha256, new TextEncoder().encode(yield* Effect.orDie(encode(settings))))
})
