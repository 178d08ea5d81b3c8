/**
 * Assets as each of the callers sees it. Reads only: whether a caller may write is known by what Assets says of the
 * schema, and for sure once something was written.
 */
import { AssetsError, type AssetsReason } from "@entra-assets/core/assets/AssetsError"
import * as AssetsObjectClient from "@entra-assets/core/assets/AssetsObjectClient"
import * as AssetsSchemaClient from "@entra-assets/core/assets/AssetsSchemaClient"
import type { DirectoryIds } from "@entra-assets/core/assets/DirectoryDefinition"
import * as DirectorySchema from "@entra-assets/core/assets/DirectorySchema"
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import * as Retry from "@entra-assets/core/http/Retry"
import type { AccountId } from "@entra-assets/core/model/Ids"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import { type AssetsCaller, worksAlone } from "../AssetsCaller.ts"
import * as ForgeSite from "../forge/ForgeSite.ts"
import type { CallerProbe, Missing } from "./SetupReport.ts"

/** The network on which requests to Assets are signed as the caller. */
export type NetworkOf = (caller: AssetsCaller) => Layer.Layer<HttpClient.HttpClient>

/** In the order in which they are tried; `by` is who is present. */
export const callersOf = (by: AccountId): ReadonlyArray<AssetsCaller> => [
  { _tag: "App" },
  { _tag: "Impersonated", accountId: by },
  { _tag: "PresentUser" }
]

export const isSame = (one: AssetsCaller, other: AssetsCaller): boolean =>
  one._tag === "Impersonated" && other._tag === "Impersonated"
    ? one.accountId === other.accountId
    : one._tag === other._tag

/** Somebody waits for the answer, and Forge for 25 seconds at most. */
export const retry: Retry.RetrySettings = {
  ...Retry.defaults,
  times: 1,
  firstDelayMillis: 1000,
  longestWaitMillis: 5000,
  timeoutMillis: 8000
}

type AssetsClients = AssetsSchemaClient.AssetsSchemaClient | AssetsObjectClient.AssetsObjectClient

/** Asks Assets as this caller. */
export const as = (caller: AssetsCaller, networkOf: NetworkOf) => {
  const clients = Layer.merge(AssetsSchemaClient.layer, AssetsObjectClient.layer).pipe(
    Layer.provide(ForgeSite.layer),
    Layer.provide(ApiClient.layer(undefined, retry)),
    Layer.provide(networkOf(caller)),
    // One client for each caller.
    Layer.fresh
  )
  return <A, E>(effect: Effect.Effect<A, E, AssetsClients>): Effect.Effect<A, E> => Effect.provide(effect, clients)
}

export interface Seen {
  readonly _tag: "Seen"
  readonly caller: AssetsCaller
  readonly inspection: DirectorySchema.Inspection
}

export interface Unseen {
  readonly _tag: "Unseen"
  readonly caller: AssetsCaller
  readonly error: AssetsError
}

export type Look = Seen | Unseen

/** What the caller sees; never fails. */
const lookAs = (caller: AssetsCaller, networkOf: NetworkOf, stored: DirectoryIds | null): Effect.Effect<Look> =>
  as(caller, networkOf)(DirectorySchema.inspect(stored ?? undefined)).pipe(
    Effect.match({
      onFailure: (error): Look => ({ _tag: "Unseen", caller, error }),
      onSuccess: (inspection): Look => ({ _tag: "Seen", caller, inspection })
    })
  )

/** The request with which looking begins, and which a site without Assets does not answer. */
const isFirstRequest = ({ operation }: AssetsError) => operation === "find the Assets workspace"

/** Where one of them found Assets, it is not the site's plan that the others lack. */
const compared = (looks: ReadonlyArray<Look>): ReadonlyArray<Look> =>
  looks.some((look) => look._tag === "Seen" || !isFirstRequest(look.error))
    ? looks.map((look) =>
      look._tag === "Unseen" && look.error.reason._tag === "NoWorkspace"
        ? { ...look, error: new AssetsError({ operation: look.error.operation, reason: { _tag: "Unauthorized" } }) }
        : look
    )
    : looks

/** What each caller sees, all at once; never fails. */
export const lookAsEach = (
  callers: ReadonlyArray<AssetsCaller>,
  networkOf: NetworkOf,
  stored: DirectoryIds | null
): Effect.Effect<ReadonlyArray<Look>> =>
  Effect.map(
    Effect.forEach(callers, (caller) => lookAs(caller, networkOf, stored), { concurrency: callers.length }),
    compared
  )

