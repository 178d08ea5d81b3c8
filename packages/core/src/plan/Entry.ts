/**
 * One thing that a plan will do to one record, with what it says before and after. Entries are data: they are stored,
 * shown, exported, and applied exactly.
 */
import * as Schema from "effect/Schema"
import { TextField } from "../model/Employee.ts"
import { Deletion } from "../model/EntraUser.ts"
import type { KnownPerson } from "../model/Finding.ts"
import { AccountId, EntraId, ObjectId } from "../model/Ids.ts"
import type { Gone } from "../model/Snapshot.ts"

/**
 * The manager's record. Before: the object that is linked, with its Entra id when that record is ours. After: the
 * manager's Entra id, with its object id unless this plan creates that record.
 */
export const ManagerLink = Schema.Struct({
  entraId: Schema.NullOr(EntraId),
  objectId: Schema.NullOr(ObjectId)
})
export type ManagerLink = typeof ManagerLink.Type

const Text = Schema.NullOr(Schema.String)

/** One attribute, before → after. */
export const Change = Schema.Union([
  Schema.Struct({ field: TextField, before: Text, after: Text }),
  Schema.Struct({ field: Schema.Literal("active"), before: Schema.NullOr(Schema.Boolean), after: Schema.Boolean }),
  Schema.Struct({
    field: Schema.Literal("manager"),
    before: Schema.NullOr(ManagerLink),
    after: Schema.NullOr(ManagerLink)
  })
])
export type Change = typeof Change.Type

/** Every field of a record that does not exist yet. */
export const NewRecord = Schema.Struct({
  name: Schema.String,
  fullName: Text,
  email: Text,
  userPrincipalName: Text,
  jobTitle: Text,
  department: Text,
  active: Schema.Boolean,
  manager: Schema.NullOr(ManagerLink),
  managerAtlassianAccountId: Text
})
export type NewRecord = typeof NewRecord.Type

const AbsenceCause = Schema.Literals(["gone_from_entra", "account_gone"]).pipe(Schema.brand("AbsenceCause"))

/** Why somebody becomes inactive. The two that follow from absence can only be made from proof. */
export const InactivationCause = Schema.Union([
  Schema.Literals(["disabled_in_entra", "account_inactive"]),
  AbsenceCause
])
export type InactivationCause = typeof InactivationCause.Type

export const goneFromEntra = (_proof: Gone<EntraId>): InactivationCause => AbsenceCause.make("gone_from_entra")
export const accountGone = (_proof: Gone<AccountId>): InactivationCause => AbsenceCause.make("account_gone")

const target = { entraId: EntraId, accountId: Schema.NullOr(AccountId), objectId: ObjectId, name: Schema.String }

export const Create = Schema.TaggedStruct("Create", {
  entraId: EntraId,
  accountId: AccountId,
  record: NewRecord,
  /** How many managers above must be created first. */
  level: Schema.Int,
  /** The manager is set by a second write, because the managers form a cycle. */
  managerDeferred: Schema.Boolean
})
export type Create = typeof Create.Type

export const Update = Schema.TaggedStruct("Update", { ...target, changes: Schema.Array(Change) })
export type Update = typeof Update.Type

export const Inactivate = Schema.TaggedStruct("Inactivate", {
  ...target,
  cause: InactivationCause,
  /** How somebody who is gone from Entra ID was deleted, where that is known. */
  deletion: Schema.optionalKey(Deletion),
  changes: Schema.Array(Change)
})
export type Inactivate = typeof Inactivate.Type

export const Reactivate = Schema.TaggedStruct("Reactivate", {
  ...target,
  cause: Schema.Literal("enabled_and_active"),
  changes: Schema.Array(Change)
})
export type Reactivate = typeof Reactivate.Type

export const Entry = Schema.Union([Create, Update, Inactivate, Reactivate])
export type Entry = typeof Entry.Type

/** What the record is called, or will be. */
export const recordName = (entry: Entry): string => entry._tag === "Create" ? entry.record.name : entry.name

/** Whom the entry is about. */
export const personOf = (entry: Entry): KnownPerson => ({
  name: recordName(entry),
  accountIds: entry.accountId === null ? [] : [entry.accountId]
})
