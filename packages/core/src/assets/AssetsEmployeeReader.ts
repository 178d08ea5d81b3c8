/**
 * Reads every Employee record with AQL, and proves by Assets' own count that none is missing. Queries may be capped
 * (a ceiling of 1,000 objects is reported, not documented); then the read begins again, split by Entra User ID.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { Employee } from "../model/Employee.ts"
import type { EntraId, ObjectId } from "../model/Ids.ts"
import { EmployeeReader } from "../ports/EmployeeReader.ts"
import { page, restart, type SourcePage } from "../ports/SourcePage.ts"
import * as Aql from "./Aql.ts"
import { AssetsError, toSourceError } from "./AssetsError.ts"
import { AssetsObjectClient } from "./AssetsObjectClient.ts"
import type { DirectoryIds } from "./DirectoryDefinition.ts"
import { employeeReader } from "./EmployeeObject.ts"
import * as Parts from "./internal/EntraIdParts.ts"

/** From 1,000 on, Assets called every page the last (JSDCLOUD-16556). */
const pageSize = 999

type EmployeePages = Stream.Stream<SourcePage<Employee>, AssetsError>

/** `ids` as `DirectorySchema.verify` gave them: queries go by the present names of attributes. */
export const make = Effect.fnUntraced(function*(ids: DirectoryIds) {
  const client = yield* AssetsObjectClient
  const ourType = Aql.objectTypeId(ids.objectTypeId)
  const entraUserId = ids.attributes.entraUserId.name

  const query = Parts.toAql(ourType, entraUserId)

  const count = (part: Parts.Part) => client.count(ids.workspaceId, query(part))

  /** One page after the other; AQL's `total` is not looked at. */
  const pages = (aql: Aql.Aql): Stream.Stream<ReadonlyArray<Employee>, AssetsError> =>
    Stream.suspend(() => {
      const readEmployee = employeeReader(ids)
      const firstIds = new Set<ObjectId>()
      return Stream.paginate(
        0,
        (startAt) =>
          client.search(ids.workspaceId, aql, { startAt, maxResults: pageSize }).pipe(
            Effect.filterOrFail(
              ({ values: [first] }) => first === undefined || isNew(firstIds, first.id),
              () => new AssetsError({ operation: "search objects", reason: { _tag: "InvalidResponse" } })
            ),
            Effect.map(({ isLast, values }) =>
              [
                values.length === 0 ? [] : [values.map(readEmployee)],
                isLast === true || values.length === 0 ? Option.none() : Option.some(startAt + pageSize)
              ] as const
            )
          )
      )
    })

  /** The pages of a part; `seen` has their ids afterwards. */
  const read = (part: Parts.Part, seen: Set<ObjectId>): EmployeePages => Stream.map(pages(query(part)), noteIds(seen))

  /**
   * The records of a part. One above the ceiling is cut before it is read; one of several pages that comes short is cut
   * afterwards; one of a single page is read once more, since a record may have been made or removed meanwhile.
   */
  const readPart = (part: Parts.Part, ceiling: number, again = false): EmployeePages =>
    Stream.unwrap(Effect.map(count(part), (counted): EmployeePages => {
      if (counted === 0) return Stream.empty
      const canBeCut = Parts.split(part).length > 0
      if (counted > ceiling && canBeCut) return readSmaller(part, counted, ceiling)
      const seen = new Set<ObjectId>()
      return Stream.concat(
        read(part, seen),
        Stream.suspend(() => {
          if (seen.size >= counted) return Stream.empty
          if (counted > pageSize && canBeCut) return readSmaller(part, counted, ceiling)
          return again ? incomplete(counted, seen) : readPart(part, ceiling, true)
        })
      )
    }))

  /** A part in smaller ones, and the values that are no GUIDs when those do not add up. */
  const readSmaller = (part: Parts.Part, counted: number, ceiling: number): EmployeePages =>
    Stream.suspend(() => {
      const seen = new Set<ObjectId>()
      const smaller = Stream.flatMap(Stream.fromIterable(Parts.split(part)), (each) => readPart(each, ceiling))
      const others = Stream.suspend(() => seen.size >= counted ? Stream.empty : readPart(Parts.rest(part), ceiling))
      const proof = Stream.suspend(() => seen.size >= counted ? Stream.empty : proveComplete(part, seen))
      return smaller.pipe(Stream.concat(others), Stream.map(noteIdsOf(seen)), Stream.concat(proof))
    })

  const proveComplete = (part: Parts.Part, seen: ReadonlySet<ObjectId>): EmployeePages =>
    Stream.unwrap(
      Effect.map(count(part), (counted) => seen.size >= counted ? Stream.empty : incomplete(counted, seen))
    )

  const employees: EmployeePages = Stream.suspend(() => {
    const everyone: Parts.Part = { _tag: "Everyone" }
    const seen = new Set<ObjectId>()
    const proof = Effect.map(count(everyone), (counted): EmployeePages => {
      if (seen.size >= counted) return Stream.empty
      return seen.size === 0
        ? incomplete(counted, seen)
        : Stream.concat(Stream.succeed(restart), readSmaller(everyone, counted, seen.size))
    })
    return Stream.concat(read(everyone, seen), Stream.unwrap(proof))
  })

  const findByEntraId = Effect.fn("EmployeeReader.findByEntraId")(
    (id: EntraId) => Stream.runCollect(pages(Aql.and(ourType, Aql.equals(entraUserId, id)))),
    Effect.map((pages) => pages.flat()),
    Effect.mapError(toSourceError)
  )

  return EmployeeReader.of({
    employees: Stream.mapError(employees, toSourceError),
    findByEntraId,
    objectCount: Effect.mapError(client.totalObjects(ids.workspaceId), toSourceError)
  })
})

export const layer = (ids: DirectoryIds): Layer.Layer<EmployeeReader, never, AssetsObjectClient> =>
  Layer.effect(EmployeeReader, make(ids))

const incomplete = (counted: number, seen: ReadonlySet<ObjectId>) =>
  Stream.fail(
    new AssetsError({ operation: "read all records", reason: { _tag: "Incomplete", counted, read: seen.size } })
  )

/** Notes the id that a page begins with. A page that begins like an earlier one begins a list that would never end. */
const isNew = (firstIds: Set<ObjectId>, id: ObjectId): boolean => {
  if (firstIds.has(id)) return false
  firstIds.add(id)
  return true
}

const noteIds = (seen: Set<ObjectId>) => (employees: ReadonlyArray<Employee>): SourcePage<Employee> => {
  for (const { objectId } of employees) seen.add(objectId)
  return page(employees)
}

const noteIdsOf = (seen: Set<ObjectId>) => (page: SourcePage<Employee>): SourcePage<Employee> =>
  page._tag === "Page" ? noteIds(seen)(page.values) : page
