/**
 * Forge's key-value store as `@forge/kvs` asks for it: every operation is a POST with JSON. The status and code of a
 * refused `FAIL_IF_EXISTS` or condition are our guess; nothing public says.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { ForgeManifest } from "../ForgeManifest.ts"
import * as KvsConditions from "./KvsConditions.ts"
import type { KvsRefusal } from "./KvsRefusal.ts"
import { refuse } from "./KvsRefusal.ts"
import type { KvsRows, Row, Space } from "./KvsRows.ts"
import * as KvsRules from "./KvsRules.ts"

export interface KvsAnswer {
  readonly status: number
  /** `undefined` is no body. */
  readonly body: unknown
  /** Sizes of the values that it read and wrote; each costs at least one unit. */
  readonly read: ReadonlyArray<number>
  readonly written: ReadonlyArray<number>
}

type Outcome = Result.Result<KvsAnswer, KvsRefusal>

const largestRequest = 4 * 1024 * 1024
const mostOperations = 25

const Ttl = Schema.Struct({ unit: Schema.Literals(["SECONDS", "MINUTES", "HOURS", "DAYS"]), value: Schema.Number })
const SetOptions = Schema.Struct({
  ttl: Schema.optionalKey(Ttl),
  keyPolicy: Schema.optionalKey(Schema.Literals(["OVERRIDE", "FAIL_IF_EXISTS"])),
  returnValue: Schema.optionalKey(Schema.Literals(["PREVIOUS", "LATEST"]))
})
const Key = Schema.Struct({ key: Schema.String, entityName: Schema.optionalKey(Schema.String) })
const Set = Key.pipe(
  Schema.fieldsAssign({ value: Schema.Unknown, options: Schema.optionalKey(SetOptions) })
)
const conditions = { conditions: Schema.optionalKey(KvsConditions.Conditions) }
const Transaction = Schema.Struct({
  set: Schema.optionalKey(Schema.Array(Set.pipe(Schema.fieldsAssign(conditions)))),
  delete: Schema.optionalKey(Schema.Array(Key.pipe(Schema.fieldsAssign(conditions)))),
  check: Schema.optionalKey(Schema.Array(Key.pipe(Schema.fieldsAssign(conditions))))
})
const Query = Schema.Struct({
  limit: Schema.optionalKey(Schema.Int),
  after: Schema.optionalKey(Schema.String),
  where: Schema.optionalKey(Schema.Array(KvsConditions.Condition))
})
const Range = Schema.Struct({
  condition: KvsConditions.Condition.fields.condition,
  values: Schema.Array(Schema.Unknown)
})
const EntityQuery = Schema.Struct({
  entityName: Schema.String,
  indexName: Schema.String,
  limit: Schema.optionalKey(Schema.Int),
  cursor: Schema.optionalKey(Schema.String),
  range: Schema.optionalKey(Range),
  partition: Schema.optionalKey(Schema.Array(Schema.Unknown)),
  filters: Schema.optionalKey(KvsConditions.Conditions),
  sort: Schema.optionalKey(Schema.Literals(["ASC", "DESC"]))
})

export interface Options {
  readonly manifest: ForgeManifest
  readonly rows: KvsRows
}

