/**
 * Reads one source so that another process can go on: every page is stored before the next one is asked for, together
 * with where to go on.
 */
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { AtlassianAccount } from "../../model/AtlassianAccount.ts"
import { Employee } from "../../model/Employee.ts"
import { EntraUser } from "../../model/EntraUser.ts"
import type { Snapshot } from "../../model/Snapshot.ts"
import { isFinal, type SourceError } from "../../model/SourceError.ts"
import type { Cursor, SourcePage } from "../../ports/SourcePage.ts"
import { AbsenceAnswer } from "../Evidence.ts"
import { type Phase, track } from "../Progress.ts"
import { runSchemaVersion, type SourceProgress } from "../Run.ts"
import * as JsonPages from "./JsonPages.ts"
import * as StoredValue from "./StoredValue.ts"

/** The key of each part. */
export type Place = (part: number) => string

/** Items of one schema that are stored in parts that fit into a value of the store. */
const storedItems = <A extends object>(item: Schema.Codec<A, unknown>) => {
  const part = StoredValue.of(
    Schema.Struct({ schemaVersion: Schema.Literal(runSchemaVersion), items: Schema.Array(item) })
  )
  return {
    /** Answers how many parts there are afterwards. */
    append: Effect.fnUntraced(function*(place: Place, parts: number, items: Iterable<A>) {
      const store = yield* KeyValueStore.KeyValueStore
      let next = parts
      for (const group of JsonPages.groups(items)) {
        yield* part.set(store, place(next), { schemaVersion: runSchemaVersion, items: group })
        next++
      }
      return next
    }),
    load: Effect.fnUntraced(function*(place: Place, parts: number) {
      const store = yield* KeyValueStore.KeyValueStore
      const items: Array<A> = []
      for (let number = 0; number < parts; number++) {
        const key = place(number)
        const found = yield* part.get(store, key)
        if (found === null) return yield* new StoredValue.StoredValueError({ reason: "Unreadable", key })
        for (const item of found.items) items.push(item)
      }
      return items
    })
  }
}

export const answers = storedItems(AbsenceAnswer)

/** Where a source is read from, and how what it brings is stored. */
export interface StoredSource<A extends object> {
  readonly phase: Phase
  readonly idOf: (item: A) => string
  readonly items: ReturnType<typeof storedItems<A>>
}

export const users: StoredSource<EntraUser> = {
  phase: "users",
  idOf: ({ id }) => id,
  items: storedItems(EntraUser)
}
export const accounts: StoredSource<AtlassianAccount> = {
  phase: "accounts",
  idOf: ({ accountId }) => accountId,
  items: storedItems(AtlassianAccount)
}
export const employees: StoredSource<Employee> = {
  phase: "employees",
  idOf: ({ objectId }) => objectId,
  items: storedItems(Employee)
}

export const unread = (now: number): SourceProgress => ({
  readStartedAt: now,
  parts: 0,
  items: 0,
  next: null,
  done: false
})

export interface Keeping<E, R> {
  /** Asked before a page is stored; a slice that has lost its lease does not come back from it. */
  readonly mayStore: Effect.Effect<void>
  /** Called after every page. */
  readonly save: (progress: SourceProgress) => Effect.Effect<void, E, R>
}

/**
 * Reads on from `progress` to the end of the source, and saves how far it has come after every page. As `collect`, it
 * fails when nothing came or the source refuses us, and else says why it ended early.
 */
export const read = Effect.fnUntraced(function*<A extends object, E, R>(
  source: StoredSource<A>,
  place: Place,
  pages: (from: Cursor | null) => Stream.Stream<SourcePage<A>, SourceError>,
  progress: SourceProgress,
  { mayStore, save }: Keeping<E, R>
) {
  if (progress.done) return
  let now = progress
  const tracker = yield* track(source.phase, null)
  const keep = Effect.fnUntraced(function*(page: SourcePage<A>) {
    const before = now.items
    if (page._tag === "Restart") {
      now = { ...now, parts: 0, items: 0, next: page.next }
    } else {
      yield* mayStore
      const parts = yield* source.items.append(place, now.parts, page.values)
      now = { ...now, parts, items: now.items + page.values.length, next: page.next }
    }
    yield* save(now)
    yield* tracker.advance(now.items - before)
  })
  yield* tracker.advance(now.items)
  let failure: SourceError | null = null
  // Told apart here, since what the store fails with is another matter.
  yield* Stream.runForEach(
    Stream.result(pages(progress.next)),
    Effect.fnUntraced(function*(page) {
      if (Result.isSuccess(page)) return yield* keep(page.success)
      failure = page.failure
      if (now.items === 0 || isFinal(failure.reason)) return yield* failure
      yield* save({ ...now, done: true, reason: failure.message })
    })
  )
  if (failure === null) yield* save({ ...now, done: true })
  yield* tracker.finish
})

/** What was read, each id once. */
export const load = Effect.fnUntraced(function*<A extends object>(
  source: StoredSource<A>,
  place: Place,
  { parts, readStartedAt, reason }: SourceProgress
): Effect.fn.Return<Snapshot<A>, StoredValue.StoredValueError, KeyValueStore.KeyValueStore> {
  const byId = new Map<string, A>()
  for (const item of yield* source.items.load(place, parts)) byId.set(source.idOf(item), item)
  const values = Array.from(byId.values())
  return reason === undefined
    ? { _tag: "Complete", values, readStartedAt }
    : { _tag: "Partial", values, readStartedAt, reason }
})
