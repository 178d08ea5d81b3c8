/**
 * Atlassian has to be told once a week whose account ids the app stores, and says which of them were closed; those are
 * then forgotten. Developer guide "User privacy for app developers".
 */
import * as AccountSnapshot from "@entra-assets/core/sync/AccountSnapshot"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import { privacy } from "@forge/api"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import * as SettingsStore from "./SettingsStore.ts"
import { accountIdsIn, withoutAccounts } from "./StoredAccounts.ts"

const weekMillis = 7 * 24 * 3_600_000
/** What Atlassian takes at once. */
const batchSize = 90

const Reported = Schema.Struct({
  schemaVersion: Schema.Literal(1),
  /** Milliseconds since 1970. */
  at: Schema.Int
})
const key = "personal-data-report"
const reports = Effect.map(KeyValueStore.KeyValueStore, (store) => KeyValueStore.toSchemaStore(store, Reported))

const lastReportedAt = Effect.gen(function*() {
  const last = yield* Effect.orElseSucceed((yield* reports).get(key), () => Option.none<typeof Reported.Type>())
  return Option.match(last, { onNone: () => null, onSome: ({ at }) => at })
})

/** Whether a week has passed since the last report. */
export const isDue = Effect.gen(function*() {
  const at = yield* lastReportedAt
  const now = yield* Clock.currentTimeMillis
  return at === null || Math.abs(now - at) >= weekMillis
})

/** Every stored value, one after the other: they do not fit into memory together. */
const forEachValue = Effect.fnUntraced(
  function*<E, R>(visit: (key: string, text: string) => Effect.Effect<void, E, R>) {
    const store = yield* KeyValueStore.KeyValueStore
    for (const key of yield* store.keys) {
      const text = yield* store.get(key)
      if (text !== undefined) yield* visit(key, text)
    }
  }
)

const storedAccounts = Effect.gen(function*() {
  const ids = new Set<string>()
  const add = (text: string) => {
    for (const id of accountIdsIn(text)) ids.add(id)
  }
  yield* forEachValue((_, text) => Effect.sync(() => add(text)))
  const settings = yield* SettingsStore.load
  if (settings !== null) add(JSON.stringify(settings))
  return ids
})

/** Atlassian could not be told. The next tick tries again. */
class ReportFailed extends Schema.TaggedError<ReportFailed>()("ReportFailed", {}) {
  override get message(): string {
    return "Atlassian did not take the weekly report of stored accounts."
  }
}

/** Those of them who were closed. */
const told = Effect.fnUntraced(function*(ids: ReadonlyArray<string>, updatedAt: string) {
  const closed = new Set<string>()
  for (let start = 0; start < ids.length; start += batchSize) {
    const accounts = ids.slice(start, start + batchSize).map((accountId) => ({ accountId, updatedAt }))
    const answers = yield* Effect.tryPromise({
      try: () => privacy.reportPersonalData(accounts),
      catch: () => new ReportFailed()
    })
    for (const { accountId, status } of answers) if (status === "closed") closed.add(accountId)
  }
  return closed
})

const planOf = /^plan-(?<planId>.+)-(?:header|approval|page-\d+)$/u
const isSource = (key: string) => /^run-.+-(?:users|accounts|employees|answers)-\d+$/u.test(key)

/** Somebody else has to connect the app again; the schema's ids stay, so that is one click. */
const forgetInSettings = Effect.fnUntraced(function*(isConcerned: (text: string) => boolean) {
  const site = yield* SettingsStore.load
  if (site === null || !isConcerned(JSON.stringify(site))) return
  const connection = isConcerned(JSON.stringify(site.connection)) ? null : site.connection
  yield* SettingsStore.save({ version: site.version, by: null, change: { connection } })
})

/**
 * Plans go as a whole, since they hold more of a person than the id, and a plan that was changed is not applied. So does
 * what a run was to remove of its sources when it ended.
 */
const forget = Effect.fnUntraced(function*(closed: ReadonlySet<string>) {
  const store = yield* KeyValueStore.KeyValueStore
  const runs = yield* RunStore
  const active = yield* runs.underWay
  const isConcerned = (text: string) => Array.from(closed).some((id) => text.includes(id))
  const planIds = new Set<string>()
  // What a run works with goes by itself within days, and else with the next report.
  const isInUse = (key: string) => active !== null && (key.includes(active.id) || key.startsWith("account-snapshot"))
  if (active === null) yield* AccountSnapshot.clear
  yield* forEachValue((key, text) => {
    if (isInUse(key) || !isConcerned(text)) return Effect.void
    const planId = planOf.exec(key)?.groups?.["planId"]
    if (isSource(key)) return store.remove(key)
    if (planId === undefined) return store.set(key, withoutAccounts(text, closed))
    if (planId !== active?.planId) planIds.add(planId)
    return Effect.void
  })
  yield* runs.forget(planIds)
  yield* forgetInSettings(isConcerned)
})

/** Tells Atlassian, forgets whom it says, and notes that it is done. */
export const report = Effect.gen(function*() {
  const now = yield* Clock.currentTimeMillis
  const updatedAt = DateTime.formatIso(DateTime.makeUnsafe((yield* lastReportedAt) ?? now))
  const ids = yield* storedAccounts
  const closed = yield* told(Array.from(ids), updatedAt)
  if (closed.size > 0) yield* forget(closed)
  yield* (yield* reports).set(key, { schemaVersion: 1, at: now })
  yield* Effect.logInfo("The stored accounts were reported", { accounts: ids.size, closed: closed.size })
}).pipe(Effect.withSpan("PersonalData.report"))
