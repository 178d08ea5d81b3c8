/**
 * The three identities that a record ties together. Each is opaque to us, but for the Entra object id, which is a
 * GUID and is compared in lower case.
 */
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"

const LowerCaseGuid = Schema.String.check(Schema.isGUID(), Schema.isLowercased())

/** Object id of a user in Microsoft Entra ID: a GUID in lower case. Decodes any case. */
export const EntraId = Schema.String.pipe(
  Schema.decodeTo(LowerCaseGuid, SchemaTransformation.toLowerCase()),
  Schema.brand("EntraId")
)
export type EntraId = typeof EntraId.Type

/** `accountId` of an Atlassian account: opaque, at most 128 characters. */
export const AccountId = Schema.NonEmptyString.pipe(Schema.brand("AccountId"))
export type AccountId = typeof AccountId.Type

/** `id` of an Assets object: a string of digits on the wire, opaque to us. */
export const ObjectId = Schema.NonEmptyString.pipe(Schema.brand("ObjectId"))
export type ObjectId = typeof ObjectId.Type
