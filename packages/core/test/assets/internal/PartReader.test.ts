import { assert, it } from "@effect/vitest"
import type { AssetsError } from "@entra-assets/core/assets/AssetsError"
import type { Employee } from "@entra-assets/core/model/Employee"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Parts from "../../../src/assets/internal/EntraIdParts.ts"
import * as PartReader from "../../../src/assets/internal/PartReader.ts"
import { objectId, record } from "../../fixtures/People.ts"

const isIn = (part: Parts.Part, value: string | null): boolean => {
  switch (part._tag) {
    case "Everyone":
      return true
    case "Empty":
      return value === null
    case "Prefix":
      return value?.startsWith(part.prefix) ?? false
    case "Other":
      return (value?.startsWith(part.prefix) ?? false) && !/[0-9a-f-]/.test(value?.charAt(part.prefix.length) ?? "")
  }
}

interface Records {
  /** Their Entra User IDs. */
  readonly values: ReadonlyArray<string | null>
  /** A query returns no more. */
  readonly ceiling?: number
  /** Assets counts so many more of everyone and of each part. */
  readonly uncounted?: number
}

/** Reads all records, ten in a part, from the stored position in each step, and counts the requests. */
const readAll = Effect.fnUntraced(function*({ ceiling = Infinity, uncounted = 0, values }: Records) {
  let requests = 0
  const find = (part: Parts.Part): ReadonlyArray<Employee> =>
    values.flatMap((entraUserId, n) =>
      isIn(part, entraUserId) ? [record(n, { entraUserId, objectId: objectId(n) })] : []
    )
  const step = PartReader.make({
    count: (part) => Effect.sync(() => (requests++, find(part).length + uncounted)),
    read: (part) => Effect.sync(() => (requests++, find(part).slice(0, ceiling))),
    size: 10
  })
  const read: Array<Employee> = []
  const walk = Effect.fnUntraced(function*(from: PartReader.Position): Effect.fn.Return<void, AssetsError> {
    const stored = decode(encode(from))
    const { employees, next } = yield* step(stored)
    read.push(...employees)
    if (next !== null) yield* walk(next)
  })
  yield* walk(PartReader.start)
  return { read, requests }
})

const Stored = Schema.fromJsonString(PartReader.Position)
const encode = Schema.encodeSync(Stored)
const decode = Schema.decodeSync(Stored)

const Value = Schema.NullOr(Schema.String.check(Schema.isPattern(/^[01][0-9a-f]{7}-[0-9a-f]{4}$|^[01]?[x-z ]{0,3}$/)))

it.effect.prop("every record once, whatever their ids", {
  values: Schema.Array(Value).check(Schema.isMaxLength(60))
}, ({ values }) =>
  Effect.gen(function*() {
    const empty = values.filter((value) => value === null).length
    const { read } = yield* readAll({ values, ceiling: Math.max(8, empty, values.length / 2) })
    assert.deepStrictEqual(
      read.map((employee) => employee.objectId).sort(),
      values.map((_, n) => objectId(n)).sort()
    )
  }))

it.effect("few records are one count and one page", () =>
  Effect.map(readAll({ values: ["0a", "0b", null] }), ({ requests }) => assert.strictEqual(requests, 2)))

it.effect("what is counted and not shown makes it fail, with the figures", () =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(readAll({ values: ["0a", "0b", null], uncounted: 1 }))
    assert.deepStrictEqual(error.reason, { _tag: "Incomplete", counted: 2, read: 1 })
  }))
