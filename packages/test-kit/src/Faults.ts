/**
 * Scripted failures in front of a simulator: rules that answer instead of it, after it, or never. Rules are tried in
 * the order they were added and may be added and removed while requests run. Nothing here knows a service.
 */
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Body from "./internal/Body.ts"
import * as Respond from "./Respond.ts"
import type { Handler } from "./Simulator.ts"

/** Which requests a rule is for: every given part has to fit. */
export interface RequestPattern {
  readonly host?: string
  readonly method?: string
  /** The whole path, without query; a string fits exactly, a pattern anywhere in it. */
  readonly path?: string | RegExp
}

/** What a rule does with a request. `proceed` is the real answer, and the real effect takes place when it runs. */
export type Behaviour = (request: Request, proceed: Effect.Effect<Response>) => Effect.Effect<Response>

export interface Rule {
  /** Every request unless said. */
  readonly match?: RequestPattern | ((request: Request) => boolean)
  /** How many requests the rule is for before it is used up; once unless said. */
  readonly times?: number | "always"
  /** How many matching requests are let through first. */
  readonly after?: number
  /** Probability, 0 to 1, that a matching request meets the rule, drawn from Effect's Random. */
  readonly chance?: number
  readonly behave: Behaviour
}

export interface Faults {
  /** Adds a rule; the returned function removes it. */
  readonly add: (rule: Rule) => () => void
  readonly clear: () => void
  /** Requests that met a rule so far. */
  readonly met: () => number
  /** A handler with these faults in front of it. */
  readonly guard: (handler: Handler) => Handler
}

interface Armed {
  readonly rule: Rule
  toSkip: number
  left: number
}

const fits = (match: Rule["match"], request: Request): boolean => {
  if (match === undefined) return true
  if (typeof match === "function") return match(request)
  if (match.method !== undefined && match.method !== request.method) return false
  if (match.host === undefined && match.path === undefined) return true
  const url = new URL(request.url)
  if (match.host !== undefined && match.host !== url.host) return false
  if (match.path === undefined) return true
  return typeof match.path === "string" ? match.path === url.pathname : match.path.test(url.pathname)
}

export const make = (): Faults => {
  const armed = new Set<Armed>()
  let met = 0
  const pick = Effect.fnUntraced(function*(request: Request) {
    for (const candidate of armed) {
      if (!fits(candidate.rule.match, request)) continue
      if (candidate.toSkip > 0) {
        candidate.toSkip--
        continue
      }
      if (candidate.rule.chance !== undefined && (yield* Random.next) >= candidate.rule.chance) continue
      candidate.left--
      if (candidate.left <= 0) armed.delete(candidate)
      met++
      return candidate.rule.behave
    }
    return undefined
  })
  return {
    add: (rule) => {
      const entry: Armed = {
        rule,
        toSkip: rule.after ?? 0,
        left: rule.times === "always" ? Number.POSITIVE_INFINITY : rule.times ?? 1
      }
      armed.add(entry)
      return () => {
        armed.delete(entry)
      }
    },
    clear: () => armed.clear(),
    met: () => met,
    guard: (handler) => (request) =>
      armed.size === 0
        ? handler(request)
        : Effect.flatMap(pick(request), (behave) => {
          const proceed = Effect.suspend(() => handler(request))
          return behave === undefined ? proceed : behave(request, proceed)
        })
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// behaviours
// ---------------------------------------------------------------------------------------------------------------------

/** Answers instead of the service: nothing takes effect. */
export const answer = (respond: (request: Request) => Response): Behaviour => (request) =>
  Effect.sync(() => respond(request))

/** The service does its work, then its answer is lost and this comes in its place. */
export const answerAfterEffect = (respond: (request: Request) => Response): Behaviour => (request, proceed) =>
  Effect.map(proceed, () => respond(request))

/** 429. `retryAfter` is the header's text, right or wrong; without it there is no header. */
export const tooManyRequests = (retryAfter?: string): Behaviour =>
  answer(() => Respond.json(429, {}, retryAfter === undefined ? {} : { "retry-after": retryAfter }))

export const unavailable = (retryAfter?: string): Behaviour =>
  answer(() => Respond.html(503, "Service Unavailable", retryAfter === undefined ? {} : { "retry-after": retryAfter }))

/** An HTML page of a gateway in front of the service; nothing takes effect. */
export const badGateway: Behaviour = answer(() => Respond.html(502, "Bad Gateway"))

/** The work is done, but the gateway gave up waiting: 504. */
export const timeoutAfterEffect: Behaviour = answerAfterEffect(() => Respond.html(504, "Gateway Timeout"))

/** The connection breaks before the service saw the request. */
export const disconnect: Behaviour = answer(Respond.networkError)

/** The connection breaks after the service did its work. */
export const disconnectAfterEffect: Behaviour = answerAfterEffect(Respond.networkError)

/** No answer ever comes; the service never saw the request. */
export const hang: Behaviour = () => Effect.never

/** The service is slow: it takes so long before it does its work, and then before it answers. */
export const slow = (beforeMillis: number, afterMillis = 0): Behaviour => (_request, proceed) =>
  proceed.pipe(Effect.delay(beforeMillis), Effect.tap(() => Effect.sleep(afterMillis)))

/** The connection breaks in the middle of the body, after the service did its work: reading the body fails. */
export const cut: Behaviour = (_request, proceed) =>
  Effect.flatMap(
    proceed,
    (response) => Effect.map(Body.text(response), (body) => new Body.CutResponse(body, response))
  )

/** Only the first half of the body arrives, and nothing says that it is not all. */
export const truncate: Behaviour = (_request, proceed) =>
  Effect.flatMap(
    proceed,
    (response) =>
      Effect.map(
        Body.text(response),
        (body) => new Body.TextResponse(body.slice(0, Math.floor(body.length / 2)), response)
      )
  )
