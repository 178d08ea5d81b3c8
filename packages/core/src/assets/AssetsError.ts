/**
 * What can go wrong with Assets: what happened, and what the person can do. It never holds an object, whose JSON
 * carries a live token, nor credentials.
 */
import * as Match from "effect/Match"
import * as Schema from "effect/Schema"
import * as AtlassianRefusal from "../http/AtlassianRefusal.ts"
import { detailsOf, explained, type Explanation, type SourceError } from "../model/SourceError.ts"

export const AssetsReason = Schema.Union([
  ...AtlassianRefusal.reasons,
  /** The site has no Assets workspace. */
  Schema.TaggedStruct("NoWorkspace", {}),
  /** Another schema has our key; `name` is that schema's. */
  Schema.TaggedStruct("SchemaKeyTaken", { key: Schema.String, name: Schema.String }),
  /** Another schema, with another key, has our name. */
  Schema.TaggedStruct("SchemaNameTaken", { key: Schema.String, name: Schema.String }),
  /** An attribute that we had is gone. */
  Schema.TaggedStruct("AttributeRemoved", { name: Schema.String }),
  /** An attribute that ties records to people is gone, or has another name: going on would make everybody anew. */
  Schema.TaggedStruct("BindingRemoved", { name: Schema.String }),
  /** An attribute is of another type than we need. */
  Schema.TaggedStruct("AttributeRetyped", { name: Schema.String }),
  /** An attribute that must be unique is not: two records could be made for one person. */
  Schema.TaggedStruct("AttributeNotUnique", { name: Schema.String }),
  /** Assets does not make an attribute unique that has to be: most likely several records share a value. */
  Schema.TaggedStruct("ValuesNotUnique", { name: Schema.String }),
  /** Assets does not accept a request. `attributes`: those it names, by id or by the name of the request's field. */
  Schema.TaggedStruct("Rejected", { status: Schema.Int, attributes: Schema.Array(Schema.String) }),
  /**
   * Assets refuses an object that was sent. `attributes`: by attribute id, or by the name of the request's field. The
   * texts are Assets' own and may repeat a refused value.
   */
  Schema.TaggedStruct("Validation", {
    messages: Schema.Array(Schema.String),
    attributes: Schema.Record(Schema.String, Schema.String)
  }),
  /** The site holds as many objects as it may, so no further one is made. */
  Schema.TaggedStruct("NoRoom", { held: Schema.Int, allowance: Schema.Int }),
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
    return `${explain(this.reason).happened} (${this.details})`
  }

  get details(): string {
    return detailsOf(explain(this.reason), this.operation)
  }

  get nextStep(): string {
    return explain(this.reason).nextStep
  }
}

