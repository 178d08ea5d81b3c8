/**
 * The refusals that Jira and Assets have in common, since one gateway stands before both. What a person can do about
 * them differs, so the words are the clients' own.
 */
import * as Effect from "effect/Effect"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/** Members for the reason of a client's error. */
export const reasons = [
  /** 401: the caller is unknown, has expired, or is not let in. */
  Schema.TaggedStruct("Unauthorized", {}),
  /** 401 of the gateway: the app or token was not given the scope. */
  Schema.TaggedStruct("MissingScope", { scope: Schema.String }),
  /** 403: signed in, but without the permission or role. */
  Schema.TaggedStruct("Forbidden", {}),
  /** 429 after every retry. */
  Schema.TaggedStruct("Throttled", {}),
  /** 5xx, or no answer, after every retry. */
  Schema.TaggedStruct("Unavailable", { status: Schema.NullOr(Schema.Int) }),
  /** An answer without the documented shape. */
  Schema.TaggedStruct("InvalidResponse", {})
] as const
export type AtlassianRefusal = typeof reasons[number]["Type"]

/** `{"code":401,"message":"Unauthorized; scope does not match"}`, as apps on Forge report it. */
const decodeGatewayBody = HttpClientResponse.schemaBodyJson(Schema.Struct({ message: Schema.String }))

const lacksScope = (response: HttpClientResponse.HttpClientResponse): Effect.Effect<boolean> =>
  Effect.map(
    Effect.option(decodeGatewayBody(response)),
    Option.exists(({ message }) => message.includes("scope"))
  )

/** What the status of an answer that is not 2xx means; `undefined` where that is the client's own business. */
export const ofResponse = Effect.fnUntraced(function*(
  response: HttpClientResponse.HttpClientResponse,
  scope: string
): Effect.fn.Return<AtlassianRefusal | undefined> {
  const { status } = response
  if (status === 401) return (yield* lacksScope(response)) ? { _tag: "MissingScope", scope } : { _tag: "Unauthorized" }
  if (status === 403) return { _tag: "Forbidden" }
  if (status === 429) return { _tag: "Throttled" }
  if (status >= 500) return { _tag: "Unavailable", status }
  return status < 400 ? { _tag: "InvalidResponse" } : undefined
})
