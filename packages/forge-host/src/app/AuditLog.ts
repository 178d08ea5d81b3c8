/**
 * What admins did, one stored value for each deed, so that two at the same moment do not lose each other's. The keys sort
 * by time. Kept for a year; `AuditExport` makes files of it.
 */
import type { AccountId } from "@entra-assets/core/model/Ids"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Random from "effect/Random"
import { type Invocation, timeLeft } from "../forge/Invocation.ts"
import { type AuditAction, type AuditChange, AuditEntry } from "./AuditEntry.ts"

const prefix = "audit-"
const keptMillis = 365 * 24 * 3_600_000

const entries = Effect.map(KeyValueStore.KeyValueStore, (store) => KeyValueStore.toSchemaStore(store, AuditEntry))

/** What the ids begin with that are made at that time. */
const stamp = (millis: number) => DateTime.formatIso(DateTime.makeUnsafe(millis)).replaceAll(/[-:.]/gu, "")

const newId = Effect.fnUntraced(function*(now: number) {
  const random = yield* Random.nextIntBetween(0, 0x1000000)
  return `${stamp(now)}-${random.toString(16).padStart(6, "0")}`
})

/** What is known of it before it is done. */
export interface Begun {
  readonly by: AccountId
  readonly action: AuditAction
  readonly subject?: string | null
  readonly changes?: ReadonlyArray<AuditChange>
}

/** What is known once it is done. */
export type Done = Partial<Pick<AuditEntry, "subject" | "changes">>

const put = Effect.fnUntraced(function*(entry: AuditEntry) {
  yield* (yield* entries).set(`${prefix}${entry.id}`, entry).pipe(Effect.catchTag("SchemaError", Effect.die))
})

const begin = Effect.fnUntraced(function*({ action, by, changes = [], subject = null }: Begun) {
  const at = yield* Clock.currentTimeMillis
  const entry: AuditEntry = { id: yield* newId(at), at, by, action, subject, changes, isDone: false }
  yield* put(entry)
  return entry
})

const withdraw = Effect.fnUntraced(function*({ id }: AuditEntry) {
  yield* (yield* KeyValueStore.KeyValueStore).remove(`${prefix}${id}`)
})

/** Of an invocation's time, for the answer after all. */
const reserveMillis = 700

/** For as long as the invocation has time: Forge ends it without a word. What stands in the log is then open. */
const inTime = <E, R>(write: Effect.Effect<void, E, R>, { action, id }: AuditEntry) =>
  Effect.gen(function*() {
    const unknown = Effect.logError("The audit log does not say what came of a deed", { id, action })
    yield* Effect.interruptible(write).pipe(
      Effect.timeoutOrElse({ duration: yield* timeLeft(reserveMillis), orElse: () => unknown }),
      Effect.catch(() => unknown)
    )
  })

export interface Outcome<A, E> {
  /** `nothing`: there is nothing to tell. `unknown`: the log says that it was begun, and no more. */
  readonly done?: (value: A) => Done | "nothing" | "unknown"
  /** Whether the failure says for sure that nothing was done. */
  readonly isRefusal: (error: E) => boolean
}

/**
 * Says in the log that it is begun, does it, and says that it is done; what is refused, the log forgets. So nothing is
 * done of which the log knows nothing: whoever is ended in the middle leaves the line that it was begun. Where the log
 * cannot be written, nothing is done.
 */
export const during = <A, E, R>(
  deed: Begun,
  act: Effect.Effect<A, E, R>,
  { done = () => ({}), isRefusal }: Outcome<A, E>
): Effect.Effect<
  A,
  E | KeyValueStore.KeyValueStoreError,
  R | KeyValueStore.KeyValueStore | Invocation
> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function*() {
      const entry = yield* restore(begin(deed))
      return yield* restore(act).pipe(
        Effect.tap((value) => {
          const came = done(value)
          if (came === "unknown") return Effect.void
          return inTime(came === "nothing" ? withdraw(entry) : put({ ...entry, ...came, isDone: true }), entry)
        }),
        Effect.tapError((error) => isRefusal(error) ? inTime(withdraw(entry), entry) : Effect.void)
      )
    })
  )

/** The ids of all entries, the newest first. */
const ids = Effect.gen(function*() {
  const keys = yield* (yield* KeyValueStore.KeyValueStore).keys
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)).toSorted().toReversed()
})

export interface AuditPage {
  /** The newest first. */
  readonly entries: ReadonlyArray<AuditEntry>
  /** What to ask for next; `null` when there is nothing older. */
  readonly next: string | null
}

/** At most so many entries from before the entry of this id; the newest of all for `null`. */
export const read = Effect.fn("AuditLog.read")(function*(before: string | null, limit: number) {
  const oldest = stamp((yield* Clock.currentTimeMillis) - keptMillis)
  const older = (yield* ids).filter((id) => id >= oldest && (before === null || id < before))
  const wanted = older.slice(0, limit)
  const store = yield* entries
  const found = yield* Effect.forEach(wanted, (id) =>
    // One that another version has stored is passed over.
    store.get(`${prefix}${id}`).pipe(Effect.catchTag("SchemaError", () => Effect.succeed(Option.none<AuditEntry>()))))
  const next = older.length > limit ? wanted.at(-1) ?? null : null
  return { entries: found.flatMap((entry) => Option.toArray(entry)), next } satisfies AuditPage
})

/** Removes what is older than a year. */
export const prune = Effect.gen(function*() {
  const store = yield* KeyValueStore.KeyValueStore
  const oldest = stamp((yield* Clock.currentTimeMillis) - keptMillis)
  const old = (yield* ids).filter((id) => id < oldest)
  yield* Effect.forEach(old, (id) => store.remove(`${prefix}${id}`), { discard: true })
}).pipe(Effect.withSpan("AuditLog.prune"))
