/**
 * What the set-up says to the admin: checks of the connection, what Assets holds, and what connecting came to. Data
 * only, for resolver and page alike: it knows nothing of Forge, and holds no name of a person and no secret.
 */
import { AccountId } from "@entra-assets/core/model/Ids"
import * as Schema from "effect/Schema"
import { AssetsCaller } from "../AssetsCaller.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** One of the checks of "Test connection". They are done in this order; after a failure, what needs it is skipped. */
export const ConnectionCheck = Schema.Struct({
  check: Schema.Literals(["tenant", "token", "permission", "sampleUser", "assets"]),
  outcome: Schema.Literals(["ok", "failed", "skipped"]),
  /** What was found, in a sentence. */
  message: Schema.String,
  /** What the admin can do; `null` where nothing is to be done. */
  nextStep: Schema.NullOr(Schema.String)
})
export type ConnectionCheck = typeof ConnectionCheck.Type

export const ConnectionReport = Schema.Struct({
  /** Milliseconds since 1970. */
  at: Schema.Int,
  /** One for each check. */
  checks: Schema.Array(ConnectionCheck)
})
export type ConnectionReport = typeof ConnectionReport.Type

/**
 * What a caller lacks. `scope`: the app's version does not have it. `role`: signed in, but without the role. `access`:
 * not let in at all; for a person that is mostly the Jira Service Management licence. `plan`: the site shows no Assets.
 * `time`: Assets did not answer, which may pass by itself. `answer`: it answered with what nobody expects.
 */
export const Missing = Schema.Literals(["scope", "role", "access", "plan", "time", "answer"])
export type Missing = typeof Missing.Type

/** What came of reading, or of writing, as one caller. */
export const CallerProbe = Schema.Struct({
  caller: AssetsCaller,
  /** Whether runs could go on with nobody present. */
  worksAlone: Schema.Boolean,
  /** `reads`: Assets lets the caller look. `refusedWrite`: it may look, but did not get to make what is missing. */
  outcome: Schema.Literals(["reads", "writes", "refused", "refusedWrite"]),
  missing: Schema.NullOr(Missing),
  message: Schema.String,
  nextStep: Schema.NullOr(Schema.String)
})
export type CallerProbe = typeof CallerProbe.Type

/** An attribute that is not as it was made. */
export const Damage = Schema.Struct({
  /** As it was last called. */
  attribute: Schema.String,
  /** `bindingRemoved`: it tied records to people, and cannot be made again without making everybody anew. */
  damage: Schema.Literals(["removed", "bindingRemoved", "retyped", "notUnique"])
})
export type Damage = typeof Damage.Type

const Held = {
  /** Objects of our type. */
  records: Count,
  /** Those of them with an Entra User ID, which therefore keep their person. */
  bound: Count
}

/** What is on the site. */
export const AssetsState = Schema.Union([
  /** Neither our schema nor another one with its key. */
  Schema.TaggedStruct("Nothing", {}),
  /** Our schema is there without a record: a set-up that was cut off. Connecting goes on with it. */
  Schema.TaggedStruct("Begun", {}),
  /** It is the schema that was set up here. */
  Schema.TaggedStruct("Ours", Held),
  /** Our schema with records of an earlier installation or of a copied site. `missing`: attributes that would be made. */
  Schema.TaggedStruct("Adoptable", { ...Held, missing: Schema.Array(Schema.String) }),
  /** The key belongs to another schema. `name`: `null` when no caller can see it. */
  Schema.TaggedStruct("Foreign", {
    key: Schema.String,
    name: Schema.NullOr(Schema.String),
    message: Schema.String,
    nextStep: Schema.String
  }),
  /** `canBeMended`: connecting with `adopt` makes the attributes again and keeps all bindings. */
  Schema.TaggedStruct("Damaged", {
    damages: Schema.Array(Damage),
    canBeMended: Schema.Boolean,
    message: Schema.String,
    nextStep: Schema.String
  }),
  /** No caller may even look. */
  Schema.TaggedStruct("Unavailable", { missing: Missing, message: Schema.String, nextStep: Schema.String })
])
export type AssetsState = typeof AssetsState.Type

export const AssetsReport = Schema.Struct({
  state: AssetsState,
  /** One for each caller, in the order in which they are tried. */
  callers: Schema.Array(CallerProbe)
})
export type AssetsReport = typeof AssetsReport.Type

/** What connecting came to. Nothing is changed on the site but in `Connected`, and in part in `NotWritable`. */
export const ConnectResult = Schema.Union([
  Schema.TaggedStruct("Connected", {
    /** Also saved in the settings. */
    caller: AssetsCaller,
    connectedBy: AccountId,
    /** Milliseconds since 1970. */
    connectedAt: Schema.Int,
    /** Without, there are no scheduled runs: the page has to be open. */
    worksAlone: Schema.Boolean,
    /** A sentence on the caller, and on what that means for runs. */
    message: Schema.String
  }),
  /** Asks whether to adopt; connect again with `adopt`. */
  Schema.TaggedStruct("NeedsAdoption", { ...Held, missing: Schema.Array(Schema.String) }),
  /** Another admin has connected the app; connect again with `takeOver`. */
  Schema.TaggedStruct("NeedsTakeOver", { connectedBy: AccountId, connectedAt: Schema.Int }),
  /** The state of the site is in the way: `Foreign`, `Damaged` or `Unavailable`. */
  Schema.TaggedStruct("Refused", { message: Schema.String, nextStep: Schema.String }),
  /** Callers may look, but none got to make what is missing. */
  Schema.TaggedStruct("NotWritable", { missing: Missing, message: Schema.String, nextStep: Schema.String })
])
export type ConnectResult = typeof ConnectResult.Type

export const ConnectReport = Schema.Struct({
  result: ConnectResult,
  /** As it was found; unless connected, it is as it is. */
  found: AssetsState,
  callers: Schema.Array(CallerProbe)
})
export type ConnectReport = typeof ConnectReport.Type
