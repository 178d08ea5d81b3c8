/** Builds the web `Response`s that simulators answer with. */
import { TextResponse } from "./internal/Body.ts"

export type ResponseHeaders = Readonly<Record<string, string>>

/** A body of `undefined` means no body. */
export const json = (status: number, body: unknown, headers: ResponseHeaders = {}): Response =>
  new TextResponse(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json;charset=utf-8", ...headers }
  })

export const text = (status: number, body: string, headers: ResponseHeaders = {}): Response =>
  new TextResponse(body, { status, headers: { "content-type": "text/plain;charset=utf-8", ...headers } })

/** What a proxy between us and the service answers: no JSON at all. */
export const html = (status: number, title: string, headers: ResponseHeaders = {}): Response =>
  new TextResponse(`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`, {
    status,
    headers: { "content-type": "text/html", ...headers }
  })

/** No answer at all: the connection broke. Adapters turn it into a transport error. */
export const networkError = (): Response => Response.error()

export const isNetworkError = (response: Response): boolean => response.type === "error"
