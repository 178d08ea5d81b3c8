/**
 * `POST /$batch`: up to 20 requests in one, answered in no particular order. Each inner request is a request of its own
 * to the same service, with its own status, headers and cost.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import { badRequest } from "./GraphFailure.ts"
import type { GraphFailure } from "./GraphFailure.ts"
import * as Body from "./internal/Body.ts"
import * as Respond from "./Respond.ts"
import type { Handler } from "./Simulator.ts"

const InnerRequest = Schema.Struct({
  id: Schema.String,
  method: Schema.String,
  url: Schema.String,
  headers: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
  body: Schema.optionalKey(Schema.Unknown),
  dependsOn: Schema.optionalKey(Schema.Array(Schema.String))
})
type InnerRequest = typeof InnerRequest.Type

const decodeBatch = Schema.decodeUnknownEffect(
  Schema.fromJsonString(Schema.Struct({ requests: Schema.Array(InnerRequest) }))
)

const decodeJson = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

interface InnerResponse {
  readonly id: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

const maxRequests = 20

const problemOf = (requests: ReadonlyArray<InnerRequest>): string | undefined => {
  if (requests.length > maxRequests) return `Number of batch request steps exceeds the maximum value of ${maxRequests}.`
  const seen = new Set<string>()
  for (const { dependsOn = [], id, url } of requests) {
    if (seen.has(id.toLowerCase())) return `Request Id is specified more than once: '${id}'.`
    if (/^https?:/i.test(url) || /^\/?\$batch/.test(url)) return `Request url is not valid: '${url}'.`
    if (dependsOn.some((other) => !seen.has(other.toLowerCase()))) return `Invalid dependsOn of request '${id}'.`
    seen.add(id.toLowerCase())
  }
  return undefined
}

/** Names in a batch keep the case that the services write; a web `Headers` object has lost it. */
const writtenName = (name: string): string =>
  name.startsWith("x-") || name.endsWith("request-id")
    ? name
    : name.replaceAll(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase())

const toInnerResponse = Effect.fnUntraced(function*(id: string, response: Response) {
  const broken = Respond.isNetworkError(response) || response instanceof Body.CutResponse
  const text = broken ? "" : yield* Body.text(response)
  const inner: InnerResponse = {
    id,
    // A connection that broke behind the batch shows as a gateway's failure.
    status: broken ? 504 : response.status,
    headers: Object.fromEntries([...response.headers].map(([name, value]) => [writtenName(name), value])),
    body: text === "" ? null : Option.getOrElse(decodeJson(text), () => text)
  }
  return inner
})

/** `handle` is what answers the inner requests. */
export const answer = Effect.fnUntraced(function*(
  request: Request,
  handle: Handler
): Effect.fn.Return<object, GraphFailure> {
  const text = yield* Body.text(request)
  const { requests } = yield* Effect.mapError(
    decodeBatch(text),
    () => badRequest("Invalid batch payload format.", "BadRequest")
  )
  const problem = problemOf(requests)
  if (problem !== undefined) return yield* badRequest(problem, "BadRequest")

  const base = request.url.slice(0, request.url.lastIndexOf("/"))
  const authorization = request.headers.get("authorization") ?? ""
  const failed = new Set<string>()
  const responses: Array<InnerResponse> = []
  for (const { body, dependsOn = [], headers = {}, id, method, url } of requests) {
    if (dependsOn.some((other) => failed.has(other.toLowerCase()))) {
      failed.add(id.toLowerCase())
      responses.push({
        id,
        status: 424,
        headers: {},
        body: { error: { code: "FailedDependency", message: "A request that this one depends on failed." } }
      })
      continue
    }
    const inner = new Request(`${base}/${url.replace(/^\//, "")}`, {
      method,
      headers: { ...headers, authorization },
      ...(body !== undefined && body !== null && { body: JSON.stringify(body) })
    })
    const response = yield* Effect.flatMap(handle(inner), (answered) => toInnerResponse(id, answered))
    if (response.status >= 400) failed.add(id.toLowerCase())
    responses.push(response)
  }
  return { responses: yield* Random.shuffle(responses) }
})
