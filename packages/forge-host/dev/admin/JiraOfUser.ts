/** Jira's answers to what the page asks in the name of the user who looks at it. */
import type { AtlassianSimulator } from "@entra-assets/test-kit/AtlassianSimulator"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** Of the bridge's `fetchProduct`. */
export const ProductRequest = Schema.Struct({
  product: Schema.Literal("jira"),
  restPath: Schema.String,
  fetchRequestInit: Schema.optional(Schema.Struct({ method: Schema.optional(Schema.String) }))
})

export const answer = Effect.fnUntraced(function*(
  { callers, cloudId, handle }: AtlassianSimulator,
  accountId: string,
  { fetchRequestInit, restPath }: typeof ProductRequest.Type
) {
  const token = `page-of-${accountId}`
  callers.allowToken(token, { kind: "user", accountId })
  const response = yield* handle(
    new Request(`https://api.atlassian.com/ex/jira/${cloudId}${restPath}`, {
      method: fetchRequestInit?.method ?? "GET",
      headers: { authorization: `Bearer ${token}` }
    })
  )
  return {
    status: response.status,
    statusText: response.statusText,
    headers: Object.fromEntries(response.headers),
    body: yield* Effect.promise(() => response.text())
  }
})
