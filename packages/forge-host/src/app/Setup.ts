/**
 * The set-up of a site: who may call Assets, our schema made or adopted, the connection to Entra tested. It decides who
 * the caller is, and saves that; it runs nothing. It knows Forge's network and stores only by what it is given.
 */
import type { AssetsError } from "@entra-assets/core/assets/AssetsError"
import type { DirectoryIds } from "@entra-assets/core/assets/DirectoryDefinition"
import * as DirectorySchema from "@entra-assets/core/assets/DirectorySchema"
import * as RememberedDirectory from "@entra-assets/core/assets/RememberedDirectory"
import type { AccountId } from "@entra-assets/core/model/Ids"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { type AssetsCaller, worksAlone } from "../AssetsCaller.ts"
import * as Reconnection from "./Reconnection.ts"
import type { Save, SettingsError } from "./SettingsStore.ts"
import * as SetupCallers from "./SetupCallers.ts"
import * as SetupConnection from "./SetupConnection.ts"
import type {
  AssetsReport,
  AssetsState,
  CallerProbe,
  ConnectionCheck,
  ConnectionReport,
  ConnectReport,
  ConnectResult
} from "./SetupReport.ts"
import * as SetupState from "./SetupState.ts"
import type { Connection, Entra, SiteSettings } from "./SiteSettings.ts"

/** Nothing can be said: our own stores did not do their part, or time ran out. What was made on the site is found again. */
export class SetupError extends Schema.TaggedError<SetupError>()("SetupError", {
  /** What happened, in a sentence. */
  message: Schema.String,
  /** What the admin can do. */
  nextStep: Schema.String
}) {}

/** What an admin has typed. `secret`: `null` for the one that is stored. */
export interface ConnectionDraft {
  readonly entra: Entra
  readonly secret: Redacted.Redacted | null
}

export interface ConnectOptions {
  /** Our schema with records that were not set up here is kept, and what it lacks is made. */
  readonly adopt: boolean
  /** In the place of the admin who has connected the app. */
  readonly takeOver: boolean
}

/** `by` is always the account of the admin who is present. */
export class Setup extends Context.Service<Setup, {
  /** Looks only. Nothing is stored. */
  readonly testConnection: (by: AccountId, draft: ConnectionDraft) => Effect.Effect<ConnectionReport, SetupError>
  /** Looks only: as each caller. */
  readonly assets: (by: AccountId) => Effect.Effect<AssetsReport, SetupError>
  /** Finds the caller, sets the schema up, and saves both. May be repeated, and goes on where it was cut off. */
  readonly connect: (by: AccountId, options: ConnectOptions) => Effect.Effect<ConnectReport, SetupError>
}>()("@entra-assets/forge-host/app/Setup") {}

export interface Options {
  readonly networkOf: SetupCallers.NetworkOf
  readonly settings: {
    readonly load: Effect.Effect<SiteSettings | null, SettingsError>
    readonly save: (save: Save) => Effect.Effect<SiteSettings, SettingsError>
  }
  /** The client secret that is stored, if any. */
  readonly secret: Effect.Effect<Redacted.Redacted | null, { readonly message: string }>
}

const storeFailed = ({ message }: { readonly message: string }) =>
  new SetupError({ message, nextStep: "Try again in a minute; the setup goes on where it stopped." })

const settingsFailed = (error: SettingsError) =>
  error.reason === "Unreadable"
    ? new SetupError({ message: error.message, nextStep: "Install the newest version of the app, then try again." })
    : storeFailed(error)

const tookTooLong = new SetupError({
  message: "Microsoft or Atlassian answered too slowly.",
  nextStep: "Try again; the setup goes on where it stopped."
})

/** A resolver is ended after 25 seconds without a word. */
const inTime = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.timeoutOrElse(effect, { duration: "22 seconds", orElse: () => Effect.fail(tookTooLong) })

const onCaller: { readonly [caller in AssetsCaller["_tag"]]: string } = {
  App: "The app itself writes to Assets.",
  Impersonated: "The app writes to Assets in your name, also while nobody is present. If your account is deactivated " +
    "or loses access to Assets, another Jira admin takes over.",
  PresentUser: "Assets lets the app in only while an admin looks at this page. There are no scheduled runs: the page " +
    "has to be open while a run goes on."
}

/** How many times others may save the settings while the connection is being saved. */
const saveAttempts = 5

/** In the place of the caller's earlier probe. */
const withProbe = (callers: ReadonlyArray<CallerProbe>, caller: AssetsCaller, change: Partial<CallerProbe>) =>
  callers.map((probe) => SetupCallers.isSame(probe.caller, caller) ? { ...probe, ...change } : probe)

