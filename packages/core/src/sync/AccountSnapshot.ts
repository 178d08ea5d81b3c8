/**
 * What was last read of a site's Atlassian accounts, for several runs: reading them costs most of what a site may ask of
 * Jira in an hour. A run takes it over as it is, or goes on where an earlier run broke off. It holds addresses, and goes
 * when it is too old or when a host clears it. Only the pages that the pointer counts are valid, so it is saved first.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import { newId } from "./internal/NewId.ts"
import * as StoredSource from "./internal/StoredSource.ts"
import * as StoredValue from "./internal/StoredValue.ts"
import { runSchemaVersion, type RunTrigger, SourceProgress } from "./Run.ts"

export const AccountSnapshot = Schema.Struct({
  schemaVersion: Schema.Literal(runSchemaVersion),
  /** Under which its pages stand. */
  id: Schema.NonEmptyString,
  accounts: SourceProgress
})
export type AccountSnapshot = typeof AccountSnapshot.Type

const stored = StoredValue.of(AccountSnapshot)
const key = "account-snapshot"
const pagesPrefix = `${key}-`

/** Where the pages of this snapshot stand. */
export const place = (id: string): StoredSource.Place => (part) => `${pagesPrefix}${id}-${part}`

/** `null` when there is none that this version can read. */
export const load = Effect.gen(function*() {
  const store = yield* KeyValueStore.KeyValueStore
  return yield* Effect.catchIf(
    stored.get(store, key),
    ({ reason }) => reason === "Unreadable",
    () => Effect.succeed(null)
  )
})

export const save = Effect.fnUntraced(function*(id: string, accounts: SourceProgress) {
  yield* stored.set(yield* KeyValueStore.KeyValueStore, key, { schemaVersion: runSchemaVersion, id, accounts })
})

/** Removes it and every page. For hosts: when the app is uninstalled, or is to work for another site. */
export const clear = Effect.gen(function*() {
  const store = yield* KeyValueStore.KeyValueStore
  const failed = () => new StoredValue.StoredValueError({ reason: "StoreFailed", key })
  // The pointer first: pages that are left without it are nobody's, and go with the next ones.
  yield* Effect.mapError(store.remove(key), failed)
  yield* Effect.mapError(store.clearPrefix(pagesPrefix), failed)
})

const age = ({ accounts }: AccountSnapshot, now: number): number => Math.abs(now - accounts.readStartedAt)

/** Whether a run may use it. One that broke off for a failure, or that has nobody, is not believed a second time. */
const isUsable = (snapshot: AccountSnapshot, now: number, maxAgeMillis: number): boolean => {
  const { done, items, reason } = snapshot.accounts
  return age(snapshot, now) < maxAgeMillis && reason === undefined && (!done || items > 0)
}

/** An empty one in place of what is there. */
export const begin = Effect.gen(function*() {
  yield* clear
  const id = yield* newId
  const accounts = StoredSource.unread(yield* Clock.currentTimeMillis)
  yield* save(id, accounts)
  return { id, accounts }
})

/** For a run that begins: the one that is there if it is young enough, else an empty one. */
export const take = Effect.fnUntraced(function*(trigger: RunTrigger, maxAgeMillis: number) {
  const found = yield* load
  const now = yield* Clock.currentTimeMillis
  // A schedule is there to see what is new: what the last tick read does not serve the next one.
  const limit = trigger === "scheduled" ? maxAgeMillis / 2 : maxAgeMillis
  return found !== null && isUsable(found, now, limit) ? found : yield* begin
})

/** When a run has ended: removes what no run would use any more. */
export const tidy = Effect.fnUntraced(function*(maxAgeMillis: number) {
  const found = yield* load
  if (found !== null && !isUsable(found, yield* Clock.currentTimeMillis, maxAgeMillis)) yield* clear
})

export const isOlderThan = Effect.fnUntraced(function*(millis: number) {
  const found = yield* load
  return found !== null && age(found, yield* Clock.currentTimeMillis) >= millis
})
