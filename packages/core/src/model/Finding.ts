/**
 * Something a person should know about a sync, with a stable code. A finding never stops a run by itself.
 */
import * as Schema from "effect/Schema"
import { AccountId, EntraId, ObjectId } from "./Ids.ts"

export const FindingCode = Schema.Literals([
  "unmatched_account",
  "hidden_email",
  "ambiguous_match",
  "binding_conflict",
  "second_account",
  "relinked",
  "missing_manager",
  "manager_cycle",
  "truncated_value",
  "name_adjusted",
  "unmanaged_record",
  "absence_unconfirmed",
  "quota"
])
export type FindingCode = typeof FindingCode.Type

/** Somebody by name. It is personal data, so it stands beside the accounts whose end it does not outlive. */
const Named = Schema.Struct({
  entraId: EntraId,
  name: Schema.String,
  /** Theirs, as far as the plan's sources know; absent when of none. */
  accountIds: Schema.optionalKey(Schema.Array(AccountId))
})

/** Of a circle of managers at most so many are told. */
export const mostOfCircle = 10

/** An account as people know it: by a name, an address, or both. */
const KnownAccount = Schema.Struct({
  accountId: AccountId,
  name: Schema.optionalKey(Schema.String),
  email: Schema.optionalKey(Schema.String)
})
export type KnownAccount = typeof KnownAccount.Type

export const Finding = Schema.TaggedStruct("Finding", {
  code: FindingCode,
  /** Whom it is about; at most a few ids of each kind. */
  accountIds: Schema.Array(AccountId),
  /** Of `missing_manager` a person and, where it is a user, their manager; of `manager_cycle` each is managed by the next. */
  entraIds: Schema.Array(EntraId),
  objectIds: Schema.Array(ObjectId),
  /** Those of the `entraIds` of whom the plan's sources know what they are called; absent when of nobody. */
  named: Schema.optionalKey(Schema.Array(Named)),
  /** Those of the `accountIds` of which the plan's sources know a name or an address; absent when of none. */
  accounts: Schema.optionalKey(Schema.Array(KnownAccount)),
  /** One plain sentence. It may hold names and addresses, so it belongs to plans and reports, never to logs. */
  detail: Schema.String
})
export type Finding = typeof Finding.Type

/** A finding about the ids given; the lists that are left out are empty. */
export const finding = (
  code: FindingCode,
  detail: string,
  subjects: {
    readonly accountIds?: ReadonlyArray<AccountId>
    readonly entraIds?: ReadonlyArray<EntraId>
    readonly objectIds?: ReadonlyArray<ObjectId>
  }
): Finding => ({
  _tag: "Finding",
  code,
  detail,
  accountIds: subjects.accountIds ?? [],
  entraIds: subjects.entraIds ?? [],
  objectIds: subjects.objectIds ?? []
})

/** What somebody is called, and the accounts that are known to be theirs. */
export interface KnownPerson {
  readonly name: string
  readonly accountIds: ReadonlyArray<AccountId>
}

/** The same with the names that are known. */
export const withNames = (finding: Finding, whoIs: (entraId: EntraId) => KnownPerson | undefined): Finding => {
  const named = finding.entraIds.flatMap((entraId) => {
    const known = whoIs(entraId)
    if (known === undefined) return []
    const { accountIds, name } = known
    return [{ entraId, name, ...(accountIds.length > 0 && { accountIds }) }]
  })
  return named.length === 0 ? finding : { ...finding, named }
}

/** The same with what is known of the accounts. */
export const withAccounts = (
  finding: Finding,
  whatIs: (accountId: AccountId) => Omit<KnownAccount, "accountId">
): Finding => {
  const accounts = finding.accountIds.flatMap((accountId) => {
    const known = whatIs(accountId)
    return known.name === undefined && known.email === undefined ? [] : [{ accountId, ...known }]
  })
  return accounts.length === 0 ? finding : { ...finding, accounts }
}

/** The findings about an active account for which nobody in Entra ID is found; each names that account alone. */
export const findsNobody: ReadonlySet<FindingCode> = new Set(["unmatched_account", "hidden_email", "ambiguous_match"])

/** What a person can do about each code. */
export const nextSteps: { readonly [code in FindingCode]: string } = {
  unmatched_account: "Give the person in Entra ID the address of their Atlassian account, or ignore it.",
  hidden_email: "Ask the person to show their address in their Atlassian profile, or set Atlassian Account ID by hand.",
  ambiguous_match: "Let only one person in Entra ID have this address.",
  binding_conflict: "Check who owns the record; clear Atlassian Account ID on it to free the account.",
  second_account:
    "Deactivate the account that the person does not use, or put the ID of the right one into Atlassian Account ID on their record.",
  relinked: "Nothing: the earlier Atlassian account is gone, and the record now follows the new one.",
  missing_manager: "Give the manager an Atlassian account, or correct the manager in Entra ID.",
  manager_cycle: "Correct the managers in Entra ID: these people report to each other.",
  truncated_value: "Shorten the value in Entra ID to at most 255 characters.",
  name_adjusted: "Nothing: Assets refuses some characters in Name; Full Name has the original.",
  unmanaged_record: "Nothing, or remove the record: its Entra User ID is not an object id of Entra.",
  absence_unconfirmed:
    "Nothing: the next runs ask again. If it stays so, look the person up in Entra ID and Atlassian.",
  quota: "Buy more Assets objects, or remove objects that nobody needs."
}
