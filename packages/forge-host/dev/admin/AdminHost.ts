/**
 * The admin page in a browser without Atlassian: the built page in a frame, under the Content Security Policy that Forge
 * sets, and behind its bridge the packed app in the Forge simulator. Simulated time follows the clock, or runs ahead.
 */
import * as EntraSimulator from "@entra-assets/test-kit/EntraSimulator"
import { CSPInjectionService } from "@forge/csp"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { extname, join, normalize } from "node:path"
import { fileURLToPath } from "node:url"
import type { SimulatedSite } from "../SimulatedSite.ts"
import * as CompanyLife from "./CompanyLife.ts"
import * as JiraOfUser from "./JiraOfUser.ts"
import * as Theme from "./Theme.ts"

export interface Options {
  readonly site: SimulatedSite
  /** Simulated seconds that pass in a second. */
  readonly speed: number
  /** Any free one unless said. */
  readonly port?: number
  readonly locale?: string
  readonly timeZone?: string
  /** Answers operations in the app's place, as `Reply` encodes them; what it leaves `undefined` the app answers. */
  readonly answers?: (functionKey: string, payload: unknown) => unknown
}

export interface AdminHost {
  /** Where a browser finds it. The page in it comes from another name of this machine, since Forge's CDN is not Jira. */
  readonly url: string
  /** Calls of the bridge so far, the oldest first. */
  readonly calls: () => ReadonlyArray<string>
}

const here = fileURLToPath(new URL(".", import.meta.url))
const page = fileURLToPath(new URL("../../dist/admin-page/", import.meta.url))

const mediaTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml"
}

const noneOfOurOwn = {
  "connect-src": [],
  "font-src": [],
  "frame-src": [],
  "img-src": [],
  "media-src": [],
  "script-src": [],
  "style-src": []
}

/** What makes the frame grow with the page: half of it stands in the page, half around it. */
const resizer = fileURLToPath(new URL(".", import.meta.resolve("iframe-resizer/js/iframeResizer.min.js")))

/** As in production, but framed by this host, and without a place to report to. */
const contentSecurityPolicy = new CSPInjectionService()
  .getInjectableCSP({ existingCSPDetails: noneOfOurOwn, microsEnv: "prod", hostname: "example.atlassian.net" })
  .filter((directive) => !/^(?:frame-ancestors|report-uri)/u.test(directive))
  .concat("frame-ancestors http://localhost:* http://127.0.0.1:*")
  .join("; ")

const BridgeCall = Schema.Struct({ user: Schema.String, op: Schema.String, payload: Schema.optional(Schema.Unknown) })
const Invocation = Schema.Struct({ functionKey: Schema.String, payload: Schema.optional(Schema.Unknown) })
const ControlCall = Schema.Struct({
  action: Schema.optional(Schema.Literals(["skipHour", "nextDay", "departmentLeaves", "kill"]))
})

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Array<Uint8Array> = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString("utf8"))
}

interface Answer {
  readonly status?: number
  readonly type: string
  readonly body: string | Uint8Array
  readonly policy?: string
}

const broken: Answer = {
  status: 500,
  type: "text/plain",
  body: "The simulated site could not answer; its output says why."
}
const notFound: Answer = { status: 404, type: "text/plain", body: "Not found" }
const json = (value: unknown): Answer => ({ type: "application/json", body: JSON.stringify(value ?? null) })

const file = (folder: string, path: string): Answer => {
  const name = normalize(path)
  const type = mediaTypes[extname(name)]
  if (type === undefined || name.startsWith("..")) return notFound
  try {
    return { type, body: readFileSync(join(folder, name)) }
  } catch {
    return notFound
  }
}

/** The page's document, with what Forge puts before its own scripts. */
const pageDocument = (): Answer => ({
  type: "text/html; charset=utf-8",
  body: readFileSync(join(page, "index.html"), "utf8").replace(
    "<head>",
    `<head><script async src="/app/iframeResizer.contentWindow.min.js"></script><script src="/app/bridge.js"></script>`
  ),
  policy: contentSecurityPolicy
})

