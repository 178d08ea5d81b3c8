/**
 * Core put together on Forge, for one invocation: its stores, its runs, and the four ports through which a run reads and
 * writes. Nothing here outlives the invocation.
 */
import * as RememberedDirectory from "@entra-assets/core/assets/RememberedDirectory"
import * as EntraAssets from "@entra-assets/core/EntraAssets"
import * as MsalAccessToken from "@entra-assets/core/graph/MsalAccessToken"
import * as ApiBudget from "@entra-assets/core/http/ApiBudget"
import * as Retry from "@entra-assets/core/http/Retry"
import type { Settings } from "@entra-assets/core/model/Settings"
import { SourceError } from "@entra-assets/core/model/SourceError"
import { AtlassianAccounts } from "@entra-assets/core/ports/AtlassianAccounts"
import { EmployeeReader } from "@entra-assets/core/ports/EmployeeReader"
import { EmployeeWriter } from "@entra-assets/core/ports/EmployeeWriter"
import { EntraDirectory } from "@entra-assets/core/ports/EntraDirectory"
import type { LeaseStore } from "@entra-assets/core/ports/LeaseStore"
import { LongWait, type Wait } from "@entra-assets/core/ports/LongWait"
import * as PlanStore from "@entra-assets/core/sync/PlanStore"
import * as RunStore from "@entra-assets/core/sync/RunStore"
import * as ScheduleStore from "@entra-assets/core/sync/ScheduleStore"
import type * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import type * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import * as ClientSecret from "../forge/ClientSecret.ts"
import * as ForgeKeyValueStore from "../forge/ForgeKeyValueStore.ts"
import * as ForgeLeaseStore from "../forge/ForgeLeaseStore.ts"
import * as ForgeSite from "../forge/ForgeSite.ts"
import * as NodeDigest from "../forge/NodeDigest.ts"
import * as Reconnection from "./Reconnection.ts"
import type { Connection, SiteSettings } from "./SiteSettings.ts"

export type Stores = KeyValueStore.KeyValueStore | LeaseStore | Digest.Digest

export type Ports = EntraDirectory | AtlassianAccounts | EmployeeReader | EmployeeWriter

export type Runs = PlanStore.PlanStore | RunStore.RunStore | ScheduleStore.ScheduleStore

export const stores: Layer.Layer<Stores> = Layer.mergeAll(
  ForgeKeyValueStore.layer,
  ForgeLeaseStore.layer,
  NodeDigest.layer
)

/** Plans, runs and schedule; all that reading the state of a site needs. */
export const runs: Layer.Layer<Runs, never, Stores> = ScheduleStore.layer.pipe(
  Layer.provideMerge(RunStore.layer),
  Layer.provideMerge(PlanStore.layer)
)

/** A longer wait ends the slice: an invocation that only waits costs as much as one that works. */
const retry: Retry.RetrySettings = { ...Retry.defaults, longestWaitMillis: 60_000 }

const notConnected = (source: "entra" | "assets", message: string) =>
  new SourceError({ source, reason: "Misconfigured", message, nextStep: "Finish the setup on the admin page." })

/**
 * What a run needs is not there, so whatever it asks for is answered by why; and when it would be there after a wait,
 * whoever asks is told of that first.
 */
const refusing = (error: SourceError, wait: Wait | null): Layer.Layer<Ports> => {
  const refused = Effect.andThen(
    wait === null ? Effect.void : Effect.flatMap(LongWait, (tell) => tell(wait)),
    Effect.fail(error)
  )
  const nothing = Stream.fromEffect(refused)
  return Layer.mergeAll(
    Layer.succeed(EntraDirectory, {
      users: () => nothing,
      lookUp: () => refused,
      managersOf: () => refused,
      deletions: () => Effect.succeed(new Map())
    }),
    Layer.succeed(AtlassianAccounts, { accounts: () => nothing, lookUp: () => refused }),
    Layer.succeed(EmployeeReader, {
      employees: () => nothing,
      findByEntraIds: () => refused,
      findByObjectIds: () => refused,
      objectCount: refused
    }),
    Layer.succeed(EmployeeWriter, { create: () => refused, update: () => refused })
  )
}

/** What the client secret and the set-up left behind. */
const connected = Effect.fnUntraced(function*(secretVersion: number) {
  const clientSecret = yield* Effect.mapError(
    ClientSecret.load(secretVersion),
    ({ message }) =>
      new SourceError({
        source: "entra",
        reason: "Unavailable",
        message: `The client secret could not be read: ${message}`,
        nextStep: "Run again in some minutes."
      })
  )
  if (clientSecret === null) return yield* notConnected("entra", "There is no client secret.")
  const directory = yield* RememberedDirectory.load
  if (directory === null) return yield* notConnected("assets", "The schema in Assets is not set up.")
  return { clientSecret, directory }
})

export interface Options extends Pick<SiteSettings, "budgets" | "secretVersion"> {
  readonly settings: Settings
  readonly connection: Connection
}

/** Asks Assets whether the schema is still what it was. */
const build = Effect.fnUntraced(function*({ budgets, connection, secretVersion, settings }: Options) {
  const { clientSecret, directory } = yield* connected(secretVersion)
  const engine = EntraAssets.layer({
    settings,
    accessToken: MsalAccessToken.layer({ ...settings, clientSecret }),
    site: ForgeSite.layer,
    directory,
    retry,
    budget: { jira: ApiBudget.perHour(budgets.jiraPointsPerHour) }
  })
  const built = Effect.mapError(Layer.build(engine), Reconnection.reconnecting(connection))
  return Reconnection.decorate(connection).pipe(Layer.provideMerge(Layer.succeedContext(yield* built)))
})

/**
 * The ports of a run. When they cannot be built they are there all the same and answer with the reason, so that the run
 * itself waits, or ends with it: as it does when a service fails later.
 */
export const ports = (options: Options): Layer.Layer<Ports, never, HttpClient.HttpClient | Stores> =>
  Layer.unwrap(
    Effect.gen(function*() {
      const heard = yield* Ref.make<Wait | null>(null)
      return yield* build(options).pipe(
        Effect.provideService(LongWait, (wait) => Ref.set(heard, wait)),
        Effect.catch((error) => Effect.map(Ref.get(heard), (wait) => refusing(error, wait)))
      )
    })
  )
