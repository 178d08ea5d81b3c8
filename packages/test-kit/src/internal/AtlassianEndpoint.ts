/**
 * One operation of Jira or Assets: how it is asked for, what it needs and what it answers. A list of them is an API;
 * `router` finds the one that a request means.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Caller } from "../AtlassianCallers.ts"
import type { AtlassianRefusal } from "../AtlassianRefusal.ts"
import { refuse } from "../AtlassianRefusal.ts"
import * as Body from "./Body.ts"

export interface Call {
  readonly caller: Caller
  readonly query: URLSearchParams
  /** The parts of the path that stand for ids, in order. */
  readonly ids: ReadonlyArray<string>
  readonly request: Request
  readonly now: number
}

export interface Answer {
  readonly status: number
  /** `undefined` is no body. */
  readonly body: unknown
  /** How many user objects it holds: each costs rate limit points. */
  readonly users?: number
}

export interface Endpoint {
  /** As the meter counts it. */
  readonly name: string
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  /** Segments below the API's root; `:id` stands for any one segment. */
  readonly path: string
  /** The OAuth scope that a caller needs. */
  readonly scope: string
  /** The published limit of this endpoint where it has one of its own. */
  readonly limit?: number
  readonly answer: (call: Call) => Effect.Effect<Answer, AtlassianRefusal>
}

export type Outcome = Result.Result<Answer, AtlassianRefusal>

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })

/** Answers without reading a body. */
export const plain = (answer: (call: Call) => Outcome): Endpoint["answer"] => (call) =>
  Effect.suspend(() => Effect.fromResult(answer(call)))

/** Answers a request with a JSON body of this schema; any other body is a 400. */
export const withBody = <A>(
  schema: Schema.ConstraintDecoder<A>,
  answer: (body: A, call: Call) => Outcome
): Endpoint["answer"] => {
  const decode = Schema.decodeUnknownResult(Schema.fromJsonString(schema))
  return (call) =>
    Effect.flatMap(Body.text(call.request), (text) =>
      Effect.fromResult(
        Result.flatMap(
          Result.mapError(decode(text), (error) => refuse(400, `The request body is not valid: ${error.message}`)),
          (body) => answer(body, call)
        )
      ))
}

export interface Found {
  readonly endpoint: Endpoint
  readonly ids: ReadonlyArray<string>
}

/** Finds the endpoint for a method and the segments below the root; a literal segment goes before an id. */
export const router = (endpoints: ReadonlyArray<Endpoint>) => {
  const byShape = new Map<string, Array<{ readonly pattern: ReadonlyArray<string>; readonly endpoint: Endpoint }>>()
  for (const endpoint of endpoints) {
    const pattern = endpoint.path.split("/")
    const shape = `${endpoint.method} ${pattern.length}`
    byShape.set(shape, [...byShape.get(shape) ?? [], { pattern, endpoint }])
  }
  return (method: string, segments: ReadonlyArray<string>): Found | undefined => {
    for (const { endpoint, pattern } of byShape.get(`${method} ${segments.length}`) ?? []) {
      if (pattern.every((part, position) => part === ":id" || part === segments[position])) {
        return { endpoint, ids: segments.filter((_, position) => pattern[position] === ":id") }
      }
    }
    return undefined
  }
}

/** A whole number of the query, or the default; anything else is refused. */
export const wholeNumber = (
  query: URLSearchParams,
  name: string,
  byDefault: number
): Result.Result<number, AtlassianRefusal> => {
  const text = query.get(name)
  if (text === null) return Result.succeed(byDefault)
  return /^\d{1,9}$/.test(text)
    ? Result.succeed(Number(text))
    : Result.fail(refuse(400, `${name} is not valid: ${text}`))
}
