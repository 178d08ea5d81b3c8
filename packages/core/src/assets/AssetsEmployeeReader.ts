/**
 * Reads every Employee record with AQL, and proves by Assets' own count that none is missing. At first page by page,
 * which is proved at the end by the ids that were seen. Where that falls short, or was broken off and what was seen is
 * forgotten, the read begins again in parts by Entra User ID, each of which is proved by itself: queries may be capped
 * (a ceiling of 1,000 objects is reported, not documented), and rows move between pages when somebody edits.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as PageCursor from "../http/PageCursor.ts"
import { follow, type PageTrail } from "../http/PageTrail.ts"
import type { Employee } from "../model/Employee.ts"
import type { EntraId, ObjectId } from "../model/Ids.ts"
import { EmployeeReader } from "../ports/EmployeeReader.ts"
import { type Cursor, page, restart, type SourcePage } from "../ports/SourcePage.ts"
import * as Aql from "./Aql.ts"
import { AssetsError, toSourceError } from "./AssetsError.ts"
import { AssetsObjectClient } from "./AssetsObjectClient.ts"
import type { DirectoryIds } from "./DirectoryDefinition.ts"
import { employeeReader } from "./EmployeeObject.ts"
import * as Parts from "./internal/EntraIdParts.ts"
import * as PartReader from "./internal/PartReader.ts"

/** Look-ups by id in flight at once. */
const lookUps = 4

export interface Options {
  /** Records in one page; 999 unless said: from 1,000 on, Assets called every page the last (JSDCLOUD-16556). */
  readonly pageSize?: number
}

/** Ids in one query. No limit is published. */
const maxIds = 100

/** Where a reader of all records is. */
const Position = Schema.Struct({
  version: Schema.Literal(1),
  at: Schema.Union([
    /** In the pages of all records: another process cannot prove them, and begins again in parts. */
    Schema.TaggedStruct("Pages", {}),
    Schema.TaggedStruct("Parts", PartReader.Position.fields),
    Schema.TaggedStruct("End", {})
  ])
})

const cursor = PageCursor.make(Position)
const cursorAt = (at: typeof Position.Type["at"]) => cursor.write({ version: 1, at })
const cursorAtPart = (position: PartReader.Position | null) =>
  cursorAt(position === null ? { _tag: "End" } : { _tag: "Parts", ...position })

type EmployeePages = Stream.Stream<SourcePage<Employee>, AssetsError>