/** What stands in the way of setting up, if anything. */
const obstacle = (
  state: AssetsState,
  { adopt }: ConnectOptions
): ConnectResult | undefined => {
  switch (state._tag) {
    case "Nothing":
    case "Begun":
    case "Ours":
      return undefined
    case "Adoptable": {
      const { bound, missing, records } = state
      return adopt ? undefined : { _tag: "NeedsAdoption", bound, missing, records }
    }
    case "Damaged": {
      const isAllowed = adopt || SetupState.isMendedAtOnce(state.damages)
      return state.canBeMended && isAllowed ? undefined : refused(state)
    }
    case "Foreign":
    case "Unavailable":
      return refused(state)
  }
}

const refused = ({ message, nextStep }: { readonly message: string; readonly nextStep: string }): ConnectResult => ({
  _tag: "Refused",
  message,
  nextStep
})

/** What came of setting the schema up as one caller after the other. */
interface Attempts {
  readonly callers: ReadonlyArray<CallerProbe>
  readonly outcome:
    | { readonly caller: AssetsCaller; readonly ids: DirectoryIds }
    | ConnectResult
}

export const make = Effect.fnUntraced(function*({ networkOf, secret, settings }: Options) {
  const store = yield* KeyValueStore.KeyValueStore
  const remembered = RememberedDirectory.load.pipe(
    Effect.provideService(KeyValueStore.KeyValueStore, store),
    Effect.mapError(storeFailed)
  )
  const remember = (ids: DirectoryIds) =>
    RememberedDirectory.save(ids).pipe(
      Effect.provideService(KeyValueStore.KeyValueStore, store),
      Effect.mapError(storeFailed)
    )
  const load = Effect.mapError(settings.load, settingsFailed)

  const lookAround = Effect.fnUntraced(function*(by: AccountId, stored: DirectoryIds | null) {
    const looks = yield* SetupCallers.lookAsEach(SetupCallers.callersOf(by), networkOf, stored)
    const state = yield* SetupState.stateOf(looks, networkOf)
    return { looks, state, callers: looks.map(SetupCallers.lookProbe) }
  })

  const assets = Effect.fn("Setup.assets")(
    function*(by: AccountId) {
      const { callers, state } = yield* lookAround(by, yield* remembered)
      return { state, callers }
    },
    inTime
  )

  /**
   * Sets the schema up as the first of the writers whom Assets lets do it. That proves that the caller may write where
   * anything had to be made. Where all is there, nothing is written for the sake of a proof: `canManage` has put those
   * who say that they may write first, and the first run shows it.
   */
  const setUp = Effect.fnUntraced(function*(
    writers: ReadonlyArray<SetupCallers.Seen>,
    stored: DirectoryIds | undefined,
    before: ReadonlyArray<CallerProbe>
  ): Effect.fn.Return<Attempts> {
    let callers = before
    let last: SetupCallers.Refusal | undefined
    for (const { caller, inspection } of writers) {
      const attempt = yield* Effect.result(
        SetupCallers.as(caller, networkOf)(DirectorySchema.ensure(stored, { mend: true }))
      )
      if (attempt._tag === "Success") {
        const hasWritten = inspection._tag === "Nothing" || inspection._tag === "Unfinished" ||
          inspection._tag === "Damaged" || (inspection._tag === "Adoptable" && inspection.missing.length > 0)
        return {
          callers: hasWritten
            ? withProbe(callers, caller, { outcome: "writes", message: "It made what was missing." })
            : callers,
          outcome: { caller, ids: attempt.success }
        }
      }
      const error = attempt.failure
      const refusal = SetupCallers.refusalOf(caller, error)
      callers = withProbe(callers, caller, { outcome: "refusedWrite", ...refusal })
      last = refusal
      if (isHidden(error)) {
        last = undefined
        continue
      }
      if (!SetupCallers.isRefusal(error)) return { callers, outcome: failure(error, refusal) }
    }
    return { callers, outcome: last === undefined ? refusedAsHidden : { _tag: "NotWritable", ...last } }
  })

  /** Saves the connection, unless another admin than those we know of has connected meanwhile. */
  const saveConnection = Effect.fnUntraced(function*(
    before: SiteSettings | null,
    connection: Connection,
    { takeOver }: ConnectOptions
  ) {
    let version = before?.version ?? 0
    for (let attempt = 1;; attempt++) {
      const { connectedBy: by } = connection
      const stale = yield* settings.save({ version, by, change: { connection } }).pipe(
        Effect.as(undefined),
        Effect.catchIf(
          ({ reason }) => reason === "Stale" && attempt < saveAttempts,
          ({ present }) => Effect.succeed({ present })
        ),
        Effect.mapError(settingsFailed)
      )
      if (stale === undefined) return connection
      const other = stale.present?.connection ?? null
      const isTheirs = other !== null && other.connectedBy !== by
      const isKnown = takeOver && other?.connectedBy === before?.connection?.connectedBy
      if (isTheirs && !isKnown) return other
      version = stale.present?.version ?? 0
    }
  })

  const connect = Effect.fn("Setup.connect")(
    function*(by: AccountId, options: ConnectOptions): Effect.fn.Return<ConnectReport, SetupError> {
      const before = yield* load
      const stored = yield* remembered
      const { callers, looks, state: found } = yield* lookAround(by, stored)
      const connected = before?.connection ?? null
      if (connected !== null && connected.connectedBy !== by && !options.takeOver) {
        return { result: needsTakeOver(connected), found, callers }
      }
      const writers = inOrder(SetupCallers.candidates(looks), connected)
      const [best] = writers
      if (best === undefined) {
        return { result: SetupState.isObstacle(found) ? refused(found) : refusedAsHidden, found, callers }
      }
      const inTheWay = obstacle(found, options)
      if (inTheWay !== undefined) return { result: inTheWay, found, callers }
      const isKnown = best.inspection._tag === "Ours" || (best.inspection._tag === "Damaged" && best.inspection.isKnown)
      const attempts = yield* setUp(writers, isKnown ? stored ?? undefined : undefined, callers)
      if ("_tag" in attempts.outcome) return { result: attempts.outcome, found, callers: attempts.callers }

      const { caller, ids } = attempts.outcome
      yield* remember(ids)
      const connectedAt = yield* Clock.currentTimeMillis
      const connection = yield* saveConnection(before, { caller, connectedBy: by, connectedAt }, options)
      const result: ConnectResult = connection.connectedBy === by
        ? { _tag: "Connected", ...connection, worksAlone: worksAlone(caller), message: onCaller[caller._tag] }
        : needsTakeOver(connection)
      return { result, found, callers: attempts.callers }
    },
    inTime
  )

  /** As the caller that is connected, else as the first that is let in. */
  const checkAssets = Effect.fnUntraced(function*(by: AccountId): Effect.fn.Return<ConnectionCheck, SetupError> {
    const site = yield* load
    const stored = yield* remembered
    const connected = site?.connection?.caller
    const asked = connected === undefined ? SetupCallers.callersOf(by) : [connected]
    const looks = yield* SetupCallers.lookAsEach(asked, networkOf, stored)
    const state = yield* SetupState.stateOf(looks, networkOf)
    if (SetupState.isObstacle(state)) {
      const isTheirs = connected?._tag === "Impersonated" && state._tag === "Unavailable" &&
        (state.missing === "access" || state.missing === "role")
      const { message } = state
      return {
        check: "assets",
        outcome: "failed",
        message,
        nextStep: isTheirs ? Reconnection.takeOver : state.nextStep
      }
    }
    const message = SetupCallers.candidates(looks).map(SetupCallers.lookProbe)[0]?.message ?? ""
    return { check: "assets", outcome: "ok", message, nextStep: null }
  })

  const testConnection = Effect.fn("Setup.testConnection")(
    function*(by: AccountId, draft: ConnectionDraft) {
      const clientSecret = draft.secret ?? (yield* Effect.mapError(secret, storeFailed))
      const entra = yield* SetupConnection.checkEntra(draft.entra, clientSecret).pipe(
        Effect.provide(SetupConnection.entraClient(networkOf))
      )
      return { at: yield* Clock.currentTimeMillis, checks: [...entra, yield* checkAssets(by)] }
    },
    inTime
  )

  return Setup.of({ assets, connect, testConnection })
})

