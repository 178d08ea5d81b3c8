/**
 * What the guard says of a plan: why a run should stop, with figures, a few ids, and which group it is about. It is
 * stored in the plan's header, and its size does not depend on the directory's.
 */
import * as Schema from "effect/Schema"
import { FieldKey } from "../model/Employee.ts"
import type { GuardLimits } from "../model/GuardLimits.ts"
import { AccountId, EntraId } from "../model/Ids.ts"

export const GuardRule = Schema.Literals([
  "inactivations",
  "department",
  "manager_tree",
  "unmatched_accounts",
  "blanked_attribute",
  "object_allowance",
  "no_users",
  "incomplete_read"
])
export type GuardRule = typeof GuardRule.Type

/** At most so many ids of a kind stand in a stop. */
export const exampleLimit = 3

const examples = <S extends Schema.Constraint>(id: S) => Schema.Array(id).check(Schema.isMaxLength(exampleLimit))

/** Who belongs together: those of one department, or everybody below one manager, who is told as in findings. */
export const StopGroup = Schema.Union([
  Schema.TaggedStruct("Department", { name: Schema.String }),
  Schema.TaggedStruct("Manager", { entraId: EntraId, name: Schema.String, accountId: Schema.optionalKey(AccountId) })
])
export type StopGroup = typeof StopGroup.Type

/** Active accounts for which nobody in Entra ID was found, of all active accounts. */
export const Unmatched = Schema.Struct({ count: Schema.Int, accounts: Schema.Int })
export type Unmatched = typeof Unmatched.Type

/** One rule that a plan breaks. What `count` and `of` count is the rule's; `detail` says it. */
export const Stop = Schema.Struct({
  rule: GuardRule,
  /** Of `department` and `manager_tree`: which one. It has names, so it stands in plans only. */
  group: Schema.optionalKey(StopGroup),
  /** Further groups that break it: how many, and which a few of them are. */
  others: Schema.optionalKey(
    Schema.Struct({ count: Schema.Int, groups: Schema.Array(StopGroup).check(Schema.isMaxLength(exampleLimit)) })
  ),
  /** Of `unmatched_accounts`: how it was after the last successful run. */
  before: Schema.optionalKey(Unmatched),
  /** Of `blanked_attribute`: which one. */
  field: Schema.optionalKey(FieldKey),
  /** One plain sentence with the figures; no ids, no names and no addresses. */
  detail: Schema.String,
  count: Schema.Int,
  /** All of those that could have been counted. */
  of: Schema.Int,
  /** `count` in percent of `of`, to one decimal. */
  percent: Schema.Finite,
  /** The highest `count` that would have passed. */
  limit: Schema.Int,
  /** A few of those that were counted: people, or accounts where nobody is known. */
  examples: Schema.Struct({ entraIds: examples(EntraId), accountIds: examples(AccountId) })
})
export type Stop = typeof Stop.Type

export const Verdict = Schema.Struct({
  /** Why a run should stop; none when the plan is ordinary. */
  stops: Schema.Array(Stop),
  /** For later runs to compare with; `null` after an incomplete read, which looks for nobody. */
  unmatched: Schema.NullOr(Unmatched)
})
export type Verdict = typeof Verdict.Type

/**
 * Whether a run under these limits waits for an approval. With the guard off nothing does, an incomplete read and an
 * empty directory included: these inactivate nobody by themselves, since only those become inactive whom a source calls
 * disabled or, asked by id, does not know.
 */
export const blocks = (verdict: Verdict, limits: Pick<GuardLimits, "enabled">): boolean =>
  limits.enabled && verdict.stops.length > 0

/** What a person can do about each rule. */
export const nextSteps: { readonly [rule in GuardRule]: string } = {
  inactivations: "Check that these people have left; then approve the plan, or correct Entra ID and run again.",
  department: "Check that this department was closed; then approve the plan, or correct Entra ID and run again.",
  manager_tree: "Check that this team was dissolved; then approve the plan, or correct Entra ID and run again.",
  unmatched_accounts:
    "Check whether addresses were changed or people removed in Entra ID; then correct them and run again, or approve the plan.",
  blanked_attribute:
    "Check that the attribute was meant to be emptied in Entra ID; then approve the plan, or correct Entra ID and run again.",
  object_allowance:
    "Buy more Assets objects and raise the allowance in the settings, or remove objects that nobody needs.",
  no_users: "Check the tenant, the app's permissions and which users it may see; then run again.",
  incomplete_read: "Run again; if the read ends early once more, do what its message says."
}