/** `ids` as `DirectorySchema.verify` gave them: queries go by the present names of attributes. */
export const make = Effect.fnUntraced(function*(ids: DirectoryIds, { pageSize = 999 }: Options = {}) {
  const client = yield* AssetsObjectClient
  const ourType = Aql.objectTypeId(ids.objectTypeId)
  const entraUserId = ids.attributes.entraUserId.name
  const query = Parts.toAql(ourType, entraUserId)
  const count = (part: Parts.Part) => client.count(ids.workspaceId, query(part))

  /** What a query finds, one page after the other; AQL's `total` is not looked at. */
  const pages = (
    aql: Aql.Aql,
    readEmployee = employeeReader(ids)
  ): Stream.Stream<ReadonlyArray<Employee>, AssetsError> => {
    const first: QueryPosition = { startAt: 0, trail: null }
    return Stream.paginate(first, ({ startAt, trail }) =>
      Effect.gen(function*(): Effect.fn.Return<
        readonly [ReadonlyArray<ReadonlyArray<Employee>>, Option.Option<QueryPosition>],
        AssetsError
      > {
        const { isLast, values } = yield* client.search(ids.workspaceId, aql, { startAt, maxResults: pageSize })
        const [first] = values
        if (first === undefined) return [[], Option.none()]
        const followed = follow(trail, first.id)
        if (followed === null) {
          return yield* new AssetsError({ operation: "search objects", reason: { _tag: "InvalidResponse" } })
        }
        return [
          [values.map(readEmployee)],
          isLast === true ? Option.none() : Option.some({ startAt: startAt + pageSize, trail: followed })
        ]
      }))
  }

  /** A page for each part, since one that is broken off counts for nothing. */
  const inParts = (from: PartReader.Position): EmployeePages =>
    Stream.suspend(() => {
      const readEmployee = employeeReader(ids)
      const readPart = PartReader.make({
        count,
        read: (part) => Effect.map(Stream.runCollect(pages(query(part), readEmployee)), Arr.flatten),
        size: pageSize
      })
      return Stream.paginate(from, (position) =>
        Effect.map(
          readPart(position),
          ({ employees, next }) => [[page(employees, cursorAtPart(next))], Option.fromNullOr(next)] as const
        ))
    })

  const againInParts = Stream.suspend(() =>
    Stream.concat(Stream.succeed(restart(cursorAtPart(PartReader.start))), inParts(PartReader.start))
  )

  const inPages: EmployeePages = Stream.suspend(() => {
    const seen = new Set<ObjectId>()
    const all = Stream.map(pages(ourType), (employees) => {
      for (const { objectId } of employees) seen.add(objectId)
      return page(employees, cursorAt({ _tag: "Pages" }))
    })
    const proof = Effect.map(count({ _tag: "Everyone" }), (counted): EmployeePages => {
      if (seen.size >= counted) return Stream.empty
      return seen.size === 0 ? Stream.fail(PartReader.incomplete(counted, 0)) : againInParts
    })
    return Stream.concat(all, Stream.unwrap(proof))
  })

  const employees = (from: Cursor | null): EmployeePages => {
    if (from === null) return inPages
    const at = Option.map(cursor.read(from), (position) => position.at)
    if (Option.isNone(at) || at.value._tag === "Pages") return againInParts
    return at.value._tag === "Parts" ? inParts(at.value) : Stream.empty
  }

  /** What the query for so many ids finds. Fewer are believed only when Assets counts no more of them. */
  const findSome = Effect.fnUntraced(function*(most: number, aql: Aql.Aql) {
    for (let attempt = 1;; attempt++) {
      const found = Arr.flatten(yield* Stream.runCollect(pages(aql)))
      if (found.length >= most) return found
      const counted = yield* client.count(ids.workspaceId, aql)
      if (found.length >= counted) return found
      if (attempt === 2) return yield* PartReader.incomplete(counted, found.length)
    }
  })

  /** Whatever one of the queries, each for so many ids, finds. */
  const find = <Id extends string>(ids: ReadonlyArray<Id>, query: (ids: Arr.NonEmptyReadonlyArray<Id>) => Aql.Aql) =>
    Effect.forEach(
      Arr.chunksOf([...new Set(ids)], maxIds),
      (chunk) => findSome(chunk.length, Aql.and(ourType, query(chunk))),
      { concurrency: lookUps }
    ).pipe(Effect.map(Arr.flatten), Effect.mapError(toSourceError))

  const findByEntraIds = Effect.fn("EmployeeReader.findByEntraIds")((entraIds: ReadonlyArray<EntraId>) =>
    find(entraIds, (some) => Aql.isIn(entraUserId, some))
  )

  const findByObjectIds = Effect.fn("EmployeeReader.findByObjectIds")((objectIds: ReadonlyArray<ObjectId>) =>
    find(objectIds, Aql.objectIds)
  )

  return EmployeeReader.of({
    employees: (from) => Stream.mapError(employees(from), toSourceError),
    findByEntraIds,
    findByObjectIds,
    objectCount: Effect.mapError(client.totalObjects(ids.workspaceId), toSourceError)
  })
})

export const layer = (
  ids: DirectoryIds,
  options?: Options
): Layer.Layer<EmployeeReader, never, AssetsObjectClient> => Layer.effect(EmployeeReader, make(ids, options))

/** Where a reader of one query is. */
interface QueryPosition {
  readonly startAt: number
  readonly trail: PageTrail | null
}
