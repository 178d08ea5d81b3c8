/**
 * Who is calling: the app itself or a user by bearer token, a user by API token. Tokens can be added and revoked while
 * requests run.
 */
export interface Caller {
  /** `user` is an app on behalf of a user; `apiToken` is a user with Basic authentication. */
  readonly kind: "app" | "user" | "apiToken"
  readonly accountId: string
  /** The OAuth scopes that the caller was granted; every scope unless said. */
  readonly scopes?: ReadonlySet<string>
}

export interface AtlassianCallers {
  /** From then on `Authorization: Bearer <token>` is this caller. */
  readonly allowToken: (token: string, caller: Caller) => void
  /** From then on Basic authentication with this address and API token is this user. */
  readonly allowApiToken: (emailAddress: string, apiToken: string, accountId: string) => void
  /** A bearer token or an API token that no longer works. */
  readonly revoke: (token: string) => void
  readonly identify: (authorization: string | null) => Caller | undefined
}

export const make = (): AtlassianCallers => {
  const bearers = new Map<string, Caller>()
  const apiTokens = new Map<string, { readonly emailAddress: string; readonly accountId: string }>()
  return {
    allowToken: (token, caller) => {
      bearers.set(token, caller)
    },
    allowApiToken: (emailAddress, apiToken, accountId) => {
      apiTokens.set(apiToken, { emailAddress, accountId })
    },
    revoke: (token) => {
      bearers.delete(token)
      apiTokens.delete(token)
    },
    identify: (authorization) => {
      const [, scheme = "", value = ""] = /^(\w+) +(\S+)$/.exec(authorization ?? "") ?? []
      if (scheme.toLowerCase() === "bearer") return bearers.get(value)
      if (scheme.toLowerCase() !== "basic") return undefined
      const [emailAddress, ...rest] = Buffer.from(value, "base64").toString("utf8").split(":")
      const found = apiTokens.get(rest.join(":"))
      return found === undefined || found.emailAddress.toLowerCase() !== emailAddress?.toLowerCase()
        ? undefined
        : { kind: "apiToken", accountId: found.accountId }
    }
  }
}
