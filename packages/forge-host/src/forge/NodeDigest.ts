/** Hashes with Node, at once: `crypto.subtle` would leave the event loop for texts of any size. */
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { createHash } from "node:crypto"

const digest = ({ name }: Digest.Algorithm, data: Uint8Array) =>
  createHash(name.replace("-", "").toLowerCase()).update(data).digest()

export const layer: Layer.Layer<Digest.Digest> = Layer.succeed(Digest.Digest, {
  digest: (algorithm, data) => Effect.sync(() => new Uint8Array(digest(algorithm, data))),
  digestHex: (algorithm, data) => Effect.sync(() => digest(algorithm, data).toString("hex"))
})
