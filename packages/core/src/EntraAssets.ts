/**
 * The library put together, and all that an embedding program needs of it besides credentials: settings, a layer,
 * `preview` and `apply`. Hosts with other ways to sign in, or to store, replace the parts.
 */
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import * as AssetsEmployeeReader from "./assets/AssetsEmployeeReader.ts"
import * as AssetsEmployeeWriter from "./assets/AssetsEmployeeWriter.ts"
import { toSourceError } from "./assets/AssetsError.ts"
import * as AssetsObjectClient from "./assets/AssetsObjectClient.ts"
import * as AssetsSchemaClient from "./assets/AssetsSchemaClient.ts"
import type { DirectoryIds } from "./assets/DirectoryDefinition.ts"
import * as DirectorySchema from "./assets/DirectorySchema.ts"
import * as RememberedDirectory from "./assets/RememberedDirectory.ts"
import * as StatusObject from "./assets/StatusObject.ts"
import type { AccessToken } from "./graph/AccessToken.ts"
import * as GraphClient from "./graph/GraphClient.ts"
import * as GraphEntraDirectory from "./graph/GraphEntraDirectory.ts"
import * as ApiBudget from "./http/ApiBudget.ts"
import * as ApiClient from "./http/ApiClient.ts"
import type { AtlassianSite } from "./http/AtlassianSite.ts"
import type { RateLimits } from "./http/RateLimits.ts"
import * as Retry from "./http/Retry.ts"
import * as JiraAtlassianAccounts from "./jira/JiraAtlassianAccounts.ts"
import * as JiraClient from "./jira/JiraClient.ts"
import type { Settings } from "./model/Settings.ts"
import type { SourceError } from "./model/SourceError.ts"
import type { AtlassianAccounts } from "./ports/AtlassianAccounts.ts"
import type { EmployeeReader } from "./ports/EmployeeReader.ts"
import type { EmployeeWriter } from "./ports/EmployeeWriter.ts"
import type { EntraDirectory } from "./ports/EntraDirectory.ts"
import type { LeaseStore } from "./ports/LeaseStore.ts"
import { RequestMeter } from "./ports/RequestMeter.ts"
import { RequestTimeout } from "./ports/RequestTimeout.ts"
import * as MemoryLeaseStore from "./sync/MemoryLeaseStore.ts"
import * as PlanStore from "./sync/PlanStore.ts"
import * as RunStore from "./sync/RunStore.ts"
import * as ScheduleStore from "./sync/ScheduleStore.ts"

export { make as settings } from "./model/Settings.ts"
export { apply } from "./sync/Apply.ts"
export { preview } from "./sync/Preview.ts"

export interface Options {
  readonly settings: Settings
  /** How to get tokens for Graph, such as `MsalAccessToken.layer`. */
  readonly accessToken: Layer.Layer<AccessToken, never, ApiClient.ApiClient>
  /** Which site, and as whom: `AtlassianSite.layerApiToken`, `AtlassianSite.layerOAuth` or a host's own. */
  readonly site: Layer.Layer<AtlassianSite>
  /**
   * The ids that setting up the schema returned; or `create`, to create whatever of the schema is missing, and to
   * remember its ids in the `KeyValueStore`, which then has to be this site's own.
   */
  readonly directory: DirectoryIds | "create"
  /**
   * Keeps an object "Sync status" in the schema, for rules of Jira Automation: written when a run ends that changes how
   * the sync stands, and when it waits for an approval. `secretExpiresOn`: YYYY-MM-DD. None unless said.
   */
  readonly statusObject?: { readonly secretExpiresOn: string | null }
  /** The published limits unless said. */
  readonly limits?: RateLimits
  readonly retry?: Retry.RetrySettings
  /**
   * What this site may spend of quotas that it shares, such as `{ jira: ApiBudget.perHour(20_000) }`; no limit unless
   * said. A page of 1,000 Jira accounts whose addresses are all hidden costs about 4,100 points, and has to fit.
   */
  readonly budget?: ApiBudget.Shares
  /** Items in one page of each list, where it is to be smaller than the services' largest. */
  readonly pageSize?: number
}

