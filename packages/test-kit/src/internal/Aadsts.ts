/**
 * The refusals of the token endpoint by their AADSTS number: HTTP status, OAuth error and a text of our own. Numbers
 * and pairings are those of learn.microsoft.com/entra/identity-platform/reference-error-codes and of real answers seen
 * in public; those marked below have not been seen.
 */

interface Refusal {
  readonly status: number
  readonly error: string
  readonly text: (subject: string) => string
}

const refusals = {
  50049: { status: 400, error: "invalid_instance", text: (url) => `Unknown or invalid instance: '${url}'.` },
  // pairing not seen
  53003: {
    status: 400,
    error: "invalid_grant",
    text: () => "A Conditional Access policy does not allow a token to be issued."
  },
  70003: {
    status: 400,
    error: "unsupported_grant_type",
    text: (grant) => `The app asked for a grant type that is not supported: '${grant}'.`
  },
  // pairing not seen
  70011: { status: 400, error: "invalid_scope", text: (scope) => `The value '${scope}' of 'scope' is not valid.` },
  90002: {
    status: 400,
    error: "invalid_request",
    text: (tenant) => `Tenant '${tenant}' not found. Check the tenant ID and that this is the right cloud.`
  },
  "90002-discovery": {
    status: 400,
    error: "invalid_tenant",
    text: (tenant) => `Tenant '${tenant}' not found. Check the tenant ID and that this is the right cloud.`
  },
  // pairing not seen
  500011: {
    status: 400,
    error: "invalid_resource",
    text: (resource) => `The resource principal named ${resource} was not found in the tenant.`
  },
  700016: {
    status: 400,
    error: "unauthorized_client",
    text: (app) => `Application with identifier '${app}' was not found in the directory.`
  },
  // pairing not seen
  700027: {
    status: 401,
    error: "invalid_client",
    text: () => "The certificate that signed the client assertion is not registered on the application."
  },
  900023: {
    status: 400,
    error: "invalid_request",
    text: (tenant) => `Specified tenant identifier '${tenant}' is neither a valid DNS name nor a GUID.`
  },
  900144: {
    status: 400,
    error: "invalid_request",
    text: (name) => `The request body must contain the following parameter: '${name}'.`
  },
  900561: { status: 400, error: "invalid_request", text: (method) => `The endpoint accepts POST, not ${method}.` },
  // pairing not seen
  7000112: { status: 400, error: "unauthorized_client", text: (app) => `Application '${app}' is disabled.` },
  7000215: {
    status: 401,
    error: "invalid_client",
    text: (app) => `Invalid client secret for app '${app}'. Send the secret's value, not the ID of the secret.`
  },
  // pairing not seen
  7000218: {
    status: 401,
    error: "invalid_client",
    text: () => "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."
  },
  7000222: { status: 401, error: "invalid_client", text: (app) => `The client secrets of app '${app}' are expired.` },
  9001023: {
    status: 400,
    error: "invalid_request",
    text: (tenant) => `The grant type is not supported over the /${tenant} endpoint. Use a tenant's own endpoint.`
  }
} as const satisfies Record<string, Refusal>

export type RefusalCode = keyof typeof refusals

export interface RefusalContext {
  /** What was wrong: the tenant, app, scope or parameter that the text names. */
  readonly subject: string
  readonly loginHost: string
  /** As in the service's own texts: `2026-01-09 02:02:12Z`. */
  readonly timestamp: string
  readonly traceId: string
  readonly correlationId: string
}

export const refusal = (code: RefusalCode, context: RefusalContext): { status: number; body: object } => {
  const { error, status, text } = refusals[code]
  const number = Number.parseInt(String(code), 10)
  return {
    status,
    body: {
      error,
      error_description: [
        `AADSTS${number}: ${text(context.subject)}`,
        `Trace ID: ${context.traceId}`,
        `Correlation ID: ${context.correlationId}`,
        `Timestamp: ${context.timestamp}`
      ].join("\r\n"),
      error_codes: [number],
      timestamp: context.timestamp,
      trace_id: context.traceId,
      correlation_id: context.correlationId,
      error_uri: `https://${context.loginHost}/error?code=${number}`
    }
  }
}
