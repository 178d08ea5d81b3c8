/**
 * Chance inside the worker of one invocation, from a seed: `Math.random` and what the app may use of crypto. Not
 * secure. What would leave the thread, as `crypto.subtle` does, is refused: it would leave virtual time.
 */
import { createHash } from "node:crypto"
import { createRequire } from "node:module"

const require = createRequire(import.meta.url)

/** Four streams of Marsaglia's xorshift, stirred by a hash of the seed. */
const generator = (seed: string): () => number => {
  const digest = createHash("sha256").update(seed).digest()
  let a = digest.readUInt32LE(0)
  let b = digest.readUInt32LE(4)
  let c = digest.readUInt32LE(8)
  let d = digest.readUInt32LE(12) | 1
  return () => {
    const t = a ^ (a << 11)
    a = b
    b = c
    c = d
    d = (d ^ (d >>> 19) ^ t ^ (t >>> 8)) >>> 0
    return d
  }
}

const refused = () => {
  throw new Error("Work outside of this thread leaves the simulator's virtual time: use the synchronous call instead.")
}

export const install = (seed: string): void => {
  const next = generator(seed)

  const fill = <A extends ArrayBufferView>(view: A): A => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    for (let position = 0; position < bytes.length; position++) bytes[position] = next() & 255
    return view
  }

  const randomUUID = (): string => {
    const bytes = fill(new Uint8Array(16))
    bytes[6] = ((bytes[6] ?? 0) & 15) | 64
    bytes[8] = ((bytes[8] ?? 0) & 63) | 128
    return Buffer.from(bytes).toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
  }

  const randomBytes = (size: number, callback?: (error: null, bytes: Buffer) => void): Buffer | undefined => {
    const bytes = fill(Buffer.alloc(size))
    if (callback === undefined) return bytes
    queueMicrotask(() => callback(null, bytes))
    return undefined
  }

  const randomInt = (min: number, max?: number): number => {
    const [from, to] = max === undefined ? [0, min] : [min, max]
    return from + Math.floor((next() / 2 ** 32) * (to - from))
  }

  Math.random = () => next() / 2 ** 32
  const subtle = new Proxy({}, { get: () => refused })
  Object.defineProperties(globalThis.crypto, {
    randomUUID: { value: randomUUID },
    getRandomValues: { value: fill },
    subtle: { value: subtle }
  })
  const crypto: object = require("node:crypto")
  // Its `subtle` and `getRandomValues` are those of the global object.
  const replaced = {
    randomUUID,
    randomBytes,
    randomInt,
    randomFillSync: fill,
    pbkdf2: refused,
    scrypt: refused
  }
  for (const [name, value] of Object.entries(replaced)) Object.defineProperty(crypto, name, { value })
}
