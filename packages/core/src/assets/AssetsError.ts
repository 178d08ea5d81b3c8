/**
 * What can go wrong with Assets: what happened, and what the person can do. It never holds an object, whose JSON
 * carries a live token, nor credentials.
 */
import * as Schema from "effect/Schema"
import { SourceError, type SourceReason } from "../model/SourceError.ts"

export const AssetsReason = Schema.Union([
  /** 401: Assets does not let this caller in. */
  Schema.TaggedStruct("Unauthorized", {}),
  /** 401 of the gateway: the app or token was not given the scope. */
  Schema.TaggedStruct("MissingScope", { scope: Schema.String }),
  /** 403: signed in, but without the role. */
  Schema.TaggedStruct("Forbidden", {}),
  /** The site has no Assets workspace. */
  Schema.TaggedStruct("NoWorkspace", {}),
  /** Another schema has our key; `name` is that schema's. */
  Schema.TaggedStruct("SchemaKeyTaken", { key: Schema.String, name: Schema.String }),
  /** An attribute that we had is gone. */
  Schema.TaggedStruct("AttributeRemoved", { name: Schema.String }),
  /** An attribute is of another type than we need. */
  Schema.TaggedStruct("AttributeRetyped", { name: Schema.String }),
  /** An attribute that must be unique is not: two records could be made for one person. */
  Schema.TaggedStruct("AttributeNotUnique", { name: Schema.String }),
  /**
   * Assets refuses what was sent. `attributes`: by attribute id, or by the name of the request's field. The texts are
   * Assets' own and may repeat a refused value.
   */
  Schema.TaggedStruct("Validation", {
    messages: Schema.Array(Schema.String),
    attributes: Schema.Record(Schema.String, Schema.String)
  }),
  /** 429 after every retry. */
  Schema.TaggedStruct("Throttled", {}),
  /** 5xx, or no answer, after every retry. */
  Schema.TaggedStruct("Unavailable", { status: Schema.NullOr(Schema.Int) }),
  /** An answer without the documented shape. */
  Schema.TaggedStruct("InvalidResponse", {}),
  /** Assets counts more records than its queries return, however they are cut. */
  Schema.TaggedStruct("Incomplete", { counted: Schema.Int, read: Schema.Int }),
  /** 404. */
  Schema.TaggedStruct("NotFound", {})
])
export type AssetsReason = typeof AssetsReason.Type

export class AssetsError extends Schema.TaggedError<AssetsError>()("AssetsError", {
  /** What was asked of Assets, as an infinitive: "list object schemas". */
  operation: Schema.String,
  reason: AssetsReason
}) {
  override get message(): string {
    return `${happened(this.reason)} (asked to ${this.operation})`
  }

  get nextStep(): string {
    return nextStep(this.reason)
  }
}

const happened = (reason: AssetsReason): string => {
  switch (reason._tag) {
    case "Unauthorized":
      return "Assets does not let the caller in"
    case "MissingScope":
      return `Assets refuses the caller: the scope ${reason.scope} is missing`
    case "Forbidden":
      return "Assets refuses the caller: it has no role that allows this"
    case "NoWorkspace":
      return "The site has no Assets workspace that the caller can see"
    case "SchemaKeyTaken":
      return `The object schema "${reason.name}" has the key ${reason.key}`
    case "AttributeRemoved":
      return `The attribute "${reason.name}" was removed`
    case "AttributeRetyped":
      return `The attribute "${reason.name}" is of another type than it was made with`
    case "AttributeNotUnique":
      return `The attribute "${reason.name}" is no longer unique`
    case "Validation":
      return `Assets refuses what was sent: ${texts(reason) || "it gives no reason"}`
    case "Throttled":
      return "Assets still asks to slow down after every retry"
    case "Unavailable":
      return reason.status === null ? "Assets cannot be reached" : `Assets is out of order (HTTP ${reason.status})`
    case "InvalidResponse":
      return "Assets gave an answer that does not have the documented shape"
    case "Incomplete":
      return `Assets counts ${reason.counted} records but shows only ${reason.read}`
    case "NotFound":
      return "Assets does not have what was asked for"
  }
}

const texts = (reason: { readonly messages: ReadonlyArray<string>; readonly attributes: Record<string, string> }) =>
  [...reason.messages, ...Object.entries(reason.attributes).map(([name, text]) => `${name}: ${text}`)].join("; ")

const nextStep = (reason: AssetsReason): string => {
  switch (reason._tag) {
    case "Unauthorized":
      return "Renew the token. If an app calls as itself, give it a role on the object schema or let an admin be the caller; the caller needs a Jira Service Management licence."
    case "MissingScope":
      return `Grant the scope ${reason.scope}; an app's new version has to be approved by an admin of the site.`
    case "Forbidden":
      return "Make the caller Object schema manager of the schema; to create the schema it has to be an Assets admin."
    case "NoWorkspace":
      return "Use a site with Jira Service Management Premium or Enterprise, and give the caller access to Assets."
    case "SchemaKeyTaken":
      return `Give "${reason.name}" another key, or remove it, then set up again.`
    case "AttributeRemoved":
      return `Set up the schema again without the remembered ids; "${reason.name}" is then made anew, and the next run fills it.`
    case "AttributeRetyped":
      return `Give "${reason.name}" its first type again, or remove it and set up the schema again.`
    case "AttributeNotUnique":
      return `Make "${reason.name}" unique again, or set up the schema again, which does it.`
    case "Validation":
      return "Correct what is named, in Assets or in the source."
    case "Throttled":
      return "Wait a few minutes and try again."
    case "Unavailable":
      return "Try again later; status.atlassian.com says whether Assets has an incident."
    case "InvalidResponse":
      return "Report this to the developers with the time of the run."
    case "Incomplete":
      return "Try again in some minutes, when Assets has indexed its objects; if it stays so, reindex Assets."
    case "NotFound":
      return "Set up the schema again if it or the type Employee was removed."
  }
}

const sourceReasons: { readonly [tag in AssetsReason["_tag"]]: SourceReason } = {
  Unauthorized: "Unauthorized",
  MissingScope: "Forbidden",
  Forbidden: "Forbidden",
  NoWorkspace: "Forbidden",
  SchemaKeyTaken: "Misconfigured",
  AttributeRemoved: "Misconfigured",
  AttributeRetyped: "Misconfigured",
  AttributeNotUnique: "Misconfigured",
  Validation: "Misconfigured",
  Throttled: "Throttled",
  Unavailable: "Unavailable",
  InvalidResponse: "InvalidResponse",
  Incomplete: "InvalidResponse",
  NotFound: "Misconfigured"
}

/** The same failure in the sync's terms. */
export const toSourceError = (error: AssetsError): SourceError =>
  new SourceError({
    source: "assets",
    reason: sourceReasons[error.reason._tag],
    message: error.message,
    nextStep: error.nextStep
  })
