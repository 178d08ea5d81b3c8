/**
 * Why Microsoft Graph refuses a request, and the envelope that says so. Codes and messages: learn.microsoft.com/graph/
 * errors and real answers seen in public.
 */
import * as Data from "effect/Data"

export class GraphFailure extends Data.TaggedError("GraphFailure")<{
  readonly status: number
  readonly code: string
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}> {}

/** What every answer of Graph is stamped with. */
export interface Stamp {
  readonly requestId: string
  readonly clientRequestId: string
  /** UTC without a zone, to the second: `2025-02-04T12:00:00`. */
  readonly date: string
}

const inner = ({ clientRequestId, date, requestId }: Stamp) => ({
  date,
  "request-id": requestId,
  "client-request-id": clientRequestId
})

export const envelope = ({ code, message, status }: GraphFailure, stamp: Stamp): object => ({
  error: status === 429
    ? { code, innerError: { code: "429", message: "Please retry after", ...inner(stamp), status: "429" }, message }
    : { code, message, innerError: inner(stamp) }
})

export const badRequest = (message: string, code = "Request_BadRequest"): GraphFailure =>
  new GraphFailure({ status: 400, code, message })

export const unsupportedQuery = (message: string): GraphFailure => badRequest(message, "Request_UnsupportedQuery")

export const notFound = (resource: string): GraphFailure =>
  new GraphFailure({
    status: 404,
    code: "Request_ResourceNotFound",
    message: `Resource '${resource}' does not exist or one of its queried reference-property objects are not present.`
  })

export const unknownSegment = (segment: string): GraphFailure =>
  badRequest(`Resource not found for the segment '${segment}'.`, "BadRequest")

export const unauthorized = (message: string): GraphFailure =>
  new GraphFailure({
    status: 401,
    code: "InvalidAuthenticationToken",
    message,
    headers: { "www-authenticate": "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common\"" }
  })

export const denied = (): GraphFailure =>
  new GraphFailure({
    status: 403,
    code: "Authorization_RequestDenied",
    message: "Insufficient privileges to complete the operation."
  })

export const expiredPageToken = (): GraphFailure =>
  badRequest(
    "The specified page token value has expired and can no longer be included in your request.",
    "Directory_ExpiredPageToken"
  )
