/**
 * What Microsoft's token endpoint means by its AADSTS numbers, in words for the admin who set up the app. Numbers:
 * learn.microsoft.com/entra/identity-platform/reference-error-codes. Nothing of the service's own text is passed on, as
 * it names the tenant and the app; its ids for support are.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { TokenError, type TokenReason } from "./AccessToken.ts"
import { identifier } from "./internal/Identifier.ts"

interface Explanation {
  readonly reason: TokenReason
  readonly message: string
  readonly nextStep: string
}

const appDisabled: Explanation = {
  reason: "AppDisabled",
  message: "The app registration is disabled in the tenant.",
  nextStep: "Enable it in Entra ID under Enterprise applications, or use another app registration."
}
const badScope: Explanation = {
  reason: "BadScope",
  message: "Microsoft does not accept the scope that was asked for.",
  nextStep: "Check that the cloud in the settings is the tenant's own."
}
const noResource: Explanation = {
  reason: "ResourceNotFound",
  message: "The tenant does not know the Microsoft Graph of this cloud.",
  nextStep: "Choose the cloud that the tenant is in; the portal that its admins use shows which."
}
const noConsent: Explanation = {
  reason: "ConsentMissing",
  message: "No admin has consented to the app's permissions.",
  nextStep:
    "Open the app registration, API permissions, and choose Grant admin consent for User.Read.All (Application)."
}
const conditionalAccess: Explanation = {
  reason: "ConditionalAccess",
  message: "A Conditional Access policy or a tenant restriction keeps the app from signing in.",
  nextStep: "Ask who manages Conditional Access in Entra ID to let this app through; the sign-in log names the policy."
}
const wrongCloud: Explanation = {
  reason: "WrongCloud",
  message: "The tenant is in another Microsoft cloud than the one in the settings.",
  nextStep: "Choose the tenant's cloud in the settings."
}
const temporary: Explanation = {
  reason: "Unavailable",
  message: "Microsoft's sign-in service has a temporary problem.",
  nextStep: "Try again in a few minutes; azure.status.microsoft says whether there is an incident."
}

const explanations: { readonly [code: number]: Explanation } = {
  7000215: {
    reason: "WrongSecret",
    message: "The client secret is wrong.",
    nextStep: "Paste the secret's Value, not its Secret ID. If it was not kept, create a new secret."
  },
  7000222: {
    reason: "ExpiredSecret",
    message: "The client secret has expired.",
    nextStep: "Create a new client secret in the app registration, and enter its Value here."
  },
  7000218: {
    reason: "MissingSecret",
    message: "The app has no client secret here.",
    nextStep: "Enter the Value of a client secret of the app registration."
  },
  700016: {
    reason: "AppNotFound",
    message: "The tenant has no app with this client ID.",
    nextStep: "Compare Application (client) ID and Directory (tenant) ID with the app registration's overview page."
  },
  90002: {
    reason: "TenantNotFound",
    message: "There is no tenant with this ID in this cloud.",
    nextStep: "Compare Directory (tenant) ID with Entra ID's overview page, and check the cloud."
  },
  900023: {
    reason: "TenantMalformed",
    message: "The tenant ID is neither a GUID nor a domain.",
    nextStep: "Copy Directory (tenant) ID from Entra ID's overview page."
  },
  9001023: {
    reason: "TenantMalformed",
    message: "The tenant ID names no single tenant.",
    nextStep: "Enter the Directory (tenant) ID instead of common, organizations or consumers."
  },
  7000112: appDisabled,
  70001: appDisabled,
  70011: badScope,
  700022: badScope,
  500011: noResource,
  650052: noResource,
  65001: noConsent,
  90094: noConsent,
  650056: noConsent,
  650057: noConsent,
  53003: conditionalAccess,
  530032: conditionalAccess,
  530035: conditionalAccess,
  500021: conditionalAccess,
  500022: conditionalAccess,
  90038: wrongCloud,
  900382: wrongCloud,
  900432: wrongCloud,
  50000: temporary,
  90006: temporary,
  90024: temporary,
  90033: temporary,
  90055: temporary
}

const unknownCode = (code: number): Explanation => ({
  reason: "Refused",
  message: "Microsoft refused to sign the app in.",
  nextStep: `Look up AADSTS${code} at https://login.microsoftonline.com/error?code=${code}.`
})

/** Without a number, the status is all there is to go by. */
const byStatus = (status: number): Explanation =>
  status === 429
    ? {
      reason: "Throttled",
      message: "Microsoft's sign-in service asks to slow down.",
      nextStep: "Wait a few minutes and try again."
    }
    : status >= 500 || status === 408
    ? temporary
    : {
      reason: "Refused",
      message: `Microsoft's sign-in service answered with HTTP ${status} and without a reason.`,
      nextStep: "Check whether a proxy stands between this app and Microsoft, and try again."
    }

/** The body of a refusal. Any part may be missing, and a proxy's body has none. */
const Refusal = Schema.Struct({
  error_codes: Schema.optionalKey(Schema.Array(Schema.Int)),
  error_description: Schema.optionalKey(Schema.String),
  trace_id: Schema.optionalKey(Schema.String),
  correlation_id: Schema.optionalKey(Schema.String)
})
const decodeRefusal = Schema.decodeUnknownOption(Refusal)

/** The error for a number of the table, or for any other number. */
export const fromCode = (code: number): TokenError =>
  new TokenError({ ...(explanations[code] ?? unknownCode(code)), code })

/** The error for an answer of the token endpoint that is no token; `body` is its parsed body, whatever that is. */
export const fromAnswer = (status: number, body: unknown): TokenError => {
  const refusal = Option.getOrElse(decodeRefusal(body), (): typeof Refusal.Type => ({}))
  const code = refusal.error_codes?.[0] ?? codeIn(refusal.error_description)
  const traceId = identifier(refusal.trace_id)
  const correlationId = identifier(refusal.correlation_id)
  return new TokenError({
    ...(code === undefined ? byStatus(status) : explanations[code] ?? unknownCode(code)),
    ...(code === undefined ? {} : { code }),
    ...(traceId === undefined ? {} : { traceId }),
    ...(correlationId === undefined ? {} : { correlationId })
  })
}

const codeIn = (description: string | undefined): number | undefined => {
  const digits = description?.match(/AADSTS(\d+)/)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
