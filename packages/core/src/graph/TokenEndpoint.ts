/**
 * One request to Microsoft's token endpoint and what its answer means. Who fills in the request's form is another
 * module's business.
 */
import * as Effect from "effect/Effect"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { ApiClient } from "../http/ApiClient.ts"
import type { Endpoint } from "../http/Endpoint.ts"
import * as AadErrors from "./AadErrors.ts"
import { type Grant, TokenError } from "./AccessToken.ts"

const endpoint: Endpoint = { api: "token", name: "token.clientCredentials" }

const decodeGrant = HttpClientResponse.schemaBodyJson(Schema.Struct({
  access_token: Schema.RedactedFromValue(Schema.NonEmptyString),
  expires_in: Schema.Finite.check(Schema.isGreaterThan(0))
}))

/** Microsoft calls some problems temporary in a 400, which no client repeats by its status. */
const temporary = {
  times: 3,
  while: (refused: Refused) => refused.status < 500 && refused.error.reason === "Unavailable",
  schedule: Schedule.exponential("2 seconds").pipe(Schedule.jittered)
}

/** Sends the request and reads what was granted. */
export const grant = (
  request: HttpClientRequest.HttpClientRequest
): Effect.Effect<Grant, TokenError, ApiClient> =>
  attempt(request).pipe(Effect.retry(temporary), Effect.mapError((refused) => refused.error))

interface Refused {
  readonly status: number
  readonly error: TokenError
}

const attempt = Effect.fnUntraced(function*(
  request: HttpClientRequest.HttpClientRequest
): Effect.fn.Return<Grant, Refused, ApiClient> {
  const api = yield* ApiClient
  const response = yield* Effect.mapError(api.execute(endpoint, request), () => unreachable)
  const { status } = response
  if (status === 200) {
    const answer = yield* Effect.mapError(decodeGrant(response), () => ({ status, error: noGrant }))
    return { token: answer.access_token, expiresInSeconds: answer.expires_in }
  }
  const body = yield* Effect.orElseSucceed(response.json, () => null)
  return yield* Effect.fail({ status, error: AadErrors.fromAnswer(status, body) })
})

const unreachable: Refused = {
  status: 503,
  error: new TokenError({
    reason: "Unavailable",
    message: "Microsoft's sign-in service cannot be reached.",
    nextStep:
      "Try again in a few minutes; if it stays so, check whether a firewall stands between this app and Microsoft."
  })
}

const noGrant = new TokenError({
  reason: "InvalidResponse",
  message: "Microsoft's sign-in service gave an answer without a token.",
  nextStep: "Check whether a proxy stands between this app and Microsoft, and try again."
})
