/**
 * A person as Microsoft Entra ID describes them, reduced to what a sync needs. An absent key means that the payload
 * did not say; `null` means that it said "empty". The difference decides whether a record may be cleared.
 */
import * as Schema from "effect/Schema"
import { EntraId } from "./Ids.ts"

const Scalar = Schema.optionalKey(Schema.NullOr(Schema.String))

/** Who a user reports to. Graph allows contacts of the organisation, which can have no record. */
export const EntraManager = Schema.Union([
  Schema.TaggedStruct("User", { id: EntraId }),
  Schema.TaggedStruct("Contact", { id: Schema.String })
])
export type EntraManager = typeof EntraManager.Type

export const EntraUser = Schema.Struct({
  id: EntraId,
  displayName: Scalar,
  mail: Scalar,
  userPrincipalName: Scalar,
  jobTitle: Scalar,
  department: Scalar,
  accountEnabled: Schema.optionalKey(Schema.NullOr(Schema.Boolean)),
  isGuest: Schema.Boolean,
  /** Address of the entry with the upper-case prefix `SMTP:` in `proxyAddresses`, without the prefix. */
  primaryProxyAddress: Schema.NullOr(Schema.String),
  /** Addresses of the entries with the prefix `smtp:`, without the prefix. */
  aliases: Schema.Array(Schema.String),
  otherMails: Schema.Array(Schema.String),
  /** Absent when the payload names no manager, which proves nothing. */
  manager: Schema.optionalKey(EntraManager)
})
export type EntraUser = typeof EntraUser.Type

/** What Entra ID says of a user who is gone: one that can still be restored, for 30 days, or one that cannot. */
export const Deletion = Schema.Literals(["soft", "hard"])
export type Deletion = typeof Deletion.Type
