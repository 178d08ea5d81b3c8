/**
 * What Jira sends about users, reduced to what is used. Shapes: Jira Cloud REST API v3, "Users". Most fields that it
 * documents are absent for some account, so only `accountId` and `active` are required.
 */
import * as Schema from "effect/Schema"
import { AccountId } from "../model/Ids.ts"

const Text = Schema.optionalKey(Schema.NullOr(Schema.String))

export const JiraUser = Schema.Struct({
  accountId: AccountId,
  /** `atlassian`, `app`, `customer` or `unknown`. */
  accountType: Text,
  active: Schema.Boolean,
  displayName: Text,
  /** Absent or blank when the person hides it. */
  emailAddress: Text
})
export type JiraUser = typeof JiraUser.Type

/** `GET users/search`: a bare array without a total. */
export const UserList = Schema.Array(JiraUser)

/** `GET user/bulk`. */
export const UserPage = Schema.Struct({
  values: Schema.Array(JiraUser),
  isLast: Schema.optionalKey(Schema.Boolean),
  total: Schema.optionalKey(Schema.Int)
})

/** Without an account it says nothing. */
const UserEmail = Schema.Struct({ accountId: Schema.optionalKey(Schema.String), email: Text })
export type UserEmail = typeof UserEmail.Type

/** `GET user/email/bulk`: documented as one object, and as an array in Confluence's twin of it. */
export const UserEmails = Schema.Union([Schema.Array(UserEmail), UserEmail])
