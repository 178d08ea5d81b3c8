/**
 * A person's Atlassian account (`accountType: atlassian`); apps and portal-only customers are left out at the edge.
 */
import * as Schema from "effect/Schema"
import { AccountId } from "./Ids.ts"

export const AtlassianAccount = Schema.Struct({
  accountId: AccountId,
  /** `null` when the address is hidden from us, even after asking for it. */
  email: Schema.NullOr(Schema.String),
  /** What the person is called in Jira; absent when nobody said. */
  displayName: Schema.optionalKey(Schema.String),
  active: Schema.Boolean
})
export type AtlassianAccount = typeof AtlassianAccount.Type
