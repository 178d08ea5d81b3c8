/**
 * "Test connection": what a sync needs of Entra and Assets, checked one by one in the order in which an admin would set
 * it right. It reads a few users, and tells how many; nothing is stored.
 */
import * as AadErrors from "@entra-assets/core/graph/AadErrors"
import * as AccessToken from "@entra-assets/core/graph/AccessToken"
import * as GraphClient from "@entra-assets/core/graph/GraphClient"
import type { GraphError } from "@entra-assets/core/graph/GraphError"
import * as MsalAccessToken from "@entra-assets/core/graph/MsalAccessToken"
import * as ApiClient from "@entra-assets/core/http/ApiClient"
import { cloudHosts } from "@entra-assets/core/model/Cloud"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { type NetworkOf, retry } from "./SetupCallers.ts"
import type { ConnectionCheck } from "./SetupReport.ts"
import type { Entra } from "./SiteSettings.ts"

type Checks = readonly [ConnectionCheck, ...ReadonlyArray<ConnectionCheck>]
type EntraCheck = "tenant" | "token" | "permission" | "sampleUser"

const ok = (check: ConnectionCheck["check"], message: string): ConnectionCheck => ({
  check,
  outcome: "ok",
  message,
  nextStep: null
})

const failed = (
  check: ConnectionCheck["check"],
  { message, nextStep }: { readonly message: string; readonly nextStep: string }
): ConnectionCheck => ({ check, outcome: "failed", message, nextStep })

const skipped = (check: EntraCheck): ConnectionCheck => ({
  check,
  outcome: "skipped",
  message: "Not checked, as the check before it failed.",
  nextStep: null
})

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu
const domain = /^(?=.{4,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/iu
const shared: ReadonlySet<string> = new Set(["common", "organizations", "consumers"])

/** Whether it can be a tenant at all, without asking Microsoft. */
const tenant = (tenantId: string): ConnectionCheck => {
  if (guid.test(tenantId)) return ok("tenant", "It has the form of a tenant ID.")
  if (domain.test(tenantId)) return ok("tenant", "It has the form of a domain.")
  return failed("tenant", AadErrors.fromCode(shared.has(tenantId.toLowerCase()) ? 9001023 : 900023))
}

const signIn = ({ cloud, clientId, tenantId }: Entra, clientSecret: Redacted.Redacted | null) =>
  clientSecret === null
    ? Effect.fail(AadErrors.fromCode(7000218))
    : MsalAccessToken.acquire({ cloud, tenantId, clientId, clientSecret })

/** Of whatever order Graph has. */
const sampleSize = 10

const firstUsers = GraphClient.GraphClient.use((graph) =>
  Stream.runHead(graph.userPages(null).pipe(Stream.filter((page) => page._tag === "Page")))
)

/** What Graph refuses as a matter of permission, and what it cannot answer otherwise. */
const graphFailure = (error: GraphError): Checks => {
  const { _tag } = error.reason
  const explained = { message: `${error.message}.`, nextStep: error.nextStep }
  return _tag === "InvalidResponse" || _tag === "UnreadableUsers"
    ? [ok("permission", "The app may read users."), failed("sampleUser", explained)]
    : [failed("permission", explained), skipped("sampleUser")]
}

const users = (count: number): ConnectionCheck =>
  count === 0
    ? failed("sampleUser", {
      message: "Microsoft Graph shows no user of this tenant that could be read.",
      nextStep: "Check that this is the tenant whose people are to be synced."
    })
    : ok("sampleUser", count === 1 ? "One user was read." : `${count} users were read.`)

const readSample = (entra: Entra, { token }: AccessToken.Grant) =>
  firstUsers.pipe(
    Effect.provide(
      GraphClient.layer({ cloud: entra.cloud, pageSize: sampleSize, retry }).pipe(
        Layer.provide(
          Layer.succeed(AccessToken.AccessToken, { get: Effect.succeed(token), refresh: () => Effect.succeed(token) })
        ),
        Layer.fresh
      )
    ),
    Effect.match({
      onFailure: graphFailure,
      onSuccess: (page): Checks => [
        ok("permission", "The app may read users."),
        users(Option.match(page, { onNone: () => 0, onSome: ({ values }) => values.length }))
      ]
    })
  )

/** The four checks of Entra. `secret`: `null` when there is none at all. */
export const checkEntra = Effect.fnUntraced(
  function*(
    entra: Entra,
    secret: Redacted.Redacted | null
  ): Effect.fn.Return<ReadonlyArray<ConnectionCheck>, never, ApiClient.ApiClient> {
    const tenantCheck = tenant(entra.tenantId)
    if (tenantCheck.outcome === "failed") {
      return [tenantCheck, skipped("token"), skipped("permission"), skipped("sampleUser")]
    }
    return yield* signIn(entra, secret).pipe(
      Effect.matchEffect({
        onFailure: (error) =>
          Effect.succeed([tenantCheck, failed("token", error), skipped("permission"), skipped("sampleUser")]),
        onSuccess: (grant) =>
          Effect.map(readSample(entra, grant), (checks) => [
            tenantCheck,
            ok("token", `The app signs in at ${cloudHosts[entra.cloud].login}.`),
            ...checks
          ])
      })
    )
  }
)

/** The network to Entra; it does not matter who would call Assets on it. */
export const entraClient = (networkOf: NetworkOf): Layer.Layer<ApiClient.ApiClient> =>
  ApiClient.layer(undefined, retry).pipe(Layer.provide(networkOf({ _tag: "App" })), Layer.fresh)
