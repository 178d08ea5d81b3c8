/**
 * What can go wrong with a request to Microsoft Graph: what happened, and what the person can do. It holds no token, no
 * address and no name, only ids.
 */
import * as Match from "effect/Match"
import * as Schema from "effect/Schema"
import { detailsOf, explained, type Explanation, type SourceError, type SourceReason } from "../model/SourceError.ts"
import { TokenError, type TokenReason } from "./AccessToken.ts"

/** Graph's own code of a refusal, such as `Request_BadRequest`. */
const code = Schema.NullOr(Schema.String)

export const GraphReason = Schema.Union([
  /** There is no token to ask with. */
  Schema.TaggedStruct("Token", { error: TokenError }),
  /** 401, for a fresh token too. */
  Schema.TaggedStruct("Unauthorized", { code }),
  /** 403: signed in, but without the permission. */
  Schema.TaggedStruct("Forbidden", { code }),
  /** 429 after every retry. */
  Schema.TaggedStruct("Throttled", {}),
  /** 5xx, or no answer, after every retry. */
  Schema.TaggedStruct("Unavailable", { status: Schema.NullOr(Schema.Int) }),
  /** Any other status: Graph does not accept this request. */
  Schema.TaggedStruct("BadRequest", { status: Schema.Int, code }),
  /** An answer without the documented shape. */
  Schema.TaggedStruct("InvalidResponse", {}),
  /** The list was read to its end, but some users in it could not be. `ids`: of the first few. */
  Schema.TaggedStruct("UnreadableUsers", { count: Schema.Int, ids: Schema.Array(Schema.String) }),
  /** Reading the list had to begin again too often. */
  Schema.TaggedStruct("TooManyRestarts", { restarts: Schema.Int }),
  /** The next page is said to be on another host, which gets no token of ours. */
  Schema.TaggedStruct("ForeignNextLink", {}),
  /** The next page is said to be one that was read already: the list would never end. */
  Schema.TaggedStruct("RepeatedNextLink", {})
])
export type GraphReason = typeof GraphReason.Type

export class GraphError extends Schema.TaggedError<GraphError>()("GraphError", {
  /** What was asked of Graph, as an infinitive: "list users". */
  operation: Schema.String,
  reason: GraphReason,
  /** Graph's id of the refused request, for Microsoft's support. */
  requestId: Schema.optionalKey(Schema.String)
}) {
  override get message(): string {
    return `${explain(this.reason).happened} (${this.details})`
  }

  get details(): string {
    const request = this.requestId === undefined ? [] : [`request-id ${this.requestId}`]
    const ids = this.reason._tag === "Token" ? [...request, ...idsOf(this.reason.error)] : request
    return detailsOf(explain(this.reason), this.operation, ids)
  }

  get nextStep(): string {
    return explain(this.reason).nextStep
  }
}

/** The reason of an answer that is not 2xx. */
export const reasonOf = (status: number, code: string | undefined): GraphReason => {
  switch (status) {
    case 401:
      return { _tag: "Unauthorized", code: code ?? null }
    case 403:
      return { _tag: "Forbidden", code: code ?? null }
    case 429:
      return { _tag: "Throttled" }
    default:
      return status >= 500 || status === 408
        ? { _tag: "Unavailable", status }
        : { _tag: "BadRequest", status, code: code ?? null }
  }
}

/** What Microsoft's support asks for when there is no token. */
const idsOf = ({ code, correlationId, traceId }: TokenError): ReadonlyArray<string> => [
  ...(code === undefined ? [] : [`AADSTS${code}`]),
  ...(traceId === undefined ? [] : [`trace id ${traceId}`]),
  ...(correlationId === undefined ? [] : [`correlation id ${correlationId}`])
]

const named = (code: string | null): Pick<Explanation, "code"> => code === null ? {} : { code }

const report = "Report this to the developers with the time of the run."
const proxy = "Check whether a proxy stands between this app and Microsoft; if not, report this to the developers."

const explain = Match.typeTags<GraphReason, Explanation>()({
  Token: ({ error }) => ({
    reason: tokenSources[error.reason],
    happened: error.message.replace(/\.$/u, ""),
    nextStep: error.nextStep
  }),
  Unauthorized: ({ code }) => ({
    reason: "Unauthorized",
    happened: "Microsoft Graph refuses the app's token",
    ...named(code),
    nextStep: "Check that the app registration still exists, and that the cloud in the settings is the tenant's own."
  }),
  Forbidden: ({ code }) => ({
    reason: "Forbidden",
    happened: "Microsoft Graph does not let the app read users: it needs the permission User.Read.All",
    ...named(code),
    nextStep: "In the app registration, under API permissions, add the Application permission User.Read.All of " +
      "Microsoft Graph (a delegated one is not enough) and choose Grant admin consent. It may take some minutes to work."
  }),
  Throttled: () => ({
    reason: "Throttled",
    happened: "Microsoft Graph still asks to slow down after every retry",
    nextStep: "Wait a few minutes and try again; other apps may be using the same limit."
  }),
  Unavailable: ({ status }) => ({
    reason: "Unavailable",
    happened: status === null ? "Microsoft Graph cannot be reached" : "Microsoft Graph is out of order",
    ...(status !== null && { code: `HTTP ${status}` }),
    nextStep: "Try again later; the Microsoft 365 admin center says whether there is an incident."
  }),
  BadRequest: ({ code, status }) => ({
    reason: "InvalidResponse",
    happened: "Microsoft Graph does not accept a request of the app",
    code: [`HTTP ${status}`, ...(code === null ? [] : [code])].join(", "),
    nextStep: report
  }),
  InvalidResponse: () => ({
    reason: "InvalidResponse",
    happened: "Microsoft Graph gave an answer that does not have the documented shape",
    nextStep: proxy
  }),
  UnreadableUsers: ({ count, ids }) => ({
    reason: "InvalidResponse",
    happened: `Microsoft Graph listed ${count} users that cannot be read: ${ids.join(", ")}`,
    nextStep: report
  }),
  TooManyRestarts: ({ restarts }) => ({
    reason: "Unavailable",
    happened: `Microsoft Graph let the list of users expire again after ${restarts} restarts`,
    nextStep: "Try again at a time when the tenant is quieter."
  }),
  ForeignNextLink: () => ({
    reason: "InvalidResponse",
    happened: "Microsoft Graph says that the next page is on another host",
    nextStep: proxy
  }),
  RepeatedNextLink: () => ({
    reason: "InvalidResponse",
    happened: "Microsoft Graph says that the next page is one that was read already",
    nextStep: proxy
  })
})

const tokenSources: { readonly [reason in TokenReason]: SourceReason } = {
  WrongSecret: "Unauthorized",
  ExpiredSecret: "Unauthorized",
  MissingSecret: "Unauthorized",
  AppNotFound: "Misconfigured",
  AppDisabled: "Forbidden",
  TenantNotFound: "Misconfigured",
  TenantMalformed: "Misconfigured",
  WrongCloud: "Misconfigured",
  BadScope: "Misconfigured",
  ResourceNotFound: "Misconfigured",
  ConsentMissing: "Forbidden",
  ConditionalAccess: "Forbidden",
  Throttled: "Throttled",
  Unavailable: "Unavailable",
  Refused: "Unauthorized",
  InvalidResponse: "InvalidResponse"
}

/** The same failure in the sync's terms. */
export const toSourceError = (error: GraphError): SourceError =>
  explained("entra", explain(error.reason), error.details)