export const layer = (options: Options): Layer.Layer<Setup, never, KeyValueStore.KeyValueStore> =>
  Layer.effect(Setup, make(options))

const needsTakeOver = ({ connectedAt, connectedBy }: Connection): ConnectResult => ({
  _tag: "NeedsTakeOver",
  connectedAt,
  connectedBy
})

/** Who is connected goes on as long as they can, if runs need nobody present. */
const inOrder = (writers: ReadonlyArray<SetupCallers.Seen>, connected: Connection | null) => {
  const isKept = (writer: SetupCallers.Seen) =>
    connected !== null && worksAlone(writer.caller) && SetupCallers.isSame(writer.caller, connected.caller) &&
    !SetupCallers.isDoubtful(writer)
  return [...writers.filter(isKept), ...writers.filter((writer) => !isKept(writer))]
}

/** Assets does not create the schema, and shows the caller nothing that would be the reason. */
const isHidden = ({ operation, reason }: AssetsError) =>
  reason._tag === "Rejected" && operation === "create the object schema"

const refusedAsHidden = refused(SetupState.foreign(null))

/** A failure that every caller would meet. */
const failure = (error: AssetsError, refusal: SetupCallers.Refusal): ConnectResult =>
  refusal.missing === "time" || error.reason._tag === "InvalidResponse" || error.reason._tag === "NotFound"
    ? { _tag: "NotWritable", ...refusal }
    : refused(refusal)
