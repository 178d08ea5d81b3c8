/**
 * The object "Sync status" on this site, where an admin has switched it on: what runs tell, they tell it, and what
 * happens between runs is brought there by the daily tick, and when the rules are saved. It is written by the same caller
 * as the records, and no run fails because of it; why it could not be written is kept for the page.
 */
import * as RememberedDirectory from "@entra-assets/core/assets/RememberedDirectory"
import * as Core from "@entra-assets/core/assets/StatusObject"
import type { RunStatus, SyncStatus } from "@entra-assets/core/model/SyncStatus"
import { isActive, type Run } from "@entra-assets/core/sync/Run"
import { RunStore } from "@entra-assets/core/sync/RunStore"
import * as StatusReport from "@entra-assets/core/sync/StatusReport"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import { type AssetsCaller, worksAlone } from "../AssetsCaller.ts"
import * as ForgeHttpClient from "../forge/ForgeHttpClient.ts"
import { Invocation, timeLeft } from "../forge/Invocation.ts"
import * as SettingsStore from "./SettingsStore.ts"
import * as SetupCallers from "./SetupCallers.ts"
import type { SiteSettings } from "./SiteSettings.ts"
import * as StatusTrouble from "./StatusTrouble.ts"

export interface StatusSettings {
  readonly caller: AssetsCaller
  readonly secretExpiresOn: string | null
  /** Objects that the site may hold. */
  readonly objectAllowance: number
}

/** `null` while it is switched off, or nobody may ask Assets. */
export const settingsOf = ({ connection, entra, rules }: SiteSettings): StatusSettings | null =>
  rules.syncStatus && connection !== null
    ? {
      caller: connection.caller,
      secretExpiresOn: entra?.secretExpiresOn ?? null,
      objectAllowance: rules.objectAllowance
    }
    : null

const show = Effect.fnUntraced(function*({ caller, objectAllowance }: StatusSettings, status: SyncStatus) {
  const directory = yield* RememberedDirectory.load
  if (directory === null) return
  const store = yield* KeyValueStore.KeyValueStore
  const { egressLimit } = yield* Invocation
  const asCaller = SetupCallers.as(caller, (assetsCaller) => ForgeHttpClient.layer({ assetsCaller, egressLimit }))
  yield* asCaller(
    Effect.provideService(Core.show({ directory, objectAllowance }, status), KeyValueStore.KeyValueStore, store)
  ).pipe(Effect.tapError(StatusTrouble.save))
  yield* StatusTrouble.clear
})

/** What the runs of this invocation tell how the sync stands; `null` for nobody. */
export const board = Effect.fnUntraced(function*(settings: StatusSettings | null) {
  if (settings === null) return null
  const context = yield* Effect.context<KeyValueStore.KeyValueStore | Invocation>()
  return (status: RunStatus) =>
    Effect.provideContext(show(settings, { ...status, secretExpiresOn: settings.secretExpiresOn }), context)
})

/** For a look at what changed while no run ended; a tick has 25 s for all that it does, and so has a click. */
const longestMillis = 10_000
const reserveMillis = 4000
/** Of that, to keep why it was not enough. */
const troubleMillis = 2000

const tookTooLong = {
  message: "Assets did not answer in time.",
  nextStep: "Nothing: the app tries again with the next sync, and every day."
}

const late = Effect.logWarning("The status was not shown in time")

/** `within` is told until when it has time. */
const inTime = Effect.fnUntraced(function*<E, R>(within: (until: number) => Effect.Effect<void, E, R>) {
  const now = yield* Clock.currentTimeMillis
  const millis = Math.min(longestMillis, yield* timeLeft(reserveMillis))
  yield* Effect.timeoutOrElse(within(now + millis), { duration: millis, orElse: () => late })
})

interface Look {
  readonly mayAsk: (caller: AssetsCaller) => boolean
  /** For so long after its end, a run may still be showing it. */
  readonly justEndedMillis: number
}

/** A run's end shows it, and two at the same time could make two objects. Of what the app gave up nobody has told. */
const isBeingShown = ({ failure, state, updatedAt }: Run, justEndedMillis: number, now: number): boolean =>
  isActive(state) || (now - updatedAt < justEndedMillis && failure?.cause.startsWith("forge.") !== true)

/**
 * The object says what the runs came to and when the secret ends. Without a request when it does already. Never fails.
 */
const look = ({ justEndedMillis, mayAsk }: Look) =>
  inTime(Effect.fnUntraced(function*(until) {
    const { isLicensed } = yield* Invocation
    const site = yield* SettingsStore.load
    const settings = site === null ? null : settingsOf(site)
    if (!isLicensed || site === null || settings === null || !mayAsk(settings.caller)) return
    const runs = yield* RunStore
    const now = yield* Clock.currentTimeMillis
    const run = (yield* runs.underWay) ?? (yield* runs.lastSettled)
    if (run !== null && isBeingShown(run, justEndedMillis, now)) return
    const runStatus = yield* StatusReport.current(site.rules.textLimit)
    if (runStatus === null) return
    const status = { ...runStatus, secretExpiresOn: settings.secretExpiresOn }
    if (yield* Core.isShown(status)) return yield* StatusTrouble.clear
    yield* Effect.timeoutOrElse(show(settings, status), {
      duration: Math.max(0, until - troubleMillis - (yield* Clock.currentTimeMillis)),
      orElse: () => Effect.andThen(late, StatusTrouble.save(tookTooLong))
    })
  })).pipe(
    Effect.catch(({ reason }) => Effect.logWarning("The status could not be shown", { reason })),
    Effect.catchDefect(() => Effect.logError("Showing the status met a defect")),
    Effect.withSpan("StatusObject.look")
  )

const justEndedMillis = 120_000

/**
 * Where no run could tell it: a run was given up, the app was ended, Assets was out of order, somebody cancelled, or
 * saved another day. Only with a caller who needs nobody present.
 */
export const refresh = look({ mayAsk: worksAlone, justEndedMillis })

/**
 * Somebody has saved the rules and is present. `isNew`: it was switched on by that, so that no run that has ended shows it
 * by itself.
 */
export const rulesSaved = ({ isNew }: { readonly isNew: boolean }) =>
  Effect.andThen(
    // What kept it from being written before it was switched off is over.
    isNew ? StatusTrouble.clear : Effect.void,
    look({ mayAsk: () => true, justEndedMillis: isNew ? 0 : justEndedMillis })
  )
