/**
 * A simulator behind a real socket on loopback, for programs in other processes and in other languages. One server
 * stands for one host: requests arrive with a loopback address and are rebuilt with the service's real https URL.
 */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import * as Http from "node:http"
import * as Respond from "./Respond.ts"
import type { Simulator } from "./Simulator.ts"

export class ServerError extends Schema.TaggedError<ServerError>()("ServerError", {
  port: Schema.Int,
  reason: Schema.Literals(["PortInUse", "NotPermitted", "Other"]),
  message: Schema.String
}) {}

export interface Options {
  /** Which of the simulator's hosts this server stands for; the first unless said. */
  readonly host?: string
  /** Any free port unless said. */
  readonly port?: number
}

export interface Server {
  /** Such as `http://127.0.0.1:8080`, without a slash at the end. */
  readonly baseUrl: string
  readonly port: number
}

/** Headers that belong to one connection, or that the rebuilt request states anew. */
const dropped: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "transfer-encoding",
  "upgrade"
])

const toServerError = (port: number, cause: Error): ServerError => {
  const code = "code" in cause ? cause.code : undefined
  if (code === "EADDRINUSE") {
    return new ServerError({ port, reason: "PortInUse", message: `Port ${port} is in use. Choose another port.` })
  }
  return code === "EACCES"
    ? new ServerError({ port, reason: "NotPermitted", message: `Port ${port} may not be used. Choose one above 1023.` })
    : new ServerError({ port, reason: "Other", message: cause.message })
}

const bodyOf = (message: Http.IncomingMessage): Effect.Effect<Buffer> =>
  Effect.callback((resume) => {
    const chunks: Array<Buffer> = []
    message.on("data", (chunk: Buffer) => chunks.push(chunk))
    message.on("end", () => resume(Effect.succeed(Buffer.concat(chunks))))
  })

const toRequest = Effect.fnUntraced(function*(message: Http.IncomingMessage, host: string) {
  const method = message.method ?? "GET"
  const hasBody = method !== "GET" && method !== "HEAD"
  const headers = new Headers()
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    if (!dropped.has(name)) { for (const value of values ?? []) headers.append(name, value) }
  }
  const body = hasBody ? yield* bodyOf(message) : undefined
  return new Request(`https://${host}${message.url ?? "/"}`, {
    method,
    headers,
    ...(body !== undefined && body.length > 0 && { body: new Uint8Array(body) })
  })
})

const send = Effect.fnUntraced(function*(response: Response, answer: Http.ServerResponse) {
  if (Respond.isNetworkError(response)) {
    answer.destroy()
    return
  }
  const body = yield* Effect.promise(() => response.arrayBuffer())
  answer.writeHead(response.status, Object.fromEntries(response.headers))
  answer.end(Buffer.from(body))
})

/** Serves until its scope closes. */
export const serve = Effect.fn("SimulatorServer.serve")(function*(
  simulator: Simulator,
  options: Options = {}
): Effect.fn.Return<Server, ServerError, Scope.Scope> {
  const host = options.host ?? simulator.hosts[0] ?? "localhost"
  const port = options.port ?? 0
  const run = Effect.runForkWith(yield* Effect.context())

  const server = Http.createServer((message, answer) => {
    const fiber = run(
      toRequest(message, host).pipe(
        Effect.flatMap(simulator.handle),
        Effect.catchCause((cause) =>
          Effect.as(Effect.logError("The simulator died", cause), Respond.text(500, "The simulator died."))
        ),
        Effect.flatMap((response) => send(response, answer)),
        // A body that breaks off breaks the connection.
        Effect.catchCause(() => Effect.sync(() => answer.destroy()))
      )
    )
    answer.on("close", () => {
      if (!answer.writableFinished) run(Fiber.interrupt(fiber))
    })
  })

  yield* Effect.acquireRelease(
    Effect.callback<void, ServerError>((resume) => {
      server.once("error", (cause) => resume(Effect.fail(toServerError(port, cause))))
      server.listen(port, "127.0.0.1", () => resume(Effect.void))
    }),
    () =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  )
  const address = server.address()
  const bound = typeof address === "object" && address !== null ? address.port : port
  return { baseUrl: `http://127.0.0.1:${bound}`, port: bound }
})
