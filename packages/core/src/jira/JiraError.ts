/**
 * What can go wrong with a request to Jira: what happened, and what the person can do. It holds no address, no name
 * and no credentials.
 */
import * as Match from "effect/Match"
import * as Schema from "effect/Schema"
import * as AtlassianRefusal from "../http/AtlassianRefusal.ts"
import { detailsOf, explained, type Explanation, type SourceError } from "../model/SourceError.ts"

export const JiraReason = Schema.Union([
  ...AtlassianRefusal.reasons,
  /** Any other status: Jira does not accept this request. */
  Schema.TaggedStruct("Rejected", { status: Schema.Int })
])
export type JiraReason = typeof JiraReason.Type

export class JiraError extends Schema.TaggedError<JiraError>()("JiraError", {
  /** What was asked of Jira, as an infinitive: "list users". */
  operation: Schema.String,
  reason: JiraReason
}) {
  override get message(): string {
    return `${explain(this.reason).happened} (${this.details})`
  }

  get details(): string {
    return detailsOf(explain(this.reason), this.operation)
  }

  get nextStep(): string {
    return explain(this.reason).nextStep
  }
}

const explain = Match.typeTags<JiraReason, Explanation>()({
  Unauthorized: () => ({
    reason: "Unauthorized",
    happened: "Jira does not know the account that asks",
    nextStep: "Sign in again: renew the token, or reinstall the app."
  }),
  MissingScope: ({ scope }) => ({
    reason: "Forbidden",
    happened: `Jira refuses the account that asks: the scope ${scope} is missing`,
    nextStep: `Grant the scope ${scope}; an app's new version has to be approved by an admin of the site.`
  }),
  Forbidden: () => ({
    reason: "Forbidden",
    happened: "Jira refuses the account that asks",
    nextStep: "Give the account the global permission Browse users and groups in Jira."
  }),
  Throttled: () => ({
    reason: "Throttled",
    happened: "Jira still asks to slow down after every retry",
    nextStep: "Wait an hour and try again; Jira counts by the hour."
  }),
  Unavailable: ({ status }) => ({
    reason: "Unavailable",
    happened: status === null ? "Jira cannot be reached" : "Jira is out of order",
    ...(status !== null && { code: `HTTP ${status}` }),
    nextStep: "Try again later; status.atlassian.com says whether Jira has an incident."
  }),
  Rejected: ({ status }) => ({
    reason: "InvalidResponse",
    happened: "Jira does not accept a request of the app",
    code: `HTTP ${status}`,
    nextStep: "Report this to the developers with the time of the run."
  }),
  InvalidResponse: () => ({
    reason: "InvalidResponse",
    happened: "Jira gave an answer that does not have the documented shape",
    nextStep: "Report this to the developers with the time of the run."
  })
})

/** The same failure in the sync's terms. */
export const toSourceError = (error: JiraError): SourceError => explained("jira", explain(error.reason), error.details)