/** Assets says that the caller may not change the schema; whether it may write objects all the same is not known. */
export const isDoubtful = ({ inspection }: Seen): boolean => "canManage" in inspection && inspection.canManage === false

/**
 * Of the callers that see most, those who may become the writer, the best first; none when nobody may look. Someone who
 * does not see a schema that others see must not make it a second time.
 */
export const candidates = (looks: ReadonlyArray<Look>): ReadonlyArray<Seen> => {
  const seen = looks.filter((look) => look._tag === "Seen")
  const rank = ({ inspection }: Seen) => {
    const { _tag } = inspection
    if (_tag === "Ours" || (_tag === "Damaged" && inspection.isKnown)) return 2
    return _tag === "Nothing" ? 0 : 1
  }
  const most = Math.max(...seen.map(rank))
  return seen.filter((look) => rank(look) === most).sort((one, other) =>
    Number(isDoubtful(one)) - Number(isDoubtful(other))
  )
}

const missingOf = ({ _tag }: AssetsReason): Missing => {
  switch (_tag) {
    case "MissingScope":
      return "scope"
    case "Forbidden":
      return "role"
    case "Unauthorized":
      return "access"
    case "NoWorkspace":
      return "plan"
    case "Throttled":
    case "Unavailable":
      return "time"
    default:
      return "answer"
  }
}

export interface Refusal {
  readonly missing: Missing
  readonly message: string
  readonly nextStep: string
}

const newestVersion = "Approve the newest version of the app where the site's apps are managed. If there is none to " +
  "approve, report this to the developers."

const noAccess: { readonly [caller in AssetsCaller["_tag"]]: Omit<Refusal, "missing"> } = {
  App: {
    message: "Assets does not let the app in as itself.",
    nextStep: "Nothing needs to be done where the app may act in an admin's name."
  },
  Impersonated: {
    message: "The app may not act in the connecting admin's name while they are away.",
    nextStep: "Check that their account is active and has a Jira Service Management license. An app that is not " +
      "distributed can act in the name of its contributors only."
  },
  PresentUser: {
    message: "Assets does not let you in.",
    nextStep: "Get a Jira Service Management license for your account, then try again."
  }
}

const noRole: { readonly [caller in AssetsCaller["_tag"]]: Omit<Refusal, "missing"> } = {
  App: {
    message: "The app itself has no role in Assets that allows this.",
    nextStep: "Nothing needs to be done where the app may act in an admin's name."
  },
  Impersonated: {
    message: "The connecting admin has no role in Assets that allows this to the app in their name.",
    nextStep: "Make the account an Assets admin, or Object schema manager of Entra Directory once that is there."
  },
  PresentUser: {
    message: "You have no role in Assets that allows this.",
    nextStep: "Let an Assets admin make you one too, or connect the app themselves."
  }
}

/** What this caller lacks, in words for the admin. */
export const refusalOf = (caller: AssetsCaller, error: AssetsError): Refusal => {
  const missing = missingOf(error.reason)
  if (missing === "access") return { missing, ...noAccess[caller._tag] }
  if (missing === "role") return { missing, ...noRole[caller._tag] }
  const { message, nextStep } = error
  return { missing, message: `${message}.`, nextStep: missing === "scope" ? newestVersion : nextStep }
}

/** Another caller may get what this one does not. */
export const isRefusal = ({ reason: { _tag } }: AssetsError): boolean =>
  _tag === "Unauthorized" || _tag === "Forbidden" || _tag === "MissingScope" || _tag === "NoWorkspace"

const readsAs: { readonly [caller in AssetsCaller["_tag"]]: string } = {
  App: "Assets lets the app in as itself.",
  Impersonated: "Assets lets the app act in the connecting admin's name, also while they are away.",
  PresentUser: "Assets lets you in."
}

/** What looking as this caller came to. */
export const lookProbe = (look: Look): CallerProbe => {
  const { caller } = look
  const probe = { caller, worksAlone: worksAlone(caller) }
  return look._tag === "Unseen"
    ? { ...probe, outcome: "refused", ...refusalOf(caller, look.error) }
    : { ...probe, outcome: "reads", missing: null, message: readsAs[caller._tag], nextStep: null }
}