/** Answers one operation, such as `/api/v1/get`. Nothing is written unless the answer is a success. */
export const make = ({ manifest, rows }: Options): (operation: string, body: string) => Outcome => {
  const parsed = (row: Row): unknown => JSON.parse(row.json)

  const shown = (key: string, row: Row) => ({
    key,
    value: parsed(row),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    ...(row.expiresAt !== undefined && { expireTime: new Date(row.expiresAt).toISOString() })
  })

  const get = (space: Space) => ({ key }: typeof Key.Type): Outcome =>
    Result.flatMap(KvsRules.key(key), () => {
      const row = rows.get(space, key)
      return row === undefined
        ? Result.succeed({ ...error(404, "KEY_NOT_FOUND", "The key was not found"), read: [0] })
        : Result.succeed(answer(shown(key, row), { read: [KvsRules.bytes(row.json)] }))
    })

  /** What a set will do, once everything about it is known to be in order. */
  const prepared = (space: Space, { key, options, value }: typeof Set.Type) =>
    Result.gen(function*() {
      yield* KvsRules.key(key)
      const json = yield* KvsRules.value(manifest, space, value)
      const ttlMillis = yield* KvsRules.ttlMillis(options?.ttl)
      if (options?.keyPolicy === "FAIL_IF_EXISTS" && rows.get(space, key) !== undefined) {
        return yield* refuse(409, "KEY_ALREADY_EXISTS", "The key exists already")
      }
      return { json, write: () => rows.set(space, key, json, ttlMillis) }
    })

  const set = (space: Space) => (request: typeof Set.Type): Outcome =>
    Result.map(prepared(space, request), ({ json, write }) => {
      const before = write()
      const wanted = request.options?.returnValue
      const row = wanted === "PREVIOUS" ? before : wanted === "LATEST" ? rows.get(space, request.key) : undefined
      return answer(row === undefined ? undefined : shown(request.key, row), { written: [KvsRules.bytes(json)] })
    })

  const remove = (space: Space) => ({ key }: typeof Key.Type): Outcome =>
    Result.map(
      KvsRules.key(key),
      () =>
        rows.remove(space, key)
          ? { ...answer(undefined, { written: [0] }), status: 204 }
          : { ...error(404, "KEY_NOT_FOUND", "The key was not found"), written: [0] }
    )

  const limited = (limit: number | undefined) =>
    limit !== undefined && (limit < 1 || limit > 100)
      ? refuse(400, "INVALID_LIMIT", "limit is 1 to 100")
      : Result.succeed(limit ?? 10)

  const query = ({ after, limit, where = [] }: typeof Query.Type): Outcome =>
    Result.map(limited(limit), (limit) => {
      const matching = rows.keys("").filter((key) =>
        (after === undefined || key > after) && where.every((condition) => KvsConditions.holds(condition, key))
      )
      return page("", matching, limit)
    })

  const page = (space: Space, matching: ReadonlyArray<string>, limit: number): KvsAnswer => {
    const found = matching.slice(0, limit).flatMap((key) => {
      const row = rows.get(space, key)
      return row === undefined ? [] : [{ key, row }]
    })
    const cursor = matching.length > limit ? found.at(-1)?.key : undefined
    return answer(
      { data: found.map(({ key, row }) => shown(key, row)), ...(cursor !== undefined && { cursor }) },
      { read: found.length === 0 ? [0] : found.map(({ row }) => KvsRules.bytes(row.json)) }
    )
  }

  /** By an index's last range attribute; the order of keys within the same value is ours. */
  const queryEntity = (request: typeof EntityQuery.Type): Outcome =>
    Result.gen(function*() {
      const limit = yield* limited(request.limit)
      const entity = yield* KvsRules.entity(manifest, request.entityName)
      const index = (entity.indexes ?? []).find((index) =>
        (typeof index === "string" ? index : index.name) === request.indexName
      )
      if (index === undefined && request.indexName !== "by-key") {
        return yield* refuse(400, "INVALID_INDEX", `${entity.name} has no index ${request.indexName}`)
      }
      const range = typeof index === "string" ? index : index?.range?.at(-1)
      const partition = typeof index === "string" ? [] : index?.partition ?? []
      const space: Space = `entity:${entity.name}`
      const sorted = rows.keys(space).flatMap((key) => {
        const attributes = attributesOf(rows.get(space, key))
        const position = range === undefined ? key : attributes?.[range]
        const fits = position !== undefined &&
          partition.every((name, at) => attributes?.[name] === request.partition?.[at]) &&
          (request.range === undefined || KvsConditions.holds(request.range, position)) &&
          KvsConditions.allHold(request.filters ?? {}, attributes)
        return fits ? [{ key, position }] : []
      }).sort((one, other) => KvsConditions.compare(one.position, other.position) ?? 0)
      if (request.sort === "DESC") sorted.reverse()
      const keys = sorted.map(({ key }) => key)
      const from = request.cursor === undefined ? 0 : keys.indexOf(request.cursor) + 1
      return page(space, keys.slice(from), limit)
    })

  const attributesOf = (row: Row | undefined): KvsConditions.Attributes | undefined => {
    const value: unknown = row === undefined ? undefined : parsed(row)
    return typeof value === "object" && value !== null ? { ...value } : undefined
  }

  const spaceOf = (request: { readonly entityName?: string }): Space =>
    request.entityName === undefined ? "" : `entity:${request.entityName}`

  const transaction = (request: typeof Transaction.Type): Outcome =>
    Result.gen(function*() {
      const sets = request.set ?? []
      const deletes = request.delete ?? []
      const all = [...sets, ...deletes, ...request.check ?? []]
      if (all.length === 0 || all.length > mostOperations) {
        return yield* refuse(400, "INVALID_TRANSACTION", `A transaction has 1 to ${mostOperations} operations`)
      }
      if (new globalThis.Set(all.map((each) => `${spaceOf(each)} ${each.key}`)).size < all.length) {
        return yield* refuse(400, "DUPLICATE_KEYS", "A key stands twice in the transaction")
      }
      const writes: Array<{ readonly json: string; readonly write: () => unknown }> = []
      for (const each of sets) writes.push(yield* prepared(spaceOf(each), each))
      for (const { key } of [...deletes, ...request.check ?? []]) yield* KvsRules.key(key)
      for (const each of all) {
        if (each.conditions === undefined) continue
        if (each.entityName === undefined) {
          return yield* refuse(400, "INVALID_TRANSACTION", "Only entities have conditions")
        }
        yield* KvsRules.entity(manifest, each.entityName)
        if (!KvsConditions.allHold(each.conditions, attributesOf(rows.get(spaceOf(each), each.key)))) {
          return yield* refuse(409, "CONDITION_NOT_MET", "A condition of the transaction does not hold")
        }
      }
      for (const { write } of writes) write()
      for (const each of deletes) rows.remove(spaceOf(each), each.key)
      return answer(undefined, {
        written: [...writes.map(({ json }) => KvsRules.bytes(json)), ...deletes.map(() => 0)],
        read: (request.check ?? []).map(() => 0)
      })
    })

  /** Each item on its own: some may fail. */
  const batch = <A extends typeof Key.Type>(items: ReadonlyArray<A>, one: (space: Space) => (item: A) => Outcome) => {
    if (items.length === 0 || items.length > mostOperations) {
      return refuse(400, "INVALID_BATCH", `A batch has 1 to ${mostOperations} keys`)
    }
    const outcomes = items.map((item) => {
      const identity = { key: item.key, ...(item.entityName !== undefined && { entityName: item.entityName }) }
      const outcome = one(spaceOf(item))(item)
      const done = Result.isSuccess(outcome) ? outcome.success : undefined
      const failed = Result.isFailure(outcome)
        ? { code: outcome.failure.code, message: outcome.failure.message }
        : outcome.success.status === 404
        ? { code: "KEY_NOT_FOUND", message: "The key was not found" }
        : undefined
      return { identity, done, failed }
    })
    return Result.succeed(answer({
      successfulKeys: outcomes.flatMap(({ done, failed, identity }) =>
        failed === undefined ? [{ ...identity, ...objectOf(done?.body) }] : []
      ),
      failedKeys: outcomes.flatMap(({ failed, identity }) =>
        failed === undefined ? [] : [{ ...identity, error: failed }]
      )
    }, {
      read: outcomes.flatMap(({ done }) => done?.read ?? []),
      written: outcomes.flatMap(({ done }) => done?.written ?? [])
    }))
  }

  const entity = <A extends typeof Key.Type>(one: (space: Space) => (item: A) => Outcome) => (item: A): Outcome =>
    Result.flatMap(KvsRules.entity(manifest, item.entityName ?? ""), () => one(spaceOf(item))(item))

  const operations: Readonly<Record<string, (body: string) => Outcome>> = {
    get: decoded(Key, get("")),
    set: decoded(Set, set("")),
    delete: decoded(Key, remove("")),
    query: decoded(Query, query),
    "secret/get": decoded(Key, get("secret")),
    "secret/set": decoded(Set, set("secret")),
    "secret/delete": decoded(Key, remove("secret")),
    "entity/get": decoded(Key, entity(get)),
    "entity/set": decoded(Set, entity(set)),
    "entity/delete": decoded(Key, entity(remove)),
    "entity/query": decoded(EntityQuery, queryEntity),
    "batch/get": decoded(Schema.Array(Key), (items) => batch(items, get)),
    "batch/set": decoded(Schema.Array(Set), (items) => batch(items, set)),
    "batch/delete": decoded(Schema.Array(Key), (items) => batch(items, remove)),
    transaction: decoded(Transaction, transaction)
  }

  return (operation, body) => {
    const run = operations[operation.replace(/^\/api\/v1\//, "")]
    if (run === undefined) return refuse(404, "NOT_FOUND", "There is no such operation")
    return KvsRules.bytes(body) > largestRequest
      ? refuse(413, "REQUEST_TOO_LARGE", `A request has at most ${largestRequest} bytes`)
      : run(body)
  }
}

const answer = (
  body: unknown,
  { read = [], written = [] }: Partial<Pick<KvsAnswer, "read" | "written">>
): KvsAnswer => ({ status: 200, body, read, written })

const error = (status: number, code: string, message: string): KvsAnswer => ({
  status,
  body: { code, message },
  read: [],
  written: []
})

const objectOf = (value: unknown): object => typeof value === "object" && value !== null ? value : {}

const decoded = <A>(schema: Schema.ConstraintDecoder<A>, run: (request: A) => Outcome) => {
  const decode = Schema.decodeUnknownResult(Schema.fromJsonString(schema))
  return (body: string): Outcome => {
    const request = decode(body)
    return Result.isSuccess(request)
      ? run(request.success)
      : refuse(400, "INVALID_REQUEST", `The request is not valid: ${request.failure.message}`)
  }
}
