/**
 * Effect's `KeyValueStore` on Forge's. Each value is a head, which holds a short text as it is and says of a long one in
 * how many parts it lies, gzipped; so listing keys does not read what the parts hold. Head and parts change together, in
 * one transaction.
 */
import { kvs, WhereConditions } from "@forge/kvs"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import { gunzipSync, gzipSync } from "node:zlib"
import * as KvsCall from "./KvsCall.ts"

/** Raised when the stored shape changes. */
const schemaVersion = 1

const Head = Schema.Struct({
  schemaVersion: Schema.Literal(schemaVersion),
  /** `null` when the text lies in parts. */
  text: Schema.NullOr(Schema.String),
  parts: Schema.Int
})
type Head = typeof Head.Type
const decodeHead = Schema.decodeUnknownEffect(Head)

/** Of a text that stands in its head, in characters: a run's record does, so that one read shows how far it is. */
const inlineLimit = 8000
/** Of a part, in characters of Base64; a value may have 240 KiB. */
const partLimit = 200 * 1024
/** A transaction takes 25 operations and 4 MB, with the head. */
const mostParts = 19

const headPrefix = "k:"
const headKey = (key: string) => `${headPrefix}${key}`
const partKey = (key: string, part: number) => `p:${key}:${part}`

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number)

const failed = (method: string, key?: string) => (error: { readonly message: string }) =>
  new KeyValueStore.KeyValueStoreError({ method, message: error.message, ...(key !== undefined && { key }) })

const cut = (text: string): ReadonlyArray<string> => {
  const packed = gzipSync(text).toString("base64")
  return numbers(Math.ceil(packed.length / partLimit)).map((part) =>
    packed.slice(part * partLimit, (part + 1) * partLimit)
  )
}

/** Parts of two versions do not fit together. */
const joined = (parts: ReadonlyArray<string>) =>
  Effect.try({
    try: () => gunzipSync(Buffer.from(parts.join(""), "base64")).toString("utf8"),
    catch: () => ({ message: "The value was replaced while it was read. Try again." })
  })

const readHead = Effect.fnUntraced(function*(key: string) {
  const found = yield* KvsCall.call(() => kvs.get<unknown>(headKey(key)))
  return found === undefined ? undefined : yield* decodeHead(found)
})

const get = Effect.fnUntraced(function*(key: string) {
  const head = yield* readHead(key)
  if (head === undefined) return undefined
  if (head.text !== null) return head.text
  const parts = yield* Effect.forEach(
    numbers(head.parts),
    (part) => KvsCall.call(() => kvs.get<string>(partKey(key, part)))
  )
  // Somebody has removed it between the two reads.
  const texts = parts.filter((part) => part !== undefined)
  return texts.length < parts.length ? undefined : yield* joined(texts)
})

const set = Effect.fnUntraced(function*(key: string, text: string) {
  const head = (text: string | null, parts: number): Head => ({ schemaVersion, text, parts })
  if (text.length <= inlineLimit) return yield* KvsCall.call(() => kvs.set(headKey(key), head(text, 0)))
  const parts = cut(text)
  if (parts.length > mostParts) return yield* Effect.fail({ message: "The value is too large for Forge's store." })
  yield* KvsCall.call(() =>
    parts.reduce(
      (transaction, part, number) => transaction.set(partKey(key, number), part),
      kvs.transact().set(headKey(key), head(null, parts.length))
    ).execute()
  )
})

/** The keys with this prefix, and how many parts the value of each has. */
const heads = Effect.fnUntraced(function*(prefix: string) {
  const found: Array<{ readonly key: string; readonly parts: number }> = []
  let cursor: string | undefined
  do {
    const query = kvs.query().where("key", WhereConditions.beginsWith(headKey(prefix))).limit(100)
    const from = cursor
    const page = yield* KvsCall.call(() => (from === undefined ? query : query.cursor(from)).getMany<unknown>())
    for (const { key, value } of page.results) {
      const { parts } = yield* Effect.orElseSucceed(decodeHead(value), () => ({ parts: 0 }))
      found.push({ key: key.slice(headPrefix.length), parts })
    }
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return found
})

/** Parts before their head: a value that is half removed is not there, and the next attempt still finds what is left. */
const removeAll = (values: ReadonlyArray<{ readonly key: string; readonly parts: number }>) =>
  Effect.gen(function*() {
    const keys = values.flatMap(({ key, parts }) => [...numbers(parts).map((part) => partKey(key, part)), headKey(key)])
    for (let start = 0; start < keys.length; start += 25) {
      const batch = keys.slice(start, start + 25).map((key) => ({ key }))
      const { failedKeys } = yield* KvsCall.call(() => kvs.batchDelete(batch))
      for (const { key } of failedKeys) yield* KvsCall.call(() => kvs.delete(key))
    }
  })

const clearPrefix = (prefix: string) => Effect.flatMap(heads(prefix), removeAll)

const make = KeyValueStore.makeStringOnly({
  get: (key) => Effect.mapError(get(key), failed("get", key)),
  set: (key, value) => Effect.mapError(set(key, value), failed("set", key)),
  remove: (key) =>
    readHead(key).pipe(
      // Of a head that cannot be read only the key is known.
      Effect.catchTag("SchemaError", () => Effect.succeed({ parts: 0 })),
      Effect.flatMap((head) => head === undefined ? Effect.void : removeAll([{ key, parts: head.parts }])),
      Effect.mapError(failed("remove", key))
    ),
  clear: Effect.mapError(clearPrefix(""), failed("clear")),
  clearPrefix: (prefix) => Effect.mapError(clearPrefix(prefix), failed("clearPrefix")),
  size: Effect.mapError(Effect.map(heads(""), ({ length }) => length), failed("size")),
  keys: Effect.mapError(Effect.map(heads(""), (found) => found.map(({ key }) => key)), failed("keys"))
})

export const layer: Layer.Layer<KeyValueStore.KeyValueStore> = Layer.succeed(KeyValueStore.KeyValueStore, make)
