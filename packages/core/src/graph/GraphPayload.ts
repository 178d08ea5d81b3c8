/**
 * What Microsoft Graph sends about users, reduced to what is used, and what it becomes in the model. Shapes: Graph v1.0,
 * "user" and "List users". Only the id is required; any other property may be absent, which is not the same as null.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { EntraManager, EntraUser } from "../model/EntraUser.ts"
import { EntraId } from "../model/Ids.ts"
import { oneCopy } from "../model/OneCopy.ts"
import { identifier } from "./internal/Identifier.ts"

const Text = Schema.optionalKey(Schema.NullOr(Schema.String))
const Texts = Schema.optionalKey(Schema.NullOr(Schema.Array(Schema.String)))

/** A `directoryObject`: a user or a contact of the organisation; its type may be missing. */
const GraphManager = Schema.Struct({
  id: EntraId,
  "@odata.type": Schema.optionalKey(Schema.String)
})

const GraphUser = Schema.Struct({
  id: EntraId,
  displayName: Text,
  mail: Text,
  userPrincipalName: Text,
  jobTitle: Text,
  department: Text,
  accountEnabled: Schema.optionalKey(Schema.NullOr(Schema.Boolean)),
  userType: Text,
  proxyAddresses: Texts,
  otherMails: Texts,
  manager: Schema.optionalKey(Schema.NullOr(GraphManager))
})

/** The query that asks for these properties. Of a manager only the id and the type matter. */
export const userQuery =
  "$select=id,displayName,mail,userPrincipalName,otherMails,proxyAddresses,jobTitle,department," +
  "accountEnabled,userType&$expand=manager($select=id)"

/** A page of `GET /users`. Its users are decoded one by one, so that one that cannot be read does not hide the others. */
export const UserPage = Schema.Struct({
  value: Schema.Array(Schema.Unknown),
  "@odata.nextLink": Schema.optionalKey(Schema.NullOr(Schema.String))
})

/** The body of `POST /$batch`'s answer; the answers come in any order. A body that is not JSON is a string. */
export const BatchAnswer = Schema.Struct({
  responses: Schema.Array(Schema.Struct({
    id: Schema.String,
    status: Schema.Int,
    headers: Schema.optionalKey(Schema.NullOr(Schema.Record(Schema.String, Schema.String))),
    body: Schema.optionalKey(Schema.Unknown)
  }))
})

/** The body of a refusal. One from a proxy is HTML and has none of it. */
const ErrorBody = Schema.Struct({
  error: Schema.Struct({
    code: Schema.optionalKey(Schema.String),
    message: Schema.optionalKey(Schema.String),
    innerError: Schema.optionalKey(Schema.Struct({ "request-id": Schema.optionalKey(Schema.String) }))
  })
})

export interface Refusal {
  readonly code?: string | undefined
  /** Graph's own words, which may repeat what was asked for: to look into, not to show. */
  readonly message?: string | undefined
  readonly requestId?: string | undefined
}

const decodeErrorBody = Schema.decodeUnknownOption(ErrorBody)

/** What the body of a refusal says; nothing when it is no body of Graph's. */
export const refusal = (body: unknown): Refusal =>
  Option.match(decodeErrorBody(body), {
    onNone: () => ({}),
    onSome: ({ error: { code, innerError, message } }) => ({
      code: identifier(code),
      message,
      requestId: identifier(innerError?.["request-id"])
    })
  })

const decodeUser = Schema.decodeUnknownOption(GraphUser)
const decodeManager = Schema.decodeUnknownOption(GraphManager)

/** The manager that `GET /users/{id}/manager` shows. */
export const toManager = (body: unknown): Option.Option<EntraManager> => Option.map(decodeManager(body), managerOf)

/** A function from wire users to users; none for what is no user. It keeps one copy of what many users have in common. */
export const userReader = (): (body: unknown) => Option.Option<EntraUser> => {
  const common: Common = { text: oneCopy<string | null>(), id: oneCopy<EntraId>() }
  return (body) => Option.map(decodeUser(body), (user) => toUser(user, common))
}

interface Common {
  readonly text: (text: string | null) => string | null
  readonly id: (id: EntraId) => EntraId
}

/** The id of a wire user that cannot be read otherwise, or a word in its place. */
export const idOf = (body: unknown): string =>
  Option.match(decodeId(body), { onNone: () => "one without an id", onSome: ({ id }) => id })

const decodeId = Schema.decodeUnknownOption(Schema.Struct({ id: EntraId }))

const toUser = (
  { department, jobTitle, manager, otherMails, proxyAddresses, userType, ...rest }: typeof GraphUser.Type,
  common: Common
): EntraUser => {
  const { aliases, primary } = addresses(proxyAddresses ?? none, rest.mail ?? null, rest.userPrincipalName ?? null)
  return {
    ...rest,
    // Mostly equal, and then one text.
    ...(typeof rest.mail === "string" && rest.mail === rest.userPrincipalName && { userPrincipalName: rest.mail }),
    ...(jobTitle === undefined ? {} : { jobTitle: common.text(jobTitle) }),
    ...(department === undefined ? {} : { department: common.text(department) }),
    isGuest: userType === "Guest",
    primaryProxyAddress: primary,
    aliases,
    otherMails: otherMails === undefined || otherMails === null || otherMails.length === 0 ? none : otherMails,
    ...(manager === undefined || manager === null
      ? {}
      : { manager: managerOf({ ...manager, id: common.id(manager.id) }) })
  }
}

/** Only a user can have a record; whatever else Graph may allow as a manager counts as a contact. */
const managerOf = ({ "@odata.type": type, id }: typeof GraphManager.Type): EntraManager =>
  type === undefined || type === "#microsoft.graph.user" ? { _tag: "User", id } : { _tag: "Contact", id }

/** One empty array for all users. */
const none: ReadonlyArray<string> = Object.freeze([])

/**
 * The addresses among the proxy addresses: `SMTP:` marks the primary one and `smtp:` the others; `X500:`, `SIP:` and the
 * like are no addresses. Some have a space after the colon. An alias that repeats mail, userPrincipalName or the primary
 * address is left out: whoever has an address there is found by it before aliases are looked at.
 */
const addresses = (proxyAddresses: ReadonlyArray<string>, mail: string | null, userPrincipalName: string | null) => {
  let primary: string | null = null
  const others: Array<string> = []
  for (const entry of proxyAddresses) {
    const colon = entry.indexOf(":")
    const prefix = entry.slice(0, Math.max(0, colon)).trim()
    if (prefix !== "SMTP" && prefix !== "smtp") continue
    const address = entry.slice(colon + 1).trim()
    if (address === "") continue
    if (prefix === "SMTP" && primary === null) primary = address === mail ? mail : address
    else others.push(address)
  }
  const covered = new Set([mail, userPrincipalName, primary].map((address) => address?.trim().toLowerCase()))
  const aliases = others.filter((address) => !covered.has(address.toLowerCase()))
  // A copy, as an array that was filled one by one keeps room for sixteen more.
  return { primary, aliases: aliases.length === 0 ? none : aliases.slice() }
}
