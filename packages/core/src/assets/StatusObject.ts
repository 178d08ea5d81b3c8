/**
 * Shows how the sync stands in an object of its own in our schema: "Sync status", one object, written only when it says
 * something else. The type is made when it is needed. An object that was removed is made again; of several, the oldest
 * is ours and the others are left alone. It is never removed by us.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import { ObjectId } from "../model/Ids.ts"
import type { SourceError } from "../model/SourceError.ts"
import { SyncStatus } from "../model/SyncStatus.ts"
import { StatusBoard } from "../ports/StatusBoard.ts"
import * as Aql from "./Aql.ts"
import { AssetsError, toSourceError } from "./AssetsError.ts"
import { AssetsObjectClient } from "./AssetsObjectClient.ts"
import type { ObjectEntry } from "./AssetsPayload.ts"
import { AssetsSchemaClient } from "./AssetsSchemaClient.ts"
import { changed, differing, StatusIds, statusKeys, statusObjectIn } from "./StatusDefinition.ts"
import * as StatusSchema from "./StatusSchema.ts"

const Remembered = Schema.Struct({
  schemaVersion: Schema.Literal(1),
  ids: StatusIds,
  objectId: ObjectId,
  /** What the object said when it was last looked at. */
  status: SyncStatus
})
type Remembered = typeof Remembered.Type

const key = "status-object"

const values = Effect.map(KeyValueStore.KeyValueStore, (store) => KeyValueStore.toSchemaStore(store, Remembered))

/** `null` for nothing, for what another version has stored, and when the store does not answer: all is found anew. */
const load = Effect.gen(function*() {
  const stored = yield* (yield* values).get(key)
  return Option.getOrNull(stored)
}).pipe(Effect.catch(() => Effect.succeed(null)))

const isSame = Schema.toEquivalence(SyncStatus)

/** Whether the object was left saying this; without a request. */
export const isShown = (status: SyncStatus): Effect.Effect<boolean, never, KeyValueStore.KeyValueStore> =>
  Effect.map(load, (remembered) => remembered !== null && isSame(remembered.status, status))

/** Ids are numbers that rise. */
const isOlder = ({ id: one }: ObjectEntry, { id: other }: ObjectEntry): boolean =>
  one.length === other.length ? one < other : one.length < other.length

const oldest = (entries: ReadonlyArray<ObjectEntry>): ObjectEntry | undefined =>
  entries.reduce<ObjectEntry | undefined>(
    (first, entry) => first === undefined || isOlder(entry, first) ? entry : first,
    undefined
  )

/** Nobody needs more than one; of those that somebody makes by hand, so many are looked at. */
const mostObjects = 100

/** Where the object stands. */
export interface Place {
  readonly directory: StatusSchema.Directory
  /** Objects that the site may hold. */
  readonly objectAllowance: number
}

/** Fails unless the site may hold one object more. */
const room = Effect.fnUntraced(function*({ directory: { workspaceId }, objectAllowance }: Place) {
  const client = yield* AssetsObjectClient
  const held = yield* client.totalObjects(workspaceId)
  if (held < objectAllowance) return
  const reason = { _tag: "NoRoom", held, allowance: objectAllowance } as const
  return yield* new AssetsError({ operation: "make the status object", reason })
})

/**
 * The object says this afterwards, if the type is as its ids say. `remembered`: an object that search may not show yet, or
 * not as it was last written.
 */
const write = Effect.fnUntraced(function*(
  ids: StatusIds,
  remembered: Pick<Remembered, "objectId" | "status"> | null,
  status: SyncStatus,
  mayMake: Effect.Effect<void, AssetsError>
) {
  const client = yield* AssetsObjectClient
  const { workspaceId } = ids
  const found = yield* client.search(workspaceId, Aql.objectTypeId(ids.objectTypeId), {
    startAt: 0,
    maxResults: mostObjects
  })
  const ours = oldest(found.values)
  const update = (objectId: ObjectId, keys: ReadonlyArray<keyof SyncStatus>) =>
    Effect.as(client.update(workspaceId, objectId, statusObjectIn(ids, status, keys, { isNew: false })), objectId)
  const create = Effect.andThen(
    mayMake,
    Effect.suspend(() => client.create(workspaceId, statusObjectIn(ids, status, statusKeys, { isNew: true })))
  )
  if (ours !== undefined) {
    const since = remembered?.objectId === ours.id ? changed(remembered.status, status) : []
    const keys = Arr.union(differing(ids, ours, status), since)
    return keys.length === 0 ? ours.id : yield* update(ours.id, keys)
  }
  return remembered === null
    ? yield* create
    : yield* Effect.catchReason(update(remembered.objectId, statusKeys), "AssetsError", "NotFound", () => create)
})

/** Somebody may have changed the type since its ids were remembered. */
const mayBeOutdated = ({ reason: { _tag } }: AssetsError): boolean =>
  _tag === "NotFound" || _tag === "Rejected" || _tag === "Validation"

const isOf = (ids: StatusIds, { schemaId, workspaceId }: StatusSchema.Directory) =>
  ids.workspaceId === workspaceId && ids.schemaId === schemaId

/** Makes what is missing, and lets the object say this, with one request when it does already. */
export const show = Effect.fn("StatusObject.show")(function*(
  place: Place,
  status: SyncStatus
): Effect.fn.Return<void, SourceError, AssetsObjectClient | AssetsSchemaClient | KeyValueStore.KeyValueStore> {
  const { directory } = place
  const client = yield* AssetsObjectClient
  const mayMake = yield* Effect.cached(Effect.provideService(room(place), AssetsObjectClient, client))
  const stored = yield* load
  const before = stored !== null && isOf(stored.ids, directory) ? stored : null
  const anew = Effect.gen(function*() {
    const ids = yield* StatusSchema.ensure(directory, before?.ids, mayMake)
    const isSameType = ids.objectTypeId === before?.ids.objectTypeId
    return { ids, objectId: yield* write(ids, isSameType ? before : null, status, mayMake) }
  })
  const shown = yield* (before === null
    ? anew
    : Effect.map(
      write(before.ids, before, status, mayMake),
      (objectId) => ({ ids: before.ids, objectId })
    ).pipe(Effect.catchIf(mayBeOutdated, () => anew)))
    .pipe(Effect.mapError(toSourceError))
  const after: Remembered = { schemaVersion: 1, ...shown, status }
  // Without it, the next time costs some requests more.
  yield* Effect.ignore(Effect.flatMap(values, (store) => store.set(key, after)), { log: "Warn" })
})

export interface Options extends Place {
  /** The day on which the client secret ends, as YYYY-MM-DD, where it is known. */
  readonly secretExpiresOn: string | null
}

/** Shows it whenever a run changes it. */
export const layer = (
  { secretExpiresOn, ...place }: Options
): Layer.Layer<never, never, AssetsObjectClient | AssetsSchemaClient | KeyValueStore.KeyValueStore> =>
  Layer.effect(
    StatusBoard,
    Effect.map(
      Effect.context<AssetsObjectClient | AssetsSchemaClient | KeyValueStore.KeyValueStore>(),
      (context) => (status) => Effect.provideContext(show(place, { ...status, secretExpiresOn }), context)
    )
  )
