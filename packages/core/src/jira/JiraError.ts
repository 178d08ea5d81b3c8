/**
 * What can go wrong with a request to Jira: what happened, and what the person can do. It holds no address, no name
 * and no credentials.
 */
import * as Schema from "effect/Schema"
import { SourceError, type SourceReason } from "../model/SourceError.ts"

export const JiraReason = Schema.Union([
  /** 401: the caller is unknown or its credentials have expired. */
  Schema.TaggedStruct("Unauthorized", {}),
  /** 401 of the gateway: the app or token was not given the scope. */
  Schema.TaggedStruct("MissingScope", { scope: Schema.String }),
  /** 403: signed in, but without the permission. */
  Schema.TaggedStruct("Forbidden", {}),
  /** 429 after every retry. */
  Schema.TaggedStruct("Throttled", {}),
  /** 5xx, or no answer, after every retry. */
  Schema.TaggedStruct("Unavailable", { status: Schema.NullOr(Schema.Int) }),
  /** Any other status: Jira does not accept this request. */
  Schema.TaggedStruct("Rejected", { status: Schema.Int }),
  /** An answer without the documented shape. */
  Schema.TaggedStruct("InvalidResponse", {})
])
export type JiraReason = typeof JiraReason.Type

export class JiraError extends Schema.TaggedError<JiraError>()("JiraError", {
  /** What was asked of Jira, as an infinitive: "list users". */
  operation: Schema.String,
  reason: JiraReason
}) {
  override get message(): string {
    return `${happened(this.reason)} (asked to ${this.operation})`
  }

  get nextStep(): string {
    return nextStep(this.reason)
  }
}

const happened = (reason: JiraReason): string => {
  switch (reason._tag) {
    case "Unauthorized":
      return "Jira does not know the caller"
    case "MissingScope":
      return `Jira refuses the caller: the scope ${reason.scope} is missing`
    case "Forbidden":
      return "Jira refuses the caller"
    case "Throttled":
      return "Jira still asks to slow down after every retry"
    case "Unavailable":
      return reason.status === null ? "Jira cannot be reached" : `Jira is out of order (HTTP ${reason.status})`
    case "Rejected":
      return `Jira does not accept the request (HTTP ${reason.status})`
    case "InvalidResponse":
      return "Jira gave an answer that does not have the documented shape"
  }
}

const nextStep = (reason: JiraReason): string => {
  switch (reason._tag) {
    case "Unauthorized":
      return "Sign in again: renew the token, or reinstall the app."
    case "MissingScope":
      return `Grant the scope ${reason.scope}; an app's new version has to be approved by an admin of the site.`
    case "Forbidden":
      return "Give the caller the global permission Browse users and groups in Jira."
    case "Throttled":
      return "Wait an hour and try again; Jira counts requests by the hour."
    case "Unavailable":
      return "Try again later; status.atlassian.com says whether Jira has an incident."
    case "Rejected":
    case "InvalidResponse":
      return "Report this to the developers with the time of the run."
  }
}

const sourceReasons: { readonly [tag in JiraReason["_tag"]]: SourceReason } = {
  Unauthorized: "Unauthorized",
  MissingScope: "Forbidden",
  Forbidden: "Forbidden",
  Throttled: "Throttled",
  Unavailable: "Unavailable",
  Rejected: "InvalidResponse",
  InvalidResponse: "InvalidResponse"
}

/** The same failure in the sync's terms. */
export const toSourceError = (error: JiraError): SourceError =>
  new SourceError({
    source: "jira",
    reason: sourceReasons[error.reason._tag],
    message: error.message,
    nextStep: error.nextStep
  })