export const make = Effect.fnUntraced(function*({
  answers,
  locale = "en-US",
  port = 0,
  site,
  speed,
  timeZone = "UTC"
}: Options) {
  const { adminId, atlassian, entra, forge } = site
  const calls: Array<string> = []
  const theme = Theme.styleSheet()

  const bridge = Effect.fnUntraced(function*(body: unknown) {
    const { op, payload, user } = yield* Schema.decodeUnknownEffect(BridgeCall)(body)
    const accountId = user === "" ? adminId : user
    if (op === "invoke") {
      const { functionKey, payload: sent } = yield* Schema.decodeUnknownEffect(Invocation)(payload)
      calls.push(functionKey)
      const answer = answers?.(functionKey, sent)
      return answer === undefined ? yield* forge.resolve(functionKey, sent, { accountId }) : answer
    }
    calls.push(op)
    if (op === "fetchProduct") {
      return yield* JiraOfUser.answer(
        atlassian,
        accountId,
        yield* Schema.decodeUnknownEffect(JiraOfUser.ProductRequest)(payload)
      )
    }
    if (op === "getContext") {
      return {
        accountId,
        cloudId: atlassian.cloudId,
        extension: { type: "jira:adminPage" },
        locale,
        timezone: timeZone,
        moduleKey: "admin-page",
        siteUrl: `https://${atlassian.site}`,
        localId: "",
        environmentId: "",
        environmentType: "DEVELOPMENT"
      }
    }
    return yield* Effect.die(new Error(`The simulated bridge does not know "${op}".`))
  })

  const actions = {
    skipHour: forge.advance("1 hour"),
    nextDay: CompanyLife.nextDay(site),
    departmentLeaves: CompanyLife.departmentLeaves(site),
    kill: forge.kill({ functionKey: "consumer" })
  }
  const control = Effect.fnUntraced(function*(body: unknown) {
    const { action } = yield* Schema.decodeUnknownEffect(ControlCall)(body)
    if (action !== undefined) yield* actions[action]
    return {
      now: forge.now(),
      portal: [
        ["Directory (tenant) ID", entra.tenant.tenantId],
        ["Application (client) ID", EntraSimulator.defaultApp.clientId],
        ["Client secret value", EntraSimulator.defaultApp.secret]
      ]
    }
  })

  const answer = Effect.fnUntraced(function*(request: IncomingMessage) {
    const { pathname } = new URL(request.url ?? "/", "http://localhost")
    if (request.method === "POST") {
      const body = yield* Effect.promise(() => bodyOf(request))
      if (pathname === "/bridge") return json(yield* bridge(body))
      return pathname === "/control" ? json(yield* control(body)) : notFound
    }
    switch (pathname) {
      case "/":
        return file(here, "browser/host.html")
      case "/theme.css":
        return { type: "text/css", body: theme } satisfies Answer
      case "/app/index.html":
        return pageDocument()
      case "/app/bridge.js":
      case "/host.js":
      case "/host.css":
        return file(here, join("browser", pathname.split("/").at(-1) ?? ""))
      case "/app/iframeResizer.contentWindow.min.js":
      case "/iframeResizer.min.js":
        return file(resizer, pathname.split("/").at(-1) ?? "")
      default:
        return pathname.startsWith("/app/") ? file(page, pathname.slice("/app/".length)) : notFound
    }
  })

  const respond = Effect.fnUntraced(function*(request: IncomingMessage, response: ServerResponse) {
    const { body, policy, status = 200, type } = yield* answer(request).pipe(
      Effect.catchCause((cause) => Effect.as(Effect.logError("The simulated site could not answer", cause), broken))
    )
    response.writeHead(status, {
      "content-type": type,
      "cache-control": "no-store",
      ...(policy !== undefined && { "content-security-policy": policy })
    }).end(body)
  })
  // What is being answered when the host ends is ended before the site behind it.
  const fork = yield* FiberSet.makeRuntime()
  const server = createServer((request, response) => {
    fork(respond(request, response))
  })
  yield* Effect.acquireRelease(
    Effect.callback<void, Error>((resume) => {
      server.once("error", (error) => resume(Effect.fail(error)))
      server.listen(port, "127.0.0.1", () => resume(Effect.void))
    }),
    () =>
      Effect.callback<void>((resume) => {
        server.closeAllConnections()
        server.close(() => resume(Effect.void))
      })
  )

  // Time goes on in small steps, so that the page is answered between them.
  const stepMillis = 100
  yield* Effect.gen(function*() {
    let before = yield* Clock.currentTimeMillis
    yield* Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const passed = Math.min(now - before, 10 * stepMillis)
      before = now
      yield* forge.advance(Math.round(passed * speed))
    }).pipe(Effect.repeat(Schedule.spaced(stepMillis)))
  }).pipe(Effect.forkScoped)

  const address = server.address()
  const { port: listening } = typeof address === "object" && address !== null ? address : { port }
  return { url: `http://localhost:${listening}/`, calls: () => calls } satisfies AdminHost
})
