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
import { Invocation } from "../forge/Invocation.ts"
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

export interface Deed {
  readonly by: AccountId
  readonly action: AuditAction
  readonly subject: string | null
  readonly changes: ReadonlyArray<AuditChange>
}

const missing = ({ action, by }: Deed) => Effect.logError("A deed is missing in the audit log", { action, by })

/** To be called when it is done. What is done stays done when this fails, so the log has the failure. */
export const append = Effect.fn("AuditLog.append")(function*(deed: Deed) {
  const at = yield* Clock.currentTimeMillis
  const id = yield* newId(at)
  yield* (yield* entries).set(`${prefix}${id}`, { id, at, ...deed }).pipe(
    Effect.catch(() => missing(deed))
  )
})

/** Of an invocation's time, for the answer after all. */
const reserveMillis = 700

/** For as long as the invocation has time: Forge ends it without a word. */
const appendInTime = Effect.fnUntraced(function*(deed: Deed) {
  const { endsAt } = yield* Invocation
  const now = yield* Clock.currentTimeMillis
  yield* Effect.timeoutOrElse(Effect.interruptible(append(deed)), {
    duration: Math.max(0, endsAt - reserveMillis - now),
    orElse: () => missing(deed)
  })
})

/** Does it, and says so in the log; once it is done, an answer that is late already does not come between the two. */
export const after = <A, E, R>(
  act: Effect.Effect<A, E, R>,
  deed: (done: A) => Deed
): Effect.Effect<A, E, R | KeyValueStore.KeyValueStore | Invocation> =>
  Effect.uninterruptibleMask((restore) => Effect.tap(restore(act), (done) => appendInTime(deed(done))))

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
