/**
 * The network inside the worker of one invocation: `__forge_fetch__`, which Forge's SDKs call, and `fetch`. Both only
 * write requests down; the simulator answers them later.
 */
import { createRequire } from "node:module"
import * as VirtualTime from "./VirtualTime.ts"
import type { WireAnswer, WireRequest } from "./WorkerMessages.ts"

const require = createRequire(import.meta.url)

interface Pending {
  readonly resolve: (response: Response) => void
  readonly reject: (error: unknown) => void
}

/** `type` is Forge's word for the kind of proxy: a product's, or the store's. */
interface ForgeFetchOptions {
  readonly type: string
  readonly provider?: "app" | "user" | "none"
  readonly remote?: string
  readonly accountId?: string
}

const pending = new Map<number, Pending>()
let nextId = 0
let written: Array<WireRequest> = []
let aborted: Array<number> = []

/** What was written down since it was last asked for. */
export const take = (): { readonly requests: Array<WireRequest>; readonly aborted: Array<number> } => {
  const taken = { requests: written, aborted }
  written = []
  aborted = []
  return taken
}

export const answer = (id: number, answer: WireAnswer): void => {
  const waiting = pending.get(id)
  if (waiting === undefined) return
  pending.delete(id)
  if (answer._tag === "Rejected") {
    waiting.reject(Object.assign(new TypeError(answer.message), { name: answer.name }))
  } else waiting.resolve(toResponse(answer))
}

const bodiless = new Set([204, 205, 304])

const toResponse = ({ body, cut, headers, status }: Extract<WireAnswer, { readonly _tag: "Response" }>): Response => {
  return new Response(cut ? broken(body) : bodiless.has(status) ? null : body, {
    status,
    headers: headers.map(([name, value]): [string, string] => [name, value])
  })
}

const broken = (body: string): ReadableStream<Uint8Array> => {
  let sent = false
  return new ReadableStream({
    pull: (controller) => {
      if (sent) return controller.error(new TypeError("terminated"))
      sent = true
      controller.enqueue(new TextEncoder().encode(body.slice(0, Math.max(1, body.length >> 1))))
    }
  })
}

const isForgeRemote = (remote: string | undefined): remote is "jira" | "stargate" =>
  remote === "jira" || remote === "stargate"

/** The body where it is known at once, and the type that the platform would give it. */
const knownBody = (body: unknown): { readonly text: string; readonly type?: string } | undefined => {
  if (body === undefined || body === null) return { text: "" }
  if (typeof body === "string") return { text: body, type: "text/plain;charset=UTF-8" }
  if (body instanceof URLSearchParams) {
    return { text: body.toString(), type: "application/x-www-form-urlencoded;charset=UTF-8" }
  }
  if (body instanceof Uint8Array || body instanceof ArrayBuffer) return { text: new TextDecoder().decode(body) }
  return undefined
}

type Destination = Pick<WireRequest, "remote" | "provider" | "accountId" | "target">

const send = (
  destination: Destination,
  method: string,
  headers: Headers,
  body: string,
  signal: AbortSignal | null | undefined
): Promise<Response> =>
  new Promise((resolve, reject) => {
    VirtualTime.assertRunning()
    if (signal?.aborted === true) return reject(signal.reason)
    const id = ++nextId
    pending.set(id, { resolve, reject })
    written.push({ id, ...destination, method: method.toUpperCase(), headers: [...headers], body })
    signal?.addEventListener("abort", () => {
      if (!pending.delete(id)) return
      aborted.push(id)
      reject(signal.reason)
    }, { once: true })
  })

const forgeFetch = async (options: ForgeFetchOptions, path: string, init?: RequestInit): Promise<Response> => {
  const { accountId, provider = "none", remote, type } = options
  const toStore = type === "kvs"
  if (!toStore && !(type === "fpp" && isForgeRemote(remote))) {
    throw new Error(`The simulator has no proxy of the type ${type} for ${remote ?? "no remote"}`)
  }
  const body = knownBody(init?.body)
  if (body === undefined) throw new Error("The simulator takes bodies of text and bytes only")
  const headers = new Headers(init?.headers)
  if (body.text !== "" && !headers.has("content-type")) headers.set("content-type", "application/json")
  return send(
    { remote: toStore || !isForgeRemote(remote) ? "kvs" : remote, provider, accountId, target: path },
    init?.method ?? "GET",
    headers,
    body.text,
    init?.signal
  )
}

const egress = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
  const request = input instanceof Request ? new Request(input, init) : undefined
  const body = request === undefined ? knownBody(init?.body) : { text: await request.text() }
  if (body === undefined) return egress(new Request(input, init))
  const headers = request?.headers ?? new Headers(init?.headers)
  if (body.type !== undefined && !headers.has("content-type")) headers.set("content-type", body.type)
  const target = input instanceof Request ? input.url : new URL(input).href
  return send(
    { remote: "egress", provider: "none", accountId: undefined, target },
    request?.method ?? init?.method ?? "GET",
    headers,
    body.text,
    request?.signal ?? init?.signal
  )
}

const noSockets = () => {
  throw new Error("The simulator knows no network but fetch.")
}

export const install = (): void => {
  Object.assign(globalThis, { __forge_fetch__: forgeFetch, fetch: egress })
  for (const module of ["node:http", "node:https"]) {
    Object.assign(require(module), { request: noSockets, get: noSockets })
  }
  Object.assign(require("node:net"), { connect: noSockets, createConnection: noSockets })
}
