/**
 * The proxy before the site's products: it signs a request as the app or as a user, with the scopes that the manifest
 * declares, and refuses to act as somebody it may not act as. Permission endpoints of Jira are answered here.
 */
import * as Effect from "effect/Effect"
import type { AtlassianSimulator } from "../AtlassianSimulator.ts"
import type { ForgeManifest } from "../ForgeManifest.ts"
import * as Manifest from "../ForgeManifest.ts"
import type { ForgeSwitches } from "../ForgeSwitches.ts"
import { TextRequest } from "../internal/Body.ts"
import type { AtlassianPerson } from "../Organisation.ts"
import * as Respond from "../Respond.ts"
import type { WireRequest } from "./internal/WorkerMessages.ts"
import type { Invocation } from "./Invocation.ts"
import type { Sender } from "./SitePermissions.ts"
import * as SitePermissions from "./SitePermissions.ts"

export interface Options {
  readonly manifest: ForgeManifest
  readonly atlassian: AtlassianSimulator
  readonly switches: ForgeSwitches
}

export const needsAuthentication = (): Response =>
  Respond.json(401, { code: 401, message: "Authentication Required" }, {
    "forge-proxy-error": "NEEDS_AUTHENTICATION_ERR"
  })

export const make = ({ atlassian, manifest, switches }: Options) => {
  const declared = Manifest.scopes(manifest, { impersonating: false })
  const impersonating = Manifest.scopes(manifest, { impersonating: true })
  const isActive = activeAccounts(atlassian)

  const sender = (invocation: Invocation, request: WireRequest): Sender | undefined => {
    const { accountId, provider } = request
    if (provider === "app") {
      return { kind: "app", accountId: atlassian.appAccountId, impersonated: false, scopes: declared }
    }
    const user = provider === "user" ? accountId ?? invocation.accountId : undefined
    if (user === undefined || !isActive(user)) return undefined
    // Whether it makes a difference that the account named is also present, nobody could verify.
    const impersonated = accountId !== undefined
    return { kind: "user", accountId: user, impersonated, scopes: impersonated ? impersonating : declared }
  }

  const token = ({ accountId, impersonated, kind, scopes }: Sender): string => {
    const token = `forge-${kind}-${impersonated ? "absent" : "present"}-${accountId}`
    if (atlassian.callers.identify(`Bearer ${token}`) === undefined) {
      atlassian.callers.allowToken(token, { kind, accountId, scopes })
    }
    return token
  }

  return (invocation: Invocation, request: WireRequest): Effect.Effect<Response> => {
    const from = sender(invocation, request)
    if (from === undefined) return Effect.succeed(needsAuthentication())
    if (request.target.startsWith("/jsm/assets/")) {
      if (from.impersonated && switches.assetsRefusesImpersonation) {
        return Effect.succeed(Respond.json(401, { code: 401, message: "Unauthorized" }))
      }
      if (from.kind === "user" && switches.withoutAssetsAccess.includes(from.accountId)) {
        return Effect.succeed(
          Respond.json(403, { errorMessages: ["The user has no access to Assets."], errors: {} })
        )
      }
    }
    const { body, headers, method, target } = request
    const web = new TextRequest(`https://api.atlassian.com/ex/jira/${atlassian.cloudId}${target}`, {
      method,
      headers: [...headers.map(([name, value]): [string, string] => [name, value]), [
        "authorization",
        `Bearer ${token(from)}`
      ]],
      ...(body !== "" && { body })
    })
    const permissions = SitePermissions.answer(from, request, switches)
    if (permissions === undefined) return atlassian.handle(web)
    atlassian.meter.record("jira.permissions")
    return atlassian.faults.guard(() => Effect.succeed(permissions))(web)
  }
}

/** An account that is neither known nor the site's own cannot be acted as, nor one that is not active. */
const activeAccounts = (atlassian: AtlassianSimulator): (accountId: string) => boolean => {
  let seen: ReadonlyArray<AtlassianPerson> | undefined
  let active: ReadonlySet<string> = new Set()
  return (accountId) => {
    const accounts = atlassian.accounts()
    if (accounts !== seen) {
      seen = accounts
      active = new Set(accounts.flatMap((account) => account.active ? [account.accountId] : []))
    }
    const known = active.has(accountId)
    return known || (accountId === atlassian.adminAccountId && !accounts.some((one) => one.accountId === accountId))
  }
}