const explain = Match.typeTags<AssetsReason, Explanation>()({
  Unauthorized: () => ({
    reason: "Unauthorized",
    happened: "Assets does not let in the account that asks",
    nextStep:
      "Renew the token. If an app asks as itself, give it a role on the object schema, or let it ask as an admin. The " +
      "account needs a Jira Service Management license."
  }),
  MissingScope: ({ scope }) => ({
    reason: "Forbidden",
    happened: `Assets refuses the account that asks: the scope ${scope} is missing`,
    nextStep: `Grant the scope ${scope}; an app's new version has to be approved by an admin of the site.`
  }),
  Forbidden: () => ({
    reason: "Forbidden",
    happened: "Assets refuses the account that asks: it has no role that allows this",
    nextStep: "Make the account Object schema manager of the schema; to create the schema it has to be an Assets admin."
  }),
  NoWorkspace: () => ({
    reason: "Forbidden",
    happened: "The site has no Assets that the account can see",
    nextStep: "Use a site with Jira Service Management Premium or Enterprise, and give the account access to Assets."
  }),
  SchemaKeyTaken: ({ key, name }) => ({
    reason: "Misconfigured",
    happened: `The object schema "${name}" has the key ${key}, and is not ours`,
    nextStep: `Rename the key of "${name}", or remove that schema, then set up again.`
  }),
  SchemaNameTaken: ({ key, name }) => ({
    reason: "Misconfigured",
    happened: `The object schema with the key ${key} is called "${name}", and is not ours`,
    nextStep: "Rename it, or remove it, then set up again."
  }),
  AttributeRemoved: ({ name }) => ({
    reason: "Misconfigured",
    happened: `The attribute "${name}" was removed`,
    nextStep:
      "Set up the schema anew, without the remembered ids: the attribute is made again and the next run fills it."
  }),
  BindingRemoved: ({ name }) => ({
    reason: "Misconfigured",
    happened: `The attribute "${name}", which ties records to people, was removed or renamed`,
    nextStep: `If it was renamed, call it "${name}" again. If it was removed, its values are gone: remove the type ` +
      "Employee and set up the schema again; then every record is made anew."
  }),
  AttributeRetyped: ({ name }) => ({
    reason: "Misconfigured",
    happened: `The attribute "${name}" has another type than it needs`,
    nextStep: "Give it its type again, or rename it and set up the schema anew, without the remembered ids."
  }),
  AttributeNotUnique: ({ name }) => ({
    reason: "Misconfigured",
    happened: `The attribute "${name}" is no longer unique`,
    nextStep: "Make it unique again, or set up the schema again, which does it."
  }),
  ValuesNotUnique: ({ name }) => ({
    reason: "Misconfigured",
    happened: `Assets does not make the attribute "${name}" unique; several records may have the same one`,
    nextStep: `Keep one record for each "${name}", clear it in the others, and set up the schema again.`
  }),
  Rejected: ({ attributes, status }) => ({
    reason: "Misconfigured",
    happened: "Assets does not accept a request of the app",
    code: `HTTP ${status}${attributes.length === 0 ? "" : ` about ${attributes.join(", ")}`}`,
    nextStep: "Set up the schema again, in case somebody changed it. If that does not help, report this to the " +
      "developers with the time of the run."
  }),
  Validation: ({ attributes, messages }) => ({
    reason: "Misconfigured",
    happened: `Assets refuses what was sent: ${
      [...messages, ...Object.entries(attributes).map(([name, text]) => `${name}: ${text}`)].join("; ")
    }`,
    nextStep: "Correct what is named, in Assets or in the source."
  }),
  NoRoom: ({ allowance, held }) => ({
    reason: "Misconfigured",
    happened:
      `There is no room for another one: the site holds ${held} Assets objects, and its allowance is ${allowance}`,
    nextStep: "Buy more Assets objects and raise the allowance in the settings, or remove objects that nobody needs."
  }),
  Throttled: () => ({
    reason: "Throttled",
    happened: "Assets still asks to slow down after every retry",
    nextStep: "Wait a few minutes and try again."
  }),
  Unavailable: ({ status }) => ({
    reason: "Unavailable",
    happened: status === null ? "Assets cannot be reached" : "Assets is out of order",
    ...(status !== null && { code: `HTTP ${status}` }),
    nextStep: "Try again later; status.atlassian.com says whether Assets has an incident."
  }),
  InvalidResponse: () => ({
    reason: "InvalidResponse",
    happened: "Assets gave an answer that does not have the documented shape",
    nextStep: "Report this to the developers with the time of the run."
  }),
  Incomplete: ({ counted, read }) => ({
    reason: "InvalidResponse",
    happened: `Assets counts ${counted} records but shows only ${read}`,
    nextStep:
      "Try again in some minutes, when Assets has indexed its objects. If it stays so, reindex Assets, and clear " +
      "every Entra User ID that is no GUID."
  }),
  NotFound: () => ({
    reason: "Misconfigured",
    happened: "Assets does not have what was asked for",
    nextStep: "Set up the schema again if it, or its type Employee, was removed."
  })
})

/** The same failure in the sync's terms. */
export const toSourceError = (error: AssetsError): SourceError =>
  explained("assets", explain(error.reason), error.details)
