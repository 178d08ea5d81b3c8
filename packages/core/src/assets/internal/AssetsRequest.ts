/**
 * Sends one request to Assets as the site's caller, and gives its refusals their reasons.
 */
import * as Effect from "effect/Effect"
import type * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Option from "effect/Option"
import type * as Schema from "effect/Schema"
import { ApiClient } from "../../http/ApiClient.ts"
import * as AtlassianRefusal from "../../http/AtlassianRefusal.ts"
import { AtlassianSite } from "../../http/AtlassianSite.ts"
import type { AtlassianEndpoint } from "../../http/Endpoint.ts"
import { AssetsError, type AssetsReason } from "../AssetsError.ts"
import { ErrorBody } from "../AssetsPayload.ts"

export interface Operation extends AtlassianEndpoint {
  /** It sends an object, so that Assets' words for a refusal are about that object and are kept. */
  readonly writesObject?: true
}

type Decode<A> = (
  response: HttpClientResponse.HttpClientResponse
) => Effect.Effect<A, HttpClientError.HttpClientError | Schema.SchemaError>

/** Makes the function that sends; its answer is the decoded body of a response with a 2xx status. */
export const make = Effect.gen(function*() {
  const api = yield* ApiClient
  const site = yield* AtlassianSite
  const send = Effect.fnUntraced(function*<A>(
    operation: Operation,
    request: HttpClientRequest.HttpClientRequest,
    decode: Decode<A>
  ) {
    const response = yield* api.execute(operation, yield* site.authorize(request)).pipe(
      Effect.mapError(() => failure(operation, { _tag: "Unavailable", status: null }))
    )
    if (response.status < 200 || response.status >= 300) {
      return yield* failure(operation, yield* refusal(operation, response))
    }
    // What does not fit is left out of the error: bodies hold personal data and a media token.
    return yield* Effect.mapError(decode(response), () => failure(operation, { _tag: "InvalidResponse" }))
  })
  return { site, send }
})

const failure = (operation: Operation, reason: AssetsReason) =>
  new AssetsError({ operation: operation.operation, reason })

const decodeErrorBody = HttpClientResponse.schemaBodyJson(ErrorBody)

const refusal = Effect.fnUntraced(function*(
  operation: Operation,
  response: HttpClientResponse.HttpClientResponse
): Effect.fn.Return<AssetsReason> {
  const { status } = response
  if (status === 404) return { _tag: "NotFound" }
  const shared = yield* AtlassianRefusal.ofResponse(response, operation.scope)
  if (shared !== undefined) return shared
  const body = Option.getOrElse(yield* Effect.option(decodeErrorBody(response)), (): ErrorBody => ({}))
  const attributes = byAttributeId(body.errors ?? {})
  return operation.writesObject === true
    ? { _tag: "Validation", messages: body.errorMessages ?? [], attributes }
    : { _tag: "Rejected", status, attributes: Object.keys(attributes) }
})

/** Assets names an attribute `rlabs-insight-attribute-135` in its errors. */
const byAttributeId = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([key, text]) => [key.replace(/^rlabs-insight-attribute-/, ""), text]))