/** Where the host keeps plans, runs and schedule (`KeyValueStore`) and the lease, and how it hashes. */
export type Stores = KeyValueStore.KeyValueStore | LeaseStore | Digest.Digest

/**
 * With `Stores`, all that previews, runs and schedules need; `ApiClient` tells how many requests were sent, `ApiBudget`
 * what was spent.
 */
export type Provided =
  | EntraDirectory
  | AtlassianAccounts
  | EmployeeReader
  | EmployeeWriter
  | PlanStore.PlanStore
  | RunStore.RunStore
  | ScheduleStore.ScheduleStore
  | ApiClient.ApiClient
  | ApiBudget.ApiBudget

/** The schema's ids, after creating what is missing or checking that all is as it was. */
const directoryIds = (directory: Options["directory"]) =>
  directory === "create"
    ? RememberedDirectory.ensure
    : Effect.mapError(DirectorySchema.verify(directory), toSourceError)

/** Tells runs how many requests were sent. */
const requestMeter = Layer.effect(
  RequestMeter,
  ApiClient.ApiClient.useSync((api) =>
    Effect.map(api.usage, (usage) => Object.fromEntries(usage.map(({ name, requests }) => [name, requests])))
  )
)

/**
 * Everything but the network (`HttpClient`) and `Stores`, which previews and runs need as well. Building it asks Assets
 * for the schema, and fails when it was changed in a way that would make records wrong.
 */
export const layer = (options: Options): Layer.Layer<Provided, SourceError, HttpClient.HttpClient | Stores> => {
  const api = ApiClient.layer(options.limits, options.retry).pipe(
    Layer.provideMerge(ApiBudget.layer(options.budget ?? {}))
  )
  const pages = options.pageSize === undefined ? {} : { pageSize: options.pageSize }
  const assets = Layer.merge(AssetsSchemaClient.layer, AssetsObjectClient.layer)
  const employees = Layer.unwrap(
    Effect.map(
      directoryIds(options.directory),
      (ids) =>
        Layer.mergeAll(
          AssetsEmployeeReader.layer(ids, pages),
          AssetsEmployeeWriter.layer(ids),
          options.statusObject === undefined
            ? Layer.empty
            : StatusObject.layer({
              directory: ids,
              objectAllowance: options.settings.objectAllowance,
              ...options.statusObject
            })
        )
    )
  )
  const directory = GraphEntraDirectory.layer.pipe(
    Layer.provide(GraphClient.layer({
      cloud: options.settings.cloud,
      ...pages,
      ...(options.retry !== undefined && { retry: options.retry })
    })),
    Layer.provide(options.accessToken)
  )
  const accounts = JiraAtlassianAccounts.layer.pipe(Layer.provide(JiraClient.layer(pages)))
  const runs = ScheduleStore.layer.pipe(Layer.provideMerge(RunStore.layer), Layer.provideMerge(PlanStore.layer))
  return Layer.mergeAll(
    directory,
    accounts,
    employees.pipe(Layer.provide(assets)),
    runs,
    requestMeter,
    Layer.succeed(RequestTimeout, (options.retry ?? Retry.defaults).timeoutMillis)
  ).pipe(
    Layer.provide(options.site),
    Layer.provideMerge(api)
  )
}

/** The same for a single process: what it stores stands in its memory, and only the network is left. */
export const layerMemory = (
  options: Options
): Layer.Layer<Provided | Stores, SourceError, HttpClient.HttpClient> =>
  layer(options).pipe(
    Layer.provideMerge(Layer.mergeAll(KeyValueStore.layerMemory, MemoryLeaseStore.layer, Digest.layerWebCrypto))
  )
