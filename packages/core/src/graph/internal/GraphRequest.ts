/**
 * One read from Graph: with the bearer token, once more with a new one when Graph refuses it, and with every refusal
 * turned into a `GraphError`. It knows no endpoint.
 */
import * as Effect from "effect/Effect"
import type * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import type * as Redacted from "effect/Redacted"
import type * as Schema from "effect/Schema"
import { ApiClient } from "../../http/ApiClient.ts"
import type { Endpoint } from "../../http/Endpoint.ts"
import { AccessToken, type TokenError } from "../AccessToken.ts"
import { GraphError, type GraphReason, reasonOf } from "../GraphError.ts"
import { refusal } from "../GraphPayload.ts"
import { identifier } from "./Identifier.ts"

export interface Operation extends Endpoint {
  /** As an infinitive, for errors. */
  readonly operation: string
}

type Decode<A> = (
  response: HttpClientResponse.HttpClientResponse
) => Effect.Effect<A, HttpClientError.HttpClientError | Schema.SchemaError>

export interface Read {
  /** `units`: what the request costs in Graph's resource units. */
  <A>(
    operation: Operation,
    request: HttpClientRequest.HttpClientRequest,
    units: number,
    decode: Decode<A>
  ): Effect.Effect<A, GraphError>
}

export const failure = ({ operation }: Operation, reason: GraphReason, requestId?: string): GraphError =>
  new GraphError(requestId === undefined ? { operation, reason } : { operation, reason, requestId })

export const make: Effect.Effect<Read, never, ApiClient | AccessToken> = Effect.gen(function*() {
  const api = yield* ApiClient
  const accessToken = yield* AccessToken

  const send = Effect.fnUntraced(function*(
    operation: Operation,
    request: HttpClientRequest.HttpClientRequest,
    units: number
  ) {
    const execute = (token: Redacted.Redacted) =>
      Effect.mapError(
        api.execute(operation, HttpClientRequest.bearerToken(request, token), { units }),
        () => failure(operation, { _tag: "Unavailable", status: null })
      )
    const token = yield* accessToken.get.pipe(Effect.mapError(noToken(operation)))
    const response = yield* execute(token)
    if (response.status !== 401) return response
    return yield* execute(yield* accessToken.refresh(token).pipe(Effect.mapError(noToken(operation))))
  })

  return (operation, request, units, decode) =>
    send(operation, request, units).pipe(
      Effect.flatMap((response) =>
        response.status >= 200 && response.status < 300
          ? Effect.mapError(decode(response), () => failure(operation, { _tag: "InvalidResponse" }))
          : Effect.flatMap(refused(operation, response), Effect.fail)
      ),
      // An answer may be cut off on its way and still look like one that is whole.
      Effect.retry({ times: 2, while: (error) => error.reason._tag === "InvalidResponse" })
    )
})

const noToken = (operation: Operation) => (error: TokenError) => failure(operation, { _tag: "Token", error })

/** The status comes first: the body may be a proxy's. */
const refused = (operation: Operation, response: HttpClientResponse.HttpClientResponse) =>
  Effect.map(Effect.orElseSucceed(response.json, () => null), (body) => {
    const { code, requestId } = refusal(body)
    return failure(
      operation,
      reasonOf(response.status, code),
      identifier(response.headers["request-id"]) ?? requestId
    )
  })
