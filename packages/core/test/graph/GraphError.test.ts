import { assert, it } from "@effect/vitest"
import * as AadErrors from "@entra-assets/core/graph/AadErrors"
import { GraphError, type GraphReason, reasonOf, toSourceError } from "@entra-assets/core/graph/GraphError"
import { entraId } from "../fixtures/People.ts"

const errorOf = (reason: GraphReason) => new GraphError({ operation: "list users", reason, requestId: "r-1" })

it.each<[number, GraphReason]>([
  [400, { _tag: "BadRequest", status: 400, code: "Request_BadRequest" }],
  [401, { _tag: "Unauthorized", code: "Request_BadRequest" }],
  [403, { _tag: "Forbidden", code: "Request_BadRequest" }],
  [408, { _tag: "Unavailable", status: 408 }],
  [429, { _tag: "Throttled" }],
  [501, { _tag: "Unavailable", status: 501 }]
])("HTTP %i", (status, reason) => {
  assert.deepStrictEqual(reasonOf(status, "Request_BadRequest"), reason)
})

it.each<[GraphReason, string]>([
  [{ _tag: "Token", error: AadErrors.fromCode(7000222) }, "Unauthorized"],
  [{ _tag: "Token", error: AadErrors.fromCode(90002) }, "Misconfigured"],
  [{ _tag: "Unauthorized", code: null }, "Unauthorized"],
  [{ _tag: "Forbidden", code: "Authorization_RequestDenied" }, "Forbidden"],
  [{ _tag: "Throttled" }, "Throttled"],
  [{ _tag: "Unavailable", status: null }, "Unavailable"],
  [{ _tag: "BadRequest", status: 400, code: null }, "InvalidResponse"],
  [{ _tag: "InvalidResponse" }, "InvalidResponse"],
  [{ _tag: "UnreadableUsers", count: 1, ids: [entraId(1)] }, "InvalidResponse"],
  [{ _tag: "TooManyRestarts", restarts: 5 }, "Unavailable"],
  [{ _tag: "ForeignNextLink" }, "InvalidResponse"],
  [{ _tag: "RepeatedNextLink" }, "InvalidResponse"]
])("%j is %s to a sync, with something to do", (reason, expected) => {
  const error = toSourceError(errorOf(reason))
  assert.strictEqual(error.source, "entra")
  assert.strictEqual<string>(error.reason, expected)
  assert.match(error.message, /^[A-Z][^()]*\.$/)
  assert.match(error.details ?? "", /asked to list users, request-id r-1(, AADSTS\d+)?$/)
  assert.match(error.nextStep, /^[A-Z].*\.$/)
})

it("of many unreadable users a few are named", () => {
  const { message } = errorOf({ _tag: "UnreadableUsers", count: 100, ids: [entraId(1), entraId(2)] })
  assert.include(message, `listed 100 users that cannot be read: ${entraId(1)}, ${entraId(2)}`)
})

it("a refused token comes with what Microsoft's support asks for, and nothing else of the answer", () => {
  const messageOf = (traceId: string) =>
    new GraphError({
      operation: "list users",
      reason: {
        _tag: "Token",
        error: AadErrors.fromAnswer(401, { error_codes: [7000215], trace_id: traceId, correlation_id: "c-1" })
      }
    }).message
  assert.include(messageOf("t-1"), "(asked to list users, AADSTS7000215, trace id t-1, correlation id c-1)")
  assert.include(messageOf("ada@example.com"), "(asked to list users, AADSTS7000215, correlation id c-1)")
})
